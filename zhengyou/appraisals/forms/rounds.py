"""What is typed to arrange a round, to name who counts, and to open the urns."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhengyou.ui.widgets import AmountInput, DayInput

from ..actions.rounds import Raters, Scheduling
from ..rules.codes import Misread
from ..rules.sealing import read_slip
from ..rules.sheets import PERSON, Sheet

_NO_DATE = gettext_lazy("这不是一个日期，请写成 2026-07-01 这样。")
_NO_NUMBER = gettext_lazy("请填一个整数，比如 60。")
_CLASSES = (
    ("members", gettext_lazy("党员"), gettext_lazy("党员占几成"), 60),
    ("superiors", gettext_lazy("上级"), gettext_lazy("上一级的书记、委员占几成"), 0),
    ("served", gettext_lazy("服务对象和群众"), gettext_lazy("服务对象和群众占几成"), 40),
)


class ScheduleForm(forms.Form):
    """A round as its organiser arranges it; `below` are the kinds of organisations under him with their words."""

    def __init__(
        self,
        *args: Any,
        sheets: Mapping[str, Sheet],
        below: Sequence[tuple[str, str]],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sheets, self.today = sheets, today
        self.fields["name"] = forms.CharField(
            label=_("这一轮叫什么"),
            max_length=80,
            help_text=_("比如“上半年群众评议”。"),
            error_messages={"required": _("请给这一轮起个名字。")},
        )
        self.fields["sheet"] = forms.ChoiceField(
            label=_("用哪张测评表"),
            choices=[(key, f"{sheet.title}（{len(sheet.items)}项）") for key, sheet in sheets.items()],
            widget=forms.RadioSelect,
            error_messages={"required": _("请选一张测评表。")},
        )
        self.fields["kinds"] = forms.MultipleChoiceField(
            label=_("评下面哪些组织，或者哪些组织里的党员"),
            choices=below,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("都不选，就是评本组织自己的党员。"),
        )
        self._add_days()
        self._add_classes()

    def _add_days(self) -> None:
        for name, label in (("opens_on", _("哪天开始投票")), ("closes_on", _("哪天截止"))):
            self.fields[name] = forms.DateField(
                label=label,
                widget=DayInput,
                error_messages={"required": _("请选一个日子。"), "invalid": _NO_DATE},
            )

    def _add_classes(self) -> None:
        for source, _name, label, usual in _CLASSES:
            self.fields[source] = forms.IntegerField(
                label=label,
                min_value=0,
                max_value=100,
                initial=usual,
                required=False,
                widget=AmountInput,
                help_text=_("不请他们评，就填0。") if source == "superiors" else "",
                error_messages={"invalid": _NO_NUMBER},
            )
        self.fields["slips"] = forms.IntegerField(
            label=_("每个单位给服务对象印多少张纸条"),
            min_value=0,
            max_value=500,
            initial=30,
            required=False,
            widget=AmountInput,
            error_messages={"invalid": _NO_NUMBER},
        )

    def scheduling(self) -> Scheduling:
        """What was typed."""
        data = self.cleaned_data
        return Scheduling(
            name=data["name"],
            sheet=data["sheet"],
            opens_on=data["opens_on"],
            closes_on=data["closes_on"],
            kinds=data["kinds"],
            raters=[
                Raters(
                    name=str(name),
                    source=source,
                    weight=data[source],
                    slips=(data["slips"] or 0) if source == "served" else 0,
                )
                for source, name, _label, _usual in _CLASSES
                if data[source]
            ],
        )

    def clean(self) -> dict[str, Any]:
        """Who judges himself only is told before anything is made."""
        data = super().clean() or {}
        sheet = self.sheets.get(data.get("sheet", ""))
        if sheet and not data.get("kinds") and sheet.subject != PERSON:
            self.add_error("kinds", _("这张测评表是评组织的，请选评下面哪些组织。"))
        return data


class OfficerForm(forms.Form):
    """Naming somebody who counts; `people` were found by his name."""

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = forms.TypedChoiceField(
            label=_("哪一位"),
            choices=people,
            coerce=int,
            widget=forms.RadioSelect,
            error_messages={"required": _("请选一位同志。")},
        )
        self.fields["duty"] = forms.ChoiceField(
            label=_("做什么"),
            choices=[
                ("scrutineer", _("监票人：做钥匙条，两位一起开箱")),
                ("counter", _("计票人：录纸质票、打调查电话")),
            ],
            initial="scrutineer",
            widget=forms.RadioSelect,
        )


class CountForm(forms.Form):
    """The key slips of two scrutineers."""

    first = forms.CharField(label=gettext_lazy("您的钥匙条"), max_length=60, strip=True)
    second = forms.CharField(
        label=gettext_lazy("另一位监票人的钥匙条，请他自己填"), max_length=60, strip=True
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}
            field.error_messages["required"] = _("请填钥匙条。")

    def clean_first(self) -> str:
        """The slip without spaces."""
        return self._slip("first")

    def clean_second(self) -> str:
        """The slip without spaces."""
        return self._slip("second")

    def _slip(self, name: str) -> str:
        try:
            return read_slip(self.cleaned_data[name])
        except Misread as mistake:
            raise forms.ValidationError(str(mistake)) from mistake
