"""One cell of a spreadsheet as people mean it: text without stray blanks, codes without full-width letters."""

import re
import unicodedata
from datetime import date
from functools import lru_cache

Cell = str | int | float | bool | date | None

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\u2060\ufeff]")
_BLANKS = re.compile(r"\s+")
_WIDE_BLANK = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")
_AS_FORMULA = re.compile(r'^="([^"]*)"$')
_DEFUSED = re.compile(r"^'(?=[=+\-@\t\r])")
_SCIENTIFIC = re.compile(r"^\d(?:\.\d+)?[Ee]\+?\d{1,3}$")
_EIGHTEEN = re.compile(r"(?<![0-9])([0-9]{17}[0-9Xx])(?![0-9A-Za-z])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"

MOST_EXACT = 10**15
"""A spreadsheet keeps fifteen digits of a number; of one this large the last ones are gone."""


def text(value: Cell) -> str:
    """What stands in the cell, in one line; whole numbers without ".0", dates as 2020-07-01."""
    if value is None:
        return ""
    if type(value) is str and value.isprintable() and "  " not in value:  # nearly every cell
        return value.strip()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return _BLANKS.sub(" ", _CONTROL.sub("", str(value))).strip()


def typed(value: str) -> str | None:
    """A field of a .csv as it was meant: ="0101" is how such files keep a zero, '=1 how they defuse a formula."""
    value = _DEFUSED.sub("", _AS_FORMULA.sub(r"\1", value))
    return value or None


def code(value: Cell) -> str:
    """A code or number: full-width digits and letters made plain, no blanks."""
    if type(value) is str and value.isascii() and value.isalnum():
        return value
    return _plain(text(value))


@lru_cache(maxsize=20_000)
def _plain(written: str) -> str:
    return _BLANKS.sub("", unicodedata.normalize("NFKC", written))


def name(value: Cell) -> str:
    """A name: no blanks beside Chinese characters ("曾 明"), one between words of other scripts."""
    found = text(value)
    return _WIDE_BLANK.sub("", found) if " " in found else found


def key(value: Cell) -> str:
    """For comparing names and words: without blanks and without the difference of full and half width."""
    return code(value).casefold()


def ruined(value: Cell) -> str:
    """Why a code cannot be what somebody typed; "" where it can."""
    if type(value) is str and value.isdigit():
        return ""
    if isinstance(value, date):
        return "被表格软件变成了日期"
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= MOST_EXACT:
        return "是数字格式而且超过 15 位，末几位已被表格软件改掉"
    if isinstance(value, str) and _SCIENTIFIC.match(code(value)):
        return f"成了“{text(value)}”，后面的位数已被表格软件丢掉"
    return ""


def holds_id_card(value: Cell) -> bool:
    """Whether the text holds an id-card number: eighteen digits whose last one fits the others."""
    if not isinstance(value, str) or len(value) < 18:
        return False
    return any(_fits(found) for found in _EIGHTEEN.findall(unicodedata.normalize("NFKC", value)))


def _fits(digits: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == digits[-1].upper()


def lost_zero(value: str, lengths: set[int]) -> str:
    """The code as it was, where a spreadsheet has probably dropped its leading zeros; else "".

    `lengths` are those of the codes that do begin with a zero.
    """
    if not value.isdigit() or value.startswith("0") or len(value) in lengths:
        return ""
    longer = [length for length in lengths if length > len(value)]
    return value.zfill(min(longer)) if longer else ""


def zero_lengths(codes: list[str]) -> set[int]:
    """The lengths of the codes that begin with a zero."""
    return {len(one) for one in codes if one.startswith("0") and one.isdigit()}
