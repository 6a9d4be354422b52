"""What is typed about records and about what does not apply."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhengyou.ui.widgets import AmountInput, DayInput

from ..actions.records import Happening
from ..rules.checklists import Item
from .activities import Folding, Knowing, add_fields, told
from .files import AGAIN, AttachedFile
from .folding import FoldedTicks

Choices = Sequence[tuple[int, str]]
FEW = 5
"""So many boxes stand open; more are folded behind one line."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the system knows before anything is typed. `unit` is empty where no number is asked for, `knowing` None
    where no kind of activity is known."""

    today: date
    people: Choices = ()
    unit: str = ""
    others: Choices = ()
    projects: Choices = ()
    items: Sequence[Item] = ()
    knowing: Knowing | None = None


class RecordForm(Folding):
    """What happened, and what else it counts as."""

    title = forms.CharField(
        label=gettext_lazy("做了什么"),
        max_length=120,
        error_messages={
            "required": gettext_lazy("请用一句话写做了什么。"),
            "max_length": gettext_lazy("这一行最多120个字，细节请写在“结果”里。"),
        },
    )
    happened_on = forms.DateField(
        label=gettext_lazy("哪一天"),
        help_text=gettext_lazy("写实际发生的那一天，不是填表这一天。"),
        error_messages={
            "required": gettext_lazy("请选实际发生的那一天。"),
            "invalid": gettext_lazy("这不是一个日期，请写成 2026-07-01 这样。"),
        },
    )
    place = forms.CharField(label=gettext_lazy("在哪里"), max_length=120, required=False)
    attended = forms.IntegerField(
        label=gettext_lazy("多少人参加"),
        min_value=0,
        max_value=1_000_000,
        required=False,
        widget=AmountInput({"inputmode": "numeric"}),
        help_text=gettext_lazy("连同群众一起算；只勾了名单的，可以不填。"),
        error_messages={"invalid": gettext_lazy("人数请填一个整数，比如 25。")},
    )
    participants = forms.TypedMultipleChoiceField(
        label=gettext_lazy("本组织参加的同志"), coerce=int, required=False
    )
    result = forms.CharField(
        label=gettext_lazy("结果怎么样"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("两三句就够：办成了什么，还有什么没办完。"),
        error_messages={"required": gettext_lazy("请写一两句结果。")},
    )
    quantity = forms.DecimalField(
        min_value=0,
        max_digits=12,
        decimal_places=2,
        widget=AmountInput,
        error_messages={
            "required": gettext_lazy("这项任务要一个数，没有就填 0。"),
            "invalid": gettext_lazy("请填一个数，比如 2 或 0.5。"),
            "min_value": gettext_lazy("这个数不能小于 0。"),
        },
    )
    file = AttachedFile()
    items = forms.MultipleChoiceField(
        label=gettext_lazy("这一次办的是哪几项"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("请勾选这一次办的是哪几项，没有列出的不用勾。"),
            "invalid_choice": gettext_lazy("所选的有一项已不在清单里，请重新勾选。"),
        },
    )
    project = forms.TypedChoiceField(
        label=gettext_lazy("算在哪个品牌项目上"),
        coerce=int,
        required=False,
        empty_value=None,
        error_messages={"invalid_choice": gettext_lazy("所选的项目现在不在做，请重新选。")},
    )
    others = forms.TypedMultipleChoiceField(
        label=gettext_lazy("这一次还可以同时算作"), coerce=int, required=False
    )

    def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        self.fields["happened_on"].widget = DayInput({"max": asked.today.isoformat()})
        if asked.unit:
            self.fields["quantity"].label = _("数量（%(unit)s）") % {"unit": asked.unit}
        else:
            del self.fields["quantity"]
        self._offer_projects(asked.projects)
        self._offer_items(asked.items)
        self._offer("participants", asked.people, _("从%(count)d人里勾选"))
        self._offer("others", asked.others, _("从%(count)d件里勾选"))
        if asked.knowing:
            add_fields(self, asked.knowing)

    def _offer_projects(self, projects: Choices) -> None:
        if not projects:
            del self.fields["project"]
            return
        field = self.fields["project"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("不算在项目上")), *projects]

    def _offer_items(self, items: Sequence[Item]) -> None:
        if not items:
            del self.fields["items"]
            return
        field = self.fields["items"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(item.words, _item_label(item)) for item in items]

    def _offer(self, name: str, choices: Choices, summary: str) -> None:
        if not choices:
            del self.fields[name]
            return
        field = self.fields[name]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        few, names = len(choices) <= FEW, name == "participants"
        folded = FoldedTicks(summary % {"count": len(choices)}, names=names)
        field.widget = forms.CheckboxSelectMultiple() if few else folded
        field.choices = list(choices)
        field.error_messages["invalid_choice"] = _("所选的有一项已不在名单里，请重新勾选。")

    def clean_happened_on(self) -> date:
        """Nothing is recorded before it happened."""
        day: date = self.cleaned_data["happened_on"]
        if day > self.asked.today:
            raise forms.ValidationError(_("这一天还没有到。请写实际发生的那一天，或者等办完再报。"))
        if day.year < 1949:
            raise forms.ValidationError(_("请核对年份。"))
        return day

    def clean(self) -> dict[str, Any]:
        """At least as many took part as are ticked; a refused form cannot give a file back."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        ticked, attended = self._came(data), data.get("attended")
        if attended is not None and attended < ticked:
            sentence = _("名单里勾了%(ticked)d人，人数却填了%(attended)d，请核对。")
            if "absent" in self.fields:
                sentence = _("名单上到了%(ticked)d人，人数却填了%(attended)d，请核对。")
            self.add_error("attended", sentence % {"ticked": ticked, "attended": attended})
        if self.errors and self.files and "file" not in self.errors:
            self["file"].help_text = str(AGAIN)
        return data

    def _came(self, data: dict[str, Any]) -> int:
        """How many of the list came: those ticked, or all but those ticked as absent."""
        if self.asked.knowing and self.asked.knowing.all_due:
            return len(self.asked.knowing.members) - len(data.get("absent") or [])
        return len(data.get("participants") or [])

    def happening(self) -> Happening:
        """What was typed, for the action. Only after is_valid()."""
        data = self.cleaned_data
        plain = {name: data[name] for name in ("title", "happened_on", "place", "result")}
        of_people = {"participants": data.get("participants") or []}
        values = plain | of_people | told(data, self.asked.knowing)
        came = len(values["participants"])
        return Happening(
            **values,
            attended=data["attended"] if data["attended"] is not None else came or None,
            quantity=data.get("quantity"),
            unit=self.asked.unit,
            project=data.get("project"),
            items=data.get("items") or [],
            files=[data["file"]] if data["file"] else [],
        )

    def also(self) -> list[int]:
        """The other expectations ticked. Only after is_valid()."""
        return self.cleaned_data.get("others") or []


