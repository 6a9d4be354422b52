"""Tables that say what is to be done: 阶段 | 起止时间 | 主要任务 | 责任单位. The head row names the columns."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhengyou.plandocs.cleaning import Line, simplified

_COLUMNS = (
    ("phase", re.compile(r"^(?:阶段|步骤|活动阶段|工作阶段)(?:名称)?$")),
    ("time", re.compile(r"时间|时限|日期|期限|进度|完成时")),
    ("owner", re.compile(r"责任|牵头|负责|承办|单位|部门")),
    ("task", re.compile(r"任务|内容|事项|措施|工作|活动|项目|要求")),
)
Cell = tuple[int, int]
_GAP = re.compile(r"[ \xa0]{0,8}[\t\u3000][\s\xa0]{0,20}|[ \xa0]{2,30}")  # between two columns


@dataclass(frozen=True)
class Row:
    """One row under a head: the spans of its cells by what their column holds."""

    line: Line
    cells: dict[str, Cell]

    def words(self, column: str) -> str:
        """The simplified words of a column, "" where the table has none."""
        return self.line.match[slice(*self.cells[column])] if column in self.cells else ""


def rows(lines: list[Line]) -> list[Row]:
    """The rows of all tables whose head names at least a task or phase column and one more.

    The head itself is among them, without cells, so that nobody takes it for text.
    """
    found: list[Row] = []
    head: list[str] = []
    for line in lines:
        if not in_columns(line):
            head = head if not line.match.strip() else []
            continue
        spans = cells(line)
        columns = [_column(line.match[a:b]) for a, b in spans]
        named = [name for name in columns if name]
        if not head and len(set(named)) >= 2 and {"task", "phase"} & set(named):
            head = columns
            found.append(Row(line, {}))
        elif head and len(spans) == len(head):
            found.append(
                Row(
                    line,
                    {n: c for n, c in reversed(list(zip(head, spans, strict=True))) if n and c[0] < c[1]},
                )
            )
    return found


def in_columns(line: Line) -> bool:
    """Whether the line is a table's row, or a line of a text whose words stand in columns."""
    if line.kind == "table":
        return True
    text = line.mended.strip()
    return len(text) <= 160 and "。" not in text and len(_GAP.findall(text)) >= 2


def cells(line: Line) -> list[Cell]:
    """The spans of a row's cells, empty ones too."""
    if line.kind != "table":
        begins = [0, *(match.end() for match in _GAP.finditer(line.mended.rstrip()))]
        ends = [*(match.start() for match in _GAP.finditer(line.mended.rstrip())), len(line.mended.rstrip())]
        return [(a, b) for a, b in zip(begins, ends, strict=True) if b > a]
    found, at = [], 0
    for cell in line.match.split("|"):
        start = at + len(cell) - len(cell.lstrip())
        found.append((start, max(start, at + len(cell.rstrip()))))
        at += len(cell) + 1
    return found


def repeats(row: Row, name: str) -> bool:
    """Whether the row's phase is the one of that name: 动员部署 and 动员部署阶段 are one."""
    mine, other = (
        re.sub("阶段|第.", "", text).strip()[:4] for text in (row.words("phase"), simplified(name))
    )
    return bool(mine and other) and (mine in other or other in mine)


def _column(text: str) -> str:
    if len(text) > 12:
        return ""
    return next((name for name, pattern in _COLUMNS if pattern.search(text)), "")
