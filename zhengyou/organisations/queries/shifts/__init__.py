"""What a change of the tree comes to on a day: worked out once, shown as a preview and carried out from the same."""

from .draft import Draft, Shape, Shift
from .undoing import undone
from .wanted import Close, Found, Merge, Move, New, Rename, Retype, Split, Wanted

__all__ = [
    "Close",
    "Draft",
    "Found",
    "Merge",
    "Move",
    "New",
    "Rename",
    "Retype",
    "Shape",
    "Shift",
    "Split",
    "Wanted",
    "undone",
]
