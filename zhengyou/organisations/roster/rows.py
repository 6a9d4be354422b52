"""What each row says, by itself: organisations and people, or what is wrong with the cell and what to do."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from ..models import CircumstanceKind, Kind, MemberStatus, Sector
from . import cells, words
from .days import NoDay, read_day
from .notes import Notes
from .tables import Row, Table

_BATCH = 1000
_SEVERAL = re.compile(r"[、,，;；/\s]+")
Tick = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One organisation as the roster has it. `parent` as written, a code or a name, and None where it is not said;
    `sector` is None where it is not said, "" where there is none."""

    row: Row
    code: str
    parent: str | None
    name: str
    kind: str
    sector: str | None


@dataclass(frozen=True, slots=True)
class Enrolled:
    """One person as the roster has it. `organisation` and `organisation_name` as written. What is not said is None or
    ""; `circumstances` None leaves them as they are."""

    row: Row
    organisation: str
    organisation_name: str
    number: str
    name: str
    status: str
    since: date | None
    joined_on: date | None
    confirmed_on: date | None
    circumstances: frozenset[str] | None
    reason: str


@dataclass
class Reader:
    """Reads rows on a day; what is wrong goes into the notes."""

    notes: Notes
    today: date
    from_1904: bool
    tick: Tick
    broken: list[Enrolled] = field(default_factory=list)
    """People whose rows say something wrong: only their organisations are looked at further."""

    def organisations(self, table: Table) -> list[Wanted]:
        """The organisations of a sheet; rows that say something wrong are told and left out."""
        found: dict[str, Wanted] = {}
        for row in self._each(table):
            one = self._organisation(row)
            if one is None:
                continue
            if one.code in found:
                twice = f"编码“{one.code}”和第 {found[one.code].row.number} 行重复，请删去一行或改正编码。"
                self.notes.fault(row.place("code"), twice)
            else:
                found[one.code] = one
        self._zeros([(one.row, "code", one.code) for one in found.values()])
        return list(found.values())

    def people(self, table: Table) -> list[Enrolled]:
        """The people of a sheet; rows that say something wrong are told and left out."""
        found: list[Enrolled] = []
        numbers: dict[str, Enrolled] = {}
        for row in self._each(table):
            one = self._person(row)
            if one is None:
                continue
            if one.number in numbers:
                other = numbers[one.number].row.number
                sentence = f"人员编号“{one.number}”和第 {other} 行重复，请删去一行或改正编号。"
                self.notes.fault(row.place("number"), sentence)
                continue
            if one.number:
                numbers[one.number] = one
            found.append(one)
        self._zeros([(one.row, "number", one.number) for one in numbers.values()])
        return found

    def _each(self, table: Table) -> list[Row]:
        """The rows, each looked through for id-card numbers, with the progress told."""
        clean = []
        for count, row in enumerate(table.rows, 1):
            held = [
                column
                for column, value in row.cells.items()
                if type(value) is str and len(value) >= 18 and cells.holds_id_card(value)
            ]
            for column in held:
                self.notes.fault(row.place(column), "像是身份证号。这里不需要身份证号，请删去。")
            if not held:
                clean.append(row)
            if count % _BATCH == 0:
                self.tick(count, len(table.rows))
        return clean

    def _organisation(self, row: Row) -> Wanted | None:
        before = self.notes.faults
        code = self._code(row, "code", required=True)
        parent = self._code(row, "parent", limit=120) if row.has("parent") else None
        name = self._name(row, "name", 120)
        kind = self._word(row, "kind", words.KINDS, Kind)
        sector = self._word(row, "sector", words.SECTORS, Sector) if row.cells.get("sector") else None
        if code and code == parent:
            self.notes.fault(row.place("parent"), "上级编码和编码相同，请填写真正的上级。")
        if self.notes.faults > before:
            return None
        return Wanted(row, code, parent, name, kind, sector)

    def _person(self, row: Row) -> Enrolled | None:
        before = self.notes.faults
        number = self._code(row, "number")
        organisation = self._code(row, "organisation", limit=120)
        organisation_name = cells.text(row.cells.get("organisation_name"))
        if not organisation and not organisation_name:
            column = "organisation" if row.has("organisation") else "organisation_name"
            self.notes.fault(row.place(column), "没有写属于哪个组织，请填写组织编码或组织名称。")
        name = self._name(row, "name", 60)
        status = self._word(row, "status", words.STATUSES, MemberStatus)
        since, joined = self._day(row, "since"), self._day(row, "joined_on")
        confirmed = self._day(row, "confirmed_on")
        if confirmed and joined and confirmed < joined:
            self.notes.fault(row.place("confirmed_on"), "转正日期早于入党日期，请改正。")
        if confirmed and status and status != MemberStatus.FULL:
            label = MemberStatus(status).label
            self.notes.fault(row.place("confirmed_on"), f"身份是{label}，却有转正日期，请改正其中一个。")
        circumstances, reason = self._circumstances(row)
        told = (since, joined, confirmed, circumstances, reason)
        found = Enrolled(row, organisation, organisation_name, number, name, status, *told)
        if self.notes.faults == before:
            return found
        if organisation or organisation_name:
            self.broken.append(found)
        return None

    def _code(self, row: Row, column: str, *, limit: int = 40, required: bool = False) -> str:
        value = row.cells.get(column)
        if value is None:
            if required:
                self.notes.fault(row.place(column), f"{_label(row, column)}是空的，请填写。")
            return ""
        wrong = cells.ruined(value)
        if wrong:
            sentence = f"{_label(row, column)}{wrong}。请把这一列设成“文本”格式，重新填写。"
            self.notes.fault(row.place(column), sentence)
            return ""
        found = cells.code(value) if limit == 40 else cells.text(value)
        return self._short(row, column, found, limit)

    def _name(self, row: Row, column: str, limit: int) -> str:
        found = cells.name(row.cells.get(column))
        if not found:
            self.notes.fault(row.place(column), f"{_label(row, column)}是空的，请填写。")
        return self._short(row, column, found, limit)

    def _short(self, row: Row, column: str, found: str, limit: int) -> str:
        if len(found) <= limit:
            return found
        self.notes.fault(row.place(column), f"{_label(row, column)}超过 {limit} 个字，请缩短。")
        return ""

    def _word(
        self,
        row: Row,
        column: str,
        meanings: dict[str, str],
        kinds: type[Kind] | type[Sector] | type[MemberStatus],
    ) -> str:
        value = row.cells.get(column)
        found = cells.key(value)
        if found in meanings:
            return meanings[found]
        if column == "sector" and found in words.NONE_WORDS:
            return ""
        shown, label = cells.text(value)[:40], _label(row, column)
        said = f"{label}“{shown}”不认识" if shown else f"{label}是空的"
        empty = "，没有划分就写“无”" if column == "sector" else ""
        self.notes.fault(row.place(column), f"{said}，请填写{words.choices(kinds)}之一{empty}。")
        return ""

    def _day(self, row: Row, column: str) -> date | None:
        value = row.cells.get(column)
        if value is None:
            return None
        try:
            found = read_day(value, self.today, from_1904=self.from_1904)
        except NoDay as wrong:
            self.notes.fault(row.place(column), f"{_label(row, column)}{wrong}")
            return None
        if found is None:
            return None
        if not found.whole:
            sentence = f"{_label(row, column)}只写到月，按当月 1 日算；知道是哪一天，请补上。"
            self.notes.warn(row.place(column), sentence)
        return found.date

    def _circumstances(self, row: Row) -> tuple[frozenset[str] | None, str]:
        """None where nothing is said: an empty cell takes nothing from anybody."""
        reason = self._short(row, "reason", cells.text(row.cells.get("reason")), 200)
        written = cells.text(row.cells.get("circumstances"))
        if not written:
            return None, reason
        parts = [part for part in _SEVERAL.split(written) if part]
        found: set[str] = set()
        for part in parts:
            key = cells.key(part)
            if key in words.CIRCUMSTANCES:
                found.add(words.CIRCUMSTANCES[key])
            elif key not in words.NONE_WORDS:
                all_words = words.choices(CircumstanceKind)
                sentence = (
                    f"情况“{part[:40]}”不认识，请填写{all_words}中的一个或几个（用“、”隔开），没有就写“无”。"
                )
                self.notes.fault(row.place("circumstances"), sentence)
        return frozenset(found), reason

    def _zeros(self, told: list[tuple[Row, str, str]]) -> None:
        """Codes whose leading zeros a spreadsheet has probably dropped: asked about, never mended silently."""
        lengths = cells.zero_lengths([code for _, _, code in told])
        for row, column, code in told:
            likely = cells.lost_zero(code, lengths)
            if likely:
                sentence = f"“{code}”像是丢了开头的 0，原来是不是“{likely}”？是的话请改正，不是就不用管。"
                self.notes.warn(row.place(column), sentence)


def _label(row: Row, column: str) -> str:
    return row.table.layout.columns[column].name
