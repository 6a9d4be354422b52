"""The demonstration district: its organisations, people and logins, all invented, at the scale of domain.md 2.4."""
