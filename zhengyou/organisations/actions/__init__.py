"""What is done to organisations, people and accounts."""

from .accounts import NotAppointed, appoint

__all__ = ["NotAppointed", "appoint"]
