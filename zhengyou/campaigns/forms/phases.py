"""What is typed about a phase: what must be there before it closes, and the event it ended with."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhengyou.ui.widgets import DayInput

from ..actions.phase_events import Happened
from ..rules.gates import GATES


class GatesForm(forms.Form):
    """The least percent of each gate; left empty, the gate is none of this phase."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, gate in GATES.items():
            self.fields[key] = forms.IntegerField(
                label=str(gate.word),
                required=False,
                min_value=1,
                max_value=100,
                help_text=str(gate.counts),
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
                error_messages={
                    "invalid": _("请填1到100的整数，比如90；不要这一条就空着。"),
                    "min_value": _("请填1到100的整数；不要这一条就空着。"),
                    "max_value": _("请填1到100的整数，最多100。"),
                },
            )

    def gates(self) -> dict[str, int]:
        """The gates that were given."""
        return {key: least for key, least in self.cleaned_data.items() if least is not None}


class EventForm(forms.Form):
    """The event: the day, what happened, where it stands written."""

    happened_on = forms.DateField(
        label=_("哪一天"),
        widget=DayInput,
        error_messages={
            "required": _("请选这件事发生的那一天。"),
            "invalid": _("这不是一个日期，请写成 2026-07-01 这样。"),
        },
    )
    what = forms.CharField(
        label=_("发生了什么"),
        max_length=120,
        help_text=_("一句话，比如“党的代表大会召开”。"),
        error_messages={"required": _("请用一句话写发生了什么。")},
    )
    source = forms.CharField(
        label=_("依据哪份文件"),
        max_length=200,
        help_text=_("文件的名称和文号，或公报的日期。"),
        error_messages={"required": _("请写依据哪份文件，以后核对用。")},
    )

    def happened(self) -> Happened:
        """The event as the action takes it."""
        return Happened(**self.cleaned_data)
