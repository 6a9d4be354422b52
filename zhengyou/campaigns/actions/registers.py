"""Taking the items of a standard over from the register, where a plan only names it (domain.md 3.3)."""

from django.db import transaction

from zhengyou.organisations.rules import Actor

from ..models.plans import ItemKind, Origin, PlanItem
from ..rules.packs import Standard
from .correcting import editable, keep, put


class AlreadyGiven(Exception):
    """The standard has items by now; nothing was added."""

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}”已经有条目了，没有再添。要换一套，先把现有的条目去掉。")


@transaction.atomic
def take_over(*, by: Actor, item: PlanItem, revision: int, standard: Standard) -> PlanItem:
    """Give a standard without items those of the register; it then counts as certain, since a person chose."""
    plan = editable(by, item.plan, revision)
    if item.parts.filter(removed=False).exists():
        raise AlreadyGiven(item.name)
    changes = [put(item, {"certain": True, "doubt": "", "checked": True})]
    for number, part in enumerate(standard.items, 1):
        row = PlanItem.objects.create(
            plan=plan,
            kind=ItemKind.STANDARD_ITEM,
            parent=item,
            ordinal=number,
            name=part.name,
            text=part.text,
            origin=Origin.ADDED,
            checked=True,
        )
        changes.append({"item": row.pk, "before": {"removed": True}, "after": {"removed": False}})
    words = (
        f"给标准“{item.name}”采用名录里的 {len(standard.items)} 条（{standard.issuer}，{standard.version}年）"
    )
    after = {**changes[0]["after"], "added": [part.name for part in standard.items]}
    keep(by, plan, "take_over", words, changes, sides=(changes[0]["before"], after))
    return item
