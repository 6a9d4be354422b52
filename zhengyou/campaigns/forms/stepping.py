"""The form of a step of a procedure, made from what its table asks."""

from collections.abc import Container, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from zhengyou.ui.widgets import AmountInput, DayInput

from ..rules.procedures import Asked, Kind, Transition
from .files import AGAIN, AttachedFile

People = Sequence[tuple[int, str]]


class StepForm(forms.Form):
    """What one step asks. Its fields come from the table; `people` are those that a PERSON or an ITEM may
    be chosen from; without any there is nothing to choose an ITEM from, and it is left out, as are the fields in
    `left_out`."""

    def __init__(
        self,
        *args: Any,
        step: Transition,
        people: People = (),
        left_out: Container[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for asked in step.asks:
            if asked.name not in left_out and (people or asked.kind is not Kind.ITEM):
                self.fields[asked.name] = _field(asked, people)
        if step.comment:
            self.fields["comment"] = forms.CharField(
                label=_("为什么"),
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 3}),
                error_messages={"required": _("请写一两句原因，对方照着办。")},
            )

    def clean(self) -> dict[str, Any]:
        """A refused form cannot give a file back."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.files:
            if self.errors and name in self.fields and name not in self.errors:
                self[name].help_text = str(AGAIN)
        return data


def _field(asked: Asked, people: People) -> forms.Field:
    told: dict[str, Any] = {
        "label": asked.label,
        "required": asked.required,
        "help_text": asked.help,
        "error_messages": {"required": asked.lacking} if asked.lacking else {},
    }
    match asked.kind:
        case Kind.LINE:
            return forms.CharField(max_length=asked.most, **told)
        case Kind.TEXT:
            return forms.CharField(
                max_length=asked.most, widget=forms.Textarea(attrs={"rows": 4}), strip=True, **told
            )
        case Kind.DAY:
            told["error_messages"]["invalid"] = _("这不是一个日期，请写成 2026-07-01 这样。")
            return forms.DateField(widget=DayInput, **told)
        case Kind.NUMBER:
            told["error_messages"]["invalid"] = _("请填一个数，比如 2 或 0.5。")
            return forms.DecimalField(
                min_value=0, max_digits=12, decimal_places=2, widget=AmountInput, **told
            )
        case Kind.PERSON:
            return forms.TypedChoiceField(
                choices=[("", _("请选择")), *people], coerce=int, empty_value=None, **told
            )
        case Kind.ITEM:
            return forms.TypedChoiceField(
                choices=[("", _("不选")), *people], coerce=int, empty_value=None, **told
            )
        case Kind.FILE:
            return AttachedFile(label=asked.label, **({"help_text": asked.help} if asked.help else {}))
        case Kind.CHOICE:
            return forms.ChoiceField(choices=asked.choices, widget=forms.RadioSelect, **told)
        case Kind.TICK:
            return forms.BooleanField(**told)
