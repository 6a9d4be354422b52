"""What is typed after a count: a theme over what was written, and why a ballot should not count."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _


class ThemeForm(forms.Form):
    """What several remarks say; `offered` are (key, text) of the remarks that may be chosen."""

    def __init__(self, *args: Any, offered: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["remarks"] = forms.MultipleChoiceField(
            label=_("写的话，说同一件事的一起勾"),
            choices=offered,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("请先勾上说的是同一件事的几条。")},
        )
        self.fields["name"] = forms.CharField(
            label=_("归成哪一类"),
            max_length=60,
            help_text=_("用您自己的话概括，别照抄，别写人名；和已有的一类同名，就并到那一类。"),
            error_messages={"required": _("请写归成哪一类，比如“办事等得太久”。")},
        )
        self.fields["problem"] = forms.ChoiceField(
            label=_("这一类是"),
            choices=[("yes", _("要整改的问题")), ("no", _("不用整改：表扬、希望，或者没有说事"))],
            widget=forms.RadioSelect,
            error_messages={"required": _("请选这一类要不要整改。")},
        )


class VoidForm(forms.Form):
    """Why a ballot should not count."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = forms.CharField(
            label=_("为什么作废"),
            max_length=300,
            widget=forms.Textarea,
            help_text=_("写清楚事实，比如几个人看到同一个人投了几张。评得不好不是理由。"),
            error_messages={"required": _("请写为什么作废。")},
        )
