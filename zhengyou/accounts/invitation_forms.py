"""What is typed on the way in: a code from paper, who one is, a user name and a password."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .forms import NewPasswordForm

_PLAIN = {"autocapitalize": "none", "spellcheck": "false"}


class PaperCodeForm(forms.Form):
    """The code on a slip or on the wall, for whoever cannot scan it."""

    code = forms.CharField(
        label=_("邀请码"),
        max_length=80,
        help_text=_("大小写、横线、空格都不要紧。"),
        error_messages={"required": _("请照着邀请单填写邀请码。")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class AskForm(forms.Form):
    """Who stands before the wall code."""

    name = forms.CharField(
        label=_("您的姓名"),
        max_length=60,
        error_messages={"required": _("请填写您的姓名。")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    hint = forms.CharField(
        label=_("人员编号或入党日期"),
        max_length=40,
        required=False,
        help_text=_("支部里有人和您同名才要填。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class AcceptForm(NewPasswordForm):
    """A user name of one's own, and the first password twice."""

    field_order = ("username", "password", "repeated")

    username = forms.CharField(
        label=_("用户名"),
        max_length=60,
        help_text=_("以后用它登录。已经替您拟好，也可以改：小写字母、数字。"),
        error_messages={"required": _("请填写用户名。")},
        widget=forms.TextInput(attrs={"autocomplete": "username", **_PLAIN}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("密码")
        self.fields["repeated"].label = _("再填一遍密码")
