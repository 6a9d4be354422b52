"""Roster import: organisations and people from a spreadsheet, all or nothing (issue 2).

One sheet of organisations (上级编码、编码、名称、类别、领域) and one of people (组织编码、姓名、身份、加入日期), in an
.xlsx or one of them in a .csv (UTF-8 or GB18030). A second import of the same file changes nothing; organisations are
known by their code. Nobody and nothing is removed: what the roster does not name is listed.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import date

from django.db import connection, transaction

from zhengyou.ledger.writing import Line, Writer, write

from . import roster_rows
from .queries.tree import lock_tree, root
from .roster_checking import home_faults, tree_faults
from .roster_reading import Tables, UnreadableRoster, read_tables
from .roster_rows import Enrolled, Fault, Wanted
from .roster_writing import Standing, missing_organisations, write_organisations, write_people
from .rules import Actor, Permission

__all__ = ["Fault", "RosterResult", "UnreadableRoster", "import_roster"]

_LOCK = 0x5A5A  # advisory lock: one roster at a time


@dataclass
class RosterResult:
    """What an import did, or would do (`dry_run`), or why it did nothing (`faults`)."""

    dry_run: bool
    organisations_added: int = 0
    organisations_changed: int = 0
    people_added: int = 0
    people_changed: int = 0
    missing_organisations: list[str] = field(default_factory=list)
    missing_people: list[str] = field(default_factory=list)
    skipped_sheets: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Nothing is wrong with the roster."""
        return not self.faults

    @property
    def changes(self) -> int:
        """How many organisations and people were added or changed."""
        return self.organisations_added + self.organisations_changed + self.people_added + self.people_changed

    @property
    def counts(self) -> str:
        """Added and changed, in words."""
        return (
            f"新增组织 {self.organisations_added} 个、改动 {self.organisations_changed} 个，"
            f"新增人员 {self.people_added} 名、改动 {self.people_changed} 名"
        )

    @property
    def sentences(self) -> list[str]:
        """The outcome in the words of the person who asked."""
        if self.faults:
            head = f"名册里有 {len(self.faults)} 处要改，什么也没有导入。改好后重新导入整个文件："
            return [head, *map(str, self.faults)]
        begin = "试运行，没有保存。正式导入会" if self.dry_run else "已导入名册："
        found = [f"{begin}{self.counts}。" if self.changes else "名册和现有的完全一致，没有改动。"]
        if self.skipped_sheets:
            found.append(f"没有认出表头、跳过的工作表：{'、'.join(self.skipped_sheets)}。")
        if self.missing_organisations:
            names = "、".join(self.missing_organisations)
            found.append(f"名册里没有、系统里仍保留的组织 {len(self.missing_organisations)} 个：{names}。")
        if self.missing_people:
            names = "、".join(self.missing_people)
            found.append(f"名册里没有、系统里仍保留的人员 {len(self.missing_people)} 名：{names}。")
        return found


@transaction.atomic
def import_roster(data: bytes, name: str, *, by: Writer, dry_run: bool, day: date) -> RosterResult:
    """Import a roster from `day` on. With faults, or with `dry_run`, nothing is kept.

    Raises UnreadableRoster for a file that cannot be used at all, NotPermitted for an actor who may not import.
    """
    if isinstance(by, Actor):
        top = root(day)
        by.require(Permission.IMPORT_ROSTER, top.path if top else "")
    tables = read_tables(data, name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    lock_tree()
    standing = Standing.on(day)
    result = RosterResult(dry_run, skipped_sheets=tables.skipped)
    wanted, enrolled = _checked(tables, standing, result, day)
    if not result.ok:
        return result
    result.organisations_added, result.organisations_changed = write_organisations(wanted, standing)
    result.missing_organisations = missing_organisations(wanted, standing)
    result.people_added, result.people_changed, result.missing_people = write_people(enrolled, standing)
    if dry_run:
        transaction.set_rollback(True)
    elif result.changes:
        _write_line(data, name, by, standing, result)
    return result


def _checked(
    tables: Tables, standing: Standing, result: RosterResult, day: date
) -> tuple[list[Wanted], list[Enrolled]]:
    """What the roster says; faults go into the result, in the order of the rows."""
    faults: list[Fault] = []
    wanted = roster_rows.organisations(tables.organisations or [], faults)
    if not faults:
        kinds = {code: placement.kind for code, placement in standing.placements.items()}
        faults += tree_faults(wanted, kinds, standing.root)
    people_faults: list[Fault] = []
    enrolled = roster_rows.people(tables.people or [], day, people_faults)
    if not faults:
        people_faults += home_faults(enrolled, {*standing.organisations, *(one.code for one in wanted)})
    result.faults = faults + sorted(people_faults, key=lambda fault: fault.row)
    return wanted, enrolled


def _write_line(data: bytes, name: str, by: Writer, standing: Standing, result: RosterResult) -> None:
    top = standing.placements[standing.root or ""]
    line = Line(
        verb="organisations.roster.import",
        sentence=f"导入名册“{name}”：{result.counts}。",
        subject="organisations.organisation",
        subject_id=top.organisation_id,
        path=top.path,
        after={"sha256": hashlib.sha256(data).hexdigest()},
    )
    write(by=by, line=line)
