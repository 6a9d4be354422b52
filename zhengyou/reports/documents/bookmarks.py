"""Bookmarks that lead from a figure printed in Word back to the figure itself.

Word allows letters, digits and underscores, at most 40 of them, a letter first, and does not tell capitals from
small letters.
"""

from __future__ import annotations

import hashlib
import re

from .oxml import Xml, child

LONGEST = 40
PREFIX = "fig_"
ROOM_FOR_REPEATS = 5
PLAIN_ID = re.compile(rf"[a-z0-9_]{{1,{LONGEST - len(PREFIX) - ROOM_FOR_REPEATS}}}")
DIGEST_LENGTH = 8


def bookmark_name(figure_id: str) -> str:
    """The bookmark of a figure's first appearance in a document; the same for the same id, always."""
    if PLAIN_ID.fullmatch(figure_id):
        return PREFIX + figure_id
    readable = re.sub(r"[^a-z0-9]+", "_", figure_id.lower()).strip("_")
    digest = hashlib.sha256(figure_id.encode()).hexdigest()[:DIGEST_LENGTH]
    room = LONGEST - len(PREFIX) - ROOM_FOR_REPEATS - DIGEST_LENGTH - 1
    return f"{PREFIX}{readable[:room]}_{digest}"


class Bookmarks:
    """Gives each figure in one document a name of its own, and Word the numbers it wants."""

    def __init__(self) -> None:
        self._used: set[str] = set()

    def open_and_close(self, paragraph: Xml, figure_id: str, runs: list[Xml]) -> None:
        """Put the bookmark's two ends round runs that already stand last in the paragraph."""
        number = len(self._used)
        start = child(paragraph, "w:bookmarkStart", id=number, name=self._unused(bookmark_name(figure_id)))
        runs[0].addprevious(start)
        child(paragraph, "w:bookmarkEnd", id=number)

    def _unused(self, name: str) -> str:
        candidate, repeat = name, 1
        while candidate in self._used:
            repeat += 1
            candidate = f"{name}_{repeat}"
        self._used.add(candidate)
        return candidate
