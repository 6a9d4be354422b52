"""The text of a plan as it stands: its document with the corrected words in their places, and what was added."""

from collections import defaultdict
from collections.abc import Sequence

from ..models.plans import ItemKind, Origin, PlanItem

# Items that keep the words they were read from.
_AS_PRINTED = (Origin.READ, Origin.INHERITED)


def rendered(lines: Sequence[str], kept: Sequence[PlanItem], removed: Sequence[PlanItem]) -> list[str]:
    """The lines of a plan with the words of changed items put in their places, those of removed ones taken out and
    those of added ones set behind the line they were tied to, or at the end.

    Items whose words overlap are taken from the last to the first; a word is replaced once.
    """
    edits: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    behind: dict[int, list[str]] = defaultdict(list)
    for item in kept:
        if item.origin == Origin.ADDED:
            behind[item.line or len(lines)].append(_whole(item))
        elif item.origin not in _AS_PRINTED and _placed(item):
            edits[item.line or 0].append((item.start or 0, item.end or 0, said(item)))
    for item in removed:
        if _placed(item) and item.origin != Origin.ADDED:
            edits[item.line or 0].append((item.start or 0, item.end or 0, ""))
    found: list[str] = []
    for number, line in enumerate(lines, 1):
        found += [_edited(line, edits[number]), *behind[number]]
    return found


def said(item: PlanItem) -> str:
    """An item in words: its text, or its name where it has none, with owner and day where it gives them."""
    words = item.text or item.name
    owner = f"（{item.owner}）" if item.owner and item.owner not in words else ""
    due = f"（{item.due_on.year}年{item.due_on.month}月{item.due_on.day}日前）" if item.due_on else ""
    return f"{words}{owner}{due}"


def _whole(item: PlanItem) -> str:
    """An added item as a line of its own: a person with the post, a target with its number."""
    if item.kind == ItemKind.PERSON:
        return f"{item.name}（{item.text}）" if item.text else item.name
    if item.kind == ItemKind.TARGET and item.quantity is not None and not item.text:
        return f"{item.name}{item.quantity.normalize():f}{item.unit}"
    return said(item)


def _placed(item: PlanItem) -> bool:
    return bool(item.line) and item.start is not None and bool(item.end)


def _edited(line: str, edits: list[tuple[int, int, str]]) -> str:
    last = len(line) + 1
    for start, end, words in sorted(edits, reverse=True):
        if end <= last:
            line, last = line[:start] + words + line[end:], start
    return line
