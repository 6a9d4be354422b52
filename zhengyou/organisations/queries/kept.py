"""What organisations keep how long; and all kinds of all rooms."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.module_loading import import_string

from ..rules.retention import Kept


def kinds() -> list[Kept]:
    """Every kind that any room keeps, in the order of the rooms."""
    found: list[Kept] = []
    for dotted in settings.KEPT:
        declared: Sequence[Kept] = import_string(dotted)
        found += declared
    return found
