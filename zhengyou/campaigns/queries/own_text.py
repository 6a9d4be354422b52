"""What of a plan is its own, beside its superior's plan and its organisation's former ones."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.http import Http404

from zhengyou.organisations.queries import standing_place
from zhengyou.plandocs.comparison import Comparison, Paragraph, Stream, compare, coverage

from ..models.plans import Plan
from .likeness import former, superior_of_text, text_of
from .side_by_side import Pair, pair

OWN, INHERITED, FORMER = "own", "inherited", "former"
_FORMER_SHOWN = 8
_PASSAGES_SHOWN = 30
# A line with fewer own characters is a heading or a joint; it folds away with the text around it.
_OWN_LINE = 6


@dataclass(frozen=True)
class Block:
    """Lines that follow each other: with own text in them, or wholly taken over (`folded`), then of `units` characters
    from `sources` (INHERITED, FORMER)."""

    folded: bool
    paragraphs: list[Paragraph]
    units: int
    sources: list[str]


@dataclass(frozen=True)
class Other:
    """Another plan that was compared: `relation` is INHERITED for the superior's, FORMER for one's own."""

    plan: Plan
    relation: str
    organisation: str
    text: Stream
    found: Comparison


@dataclass(frozen=True)
class OwnText:
    """A plan's text by where it comes from, counted in characters, and the plans it was held against."""

    units: int
    own: int
    inherited: int
    former: int
    blocks: list[Block]
    others: list[Other]
    chosen: Other | None
    pairs: list[Pair]
    more_pairs: int


def own_text(plan: Plan, day: date, chosen: int | None = None) -> OwnText:
    """A plan from `queries.plans.plan` held against what its organisation may see: the plan in force above it and its
    own former plans. `chosen` is the one to show passages of, by default the likest; Http404 for any other plan."""
    ours = text_of(plan)
    others = _others(plan, ours, day)
    sources = _sources(ours, others)
    shown = _chosen(others, chosen)
    passages = shown.found.passages if shown else ()
    counts = Counter(sources)
    return OwnText(
        units=len(ours),
        own=counts[OWN],
        inherited=counts[INHERITED],
        former=counts[FORMER],
        blocks=list(blocks(ours, sources)),
        others=others,
        chosen=shown,
        pairs=[pair(ours, shown.text, passage) for passage in passages[:_PASSAGES_SHOWN]] if shown else [],
        more_pairs=max(0, len(passages) - _PASSAGES_SHOWN),
    )


def _others(plan: Plan, ours: Stream, day: date) -> list[Other]:
    """The superior's plan, then the former ones, the likest first."""
    above = superior_of_text(plan, day)
    before = [_other(ours, one, FORMER, "") for one in former(plan, limit=_FORMER_SHOWN)]
    before.sort(key=lambda other: -other.found.first.share)
    if above is None:
        return before
    return [_other(ours, above, INHERITED, _issuer(above, day)), *before]


def _issuer(plan: Plan, day: date) -> str:
    """The name of a superior plan's organisation."""
    return standing_place(plan.organisation_id, day).name


def _other(ours: Stream, plan: Plan, relation: str, organisation: str) -> Other:
    text = text_of(plan)
    return Other(plan, relation, organisation, text, compare(ours, text))


def _sources(ours: Stream, others: Sequence[Other]) -> list[str]:
    """Where each unit comes from; what stands in the superior's plan counts as inherited wherever else it stands."""
    found = [OWN] * len(ours)
    for other in reversed(others):
        for at, known in enumerate(coverage(ours, other.text)):
            if known:
                found[at] = other.relation
    return found


def _chosen(others: Sequence[Other], chosen: int | None) -> Other | None:
    if chosen is None:
        return max(others, key=lambda other: other.found.first.share, default=None)
    for other in others:
        if other.plan.pk == chosen:
            return other
    raise Http404


def blocks(ours: Stream, sources: Sequence[str]) -> Iterator[Block]:
    """The lines in their order; neighbours without text of their own fold into one block."""
    paragraphs = ours.paragraphs(0, len(ours), sources)
    counts: dict[int, Counter[str]] = {}
    for line, source in zip(ours.line_of, sources, strict=True):
        counts.setdefault(line, Counter())[source] += 1

    def folds(paragraph: Paragraph) -> bool:
        count = counts[paragraph.line]
        return count[OWN] < min(_OWN_LINE, count.total())

    for folded, group in groupby(paragraphs, folds):
        lines = list(group)
        total = sum((counts[one.line] for one in lines), Counter[str]())
        taken = [source for source in (INHERITED, FORMER) if total[source]]
        yield Block(folded, lines, total.total(), taken)
