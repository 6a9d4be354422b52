"""Phone sampling (domain.md P5, R26): reading the list, sealing it, and drawing lines from it. Pure.

A line is known outside by the digest of its name, number and a secret salt, since a number alone can be guessed.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from zhengyou.campaigns.rules.inspections.drawing import digest

MOST = 5_000
_NAMES, _MATTERS, _NUMBERS = ("姓名", "称呼", "联系人"), ("事", "业务", "服务"), ("电话", "手机", "号码")
_NUMBER = re.compile(r"0?\d{7,11}")
MOST_MISTAKES = 20
SEED = re.compile(r"[^\\\"'{}\n\r]+")
"""Words that can stand in the line for Python on the public page."""


@dataclass(frozen=True)
class Listed:
    """One line of a list: what to call him, what for, and the number."""

    name: str
    matter: str
    number: str


@dataclass(frozen=True)
class Reading:
    """What was read of a list, and what has to be mended first, a sentence each."""

    listed: tuple[Listed, ...]
    mistakes: tuple[str, ...]


def read_frame(rows: Sequence[Sequence[object]]) -> Reading:
    """A list from the rows of a table; its first row names the columns."""
    head = [_text(cell) for cell in rows[0]] if rows else []
    columns = [_column(head, words) for words in (_NAMES, _MATTERS, _NUMBERS)]
    if columns[2] is None:
        return Reading((), ("表格第一行要写明各列是什么，其中一列叫“电话”，这里没有找到。",))
    listed, mistakes, seen = [], [], dict[str, int]()
    for place, row in enumerate(rows[1:], start=2):
        cells = [_text(row[at]) if at is not None and at < len(row) else "" for at in columns]
        if not any(cells):
            continue
        one = Listed(cells[0][:40], cells[1][:80], plain_number(cells[2]))
        why = _why_not(one, cells[2], seen)
        if why:
            mistakes.append(f"第{place}行：{why}")
        seen.setdefault(one.number, place)
        listed.append(one)
    if not listed:
        mistakes.append("表格里一个电话也没有。请确认选对了文件。")
    if len(listed) > MOST:
        mistakes.append(f"名单有{len(listed)}行，最多{MOST}行。请分开几个单位上传。")
    return Reading(tuple(listed), tuple(mistakes))


def _why_not(one: Listed, written: str, seen: dict[str, int]) -> str:
    if not written:
        return "没有电话。请补上，或者删去这一行。"
    if not _NUMBER.fullmatch(one.number):
        return f"“{written}”不像电话号码。请对照原来的登记改正。"
    if one.number in seen:
        return f"电话和第{seen[one.number]}行的一样。一个号码只打一次，请删去一行。"
    return ""


def plain_number(written: str) -> str:
    """A phone number without spaces, dashes, brackets and the country's prefix."""
    bare = re.sub(r"[\s\-()（）—]", "", written)
    return re.sub(r"^(\+86|0086)", "", bare)


def line_digest(one: Listed, salt: str) -> str:
    """By what a line is known outside: SHA-256 over salt, name, matter and number with line ends between."""
    return hashlib.sha256("\n".join((salt, one.name, one.matter, one.number)).encode()).hexdigest()


def frame_text(digests: Sequence[str]) -> str:
    """The list as it is sealed and published: "place TAB digest", a line each."""
    return "".join(f"{place}\t{one}\n" for place, one in enumerate(digests, start=1))


def frame_digest(text: str) -> str:
    """SHA-256 over the sealed list in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def drawn(method: str, seed: str, size: int, wanted: int) -> list[int]:
    """The places (from 1) that are called, in order: all when there are no more than wanted.

    random: those with the smallest SHA-256 over seed, line end and place. interval: the first is the SHA-256 of the
    seed taken modulo the size, the others follow at equal distance, from the end on to the beginning again.
    """
    if size <= wanted:
        return list(range(1, size + 1))
    if method == "random":
        return sorted(sorted(range(1, size + 1), key=lambda place: digest(seed, str(place)))[:wanted])
    first = int(hashlib.sha256(seed.encode()).hexdigest(), 16) % size
    return sorted((first + step * size // wanted) % size + 1 for step in range(wanted))


def _column(head: Sequence[str], words: Sequence[str]) -> int | None:
    return next((at for at, cell in enumerate(head) if any(word in cell for word in words)), None)


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else " ".join(str(cell).split())
