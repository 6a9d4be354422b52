"""When an item of a self-check is filled in (domain.md P8): it is met and rests on something, or there is a gap with a
measure, somebody who answers for it, and a day."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What stands on the sheet for one item. `grounds` is the number of things on record it rests on; `carried`: the
    measure of the last round is still running and stands for this one."""

    mark: int | None
    verdict: str
    grounds: int = 0
    words: str = ""
    gap: str = ""
    measure: str = ""
    responsible: int | None = None
    due_on: date | None = None
    carried: bool = False


def lacking(draft: Draft, day: date) -> list[str]:
    """What is still to be filled in before it may be handed up that day, in words; nothing when it is complete."""
    found = [] if draft.mark is not None else ["自评分"]
    if not draft.verdict:
        return [*found, "达到还是有差距"]
    if draft.verdict == "met":
        return found if draft.grounds or draft.words else [*found, "依据"]
    if draft.carried:
        return found
    found += [word for word, value in (("差在哪里", draft.gap), ("措施", draft.measure)) if not value]
    if draft.responsible is None:
        found.append("负责人")
    if draft.due_on is None:
        found.append("期限")
    elif draft.due_on < day:
        found.append("今天以后的期限")
    return found
