"""What is typed for a round of inspection: its scheme, and what was seen at a unit."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhengyou.ui.widgets import DayInput

from ..actions.inspections import Chosen, Scheme, Stratum
from ..actions.visits import Seen
from ..queries.inspections.rounds import KINDS, METHODS, SECTORS
from ..queries.inspections.visits import FINE, PROBLEM, VERDICTS, Line
from .records import Choices

ROWS, MORE, MOST_ROWS = 2, 2, 12
NOT_LOOKED = "not_looked"
_NO_DATE = gettext_lazy("这不是一个日期，请写成 2026-07-01 这样。")
_HOW_MANY = re.compile(r"(\d{1,4})\s*(%|％)?")


@dataclass(frozen=True, kw_only=True)
class Known:
    """What a scheme is chosen from: people, items of standards, tasks, and the units below by code and by name."""

    inspectors: Choices
    items: Choices
    tasks: Choices
    units: dict[str, int]


def _day(label: Any, lacking: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=DayInput,
        help_text=help_text,
        error_messages={"required": lacking, "invalid": _NO_DATE},
    )


def _ticks(
    label: Any, choices: Choices, *, required: bool, lacking: Any = ""
) -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label=label,
        choices=choices,
        coerce=int,
        required=required,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": lacking} if lacking else {},
    )


class SchemeForm(forms.Form):
    """A scheme: why, who, what is looked at, which units, when, and the seed."""

    title = forms.CharField(
        label=gettext_lazy("这一轮叫什么"),
        max_length=80,
        error_messages={"required": gettext_lazy("请给这一轮写个名字，比如“第四季度督查”。")},
    )
    purpose = forms.CharField(
        label=gettext_lazy("为什么查"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("请用一两句写为什么查。")},
    )
    methods = forms.MultipleChoiceField(
        label=gettext_lazy("怎么查"),
        choices=METHODS,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("系统里有的先看系统里的，不要单位另交材料。"),
        error_messages={"required": gettext_lazy("请至少勾一种。")},
    )
    unannounced = forms.ChoiceField(
        label=gettext_lazy("打不打招呼"),
        choices=[
            ("", gettext_lazy("先通知，开始督查时单位看到")),
            ("1", gettext_lazy("不打招呼，反馈时单位才看到")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    own = forms.CharField(
        label=gettext_lazy("看什么，一行一条"),
        required=False,
        help_text=gettext_lazy("下面还可以从标准、任务里选。"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    draw_on = _day(
        gettext_lazy("哪天抽签"),
        gettext_lazy("请选抽签的日子。"),
        gettext_lazy("种子词要先公布，至少隔一天才能抽。"),
    )
    opens_on = _day(gettext_lazy("哪天开始查"), gettext_lazy("请选开始查的日子。"))
    closes_on = _day(gettext_lazy("哪天以前查完"), gettext_lazy("请选查完的日子。"))
    seed = forms.CharField(
        label=gettext_lazy("种子词"),
        max_length=60,
        min_length=4,
        help_text=gettext_lazy("随便写一句话，四个字以上。它和方案一起公布，抽签时再接上谁也猜不到的一段。"),
        error_messages={
            "required": gettext_lazy("请写一句种子词。"),
            "min_length": gettext_lazy("种子词太短，请写四个字以上。"),
        },
    )
    public_name = forms.CharField(
        label=gettext_lazy("用哪个公开号码"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("比如“体彩排列五”。不填就用台账的链上摘要。"),
    )
    public_on = forms.DateField(
        label=gettext_lazy("号码哪天公布"),
        required=False,
        widget=DayInput,
        error_messages={"invalid": _NO_DATE},
    )

    def __init__(self, *args: Any, known: Known, rows: int = ROWS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known, self.rows = known, min(rows, MOST_ROWS)
        self.fields["inspectors"] = _ticks(
            _("派谁去"), known.inspectors, required=True, lacking=_("请至少派一位同志。")
        )
        self.fields["items"] = _ticks(_("看标准里的哪几条"), known.items, required=False)
        self.fields["tasks"] = _ticks(_("看哪几项任务"), known.tasks, required=False)
        for number in range(self.rows):
            self._add_stratum(number)
            self._add_unit(number)
        self.folded = [
            _("从标准里选几条来看"),
            _("从任务里选几项来看"),
            _("点名的单位（比如先进的、上次有问题的）"),
            _("用公开号码抽签（不打招呼的不能用）"),
        ]
        self.groups = list(self._groups())

    def _add_stratum(self, number: int) -> None:
        n = {"n": number + 1}
        self.fields[f"sector_{number}"] = forms.ChoiceField(
            label=_("第%(n)s类，领域") % n, choices=[("", _("各领域")), *SECTORS], required=False
        )
        self.fields[f"kind_{number}"] = forms.ChoiceField(
            label=_("第%(n)s类，哪种组织") % n, choices=[("", _("各类组织")), *KINDS], required=False
        )
        self.fields[f"many_{number}"] = forms.CharField(
            label=_("第%(n)s类，抽几个") % n,
            required=False,
            max_length=6,
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
            help_text=_("写个数或者比例，比如 5 或 10%。不写就不抽这一类。") if number == 0 else "",
        )

    def _add_unit(self, number: int) -> None:
        n = {"n": number + 1}
        self.fields[f"unit_{number}"] = forms.CharField(
            label=_("点名的第%(n)s个单位") % n,
            required=False,
            max_length=120,
            help_text=_("写全称或者编号。点名的公开写明是点名的，不算抽中的。") if number == 0 else "",
        )
        self.fields[f"why_{number}"] = forms.CharField(
            label=_("为什么点名") if number == 0 else _("第%(n)s个为什么点名") % n,
            required=False,
            max_length=200,
        )

    def _groups(self) -> Iterator[tuple[str, list[str]]]:
        rows = range(self.rows)
        items, tasks, chosen, number = self.folded
        yield _("查什么"), ["title", "purpose", "own"]
        yield items, ["items"]
        yield tasks, ["tasks"]
        yield _("怎么查"), ["methods", "unannounced", "inspectors"]
        yield (
            _("抽哪几类单位"),
            [f"{name}_{row}" for row in rows for name in ("sector", "kind", "many")],
        )
        yield (
            chosen,
            [f"{name}_{row}" for row in rows for name in ("unit", "why")],
        )
        yield _("什么时候"), ["draw_on", "opens_on", "closes_on"]
        yield _("种子词"), ["seed"]
        yield number, ["public_name", "public_on"]

    def clean(self) -> dict[str, Any]:
        """Rows that hang together, days in their order, and a number only with its day."""
        data = super().clean() or {}
        data["strata"], data["chosen"] = list(self._strata(data)), list(self._chosen(data))
        if not data["strata"] and not data["chosen"] and not self.errors:
            self.add_error("many_0", _("请至少写一类抽几个，或者点名一个单位。"))
        if not self._lines(data) and not self.errors:
            self.add_error("own", _("清单上至少要有一条：勾标准、任务，或者在这里写。"))
        if data.get("public_name") and not data.get("public_on") and "public_on" not in self.errors:
            self.add_error("public_on", _("请选号码公布的日子。"))
        if data.get("public_on") and not data.get("public_name"):
            self.add_error("public_name", _("选了公布的日子，没有写是哪个号码。"))
        return data

    def _lines(self, data: dict[str, Any]) -> bool:
        return bool(data.get("items") or data.get("tasks") or data.get("own", "").strip())

    def _strata(self, data: dict[str, Any]) -> Iterator[Stratum]:
        for number in range(self.rows):
            sector, kind = data.get(f"sector_{number}", ""), data.get(f"kind_{number}", "")
            many = data.get(f"many_{number}", "").strip()
            found = _HOW_MANY.fullmatch(many)
            if not many and (sector or kind):
                self.add_error(f"many_{number}", _("选了哪一类，没有写抽几个。"))
            elif many and (found is None or int(found[1]) < 1 or (found[2] and int(found[1]) > 100)):
                self.add_error(f"many_{number}", _("请写个数或者比例，比如 5 或 10%。"))
            elif found and found[2]:
                yield Stratum(sector, kind, percent=int(found[1]))
            elif found:
                yield Stratum(sector, kind, number=int(found[1]))

    def _chosen(self, data: dict[str, Any]) -> Iterator[Chosen]:
        seen: set[int] = set()
        for number in range(self.rows):
            text, why = data.get(f"unit_{number}", "").strip(), data.get(f"why_{number}", "").strip()
            key = self.known.units.get(text)
            if not text and why:
                self.add_error(f"unit_{number}", _("写了为什么，没有写是哪个单位。"))
            elif text and key is None:
                self.add_error(
                    f"unit_{number}", _("本组织下面没有叫这个名字的单位，或者同名的不止一个。请写编号。")
                )
            elif key is not None and key in seen:
                self.add_error(f"unit_{number}", _("这个单位写了两遍。"))
            elif key is not None and not why:
                self.add_error(f"why_{number}", _("请写为什么点名，公开页上看得到。"))
            elif key is not None:
                seen.add(key)
                yield Chosen(key, why)

    def scheme(self) -> Scheme:
        """The scheme as the action takes it."""
        data = self.cleaned_data
        same = (
            "title",
            "purpose",
            "methods",
            "draw_on",
            "opens_on",
            "closes_on",
            "seed",
            "public_name",
            "public_on",
        )
        more = ("inspectors", "items", "tasks", "strata", "chosen")
        return Scheme(
            **{name: data[name] for name in (*same, *more)},
            unannounced=bool(data["unannounced"]),
            own=[line.strip()[:200] for line in data["own"].splitlines() if line.strip()],
        )


class VisitForm(forms.Form):
    """What was seen at a unit: for each line fine, a problem (what), or not looked at."""

    visited_on = forms.DateField(
        label=gettext_lazy("哪天去查的"),
        error_messages={"required": gettext_lazy("请选去查的那一天。"), "invalid": _NO_DATE},
    )
    methods = forms.MultipleChoiceField(
        label=gettext_lazy("怎么查的"),
        choices=METHODS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("请至少勾一种。")},
    )
    good = forms.CharField(
        label=gettext_lazy("好的做法"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("写一件具体的事，通报里可以写明是哪个单位；没有就不写。"),
    )

    def __init__(self, *args: Any, lines: Sequence[Line], first: date, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        self.fields["visited_on"].widget = DayInput({"min": first.isoformat(), "max": today.isoformat()})
        self.groups: list[tuple[str, list[str]]] = []
        for number, one in enumerate(lines, 1):
            self.groups.append((f"{number}. {one.line.text}", self._add_line(one)))
        self.groups.append((_("这次去查"), ["visited_on", "methods", "good"]))

    def _add_line(self, one: Line) -> list[str]:
        verdict, problem = f"verdict_{one.line.pk}", f"problem_{one.line.pk}"
        found = one.finding
        self.fields[verdict] = forms.ChoiceField(
            label=_("看到的"),
            choices=[*VERDICTS, (NOT_LOOKED, _("没有看"))],
            widget=forms.RadioSelect,
            initial=found.verdict if found else NOT_LOOKED,
            error_messages={"required": _("请选一项；没有看的选“没有看”。")},
        )
        self.fields[problem] = forms.CharField(
            label=_("什么问题"),
            required=False,
            max_length=120,
            initial=found.problem if found else "",
            help_text=_("一句话说清，反馈以后就照这句话开一件整改。"),
            error_messages={"max_length": _("这一行最多120个字，请写短些。")},
        )
        return [verdict, problem]

    def clean(self) -> dict[str, Any]:
        """A problem says what it is, and nothing else does."""
        data = super().clean() or {}
        for one in self.lines:
            verdict, problem = data.get(f"verdict_{one.line.pk}", ""), data.get(f"problem_{one.line.pk}", "")
            if verdict == PROBLEM and not problem and f"problem_{one.line.pk}" not in self.errors:
                self.add_error(f"problem_{one.line.pk}", _("请写是什么问题。"))
            if problem and verdict != PROBLEM:
                self.add_error(
                    f"verdict_{one.line.pk}", _("下面写了问题，请选“有问题”；看错了就把那句话删掉。")
                )
        return data

    def seen(self) -> Seen:
        """What was seen as the action takes it."""
        data = self.cleaned_data
        found = {one.line.pk: data[f"verdict_{one.line.pk}"] for one in self.lines}
        return Seen(
            visited_on=data["visited_on"],
            methods=data["methods"],
            good=data["good"],
            lines={
                key: "" if verdict == FINE else data[f"problem_{key}"]
                for key, verdict in found.items()
                if verdict != NOT_LOOKED
            },
        )
