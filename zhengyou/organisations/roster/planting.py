"""Writing the organisations that a roster adds and changes: rows of the tree end and begin on the day."""

from collections.abc import Mapping
from datetime import date

from ..copying import change, copy, reserve
from ..models import Organisation, Placement
from .difference import Placing
from .standing import Tree


def plant(tree: Tree, final: Mapping[str, Placing], day: date) -> dict[str, int]:
    """Bring the tree to how it shall stand; returns the ids of all its organisations by code.

    Whatever stands under something that moved goes with it, named in the roster or not. A row that began this very day
    is put right instead of ended.
    """
    ids = {code: row.organisation_id for code, row in tree.placements.items()}
    if tree.renamed_root and tree.top is not None:
        Organisation.objects.filter(pk=ids[tree.top]).update(code=tree.top)
    new = [one for code, one in final.items() if code not in ids]
    ids |= {one.code: key for one, key in zip(new, reserve(Organisation, len(new)), strict=True)}
    copy(
        Organisation,
        ("id", "code", "kind", "sector", "founded_on"),
        ((ids[one.code], one.code, one.kind, one.sector, day) for one in new),
    )
    paths = Paths(tree, final, ids)
    rows = [_row(tree, one, paths, day) for one in final.values()]
    _store([row for row in rows if row is not None], tree, day)
    return ids


class Paths:
    """Where organisations shall stand; what lies above the top of a scope stays."""

    def __init__(self, tree: Tree, final: Mapping[str, Placing], ids: Mapping[str, int]) -> None:
        self.final, self.ids = final, ids
        top = tree.placements.get(tree.top or "")
        self.found = {tree.top or "": top.path} if top is not None else {}
        self.parents = {tree.top or "": top.parent_id} if top is not None else {}

    def of(self, code: str) -> str:
        """The path of an organisation, found from its parents'."""
        if code not in self.found:
            parent = self.final[code].parent
            self.found[code] = f"{self.of(parent) if parent else '/'}{self.ids[code]}/"
        return self.found[code]

    def parent(self, code: str) -> int | None:
        """The id of the parent, None on top."""
        parent = self.final[code].parent
        return self.ids[parent] if parent else self.parents.get(code)


def _row(tree: Tree, one: Placing, paths: Paths, day: date) -> Placement | None:
    """The row to be stored; None where the present one says the same."""
    former, path = tree.placements.get(one.code), paths.of(one.code)
    if former is not None:
        now = (former.name, former.path, former.kind, former.sector)
        if now == (one.name, path, one.kind, one.sector):
            return None
    own = former.organisation if former else None
    return Placement(
        pk=former.pk if former and former.since == day else None,
        organisation_id=paths.ids[one.code],
        parent_id=paths.parent(one.code),
        name=one.name,
        changed_kind=None if own is None or own.kind == one.kind else one.kind,
        changed_sector=None if own is None or own.sector == one.sector else one.sector,
        path=path,
        depth=path.count("/") - 2,
        since=day,
    )


def _store(rows: list[Placement], tree: Tree, day: date) -> None:
    corrected = [row for row in rows if row.pk is not None]
    new = [row for row in rows if row.pk is None]
    codes = tree.codes()
    former = [codes[row.organisation_id] for row in new if row.organisation_id in codes]
    change(Placement, ("until",), [(tree.placements[code].pk, day) for code in former])
    fields = ("parent", "name", "changed_kind", "changed_sector", "path", "depth")
    change(Placement, fields, [(row.pk, *_values(row)) for row in corrected])
    told = ((row.organisation_id, *_values(row), day) for row in new)
    copy(Placement, ("organisation", *fields, "since"), told)


def _values(row: Placement) -> tuple[object, ...]:
    return (row.parent_id, row.name, row.changed_kind, row.changed_sector, row.path, row.depth)
