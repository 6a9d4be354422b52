"""How each kind of thing that awaits somebody reads as a line: what, where it is settled, by when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from zhengyou.campaigns.models import Excuse, Expectation, Plan, Record
from zhengyou.campaigns.rules import chips
from zhengyou.campaigns.rules.periods import called
from zhengyou.campaigns.rules.states import State, last_day, state_of
from zhengyou.campaigns.rules.workdays import workdays_between
from zhengyou.organisations.queries import placements, standing_places
from zhengyou.ui.wording import day_text, moment_text


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing that awaits the actor, as the ui's `todo_list` reads it; `accept` is where one press settles it,
    `filing` says that it is a plan."""

    key: int
    title: str
    url: str
    state: str
    word: str
    detail: str = ""
    day: date | None = None
    working_days_left: int | None = None
    accept: str = ""
    filing: bool = False


def due_lines(rows: list[Expectation], day: date) -> Iterable[Line]:
    """What is due or overdue."""
    several = len({row.campaign_id for row in rows}) > 1
    for row in rows:
        state, last = state_of(row, day), last_day(row)
        shape, word = chips.of_expectation(state)
        yield Line(
            key=row.pk,
            title=called(row, day),
            url=reverse("expectation", args=[row.pk]),
            state=shape,
            word=_("已过期限") if state is State.MISSING else word,
            detail=row.campaign.title if several else "",
            day=last,
            working_days_left=workdays_between(day, last),
        )


def returned_lines(rows: list[Record], day: date) -> Iterable[Line]:
    """What was sent back, with the comment."""
    for row in rows:
        last: date | None = row.grace_until  # type: ignore[attr-defined]  # annotated by the query
        shape, word = chips.of_record(row.state)
        yield Line(
            key=row.pk,
            title=row.title,
            url=reverse("record-resubmit", args=[row.pk]),
            state=shape,
            word=word,
            detail=row.comment,
            day=last,
            working_days_left=workdays_between(day, last) if last else None,
        )


def record_lines(rows: list[Record], day: date) -> Iterable[Line]:
    """What was reported and is to be accepted."""
    places = placements([row.organisation_id for row in rows], day)
    for row in rows:
        told = [places[row.organisation_id].name, day_text(row.happened_on, today=day), row.result]
        # A plan is read before it is accepted, so that no single press on the desk settles it.
        filing = row.plan_version_id is not None
        shape, word = (chips.of_filing if filing else chips.of_record)(row.state)
        yield Line(
            key=row.pk,
            title=row.title,
            url=reverse("record", args=[row.pk]),
            state=shape,
            word=word,
            detail=Truncator("，".join(told)).chars(90),
            accept="" if filing else reverse("record-accept", args=[row.pk]),
            filing=filing,
        )


def excuse_lines(rows: list[Any], day: date) -> Iterable[Line]:
    """What is said not to apply."""
    places = placements([row.organisation_id for row in rows], day)
    for row in rows:
        yield _excuse_line(row, day, f"{places[row.organisation_id].name}：{row.reason}")


def plea_lines(rows: list[Excuse], day: date) -> Iterable[Line]:
    """What the actor's own organisation said so and waits for."""
    for row in rows:
        asked = day_text(timezone.localdate(row.requested_at), today=day)
        yield _excuse_line(
            row, day, _("%(day)s报上去的理由：%(reason)s") % {"day": asked, "reason": row.reason}
        )


def _excuse_line(row: Excuse, day: date, detail: str) -> Line:
    shape, word = chips.of_excuse(row.state)
    return Line(
        key=row.pk,
        title=_("%(task)s：不适用") % {"task": called(row.expectation, day)},
        url=reverse("excuse", args=[row.pk]),
        state=shape,
        word=word,
        detail=Truncator(detail).chars(90),
    )


def proposed_lines(rows: list[Plan], day: date) -> Iterable[Line]:
    """Plans to be approved."""
    for row in rows:
        proposer = row.proposed_by.person.name if row.proposed_by else ""
        asked = day_text(timezone.localdate(row.proposed_at), today=day)
        yield Line(
            key=row.pk,
            title=row.title,
            url=reverse("plan", args=[row.pk]),
            state="awaiting",
            word=str(row.get_state_display()),
            detail=_("%(name)s %(day)s提交") % {"name": proposer, "day": asked},
        )


def draft_lines(rows: list[Plan], day: date) -> Iterable[Line]:
    """Plans in hand."""
    for row in rows:
        yield Line(
            key=row.pk,
            title=row.title,
            url=reverse("plan", args=[row.pk]),
            state="returned" if row.comment else "due",
            word=_("退回修改") if row.comment else str(row.get_state_display()),
            detail=row.comment,
        )


def passed_lines(rows: list[Plan], day: date) -> Iterable[Line]:
    """Plans that a meeting passed."""
    for row in rows:
        passed = day_text(timezone.localdate(row.decided_at), today=day)
        yield Line(
            key=row.pk,
            title=row.title,
            url=reverse("plan", args=[row.pk]),
            state="due",
            word=_("待报备"),
            detail=_("会议已经通过（%(day)s记下），只差按“报备”") % {"day": passed},
        )


def correction_lines(rows: list[Any], day: date) -> Iterable[Line]:
    """Corrections that people asked for."""
    for row in rows:
        asked = day_text(timezone.localdate(row.asked_at), today=day)
        detail = _("%(day)s提出：%(wish)s") % {"day": asked, "wish": row.wish}
        yield Line(
            key=row.pk,
            title=_("%(name)s请求更正自己的信息") % {"name": row.person.name},
            url=reverse("correction", args=[row.pk]),
            state="awaiting",
            word=_("等答复"),
            detail=Truncator(detail).chars(90),
        )


def transfer_lines(rows: list[Any], day: date) -> Iterable[Line]:
    """People to be received."""
    for row in rows:
        yield Line(
            key=row.pk,
            title=_("接收%(name)s的组织关系") % {"name": row.person.name},
            url=reverse("transfer", args=[row.pk]),
            state="awaiting",
            word=str(row.get_state_display()),
            detail=row.reason,
            day=row.wanted_on,
        )


def asking_lines(rows: list[Any], day: date) -> Iterable[Line]:
    """People at the code on the wall."""
    places = standing_places([row.wall.organisation_id for row in rows], day)
    for row in rows:
        at = row.wall.organisation_id
        told = {"name": places[at].name, "moment": moment_text(row.asked_at)}
        yield Line(
            key=row.pk,
            title=_("“%(name)s”扫了墙上的二维码，是他本人吗") % {"name": row.name},
            url=reverse("invitations", args=[at]),
            state="awaiting",
            word=_("等您认"),
            detail=_("%(name)s，%(moment)s起在手机上等着") % told,
        )


def handover_lines(rows: list[Any], day: date) -> Iterable[Line]:
    """Dossiers to be confirmed."""
    places = standing_places([row.organisation_id for row in rows], day)
    for row in rows:
        yield Line(
            key=row.pk,
            title=_("%(name)s的交接清单") % {"name": places[row.organisation_id].name},
            url=reverse("handover", args=[row.pk]),
            state="due",
            word=_("等您确认"),
            day=row.effective_on,
        )
