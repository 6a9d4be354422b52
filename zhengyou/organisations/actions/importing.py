"""Bringing a roster in: one transaction, all or nothing, one line in the ledger (issue 4 section 3)."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from zhengyou.ledger.writing import Line, Writer, write

from ..models import RosterRun, RosterState, Transfer, TransferState
from ..queries import root
from ..queries.tree import lock_tree
from ..roster import writing
from ..roster.difference import Difference
from ..roster.progress import Course
from ..roster.standing import EVERYWHERE, Scope
from ..roster.working import Worked, compare, read
from ..rules import Actor, Administrator, Permission

_LOCK = 0x5A5A  # advisory lock: one roster at a time
_PEOPLE = "organisations_person, organisations_membership, organisations_circumstance"
SUBJECT = "organisations.roster"


@dataclass(frozen=True)
class Source:
    """A file as it was handed in."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """What tells it from every other file, hex."""
        return hashlib.sha256(self.content).hexdigest()


def scope_of(by: Writer) -> Scope:
    """Where somebody's rosters may change something. Raises NotPermitted."""
    if not isinstance(by, Actor):
        return EVERYWHERE
    by.require(Permission.IMPORT_ROSTER, by.path)
    return Scope(by.path, own=by.role is Administrator)


def look(*, by: Writer, source: Source, now: datetime, course: Course) -> Worked:
    """What a roster would do; nothing is written or locked. Raises UnreadableRoster, NotPermitted."""
    day = timezone.localdate(now)
    scope = scope_of(by)
    return compare(
        read(source.content, source.name, day=day, course=course), day=day, scope=scope, course=course
    )


@transaction.atomic
def bring_in(
    *,
    by: Writer,
    source: Source,
    now: datetime,
    course: Course,
    run: RosterRun | None = None,
    expected: str | None = None,
) -> Worked:
    """Import a roster, unless it has faults or (with `expected`, the digest of what was shown) would do something else
    than was shown: then nothing is written. `run` is what was handed in on a page; without it one is made.

    Raises UnreadableRoster, NotPermitted.
    """
    day = timezone.localdate(now)
    scope = scope_of(by)
    said = read(source.content, source.name, day=day, course=course)
    _lock(course)
    worked = compare(said, day=day, scope=scope, course=course)
    difference = worked.difference
    if difference.faults or (expected is not None and difference.digest() != expected):
        return worked
    if difference.counts.changes:
        touched = writing.write(worked, course)
        _receive(by, difference, now)
        run = run or _made(source, now)
        writing.remember(run.pk, touched)
        _write_line(by, source, run, difference, worked)
    if run is not None:
        _done(run, difference, now)
    return worked


def _lock(course: Course) -> None:
    """One roster at a time; and nobody else changes the tree or people between looking and writing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            course.wait("等另一份名册导完")
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        lock_tree()
        cursor.execute(f"LOCK TABLE {_PEOPLE} IN SHARE ROW EXCLUSIVE MODE")


def _receive(by: Writer, difference: Difference, now: datetime) -> None:
    """Transfers that waited for what the roster did are settled; one that somebody decides just now is left to him."""
    keys = [one.receives for one in difference.people if one.receives]
    asked = Transfer.objects.select_for_update(skip_locked=True).filter(
        pk__in=keys, state=TransferState.ASKED
    )
    Transfer.objects.filter(pk__in=list(asked.values_list("pk", flat=True))).update(
        state=TransferState.RECEIVED,
        decided_by_id=by.account_id,
        decided_at=now,
        comment="随名册导入接收。",
    )


def _made(source: Source, now: datetime) -> RosterRun:
    """A roster of the command line belongs to the whole tree."""
    top = root(timezone.localdate(now))
    assert top is not None  # what was just written stands under one
    organisation = top.organisation
    return RosterRun.objects.create(
        organisation=organisation, at=now, name=source.name[:200], sha256=source.sha256
    )


def _done(run: RosterRun, difference: Difference, now: datetime) -> None:
    """The last statement of the transaction: whoever tells of the progress writes to the same row."""
    RosterRun.objects.filter(pk=run.pk).update(
        state=RosterState.DONE,
        counts=asdict(difference.counts),
        content=None,
        permille=1000,
        sentence="",
        ended_at=now,
    )


def _write_line(by: Writer, source: Source, run: RosterRun, difference: Difference, worked: Worked) -> None:
    top = worked.tree.placements.get(worked.tree.top or "") or root(difference.day)
    line = Line(
        verb="organisations.roster.import",
        sentence=f"导入名册“{source.name}”：{difference.counts.words}。",
        subject=SUBJECT,
        subject_id=run.pk,
        path=top.path if top else "",
        before={"organisations": len(worked.tree.placements)},
        after={"sha256": source.sha256, **asdict(difference.counts)},
    )
    write(by=by, line=line)
