"""What is typed about pledges: a text for those below, and using one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from zhengyou.ui.widgets import DayInput

from ..rules.pledges import MOST


def _text(help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("正文"),
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=help_text,
        error_messages={"required": gettext_lazy("请写承诺书的正文。")},
    )


class PledgeForm(forms.Form):
    """A text that those below may use."""

    name = forms.CharField(
        label=gettext_lazy("叫什么"),
        max_length=60,
        help_text=gettext_lazy("比如“师德承诺书”。"),
        error_messages={"required": gettext_lazy("请写承诺书叫什么。")},
    )
    text = _text(gettext_lazy("一段一行。下级用的时候可以改，改了哪里在这里看得出来。"))


class UseForm(forms.Form):
    """The text as one's own organisation will sign it."""

    pledge_text = _text(gettext_lazy("可以照本单位的情况改；改了的地方会和样本并排给上级看。"))
    due_on = forms.DateField(
        label=gettext_lazy("做到哪天为止"),
        widget=DayInput,
        error_messages={
            "required": gettext_lazy("请选做到的期限。"),
            "invalid": gettext_lazy("这不是一个日期，请写成 2026-07-01 这样。"),
        },
    )
