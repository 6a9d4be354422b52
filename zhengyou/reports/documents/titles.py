"""Where a long title turns: at a meaning, in lines of nearly even length (domain.md 6.2)."""

from __future__ import annotations

from math import ceil

TURN_AFTER = "的和与及、》”）"
TURN_BEFORE = ("关于", "《", "“", "深入", "开展", "进一步", "实施", "情况", "工作", "活动", "意见", "通知")
NEVER_FIRST = "的和与及、》”），。：；"
# A turn at a meaning is worth moving it this many characters away from the even middle.
WORTH_OF_A_GOOD_TURN = 8


def title_lines(title: str, longest: int) -> list[str]:
    """Break a title into lines of at most `longest` characters; breaks given by the author are kept."""
    return [line for part in title.split("\n") if part.strip() for line in _turned(part.strip(), longest)]


def _turned(title: str, longest: int) -> list[str]:
    lines = []
    for remaining in range(ceil(len(title) / longest), 1, -1):
        place = _best_turn(title, longest, remaining)
        lines.append(title[:place])
        title = title[place:]
    return [*lines, title]


def _best_turn(title: str, longest: int, lines: int) -> int:
    """Where the first of `lines` lines ends, so that what is left fits into the others."""
    even = len(title) / lines
    shortest = max(1, len(title) - longest * (lines - 1))

    def cost(place: int) -> float:
        return abs(place - even) + (0 if _turns_well(title, place) else WORTH_OF_A_GOOD_TURN)

    return min(range(shortest, min(longest, len(title) - 1) + 1), key=cost)


def _turns_well(title: str, place: int) -> bool:
    if title[place] in NEVER_FIRST:
        return False
    return title[place - 1] in TURN_AFTER or title.startswith(TURN_BEFORE, place)
