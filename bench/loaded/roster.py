"""A roster of a whole district, beside merely reading its file, and a plain COPY of the same rows."""

import io
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

import python_calamine
import xlsxwriter
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from zhengyou.organisations.actions.importing import Source, bring_in, look
from zhengyou.organisations.copying import analyse
from zhengyou.organisations.models import Membership, Organisation, Person
from zhengyou.organisations.roster.progress import IMPORT, PREVIEW, Course
from zhengyou.organisations.roster.report import report
from zhengyou.organisations.roster.standing import EVERYWHERE, Tree
from zhengyou.organisations.roster.template import template
from zhengyou.organisations.rules import System

COMMITTEES, GENERAL, BRANCHES, PEOPLE, CHANGES = 32, 76, 859, 35_000, 1_000
TURNS = 3
_SURNAMES, _GIVEN = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗", "文明春华志强秀英建国晓东丽娟海涛"
Rows = list[list[Any]]


def measure() -> None:
    """Measure in turns and print; what changes anything but for the last full import is rolled back."""
    call_command("migrate", verbosity=0)
    if Organisation.objects.exists():
        raise SystemExit("the database is not empty; leave out --data")
    tree, people = _tree(), _people()
    full, changed = _file(tree, people), _file(tree, _changed(people))
    print(f"{len(tree) - 1:,} organisations, {len(people) - 1:,} people, {len(full) / 1e6:.1f} MB\n")
    times: dict[str, list[float]] = {}
    _turns(times, {"read by calamine": lambda: _read(full), "plain COPY": lambda: _copied(tree, people)})
    _turns(times, {"full: only looked at": lambda: _looked(full), "full: imported": lambda: _imported(full)})
    _imported(full)
    analyse(Organisation, Person, Membership)
    again = {
        "again unchanged: looked at": lambda: _looked(full),
        "again unchanged: imported": lambda: _imported(full),
        f"again with {CHANGES:,} changes: looked at": lambda: _looked(changed),
        f"again with {CHANGES:,} changes: imported": lambda: _imported(changed),
        "preview with its workbook": lambda: len(report(_look(changed), Course(PREVIEW))),
        "exported": lambda: len(template(Tree.on(timezone.localdate(), EVERYWHERE), with_people=True)),
    }
    _turns(times, again)
    read, copied = (statistics.median(times[name]) for name in ("read by calamine", "plain COPY"))
    print(f"{'what':40} {'s':>7} {'of reading':>11} {'of COPY':>9}")
    for name, taken in times.items():
        middle = statistics.median(taken)
        print(f"{name:40} {middle:7.2f} {middle / read:11.1f} {middle / copied:9.1f}")


def _turns(times: dict[str, list[float]], kinds: dict[str, Callable[[], int]]) -> None:
    """Each in turn, rolled back, so that every turn finds the same."""
    for _ in range(TURNS):
        for name, run in kinds.items():
            with transaction.atomic():
                begun = time.perf_counter()
                run()
                times.setdefault(name, []).append(time.perf_counter() - begun)
                transaction.set_rollback(True)


def _read(data: bytes) -> int:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)


def _look(data: bytes) -> Any:
    return look(by=System(), source=Source("名册.xlsx", data), now=timezone.now(), course=Course(PREVIEW))


def _looked(data: bytes) -> int:
    return int(_look(data).difference.counts.changes)


def _imported(data: bytes) -> int:
    source, course = Source("名册.xlsx", data), Course(IMPORT)
    worked = bring_in(by=System(), source=source, now=timezone.now(), course=course)
    if worked.difference.faults:
        raise SystemExit(str(worked.difference.faults[0]))
    return worked.difference.counts.changes


def _copied(tree: Rows, people: Rows) -> int:
    """The rows themselves into tables with the same columns, constraints and indexes, nothing looked at."""
    with connection.cursor() as cursor:
        for table in ("organisation", "placement", "person", "membership"):
            name = f"organisations_{table}"
            cursor.execute(f"CREATE TEMP TABLE bare_{table} (LIKE {name} INCLUDING ALL) ON COMMIT DROP")
        day = date(2020, 1, 1)
        _copy(cursor, "organisation (id, code, kind, sector, founded_on)", (
            (n, row[1], "branch", "rural", day) for n, row in enumerate(tree[1:], 1)
        ))  # fmt: skip
        _copy(cursor, "placement (id, organisation_id, name, path, depth, since)", (
            (n, n, row[2], f"/1/{n}/", 1, day) for n, row in enumerate(tree[1:], 1)
        ))  # fmt: skip
        _copy(cursor, "person (id, name, pinyin, number, joined_on)", (
            (n, row[1], "wang xiao ming", row[0], row[5]) for n, row in enumerate(people[1:], 1)
        ))  # fmt: skip
        _copy(cursor, "membership (id, person_id, organisation_id, status, since)", (
            (n, n, 1 + n % len(tree), "full", row[4]) for n, row in enumerate(people[1:], 1)
        ))  # fmt: skip
    return len(people)


def _copy(cursor: Any, into: str, rows: Any) -> None:
    with cursor.copy(f"COPY bare_{into} FROM STDIN") as pipe:
        for row in rows:
            pipe.write_row(row)


def _tree() -> Rows:
    rows: Rows = [["上级编码", "编码", "名称", "类别", "领域"], ["", "01", "澜溪区委", "区委", "机关"]]
    rows += [["01", f"01{n:02}", f"第{n}镇党委", "党委", "农村"] for n in range(1, COMMITTEES + 1)]
    rows += [
        [f"01{n % COMMITTEES + 1:02}", f"01{n % COMMITTEES + 1:02}8{n:03}", f"第{n}党总支", "党总支", "农村"]
        for n in range(GENERAL)
    ]
    above = [row[1] for row in rows[2:]]
    for n in range(BRANCHES):
        parent = above[n % len(above)]
        rows.append([parent, f"{parent}-{n:04}", f"第{n}村党支部", "党支部", "农村"])
    return rows


def _people() -> Rows:
    rng = Random(7)
    branches = [row[1] for row in _tree()[-BRANCHES:]]
    rows: Rows = [["人员编号", "姓名", "组织编码", "身份", "加入本组织日期", "入党日期", "转正日期", "情况"]]
    for n in range(PEOPLE):
        joined = date(1970, 1, 1) + timedelta(days=rng.randrange(18_000))
        name = rng.choice(_SURNAMES) + rng.choice(_GIVEN) + rng.choice(_GIVEN)
        status = "预备党员" if n % 25 == 0 else "正式党员"
        full = joined + timedelta(days=365) if n % 3 == 0 and n % 25 else None
        retired = "离退休" if n % 10 == 0 else ""
        rows.append([f"P{n:06}", name, branches[n % BRANCHES], status, joined, joined, full, retired])
    return rows


def _changed(people: Rows) -> Rows:
    """A thousand people renamed, turned full or sent elsewhere, in equal parts."""
    copy = [list(row) for row in people]
    for n in range(CHANGES):
        row = copy[1 + n * 25]
        if n % 3 == 0:
            row[1] += "华"
        elif n % 3 == 1:
            row[3] = "正式党员"
        else:
            row[2] = copy[2 + n * 25][2]
    return copy


def _file(*sheets: Rows) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "constant_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in zip(("组织", "人员"), sheets, strict=True):
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, date):
                        page.write_datetime(number, column, value, day)
                    elif value:
                        page.write_string(number, column, value)
    return out.getvalue()
