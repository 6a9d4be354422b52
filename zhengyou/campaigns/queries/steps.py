"""What was done on a plan's workbench: the steps, which one comes next to be taken back, and what others did."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models.plans import Plan
from ..models.steps import PlanStep, StepKind

_SHOWN = 200


@dataclass(frozen=True)
class Done:
    """One step as pages show it; `mine` where the reader did it."""

    number: int
    words: str
    name: str
    at: datetime
    mine: bool
    undone: bool
    kind: str
    settles: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class Steps:
    """The latest steps of a plan, the newest first, with the next to be taken back and the next to be done again."""

    all: list[Done]
    last: Done | None
    next: Done | None

    @property
    def settled(self) -> dict[str, Done]:
        """The settled defects by their keys, each with the step that settled it."""
        live = [one for one in self.all if one.kind == StepKind.DONE and not one.undone]
        return {key: one for one in reversed(live) for key in one.settles}


def steps(plan: Plan, account_id: int | None) -> Steps:
    """The steps of a plan from `queries.plans.plan`, as the person with this account sees them."""
    found = PlanStep.objects.filter(plan=plan).select_related("by__person").order_by("-number")
    rows = [_done(step, account_id) for step in found[:_SHOWN]]
    done = [one for one in rows if one.kind == StepKind.DONE]
    last = next((one for one in done if not one.undone), None)
    later = [one for one in done if one.undone and (last is None or one.number > last.number)]
    return Steps(rows, last, later[-1] if later else None)


def news(plan: Plan, revision: int, account_id: int | None) -> str:
    """What others did since the revision, as a sentence; empty where nobody did anything."""
    found = PlanStep.objects.filter(plan=plan, number__gt=revision).exclude(by_id=account_id)
    rows = list(found.select_related("by__person").order_by("-number"))
    if not rows:
        return ""
    names = "、".join(dict.fromkeys(step.by.person.name for step in rows))
    said = {"names": names, "ago": ago(rows[0].at), "words": rows[0].words, "n": len(rows)}
    if len(rows) == 1:
        return _("%(names)s%(ago)s%(words)s。") % said
    return _("%(names)s改动了 %(n)d 处，最近一处（%(ago)s）：%(words)s。") % said


def ago(at: datetime) -> str:
    """How long ago, in words short enough for a sentence: 刚刚, 5 分钟前, 3 小时前, 2 天前."""
    minutes = int((timezone.now() - at).total_seconds() // 60)
    if minutes < 1:
        return _("刚刚")
    if minutes < 60:
        return ngettext("%(n)d 分钟前", "%(n)d 分钟前", minutes) % {"n": minutes}
    if minutes < 24 * 60:
        return ngettext("%(n)d 小时前", "%(n)d 小时前", minutes // 60) % {"n": minutes // 60}
    return ngettext("%(n)d 天前", "%(n)d 天前", minutes // 1440) % {"n": minutes // 1440}


def _done(step: PlanStep, account_id: int | None) -> Done:
    return Done(
        number=step.number,
        words=step.words,
        name=step.by.person.name,
        at=step.at,
        mine=step.by_id == account_id,
        undone=step.undone,
        kind=step.kind,
        settles=tuple(step.settles),
        count=len(step.changes),
    )
