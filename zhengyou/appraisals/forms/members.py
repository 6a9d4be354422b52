"""What is typed to begin a round for all members, to say how their vote went, and to set down their grades."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from zhengyou.ui.widgets import DayInput

from ..actions.members import Decided


class OpenForm(forms.Form):
    """What is asked of every member, and until when."""

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = forms.ChoiceField(
            label=_("办哪一样"),
            choices=kinds,
            widget=forms.RadioSelect,
            error_messages={"required": _("请选一样。")},
        )
        self.fields["name"] = forms.CharField(
            label=_("叫什么"),
            max_length=60,
            help_text=_("比如“2026年度民主评议党员”。"),
            error_messages={"required": _("请起个名字。")},
        )
        self.fields["due_on"] = forms.DateField(
            label=_("哪天以前办完"),
            widget=DayInput,
            error_messages={
                "required": _("请选一个日子。"),
                "invalid": _("这不是一个日期，请写成 2026-07-01 这样。"),
            },
        )


class VoteForm(forms.Form):
    """Which counted round was the vote on these members."""

    def __init__(self, *args: Any, ballots: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ballot"] = forms.TypedChoiceField(
            label=_("是哪一轮测评"),
            choices=[("", _("在纸上测评的，没有用系统")), *ballots],
            coerce=int,
            empty_value=None,
            required=False,
            help_text=_("选了，定等次时旁边就有这一轮的链接；票数不折算成等次。"),
        )


class GradesForm(forms.Form):
    """A grade and its reason for each member of a branch; who is left without a grade stays as he is."""

    def __init__(
        self, *args: Any, rows: Sequence[tuple[int, str]], grades: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [key for key, _name in rows]
        for key, name in rows:
            self.fields[f"grade-{key}"] = forms.ChoiceField(
                label=name, choices=grades, required=False, widget=forms.RadioSelect
            )
            self.fields[f"reason-{key}"] = forms.CharField(
                label=_("%(name)s的理由") % {"name": name}, max_length=240, required=False
            )
        self.fields["common"] = forms.CharField(
            label=_("上面没有单独写理由的，都写这一句"),
            max_length=240,
            required=False,
            help_text=_("优秀、基本合格、不合格的，请在上面单独写。"),
        )
        self.fields["beyond"] = forms.CharField(
            label=_("优秀超过三分之一的，为什么"),
            max_length=240,
            required=False,
            help_text=_("没有超过就不写。"),
        )

    def clean(self) -> dict[str, Any]:
        """Whoever has a grade has a reason; only who is qualified may share one with others."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for key in self.keys:
            grade = data.get(f"grade-{key}")
            shared = data.get("common") if grade == "qualified" else ""
            if grade and not (data.get(f"reason-{key}") or shared):
                self.add_error(f"reason-{key}", _("请写定这个等次的理由。"))
        return data

    def decided(self) -> list[Decided]:
        """The grades that were chosen."""
        data = self.cleaned_data
        return [
            Decided(key, data[f"grade-{key}"], data[f"reason-{key}"] or data["common"])
            for key in self.keys
            if data[f"grade-{key}"]
        ]
