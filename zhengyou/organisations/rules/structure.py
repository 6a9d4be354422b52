"""What the sources say about the shape of the tree, as data: which kinds may stand under which, how large a branch is,
how long a term lasts, and the kinds of groups and units (domain.md 2.1).

A fault forbids; a warning is shown on the organisation's page and never stops anybody.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from ..models import Kind, Sector

_ANY = frozenset(Kind.values)
_COMMITTEES = frozenset({Kind.COMMITTEE, Kind.WORKING_COMMITTEE})

UNDER: dict[str, frozenset[str]] = {
    Kind.DISTRICT_COMMITTEE: frozenset(),
    Kind.COMMITTEE: frozenset({Kind.DISTRICT_COMMITTEE, Kind.WORKING_COMMITTEE}),
    Kind.WORKING_COMMITTEE: frozenset({Kind.DISTRICT_COMMITTEE}),
    Kind.SECOND_COMMITTEE: _COMMITTEES,
    Kind.GENERAL_BRANCH: _COMMITTEES | {Kind.SECOND_COMMITTEE, Kind.DISTRICT_COMMITTEE},
    Kind.BRANCH: _ANY - {Kind.BRANCH},
}
"""What each kind usually stands under; elsewhere it is a warning."""

NEVER_UNDER: dict[str, frozenset[str]] = {
    Kind.DISTRICT_COMMITTEE: _ANY,
    Kind.COMMITTEE: frozenset({Kind.BRANCH, Kind.GENERAL_BRANCH}),
    Kind.WORKING_COMMITTEE: frozenset({Kind.BRANCH, Kind.GENERAL_BRANCH}),
    Kind.SECOND_COMMITTEE: frozenset({Kind.BRANCH, Kind.GENERAL_BRANCH}),
    Kind.GENERAL_BRANCH: frozenset({Kind.BRANCH}),
    Kind.BRANCH: frozenset({Kind.BRANCH}),
}
"""What each kind can never stand under."""


def forbidden(kind: str, parent: str) -> str:
    """Why an organisation of this kind cannot stand under one of that kind; "" where it can."""
    if parent not in NEVER_UNDER[kind]:
        return ""
    return f"{Kind(kind).label}不能设在{Kind(parent).label}下面。"


def takes_children(kind: str) -> bool:
    """Whether anything at all may stand under this kind."""
    return any(kind not in never for never in NEVER_UNDER.values())


def unusual(kind: str, parent: str) -> str:
    """A warning where this kind seldom stands under that one; "" otherwise."""
    if forbidden(kind, parent) or parent in UNDER[kind]:
        return ""
    return f"{Kind(kind).label}一般不直接设在{Kind(parent).label}下面，请核对。"


@dataclass(frozen=True)
class Measure:
    """A number of the rules, with where it comes from."""

    key: str
    value: int
    source: str


_BRANCH_RULES = "党支部工作条例（domain.md 2.1，R16）"
_MEASURES = (
    Measure("least_full_members", 3, _BRANCH_RULES),
    Measure("most_members", 50, _BRANCH_RULES),
    Measure("committee_from", 7, _BRANCH_RULES),
    Measure("committee_least", 3, _BRANCH_RULES),
    Measure("committee_usual", 5, _BRANCH_RULES),
    Measure("committee_most", 7, _BRANCH_RULES),
    Measure("term_years", 3, _BRANCH_RULES),
    Measure("village_term_years", 5, _BRANCH_RULES),
)
MEASURES = {measure.key: measure for measure in _MEASURES}
LONGER_TERM = frozenset({Sector.RURAL, Sector.COMMUNITY})
"""Villages and communities, where a term lasts `village_term_years`."""


@dataclass(frozen=True)
class Named:
    """One kind of group, role or unit: its key and its word."""

    key: str
    word: str | Promise


def _named(**words: str | Promise) -> dict[str, Named]:
    return {key: Named(key, word) for key, word in words.items()}


BRANCH_COMMITTEE = "branch_committee"
GROUP_KINDS = _named(
    leading_group=gettext_lazy("领导小组"),
    office=gettext_lazy("办公室"),
    general_team=gettext_lazy("综合组"),
    writing_team=gettext_lazy("文稿组"),
    publicity_team=gettext_lazy("宣传组"),
    supervision_team=gettext_lazy("督导组"),
    branch_committee=gettext_lazy("支部委员会"),
    party_group=gettext_lazy("党小组"),
    service_team=gettext_lazy("服务队"),
    lecturer_team=gettext_lazy("讲师团"),
    subject_group=gettext_lazy("学科组"),
    network_team=gettext_lazy("网络小组"),
    other=gettext_lazy("其他"),
)
GROUP_ROLES = _named(
    head=gettext_lazy("组长"),
    deputy=gettext_lazy("副组长"),
    director=gettext_lazy("主任"),
    deputy_director=gettext_lazy("副主任"),
    secretary=gettext_lazy("书记"),
    deputy_secretary=gettext_lazy("副书记"),
    organisation=gettext_lazy("组织委员"),
    publicity=gettext_lazy("宣传委员"),
    discipline=gettext_lazy("纪检委员"),
    member=gettext_lazy("成员"),
    seconded=gettext_lazy("抽调人员"),
)
UNIT_KINDS = _named(
    school=gettext_lazy("学校"),
    company=gettext_lazy("公司"),
    village_committee=gettext_lazy("村委会"),
    community=gettext_lazy("社区居委会"),
    department=gettext_lazy("机关部门"),
    institution=gettext_lazy("事业单位"),
    social_organisation=gettext_lazy("社会组织"),
    other=gettext_lazy("其他"),
)


def word_of(kinds: dict[str, Named], key: str) -> str:
    """The word of a key; the key itself where it is no longer in use."""
    return str(kinds[key].word) if key in kinds else key


def choices(kinds: dict[str, Named]) -> list[tuple[str, str | Promise]]:
    """For forms."""
    return [(one.key, one.word) for one in kinds.values()]


@dataclass(frozen=True)
class Facts:
    """What the rules are asked of: a branch on a day. `committee` is None where there is none; `term_years_over` says
    whether its term has run out."""

    kind: str
    sector: str
    full: int
    members: int
    committee: int | None = None
    term_over: bool = False


@dataclass(frozen=True)
class Warned:
    """What departs from the rules, and the rule it departs from."""

    sentence: str
    source: str


def term_years(sector: str) -> int:
    """How many years a branch committee of this sector is elected for."""
    return MEASURES["village_term_years" if sector in LONGER_TERM else "term_years"].value


def warnings(facts: Facts) -> list[Warned]:
    """Where a branch departs from the rules of the source."""
    if facts.kind != Kind.BRANCH:
        return []
    return [Warned(sentence, _BRANCH_RULES) for sentence in (*size_warnings(facts), *_committee(facts))]


def size_warnings(facts: Facts) -> list[str]:
    """Where a branch is too small or too large."""
    if facts.kind != Kind.BRANCH:
        return []
    least, most = MEASURES["least_full_members"].value, MEASURES["most_members"].value
    found = []
    if facts.full < least:
        found.append(
            f"正式党员{facts.full}名，不足{least}名，不够单独成立党支部；可与邻近支部合并或改为联合党支部。"
        )
    if facts.members > most:
        found.append(f"党员{facts.members}名，一般不超过{most}名；可考虑分立。")
    return found


def _committee(facts: Facts) -> list[str]:
    least, usual, most = (MEASURES[f"committee_{key}"].value for key in ("least", "usual", "most"))
    if facts.committee is None:
        from_size = MEASURES["committee_from"].value
        if facts.full < from_size:
            return []
        return [f"正式党员{facts.full}名，满{from_size}名应设支部委员会，这里还没有登记。"]
    found = []
    if not least <= facts.committee <= most:
        found.append(f"支部委员会{facts.committee}人；一般{least}至{usual}人，最多{most}人。")
    if facts.term_over:
        found.append(f"支部委员会任期{term_years(facts.sector)}年，已经届满，请按期换届。")
    return found
