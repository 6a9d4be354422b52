"""What people fill in when a plan ends, and which versions they want compared."""

from django import forms
from django.utils.translation import gettext_lazy


class CloseForm(forms.Form):
    """Why a campaign ends, and how it came out."""

    comment = forms.CharField(
        label=gettext_lazy("为什么结束，办成了什么"),
        help_text=gettext_lazy("一两句话就够，写进台账；数字以报告为准。"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