def _item_label(item: Item) -> str:
    if not item.told:
        return item.words
    said = _("已办") if item.whole else _("要%(needed)d次，已办%(told)d次")
    return f"{item.words}（{said % {'needed': item.needed, 'told': item.told}}）"


class CorrectionForm(RecordForm):
    """A returned record put right: what it counts as is chosen again, at least one."""

    def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, **kwargs)
        if "others" in self.fields:
            self.fields["others"].label = _("这一次算作")
            self.fields["others"].required = True
            self.fields["others"].error_messages["required"] = _(
                "请至少勾选一件，不然这条记录不知道算作什么。"
            )


class OwnCorrectionForm(RecordForm):
    """A record mended by those who wrote it; what it counts as stays."""

    comment = forms.CharField(
        label=gettext_lazy("原来哪里不对"),
        max_length=300,
        help_text=gettext_lazy("比如“日期记成了上报那天”。上级会看到，不算退回，也不算迟报。"),
        error_messages={"required": gettext_lazy("请写原来哪里不对，一句话就够。")},
    )
    field_order = ("comment",)


class ZeroForm(forms.Form):
    """That there was nothing to do in this period."""

    note = forms.CharField(
        label=gettext_lazy("要说明的话"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("没有要说的可以空着。"),
    )


class ReasonForm(forms.Form):
    """Why something does not apply to us."""

    reason = forms.CharField(
        label=gettext_lazy("为什么不适用"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("写清本组织的实际情况，上级据此答复。"),
        error_messages={"required": gettext_lazy("请写明理由，上级据此答复。")},
    )


class ReturnForm(forms.Form):
    """Why a record is sent back."""

    comment = forms.CharField(
        label=gettext_lazy("请他们补什么"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("写清缺什么、怎么补，对方一看就能动手。"),
        error_messages={"required": gettext_lazy("请写明要补什么，对方才知道怎么改。")},
    )


class AnswerForm(forms.Form):
    """The answer to a plea; a refusal must say why."""

    comment = forms.CharField(
        label=gettext_lazy("答复"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("同意可以不写；不同意要写明原因。"),
    )

    def refuse_without_reason(self) -> bool:
        """Whether the answer says enough for a refusal; notes the mistake where it does not."""
        if self.cleaned_data["comment"]:
            return False
        self.add_error("comment", _("不同意要写明原因，对方才知道该怎么办。"))
        return True
