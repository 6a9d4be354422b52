"""What machine translations make of a plan's set phrases (domain.md 3.2): read as far as they can be recognised."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengyou.plandocs.cleaning import Line
from zhengyou.plandocs.plan import Recurrence, Target

_COUNTED = re.compile(
    r"[“\"](?P<label>(?:two|three|four|five|six|seven|eight|nine)(?:[- ][a-z]+){1,5}?)[.,，]?[”\"]",
    re.IGNORECASE,
)
_NO_STANDARD = re.compile(r"represents|hands|combin|phases|stages|measures|one-on", re.IGNORECASE)
_NUMBERS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TAIL = re.compile(r"(?<=to one) (?:competition|struggle|fight)$")
OWNER = re.compile(
    r"(?:(?:^|[,，] )(?P<owner>(?:[Tt]he )?(?:[Pp]arty (?:branch|members|committee|group)|leading group|leaders))"
    r" (?:will|must|shall|should|set|put|make|hold|establish|carry|formulate)\b)"
    r"|(?:(?:^|[,，;；] )(?P<body>(?:[Tt]he|[Ee]ach|[Ee]very|[Aa]ll(?: the)?) (?:[a-z]{2,14} ){0,7}?[a-z]{2,14})"
    r" (?:will|must|shall|should|is responsible)\b)"
)
_UNITS = {"week": "weekly", "month": "monthly", "quarter": "quarterly", "half year": "half_yearly",
          "year": "yearly", "semester": "per_term", "term": "per_term"}  # fmt: skip
_EVERY = re.compile(r"\b(?:every|each|per|a) (?P<unit>week|month|quarter|half year|year|semester|term)\b")
_CLASS = re.compile(r"\b(?:every|each|per) class\b", re.IGNORECASE)
_LEAST = re.compile(r"\b(?:at least|no less than|not less than) (?P<n>\d{1,4}|once|twice)\b")
_AMOUNT = re.compile(
    r"(?P<word>at least|no less than|not less than|more than|over|not more than|no more than|less than)?"
    r"(?P<gap> )?(?<![\d.,-])(?P<n>\d{1,3}(?:,\d{3}){1,2}|\d{1,6}(?:\.\d{1,2})?)"
    r"(?: ?(?P<percent>%)| (?P<unit>(?:[a-z-]{2,16} ){0,3}?[a-z]{3,16}s))(?![a-z])"
)
_AIMED = re.compile(
    r"\b(?:select|commend|train|hold|establish|set up|reach|distribute|make|visit|recruit|develop|build|organi[sz]e)",
    re.IGNORECASE,
)
_NO_UNIT = re.compile(r"(?:years?|stages|phases|aspects|goods|leads)$")
_NEAR = 120
_MOST = frozenset(("not more than", "no more than", "less than"))


def labels(line: Line) -> list[tuple[tuple[int, int], str]]:
    """Spans of labels of standards in quotation marks (“five good”), with the key under which they are one."""
    found = []
    for match in _COUNTED.finditer(line.match):
        if not _NO_STANDARD.search(match["label"]):
            key = _TAIL.sub("", match["label"].lower().replace("-", " "))
            found.append((match.span("label"), key))
    return found


def count(key: str) -> int:
    """How many items a label promises: five good 5."""
    return _NUMBERS.index(key.split(" ")[0]) if key.split(" ")[0] in _NUMBERS else 0


def per_class(text: str) -> bool:
    """Whether something is asked of each class of a school."""
    return _CLASS.search(text) is not None


def recurrence(text: str) -> Recurrence | None:
    """How often an English sentence asks for something: every month, at least 3 … every year."""
    every = _EVERY.search(text)
    if every is None:
        return None
    unit, least = every["unit"], _LEAST.search(text)
    number = {"once": 1, "twice": 2}.get(least["n"]) or int(least["n"]) if least else 1
    short = {"half year": "half_year", "semester": "term"}.get(unit, unit)
    return Recurrence(kind="minimum" if least else _UNITS[unit], count=number, unit=short)


def targets(line: Line, start: int, end: int) -> Iterator[Target]:
    """The amounts an English sentence sets: no less than 200 questionnaires, more than 90%, commend 5 members."""
    every = _EVERY.search(line.match, start, end)
    for match in _AMOUNT.finditer(line.match, start, end):
        if not (match["word"] or _AIMED.search(line.match, max(start, match.start() - _NEAR), match.start())):
            continue
        if match["unit"] and _NO_UNIT.search(match["unit"]):
            continue
        before = line.words(max(start, match.start() - 60), match.start()).split(",")[-1].strip()
        yield Target(
            **line.at(match.start("word") if match["word"] else match.start("n"), match.end()),
            what=match["unit"] or before[-40:] or "%",
            comparator="equal" if not match["word"] else "at_most" if match["word"] in _MOST else "at_least",
            quantity=float(match["n"].replace(",", "")),
            upper=None,
            unit=match["percent"] or match["unit"].split(" ")[-1],
            period=every[0] if every else None,
            certain=bool(match["word"]),
            doubt="" if match["word"] else "译文没有写“至少”“不超过”等字样，请对照中文原件。",
        )
