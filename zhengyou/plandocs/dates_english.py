"""Times in English as machines translate it: May 20, 2010; from May 2010 to the end of 2012; before the end of May."""

from __future__ import annotations

import re
from typing import NamedTuple

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_NAMES = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sep(?:tember|t?\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?![a-z])"
)
_POINT = re.compile(
    r"\b(?P<by>before|by|prior to|no later than|until|till) (?:the )?"
    r"(?P<byend>end of |early |mid-?|late )?(?:of )?"
    rf"{_NAMES}(?: (?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d))?(?:,? ?(?P<year>(?:19|20)\d\d))?"
)
_PLAIN = re.compile(
    r"(?P<part>(?:\b[Tt]he )?\b(?:[Ee]nd of|[Ee]arly|[Ll]ate|[Mm]id|[Mm]iddle of)[ -](?:of )?)?\b"
    rf"{_NAMES}(?: (?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d))?(?:,? ?(?P<year>(?:19|20)\d\d))?"
)
_YEAR = re.compile(r"\b(?P<end>the end of |the beginning of )?(?P<year>(?:19|20)\d\d)\b(?! [a-z]{1,12} No)")
_EVENT = re.compile(
    r"\b(?P<when>[Bb]efore|[Bb]y|[Aa]fter|[Dd]uring|[Aa]round)"
    r" (?:and after )?(?:the )?(?:(?:Spring|Mid-Autumn) Festival"
    r"|(?:National|Labou?r|Teachers'|Children's|Women's) Day|(?:summer|winter) (?:vacation|holidays?)"
    r"|(?:opening|convening|end) of the [A-Za-z0-9 ]{2,40}?(?:Congress|semester|school year|activity))"
)
_PARTS = {"end": (21, 31), "ear": (1, 10), "mid": (11, 20), "lat": (21, 31)}
_WORD = re.compile("(?i)end|ear|mid|lat")


class Found(NamedTuple):
    """What a `When` needs, in its order."""

    start: int
    end: int
    first: tuple[int, int] | None
    last: tuple[int, int] | None
    first_year: int | None
    last_year: int | None
    bound: str = "in"
    event: str = ""


def points(text: str) -> list[Found]:
    """All single times of an English text, in any order; overlapping ones among them."""
    found = [_found(match, "by", match["byend"] or "") for match in _POINT.finditer(text)]
    found += [_found(match, "in", match["part"] or "") for match in _PLAIN.finditer(text) if _is_time(match)]
    found += [_of_event(match) for match in _EVENT.finditer(text)]
    return found + [_of_year(match) for match in _YEAR.finditer(text)]


def _is_time(match: re.Match[str]) -> bool:
    """May is a verb more often than a month: it needs a day, a year, or a word before it."""
    return match["month"] != "May" or bool(match["day"] or match["year"] or match["part"]) or _led(match)


def _led(match: re.Match[str]) -> bool:
    return match.string[max(0, match.start() - 3) : match.start()] in {"in ", "In ", "to ", " - "}


def _found(match: re.Match[str], bound: str, part: str) -> Found:
    name = match["month"].rstrip(".").lower()[:3]
    month = next(number for number, full in enumerate(_MONTHS, 1) if full.startswith(name))
    word = _WORD.search(part)
    low, high = _PARTS[word[0].lower()] if word else (1, 31)
    if match["day"]:
        low = high = int(match["day"])
    year = int(match["year"]) if match["year"] else None
    return Found(match.start(), match.end(), (month, low), (month, high), year, year, bound)


def _of_event(match: re.Match[str]) -> Found:
    bound = {"before": "by", "by": "by", "after": "after"}.get(match["when"].lower(), "in")
    return Found(match.start(), match.end(), None, None, None, None, bound, match[0])


def _of_year(match: re.Match[str]) -> Found:
    ends = match["end"] or ""
    first, last = ((12, 1), (12, 31)) if "end" in ends else ((1, 1), (3 if ends else 12, 31))
    year = int(match["year"])
    return Found(match.start(), match.end(), first, last, year, year)
