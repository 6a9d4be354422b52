"""Storing courses in bulk: records, fulfilments, excuses, ledger lines, and what follows for the expectations."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from random import Random
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from zhengyou.campaigns.models import Excuse, Expectation, Fulfilment, Record
from zhengyou.ledger.models import Entry
from zhengyou.ledger.writing import entries_of
from zhengyou.organisations.copying import analyse, copy, reserve

from .attending import sessions_of, store_attendance
from .course import Course, Plea, Written

RECORD = (
    "id organisation state zero kind title happened_on place attended result quantity unit entered_by entered_at "
    "submitted_at decided_by decided_at comment"
)
FULFILMENT = "record expectation outcome in_time since accepted_on until grace_until"
EXCUSE = "id expectation state reason requested_by requested_at decided_by decided_at comment"
_LINE = (
    "entered_at happened_on actor_id actor_name names verb subject subject_id organisation_path sentence before "
    "after request_id"
)
# The columns of an expectation follow from its dated rows; the same as the actions would have left them.
_SETTLE = (
    """
    UPDATE campaigns_expectation e
    SET outcome = f.outcome, settled_on = f.since, in_time = f.in_time, confirmed = f.accepted_on IS NOT NULL
    FROM campaigns_fulfilment f WHERE f.expectation_id = e.id AND f.until IS NULL
    """,
    """
    UPDATE campaigns_expectation e SET grace_until = r.grace_until
    FROM (SELECT expectation_id, max(grace_until) AS grace_until FROM campaigns_fulfilment
          WHERE until IS NOT NULL GROUP BY expectation_id) r
    WHERE r.expectation_id = e.id
    """,
    """
    UPDATE campaigns_expectation e
    SET outcome = 'excused', confirmed = true,
        settled_on = (x.decided_at AT TIME ZONE %(zone)s)::date
    FROM campaigns_excuse x WHERE x.expectation_id = e.id AND x.state = 'approved'
    """,
)


def store(
    courses: Sequence[Course],
    pleas: Sequence[Plea],
    among: Sequence[Written] = (),
    *,
    names: Mapping[int, str],
    last: datetime,
) -> None:
    """Store everything in the order in which it was entered, up to `last`; `among` are lines of other things that took
    place, `names` those of people by id."""
    told = sorted(courses, key=lambda course: course.entered_at)
    asked = sorted(pleas, key=lambda plea: plea.entered_at)
    records = dict(zip(reserve(Record, len(told)), told, strict=True))
    excuses = dict(zip(reserve(Excuse, len(asked)), asked, strict=True))
    sessions = sessions_of(records, last)
    copy(Record, RECORD.split(), (course.row(key) for key, course in records.items()))
    copy(
        Fulfilment,
        FULFILMENT.split(),
        (row for key, course in records.items() for row in course.fulfilments(key)),
    )
    copy(Excuse, EXCUSE.split(), (plea.row(key) for key, plea in excuses.items()))
    lines = [*among, *store_attendance(sessions, names)]
    lines += [line for key, course in records.items() for line in course.lines(key)]
    lines += [line for key, plea in excuses.items() for line in plea.lines(key)]
    lines.sort(key=lambda line: line.at)
    rng = Random(len(lines))  # noqa: S311  ids of requests that never were, no secret
    entries = entries_of((line.by, line.line) for line in lines)
    copy(Entry, _LINE.split(), (_row(line, entry, rng) for line, entry in zip(lines, entries, strict=True)))
    analyse(Expectation, Fulfilment, Excuse)
    with connection.cursor() as cursor:
        for statement in _SETTLE:
            cursor.execute(statement, {"zone": settings.TIME_ZONE})


def _row(line: Written, entry: Entry, rng: Random) -> tuple[Any, ...]:
    return (
        line.at,
        entry.happened_on,
        entry.actor_id,
        entry.actor_name,
        entry.names,
        entry.verb,
        entry.subject,
        entry.subject_id,
        entry.organisation_path,
        entry.sentence,
        json.dumps(entry.before, ensure_ascii=False) if entry.before else None,
        json.dumps(entry.after, ensure_ascii=False) if entry.after else None,
        UUID(int=rng.getrandbits(128), version=4),
    )
