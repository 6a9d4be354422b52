"""How a correction is written down: the plan is locked, what changes is kept as a step, and what somebody else changed
meanwhile is merged where it is something else, refused where it is the same."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model

from zhengyou.ledger.telling import Values
from zhengyou.organisations.rules import Actor, Permission

from ..models.plans import Origin, Plan, PlanItem
from ..models.steps import PlanStep, StepKind
from ..rules import procedures
from .plan_lines import write_line

Change = dict[str, Any]


@dataclass(frozen=True)
class Touch:
    """Who changed a field since the page was opened, and when."""

    name: str
    at: datetime


class Overtaken(Exception):
    """Somebody else changed the same thing meanwhile, or it is not known what the person saw; nothing was written.

    `touched` names by field who changed it and when, `typed` the fields that this person changed; both are empty where
    the page's revision was lost.
    """

    def __init__(
        self, sentence: str = "", touched: Mapping[str, Touch] | None = None, typed: Iterable[str] = ()
    ) -> None:
        super().__init__(sentence or "别人刚刚改动了这份方案，您的改动还没有保存。请对照最新内容再保存一次。")
        self.touched = dict(touched or {})
        self.typed = frozenset(typed)


def opened(by: Actor, plan: Plan) -> Plan:
    """Lock a plan of the actor's own organisation that is still being worked on, and move its revision on; raises
    WrongState for any other. The revision is saved with the step (`keep`)."""
    by.require(Permission.EDIT_PLAN, by.path if plan.organisation_id == by.organisation_id else "")
    locked = Plan.objects.select_for_update().get(pk=plan.pk)
    if locked.state not in procedures.EDITABLE:
        labels = procedures.PLAN.labels
        raise procedures.WrongState(f"方案现在是“{labels[locked.state]}”，不能再修改。")
    locked.revision += 1
    return locked


def editable(by: Actor, plan: Plan, revision: int) -> Plan:
    """The same for what is decided about the plan as a whole: raises Overtaken where anything changed since `revision`,
    and saves the new revision at once."""
    locked = opened(by, plan)
    if locked.revision != revision + 1:
        raise Overtaken
    locked.save(update_fields=["revision"])
    plan.revision = locked.revision
    return locked


def since(plan: Plan, revision: int) -> list[PlanStep]:
    """The steps of a locked plan after the revision that a person saw; raises Overtaken where that was lost."""
    if not 0 <= revision < plan.revision:
        raise Overtaken
    found = PlanStep.objects.filter(plan=plan, number__gt=revision).select_related("by__person")
    return list(found.order_by("number"))


def touching(steps: Iterable[PlanStep], item_id: int | None) -> list[tuple[PlanStep, Change]]:
    """The changes of these steps to one item, or with None to the plan's facts."""
    return [(step, change) for step in steps for change in step.changes if change["item"] == item_id]


def merged(row: Plan | PlanItem, given: Mapping[str, Any], steps: Sequence[PlanStep]) -> dict[str, Any]:
    """Of what a person sends those values that they changed themselves, seen against what stood on their page.

    A field that somebody changed meanwhile and this person left alone keeps the other's value; one that both changed
    to different values raises Overtaken with who and when.
    """
    saw: dict[str, Any] = {}
    who: dict[str, Touch] = {}
    for step, change in touching(steps, item_id=row.pk if isinstance(row, PlanItem) else None):
        for name, value in change["before"].items():
            saw.setdefault(name, value)
            who[name] = Touch(step.by.person.name, step.at)
    mine = {}
    both = {}
    for name, value in _columns(row, given).items():
        stored, typed = _plain(row, name, getattr(row, name)), _plain(row, name, value)
        if _same(typed, stored) or _same(typed, saw.get(name, stored)):
            continue
        if name in saw and not _same(stored, saw[name]):
            both[name] = who[name]
        mine[name] = value
    if both:
        sentence = "您打开以后，有人改动了同一处，您的改动还没有保存。请对照下面两种写法，再保存一次。"
        raise Overtaken(sentence, both, mine)
    return mine


