"""What machine translations make of a plan's set phrases (domain.md 3.2): read as far as they can be recognised."""

from __future__ import annotations

import re

from zhengyou.plandocs.cleaning import Line

_COUNTED = re.compile(
    r"[“\"](?P<label>(?:two|three|four|five|six|seven|eight|nine)(?:[- ][a-z]+){1,5}?)[.,，]?[”\"]",
    re.IGNORECASE,
)
_NO_STANDARD = re.compile(r"represents|hands|combin|phases|stages|measures|one-on", re.IGNORECASE)
_TAIL = re.compile(r"(?<=to one) (?:competition|struggle|fight)$")
OWNER = re.compile(
    r"(?:^|[,，] )(?P<owner>(?:[Tt]he )?(?:[Pp]arty (?:branch|members|committee|group)|leading group|leaders))"
    r" (?:will|must|shall|should|set|put|make|hold|establish|carry|formulate)\b"
)


def labels(line: Line) -> list[tuple[tuple[int, int], str]]:
    """Spans of labels of standards in quotation marks (“five good”), with the key under which they are one."""
    found = []
    for match in _COUNTED.finditer(line.match):
        if not _NO_STANDARD.search(match["label"]):
            key = _TAIL.sub("", match["label"].lower().replace("-", " "))
            found.append((match.span("label"), key))
    return found
