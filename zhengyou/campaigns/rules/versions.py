"""A plan as it stood at one moment, as plain data, and what changed between two such moments (domain.md P1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ..models.plans import Plan, PlanItem

FACTS = ("title", "issuer", "number", "theme", "summary", "signed_on", "starts_on", "ends_on")
# In the order in which changes are told.
ITEM_FIELDS = (
    "kind",
    "parent_id",
    "ordinal",
    "name",
    "text",
    "owner",
    "starts_on",
    "due_on",
    "ends_on",
    "recurrence",
    "anchor",
    "times",
    "per_class",
    "grace_days",
    "zero_allowed",
    "quantity",
    "unit",
    "asks",
    "activity",
    "checklist",
    "step",
    "audience_kinds",
    "audience_sectors",
    "audience_root_id",
    "date_text",
    "line",
    "start",
    "end",
    "origin",
    "inherited_from_id",
)
# Where an item stands is no change of what it says.
_TOLD = tuple(
    name
    for name in ITEM_FIELDS
    if name
    not in ("kind", "ordinal", "line", "start", "end", "origin", "inherited_from_id", "date_text", "step")
)


def frozen(plan: Plan, items: Sequence[PlanItem]) -> dict[str, Any]:
    """`PlanVersion.content` of a plan; `items` are those that were not removed."""
    return {
        "facts": {name: plain(getattr(plan, name)) for name in FACTS},
        "items": [
            {"id": item.pk, **{name: plain(getattr(item, name)) for name in ITEM_FIELDS}} for item in items
        ],
    }


def plain(value: Any) -> Any:
    """A field's value as JSON has it: days as ISO, decimals as text."""
    return str(value) if isinstance(value, date | Decimal) else value


def of_item(item: dict[str, Any]) -> dict[str, Any]:
    """The fields of one item of a frozen content; of an older one without those that came later."""
    return {name: item[name] for name in ITEM_FIELDS if name in item}


def thawed(model: type[Plan] | type[PlanItem], values: dict[str, Any]) -> dict[str, Any]:
    """The same values as the fields of the model have them: days, decimals, lists."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return {name: fields[name].to_python(value) for name, value in values.items()}


@dataclass(frozen=True)
class Change:
    """What became of one item, or (kind "facts") of the plan's head. `fields` are (field, before, after); `origin` is
    the item's, after the change where it is still there."""

    how: str  # added | removed | changed
    kind: str
    name: str
    fields: tuple[tuple[str, Any, Any], ...] = ()
    origin: str = ""


def changes(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """What changed from one `frozen` content to a later one: the head first, then by the order of items."""
    found: list[Change] = []
    if told := _fields(before["facts"], after["facts"], FACTS):
        found.append(Change("changed", "facts", after["facts"]["title"], told))
    old = {item["id"]: item for item in before["items"]}
    new = {item["id"]: item for item in after["items"]}
    for pk, item in new.items():
        if pk not in old:
            found.append(Change("added", item["kind"], item["name"], (), item["origin"]))
        elif told := _fields(old[pk], item, _TOLD):
            found.append(Change("changed", item["kind"], item["name"], told, item["origin"]))
    gone = [item for pk, item in old.items() if pk not in new]
    return found + [Change("removed", item["kind"], item["name"], (), item["origin"]) for item in gone]


def _fields(
    before: dict[str, Any], after: dict[str, Any], names: Sequence[str]
) -> tuple[tuple[str, Any, Any], ...]:
    return tuple(
        (name, before[name], after[name])
        for name in names
        if name in before and name in after and before[name] != after[name]
    )
