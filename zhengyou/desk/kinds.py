"""What a kind of thing that awaits somebody is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from zhengyou.organisations.rules import Actor, Permission

from .lines import Line


@dataclass(frozen=True)
class Kind:
    """One kind of thing that awaits somebody: whom, what, in which order, and how it reads.

    `sieve` is a wider question than `found` and cheaper to put together: where it finds nothing, `found` finds nothing
    either. It may ask for the actor's role and numbers, not for his path (see `sieving`).
    """

    name: str
    title: str | Promise
    permission: Permission
    found: Callable[[Actor, date], QuerySet[Any]]
    order: str
    lines: Callable[[list[Any], date], Iterable[Line]]
    sieve: Callable[[Actor, date], QuerySet[Any]] | None = None

    def perhaps(self, actor: Actor, day: date) -> QuerySet[Any]:
        """Nothing where there is nothing; what it finds may still be less."""
        return (self.sieve or self.found)(actor, day)
