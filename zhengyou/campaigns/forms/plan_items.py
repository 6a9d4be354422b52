"""What people fill in about one item of a plan, kind by kind. Fields are named like those of the item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhengyou.ui.widgets import AmountInput

from ..queries.audiences import ASKED, KINDS, RECURRENCES, SECTORS, Audience, Choices, audience
from ..rules import checklists
from ..rules.activity_kinds import catalogue
from ..rules.rhythms import anchors, fits
from .plans import DAY_WRONG, RevisionForm

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def _words(label: str | _StrPromise, *, longest: int, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=longest, required=options.pop("required", False), **options
    )


def _passage(label: str | _StrPromise, **options: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, required=False, max_length=5000, widget=widget, **options)


def _day(label: str | _StrPromise, hint: str | _StrPromise = "") -> forms.DateField:
    return forms.DateField(
        label=label, help_text=hint, required=False, error_messages=DAY_WRONG, widget=forms.DateInput
    )


def _count(label: str | _StrPromise, least: int, most: int, **options: Any) -> forms.IntegerField:
    """A whole number on a phone's keypad; every mistake has the same sentence."""
    sentence = gettext_lazy("请写 %(least)d 到 %(most)d 之间的整数。") % {"least": least, "most": most}
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        initial=least,
        widget=AmountInput,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), sentence),
        **options,
    )


def _amount() -> forms.DecimalField:
    """A quantity with at most two decimals."""
    sentence = gettext_lazy("请写不小于 0 的数，小数最多两位，比如 30 或 2.5。")
    mistakes = ("invalid", "min_value", "max_digits", "max_decimal_places", "max_whole_digits")
    return forms.DecimalField(
        label=gettext_lazy("数量"),
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        widget=AmountInput,
        error_messages=dict.fromkeys(mistakes, sentence),
    )


def _one_of(label: str | _StrPromise, **options: Any) -> forms.TypedChoiceField:
    """A choice among rows; the rows come with the plan."""
    options = {"required": False, "empty_value": None} | options
    return forms.TypedChoiceField(label=label, coerce=int, **options)


