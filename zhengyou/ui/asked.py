"""What an address or a form asks for."""

from django.http import QueryDict

_DIGITS = 18
"""Of a key that fits into the database; anything longer names nothing."""


def number_in(values: QueryDict, name: str) -> int | None:
    """The whole number there; None where it is missing, no number, or larger than any key."""
    text = values.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else None
