"""How results are said: pieces with their classes and channels, rates with their counts, weights with their formula."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from zhengyou.ui.wording import percent_text

from ..queries.results import counts
from ..queries.rounds import channel_words
from ..rules.counting import Rates
from ..rules.outcome import Outcome, Part, best_score, by_formula, outcome
from ..rules.policies import FORMULA, PASS_MARK, REDO_BELOW, RETURN_PERCENT
from ..rules.privacy import Group
from ..rules.sheets import Sheet, from_json


@dataclass(frozen=True)
class Rated:
    """Three rates of one question, each as "83%（25/30）"; the score as "8.4（30人）"."""

    strict: str
    broad: str
    scored: str
    valid: int


def rated(found: Rates) -> Rated:
    """Rates as they are printed."""
    return Rated(
        _share(found.strict, found.valid), _share(found.broad, found.valid), _score(found), found.valid
    )


def _share(value: Fraction | None, valid: int) -> str:
    return percent_text(int((value or 0) * valid), valid)


def _score(found: Rates) -> str:
    if found.scored is None:
        return _("—（0份回答）")
    return _("%(score).1f分（%(n)s份回答）") % {"score": float(found.scored), "n": found.valid}


def group_words(groups: Iterable[Group], names: Mapping[int, str]) -> str:
    """The classes and channels of a piece in words: "党员（网上）、服务对象（网上、电话抽样）"."""
    words = channel_words()
    by_class: dict[int, list[str]] = {}
    for group in sorted(groups):
        by_class.setdefault(group.rater_class, []).append(words[group.channel])
    return "、".join(f"{names[rater]}（{'、'.join(found)}）" for rater, found in by_class.items())


@dataclass(frozen=True)
class Question:
    """One item about one subject: what was asked, what came of it, the counts of each option, the weighing."""

    label: str
    rates: Rated
    bins: list[tuple[str, int]]
    finding: str
    weighed: str
    formula: str


@dataclass(frozen=True)
class About:
    """One subject with its questions, and all of them as one."""

    name: str
    questions: list[Question]
    whole: Question
    marks: list[str]
    before: str


@dataclass(frozen=True)
class Told:
    """One piece with the numbers of its ballots, and its counts by item for whoever counts again."""

    key: int
    words: str
    part: Part
    counts: list[tuple[str, list[int]]]


class Speaker:
    """Says what came of one round; its sheet, classes and weights are read once."""

    def __init__(self, row: Any) -> None:
        self.row = row
        self.sheet: Sheet = from_json(row.sheet)
        self.names = counts.class_names(row)
        self.weights = counts.weights(row)
        self.formula = int(row.policies.get(FORMULA.key, FORMULA.default))

    def question(self, label: str, parts: Sequence[Part], asked: Sequence[tuple[int, int]]) -> Question:
        """One question, or several taken as one."""
        found = outcome(self.sheet, parts, self.weights, asked)
        options = self.sheet.items[asked[0][1]].options
        bins = [(option.label, n) for option, n in zip(options, found.rates.counts, strict=False)]
        most = max(bins, key=lambda one: one[1], default=("", 0))
        finding = _("%(label)s：选“%(option)s”的最多，%(n)s份") % {
            "label": label,
            "option": most[0],
            "n": most[1],
        }
        return Question(label, rated(found.rates), bins, finding, self._weighed(found), self._how(found))

    def _weighed(self, found: Outcome) -> str:
        value = by_formula(found, self.formula, best_score(self.sheet))
        return "—" if value is None else f"{float(value * 100):.1f}%"

    def _how(self, found: Outcome) -> str:
        """The formula of the weighted rate, with its numbers."""
        weighed = [share for share in found.shares if share.weight and share.rates.valid]
        whole = sum(share.weight for share in weighed)
        if not whole:
            return ""
        terms = []
        for share in weighed:
            named = "、".join(self.names[one] for one in sorted(share.classes))
            shared = (
                _("%(names)s合在一起，权重共%(weight)s")
                if len(share.classes) > 1
                else _("%(names)s，权重%(weight)s")
            )
            told = shared % {"names": named, "weight": share.weight}
            terms.append(f"{self._rate(share.rates)}×{share.weight}（{told}）")
        return f"（{' ＋ '.join(terms)}）÷{whole}"

    def _rate(self, found: Rates) -> str:
        if self.formula == 3:
            return _score(found)
        return _share(found.strict if self.formula == 1 else found.broad, found.valid)

    def about(self, name: str, parts: Sequence[Part], subject: int, before: str = "") -> About:
        """One subject: every item, and all items as one."""
        items = range(len(self.sheet.items))
        asked = [(subject, item) for item in items]
        whole = outcome(self.sheet, parts, self.weights, asked)
        return About(
            name=name,
            questions=[
                self.question(self.sheet.items[item].label, parts, [(subject, item)]) for item in items
            ],
            whole=self.question(_("各项合计"), parts, asked),
            marks=self._marks(by_formula(whole, self.formula, best_score(self.sheet))),
            before=before,
        )

    def _marks(self, value: Fraction | None) -> list[str]:
        """How the result lies to the marks of the policies, as sentences; what follows people decide."""
        if value is None:
            return []
        shown, found = f"{float(value * 100):.1f}%", []
        for kind in (REDO_BELOW, PASS_MARK):
            mark = int(self.row.policies.get(kind.key, kind.default))
            words = {
                "rule": kind.sentence.format(value=mark),
                "source": kind.source,
                "shown": shown,
                "mark": mark,
            }
            below = _("%(rule)s（%(source)s）。这里是%(shown)s，低于%(mark)s%%；怎么办由组织评议的单位定。")
            reached = _("%(rule)s（%(source)s）。这里是%(shown)s，不低于%(mark)s%%。")
            found.append((below if value * 100 < mark else reached) % words)
        return found

    def told(self, parts: Sequence[Part]) -> list[Told]:
        """The pieces of an urn as a table shows them."""
        rows = []
        for part in parts:
            items = [
                (item.label, list(part.counts.get((0, place), [0] * len(item.options))))
                for place, item in enumerate(self.sheet.items)
            ]
            rows.append(Told(part.key, group_words(part.groups, self.names), part, items))
        return rows

    def returns(self) -> tuple[list[tuple[str, str]], str]:
        """How many came back, by class and channel and in all, and how that lies to what the policies ask."""
        rows, in_all = counts.returned(self.row)
        table = [
            (group_words(one.groups, self.names), percent_text(one.returned, one.issued)) for one in rows
        ]
        if not rows:
            return [], ""
        issued, back = in_all.issued, in_all.returned
        percent = int(self.row.policies.get(RETURN_PERCENT.key, RETURN_PERCENT.default))
        words = {"share": percent_text(back, issued), "percent": percent}
        enough = back * 100 >= percent * issued
        sentence = (
            _("收回%(share)s，规定要收回%(percent)s%%，够了。")
            if enough
            else _("收回%(share)s，规定要收回%(percent)s%%，不够；算不算数由组织评议的单位定。")
        )
        return table, sentence % words
