"""What is typed to raise a problem."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from zhengyou.ui.widgets import DayInput

from ..actions.rectification import Raised
from ..queries.rectification import SOURCES
from .records import Choices


class SortForm(forms.Form):
    """Under which fault a problem falls."""

    category = forms.ChoiceField(
        label=_("属于哪个方面"),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选属于哪个方面，拿不准的选最接近的。")},
    )

    def __init__(self, *args: Any, faults: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["category"]).choices = list(faults)


class RaiseForm(forms.Form):
    """A problem: whose, what, where it came to light, by when it is to be put right."""

    organisation = forms.TypedChoiceField(
        label=_("哪个组织的问题"), coerce=int, error_messages={"required": _("请选是哪个组织的问题。")}
    )
    title = forms.CharField(
        label=_("什么问题"),
        max_length=120,
        help_text=_("一句话说清，比如“三会一课一季度只开了一次支部大会”。"),
        error_messages={
            "required": _("请用一句话写是什么问题。"),
            "max_length": _("这一行最多120个字，细节请写在“具体情况”里。"),
        },
    )
    text = forms.CharField(
        label=_("具体情况"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    source = forms.ChoiceField(
        label=_("怎么发现的"),
        choices=[("", _("请选择")), *SOURCES],
        error_messages={"required": _("请选怎么发现的。")},
    )
    raised_on = forms.DateField(
        label=_("哪天发现的"),
        error_messages={
            "required": _("请选发现的那一天。"),
            "invalid": _("这不是一个日期，请写成 2026-07-01 这样。"),
        },
    )
    immediate = forms.BooleanField(label=_("能马上改的，立行立改"), required=False)
    due_on = forms.DateField(
        label=_("哪天以前改好"),
        required=False,
        help_text=_("立行立改的可以不填。"),
        error_messages={"invalid": _("这不是一个日期，请写成 2026-07-01 这样。")},
    )

    category = forms.ChoiceField(
        label=_("属于哪个方面"),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选属于哪个方面，拿不准的选最接近的。")},
    )

    def __init__(
        self, *args: Any, owners: Choices, today: Any, faults: Sequence[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if faults:
            cast(forms.ChoiceField, self.fields["category"]).choices = list(faults)
            self.order_fields(["organisation", "title", "category"])
        else:
            del self.fields["category"]
        cast(forms.ChoiceField, self.fields["organisation"]).choices = owners
        self.fields["raised_on"].widget = DayInput({"max": today.isoformat()})
        self.fields["due_on"].widget = DayInput()

    def clean(self) -> dict[str, Any]:
        """A deadline or "at once": one of them is needed."""
        data = super().clean() or {}
        if not data.get("due_on") and not data.get("immediate") and "due_on" not in self.errors:
            self.add_error("due_on", _("请选一个期限，或者勾“立行立改”。"))
        return data

    def raised(self, campaign_id: int) -> Raised:
        """The problem as the action takes it."""
        return Raised(campaign=campaign_id, **self.cleaned_data)
