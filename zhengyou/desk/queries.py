"""What awaits the actor, gathered from every room into sections of lines. A fixed number of queries, all indexed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhengyou.campaigns.models import Excuse, Expectation, Plan, Record
from zhengyou.campaigns.models.plans import Asked, PlanState
from zhengyou.campaigns.queries import records
from zhengyou.campaigns.rules import chips
from zhengyou.campaigns.rules.periods import called
from zhengyou.campaigns.rules.states import State, last_day, state_of
from zhengyou.campaigns.rules.workdays import workdays_between
from zhengyou.organisations.queries import corrections, placements, standing_places
from zhengyou.organisations.queries.handovers import unconfirmed
from zhengyou.organisations.queries.person import arriving
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.wording import day_text

FIRST = 20
"""So many lines of a section stand on the desk; the rest is a link away."""
PAGE = 50
WITHOUT_HURRY = {"drafts", "pleas"}
"""Kinds that nobody waits for: work in one's own hands, and what lies with the level above."""


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


@dataclass(frozen=True)
class Section:
    """The lines of one kind; `next_key` leads to the following page where there is one."""

    name: str
    title: str
    lines: list[Line]
    total: int
    next_key: int | None

    @property
    def left(self) -> int:
        """How many more there are than shown."""
        return self.total - len(self.lines)


@dataclass(frozen=True)
class Kind:
    """One kind of thing that awaits somebody: whom, what, in which order, and how it reads."""

    name: str
    title: str | Promise
    permission: Permission
    found: Callable[[Actor, date], QuerySet[Any]]
    order: str
    lines: Callable[[list[Any], date], Iterable[Line]]


def sections(actor: Actor, day: date) -> list[Section]:
    """The first lines of everything that awaits the actor; kinds with nothing in them are left out."""
    found = (_section(kind, actor, day, FIRST, None) for kind in KINDS if actor.may(kind.permission))
    return [section for section in found if section.total]


def section(actor: Actor, day: date, name: str, after: int | None) -> Section | None:
    """One page of one kind, beginning behind the row `after`; None for a kind the actor has not."""
    for kind in KINDS:
        if kind.name == name and actor.may(kind.permission):
            return _section(kind, actor, day, PAGE, after)
    return None


def _section(kind: Kind, actor: Actor, day: date, size: int, after: int | None) -> Section:
    found = kind.found(actor, day)
    rows = list(_following(found, kind.order, after)[: size + 1])
    total = len(rows) if after is None and len(rows) <= size else found.count()
    shown = rows[:size]
    next_key = shown[-1].pk if len(rows) > size else None
    return Section(kind.name, str(kind.title), list(kind.lines(shown, day)), total, next_key)


def _following(found: QuerySet[Any], order: str, after: int | None) -> QuerySet[Any]:
    """The rows behind one row, whether or not that row still belongs to them."""
    if after is None:
        return found
    model: type[Model] = found.model
    value = model._default_manager.filter(pk=after).values_list(order, flat=True).first()
    if value is None:
        return found
    return found.filter(Q(**{f"{order}__gt": value}) | Q(**{order: value, "pk__gt": after}))


def _due_lines(rows: list[Expectation], day: date) -> Iterable[Line]:
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


def _returned_lines(rows: list[Record], day: date) -> Iterable[Line]:
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


def _record_lines(rows: list[Record], day: date) -> Iterable[Line]:
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


def _excuse_lines(rows: list[Any], day: date) -> Iterable[Line]:
    places = placements([row.organisation_id for row in rows], day)
    for row in rows:
        yield _excuse_line(row, day, f"{places[row.organisation_id].name}：{row.reason}")


def _plea_lines(rows: list[Excuse], day: date) -> Iterable[Line]:
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


def _proposed_lines(rows: list[Plan], day: date) -> Iterable[Line]:
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


