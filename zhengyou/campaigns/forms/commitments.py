"""What is typed about promises: one item, many items of a branch at once, verdicts, publication, signatures."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhengyou.ui.widgets import AmountInput, DayInput

from ..actions.commitments import Promised
from ..actions.promising import Verdict
from ..queries.commitments import KINDS, Enterable
from ..rules.vagueness import Vague, vague
from .records import Choices, FoldedTicks

_NO_DAY = gettext_lazy("这不是一个日期，请写成 2026-07-01 这样。")


class ItemForm(forms.Form):
    """One item. `standards` are the items of the campaign's standards; `own`: it is the organisation's own."""

    text = forms.CharField(
        label=gettext_lazy("承诺做什么"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("写做什么、给谁做。比如“每月第一个周六在社区教老人用手机”。"),
        error_messages={"required": gettext_lazy("请写承诺做什么。")},
    )
    result = forms.CharField(
        label=gettext_lazy("做到什么样算兑现"),
        max_length=200,
        help_text=gettext_lazy("写得出数的写数，写不出的写一件看得见的事。"),
        error_messages={"required": gettext_lazy("请写做到什么样算兑现。")},
    )
    due_on = forms.DateField(
        label=gettext_lazy("哪天以前做到"),
        widget=DayInput,
        error_messages={"required": gettext_lazy("请选做到的期限。"), "invalid": _NO_DAY},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("哪一类"),
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选哪一类。")},
    )
    beneficiary = forms.CharField(
        label=gettext_lazy("谁受益"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("写哪些人，不写姓名，比如“三号楼的老人”。公开页上不显示。"),
    )
    quantity = forms.DecimalField(
        label=gettext_lazy("数量"),
        required=False,
        min_value=Decimal("0.01"),
        max_digits=12,
        decimal_places=2,
        widget=AmountInput,
        error_messages={"invalid": gettext_lazy("请填一个数，比如 12 或 3000。")},
    )
    unit = forms.CharField(label=gettext_lazy("单位"), max_length=20, required=False)
    standard_item = forms.TypedChoiceField(
        label=gettext_lazy("对应哪条标准"), coerce=int, empty_value=None, required=False
    )
    collective = forms.BooleanField(label=gettext_lazy("集体承诺，由党员一起签名"), required=False)

    def __init__(self, *args: Any, standards: Choices, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["standard_item"]
        choice.choices = [("", _("不对应哪一条")), *standards]
        if not standards:
            del self.fields["standard_item"]
        if not own:
            del self.fields["collective"]
        more = [name for name in ("quantity", "unit", "standard_item", "collective") if name in self.fields]
        self.groups = [(None, ["text", "result", "due_on", "kind", "beneficiary"]), (_("没有就不填"), more)]

    def clean(self) -> dict[str, Any]:
        """A quantity is counted in something."""
        data = super().clean() or {}
        if data.get("quantity") is not None and not data.get("unit"):
            self.add_error("unit", _("请写这个数按什么算，比如“次”“户”“吨”。"))
        return data

    def promised(self, campaign: int, organisation: int, person: int | None) -> Promised:
        """The item as the action takes it."""
        return Promised(campaign=campaign, organisation=organisation, person=person, **self.cleaned_data)


def flags(given: Any) -> list[Vague]:
    """What is vague in an item as it stands in a form, finished or not."""
    if not given.get("text", "").strip():
        return []
    return vague(
        given.get("text", ""),
        given.get("result", ""),
        beneficiary=given.get("beneficiary", ""),
        counted=bool(given.get("quantity", "").strip()),
        dated=bool(given.get("due_on", "").strip()),
    )


class RowForm(forms.Form):
    """One row of the page for a whole branch: left alone, it is no item."""

    text = forms.CharField(label=gettext_lazy("承诺做什么"), max_length=300, required=False)
    result = forms.CharField(label=gettext_lazy("做到什么样算兑现"), max_length=200, required=False)
    due_on = forms.DateField(
        label=gettext_lazy("哪天以前"),
        widget=DayInput,
        required=False,
        error_messages={"invalid": _NO_DAY},
    )
    kind = forms.ChoiceField(label=gettext_lazy("哪一类"), choices=KINDS, required=False)

    def __init__(self, data: Any, member: Enterable, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial, prefix=f"p{member.person_id}", use_required_attribute=False)
        self.member = member

    @property
    def used(self) -> bool:
        """Whether anything was typed into it; the day and the kind stand there from the beginning."""
        return any(self.data.get(self.add_prefix(name), "").strip() for name in ("text", "result"))

    def clean(self) -> dict[str, Any]:
        """A row that was begun is whole."""
        data = super().clean() or {}
        if self.used:
            lacking = {
                "text": _("请写承诺做什么。"),
                "result": _("请写做到什么样算兑现。"),
                "due_on": _("请选期限。"),
            }
            for name, sentence in lacking.items():
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return data

    def promised(self, campaign: int, organisation: int) -> Promised:
        """The item as the action takes it."""
        return Promised(
            campaign=campaign, organisation=organisation, person=self.member.person_id, **self.cleaned_data
        )


class Rows:
    """The rows of all members. `used` are those somebody typed into."""

    def __init__(self, data: Any, members: Sequence[Enterable], due_on: date) -> None:
        initial = {"due_on": due_on, "kind": KINDS[1][0]}
        self.forms = [RowForm(data, member, initial) for member in members]
        self.used = [form for form in self.forms if data is not None and form.used]

    def is_valid(self) -> bool:
        """Whether every row that was begun is whole; the others are not looked at."""
        return not [form for form in self.used if not form.is_valid()]

    @property
    def wrong(self) -> list[RowForm]:
        """The rows that are to be mended."""
        return [form for form in self.used if form.errors]


def verdicts(data: Any, ids: Sequence[int]) -> tuple[dict[int, Verdict], dict[int, str]]:
    """What was decided about each item, and what is wrong with a decision (by item); items left alone are left out."""
    found, faults = {}, {}
    for pk in ids:
        said, comment = data.get(f"v{pk}", ""), data.get(f"c{pk}", "").strip()[:1000]
        if said == "return" and not comment:
            faults[pk] = _("退回的请写一句怎么改。")
        if said in ("accept", "return"):
            found[pk] = Verdict(said == "accept", comment)
    return found, faults


class PublishForm(forms.Form):
    """Where and when vetted items were put up, and which."""

    published_where = forms.CharField(
        label=gettext_lazy("在哪里公示"),
        max_length=120,
        help_text=gettext_lazy("比如“村务公开栏”“单位大厅公示牌”。"),
        error_messages={"required": gettext_lazy("请写在哪里公示。")},
    )
    published_on = forms.DateField(
        label=gettext_lazy("哪天公示"),
        widget=DayInput,
        error_messages={"required": gettext_lazy("请选公示的那一天。"), "invalid": _NO_DAY},
    )
    items = forms.TypedMultipleChoiceField(
        label=gettext_lazy("公示哪些"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("请至少勾一项。")},
    )

    def __init__(self, *args: Any, items: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["items"]
        choice.choices = items
        choice.initial = [pk for pk, _word in items]


class SignForm(forms.Form):
    """Who signed a collective item on a day."""

    people = forms.TypedMultipleChoiceField(
        label=gettext_lazy("谁签了名"),
        coerce=int,
        error_messages={"required": gettext_lazy("请勾选签了名的同志。")},
    )
    signed_on = forms.DateField(
        label=gettext_lazy("哪天签的"),
        widget=DayInput,
        error_messages={"required": gettext_lazy("请选签名的那一天。"), "invalid": _NO_DAY},
    )

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["people"]
        choice.widget = FoldedTicks(_("还没有签名的党员"), names=True)
        choice.choices = people


class RoundForm(forms.Form):
    """A round of promises by its name."""

    name = forms.CharField(
        label=gettext_lazy("这一轮叫什么"),
        max_length=20,
        help_text=gettext_lazy("比如“2027年上半年”“第二轮”。"),
        error_messages={"required": gettext_lazy("请写这一轮叫什么。")},
    )
