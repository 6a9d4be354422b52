"""A pack written out and read again by our own reader gives the same plan."""

from datetime import date

import pytest

from zhengyou.campaigns.rules.compiling import recurrence_of
from zhengyou.campaigns.rules.pack_text import Sheet, counting, preview, render, times_of
from zhengyou.campaigns.rules.packs import Pack, packs
from zhengyou.plandocs import Document, Reading, read

BEGINNING = {key: pack for key, pack in packs().items() if pack.begins}
# The first of a month, a day within one, and the last of one, from which some months are too short to count.
DAYS = [date(2027, 1, 1), date(2026, 11, 20), date(2027, 8, 31)]


def _chosen(pack: Pack, which: int = 0) -> dict[str, int]:
    return {policy.key: policy.options[which].value for policy in pack.policies}


def _sheet(key: str, day: date, which: int = 0) -> Sheet:
    pack = BEGINNING[key]
    return render(pack, title=pack.plan_title, begins=day, chosen=_chosen(pack, which))


def _read(sheet: Sheet) -> Document:
    (document,) = read(sheet.content, "方案.txt").documents
    return document


def _phases(document: Document) -> list[tuple[object, ...]]:
    found = document.phases
    return [
        (one.ordinal, one.name, one.starts, one.ends, one.printed, one.line, one.certain) for one in found
    ]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("key", BEGINNING)
def test_the_phases_are_read_as_they_were_written(key: str, day: date) -> None:
    sheet = _sheet(key, day)
    assert _phases(_read(sheet)) == _phases(sheet.document)


def _tasks(document: Document) -> list[tuple[object, ...]]:
    found = document.tasks
    return [
        (one.name, one.text, one.owner, one.due, one.phase, one.line, one.start, one.certain, one.doubt)
        for one in found
    ]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("key", BEGINNING)
def test_the_tasks_are_read_as_they_were_written(key: str, day: date) -> None:
    sheet = _sheet(key, day, which=-1)
    found = _read(sheet)
    assert _tasks(found) == _tasks(sheet.document)
    often = [(task.recurrence, times_of(task, _chosen(BEGINNING[key], -1))) for task in sheet.tasks]
    assert [recurrence_of(task) for task in found.tasks] == often


@pytest.mark.parametrize("key", BEGINNING)
def test_the_standards_are_read_as_they_were_written(key: str) -> None:
    def said(document: Document) -> list[tuple[object, ...]]:
        return [(one.label, one.key, one.line, one.items) for one in document.standards]

    sheet = _sheet(key, DAYS[0])
    assert said(_read(sheet)) == said(sheet.document)


@pytest.mark.parametrize("key", BEGINNING)
def test_the_rest_is_read_as_it_was_written(key: str) -> None:
    sheet = _sheet(key, DAYS[0])
    found, ours = _read(sheet), sheet.document
    assert (found.title, found.kind, found.script, found.span) == (ours.title, "plan", "hans", ours.span)
    assert (found.period, found.themes) == (ours.period, ours.themes)
    assert {one.name for one in ours.mechanisms} <= {one.name for one in found.mechanisms}
    assert [one.heading for one in found.sections] == [one.heading for one in ours.sections]


@pytest.mark.parametrize("key", BEGINNING)
def test_our_own_linter_finds_nothing_wrong_with_it(key: str) -> None:
    assert _read(_sheet(key, DAYS[0])).defects == ()


@pytest.mark.parametrize("key", BEGINNING)
def test_every_part_stands_where_it_says(key: str) -> None:
    sheet = _sheet(key, DAYS[1])
    document = sheet.document
    sections = [one for section in document.sections for one in (section, *section.children)]
    items = [item for standard in document.standards for item in standard.items]
    places = [*document.phases, *document.tasks, *document.standards, *items, *document.mechanisms, *sections]
    wrong = [one for one in places if sheet.lines[one.line - 1][one.start : one.end] != one.printed]
    assert (wrong, len(places) > 20) == ([], True)


@pytest.mark.parametrize("key", BEGINNING)
def test_what_is_kept_of_it_can_be_read_back(key: str) -> None:
    reading = _sheet(key, DAYS[0]).reading("方案.txt")
    assert Reading.from_dict(reading.to_dict()) == reading


def test_a_pack_of_the_year_ignores_the_day_of_the_year() -> None:
    assert _sheet("care", date(2027, 5, 9)).lines == _sheet("care", date(2027, 1, 1)).lines


def test_the_preview_has_every_line_with_its_level() -> None:
    shown = preview(BEGINNING["frame"], DAYS[0])
    assert tuple(line.text for line in shown) == _sheet_of_defaults().lines
    assert [line.text for line in shown if line.level == 1] == [
        "一、总体要求",
        "二、争创标准",
        "三、方法步骤",
        "四、经常性工作",
    ]
    assert [line.text for line in shown if line.level == 0] == [BEGINNING["frame"].plan_title]


def _sheet_of_defaults() -> Sheet:
    pack = BEGINNING["frame"]
    chosen = {policy.key: policy.default for policy in pack.policies}
    return render(pack, title=pack.plan_title, begins=DAYS[0], chosen=chosen)


def test_numbers_are_counted_as_official_texts_do() -> None:
    assert [counting(number) for number in (1, 10, 11, 20, 23, 99)] == [
        "一",
        "十",
        "十一",
        "二十",
        "二十三",
        "九十九",
    ]
