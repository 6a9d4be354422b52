"""What is done to organisations, people and accounts."""

from .accounts import NotAppointed, appoint, reset_password

__all__ = ["NotAppointed", "appoint", "reset_password"]
