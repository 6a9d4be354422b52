"""What is typed for a self-check: a round, one item of a sheet, the exemplar."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhengyou.ui.widgets import DayInput
from zhengyou.ui.wording import day_text

from ..actions.selfcheck_rounds import Opening
from ..actions.selfchecks import Entry, Exemplar
from ..queries.audiences import KINDS, SECTORS
from ..rules.selfchecks import Known, Suggested
from .folding import FoldedTicks
from .records import Choices

_NO_DATE = gettext_lazy("这不是一个日期，请写成 2026-07-01 这样。")
_VERDICTS = [("met", gettext_lazy("达到了，有依据")), ("gap", gettext_lazy("有差距"))]


class ItemForm(forms.Form):
    """One item of a sheet: the own mark, met or not, what it rests on or what is done about it. It may be kept half
    filled in; only "met" without anything it rests on is refused. With `carried` the measure of the last round stands
    for this one and is not asked again."""

    partial = True

    def __init__(
        self,
        *args: Any,
        most: int,
        suggested: Sequence[Suggested],
        known: Sequence[Known],
        people: Choices,
        today: date,
        carried: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.carried = today, carried
        marks = [("", _("还没有打")), *((str(n), str(n)) for n in range(most, -1, -1))]
        self.fields["mark"] = forms.TypedChoiceField(
            label=_("自评几分"), choices=marks, required=False, coerce=int, empty_value=None
        )
        self.fields["verdict"] = forms.ChoiceField(
            label=_("达到了没有"),
            choices=_VERDICTS[1:] if carried else _VERDICTS,
            required=False,
            widget=forms.RadioSelect,
        )
        self._add_evidence(suggested, known)
        if not carried:
            self._add_measure(people)
        self.groups = list(self._groups())
        self.folded = [] if self["verdict"].value() == "gap" else [_("有差距的，怎么补")]

    def _add_evidence(self, suggested: Sequence[Suggested], known: Sequence[Known]) -> None:
        first = [(one.known.key, self._word(one.known, one)) for one in suggested]
        taken = {key for key, _word in first}
        rest = [(one.key, self._word(one)) for one in known if one.key not in taken]
        if first:
            self.fields["suggested"] = forms.MultipleChoiceField(
                label=_("可能用得上的，系统里已有"),
                choices=first,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text=_("按相同的词找出来的，只供参考，用得上的才勾。"),
            )
        if rest:
            summary = (
                _("还有%(n)s条记录") % {"n": len(rest)} if first else _("%(n)s条记录") % {"n": len(rest)}
            )
            self.fields["others"] = forms.MultipleChoiceField(
                label=_("其他已有的") if first else _("系统里已有的"),
                choices=rest,
                required=False,
                widget=FoldedTicks(summary, names=False),
            )
        self.fields["words"] = forms.CharField(
            label=_("系统里没有记录的，写一件看得见的事"),
            required=False,
            max_length=300,
            help_text=_("审核的人会看到“没有记录”几个字。"),
            error_messages={"max_length": _("最多300个字，写最要紧的一件。")},
        )

    def _word(self, one: Known, why: Suggested | None = None) -> str:
        day = day_text(one.day, today=self.today)
        told = _("%(title)s（%(kind)s，%(day)s）") % {"title": one.title, "kind": one.kind, "day": day}
        if why is None:
            return told
        if why.named:
            return _("%(told)s 写明是这一项的") % {"told": told}
        return _("%(told)s 相同的词：%(words)s") % {"told": told, "words": "、".join(why.words)}

    def _add_measure(self, people: Choices) -> None:
        self.fields["gap"] = forms.CharField(
            label=_("差在哪里"),
            required=False,
            max_length=120,
            help_text=_("一句话，审核同意后就是这件整改的名称。"),
            error_messages={"max_length": _("这一行最多120个字，怎么补请写在下面。")},
        )
        self.fields["measure"] = forms.CharField(
            label=_("怎么补"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
        )
        self.fields["responsible"] = forms.TypedChoiceField(
            label=_("谁负责"),
            choices=[("", _("请选择")), *people],
            required=False,
            coerce=int,
            empty_value=None,
        )
        self.fields["due_on"] = forms.DateField(
            label=_("哪天以前补上"), required=False, widget=DayInput, error_messages={"invalid": _NO_DATE}
        )

    def _groups(self) -> Iterator[tuple[str, list[str]]]:
        yield "", ["mark", "verdict"]
        yield _("依据"), [name for name in self.fields if name in ("suggested", "others", "words")]
        if not self.carried:
            yield _("有差距的，怎么补"), ["gap", "measure", "responsible", "due_on"]

    @property
    def ticked(self) -> list[str]:
        """The keys of all that is ticked."""
        return [*self.cleaned_data.get("suggested", ()), *self.cleaned_data.get("others", ())]

    def clean(self) -> dict[str, Any]:
        """ "Met" rests on something; what is ticked is not written once more; a day to come."""
        data = super().clean() or {}
        words = data.get("words", "")
        if data.get("verdict") == "met" and not self.ticked and not words and "words" not in self.errors:
            where = next(name for name in ("suggested", "others", "words") if name in self.fields)
            self.add_error(
                where, _("写了“达到了”，还没有依据。请勾一条系统里的记录；没有记录的，写一件看得见的事。")
            )
        if words and self.ticked:
            self.add_error("words", _("已经勾了记录，就不用另写。要另写的，请去掉勾。"))
        if data.get("verdict") == "gap" and data.get("due_on") and data["due_on"] < self.today:
            self.add_error("due_on", _("期限已经过去了。请选今天或以后的日子。"))
        return data

    def entry(self) -> Entry:
        """The item as the action takes it."""
        data = self.cleaned_data
        asked = (
            "mark",
            "verdict",
            "words",
            *(() if self.carried else ("gap", "measure", "responsible", "due_on")),
        )
        return Entry(evidence=self.ticked, **{name: data[name] for name in asked})


class RoundForm(forms.Form):
    """A round as it is opened."""

    standard = forms.TypedChoiceField(
        label=gettext_lazy("对照哪个标准"),
        coerce=int,
        widget=forms.HiddenInput,
        error_messages={"required": gettext_lazy("请选对照哪个标准。")},
    )
    name = forms.CharField(
        label=gettext_lazy("叫什么"),
        max_length=60,
        error_messages={"required": gettext_lazy("请给这一轮写个名字，比如“年中自查”。")},
    )
    due_on = forms.DateField(
        label=gettext_lazy("哪天以前交"),
        widget=DayInput,
        error_messages={"required": gettext_lazy("请选交自查表的期限。"), "invalid": _NO_DATE},
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("由哪些组织自查"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("请至少勾一种组织。")},
    )
    sectors = forms.MultipleChoiceField(
        label=gettext_lazy("只限哪些领域"),
        required=False,
        choices=SECTORS,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("不限领域就不勾。"),
    )

    def __init__(self, *args: Any, standards: Choices, counts: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["standard"]).choices = standards
        cast(forms.ChoiceField, self.fields["kinds"]).choices = [
            (kind, _("%(kind)s（%(n)s个）") % {"kind": word, "n": counts[kind]})
            for kind, word in KINDS
            if counts.get(kind)
        ]
        self.folded = [_("只限某些领域的组织")]
        self.groups = [("", ["name", "due_on", "kinds"]), (self.folded[0], ["sectors"])]

    def opening(self) -> Opening:
        """The round as the action takes it."""
        return Opening(**self.cleaned_data)


class ExemplarForm(forms.Form):
    """Whom one measures oneself by: one of those found, why, and what lies between."""

    organisation = forms.TypedChoiceField(
        label=gettext_lazy("选哪一个"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选一个组织作标杆。")},
    )
    reason = forms.CharField(
        label=gettext_lazy("为什么选它"),
        max_length=300,
        error_messages={"required": gettext_lazy("请写为什么选它，一句话就行。")},
    )
    gap = forms.CharField(
        label=gettext_lazy("和它差在哪里"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, found: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["organisation"]).choices = found

    def exemplar(self) -> Exemplar:
        """The exemplar as the action takes it."""
        return Exemplar(**self.cleaned_data)
