"""Trying an action out before it is confirmed: it runs to its end and nothing of it stays."""

from collections.abc import Callable

from django.db import transaction


def rehearse(act: Callable[[], object]) -> None:
    """Raise whatever the action would raise now; change nothing."""
    with transaction.atomic():
        act()
        transaction.set_rollback(True)
