"""What people type about reports."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ExplanationForm(forms.Form):
    """Why a figure differs from the sum of its parts. Value and sum go along, so that an explanation cannot settle
    on numbers its writer has not seen."""

    text = forms.CharField(
        label=_("为什么不一致"),
        help_text=_("写明差在哪里、原因是什么。这段话会印在报告里这个数字的下面。"),
        max_length=500,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    value = forms.CharField(widget=forms.HiddenInput)
    parts_sum = forms.CharField(widget=forms.HiddenInput)
    back = forms.CharField(widget=forms.HiddenInput, required=False)
