"""The district's tree: 968 organisations in the kinds of domain.md 2.4, or about 30 of the same ones."""

from dataclasses import dataclass
from random import Random

from zhengyou.organisations.models import Kind, Sector

from . import lists
from .names import place_names

SEED = 2026
COMMITTEE, WORKING, GENERAL, BRANCH = (
    Kind.COMMITTEE,
    Kind.WORKING_COMMITTEE,
    Kind.GENERAL_BRANCH,
    Kind.BRANCH,
)
VILLAGES = 289
COMMUNITIES = 19
FIRMS = 53
# Usual numbers of members of a branch; the totals of the district decide in the end.
_SIZES: dict[str, int] = {
    Sector.RURAL: 46,
    Sector.COMMUNITY: 46,
    Sector.ORGANS: 38,
    Sector.SCHOOLS: 36,
    Sector.INSTITUTIONS: 36,
    Sector.PRIVATE: 13,
    Sector.STATE_ENTERPRISES: 42,
    Sector.MINORITY: 44,
}


@dataclass(frozen=True)
class Node:
    """One organisation before it is stored; `size` is how many members it would usually have (branches only)."""

    code: str
    parent: str | None
    kind: str
    sector: str
    name: str
    size: int = 0


class Tree:
    """Collects nodes and numbers the children of each."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._children: dict[str, int] = {}

    def add(self, parent: str | None, kind: str, sector: str, name: str) -> str:
        """Put one organisation under another (by code); returns its own code."""
        code = "001"
        if parent is not None:
            number = self._children[parent] = self._children.get(parent, 0) + 1
            code = f"{parent}.{number:03}"
        size = _SIZES.get(sector, 0) if kind == BRANCH else 0
        self.nodes.append(Node(code, parent, kind, sector, name, size))
        return code

    def branches(self, parent: str, sector: str, names: list[str]) -> None:
        """Put branches under one organisation; the word for branch is added to each name."""
        for name in names:
            self.add(parent, BRANCH, sector, f"{name}党支部")

    def general(self, parent: str, sector: str, name: str, parts: list[str]) -> None:
        """Put a general branch with its branches under one organisation."""
        code = self.add(parent, GENERAL, sector, f"{name}党总支")
        self.branches(code, sector, [name + part for part in parts])


def full() -> list[Node]:
    """All 968 organisations, parents before children."""
    rng = Random(SEED)  # noqa: S311  invented names, no secret
    tree = Tree()
    root = tree.add(None, Kind.DISTRICT_COMMITTEE, "", "澜溪区委")
    _townships(tree, root, rng)
    _streets(tree, root, rng)
    _organs(tree, root)
    _schools(tree, root)
    _institutions(tree, root)
    _enterprises(tree, root, rng)
    return tree.nodes


def small() -> list[Node]:
    """About 30 of the same organisations: every kind and every sector is among them."""
    found = {node.name: node for node in full()}
    wanted = {found[name].code for name in _small_names(list(found.values()))}
    for code in list(wanted):
        while "." in code:
            code = code.rpartition(".")[0]
            wanted.add(code)
    return [node for node in found.values() if node.code in wanted]


def _small_names(nodes: list[Node]) -> list[str]:
    by_parent: dict[str, list[Node]] = {}
    for node in nodes:
        by_parent.setdefault(node.parent or "", []).append(node)
    (town,) = (node for node in nodes if node.name == "柳渡镇党委")
    villages = [node for node in by_parent[town.code] if node.kind == BRANCH]
    village_parts = by_parent[next(n.code for n in by_parent[town.code] if n.kind == GENERAL)]
    (street,) = (node for node in nodes if node.name == "青石街道党工委")
    community_parts = by_parent[next(n.code for n in by_parent[street.code] if n.kind == GENERAL)]
    return [
        *(node.name for node in villages[:4]),
        villages[-1].name,
        *(node.name for node in village_parts),
        *(node.name for node in community_parts[:3]),
        "区委办公室党支部",
        "区委组织部党支部",
        "区财政局机关党支部",
        "澜溪第一中学行政后勤党支部",
        "澜溪第一中学高中一年级党支部",
        "区第三实验小学党支部",
        "区疾病预防控制中心党支部",
        f"瑞禾{lists.FIRM_TRADES[0]}党支部",
        "区律师协会党支部",
        "澜溪粮油集团公司党支部",
    ]


def _townships(tree: Tree, root: str, rng: Random) -> None:
    villages = place_names(rng, VILLAGES)
    for number, town in enumerate(lists.TOWNSHIPS):
        committee = tree.add(root, COMMITTEE, Sector.RURAL, f"{town}党委")
        tree.branches(committee, Sector.ORGANS, [f"{town}机关"])
        share = VILLAGES // len(lists.TOWNSHIPS)
        own = villages[number * share : (number + 1) * share if town != lists.TOWNSHIPS[-1] else None]
        large = 2 if number < 8 else 1
        for position, village in enumerate(own):
            minority = town.endswith("民族乡") or (number % 5 == 0 and position >= len(own) - 2)
            sector = Sector.MINORITY if minority else Sector.RURAL
            if position < large:
                tree.general(committee, sector, f"{town}{village}村", ["上片", "下片", "产业合作社"])
            else:
                tree.branches(committee, sector, [f"{town}{village}村"])


def _streets(tree: Tree, root: str, rng: Random) -> None:
    names = [name for name in place_names(rng, 400) if name[0] not in "上下大小"][:COMMUNITIES]
    for number, street in enumerate(lists.STREETS):
        committee = tree.add(root, WORKING, Sector.COMMUNITY, f"{street}党工委")
        tree.branches(committee, Sector.ORGANS, [f"{street}机关"])
        for community in names[number::2]:
            parts = ["第一网格", "第二网格", "第三网格", "离退休"]
            tree.general(committee, Sector.COMMUNITY, f"{street}{community}社区", parts)


def _organs(tree: Tree, root: str) -> None:
    organs = tree.add(root, WORKING, Sector.ORGANS, "区直机关工委")
    tree.branches(organs, Sector.ORGANS, list(lists.DEPARTMENTS))
    for name in lists.LARGE_DEPARTMENTS:
        tree.general(organs, Sector.ORGANS, name, ["机关", "直属单位", "离退休干部"])
    police = tree.add(root, COMMITTEE, Sector.ORGANS, "区公安局党委")
    tree.branches(police, Sector.ORGANS, ["区公安局机关", *(f"区公安局{part}" for part in lists.POLICE)])


def _schools(tree: Tree, root: str) -> None:
    schools = Sector.SCHOOLS
    education = tree.add(root, COMMITTEE, schools, "区教育局党委")
    tree.branches(education, Sector.ORGANS, ["区教育局机关"])
    first = tree.add(education, Kind.SECOND_COMMITTEE, schools, "澜溪第一中学党委")
    parts = ["行政后勤", "高中一年级", "高中二年级", "高中三年级", "离退休"]
    tree.branches(first, schools, [f"澜溪第一中学{part}" for part in parts])
    for name in lists.MIDDLE_SCHOOLS:
        tree.general(education, schools, f"澜溪{name}", ["文科组", "理科组", "行政后勤", "离退休"])
    towns = [*lists.TOWNSHIPS, *lists.STREETS]
    tree.branches(education, schools, [f"{town}{kind}" for town in towns for kind in lists.TOWN_SCHOOLS])
    tree.branches(education, schools, list(lists.DISTRICT_SCHOOLS))
    college = tree.add(root, COMMITTEE, schools, "澜溪职业技术学院党委")
    tree.branches(college, schools, [f"澜溪职业技术学院{part}" for part in ("机关", "后勤", "离退休")])
    for name in lists.COLLEGE_FACULTIES:
        parts = ["教工第一", "教工第二", "学生第一", "学生第二"]
        tree.general(college, schools, f"澜溪职业技术学院{name}", parts)


def _institutions(tree: Tree, root: str) -> None:
    health = _bureau(tree, root, "区卫生健康局", Sector.INSTITUTIONS, list(lists.HEALTH_OFFICES))
    for name in lists.HOSPITALS:
        tree.general(health, Sector.INSTITUTIONS, name, ["内科", "外科", "医技", "行政后勤"])
    towns = [f"{town}卫生院" for town in lists.TOWNSHIPS]
    streets = [f"{street}社区卫生服务中心" for street in lists.STREETS]
    tree.branches(health, Sector.INSTITUTIONS, towns + streets)
    _bureau(tree, root, "区文化和旅游局", Sector.INSTITUTIONS, list(lists.CULTURE))
    _bureau(tree, root, "区农业农村局", Sector.INSTITUTIONS, list(lists.FARMING))
    _bureau(tree, root, "区住房和城乡建设局", Sector.INSTITUTIONS, list(lists.BUILDING))


def _bureau(tree: Tree, root: str, name: str, sector: str, units: list[str]) -> str:
    committee = tree.add(root, COMMITTEE, sector, f"{name}党委")
    tree.branches(committee, Sector.ORGANS, [f"{name}机关"])
    tree.branches(committee, sector, units)
    return committee


def _enterprises(tree: Tree, root: str, rng: Random) -> None:
    state = Sector.STATE_ENTERPRISES
    _bureau(tree, root, "区交通运输局", state, list(lists.TRANSPORT))
    assets = _bureau(tree, root, "区国有资产管理局", state, list(lists.STATE_FIRMS))
    water = tree.add(assets, Kind.SECOND_COMMITTEE, state, "澜溪水务集团公司党委")
    parts = ["机关", "自来水厂", "污水处理厂", "管网维护", "工程公司"]
    tree.branches(water, state, [f"澜溪水务集团公司{part}" for part in parts])
    mine = tree.add(root, COMMITTEE, state, "云岭矿业集团公司党委")
    tree.branches(mine, state, [f"云岭矿业集团公司{part}" for part in ("机关", "物资供应", "离退休")])
    for name in lists.MINES:
        parts = ["采掘一队", "采掘二队", "机电队", "运输队", "地面"]
        tree.general(mine, state, f"云岭矿业集团公司{name}", parts)
    _private(tree, root, rng)


def _private(tree: Tree, root: str, rng: Random) -> None:
    private = Sector.PRIVATE
    working = tree.add(root, WORKING, private, "区非公有制企业和社会组织工委")
    firms = [name + trade for name in lists.FIRM_NAMES for trade in lists.FIRM_TRADES]
    rng.shuffle(firms)
    first = lists.FIRM_NAMES[0] + lists.FIRM_TRADES[0]
    firms.remove(first)
    firms = [first, *firms[: FIRMS - 1]]
    tree.branches(working, private, firms[:44] + list(lists.SOCIETIES))
    park = tree.add(working, GENERAL, private, "澜溪工业园区党总支")
    tree.branches(park, private, firms[44:])
