"""The four levels of numbers of an official document, written as text: 一、（一）1.（1）."""

from __future__ import annotations

DIGITS = "零一二三四五六七八九"
MOST = 99


def chinese(number: int) -> str:
    """1 to 99 as counted in headings: 一, 十, 十一, 二十三. Raises ValueError beyond."""
    if not 1 <= number <= MOST:
        raise ValueError(f"同一级标题最多{MOST}个，第{number}个排不下，请合并一些标题。")
    tens, ones = divmod(number, 10)
    ten = "" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return ten + (DIGITS[ones] if ones else "")


class HeadingNumbers:
    """Counts headings; each new heading restarts the levels below it."""

    def __init__(self) -> None:
        self._counts = [0, 0, 0, 0]

    def next(self, level: int) -> str:
        """The number, with its punctuation, of the next heading of this level (1 to 4)."""
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (len(self._counts) - level)
        count = self._counts[level - 1]
        if level == 1:
            return f"{chinese(count)}、"
        if level == 2:
            return f"（{chinese(count)}）"
        return f"{count}." if level == 3 else f"（{count}）"
