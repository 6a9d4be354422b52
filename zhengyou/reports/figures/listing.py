"""The rows a figure was counted from, a page at a time, as far as the reader's post lets them be seen."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from zhengyou.organisations.rules import Actor, Permission

SIZE = 50
"""Rows of one page."""

Item = TypeVar("Item")


class NoSuchPage(Exception):
    """The key of a page that no page of ours has given."""


@dataclass(frozen=True)
class Page:
    """Which page of the rows, and who reads it."""

    reader: Actor
    after: str = ""
    size: int = SIZE

    def may(self, permission: Permission) -> bool:
        """Whether the reader's post opens what stands behind the rows; the scope was checked before."""
        return self.reader.may(permission)

    @property
    def after_id(self) -> int:
        """The key where rows are paged by number; raises NoSuchPage for anything else."""
        if not self.after:
            return 0
        if not self.after.isascii() or not self.after.isdigit() or len(self.after) > 18:
            raise NoSuchPage(self.after)
        return int(self.after)


@dataclass(frozen=True)
class Row:
    """One row: its name with where it leads, what stands beside it, and its state as a chip (with the words)."""

    name: str
    cells: tuple[str, ...] = ()
    href: str = ""
    chip: str = ""
    word: str = ""


@dataclass(frozen=True)
class Rows:
    """One page of rows. `withheld` says why there are none to see; `next_key` is empty on the last page."""

    head: tuple[str, ...] = ()
    rows: Sequence[Row] = field(default_factory=tuple)
    next_key: str = ""
    withheld: str = ""


def cut(found: list[Item], size: int) -> tuple[list[Item], Item | None]:
    """Of one row more than asked for: the page, and its last row where another page follows."""
    return found[:size], found[size - 1] if len(found) > size else None
