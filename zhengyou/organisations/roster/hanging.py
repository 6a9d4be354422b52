"""What hangs on belonging to an organisation: posts and seats in its groups end with a transfer."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from ..copying import copy
from ..models import Post, PostKind
from ..rules.structure import GROUP_ROLES, word_of

_LASTING = "x.since < %(day)s AND (x.until IS NULL OR x.until > %(day)s)"
_LEAVERS = (
    "unnest(%(people)s::bigint[], %(homes)s::bigint[], %(targets)s::bigint[]) AS g (person, home, target)"
)
_OF_HOME = "x.person_id = g.person AND x.organisation_id = g.home"
_IN_GROUP = "x.person_id = g.person AND x.group_id = o.id AND o.organisation_id = g.home"


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody who leaves one organisation for another; all three are ids. 0 for a target that is not founded yet."""

    person: int
    home: int
    target: int = 0


def told(leavers: Sequence[Leaver], day: date) -> dict[int, list[str]]:
    """What would end of each, in words, by person."""
    found: dict[int, list[str]] = defaultdict(list)
    if not leavers:
        return found
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT x.person_id, x.kind FROM organisations_post x, {_LEAVERS}"  # noqa: S608  our own constants
            f" WHERE {_OF_HOME} AND {_LASTING} ORDER BY x.id",
            _given(leavers, day),
        )
        for person, kind in cursor.fetchall():
            found[person].append(str(PostKind(kind).label))
        cursor.execute(
            f"SELECT x.person_id, o.name, x.role FROM organisations_groupmember x, organisations_group o, {_LEAVERS}"  # noqa: S608  as above
            f" WHERE {_IN_GROUP} AND {_LASTING} ORDER BY x.id",
            _given(leavers, day),
        )
        for person, group, role in cursor.fetchall():
            found[person].append(f"“{group}”{word_of(GROUP_ROLES, role)}")
    return found


def end(leavers: Sequence[Leaver], day: date) -> None:
    """End it on the day; whoever could log in as a member can do so where he goes."""
    if not leavers:
        return
    given = _given(leavers, day)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE organisations_groupmember x SET until = %(day)s FROM organisations_group o, {_LEAVERS}"  # noqa: S608  as above
            f" WHERE {_IN_GROUP} AND {_LASTING}",
            given,
        )
        cursor.execute(
            f"UPDATE organisations_post x SET until = %(day)s FROM {_LEAVERS}"  # noqa: S608  our own constants
            f" WHERE {_OF_HOME} AND {_LASTING} RETURNING x.person_id, g.target, x.kind",
            given,
        )
        ended = cursor.fetchall()
    members = {(person, target) for person, target, kind in ended if kind == PostKind.MEMBER}
    columns = ("person", "organisation", "kind", "since")
    copy(Post, columns, ((*pair, PostKind.MEMBER.value, day) for pair in sorted(members)))


def _given(leavers: Sequence[Leaver], day: date) -> dict[str, Any]:
    return {
        "day": day,
        "people": [one.person for one in leavers],
        "homes": [one.home for one in leavers],
        "targets": [one.target for one in leavers],
    }
