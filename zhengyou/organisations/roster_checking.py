"""Whether the rows of a roster fit together and fit the tree that stands: parents, circles, organisations of people."""

from collections.abc import Iterable

from .models import Kind
from .roster_rows import Enrolled, Fault, Wanted

FIRST_ROOT = "0"
"""The code of the nameless root that an empty installation begins with; the first roster gives it its own."""


def tree_faults(wanted: list[Wanted], standing: dict[str, str], root: str | None) -> list[Fault]:
    """What is wrong between organisations; `standing` are the kinds of those that stand, by code, `root` the code of
    the one on top."""
    mine = {one.code: one for one in wanted}
    kinds = standing | {one.code: one.kind for one in wanted}
    found = []
    for one in wanted:
        sentence = _parent_fault(one, kinds) or _circle_fault(one, mine)
        if sentence:
            found.append(Fault(one.row.sheet, one.row.number, sentence))
    return found + _root_faults([one for one in wanted if not one.parent], root)


def home_faults(enrolled: Iterable[Enrolled], codes: set[str]) -> list[Fault]:
    """People of organisations that neither stand nor come with the roster."""
    return [
        Fault(
            one.row.sheet,
            one.row.number,
            f"组织编码“{one.organisation}”找不到。请先在组织表里加上这个组织，或改正编码。",
        )
        for one in enrolled
        if one.organisation not in codes
    ]


def _parent_fault(one: Wanted, kinds: dict[str, str]) -> str:
    if not one.parent:
        return ""
    if one.parent not in kinds:
        return f"上级编码“{one.parent}”找不到。请在组织表里加上这个上级，或改正编码。"
    if kinds[one.parent] == Kind.BRANCH:
        return f"上级“{one.parent}”是党支部，下面不能再设组织。请改正上级编码。"
    return ""


def _circle_fault(one: Wanted, mine: dict[str, Wanted]) -> str:
    seen = [one.code]
    while seen[-1] in mine and mine[seen[-1]].parent:
        above = mine[seen[-1]].parent
        if above in seen:
            return f"上下级绕成了圈（{'、'.join([*seen, above])}）。请改正其中的上级编码。"
        seen.append(above)
    return ""


def _root_faults(roots: list[Wanted], root: str | None) -> list[Fault]:
    """There is one organisation on top, and it stays the same one."""
    found = []
    for number, one in enumerate(roots):
        if number:
            sentence = f"上级编码是空的，而第 {roots[0].row.number} 行已经是最上级。请填写上级编码。"
        elif root not in (None, FIRST_ROOT, one.code):
            sentence = f"上级编码是空的，而最上级是“{root}”。请填写上级编码。"
        else:
            continue
        found.append(Fault(one.row.sheet, one.row.number, sentence))
    return found
