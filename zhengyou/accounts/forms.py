"""What is typed to come in, and to change how one comes in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .rules.policies import PASSWORD_LENGTH

_LONGEST = 1000
"""Longer than any password we take, so that our own sentence says what is wrong; short enough to be read at once."""


def _password(label: Any, autocomplete: str, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        strip=False,
        max_length=_LONGEST,
        error_messages={"required": _("请填写密码。")},
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
        **more,
    )


class LoginForm(forms.Form):
    """User name and password."""

    username = forms.CharField(
        label=_("用户名"),
        max_length=60,
        error_messages={"required": _("请填写用户名。")},
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = _password(_("密码"), "current-password")
    keep = forms.BooleanField(
        label=_("在这台设备上保持登录30天"),
        required=False,
        help_text=_("只在自己的手机或电脑上打勾。"),
    )


class CodeForm(forms.Form):
    """Six digits from an app, or a code on paper where `paper` is allowed."""

    code = forms.CharField(
        label=_("手机上的六位数字"),
        max_length=40,
        error_messages={"required": _("请填写六位数字。")},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class SecondStepForm(CodeForm):
    """The same at the login, where a code on paper will do as well."""

    def __init__(self, *args: Any, app: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("六位数字，或一个备用码") if app else _("备用码")


class AgainForm(forms.Form):
    """The password once more."""

    password = _password(_("密码"), "current-password")


class NewPasswordForm(forms.Form):
    """A new password, twice; what it must not be is asked by the action."""

    password = _password(
        _("新密码"),
        "new-password",
        help_text=_("至少%(least)d个字，长短比花样要紧：一句自己记得住的话就很好。可以粘贴。")
        % {"least": PASSWORD_LENGTH[0]},
    )
    repeated = _password(_("再填一遍新密码"), "new-password")

    def clean(self) -> dict[str, Any]:
        """Both must be the same."""
        given = super().clean() or {}
        first, second = given.get("password"), given.get("repeated")
        if first and second and first != second:
            self.add_error("repeated", _("两遍填得不一样，请再填一次。"))
        return given


class PasskeyForm(forms.Form):
    """A name for the key, and what the browser made of it."""

    name = forms.CharField(
        label=_("给它起个名字"),
        max_length=60,
        help_text=_("写它在哪台设备上，如“我的手机”“办公室电脑”。"),
    )
    credential = forms.CharField(
        widget=forms.HiddenInput,
        max_length=20_000,
        error_messages={"required": _("浏览器没有生成通行密钥，请再按一次；总不行，请换手机验证器。")},
    )
