"""What a background worker does with a roster; whoever looks sees how far it is and whether anybody is still at it."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.utils import timezone

from ..models import RosterRun, RosterState
from ..queries import actors_of
from ..roster.attendance import Attendance, attending
from ..roster.files import UnreadableRoster
from ..roster.progress import IMPORT, PREVIEW, Course
from ..roster.report import report
from ..roster.showing import shown
from ..roster.states import before
from ..roster.working import Worked
from ..rules import Actor, NotPermitted, Permission
from .importing import Source, bring_in, look

_AGAIN = "没有导入，什么也没有改动。请按“再试一次”；还是不行，请把这句话告诉系统管理员。"
_CHANGED = "按下导入以后又核对了一遍，和您看到的已经不一样，所以还没有导入。下面是现在的情况，请再看一遍。"


def preview(run_id: int) -> None:
    """Look a roster through and keep what it would do."""
    with attending(run_id) as attendance:
        if attendance is not None and _take(run_id, RosterState.READING):
            _guarded(run_id, attendance, _preview)


def carry_out(run_id: int) -> None:
    """Import a roster that was confirmed."""
    with attending(run_id) as attendance:
        if attendance is not None and _take(run_id, RosterState.IMPORTING):
            _guarded(run_id, attendance, _carry_out)


def _take(run_id: int, state: str) -> bool:
    taken = RosterRun.objects.filter(pk=run_id, state__in=before(state))
    return bool(taken.update(state=state, stage="", permille=0, sentence=""))


def _guarded(run_id: int, attendance: Attendance, work: Any) -> None:
    """Whatever goes wrong, the roster says so; what nobody expected is raised further for the log."""
    run = RosterRun.objects.select_related("by__person").get(pk=run_id)
    now = timezone.now()
    try:
        work(run, _actor(run, now), now, attendance)
    except UnreadableRoster as error:
        _end(run, RosterState.REFUSED, str(error), now)
    except NotPermitted as error:
        _end(run, RosterState.FAILED, f"{error}没有导入，什么也没有改动。", now)
    except Exception as error:
        _end(run, RosterState.FAILED, f"{_AGAIN}（{type(error).__name__}，{now:%Y-%m-%d %H:%M}）", now)
        raise


def _actor(run: RosterRun, now: datetime) -> Actor:
    """Whoever handed it in, in the post that he still holds. Raises NotPermitted."""
    found = actors_of(run.by, timezone.localdate(now)) if run.by is not None else []
    may = [one for one in found if one.may(Permission.IMPORT_ROSTER)]
    actor = next((one for one in may if one.organisation_id == run.organisation_id), None)
    if actor is None:
        raise NotPermitted("上传这份名册的人已经不在这个岗位上。")
    return actor


def _preview(run: RosterRun, actor: Actor, now: datetime, attendance: Attendance) -> None:
    course = Course(PREVIEW, attendance.tell)
    worked = look(by=actor, source=_source(run), now=now, course=course)
    _show(run, worked, course, "")


def _carry_out(run: RosterRun, actor: Actor, now: datetime, attendance: Attendance) -> None:
    course = Course(IMPORT, attendance.tell)
    worked = bring_in(by=actor, source=_source(run), now=now, course=course, run=run, expected=run.digest)
    if not RosterRun.objects.filter(pk=run.pk, state=RosterState.DONE).exists():
        _show(run, worked, course, _CHANGED)


def _source(run: RosterRun) -> Source:
    if run.content is None:
        raise NotPermitted("文件已经清除。")
    return Source(run.name, bytes(run.content))


def _show(run: RosterRun, worked: Worked, course: Course, sentence: str) -> None:
    difference = worked.difference
    # A faulty file is mended and handed in anew: nobody needs this one any more.
    kept: dict[str, None] = {"content": None} if difference.faults else {}
    RosterRun.objects.filter(pk=run.pk).update(
        report=report(worked, course),
        preview=shown(difference, worked.tables),
        counts=asdict(difference.counts),
        digest=difference.digest(),
        state=RosterState.FAULTY if difference.faults else RosterState.READY,
        sentence=sentence,
        **kept,
    )


def _end(run: RosterRun, state: str, sentence: str, now: datetime) -> None:
    kept: dict[str, None] = {"content": None} if state == RosterState.REFUSED else {}
    RosterRun.objects.filter(pk=run.pk).update(state=state, sentence=sentence, ended_at=now, **kept)
