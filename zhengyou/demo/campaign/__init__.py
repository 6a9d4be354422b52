"""The demonstration's plans on their way through the real reader and the real actions."""
