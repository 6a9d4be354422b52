"""Breaking up a line into which a whole document was glued, at the places where paragraphs were.

Pages and messengers often turn paragraph ends into blanks, or into nothing. A line is taken for glued only if it is
long and holds at least two numbered headings; then it is broken at blanks between Chinese words and before numbered
headings that follow a sentence's end. Nothing but the blanks at the breaks is left out.
"""

from __future__ import annotations

import re

_LONG = 80
_CN = "一二三四五六七八九十"
_HEADING = re.compile(
    rf"(?:[{_CN}]{{1,3}}[、.．](?![{_CN}]、)|[（(][{_CN}]{{1,3}}[)）]|第[{_CN}]{{1,3}}[部阶步])"
)
_RUN = re.compile(rf"[{_CN}]{{1,2}}是")
_DATE = re.compile(r"(?:19|20)\d\d年(?!\s)")
_BLANK = re.compile(r"[ \t\u3000\xa0]+")
_ENDS = "。！？；：”’）)!?;:》」』"
_OPENS = "“‘《（(【「『"


def break_line(text: str) -> list[tuple[int, str]]:
    """Pieces of a line with the offset of each; one piece, the line itself, unless it is glued."""
    if len(text) < _LONG or len(marks := _headings(text)) < 2:
        return [(0, text)]
    cuts = sorted({*_blanks(text), *((at, at) for at in marks if at)})
    pieces, begin = [], 0
    for left, right in cuts:
        if left > begin:
            pieces.append((begin, text[begin:left]))
        begin = max(begin, right)
    if begin < len(text):
        pieces.append((begin, text[begin:]))
    return pieces


def _headings(text: str) -> list[int]:
    """Where numbered headings stand at the beginning, after a blank or after a sentence's end."""
    found = []
    for match in _HEADING.finditer(text):
        at = match.start()
        if at == 0 or text[at - 1].isspace() or text[at - 1] in "。！？；!?;”":
            found.append(at)
    return found


def _blanks(text: str) -> list[tuple[int, int]]:
    """Blanks that stand for a paragraph's end: not those around Latin words or inside a date."""
    found = []
    for match in _BLANK.finditer(text):
        left, right = match.span()
        if left == 0 or right == len(text) or _paragraph_end(text, left, right):
            found.append((left, right))
    return found


def _paragraph_end(text: str, left: int, right: int) -> bool:
    if any(pattern.match(text, right) for pattern in (_HEADING, _RUN, _DATE)):
        return True
    before, after = text[left - 1], text[right]
    return (_han(before) or before in _ENDS) and (
        _han(after) or after in _OPENS or (after.isdigit() and before in _ENDS)
    )


def _han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"
