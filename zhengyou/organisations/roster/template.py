"""The template: two sheets with drop-downs and notes, empty or filled with what stands."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from ..models import CircumstanceKind, Kind, MemberStatus, Sector
from . import words
from .cells import Cell, text
from .leaving import Line, organisation_rows, people_rows
from .sheets import Pen, defused
from .standing import Scope, Tree

_ROOM = 5000
_ROWS = 200_000


@dataclass(frozen=True)
class Head:
    """A column of the template: its header, width, and what the note on the header says."""

    word: str
    width: int
    note: str
    kind: str = "text"
    choices: tuple[str, ...] | str = ()
    """What the drop-down offers: words, or the range where they stand."""
    free: bool = False
    """Something else than what is offered may be written too."""


ORGANISATIONS = (
    Head("上级编码", 16, "上级组织的编码。最上级留空。"),
    Head("编码", 16, "本系统认组织用的编码，改名、改隶以后不变。必填，不能重复。"),
    Head("名称", 36, "组织全称。必填。"),
    Head("类别", 14, "从下拉里选。必填。", choices=tuple(map(str, Kind.labels))),
    Head("领域", 24, "从下拉里选；空着表示不改。", choices=(*map(str, Sector.labels), words.NONE)),
)
PEOPLE = (
    Head("人员编号", 16, "本地名册自己的编号，不是身份证号。没有可以空着；有编号的，转接、改名都认得出。"),
    Head("姓名", 12, "必填。"),
    Head("组织编码", 16, "所在组织的编码，从下拉里选。必填。", choices=f"=组织!$B$2:$B${_ROOM}", free=True),
    Head("组织名称", 36, "只供核对，可以空着；和编码对不上时会提醒，按编码算。"),
    Head(
        "身份",
        14,
        "必填。入党积极分子、发展对象不计入党员。",
        choices=tuple(map(str, MemberStatus.labels)),
    ),
    Head(
        "加入本组织日期", 16, "到这个组织来的日期，如 2020-07-01。空着表示不改；新来的按导入当天算。", "day"
    ),
    Head("入党日期", 14, "如 2008-07-01。没有编号时，同名的人靠它区分。", "day"),
    Head("转正日期", 14, "正式党员填；这一天以前按预备党员算。可以空着。", "day"),
    Head(
        "情况",
        20,
        f"没有就空着。几项用“、”隔开。空着表示不改；原来有、现在没有了，写“{words.NONE}”。",
        choices=(*map(str, CircumstanceKind.labels), words.NONE),
        free=True,
    ),
    Head("情况说明", 30, "经批准不参加的必填：谁批准、为什么。"),
)
_NOTES = (
    "怎么填",
    "1. 先填“组织”表，再填“人员”表；两张表都可以只填要改的行。",
    "2. 组织靠编码认，人员靠人员编号认；没有编号的，靠组织和姓名认，同名的再看入党日期。",
    "3. 再导入一次同样的内容，什么也不会变；改过的地方就地更新，不会重复。",
    "4. 名册里没有的组织和人不会被删除，导入前会列出来给您看。",
    "5. 空着的格子表示不改。",
    "6. 不需要身份证号，也不要写在别的列里。",
    "7. 填好以后在“名册”页上传，先看会有什么变化，再决定导不导入。",
)


def template(tree: Tree | None = None, *, with_people: bool = False) -> bytes:
    """The bytes of the template: empty, or with the organisations of a tree, or with the people too (the export)."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "constant_memory": True}) as book:
        pen = Pen(book)
        _sheet(book.add_worksheet("组织"), pen, ORGANISATIONS, organisation_rows(tree) if tree else ())
        rows = people_rows(tree) if tree and with_people else ()
        _sheet(book.add_worksheet("人员"), pen, PEOPLE, rows)
        page = book.add_worksheet("说明")
        page.set_column(0, 0, 80)
        for number, sentence in enumerate(_NOTES):
            pen.write(page, number, 0, sentence, _HEAD if number == 0 else "")
    return out.getvalue()


_HEAD = "#EDEDED"


def _sheet(page: Worksheet, pen: Pen, heads: Sequence[Head], rows: Iterable[Line]) -> None:
    page.freeze_panes(1, 0)
    for column, head in enumerate(heads):
        page.set_column(column, column, head.width, pen.format(head.kind))
        pen.write(page, 0, column, head.word, _HEAD)
        page.write_comment(0, column, head.note, {"x_scale": 2})
        if head.choices:
            page.data_validation(1, column, _ROWS, column, _offered(head))
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            pen.write(page, number, column, value)


def _offered(head: Head) -> dict[str, object]:
    """A drop-down. What is too long for one is told in its note instead of being cut off."""
    source = head.choices if isinstance(head.choices, str) else list(head.choices)
    return {
        "validate": "list",
        "source": source,
        "error_type": "information" if head.free else "stop",
        "show_error": not head.free,
        "error_title": head.word,
        "error_message": "请从下拉里选一个。",
    }


def table(tree: Tree, *, with_people: bool) -> bytes:
    """One of the two sheets as a .csv (UTF-8 with mark, commas), nothing in it taken for a formula."""
    heads, rows = (PEOPLE, people_rows(tree)) if with_people else (ORGANISATIONS, organisation_rows(tree))
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([head.word for head in heads])
    writer.writerows([[_field(value) for value in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def _field(value: Cell) -> str:
    return value.isoformat() if isinstance(value, date) else defused(text(value))


def standing(path: str, day: date) -> Tree:
    """The organisations at and under a path, for the template."""
    return Tree.on(day, Scope(path, own=False))
