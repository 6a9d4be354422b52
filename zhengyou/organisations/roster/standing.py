"""What is stored of the organisations and people that a roster may concern, read once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from ..models import Organisation, Placement
from ..queries import on_day
from . import cells

FIRST_ROOT = "0"
"""The code of the nameless root that an empty installation begins with; the first roster gives it its own."""


@dataclass(frozen=True)
class Scope:
    """Where a roster may change something: at and under `path`; the organisation at the top of it only with `own`."""

    path: str
    own: bool

    def covers(self, path: str) -> bool:
        """Whether the organisation at `path` lies within."""
        return path.startswith(self.path)


EVERYWHERE = Scope("/", own=True)


@dataclass
class Tree:
    """The organisations of a scope as they stand on a day, by code in the order of the tree; `taken` are the codes of
    all others, with the reason in words; `top` is the code of the one at the top, None in an empty database."""

    day: date
    scope: Scope
    placements: dict[str, Placement]
    taken: dict[str, str]
    top: str | None
    renamed_root: bool = False

    @classmethod
    def on(cls, day: date, scope: Scope) -> "Tree":
        """Read it afresh."""
        rows = list(Placement.objects.filter(on_day(day)).select_related("organisation").order_by("path"))
        within = {row.organisation.code: row for row in rows if scope.covers(row.path)}
        outside = {row.organisation.code for row in rows} - set(within)
        codes = Organisation.objects.values_list("code", "founded_on", "ended_on")
        taken = {
            code: _why_taken(code in outside, ended_on, founded_on, day)
            for code, founded_on, ended_on in codes
            if code not in within
        }
        return cls(day, scope, within, taken, next(iter(within), None))

    def name_first_root(self, code: str) -> None:
        """The nameless root of an empty installation takes the code of the roster's."""
        if self.top == FIRST_ROOT and self.scope.own and code not in self.placements:
            self.placements[code] = self.placements.pop(FIRST_ROOT)
            self.top, self.renamed_root = code, True

    @property
    def whole(self) -> bool:
        """Whether the scope is the whole tree."""
        return self.top is None or self.placements[self.top].depth == 0

    def codes(self) -> dict[int, str]:
        """Codes by the organisations' ids."""
        return {row.organisation_id: code for code, row in self.placements.items()}

    def named(self) -> dict[str, list[str]]:
        """The codes of the organisations of each name, names without blanks and width."""
        found: dict[str, list[str]] = {}
        for code, placement in self.placements.items():
            found.setdefault(cells.key(placement.name), []).append(code)
        return found


def _why_taken(outside: bool, ended_on: date | None, founded_on: date, day: date) -> str:
    if outside:
        return "已用于您管的范围以外的组织"
    if ended_on is not None:
        return f"属于{ended_on:%Y-%m-%d}起不再设立的组织"
    return f"属于{founded_on:%Y-%m-%d}起才成立的组织" if founded_on > day else "已用于别的组织"


@dataclass(slots=True)
class Member:
    """One stored membership."""

    id: int
    organisation: int
    status: str
    since: date
    until: date | None


@dataclass(slots=True)
class Condition:
    """One stored circumstance that is not to end."""

    id: int
    kind: str
    reason: str
    since: date


@dataclass(slots=True)
class Known:
    """A stored person with all memberships in order, and the circumstances that hold and are not to end."""

    id: int
    name: str
    pinyin: str
    number: str
    joined_on: date | None
    members: list[Member] = field(default_factory=list)
    circumstances: list[Condition] = field(default_factory=list)

    def stay(self, day: date) -> list[Member]:
        """The memberships in the present organisation without a break, the one that holds on the day last; empty for
        somebody who belongs nowhere."""
        place = next((n for n, one in enumerate(self.members) if _holds(one, day)), None)
        if place is None:
            return []
        found = [self.members[place]]
        for one in reversed(self.members[:place]):
            if one.until != found[0].since or one.organisation != found[0].organisation:
                break
            found.insert(0, one)
        return found

    @property
    def reason(self) -> str:
        """The reasons of all circumstances in one text, as the roster prints it."""
        reasons = [one.reason for one in self.circumstances if one.reason]
        return "；".join(dict.fromkeys(reasons))


def _holds(member: Member, day: date) -> bool:
    return member.since <= day and (member.until is None or member.until > day)


_PEOPLE = """
    SELECT m.person_id FROM organisations_membership m
    WHERE m.organisation_id = ANY(%(homes)s::bigint[])
      AND m.since <= %(day)s::date AND (m.until IS NULL OR m.until > %(day)s::date)
    UNION
    SELECT p.id FROM organisations_person p WHERE p.number = ANY(%(numbers)s::text[])
"""
_MEMBERS = f"""
    SELECT p.id, p.name, p.pinyin, p.number, p.joined_on, m.id, m.organisation_id, m.status, m.since, m.until
    FROM organisations_person p
    LEFT JOIN organisations_membership m ON m.person_id = p.id
    WHERE p.blanked_on IS NULL AND p.id IN ({_PEOPLE})
    ORDER BY p.id, m.since
"""  # noqa: S608  nothing but our own constants

_CIRCUMSTANCES = f"""
    SELECT c.person_id, c.id, c.kind, c.reason, c.since FROM organisations_circumstance c
    WHERE c.until IS NULL AND c.person_id IN ({_PEOPLE})
    ORDER BY c.person_id, c.kind
"""  # noqa: S608  nothing but our own constants


def people(homes: Iterable[int], numbers: Iterable[str], day: date) -> dict[int, Known]:
    """People who belong to one of the organisations on the day, and those with one of the numbers, by id."""
    given: dict[str, Any] = {"homes": list(homes), "numbers": list(numbers), "day": day}
    found: dict[int, Known] = {}
    with connection.cursor() as cursor:
        cursor.execute(_MEMBERS, given)
        for person, name, pinyin, number, joined_on, *member in cursor.fetchall():
            known = found.get(person)
            if known is None:
                known = found[person] = Known(person, name, pinyin, number or "", joined_on)
            if member[0] is not None:
                known.members.append(Member(*member))
        cursor.execute(_CIRCUMSTANCES, given)
        for person, *one in cursor.fetchall():
            if person in found:
                found[person].circumstances.append(Condition(*one))
    return found