def untouched(row: PlanItem, steps: Sequence[PlanStep]) -> None:
    """Refuse a press on an item that somebody changed since the page was opened."""
    found = touching(steps, row.pk)
    if found:
        step, change = found[-1]
        touch = Touch(step.by.person.name, step.at)
        sentence = f"您打开页面以后，{touch.name}{step.words}，请看过最新内容再按。"
        raise Overtaken(sentence, dict.fromkeys(change["after"], touch))


def put(row: Plan | PlanItem, values: Mapping[str, Any]) -> Change:
    """Save what differs from what is stored and return it as a change; empty `after` where nothing differs."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for name, value in _columns(row, values).items():
        stored, wanted = _plain(row, name, getattr(row, name)), _plain(row, name, value)
        if not _same(stored, wanted):
            before[name], after[name] = stored, wanted
            setattr(row, name, value)
    if after:
        row.save(update_fields=[*after])
    return {"item": row.pk if isinstance(row, PlanItem) else None, "before": before, "after": after}


def corrected(item: PlanItem, origin: str = Origin.CORRECTED) -> dict[str, Any]:
    """What follows from changing an item: one that was read is now corrected."""
    return {} if item.origin == Origin.ADDED else {"origin": origin}


def holds(row: Plan | PlanItem, values: Mapping[str, Any]) -> bool:
    """Whether the row still holds these values of a step."""
    return all(_same(_plain(row, name, getattr(row, name)), value) for name, value in values.items())


def restored(row: Plan | PlanItem, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a step as the row's fields hold them."""
    return {name: _field(row, name).to_python(value) for name, value in values.items()}


def _columns(row: Plan | PlanItem, values: Mapping[str, Any]) -> dict[str, Any]:
    """The same values by the names of their columns: parent_id, not parent."""
    return {
        _field(row, name).attname: value.pk if isinstance(value, Model) else value
        for name, value in values.items()
    }


def _field(row: Plan | PlanItem, name: str) -> Any:
    return row._meta.get_field(name)


def _plain(row: Plan | PlanItem, name: str, value: Any) -> Any:
    """A value as a step and the ledger keep it: days and amounts as texts."""
    value = _field(row, name).to_python(value)
    if value is None or isinstance(value, str | int | bool | list):
        return value
    return value.isoformat() if isinstance(value, date) else format(value.normalize(), "f")


def _same(one: Any, other: Any) -> bool:
    """Equal, with ticks in any order."""
    return bool(
        sorted(one) == sorted(other) if isinstance(one, list) and isinstance(other, list) else one == other
    )


def keep(
    by: Actor,
    plan: Plan,
    verb: str,
    words: str,
    changes: Sequence[Change],
    *,
    kind: StepKind = StepKind.DONE,
    settles: Sequence[str] = (),
    reason: str = "",
    sentence: str = "",
    sides: tuple[Values | None, Values | None] | None = None,
) -> PlanStep:
    """Write the step and its line in the ledger, and the plan's new revision. `sides` are before and after as the line
    tells them, where they are not the step's own changes."""
    plan.save(update_fields=["revision"])
    kept = [change for change in changes if change["after"]]
    step = PlanStep.objects.create(
        plan=plan, number=plan.revision, kind=kind, words=words[:400], changes=kept, settles=[*settles],
        reason=reason[:300], by_id=by.account_id,
    )  # fmt: skip
    line = sentence or f"在方案《{plan.title}》里{words}。"
    before, after = sides or _sides(kept, settles)
    write_line(by, plan, verb, line, before=before, after=after)
    return step


def _sides(changes: Sequence[Change], settles: Sequence[str]) -> tuple[Values | None, Values | None]:
    """Before and after for the ledger: flat for one item or where all changed alike, else by item."""
    if not changes:
        return None, {"settled": len(settles)}
    first = changes[0]
    if all((one["before"], one["after"]) == (first["before"], first["after"]) for one in changes):
        return first["before"], {**first["after"], **({"items": len(changes)} if len(changes) > 1 else {})}
    ids = [change["item"] for change in changes]
    names = dict(PlanItem.objects.filter(pk__in=[pk for pk in ids if pk]).values_list("pk", "name"))
    keys = [f"{names[pk]}（{pk}）" if pk else "facts" for pk in ids]
    return (
        {key: change["before"] for key, change in zip(keys, changes, strict=True)},
        {key: change["after"] for key, change in zip(keys, changes, strict=True)},
    )
