"""Which kinds have anything for somebody: one statement for each role and day, put together once and asked of all.

Putting some twenty questions together costs more than the database needs to answer them, and they differ from person
to person in a few numbers only: those stand as gaps in the statement and are filled when it is asked.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, Exists, Expression

from zhengyou.organisations.models import Account
from zhengyou.organisations.rules import Actor

from .kinds import Kind


class _Gap(Expression):
    """A number of the acting person, known when the statement is asked."""

    def __init__(self, name: str) -> None:
        super().__init__(output_field=BigIntegerField())
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]


_NUMBERS = ("account_id", "person_id", "post_id", "organisation_id")


def perhaps(kinds: Sequence[Kind], actor: Actor, day: date) -> list[Kind]:
    """The kinds whose sieve lets something through for the actor, of those that his role has anything to do with."""
    asked = tuple(kind for kind in kinds if actor.may(kind.permission))
    sql, parts = _statement(asked, actor.post_kind, day)
    parameters = [getattr(actor, part.name) if isinstance(part, _Gap) else part for part in parts]
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        there = cursor.fetchone()
    return [kind for kind, exists in zip(asked, there, strict=True) if exists]


@lru_cache(maxsize=64)
def _statement(kinds: tuple[Kind, ...], post_kind: str, day: date) -> tuple[str, tuple[Any, ...]]:
    """The statement with its parameters, gaps among them. A sieve may ask for these numbers and for the role, for
    nothing else of the actor: `path` is None here, so that whoever asks for it is told at once."""
    gaps: dict[str, Any] = {name: _Gap(name) for name in _NUMBERS}
    nobody = replace(Actor(0, 0, "", 0, post_kind, "", 0, "", ""), **gaps, path=None)  # type: ignore[arg-type]  # no numbers yet
    asked = [Exists(kind.perhaps(nobody, day)) for kind in kinds]
    return Account.objects.filter(pk=nobody.account_id).values_list(*asked).query.sql_with_params()
