"""What lies across the demonstration's tree: units, branch committees, leading groups with their offices, teams, and
three branches on the list of weak ones."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle, islice
from random import Random

from zhengyou.organisations.actions.weak import put_on_list
from zhengyou.organisations.copying import copy, reserve
from zhengyou.organisations.models import Group, GroupMember, Kind, Sector, Unit, UnitLink
from zhengyou.organisations.rules import Actor
from zhengyou.organisations.rules.structure import BRANCH_COMMITTEE, MEASURES, term_years

from .posts import DISTRICT, Holders
from .storing import FOUNDED, District, Stored
from .tree import SEED

BEGUN = date(2026, 3, 2)
COMMITTEES = (Kind.COMMITTEE, Kind.WORKING_COMMITTEE, Kind.SECOND_COMMITTEE)
_ENDINGS = ("党总支", "党支部", "党工委", "党委", "工委")
_UNITS: dict[str, str] = {
    Sector.RURAL: "village_committee",
    Sector.MINORITY: "village_committee",
    Sector.COMMUNITY: "community",
    Sector.ORGANS: "department",
    Sector.SCHOOLS: "school",
    Sector.INSTITUTIONS: "institution",
    Sector.PRIVATE: "company",
    Sector.STATE_ENTERPRISES: "company",
}
_ROLES = ("secretary", "organisation", "publicity", "deputy_secretary", "discipline")
# Seventeen people in four groups (domain.md 2.4), most of them seconded.
_OFFICE = (
    ("general_team", "综合组", "上传下达、会务和进展统计。", 5),
    ("writing_team", "文稿组", "起草方案、通知、简报和总结。", 4),
    ("publicity_team", "宣传组", "专栏、板报和典型宣传。", 3),
    ("supervision_team", "督导组", "按片到基层督导，问题交办并跟踪整改。", 5),
)
_WEAK = (
    (
        "双桥镇",
        "支部书记长期空缺后由镇干部兼任，半年没有开过支部党员大会。",
        "镇党委派第一书记；两个月内选出新书记；会议由镇党委活动办到场指导。",
    ),
    (
        "鹤岭乡",
        "班子两名委员长期外出，村务公开栏一年没有更新。",
        "补选委员；流动党员编入县城流动支部；公开栏每季度由乡纪委核对。",
    ),
    (
        "望江街道",
        "党员进出频繁，组织关系与实际居住不符，近三次会议到会不足一半。",
        "逐户核对组织关系；会议改在晚上；离退休党员单独编组，就近活动。",
    ),
)


@dataclass
class _Kept:
    """Rows of groups and their members, before they are stored."""

    groups: list[tuple[int, int, int | None, str, str, str, date, date | None]]
    members: list[tuple[int, int, str, str, date]]
    keys: Iterator[int]

    def add(
        self,
        place: Stored,
        kind: str,
        name: str,
        duties: str = "",
        *,
        since: date = BEGUN,
        until: date | None = None,
        within: int | None = None,
    ) -> int:
        """One group; its key."""
        key = next(self.keys)
        self.groups.append((key, place.id, within, kind, name, duties, since, until))
        return key

    def take(self, group: int, person: int, role: str, since: date = BEGUN, from_where: str = "") -> None:
        """Somebody in a group."""
        self.members.append((group, person, role, from_where, since))


def store_units(district: District) -> None:
    """Every organisation below the committees stands in a unit; the parts of a general branch share one."""
    names = {place.id: _unit(place) for place in district.organisations.values() if place.node.sector}
    made = list(dict.fromkeys(names.values()))
    keys = dict(zip(made, reserve(Unit, len(made)), strict=True))
    copy(Unit, ("id", "kind", "name"), ((key, kind, name) for (kind, name), key in keys.items()))
    copy(
        UnitLink,
        ("unit", "organisation", "since"),
        ((keys[unit], place, FOUNDED) for place, unit in names.items()),
    )


def _unit(place: Stored) -> tuple[str, str]:
    parent = place.parent
    if parent is not None and parent.node.kind in (Kind.GENERAL_BRANCH, Kind.SECOND_COMMITTEE):
        return _unit(parent)
    name = place.node.name
    for ending in _ENDINGS:
        name = name.removesuffix(ending)
    name = name.removesuffix("机关") or name
    if name.endswith("村"):
        return "village_committee", f"{name}村民委员会"
    if name.endswith("社区"):
        return "community", f"{name}居民委员会"
    if name.endswith(("协会", "商会", "学会")):
        return "social_organisation", name
    if "公司" in name:
        return "company", name
    if name.endswith(("学院", "中学", "小学")):
        return "school", name
    if place.node.kind in COMMITTEES:
        return "department", name
    return _UNITS[place.node.sector], name


def store_groups(district: District, holders: Holders) -> None:
    """Leading groups of all committees, the district's office, branch committees, teams."""
    kept = _Kept([], [], iter(reserve(Group, 2 * len(district.organisations))))
    rng = Random(SEED + 7)  # noqa: S311  invented people, no secret
    for place in district.organisations.values():
        if place.node.kind == Kind.BRANCH:
            _branch_committee(kept, place, holders, rng)
        elif place.node.kind in COMMITTEES:
            _leading_group(kept, place, district, holders)
    _district(kept, district)
    _teams(kept, district)
    copy(
        Group,
        ("id", "organisation", "within", "kind", "name", "duties", "since", "term_ends_on"),
        kept.groups,
    )
    copy(GroupMember, ("group", "person", "role", "from_where", "since"), kept.members)


