"""What awaits the actor, gathered from every room into sections of lines. A fixed number of queries, all indexed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from zhengyou.accounts.queries import invitations
from zhengyou.campaigns.models import Expectation, Plan
from zhengyou.campaigns.models.plans import Asked, PlanState
from zhengyou.campaigns.queries import records
from zhengyou.organisations.queries import corrections
from zhengyou.organisations.queries.handovers import unconfirmed
from zhengyou.organisations.queries.person import arriving
from zhengyou.organisations.rules import Actor, Permission

from . import lines
from .absentees import TO_BRIEF
from .appraisals import WAITING_APPRAISALS
from .kinds import Kind
from .lines import Line
from .procedures import WAITING
from .sieving import perhaps

FIRST = 20
"""So many lines of a section stand on the desk; the rest is a link away."""
PAGE = 50
WITHOUT_HURRY = {"drafts", "pleas"}
"""Kinds that nobody waits for: work in one's own hands, and what lies with the level above."""


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


def sections(actor: Actor, day: date) -> list[Section]:
    """The first lines of everything that awaits the actor; kinds with nothing in them are left out."""
    found = (_section(kind, actor, day, FIRST, None) for kind in perhaps(KINDS, actor, day))
    return [section for section in found if section.lines]


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


_Found = Callable[[Actor, date], QuerySet[Any]]


def _own_plans(*states: PlanState) -> _Found:
    return lambda actor, day: Plan.objects.filter(organisation_id=actor.organisation_id, state__in=states)


def _plans(order: str, *states: PlanState) -> _Found:
    """Plans of the actor's own organisation in these states, but for those that stand among what was sent back."""
    own = _own_plans(*states)

    def found(actor: Actor, day: date) -> QuerySet[Plan]:
        plans = own(actor, day)
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
    # Somebody stands there with the telephone in his hand.
    Kind(
        "askings",
        gettext_lazy("等您认的人"),
        Permission.INVITE,
        lambda actor, day: invitations.to_confirm(actor, timezone.now()),
        "asked_at",
        lines.asking_lines,
        sieve=lambda actor, day: invitations.unsettled(),
    ),
    Kind(
        "returned",
        gettext_lazy("退回来请补正的"),
        Permission.RECORD,
        lambda actor, day: records.returned(actor),
        "decided_at",
        lines.returned_lines,
    ),
    Kind("due", gettext_lazy("要办的"), Permission.RECORD, records.awaiting, "due_on", lines.due_lines),
    Kind(
        "asked-plans",
        gettext_lazy("要报备的方案"),
        Permission.EDIT_PLAN,
        _asked_plans,
        "due_on",
        lines.due_lines,
    ),
    Kind(
        "passed",
        gettext_lazy("会议通过、还没报备的方案"),
        Permission.EDIT_PLAN,
        _plans("decided_at", PlanState.APPROVED),
        "decided_at",
        lines.passed_lines,
        sieve=_own_plans(PlanState.APPROVED),
    ),
    Kind(
        "plans",
        gettext_lazy("要审批的方案"),
        Permission.APPROVE_PLAN,
        _plans("proposed_at", PlanState.PROPOSED),
        "proposed_at",
        lines.proposed_lines,
        sieve=_own_plans(PlanState.PROPOSED),
    ),
    Kind(
        "accept",
        gettext_lazy("要验收的报送"),
        Permission.DECIDE,
        records.to_decide,
        "submitted_at",
        lines.record_lines,
    ),
    Kind(
        "excuses",
        gettext_lazy("要答复的不适用说明"),
        Permission.DECIDE,
        records.excuses_to_decide,
        "requested_at",
        lines.excuse_lines,
    ),
    TO_BRIEF,
    *WAITING_APPRAISALS,
    *WAITING,
    Kind(
        "corrections",
        gettext_lazy("要答复的更正请求"),
        Permission.KEEP_PEOPLE,
        corrections.to_answer,
        "asked_at",
        lines.correction_lines,
        sieve=corrections.asked_by_others,
    ),
    Kind(
        "corrections-left",
        gettext_lazy("没有别人能答复的更正请求"),
        Permission.BLANK_PERSON,
        corrections.left_to,
        "asked_at",
        lines.correction_lines,
        sieve=corrections.asked_by_others,
    ),
    Kind(
        "transfers",
        gettext_lazy("要接收的组织关系"),
        Permission.KEEP_PEOPLE,
        arriving,
        "asked_at",
        lines.transfer_lines,
    ),
    Kind(
        "handovers",
        gettext_lazy("要确认的交接"),
        Permission.VIEW_ORGANISATIONS,
        unconfirmed,
        "effective_on",
        lines.handover_lines,
    ),
    Kind(
        "drafts",
        gettext_lazy("正在整理的方案"),
        Permission.EDIT_PLAN,
        _plans("uploaded_at", PlanState.DRAFT, PlanState.AMENDING),
        "uploaded_at",
        lines.draft_lines,
        sieve=_own_plans(PlanState.DRAFT, PlanState.AMENDING),
    ),
    Kind(
        "pleas",
        gettext_lazy("已报上去、等上级答复的"),
        Permission.RECORD,
        lambda actor, day: records.pleas(actor),
        "requested_at",
        lines.plea_lines,
    ),
)
