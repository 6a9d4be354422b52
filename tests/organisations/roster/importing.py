"""Importing files in tests, and what came of it in short."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from zhengyou.organisations.actions.importing import Source, bring_in, look
from zhengyou.organisations.roster.difference import Counts
from zhengyou.organisations.roster.progress import IMPORT, Course
from zhengyou.organisations.roster.telling import sentences
from zhengyou.organisations.roster.working import Worked
from zhengyou.organisations.rules import System

Rows = list[list[Any]]
DAY, LATER = date(2026, 3, 2), date(2026, 6, 1)
TREE: Rows = [
    ["上级编码", "编码", "名称", "类别", "领域"],
    ["", "01", "澜溪区委", "区委", ""],
    ["01", "0101", "柳渡镇党委", "党委", "农村"],
    ["01", "0102", "青石街道党工委", "党工委", "街道社区"],
    ["0101", "010101", "双坡村党支部", "党支部", "农村"],
]
PEOPLE: Rows = [
    ["组织编码", "姓名", "身份", "加入日期"],
    ["010101", "谷春山", "正式党员", "2010-07-01"],
    ["010101", "单晓禾", "预备党员", "2025年9月1日"],
    ["010101", "曾 明", "入党积极分子", ""],
]


def changed(rows: Rows, number: int, **cells: Any) -> Rows:
    """A copy with some cells of one row (counted as people count them) changed, by column number `c0`, `c1`…"""
    copy = [list(row) for row in rows]
    for column, value in cells.items():
        copy[number - 1][int(column[1:])] = value
    return copy


def noon(day: date) -> datetime:
    """Noon of a day where rosters are imported."""
    return timezone.make_aware(datetime.combine(day, time(12)))


@dataclass
class Outcome:
    """What an import did, or would do."""

    worked: Worked
    dry_run: bool

    @property
    def counts(self) -> Counts:
        """How many of each."""
        return self.worked.difference.counts

    @property
    def ok(self) -> bool:
        """Nothing is wrong with the file."""
        return not self.worked.difference.faults

    @property
    def sentences(self) -> list[str]:
        """As the command line prints it."""
        return sentences(self.worked, dry_run=self.dry_run)

    @property
    def faults(self) -> list[tuple[str, str]]:
        """(place, sentence) of each."""
        return [(note.place.words, note.sentence) for note in self.worked.difference.faults]

    @property
    def warnings(self) -> list[tuple[str, str]]:
        """(place, sentence) of each."""
        return [(note.place.words, note.sentence) for note in self.worked.difference.warnings]

    @property
    def missing(self) -> tuple[list[str], list[str]]:
        """Names of organisations and of people that the file does not have."""
        found = self.worked.difference
        return [m.organisation for m in found.missing_organisations], [m.person for m in found.missing_people]


def take(
    data: bytes, name: str = "名册.xlsx", *, by: Any = None, day: date = DAY, dry_run: bool = False
) -> Outcome:
    """Import a file, or only look."""
    act = look if dry_run else bring_in
    source, course = Source(name, data), Course(IMPORT)
    return Outcome(act(by=by or System(), source=source, now=noon(day), course=course), dry_run)
