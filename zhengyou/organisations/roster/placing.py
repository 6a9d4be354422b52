"""The organisations of a roster beside the tree that stands: what is new, what changes, what cannot be."""

from ..models import Kind, Placement, Sector
from ..rules.structure import forbidden
from . import cells
from .difference import ADDED, CHANGED, Difference, Edit, Missing, OrganisationChange, Placing
from .notes import Notes
from .rows import Wanted
from .standing import FIRST_ROOT, Tree

_DEEPEST = 20


class Placed:
    """All organisations as they would stand: those of the tree, with those of the roster laid over them."""

    def __init__(self, tree: Tree, wanted: list[Wanted], notes: Notes) -> None:
        self.tree, self.notes = tree, notes
        self.wanted = {one.code: one for one in wanted}
        top = next((one for one in wanted if not one.parent), None)
        if top is not None:
            tree.name_first_root(top.code)
        codes = tree.codes()
        self.final = {
            code: Placing(code, codes.get(row.parent_id or 0), row.name, row.kind, row.sector)
            for code, row in tree.placements.items()
        }
        self._named = tree.named()
        for one in wanted:
            known = self._named.setdefault(cells.key(one.name), [])
            if one.code not in known:
                known.append(one.code)
        for one in wanted:
            self._lay(one)
        for one in wanted:
            if one.code in self.final:
                self._check(one)

    def resolve(self, written: str) -> list[str]:
        """The codes that a code or a name may mean: none, one, or several of one name."""
        code = cells.code(written)
        if code in self.final or code in self.wanted:
            return [code]
        return self._named.get(cells.key(written), [])

    def name_of(self, code: str | None) -> str:
        """The name of an organisation as it would be."""
        return self.final[code].name if code in self.final else code or ""

    def _lay(self, one: Wanted) -> None:
        if one.code in self.tree.taken:
            sentence = f"编码“{one.code}”{self.tree.taken[one.code]}，请改正编码。"
            self.notes.fault(one.row.place("code"), sentence)
            return
        former = self.final.get(one.code)
        parent = self._parent(one, former)
        if parent is not None:
            sector = one.sector if one.sector is not None else former.sector if former else ""
            self.final[one.code] = Placing(one.code, parent or None, one.name, one.kind, sector)

    def _parent(self, one: Wanted, former: Placing | None) -> str | None:
        """The code of the parent, "" for the one on top, None where something is wrong with it."""
        scoped = not self.tree.whole and one.code == self.tree.top
        if scoped or (one.parent is None and former is not None):
            return (former.parent if former else None) or ""
        if not one.parent:
            return self._top(one)
        found = self.resolve(one.parent)
        if len(found) == 1:
            return found[0]
        if found:
            sentence = f"叫“{one.parent}”的组织有 {len(found)} 个，分不清是哪一个。请写上级编码。"
        else:
            sentence = f"上级“{one.parent}”找不到。请在组织表里加上这个上级，或改正编码。"
        self.notes.fault(one.row.place("parent"), sentence)
        return None

    def _top(self, one: Wanted) -> str | None:
        first = next(other for other in self.wanted.values() if not other.parent)
        root = self.tree.top
        if root not in (None, one.code):
            sentence = f"上级编码是空的，而最上级是“{root}”。请填写上级编码。"
        elif first is not one:
            sentence = f"上级编码是空的，而第 {first.row.number} 行已经是最上级。请填写上级编码。"
        else:
            return ""
        self.notes.fault(one.row.place("parent"), sentence)
        return None

    def _check(self, one: Wanted) -> None:
        chain = [one.code]
        while (above := self.final[chain[-1]].parent) is not None:
            if above in chain:
                circle = "、".join([*chain, above])
                sentence = f"上下级绕成了圈（{circle}）。请改正其中的上级编码。"
                self.notes.fault(one.row.place("parent"), sentence)
                return
            if above not in self.final:  # outside the scope, or told already
                break
            chain.append(above)
        if len(chain) > _DEEPEST:
            self.notes.fault(one.row.place("parent"), f"上下级超过 {_DEEPEST} 层。请改正上级编码。")
        self._check_kinds(one)

    def _check_kinds(self, one: Wanted) -> None:
        placing = self.final[one.code]
        above = self.final.get(placing.parent or "")
        wrong = forbidden(placing.kind, above.kind) if above else ""
        if wrong:
            self.notes.fault(one.row.place("parent"), f"{wrong}请改正上级编码或类别。")
        former = self.tree.placements.get(one.code)
        if former is None or former.kind == placing.kind:
            return
        below = [row for row in self.final.values() if row.parent == one.code and row.code not in self.wanted]
        if any(forbidden(row.kind, placing.kind) for row in below):
            label = Kind(placing.kind).label
            self.notes.fault(one.row.place("kind"), f"下面还有{below[0].name}等组织，不能改成{label}。")


def place(placed: Placed, difference: Difference) -> None:
    """Which organisations are added and changed, and which of those below them the roster does not name."""
    tree = placed.tree
    for one in placed.wanted.values():
        placing = placed.final.get(one.code)
        if placing is None:
            continue
        former = tree.placements.get(one.code)
        edits = _edits(former, placing, placed) if former else []
        if former is None:
            difference.organisations.append(OrganisationChange(ADDED, one.row.place(), placing))
        elif edits:
            wrong = _unchangeable(former, placed, one.code)
            if wrong:
                placed.notes.fault(one.row.place(), wrong)
            difference.organisations.append(OrganisationChange(CHANGED, one.row.place(), placing, edits))
    difference.missing_organisations = _missing(placed)


def _edits(former: Placement, placing: Placing, placed: Placed) -> list[Edit]:
    """What becomes another, in words."""
    tree = placed.tree
    parent = tree.codes().get(former.parent_id or 0)
    found = []
    if tree.renamed_root and placing.code == tree.top:
        found.append(Edit("编码", FIRST_ROOT, placing.code))
    if former.name != placing.name:
        found.append(Edit("名称", former.name, placing.name))
    if former.kind != placing.kind:
        found.append(Edit("类别", former.kind_word, str(Kind(placing.kind).label)))
    if former.sector != placing.sector:
        new = str(Sector(placing.sector).label) if placing.sector else "未划分"
        found.append(Edit("领域", former.sector_word or "未划分", new))
    if parent != placing.parent and not (parent is None and placing.code == tree.top):
        found.append(Edit("上级", placed.name_of(parent), placed.name_of(placing.parent)))
    return found


def _unchangeable(former: Placement, placed: Placed, code: str) -> str:
    """Why an organisation that would change may not: a sentence, or ""."""
    tree = placed.tree
    if code == tree.top and not tree.scope.own:
        return "本组织自己的名称、类别、领域和隶属由上级改，请照现在的填写。"
    moves = tree.codes().get(former.parent_id or 0) != placed.final[code].parent and code != tree.top
    touched = (
        [row for row in tree.placements.values() if row.path.startswith(former.path)] if moves else [former]
    )
    for row in touched:
        if row.until is not None:
            return f"{row.name}在{row.until:%Y-%m-%d}已有一项已定的变动，名册不能再改它；请先在“组织变动”里撤回那一项。"
    return ""


def _missing(placed: Placed) -> list[Missing]:
    """Organisations that stand under those of the roster but are not in it."""
    tree = placed.tree
    paths = tuple(tree.placements[code].path for code in placed.wanted if code in tree.placements)
    return [
        Missing(placement.name, code)
        for code, placement in tree.placements.items()
        if code not in placed.wanted and placement.path.startswith(paths)
    ]
