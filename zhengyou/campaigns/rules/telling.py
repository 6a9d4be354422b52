"""Fields of a plan and of its items in the users' words, and their values as people say them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhengyou.organisations.models import Kind, Sector
from zhengyou.ui.wording import day_text, number_text

from ..models.plans import Asked, ItemKind, Recurrence
from .activity_kinds import name_of
from .rhythms import anchor_word

LABELS: dict[str, Promise] = {
    "title": gettext_lazy("标题"),
    "issuer": gettext_lazy("发文单位"),
    "number": gettext_lazy("发文字号"),
    "theme": gettext_lazy("活动主题"),
    "summary": gettext_lazy("简介"),
    "signed_on": gettext_lazy("成文日期"),
    "starts_on": gettext_lazy("开始"),
    "ends_on": gettext_lazy("结束"),
    "due_on": gettext_lazy("截止"),
    "parent_id": gettext_lazy("归在哪里"),
    "name": gettext_lazy("名称"),
    "text": gettext_lazy("内容"),
    "owner": gettext_lazy("牵头"),
    "recurrence": gettext_lazy("多久一次"),
    "anchor": gettext_lazy("定在哪天"),
    "times": gettext_lazy("每期几次"),
    "per_class": gettext_lazy("每个班级各办各的"),
    "grace_days": gettext_lazy("期满后几个工作日内报送"),
    "zero_allowed": gettext_lazy("可以零报告"),
    "quantity": gettext_lazy("数量"),
    "unit": gettext_lazy("单位"),
    "asks": gettext_lazy("报送什么"),
    "activity": gettext_lazy("算哪类活动"),
    "checklist": gettext_lazy("逐项办的"),
    "audience_kinds": gettext_lazy("哪几类组织"),
    "audience_sectors": gettext_lazy("哪些领域"),
    "audience_root_id": gettext_lazy("只限哪里"),
}
_DAYS = ("signed_on", "starts_on", "due_on", "ends_on")
_CHOICES: dict[str, dict[str, Any]] = {
    "recurrence": dict(Recurrence.choices),
    "asks": dict(Asked.choices),
    "audience_kinds": dict(Kind.choices),
    "audience_sectors": dict(Sector.choices),
}
_NOTHING: dict[str, Promise] = {
    "parent_id": gettext_lazy("不归在哪个之下"),
    "audience_kinds": gettext_lazy("没有说"),
    "audience_sectors": gettext_lazy("各领域"),
    "audience_root_id": gettext_lazy("全部下级"),
}


@dataclass(frozen=True)
class Told:
    """One field that differs: its word, and its value before and after in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Telling:
    """Puts fields into words. `items` are names of items by id, before and after; `roots` names of organisations."""

    items: Mapping[int, str] = field(default_factory=dict)
    roots: Mapping[int, str] = field(default_factory=dict)

    def told(self, fields: tuple[tuple[str, Any, Any], ...]) -> list[Told]:
        """(field, before, after) as people read it."""
        return [
            Told(str(LABELS[name]), self.value(name, before), self.value(name, after))
            for name, before, after in fields
        ]

    def value(self, name: str, value: Any) -> str:
        """The value of a field, as it is stored or as `versions.frozen` has it."""
        if name == "activity":
            return _activity(value)
        if value in (None, "", []):
            return str(_NOTHING.get(name) or _("没有"))
        if name in _DAYS:
            return day_text(date.fromisoformat(value) if isinstance(value, str) else value)
        if name in ("parent_id", "audience_root_id"):
            names = self.items if name == "parent_id" else self.roots
            return names.get(value, _("已去掉的一项"))
        if isinstance(value, list):
            return "、".join(str(_CHOICES.get(name, {}).get(one, one)) for one in value)
        if name == "per_class":
            return _("是") if value else _("不是")
        if isinstance(value, bool):
            return _("可以") if value else _("不可以")
        if name == "anchor":
            return anchor_word(value)
        if name in _CHOICES:
            return str(_CHOICES[name][value])
        return number_text(Decimal(value)) if name == "quantity" else str(value)


def _activity(key: str | None) -> str:
    """The kind of a task's activity: as its name says where nobody chose."""
    if key is None:
        return _("按名称认")
    return name_of(key) if key else _("不是活动")


def kind_word(kind: str) -> str:
    """What an item is, in a word; "facts" is the head of the plan."""
    return _("方案要点") if kind == "facts" else str(ItemKind(kind).label)