class ItemForm(RevisionForm):
    """What every kind of item has; `quote` only while an item is added beside a paragraph."""

    name = _words(gettext_lazy("名称"), longest=200, required=True)

    def __init__(self, *args: Any, choices: Choices, paragraph: str | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.choices, self.paragraph = choices, paragraph
        if paragraph is not None:
            self.fields["quote"] = forms.CharField(
                label=_("原文里的话"),
                help_text=_("从这一段里照抄，工作台会在正文里标出来。"),
                max_length=5000,
                strip=False,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def clean_quote(self) -> str:
        """The words must stand in the paragraph."""
        quote = str(self.cleaned_data["quote"]).strip()
        if quote not in (self.paragraph or ""):
            raise forms.ValidationError(_("这一段里没有这句话，请从正文里照抄，一个字也不差。"))
        return quote

    def values(self) -> dict[str, Any]:
        """The fields of the item; of a quotation where it begins and ends in its paragraph."""
        found = super().values()
        if self.paragraph is not None:
            quote = found.pop("quote")
            start = self.paragraph.index(quote)
            found |= {"start": start, "end": start + len(quote)}
        return found

    def _in_order(self, first: str, last: str, sentence: str) -> None:
        """Refuse a last day before the first."""
        given = self.cleaned_data
        if given.get(first) and given.get(last) and given[last] < given[first]:
            self.add_error(last, sentence)


class PhaseForm(ItemForm):
    """A phase of the campaign."""

    starts_on = _day(gettext_lazy("从哪天"))
    ends_on = _day(gettext_lazy("到哪天"), gettext_lazy("含这一天。"))
    date_text = _words(gettext_lazy("原文怎么写的时间"), longest=120)

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        self._in_order("starts_on", "ends_on", _("阶段的最后一天早于第一天，请改正。"))
        return self.cleaned_data


NO_ACTIVITY = "-"
"""What the choice "no activity" sends: an empty one means that the name decides."""


class _Items(forms.CharField):
    """A list to tick off, an item a line."""

    def prepare_value(self, value: Any) -> Any:
        """The items as lines."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        """The lines as items."""
        try:
            return checklists.typed(super().clean(value))
        except ValueError as refusal:
            raise forms.ValidationError(str(refusal)) from None


class TaskForm(ItemForm):
    """Something to be done: what, by whom, on whom it falls, until when and how often."""

    groups = (
        (gettext_lazy("办什么"), ("name", "text", "parent_id", "owner", "asks", "activity", "checklist")),
        (gettext_lazy("由哪些组织办"), ("audience_kinds", "audience_sectors", "audience_root_id")),
        (
            gettext_lazy("什么时候"),
            (
                "starts_on",
                "due_on",
                "recurrence",
                "anchor",
                "times",
                "per_class",
                "grace_days",
                "zero_allowed",
            ),
        ),
        (gettext_lazy("做到多少"), ("quantity", "unit")),
    )
    text = _passage(gettext_lazy("具体要求"))
    parent_id = _one_of(gettext_lazy("属于哪个阶段"))
    owner = _words(gettext_lazy("牵头单位"), longest=120)
    asks = forms.TypedChoiceField(
        label=gettext_lazy("办完报送什么"),
        help_text=gettext_lazy("要下级单位把各自的方案报上来的，选“实施方案”。"),
        required=False,
        choices=ASKED,
        empty_value=ASKED[0][0],
        initial=ASKED[0][0],
    )
    activity = forms.TypedChoiceField(
        label=gettext_lazy("算哪类活动"),
        help_text=gettext_lazy("定了类，下级填报时少填几样；认错了在这里改。"),
        required=False,
        coerce=lambda value: "" if value == NO_ACTIVITY else value,
        empty_value=None,
    )
    checklist = _Items(
        label=gettext_lazy("要逐项办的，一行一项"),
        help_text=gettext_lazy(
            "比如“六个一”就写六行。一项要办几次的写在里面：“走访农户2次”。每项都办了，这项任务才算办成。"
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    audience_kinds = forms.MultipleChoiceField(
        label=gettext_lazy("哪几类组织"),
        help_text=gettext_lazy("提交审批前至少选一类。"),
        required=False,
        choices=KINDS,
        widget=forms.CheckboxSelectMultiple,
    )
    audience_sectors = forms.MultipleChoiceField(
        label=gettext_lazy("哪些领域"),
        help_text=gettext_lazy("一个也不选，就是所有领域。"),
        required=False,
        choices=SECTORS,
        widget=forms.CheckboxSelectMultiple,
    )
    audience_root_id = _one_of(gettext_lazy("只在哪个组织以下"))
    starts_on = _day(gettext_lazy("从哪天起"), gettext_lazy("不填就从所属阶段或活动开始的那天起。"))
    due_on = _day(
        gettext_lazy("到哪天止"),
        gettext_lazy("不填就到所属阶段或活动结束的那天止。每年一次的，填头一年的截止日，以后每年同一天。"),
    )
    recurrence = forms.ChoiceField(label=gettext_lazy("多久一次"), choices=RECURRENCES)
    anchor = forms.ChoiceField(
        label=gettext_lazy("定在哪天"),
        help_text=gettext_lazy("每周、每月定了星期几的，或者每年围绕一个节日的，在这里选；没有定的不选。"),
        required=False,
    )
    times = _count(gettext_lazy("每期几次"), 1, 20)
    per_class = forms.BooleanField(
        label=gettext_lazy("每个班级各办各的（学校用）"),
        help_text=gettext_lazy("次数按各单位自己报的班级数算；没有报的先算一次，系统会请它报。"),
        required=False,
    )
    grace_days = _count(
        gettext_lazy("期满后几个工作日内报送"),
        0,
        60,
        help_text=gettext_lazy("0 就是期满当天截止，遇休息日顺延到下一个工作日。"),
    )
    zero_allowed = forms.BooleanField(label=gettext_lazy("没有情况也可以零报告"), required=False)
    quantity = _amount()
    unit = _words(gettext_lazy("单位"), longest=20, help_text=gettext_lazy("比如：件、户、场、元。"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._offer("parent_id", _("不属于某个阶段"), self.choices.phases)
        self._offer("audience_root_id", _("不限，本级以下都算"), self.choices.roots)
        self.fields["activity"].choices = self._kinds()  # type: ignore[attr-defined]  # a choice field
        self.fields["anchor"].choices = [("", _("不定")), *anchors()]  # type: ignore[attr-defined]  # a choice field
        self["audience_root_id"].help_text = self._counted()

    def _offer(self, name: str, none: str, rows: list[tuple[int, str]]) -> None:
        self.fields[name].choices = [("", none), *rows]  # type: ignore[attr-defined]  # a choice field

    def _kinds(self) -> list[tuple[str, str]]:
        guessed = catalogue().guess(str(self["name"].value() or ""))
        by_name = _("按名称认：%(kind)s") % {"kind": guessed.name if guessed else _("不是活动")}
        kinds = [(kind.key, kind.name) for kind in catalogue().kinds]
        return [("", by_name), *kinds, (NO_ACTIVITY, _("不是活动"))]

    def audience(self) -> Audience:
        """How many organisations the boxes ticked so far mean; what was not offered counts for nothing."""
        roots = {str(key): key for key, _name in self.choices.roots}
        return audience(
            self["audience_kinds"].value() or [],
            self["audience_sectors"].value() or [],
            roots.get(str(self["audience_root_id"].value())),
            self.choices.path,
        )

    @property
    def count_id(self) -> str:
        """The id of the sentence that says how many."""
        return str(self.auto_id) % "count"

    def _counted(self) -> SafeString:
        """The same as a sentence that is read out when it changes."""
        return format_html('<output id="{}">{}</output>', self.count_id, self.audience().words)

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        self._in_order("starts_on", "due_on", _("截止的那天早于开始的那天，请改正。"))
        given = self.cleaned_data
        if given.get("recurrence") and not fits(given["recurrence"], given.get("anchor", "")):
            self.add_error(
                "anchor", _("这一天和“多久一次”对不上：星期几配每周，第几个星期几配每月，节日配每年。")
            )
        return self.cleaned_data


class StandardForm(ItemForm):
    """A named set of criteria, such as 五个好."""

    text = _passage(gettext_lazy("说明"))


class StandardItemForm(ItemForm):
    """One criterion of a standard."""

    text = _passage(gettext_lazy("具体内容"))
    parent_id = _one_of(
        gettext_lazy("属于哪条标准"),
        required=True,
        error_messages={"required": gettext_lazy("请选它属于哪条标准；还没有标准的，先补充一条。")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["parent_id"].choices = [("", _("请选择")), *self.choices.standards]  # type: ignore[attr-defined]  # a choice field


class TargetForm(ItemForm):
    """A number to reach."""

    quantity = _amount()
    unit = _words(gettext_lazy("单位"), longest=20)
    date_text = _words(gettext_lazy("期限或周期"), longest=120)
    text = _passage(gettext_lazy("原文怎么写的"))


class PersonForm(ItemForm):
    """Somebody the plan names."""

    name = _words(gettext_lazy("姓名"), longest=200, required=True)
    text = _words(gettext_lazy("职务"), longest=200)


class MechanismForm(ItemForm):
    """A mechanism, such as 承诺 or 点评."""

    text = _passage(gettext_lazy("怎么做"))


FORMS: dict[str, type[ItemForm]] = {
    "phase": PhaseForm,
    "task": TaskForm,
    "standard": StandardForm,
    "standard_item": StandardItemForm,
    "target": TargetForm,
    "person": PersonForm,
    "mechanism": MechanismForm,
}


def stored(form: type[ItemForm], item: object) -> dict[str, Any]:
    """What an item holds in the fields of its form."""
    held = {name: getattr(item, name) for name in form.base_fields if name != "revision"}
    return held | ({"activity": NO_ACTIVITY} if held.get("activity") == "" else {})


def typed(form: type[ItemForm], data: Any) -> dict[str, Any]:
    """What was typed so far, unchecked, to be shown again; `data` is a QueryDict."""
    several = ("audience_kinds", "audience_sectors")
    return {
        name: data.getlist(name) if name in several else data.get(name)
        for name in [*form.base_fields, "quote"]
    }
