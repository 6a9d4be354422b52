"""What is typed to record a review, and to open a round."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhengyou.ui.widgets import DayInput
from zhengyou.ui.wording import day_text

from ..actions.reviews import Found, Held, Opening
from ..queries.reviews import MARKS, Carried
from ..rules.procedures import RECTIFICATION
from .records import Choices
from .stepping import StepForm

LINES, MOST_LINES = 2, 12
_NO_DATE = gettext_lazy("这不是一个日期，请写成 2026-07-01 这样。")


class RecordForm(StepForm):
    """A review that was held: what the step asks, the problems line by line or why none was found, and what became of
    each problem of the round before."""

    def __init__(
        self,
        *args: Any,
        carried: Sequence[Carried],
        reviewers: Choices,
        rectify_by: date,
        least: int,
        today: date,
        lines: int = LINES,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.carried, self.least, self.lines = carried, least, min(lines, MOST_LINES)
        self.fields["held_on"].widget = DayInput({"max": today.isoformat()})
        for name in ("strengths", "direction"):
            self.fields[name].widget = forms.Textarea(attrs={"rows": 3})
        for one in carried:
            self.fields[_mark(one)] = _mark_field(one, today)
        for number in range(self.lines):
            self._add_line(number, today)
        self.fields["none_found"] = forms.CharField(
            label=_("没有发现问题的，依据是什么"),
            required=False,
            max_length=1000,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_("看了什么、问了谁，%(n)s个字以上。有问题的不写这一栏。") % {"n": least},
        )
        self.fields["reviewed_by"] = forms.TypedChoiceField(
            label=_("谁点评的"), choices=reviewers, coerce=int, initial=reviewers[0][0] if reviewers else None
        )
        usual = day_text(rectify_by, today=today)
        self.folded = [_("给问题另定期限（不定就是%(day)s）") % {"day": usual}]
        self.groups = list(self._groups(alone=len(reviewers) == 1))

    def _add_line(self, number: int, today: date) -> None:
        self.fields[f"problem_{number}"] = forms.CharField(
            label=_("第%(n)s个问题") % {"n": number + 1},
            required=False,
            max_length=120,
            help_text=_("一句话说清，比如“参加学习少，三季度缺席四次”。") if number == 0 else "",
            error_messages={"max_length": _("一个问题最多120个字，请分成几条写。")},
        )
        self.fields[f"due_{number}"] = forms.DateField(
            label=_("第%(n)s个问题哪天以前改好") % {"n": number + 1},
            required=False,
            widget=DayInput({"min": today.isoformat()}),
            error_messages={"invalid": _NO_DATE},
        )

    def _groups(self, *, alone: bool) -> Iterator[tuple[str, list[str]]]:
        if self.carried:
            yield _("上一轮的问题，先看改了没有"), [_mark(one) for one in self.carried]
        who = [] if alone else ["reviewed_by"]
        if alone:
            self.fields["reviewed_by"].widget = forms.HiddenInput()
        yield _("点评"), ["form", "held_on", *who, "strengths"]
        lines = range(self.lines)
        yield _("问题（每条都开一件整改）"), [*(f"problem_{number}" for number in lines), "none_found"]
        yield self.folded[0], [f"due_{number}" for number in lines]
        yield _("方向"), ["direction"]

    def clean(self) -> dict[str, Any]:
        """A problem or the reason why there is none, never both; a day only beside a problem."""
        data = super().clean() or {}
        for number in range(self.lines):
            if data.get(f"due_{number}") and not data.get(f"problem_{number}"):
                self.add_error(f"problem_{number}", _("选了期限，没有写是什么问题。"))
        reason = data.get("none_found", "")
        problems = any(self[f"problem_{number}"].data for number in range(self.lines))
        if problems and reason:
            self.add_error("none_found", _("上面写了问题，这一栏就不用写了。"))
        elif not problems and not reason and "none_found" not in self.errors:
            self.add_error("problem_0", _("至少写一个问题；确实没有发现的，在下面写依据。"))
        elif not problems and len(reason) < self.least:
            self.add_error("none_found", _("依据写得太短，请写%(n)s个字以上。") % {"n": self.least})
        return data

    def held(self) -> Held:
        """The review as the action takes it."""
        data = self.cleaned_data
        lines = [(data[f"problem_{number}"], data[f"due_{number}"]) for number in range(self.lines)]
        return Held(
            **{name: data[name] for name in ("form", "held_on", "strengths", "direction", "none_found")},
            reviewed_by=data["reviewed_by"],
            problems=[Found(title, due) for title, due in lines if title],
            marks={one.problem.pk: data[_mark(one)] for one in self.carried},
        )


def _mark(one: Carried) -> str:
    return f"mark_{one.problem.pk}"


def _mark_field(one: Carried, today: date) -> forms.Field:
    row = one.rectification
    state = _("已过期限") if one.overdue else RECTIFICATION.labels[row.state]
    return forms.ChoiceField(
        label=row.title,
        choices=MARKS,
        widget=forms.RadioSelect,
        help_text=_("现在：%(state)s，期限%(day)s")
        % {"state": state, "day": day_text(row.due_on, today=today)},
        error_messages={"required": _("请看一看改了没有，选一项。")},
    )


class RoundForm(forms.Form):
    """A round as it is opened."""

    name = forms.CharField(
        label=gettext_lazy("叫什么"),
        max_length=60,
        error_messages={"required": gettext_lazy("请给这一轮写个名字，比如“第二轮点评”。")},
    )
    due_on = forms.DateField(
        label=gettext_lazy("哪天以前点评完"),
        widget=DayInput,
        error_messages={"required": gettext_lazy("请选点评完的期限。"), "invalid": _NO_DATE},
    )
    rectify_by = forms.DateField(
        label=gettext_lazy("点评出的问题哪天以前改好"),
        widget=DayInput,
        help_text=gettext_lazy("点评时可以给每个问题另定期限。"),
        error_messages={"required": gettext_lazy("请选整改的期限。"), "invalid": _NO_DATE},
    )

    def opening(self) -> Opening:
        """The round as the action takes it."""
        return Opening(**self.cleaned_data)
