"""What forms say when something is amiss, in the words of people instead of the framework's."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise  # the stubs' name for a text translated when shown

SENTENCES: dict[type[forms.Field], dict[str, "_StrPromise"]] = {
    forms.Field: {"required": _("请填写这一项。")},
    forms.BooleanField: {"required": _("请先打勾确认。")},
    forms.ChoiceField: {
        "required": _("请选一项。"),
        "invalid_choice": _("没有“%(value)s”这个选项，请重新选。"),
    },
    forms.MultipleChoiceField: {"required": _("请至少选一项。")},
    forms.IntegerField: {"invalid": _("这里要写整数，例如 12。")},
    forms.FloatField: {"invalid": _("这里要写数字，例如 12.5。")},
    forms.DecimalField: {"invalid": _("这里要写数字，例如 12000。")},
    forms.DateField: {"invalid": _("没有这一天。请写成年-月-日，例如 2026-07-01。")},
    forms.DateTimeField: {"invalid": _("请写成年-月-日 时:分，例如 2026-07-01 14:05。")},
    forms.FileField: {
        "required": _("请选一个文件。"),
        "missing": _("没有收到文件，请重新选一次。"),
        "empty": _("这个文件是空的，请换一个。"),
    },
}


def speak_plainly() -> None:
    """Put our sentences in place of Django's; a field's own error_messages still win. Called once at start."""
    for kind, sentences in SENTENCES.items():
        kind.default_error_messages = {**kind.default_error_messages, **sentences}
