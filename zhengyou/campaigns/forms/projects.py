"""What is typed about a named project: the project itself, and what came of one of its steps."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhengyou.ui.widgets import DayInput

from ..actions.projects import MOST_STEPS, Drafted
from .records import Choices

_SHOWN = 3
_NO_DAY = {"invalid": gettext_lazy("这不是一个日期，请写成 2026-07-01 这样。")}


class ProjectForm(forms.Form):
    """A project with up to six steps, each with its day."""

    name = forms.CharField(
        label=gettext_lazy("叫什么"),
        max_length=60,
        help_text=gettext_lazy("响亮、好记，比如“红色物业管家”。"),
        error_messages={"required": gettext_lazy("请给项目起个名字。")},
    )
    goal = forms.CharField(
        label=gettext_lazy("要做成什么"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("写到时候看得见、数得清的：给谁、办成几件。"),
        error_messages={"required": gettext_lazy("请写要做成什么，一两句就够。")},
    )
    responsible = forms.TypedChoiceField(
        label=gettext_lazy("谁负责"),
        coerce=int,
        error_messages={"required": gettext_lazy("请选一位负责的同志。")},
    )
    starts_on = forms.DateField(
        label=gettext_lazy("从哪天起"),
        widget=DayInput,
        error_messages={"required": gettext_lazy("请选从哪天起。")} | _NO_DAY,
    )
    ends_on = forms.DateField(
        label=gettext_lazy("哪天以前做成"),
        widget=DayInput,
        error_messages={"required": gettext_lazy("请选哪天以前做成。")} | _NO_DAY,
    )
    folded: Sequence[str] = ()

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        responsible = self.fields["responsible"]
        assert isinstance(responsible, forms.TypedChoiceField)
        responsible.choices = [("", _("请选择")), *people]
        standing = [str(name) for name in self.fields]
        for number in range(MOST_STEPS):
            label = _("第%(n)d步") % {"n": number + 1}
            self.fields[f"step_{number}"] = forms.CharField(label=label, max_length=80, required=False)
            self.fields[f"step_{number}_on"] = forms.DateField(
                label=_("第%(n)d步哪天以前") % {"n": number + 1},
                required=False,
                widget=DayInput,
                error_messages=_NO_DAY,
            )
        more = _("再加几步")
        self.groups = [
            ("", standing),
            (_("分几步做"), _names(range(_SHOWN))),
            (more, _names(range(_SHOWN, MOST_STEPS))),
        ]
        self.folded = [more]

    def clean(self) -> dict[str, Any]:
        """At least one step; each with its day, inside the project's own; the end not before the beginning."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("做成的日子早于开始的日子，请改正。"))
        for number in range(MOST_STEPS):
            text, day = data.get(f"step_{number}"), data.get(f"step_{number}_on")
            if bool(text) != bool(day) and f"step_{number}_on" not in self.errors:
                name, sentence = (
                    (f"step_{number}_on", _("请选这一步哪天以前办成。"))
                    if text
                    else (f"step_{number}", _("请写这一步做什么，或者把日子去掉。"))
                )
                self.add_error(name, sentence)
            elif day and first and last and not first <= day <= last:
                self.add_error(f"step_{number}_on", _("这一天不在项目开始和结束之间，请改正。"))
        return data

    def drafted(self) -> Drafted:
        """The project as the action takes it. Only after is_valid()."""
        data = self.cleaned_data
        names = ("name", "goal", "responsible", "starts_on", "ends_on")
        steps = [(data[f"step_{n}"], data[f"step_{n}_on"]) for n in range(MOST_STEPS) if data[f"step_{n}"]]
        return Drafted(**{name: data[name] for name in names}, milestones=steps)


def _names(numbers: Iterable[int]) -> list[str]:
    return [name for n in numbers for name in (f"step_{n}", f"step_{n}_on")]


def as_it_is(row: Any, steps: Sequence[Any]) -> dict[str, Any]:
    """What the form begins with: a project and those of its steps that are not done."""
    names = ("name", "goal", "starts_on", "ends_on")
    found = {name: getattr(row, name) for name in names} | {"responsible": row.responsible_id}
    for number, one in enumerate(steps):
        found |= {f"step_{number}": one.text, f"step_{number}_on": one.due_on}
    return found


def carried_on(row: Any) -> dict[str, Any]:
    """What the form of the next year's project begins with: the same, without days and steps."""
    return {"name": row.name, "goal": row.goal, "responsible": row.responsible_id}


class MilestoneForm(forms.Form):
    """That a step is done: when, and what came of it."""

    done_on = forms.DateField(
        label=gettext_lazy("哪天办成的"),
        error_messages={"required": gettext_lazy("请选办成的那一天。")} | _NO_DAY,
    )
    outcome = forms.CharField(
        label=gettext_lazy("办得怎么样"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("一句话就够，比如“摸清三十户，十二户要修水管”。"),
        error_messages={"required": gettext_lazy("请用一句话写办得怎么样。")},
    )

    def __init__(self, *args: Any, first: date, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["done_on"].widget = DayInput({"min": first.isoformat(), "max": today.isoformat()})
