"""Which script a document is in: simplified, traditional, a mixture, or Latin letters."""

from __future__ import annotations

from zhengyou.plandocs.cleaning import Line, simplified, traditional


def script_of(lines: list[Line]) -> str:
    """hans | hant | mixed | latin. A few characters of the other script (names, quotations) do not make a mixture."""
    text = "".join(line.mended for line in lines)
    han = sum("\u3400" <= char <= "\u9fff" for char in text)
    latin = sum(char.isascii() and char.isalpha() for char in text)
    if latin > 2 * han and latin:
        return "latin"
    only_hant, only_hans = counts(text)
    if only_hant <= max(2, han // 200):
        return "hans"
    return "mixed" if only_hans * 5 > only_hant else "hant"


def counts(text: str) -> tuple[int, int]:
    """How many characters exist in traditional script only, and in simplified script only."""
    hant = sum(a != b for a, b in zip(text, simplified(text), strict=True))
    hans = sum(a != b for a, b in zip(text, traditional(text), strict=True))
    return hant, hans
