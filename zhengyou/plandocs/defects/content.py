"""What the plan itself leaves open: items, numbers, owners, times, sums."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengyou.plandocs.cleaning import Line
from zhengyou.plandocs.defects.evidence import ERROR, NOTE, WARNING, Evidence, of_place, of_span, rows
from zhengyou.plandocs.numbers import number
from zhengyou.plandocs.plan import Defect, Task

_VAGUE = re.compile(
    r"(?:评选|培养|树立|打造|表彰|推出|选树|建成|创建|发展|推广)[^，。；]{0,8}(?P<n>一批|一定数量的?|部分|适量)"
    r"|(?:select|promot|train|establish)[a-z]{0,4} (?P<m>a number of|a batch of)"
)
_AMOUNT = re.compile(
    r"(?<![第\d.])(?P<n>\d{1,9}(?:,\d{3}){0,3}(?:\.\d{1,4})?)\s?(?P<unit>亿元|万元|元|名|个|人|户"
    r"|家|所|次|吨|项|处|支|平方米)"
)
_PART = re.compile(r"[，；：]?其中")


def content(evidence: Evidence) -> Iterator[Defect]:
    """items-missing, vague-target, no-owner, no-deadline and sum-mismatch."""
    for standard in evidence.read.standards:
        if not standard.items:
            said = f"“{standard.label}”只有名称，没有写出是哪几条。请补充条目，或注明出自哪个文件。"
            yield of_place("items-missing", WARNING, said, standard)
    for target in evidence.read.targets:
        if target.comparator == "unspecified":
            yield of_place(
                "vague-target",
                WARNING,
                f"“{target.what}”写的是“若干”，没有数量，无法检查。请填写数量。",
                target,
            )
    for line in evidence.context.lines:
        for match in _VAGUE.finditer(line.match):
            span = match.span(match.lastgroup or 0)
            said = f"“{line.words(*span)}”没有数量，无法检查。请填写数量。"
            yield of_span("vague-target", NOTE, said, line, *span)
        yield from _sums(line)
    if evidence.read.kind == "plan":
        yield from _open_tasks(evidence)


def _open_tasks(evidence: Evidence) -> Iterator[Defect]:
    """One line for all tasks without an owner, one for all without a time."""
    tasks = evidence.read.tasks
    nobody = [task for task in tasks if not task.owner]
    never = [
        task
        for task in tasks
        if not task.due and not task.suggested_due and not task.recurrence and not task.date_text
    ]
    for found, code, said in (
        (nobody, "no-owner", "没有写由谁来办"),
        (never, "no-deadline", "没有写什么时候办完"),
    ):
        if found:
            lines = sorted({task.line for task in found})
            message = f"{len(tasks)}项任务里有{len(found)}项{said}（{rows(lines)}）。请在工作台上逐项补上。"
            yield _first(found[0], code, message)


def _first(task: Task, code: str, message: str) -> Defect:
    return of_place(code, WARNING, message, task)


def _sums(line: Line) -> Iterator[Defect]:
    """共968个，其中甲30个、乙76个…: parts that exceed the total, or three and more that do not reach it."""
    done = 0
    for match in _PART.finditer(line.match):
        if match.start() < done:
            continue
        stop = line.match.find("。", match.end())
        stop = len(line.match) if stop < 0 else stop
        start, done = max(done, line.match.rfind("。", done, match.start()) + 1), stop
        totals = list(_AMOUNT.finditer(line.match, start, match.start()))
        if not totals:
            continue
        total = totals[-1]
        parts = [m for m in _AMOUNT.finditer(line.match, match.end(), stop) if m["unit"] == total["unit"]]
        if len(parts) < 2 or total["unit"] == "次":
            continue
        wanted, got = number(total["n"]) or 0, sum(number(m["n"]) or 0 for m in parts)
        if round(got, 4) > round(wanted, 4) or (len(parts) >= 3 and round(got, 4) != round(wanted, 4)):
            severity = ERROR if got > wanted else NOTE
            said = (
                f"总数写{wanted:g}{total['unit']}，其中各项加起来是{got:g}{total['unit']}，对不上。请核对。"
            )
            yield of_span("sum-mismatch", severity, said, line, total.start(), total.end())
