"""What stands, as the rows of a roster: the export, which is the template filled."""

from collections.abc import Iterator

from ..models import CircumstanceKind, Kind, MemberStatus, Sector
from .cells import Cell
from .standing import Known, Tree, people
from .timeline import told_confirmed

Line = tuple[Cell, ...]


def organisation_rows(tree: Tree) -> Iterator[Line]:
    """上级编码、编码、名称、类别、领域, from the top down."""
    codes = tree.codes()
    for code, row in tree.placements.items():
        above = codes.get(row.parent_id or 0, "")
        sector = str(Sector(row.sector).label) if row.sector else ""
        yield (above, code, row.name, str(Kind(row.kind).label), sector)


def people_rows(tree: Tree) -> Iterator[Line]:
    """人员编号、姓名、组织编码、组织名称、身份 and the days and circumstances, organisation by organisation."""
    order = {row.organisation_id: number for number, row in enumerate(tree.placements.values())}
    codes, names = tree.codes(), {code: row.name for code, row in tree.placements.items()}
    found = []
    for one in people(list(order), [], tree.day).values():
        stay = one.stay(tree.day)
        found.append((order[stay[-1].organisation], one.pinyin, one.id, one, stay))
    for _, _, _, one, stay in sorted(found, key=lambda told: told[:3]):
        code = codes[stay[-1].organisation]
        yield (
            one.number,
            one.name,
            code,
            names[code],
            str(MemberStatus(stay[-1].status).label),
            stay[0].since,
            one.joined_on,
            told_confirmed(stay),
            _circumstances(one),
            one.reason,
        )


def _circumstances(one: Known) -> str:
    return "、".join(str(CircumstanceKind(each.kind).label) for each in one.circumstances)
