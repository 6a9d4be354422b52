"""What is typed about papers: how many for whom, what lay in a box, and the marks of a bundle."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhengyou.ui.widgets import AmountInput

from ..rules.paper import MistypedPaper, Reading, read_paper, typed_again
from ..rules.sheets import Sheet

_NO_NUMBER = gettext_lazy("请填一个整数，比如 40。")


class PlanForm(forms.Form):
    """Which class votes on paper, where, and how many papers."""

    def __init__(
        self,
        *args: Any,
        classes: Sequence[tuple[int, str]],
        urns: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rater_class"] = forms.TypedChoiceField(
            label=_("哪一类人投纸质票"),
            choices=classes,
            coerce=int,
            widget=forms.RadioSelect,
            error_messages={"required": _("请选一类人。")},
        )
        self.fields["urn"] = forms.TypedChoiceField(
            label=_("哪个单位"),
            choices=[("", _("这一轮的每个单位")), *urns],
            coerce=int,
            empty_value=None,
            required=False,
        )
        self.fields["papers"] = forms.IntegerField(
            label=_("每个单位印多少张"),
            min_value=0,
            required=False,
            widget=AmountInput,
            help_text=_("名册上的人不填就是一人一张，投了纸质票就不再发评议码；填0，改回不用纸质票。"),
            error_messages={"invalid": _NO_NUMBER, "min_value": _NO_NUMBER},
        )


class BoxForm(forms.Form):
    """What two count when they open a box."""

    def __init__(self, *args: Any, issued: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label, usual in (
            ("handed", _("发出去多少张"), issued),
            ("unused", _("没有发出去多少张"), 0),
            ("found", _("箱里有多少张（盖到最后的号）"), None),
        ):
            self.fields[name] = forms.IntegerField(
                label=label,
                min_value=0,
                initial=usual,
                widget=AmountInput,
                error_messages={"required": _NO_NUMBER, "invalid": _NO_NUMBER, "min_value": _NO_NUMBER},
            )
        self.fields["reason"] = forms.CharField(
            label=_("张数对不上的原因"),
            max_length=300,
            required=False,
            help_text=_("对得上就不用写。"),
            widget=forms.Textarea(attrs={"rows": 2}),
        )


@dataclass(frozen=True)
class Blank:
    """One field of a paper: its name, whom it is about, and what is typed in it."""

    name: str
    about: str
    typed: str


@dataclass(frozen=True)
class Paper:
    """One paper: its number, a field for each subject, and what is wrong with what was typed."""

    number: int
    blanks: tuple[Blank, ...]
    mistake: str


class ReadingForm:
    """The marks of some papers as they are typed, a key for each; what is well typed is kept, whatever else is not."""

    def __init__(
        self,
        sheet: Sheet,
        subjects: Sequence[str],
        numbers: Sequence[int],
        kept: dict[int, Reading],
        sent: QueryDict | None = None,
    ) -> None:
        self.sheet, self.subjects = sheet, subjects
        self.readings: dict[int, Reading] = {}
        self.papers = [self._paper(number, kept.get(number), sent) for number in numbers]
        self.mistakes = [paper for paper in self.papers if paper.mistake]

    def _paper(self, number: int, kept: Reading | None, sent: QueryDict | None) -> Paper:
        names = [f"p{number}s{order}" for order in range(len(self.subjects))]
        if sent is None:
            typed, mistake = (typed_again(kept, self.sheet) if kept else []), ""
        else:
            typed = [sent.get(name, "").strip() for name in names]
            mistake = self._read(number, typed)
        typed += [""] * (len(names) - len(typed))
        blanks = zip(names, self.subjects, typed, strict=True)
        return Paper(number, tuple(Blank(*each) for each in blanks), mistake)

    def _read(self, number: int, typed: Sequence[str]) -> str:
        try:
            found = read_paper(typed, self.sheet)
        except MistypedPaper as mistake:
            return str(mistake)
        if found is not None:
            self.readings[number] = found
        return ""


def remarks_in(sent: QueryDict, prompts: int, characters: int) -> list[list[str]]:
    """What was written on papers, one line each under its prompt, each cut at what a ballot holds."""
    return [
        [line.strip()[:characters] for line in sent.get(f"r{prompt}", "").splitlines() if line.strip()]
        for prompt in range(prompts)
    ]
