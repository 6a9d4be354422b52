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
    """One kind of thing that awaits somebody: whom, what, in which order, and how it reads."""

    name: str
    title: str | Promise
    permission: Permission
    found: Callable[[Actor, date], QuerySet[Any]]
    order: str
    lines: Callable[[list[Any], date], Iterable[Line]]
