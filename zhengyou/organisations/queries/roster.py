"""Rosters that were handed in: one's own, whether a worker is at one, and what of them may be thrown away."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Q, QuerySet
from django.http import Http404

from ..models import RosterRun, RosterState
from ..rules import Actor

LOCK = 0x5A5B
"""The first half of the advisory lock that a worker holds while it is at a roster; the second is the roster's id."""
KEPT = timedelta(days=7)
"""So long what was read of a file is kept; the file itself only until it is done."""
WORKING = (RosterState.READING, RosterState.IMPORTING)
_HEARTBEAT = 90


@dataclass(frozen=True)
class Standing:
    """How a roster stands: `died` when the worker at it is gone, `ahead` how many others come first, `asleep` when no
    worker runs at all."""

    died: bool = False
    ahead: int = 0
    asleep: bool = False


def runs(actor: Actor, *, size: int = 20) -> list[RosterRun]:
    """The newest rosters that the actor handed in from the present post's organisation, without their files."""
    return list(_own(actor).defer("content", "report", "preview").order_by("-pk")[:size])


def run(actor: Actor, run_id: int) -> RosterRun:
    """One of the actor's own rosters; Http404 for everybody else's."""
    found = _own(actor).defer("content", "report").filter(pk=run_id).first()
    if found is None:
        raise Http404
    return found


def report(actor: Actor, run_id: int) -> tuple[str, bytes]:
    """Name and bytes of the annotated workbook; Http404 where there is none (any more)."""
    found = _own(actor).filter(pk=run_id, report__isnull=False).values_list("name", "report").first()
    if found is None:
        raise Http404
    return found[0], bytes(found[1] or b"")


def standing(one: RosterRun) -> Standing:
    """How it stands just now."""
    if one.state in WORKING:
        return Standing(died=died(one))
    if one.state in (RosterState.WAITING, RosterState.CONFIRMED):
        others = Q(state__in=WORKING) | Q(
            state__in=(RosterState.WAITING, RosterState.CONFIRMED), pk__lt=one.pk
        )
        return Standing(ahead=RosterRun.objects.filter(others).count(), asleep=not _awake())
    return Standing()


def died(one: RosterRun) -> bool:
    """Whether a roster said to be worked at has no worker: whoever is at one holds its lock as long as he lives."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT NOT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 2"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            " AND classid = %s::bigint::oid AND objid = %s::bigint::oid)",
            [LOCK, one.pk],
        )
        free = bool(cursor.fetchone()[0])
    # It may have ended between the two looks.
    return free and RosterRun.objects.filter(pk=one.pk, state__in=WORKING).exists()


def overdue(now: datetime) -> QuerySet[RosterRun]:
    """Rosters of which more is kept than the days allow."""
    kept = Q(content__isnull=False) | Q(report__isnull=False) | Q(preview__isnull=False)
    return RosterRun.objects.filter(kept, at__lt=now - KEPT).exclude(state__in=WORKING)


def _own(actor: Actor) -> QuerySet[RosterRun]:
    return RosterRun.objects.filter(by_id=actor.account_id, organisation_id=actor.organisation_id)


def _awake() -> bool:
    """Whether some worker has given a sign of life lately."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) > 0 FROM procrastinate_workers"
            " WHERE last_heartbeat > now() - make_interval(secs => %s)",
            [_HEARTBEAT],
        )
        return bool(cursor.fetchone()[0])
