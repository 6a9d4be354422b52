"""WALL (integrity): what was done, by whom, in one sentence each, append-only."""
