"""What people do with a roster on its pages: hand it in, have it imported, try again, give it up.

The work itself is done in the background (jobs.py); only the import writes a line into the ledger, for nothing else
changes anybody or anything.
"""

from datetime import datetime

from django.db import transaction
from procrastinate.contrib.django import app

from ..models import RosterRun, RosterState, What
from ..queries import roster as queries
from ..roster.states import WORKING, before
from ..rules import Actor, Permission
from .importing import Source
from .readings import note_reading

_JOBS = "zhengyou.organisations.jobs"


class NotNow(Exception):
    """The roster is not in a state for this; the sentence says what to do."""


@transaction.atomic
def hand_in(*, by: Actor, source: Source, now: datetime) -> RosterRun:
    """Keep a file and have it looked through. Raises NotPermitted."""
    by.require(Permission.IMPORT_ROSTER, by.path)
    run = RosterRun.objects.create(
        organisation_id=by.organisation_id,
        by_id=by.account_id,
        at=now,
        name=source.name[:200],
        sha256=source.sha256,
        content=source.content,
    )
    _defer("preview_roster", run)
    return run


@transaction.atomic
def confirm(*, by: Actor, run: RosterRun, digest: str) -> None:
    """Have it imported as it was shown. Raises NotNow where something else is to be seen first."""
    by.require(Permission.IMPORT_ROSTER, by.path)
    ready = RosterRun.objects.filter(pk=run.pk, state=RosterState.READY, digest=digest)
    if not ready.update(state=RosterState.CONFIRMED, stage="", permille=0, sentence=""):
        raise NotNow("这份名册已经重新核对过，或者已经在导入。请看现在的情况，再决定。")
    _defer("import_roster", run)


@transaction.atomic
def retry(*, by: Actor, run: RosterRun) -> None:
    """Have a roster looked through anew that failed, or whose worker is gone. Raises NotNow."""
    by.require(Permission.IMPORT_ROSTER, by.path)
    states = [*before(RosterState.WAITING), *(WORKING if queries.died(run) else ())]
    failed = RosterRun.objects.filter(pk=run.pk, state__in=states, content__isnull=False)
    if not failed.update(state=RosterState.WAITING, stage="", permille=0, sentence=""):
        raise NotNow("这份名册现在不用重试，或者文件已经清除；文件清除了的，请重新上传。")
    _defer("preview_roster", run)


@transaction.atomic
def drop(*, by: Actor, run: RosterRun, now: datetime) -> None:
    """Give it up: the file and what was read of it are thrown away at once. Raises NotNow."""
    by.require(Permission.IMPORT_ROSTER, by.path)
    open_ones = RosterRun.objects.filter(pk=run.pk, state__in=before(RosterState.DROPPED))
    if not open_ones.update(state=RosterState.DROPPED, ended_at=now, **_NOTHING_KEPT):
        raise NotNow("这份名册正在办，或者已经办完，不能再撤下。")


def note_export(*, by: Actor, organisation_id: int, now: datetime) -> None:
    """Note that somebody took the people of an organisation and all below it away in a file."""
    note_reading(by=by, what=What.ROSTER, organisation_id=organisation_id, now=now)


def purge(*, now: datetime) -> int:
    """Throw away what was read of old rosters, with their files; returns of how many. Counts stay."""
    return queries.overdue(now).update(**_NOTHING_KEPT)


_NOTHING_KEPT: dict[str, None] = {"content": None, "report": None, "preview": None}


def _defer(job: str, run: RosterRun) -> None:
    """Into the queue within the same transaction. Not under a lock of the queue, which one who died would keep."""
    app.configure_task(f"{_JOBS}.{job}").defer(run_id=run.pk)
