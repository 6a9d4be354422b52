"""From rows to organisations and people: every faulty row is told with its number and what to do."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .models import Kind, MemberStatus, Sector
from .roster_reading import Row


@dataclass(frozen=True)
class Fault:
    """One thing to mend: sheet, row as people count it, and a sentence with what to do."""

    sheet: str
    row: int
    sentence: str

    def __str__(self) -> str:
        return f"“{self.sheet}”第 {self.row} 行：{self.sentence}"


@dataclass(frozen=True)
class Wanted:
    """One organisation as the roster has it."""

    row: Row
    code: str
    parent: str
    name: str
    kind: str
    sector: str


@dataclass(frozen=True)
class Enrolled:
    """One person of one organisation as the roster has it; `since` is None where the cell is empty."""

    row: Row
    organisation: str
    name: str
    status: str
    since: date | None


def _meanings(pairs: Iterable[tuple[str, str]], **others: str) -> dict[str, str]:
    found = {label: value for value, label in pairs}
    for value, words in others.items():
        found |= dict.fromkeys(words.split(), value)
    return found


_KINDS = _meanings(
    ((kind.value, str(kind.label)) for kind in Kind),
    district_committee="县委 市委",
    committee="基层党委",
    working_committee="工委 党工委（工委）",
    general_branch="总支 总支部 党总支部",
    branch="支部 联合党支部 临时党支部",
)
_SECTORS = _meanings(
    ((sector.value, str(sector.label)) for sector in Sector),
    rural="村 行政村",
    community="社区 街道",
    organs="党政机关",
    schools="教育",
    institutions="事业单位 科教文卫体",
    private="非公企业 两新 两新组织 非公有制企业 社会组织",
    state_enterprises="国企 公有制企业",
    minority="少数民族 少数民族地区",
)
_STATUSES = _meanings(
    ((status.value, str(status.label)) for status in MemberStatus),
    full="正式 党员",
    probationary="预备",
    activist="积极分子",
)
_DATE = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s.*)?$|(\d{4})(\d{2})(\d{2})$"
)


def organisations(rows: Iterable[Row], faults: list[Fault]) -> list[Wanted]:
    """The organisations of a sheet; rows that say something wrong are left out and told."""
    found: dict[str, Wanted] = {}
    for row in rows:
        sentences = _code_faults(row, ("code", "编码"), ("parent", "上级编码"))
        wanted = Wanted(row, row.text("code"), row.text("parent"), row.text("name"), "", row.text("sector"))
        kind, sector = _KINDS.get(row.text("kind"), ""), _SECTORS.get(wanted.sector, "")
        sentences += [*_long("编码", wanted.code, 40), *_long("名称", wanted.name, 120)]
        if not wanted.code or not wanted.name:
            sentences.append("编码或名称是空的，请填写。")
        if not kind:
            sentences.append(f"类别“{row.text('kind')}”不认识，请填写{_choices(Kind)}之一。")
        if wanted.sector and not sector:
            sentences.append(f"领域“{wanted.sector}”不认识，请填写{_choices(Sector)}之一，或留空。")
        if wanted.code and wanted.code == wanted.parent:
            sentences.append("上级编码和编码相同，请填写真正的上级。")
        if wanted.code in found:
            sentences.append(
                f"编码“{wanted.code}”和第 {found[wanted.code].row.number} 行重复，请删去一行或改正编码。"
            )
        faults += [Fault(row.sheet, row.number, sentence) for sentence in sentences]
        if not sentences:
            found[wanted.code] = Wanted(row, wanted.code, wanted.parent, wanted.name, kind, sector)
    return list(found.values())


def people(rows: Iterable[Row], day: date, faults: list[Fault]) -> list[Enrolled]:
    """The people of a sheet; rows that say something wrong are left out and told."""
    found = []
    for row in rows:
        sentences = _code_faults(row, ("organisation", "组织编码"))
        name = re.sub(r"\s+", "", row.text("name"))
        status = _STATUSES.get(row.text("status"), "")
        since, wrong = _date(row, day)
        sentences += [*_long("姓名", name, 60), *wrong]
        if not row.text("organisation") or not name:
            sentences.append("组织编码或姓名是空的，请填写。")
        if not status:
            sentences.append(f"身份“{row.text('status')}”不认识，请填写{_choices(MemberStatus)}之一。")
        faults += [Fault(row.sheet, row.number, sentence) for sentence in sentences]
        if not sentences:
            found.append(Enrolled(row, row.text("organisation"), name, status, since))
    return found


def _date(row: Row, day: date) -> tuple[date | None, list[str]]:
    value = row.cells.get("since")
    if isinstance(value, date):
        found: date | None = value
    else:
        text = row.text("since")
        if not text:
            return None, []
        match = _DATE.match(text)
        try:
            found = date(*(int(part) for part in match.groups() if part)) if match else None
        except ValueError:
            found = None
        if found is None:
            return None, [f"加入日期“{text}”看不懂，请写成 2020-07-01 这样。"]
    if found is not None and found > day:
        return None, [f"加入日期 {found} 晚于今天，请改正。"]
    return found, []


def _code_faults(row: Row, *columns: tuple[str, str]) -> list[str]:
    return [
        f"{label}是数字格式而且超过 15 位，末几位已被表格软件改掉。请把这一列设成“文本”格式，重新填写。"
        for column, label in columns
        if row.ruined(column)
    ]


def _long(label: str, text: str, limit: int) -> list[str]:
    return [f"{label}超过 {limit} 个字，请缩短。"] if len(text) > limit else []


def _choices(kinds: type[Kind] | type[Sector] | type[MemberStatus]) -> str:
    return "、".join(str(label) for label in kinds.labels)
