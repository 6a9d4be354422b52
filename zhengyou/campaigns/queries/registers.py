"""What the register of standards offers a plan that names a standard and gives no items."""

from typing import Any

from ..models.plans import ItemKind, Plan, PlanItem
from ..rules.packs import Standard, variants


def offered(plan: Plan, item: PlanItem) -> list[Standard]:
    """The register's standards of the item's name; none for what is no standard. The plan's source is at hand."""
    if item.kind != ItemKind.STANDARD or item.removed:
        return []
    return variants(_label(plan, item))


def chosen(plan: Plan, item: PlanItem, key: str) -> Standard | None:
    """The one of them with this key, or None."""
    return next((standard for standard in offered(plan, item) if standard.key == key), None)


def _label(plan: Plan, item: PlanItem) -> str:
    """The item's name in simplified script, as the reader noted it; a name given by a person as it is."""
    document: dict[str, Any] = plan.source.reading["documents"][plan.source.document]
    keys = {standard["label"]: standard["key"] for standard in document.get("standards", ())}
    return str(keys.get(item.name, item.name))