def _draft_lines(rows: list[Plan], day: date) -> Iterable[Line]:
    for row in rows:
        yield Line(
            key=row.pk,
            title=row.title,
            url=reverse("plan", args=[row.pk]),
            state="returned" if row.comment else "due",
            word=_("退回修改") if row.comment else str(row.get_state_display()),
            detail=row.comment,
        )


def _passed_lines(rows: list[Plan], day: date) -> Iterable[Line]:
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


def _correction_lines(rows: list[Any], day: date) -> Iterable[Line]:
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


def _transfer_lines(rows: list[Any], day: date) -> Iterable[Line]:
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


def _handover_lines(rows: list[Any], day: date) -> Iterable[Line]:
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


def _plans(order: str, *states: PlanState) -> Callable[[Actor, date], QuerySet[Plan]]:
    """Plans of the actor's own organisation in these states, but for those that stand among what was sent back."""

    def found(actor: Actor, day: date) -> QuerySet[Plan]:
        plans = Plan.objects.filter(organisation_id=actor.organisation_id, state__in=states)
        if actor.may(Permission.RECORD):
            plans = plans.exclude(versions__filings__in=records.returned(actor).values("pk"))
        return plans.select_related("proposed_by__person").order_by(order, "pk")

    return found


def _asked_plans(actor: Actor, day: date) -> QuerySet[Expectation]:
    """Plans asked of an organisation whose office keeps no records; others find them among what is due."""
    if actor.may(Permission.RECORD):
        return Expectation.objects.none()
    return records.awaiting(actor, day).filter(task__asks=Asked.PLAN)


KINDS = (
    Kind(
        "returned",
        gettext_lazy("退回来请补正的"),
        Permission.RECORD,
        lambda actor, day: records.returned(actor),
        "decided_at",
        _returned_lines,
    ),
    Kind("due", gettext_lazy("要办的"), Permission.RECORD, records.awaiting, "due_on", _due_lines),
    Kind(
        "asked-plans",
        gettext_lazy("要报备的方案"),
        Permission.EDIT_PLAN,
        _asked_plans,
        "due_on",
        _due_lines,
    ),
    Kind(
        "passed",
        gettext_lazy("会议通过、还没报备的方案"),
        Permission.EDIT_PLAN,
        _plans("decided_at", PlanState.APPROVED),
        "decided_at",
        _passed_lines,
    ),
    Kind(
        "plans",
        gettext_lazy("要审批的方案"),
        Permission.APPROVE_PLAN,
        _plans("proposed_at", PlanState.PROPOSED),
        "proposed_at",
        _proposed_lines,
    ),
    Kind(
        "accept",
        gettext_lazy("要验收的报送"),
        Permission.DECIDE,
        records.to_decide,
        "submitted_at",
        _record_lines,
    ),
    Kind(
        "excuses",
        gettext_lazy("要答复的不适用说明"),
        Permission.DECIDE,
        records.excuses_to_decide,
        "requested_at",
        _excuse_lines,
    ),
    Kind(
        "corrections",
        gettext_lazy("要答复的更正请求"),
        Permission.KEEP_PEOPLE,
        corrections.to_answer,
        "asked_at",
        _correction_lines,
    ),
    Kind(
        "transfers",
        gettext_lazy("要接收的组织关系"),
        Permission.KEEP_PEOPLE,
        arriving,
        "asked_at",
        _transfer_lines,
    ),
    Kind(
        "handovers",
        gettext_lazy("要确认的交接"),
        Permission.VIEW_ORGANISATIONS,
        unconfirmed,
        "effective_on",
        _handover_lines,
    ),
    Kind(
        "drafts",
        gettext_lazy("正在整理的方案"),
        Permission.EDIT_PLAN,
        _plans("uploaded_at", PlanState.DRAFT, PlanState.AMENDING),
        "uploaded_at",
        _draft_lines,
    ),
    Kind(
        "pleas",
        gettext_lazy("已报上去、等上级答复的"),
        Permission.RECORD,
        lambda actor, day: records.pleas(actor),
        "requested_at",
        _plea_lines,
    ),
)
