"""One's own data to take away: as a file for programs (.json) and as a table for people (.xlsx)."""

import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from .personal_data import Fact, Section

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KEYS = {
    "person": "姓名",
    "exported_at": "导出的时间（ISO 8601）",
    "sections": "各类信息，每类一项",
    "sections.key": "这一类的代号，不随语言和版本改变",
    "sections.title": "这一类叫什么",
    "sections.why": "为什么要存",
    "sections.total": "共几条",
    "sections.facts": "每一条；别人导出时，活动内容只给条数，这里是空的",
    "sections.facts.word": "名目",
    "sections.facts.value": "内容",
    "sections.facts.since": "从哪天起（年-月-日）",
    "sections.facts.until": "到哪天止（那一天已经不算）",
    "sections.facts.at": "什么时间（ISO 8601）",
}
"""What each key means; stands in the file itself."""


def _facts(section: Section, *, own: bool) -> Iterable[Fact]:
    return section.every() if own or not section.content else []


def as_json(name: str, sections: Sequence[Section], *, own: bool, now: datetime) -> bytes:
    """Everything, in UTF-8, with its keys explained under "keys"; content only for the person himself."""
    told = {
        "keys": KEYS,
        "person": name,
        "exported_at": timezone.localtime(now).isoformat(timespec="seconds"),
        "sections": [
            {
                "key": section.key,
                "title": section.title,
                "why": section.why,
                "total": section.total,
                "facts": [_keyed(fact) for fact in _facts(section, own=own)],
            }
            for section in sections
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _keyed(fact: Fact) -> dict[str, str]:
    """A fact without what it does not say."""
    told = {
        "word": fact.word,
        "value": fact.value,
        "since": fact.since.isoformat() if fact.since else "",
        "until": fact.until.isoformat() if fact.until else "",
        "at": timezone.localtime(fact.at).isoformat(timespec="seconds") if fact.at else "",
    }
    return {key: text for key, text in told.items() if text}


def as_xlsx(sections: Sequence[Section], *, own: bool) -> bytes:
    """The same as one table. Text is written as text: nothing in it is ever worked out as a formula."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "constant_memory": True}) as book:
        bold, day = (
            book.add_format({"bold": True, "bottom": 1}),
            book.add_format({"num_format": "yyyy-mm-dd"}),
        )
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet: Any = book.add_worksheet(_("个人信息"))
        sheet.freeze_panes(1, 0)
        for column, (word, width) in enumerate(_head()):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, word, bold)
        count = 0
        for count, cells in enumerate(_rows(sections, own=own), 1):
            for column, value in enumerate(cells):
                if isinstance(value, str):
                    sheet.write_string(count, column, value)
                elif value is not None:
                    sheet.write_datetime(count, column, value, moment if isinstance(value, datetime) else day)
        sheet.autofilter(0, 0, count, len(_head()) - 1)
    return out.getvalue()


def _head() -> list[tuple[str, int]]:
    return [
        (_("哪一类"), 24),
        (_("名目"), 20),
        (_("内容"), 60),
        (_("从哪天起"), 12),
        (_("到哪天止"), 12),
        (_("时间"), 18),
    ]


Cells = tuple[str, str, str, date | None, date | None, datetime | None]


def _rows(sections: Iterable[Section], *, own: bool) -> Iterator[Cells]:
    for section in sections:
        if section.content and not own:
            yield section.title, _("共几条"), str(section.total), None, None, None
        for fact in _facts(section, own=own):
            at = timezone.localtime(fact.at).replace(tzinfo=None) if fact.at else None
            yield section.title, fact.word, fact.value, fact.since, fact.until, at
