"""What is filled in about one's own data, and to look for readings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from ..queries.readings import Wanted


class WishForm(forms.Form):
    """What is wrong, and what is right."""

    wish = forms.CharField(
        label=gettext_lazy("哪里不对，应该是什么"),
        help_text=gettext_lazy("例如：入党日期登记成了2015年，应该是2016年7月1日。"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AnswerForm(forms.Form):
    """What is told to the person who asked."""

    answer = forms.CharField(
        label=gettext_lazy("告诉本人的话"),
        help_text=gettext_lazy("不更正的，要写明为什么。"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class BlankForm(forms.Form):
    """That exactly this person is meant, and why."""

    typed = forms.CharField(
        label=gettext_lazy("再写一遍姓名"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reason = forms.CharField(
        label=gettext_lazy("为什么隐去"),
        help_text=gettext_lazy("会记进台账，不要写姓名。例如：本人申请，离开已满五年。"),
        max_length=200,
    )


class WantedForm(forms.Form):
    """Which readings are looked for."""

    person = forms.CharField(label=gettext_lazy("被看的人"), required=False, max_length=60)
    reader = forms.CharField(label=gettext_lazy("看的人"), required=False, max_length=60)
    first = forms.DateField(label=gettext_lazy("从哪天"), required=False)
    last = forms.DateField(label=gettext_lazy("到哪天"), required=False)

    def wanted(self) -> Wanted:
        """What was asked for; what cannot be read is left out, and its field says so."""
        given: dict[str, Any] = self.cleaned_data if self.is_valid() or hasattr(self, "cleaned_data") else {}
        return Wanted(
            person=given.get("person", ""),
            reader=given.get("reader", ""),
            first=given.get("first"),
            last=given.get("last"),
        )
