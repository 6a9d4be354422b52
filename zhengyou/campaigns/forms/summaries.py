"""What is typed about summaries: a round, one summary, which of them were published where."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhengyou.ui.widgets import DayInput

from ..actions.summaries import Opening, Texts
from ..rules.procedures import SUMMARY
from .records import Choices
from .stepping import StepForm

_NO_DAY = gettext_lazy("这不是一个日期，请写成 2026-07-01 这样。")


def _day(label: Any, lacking: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=DayInput, error_messages={"required": lacking, "invalid": _NO_DAY}
    )


class RoundForm(forms.Form):
    """What members are asked for, and until when."""

    name = forms.CharField(
        label=gettext_lazy("叫什么"),
        max_length=60,
        help_text=gettext_lazy("比如“2026年上半年书面小结”。"),
        error_messages={"required": gettext_lazy("请写这次小结叫什么。")},
    )
    covers_from = _day(gettext_lazy("从哪天写起"), gettext_lazy("请选从哪天写起。"))
    covers_until = _day(gettext_lazy("写到哪天"), gettext_lazy("请选写到哪天。"))
    due_on = _day(gettext_lazy("哪天前交给支部"), gettext_lazy("请选交的期限。"))

    def opening(self) -> Opening:
        """The round as the action takes it. Only after is_valid()."""
        return Opening(**self.cleaned_data)


class WriteForm(StepForm):
    """One summary, part by part; `known` is what is on record for each."""

    def __init__(self, *args: Any, on_behalf: bool, known: Mapping[str, str], **kwargs: Any) -> None:
        step = SUMMARY.step("type_in" if on_behalf else "hand_in")
        super().__init__(*args, step=step, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs["rows"] = 6
            if on_behalf:
                field.help_text = ""
            elif name in ("promised", "took_part") and not known[name]:
                field.help_text = _("系统里没有记着的，您自己写。")

    def texts(self) -> Texts:
        """The parts as the action takes them. Only after is_valid()."""
        return Texts(**self.cleaned_data)


class PublishForm(StepForm):
    """Where and when summaries were published in the branch, and which."""

    items = forms.TypedMultipleChoiceField(
        label=gettext_lazy("公布哪些"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("请至少勾一份。")},
    )

    def __init__(self, *args: Any, items: Choices, today: date, **kwargs: Any) -> None:
        initial = {"published_on": today, "items": [pk for pk, _word in items]}
        super().__init__(*args, step=SUMMARY.step("publish"), initial=initial, **kwargs)
        choice: Any = self.fields["items"]
        choice.choices = items
        self.order_fields(["published_where", "published_on", "items"])
