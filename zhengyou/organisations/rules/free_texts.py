"""Texts people write freely, in which anybody's name may stand: each room declares its columns (settings.FREE_TEXTS).

Blanking a person does not alter them, since they are what was decided or reported; it lists them. A column of text
that is in no list here and not of a fixed vocabulary fails tests/organisations/personal.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise


@dataclass(frozen=True, kw_only=True)
class FreeText:
    """Columns of one table, called `word` on the page; `url` leads to a row, "" where it has no page of its own."""

    model: type[Model]
    columns: tuple[str, ...]
    word: str | Promise
    url: Callable[[Any], str] = lambda row: ""

    @property
    def names(self) -> list[str]:
        """The columns with their table: "organisations.Group.name"."""
        return [f"{self.model._meta.label}.{column}" for column in self.columns]
