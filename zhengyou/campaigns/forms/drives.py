"""What is chosen to start a themed drive."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhengyou.ui.widgets import DayInput

from ..rules.drives import Drive, Unit
from .plans import DAY_WRONG


class StartForm(forms.Form):
    """Its title, its first day, and which units go through it: all of them unless somebody says otherwise."""

    title = forms.CharField(
        label=gettext_lazy("叫什么"),
        max_length=200,
        error_messages={"required": gettext_lazy("请写标题，以后在各处都按它来找。")},
    )
    begins_on = forms.DateField(
        label=gettext_lazy("从哪天开始"),
        help_text=gettext_lazy("各步的期限都从这天往后推，起草后还能一项一项改。"),
        widget=DayInput,
        error_messages={**DAY_WRONG, "required": gettext_lazy("请选开始的日子。")},
    )
    units = forms.MultipleChoiceField(
        label=gettext_lazy("哪些单位参加"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("请至少勾一类单位。"),
            "invalid_choice": gettext_lazy("所选的有一类已不在这项行动里，请重新勾选。"),
        },
    )

    def __init__(
        self, data: QueryDict | None = None, *, drive: Drive, day: date, counts: Sequence[tuple[Unit, int]]
    ) -> None:
        initial = {
            "title": drive.pack.plan_title,
            "begins_on": day,
            "units": [str(number) for number in range(len(counts))],
        }
        super().__init__(data, initial=initial)
        field = self.fields["units"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(number), _label(*one)) for number, one in enumerate(counts)]
        self.drive = drive

    def chosen(self) -> list[Unit]:
        """The units ticked. Only after is_valid()."""
        return [self.drive.course.units[int(number)] for number in self.cleaned_data["units"]]


def _label(unit: Unit, count: int) -> str:
    here = _("%(name)s：现有%(count)d个") % {"name": unit.name, "count": count}
    return (
        _("%(here)s（资料里是%(number)d个）") % {"here": here, "number": unit.number} if unit.number else here
    )
