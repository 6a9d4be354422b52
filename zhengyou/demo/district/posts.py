"""Who holds which post, who can log in, and the logins that are printed."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from zhengyou.organisations.copying import copy, reserve
from zhengyou.organisations.models import Account, Kind, Post, PostKind

from .storing import District, Stored

# Public on purpose: everybody who starts the demonstration is told it.
PASSWORD = "zhengyou-demo"  # noqa: S105 - public, as said above
APPOINTED = date(2024, 1, 1)
OFFICE_BRANCH = "区委办公室党支部"
ORGANISATION_BRANCH = "区委组织部党支部"
DISTRICT = "澜溪区委"
TOWN = "柳渡镇党委"


@dataclass(frozen=True)
class Named:
    """One person of the demonstration who has a name in the plan or a login of the printed list."""

    name: str
    branch: str
    organisation: str
    post: PostKind
    username: str = ""
    role: str = ""
    sentence: str = ""


# The first five stand in the plan's list of the leading group (zhengyou/demo/plan).
NAMED = (
    Named(
        "祁望川",
        OFFICE_BRANCH,
        DISTRICT,
        PostKind.LEADER,
        "lingdao",
        "区委领导",
        "审批方案，看全区进展与报告",
    ),
    Named("闵若谷", OFFICE_BRANCH, DISTRICT, PostKind.LEADER),
    Named("阮承溪", ORGANISATION_BRANCH, DISTRICT, PostKind.LEADER),
    Named("霍知秋", OFFICE_BRANCH, "区直机关工委", PostKind.SECRETARY),
    Named("宁远帆", "区第三实验小学党支部", "区教育局党委", PostKind.SECRETARY),
    Named(
        "乔砚耕",
        ORGANISATION_BRANCH,
        DISTRICT,
        PostKind.OFFICE,
        "huodongban",
        "区活动办",
        "上传、整理方案，验收各党委报送，出报告",
    ),
    Named(
        "蒋书屏",
        OFFICE_BRANCH,
        DISTRICT,
        PostKind.ADMINISTRATOR,
        "guanli",
        "系统管理员",
        "管理名册和运行，看不到活动内容",
    ),
    Named(
        "邹明允",
        ORGANISATION_BRANCH,
        DISTRICT,
        PostKind.INSPECTOR,
        "ducha",
        "督导组",
        "查看全区进展和记录，记下督查到的情况",
    ),
    Named("凌若兮", OFFICE_BRANCH, DISTRICT, PostKind.READER, "chayue", "上级查阅", "只读查阅全区结果与台账"),
    Named(
        "叶承洲",
        "柳渡镇机关党支部",
        TOWN,
        PostKind.OFFICE,
        "dangweiban",
        "柳渡镇党委活动办",
        "验收所属支部的报送，答复不适用说明",
    ),
    Named("方启明", "柳渡镇机关党支部", TOWN, PostKind.SECRETARY),
)
# Branch secretary, general branch secretary and member: of the first village branch and general branch of the town.
_LOCAL = (
    (
        "谷春山",
        PostKind.SECRETARY,
        "zhishu",
        "村党支部书记",
        "办理本支部的应办事项：报送、零报告、说明不适用",
    ),
    ("林晓禾", PostKind.MEMBER, "dangyuan", "党员", "看本支部的活动安排和进展"),
    ("石开泉", PostKind.SECRETARY, "zongzhi", "党总支书记", "办理本总支的事项，验收所属支部的报送"),
)
# Of the same village branch, whoever holds that post there.
BESIDE = (
    (PostKind.COMMISSIONER, "weiyuan", "支部委员", "替本支部记录、报送，看本支部的人和小组"),
    (PostKind.REPORTER, "xinxiyuan", "信息员", "替本支部记录做了什么"),
)


@dataclass(frozen=True)
class Holder:
    """Somebody with an account who acts for an organisation."""

    account_id: int
    person_id: int
    name: str


@dataclass(frozen=True)
class Holders:
    """Who reports for each organisation (by id), and who decides about what lies directly below it."""

    secretaries: dict[int, Holder]
    deciders: dict[int, Holder]


def logins() -> list[tuple[str, str, str, str]]:
    """(role, username, password, what to see with it), one for each role."""
    printed = [(n.role, n.username, n.sentence) for n in NAMED if n.username]
    printed += [(role, username, sentence) for _, _, username, role, sentence in _LOCAL]
    printed += [(role, username, sentence) for _, username, role, sentence in BESIDE]
    return [(role, username, PASSWORD, sentence) for role, username, sentence in printed]


def named(organisations: dict[str, Stored]) -> list[Named]:
    """Everybody with a given name; the last ones belong where this district has its first village branch."""
    town = next(o for o in organisations.values() if o.node.name == TOWN)
    below = [o for o in organisations.values() if o.parent is town]
    village = next(o for o in below if o.node.kind == Kind.BRANCH and o.node.sector == "rural")
    general = next(o for o in below if o.node.kind == Kind.GENERAL_BRANCH)
    part = next(o for o in organisations.values() if o.parent is general)
    homes = {"zhishu": (village, village), "dangyuan": (village, village), "zongzhi": (part, general)}
    return [
        *NAMED,
        *(
            Named(name, homes[user][0].node.name, homes[user][1].node.name, post, user, role, sentence)
            for name, post, user, role, sentence in _LOCAL
        ),
    ]


def store_posts(district: District, people: list[Named]) -> Holders:
    """Posts for the named, a secretary for every other organisation, an office for every committee; accounts for
    those who act."""
    known = district.known
    posts = [(known[p.name], district.named(p.organisation), p.post, p.username) for p in people]
    posts += _others(district, {(place.id, post) for _, place, post, _ in posts}, set(known.values()))
    accounts = reserve(Account, len(posts))
    password = make_password(PASSWORD)
    acting = [post for post in posts if post[3] or post[2] in (PostKind.SECRETARY, PostKind.OFFICE)]
    holders = Holders({}, {})
    rows = []
    for key, (person, place, kind, username) in zip(accounts, acting, strict=False):
        rows.append((key, username or place.node.code + kind[0], password, person, True))
        holder = Holder(key, person, district.names[person])
        if kind == PostKind.SECRETARY:
            holders.secretaries[place.id] = holder
        if kind == PostKind.OFFICE or (kind == PostKind.SECRETARY and place.node.kind == Kind.GENERAL_BRANCH):
            holders.deciders[place.id] = holder
    copy(Account, ("id", "username", "password", "person", "is_active"), rows)
    copy(
        Post,
        ("person", "organisation", "kind", "since"),
        ((person, place.id, str(kind), APPOINTED) for person, place, kind, _ in posts),
    )
    return holders


def _others(
    district: District, held: set[tuple[int, PostKind]], taken: set[int]
) -> list[tuple[int, Stored, PostKind, str]]:
    """Secretaries and offices that nobody named holds, from the full members of the nearest branch."""
    found: list[tuple[int, Stored, PostKind, str]] = []
    for place in sorted(district.organisations.values(), key=lambda o: -o.path.count("/")):
        wanted = [PostKind.SECRETARY]
        if place.node.kind in (Kind.COMMITTEE, Kind.WORKING_COMMITTEE, Kind.SECOND_COMMITTEE):
            wanted.append(PostKind.OFFICE)
        if place.parent is None:
            wanted = []
        for kind in wanted:
            if (place.id, kind) not in held:
                person = _free_member(district, place, taken)
                taken.add(person)
                found.append((person, place, kind, ""))
    return found


def _free_member(district: District, place: Stored, taken: set[int]) -> int:
    """A full member of a branch at or below the place who holds no post yet."""
    return next(
        person
        for branch in district.organisations.values()
        if branch.path.startswith(place.path)
        for person in branch.members
        if person not in taken
    )