def _branch_committee(kept: _Kept, place: Stored, holders: Holders, rng: Random) -> None:
    """Where there are enough full members; some terms have run out, as in every district."""
    chosen = place.members[: 5 if len(place.members) >= 40 else 3]
    if len(place.members) < MEASURES["committee_from"].value:
        return
    years = term_years(place.node.sector)
    days = rng.randrange(years * (330 if rng.random() > 0.04 else 400))
    begun = (date(2026, 6, 30) - timedelta(days=days)).replace(day=1)
    ends = begun.replace(year=begun.year + years) - timedelta(days=1)
    name = place.node.name.removesuffix("党支部") + "支部委员会"
    group = kept.add(place, BRANCH_COMMITTEE, name, since=begun, until=ends)
    secretary = holders.secretaries.get(place.id)
    if secretary is not None:
        chosen = [secretary.person_id, *(one for one in chosen if one != secretary.person_id)][: len(chosen)]
    for person, role in zip(chosen, _ROLES, strict=False):
        kept.take(group, person, role, begun)


def _leading_group(kept: _Kept, place: Stored, district: District, holders: Holders) -> None:
    secretary = holders.secretaries.get(place.id)
    group = kept.add(
        place, "leading_group", f"{place.node.name}创先争优活动领导小组", "领导本级和所属组织的活动。"
    )
    below = (
        one for one in district.organisations.values() if one.path.startswith(place.path) and one.members
    )
    chosen = list(
        dict.fromkeys([*([secretary.person_id] if secretary else []), *(one.members[1] for one in below)])
    )
    for person, role in zip(
        islice(chosen, 5), ("head", "deputy", "member", "member", "member"), strict=False
    ):
        kept.take(group, person, role)


def _district(kept: _Kept, district: District) -> None:
    """The district's leading group as its plan names it, its office, and the office's four groups."""
    top, known = district.named(DISTRICT), district.known
    duties = "统一领导全区创先争优活动，审定方案，听取汇报，决定表彰。"
    group = kept.add(top, "leading_group", "区委创先争优活动领导小组", duties)
    names = ("祁望川", "闵若谷", "阮承溪", "霍知秋", "宁远帆")
    for name, role in zip(names, ("head", "deputy", "deputy", "member", "member"), strict=True):
        kept.take(group, known[name], role)
    office = kept.add(top, "office", "区委创先争优活动领导小组办公室", "办理领导小组日常工作。", within=group)
    kept.take(office, known["阮承溪"], "director")
    kept.take(office, known["乔砚耕"], "deputy_director")
    organs = [o for o in district.organisations.values() if o.node.sector == Sector.ORGANS and o.members]
    lent = ((place, place.members[-1 - turn]) for turn, place in _round(organs))
    for kind, name, told, size in _OFFICE:
        team = kept.add(top, kind, name, told, within=office)
        for position, (place, person) in enumerate(islice(lent, size)):
            kept.take(team, person, "seconded" if position else "head", from_where=_unit(place)[1])


def _round(places: list[Stored]) -> Iterator[tuple[int, Stored]]:
    """One place after the other, again and again; the number of the round with each."""
    for count, place in enumerate(cycle(places)):
        yield count // len(places) % len(place.members), place


def _teams(kept: _Kept, district: District) -> None:
    """Subject groups of two schools and a service team of every community."""
    schools = [
        o for o in district.organisations.values() if o.node.name.endswith("小学党支部") and o.members
    ][:2]
    for place in schools:
        for number, subject in enumerate(("语文", "数学", "综合")):
            group = kept.add(place, "subject_group", f"{subject}党员学科组", "带头教研，帮带青年教师。")
            for person in place.members[number::3][:4]:
                kept.take(group, person, "head" if person == place.members[number] else "member")
    for place in district.organisations.values():
        if place.node.sector == Sector.COMMUNITY and place.node.name.endswith("第一网格党支部"):
            group = kept.add(place, "service_team", "党员志愿服务队", "每周六上午上门服务。")
            for person in place.members[:6]:
                kept.take(group, person, "head" if person == place.members[0] else "member")


def list_weak(district: District, office: Actor) -> None:
    """Three branches that are being put in order; the small district has fewer of these towns."""
    for town, reason, measures in _WEAK:
        branch = next(
            (
                o
                for o in list(district.organisations.values())[::-1]
                if o.node.kind == Kind.BRANCH and o.node.name.startswith(town) and "机关" not in o.node.name
            ),
            None,
        )
        if branch is not None:
            put_on_list(by=office, organisation=branch.id, reason=reason, measures=measures, since=BEGUN)
