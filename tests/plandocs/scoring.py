"""How well a reading agrees with a gold one: precision, recall and F1 by kind, and every miss by name.

An item of the reading and one of the gold match when they stand on the same line of the file, the gold key occurs in
the item's words (compared in simplified script, without blanks and punctuation) and everything else the gold line
judges is equal. Each item matches at most one, by the pairing that matches most. What is judged besides line and key:

documents   kind, first and last line               document facts  issuer, number, both dates, period, script
sections    label, level                            phases          ordinal, start, end
standards   whom it is for; the whole label         items           standard and label, at any line
tasks       (nothing else)                          task facts      owner, date, due, every, phase, each by itself
targets     comparator, quantity, upper, unit, period
people      post, the whole name                    mechanisms      the whole name, at any line
defects     code, line (any line for those about the whole document)

A document or task that was not found costs its facts too; one that was made up has its facts counted as wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.plandocs.gold.form import UNJUDGED, Gold
from tests.plandocs.gold.items import Item, found, found_document, wanted, wanted_document
from zhengyou.plandocs import Reading
from zhengyou.plandocs.cleaning import simplified

KINDS = (
    "documents", "document facts", "sections", "phases", "standards", "items", "tasks", "task facts", "targets",
    "people", "mechanisms", "defects",
)  # fmt: skip


@dataclass
class Tally:
    """What was found, missed and made up of one kind."""

    hits: int = 0
    missed: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)

    def f1(self) -> float:
        wrong = len(self.missed) + len(self.extra)
        return 2 * self.hits / (2 * self.hits + wrong) if self.hits or wrong else 1.0

    def precision(self) -> float:
        return self.hits / (self.hits + len(self.extra)) if self.hits or self.extra else 1.0

    def recall(self) -> float:
        return self.hits / (self.hits + len(self.missed)) if self.hits or self.missed else 1.0


Score = dict[str, Tally]


def score(name: str, reading: Reading, gold: list[Gold]) -> Score:
    """The tallies of one file by kind. `name` begins the lines that tell its misses."""
    result: Score = {kind: Tally() for kind in KINDS}
    want = [wanted_document(one) for one in gold]
    got = [found_document(document, reading) for document in reading.documents]
    pairs = _count(result["documents"], name, want, got)
    _count_facts(result["document facts"], name, want, got, pairs)
    for index, one in enumerate(gold):
        document = reading.documents[pairs[index]] if index in pairs else None
        items = found(document, reading)
        at = f"{name} {one.title[-8:]}"
        for kind, of_kind in wanted(one).items():
            matched = _count(result[kind], at, of_kind, items.get(kind, []))
            if kind == "tasks":
                _count_facts(result["task facts"], at, of_kind, items.get(kind, []), matched)
    return result


def added(scores: Iterable[Score]) -> Score:
    """Several scores as one."""
    total: Score = {kind: Tally() for kind in KINDS}
    for one in scores:
        for kind, tally in one.items():
            _add(total[kind], tally)
    return total


def overall(result: Score) -> Tally:
    """All kinds together."""
    total = Tally()
    for tally in result.values():
        _add(total, tally)
    return total


def as_table(result: Score) -> str:
    """The figures by kind, and below them what was missed and what was made up."""
    rows = [f"{'kind':16}{'gold':>6}{'hits':>6}{'missed':>8}{'extra':>7}{'P':>8}{'R':>8}{'F1':>8}"]
    for kind, tally in [*result.items(), ("overall", overall(result))]:
        missed, extra = len(tally.missed), len(tally.extra)
        rows.append(
            f"{kind:16}{tally.hits + missed:6}{tally.hits:6}{missed:8}{extra:7}"
            f"{tally.precision():8.3f}{tally.recall():8.3f}{tally.f1():8.3f}"
        )
    for kind, tally in result.items():
        rows += [f"missed {kind}: {one}" for one in tally.missed]
        rows += [f"extra {kind}: {one}" for one in tally.extra]
    return "\n".join(rows)


def plain(text: str) -> str:
    """Words for comparison."""
    return "".join(char for char in simplified(text).lower() if char.isalnum() or char == "%")


def accepts(want: Item, got: Item) -> bool:
    """Whether what was read is what the gold asks for."""
    if want.line is not None and want.line != got.line:
        return False
    if not all(_same(a, b) for a, b in zip(want.must, got.must, strict=True)):
        return False
    words, keys = plain(got.words), [plain(key) for key in want.words.split("/")]
    return words in keys if want.whole else any(key in words for key in keys)


def pairing(want: list[Item], got: list[Item]) -> dict[int, int]:
    """The largest one-to-one matching of wanted to read items, judged ones before optional ones."""
    owner: dict[int, int] = {}

    def place(index: int, tried: set[int]) -> bool:
        for at, item in enumerate(got):
            if at not in tried and accepts(want[index], item):
                tried.add(at)
                if at not in owner or place(owner[at], tried):
                    owner[at] = index
                    return True
        return False

    for index in sorted(range(len(want)), key=lambda i: want[i].optional):
        place(index, set())
    return {index: at for at, index in owner.items()}


def _add(total: Tally, tally: Tally) -> None:
    total.hits += tally.hits
    total.missed += tally.missed
    total.extra += tally.extra


def _same(want: str, got: str) -> bool:
    return want == UNJUDGED or (plain(got) in [plain(one) for one in want.split("/")] if want else not got)


def _count(tally: Tally, name: str, want: list[Item], got: list[Item]) -> dict[int, int]:
    pairs = pairing(want, got)
    judged = [index for index, item in enumerate(want) if not item.optional]
    tally.hits += sum(index in pairs for index in judged)
    tally.missed += [f"{name} {want[index]}" for index in judged if index not in pairs]
    taken = set(pairs.values())
    tally.extra += [f"{name} {item}" for at, item in enumerate(got) if at not in taken]
    return pairs


def _count_facts(tally: Tally, name: str, want: list[Item], got: list[Item], pairs: dict[int, int]) -> None:
    for index, item in enumerate(want):
        if not item.optional:
            _facts(tally, f"{name} {item}", item.facts, got[pairs[index]].facts if index in pairs else {})
    taken = set(pairs.values())
    for at, item in enumerate(got):
        if at not in taken:
            _facts(tally, f"{name} {item}", {}, item.facts)


def _facts(tally: Tally, name: str, want: dict[str, str], got: dict[str, str]) -> None:
    for fact in {**want, **got}:
        asked, read = want.get(fact, ""), got.get(fact, "")
        if asked == UNJUDGED:
            continue
        if asked and read and _same(asked, read):
            tally.hits += 1
            continue
        tally.missed += [f"{name} {fact}={asked}"] if asked else []
        tally.extra += [f"{name} {fact}={read}"] if read else []
