"""The meeting that passed a plan, as it is recorded."""

from django import forms
from django.utils.translation import gettext_lazy

from ..rules.meetings import MEETINGS, MeetingHeld, MeetingKind
from .plans import DAY_WRONG


class MeetingForm(forms.Form):
    """Which meeting, when, and its numbers of people entitled to vote."""

    kind = forms.ChoiceField(label=gettext_lazy("什么会"), choices=MEETINGS)
    held_on = forms.DateField(
        label=gettext_lazy("哪天开的"), error_messages=DAY_WRONG, widget=forms.DateInput
    )
    chair = forms.CharField(label=gettext_lazy("主持人"), max_length=60)
    due = forms.IntegerField(
        label=gettext_lazy("应到几人"),
        help_text=gettext_lazy("只数有表决权的同志。"),
        min_value=1,
        max_value=100_000,
    )
    present = forms.IntegerField(label=gettext_lazy("实到几人"), min_value=0, max_value=100_000)
    in_favour = forms.IntegerField(label=gettext_lazy("赞成几人"), min_value=0, max_value=100_000)
    note = forms.CharField(
        label=gettext_lazy("会上提了什么意见"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def meeting(self) -> MeetingHeld:
        """What was filled in, once valid."""
        given = self.cleaned_data
        return MeetingHeld(**{**given, "kind": MeetingKind(given["kind"])})
