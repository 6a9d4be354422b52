"""The template, the export that is the template filled, the annotated workbook; what goes out comes in again."""

import csv
import io
from datetime import date

import pytest
import python_calamine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhengyou.organisations.models import Circumstance, Membership, Person, RosterTouch
from zhengyou.organisations.roster.progress import PREVIEW, Course
from zhengyou.organisations.roster.report import report
from zhengyou.organisations.roster.standing import EVERYWHERE, Tree
from zhengyou.organisations.roster.template import table as as_table
from zhengyou.organisations.roster.template import template

from .files import workbook
from .importing import DAY, LATER, PEOPLE, TREE, Outcome, Rows, changed, take
from .test_people import COLUMNS, person

pytestmark = pytest.mark.django_db


def exported(day: date = LATER) -> bytes:
    return template(Tree.on(day, EVERYWHERE), with_people=True)


def sheet(data: bytes, name: str) -> Rows:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return book.get_sheet_by_name(name).to_python()


def annotated(result: Outcome) -> bytes:
    return report(result.worked, Course(PREVIEW))


FULL = [
    list(COLUMNS),
    person("谷春山", "007", 加入本组织日期="2010-07-01", 入党日期="2010-07-01", 转正日期="2011-07-01"),
    person(
        "单晓禾",
        "",
        status="预备党员",
        加入本组织日期="2025-09-01",
        情况="流动党员、离退休",
        情况说明="在外省",
    ),
    person("=1+1", "+86", at="0102", status="入党积极分子"),
]


def test_what_is_exported_and_imported_again_changes_nothing() -> None:
    take(workbook(组织=TREE, 人员=FULL))
    data = exported()
    assert sheet(data, "组织")[1:] == [
        ["", "01", "澜溪区委", "区委", ""],
        ["01", "0101", "柳渡镇党委", "党委", "农村"],
        ["0101", "010101", "双坡村党支部", "党支部", "农村"],
        ["01", "0102", "青石街道党工委", "党工委", "街道社区"],
    ]
    assert sheet(data, "人员") == [
        [*COLUMNS[:3], "组织名称", *COLUMNS[3:]],
        [
            "007", "谷春山", "010101", "双坡村党支部", "正式党员",
            date(2010, 7, 1), date(2010, 7, 1), date(2011, 7, 1), "", "",
        ],
        [
            "", "单晓禾", "010101", "双坡村党支部", "预备党员",
            date(2025, 9, 1), "", "", "流动党员、离退休", "在外省",
        ],
        ["+86", "=1+1", "0102", "青石街道党工委", "入党积极分子", DAY, "", "", "", ""],
    ]  # fmt: skip
    result = take(data, day=LATER)
    assert (result.sentences, result.warnings) == (["名册和现有的完全一致，没有改动。"], [])


def test_tables_go_out_defused_and_come_in_again() -> None:
    take(workbook(组织=TREE, 人员=FULL))
    tree = Tree.on(LATER, EVERYWHERE)
    people = as_table(tree, with_people=True)
    lines = list(csv.reader(io.StringIO(people.decode("utf-8-sig"), newline="")))
    assert lines[3][:2] == ["'+86", "'=1+1"]
    assert take(people, "人员.csv", day=LATER).counts.changes == 0
    assert take(as_table(tree, with_people=False), "组织.csv", day=LATER).counts.changes == 0


def test_the_empty_template_is_a_roster_of_headers_alone() -> None:
    assert take(template(), day=LATER).sentences == ["名册里只有表头，没有一行内容。"]


def test_codes_in_the_template_are_text_so_that_nothing_is_lost() -> None:
    take(workbook(组织=TREE))
    codes = [row[1] for row in sheet(template(Tree.on(LATER, EVERYWHERE)), "组织")[1:]]
    assert codes == ["01", "0101", "010101", "0102"]


def test_the_annotated_workbook_has_the_users_rows_with_what_is_wrong_and_can_be_mended_there() -> None:
    people = changed(PEOPLE, 3, c2="群众")
    result = take(workbook(组织=TREE, 人员=people))
    data = annotated(result)
    wrong = "身份“群众”不认识，请填写正式党员、预备党员、入党积极分子、发展对象之一。"
    assert sheet(data, "人员") == [
        ["问题", *PEOPLE[0]],
        ["", *people[1]],
        [wrong, *people[2]],
        ["", *people[3]],
    ]
    mended = changed(sheet(data, "人员"), 3, c3="预备党员")
    assert take(workbook(组织=sheet(data, "组织"), 人员=mended)).counts.people_added == 3


def test_the_annotated_workbook_of_a_mended_one_has_one_first_column() -> None:
    result = take(workbook(组织=TREE, 人员=changed(PEOPLE, 3, c2="群众")))
    again = take(workbook(人员=sheet(annotated(result), "人员")), day=LATER, dry_run=True)
    assert sheet(annotated(again), "人员")[0] == ["问题", *PEOPLE[0]]


def test_the_annotated_workbook_lists_every_change_and_leaves_id_cards_out() -> None:
    take(workbook(组织=TREE, 人员=FULL))
    people = [[*COLUMNS, "身份证号"], [*changed(FULL, 2, c1="谷椿山")[1], "11010519491231002X"]]
    data = annotated(take(workbook(人员=people), day=LATER, dry_run=True))
    assert sheet(data, "人员")[1][10] == "（未读取）"
    assert sheet(data, "变动") == [
        ["做什么", "组织或人员", "组织", "编码或编号", "身份", "哪一项", "原来", "改为"],
        ["改动", "谷椿山", "双坡村党支部", "007", "正式党员", "姓名", "谷春山", "谷椿山"],
    ]
    assert sheet(data, "名册里没有的")[1:] == [["人员", "双坡村党支部", "010101", "单晓禾", ""]]
    wrong = [list(COLUMNS), person("11010519491231002X")]
    row = sheet(annotated(take(workbook(人员=wrong), dry_run=True)), "人员")[1]
    assert row[:3] == ["像是身份证号。这里不需要身份证号，请删去。", "", "（未读取）"]


_DAYS = st.dates(date(1950, 1, 1), date(2026, 1, 1)).map(str)
_PERSON = st.builds(
    lambda name, at, status, since, joined, kind: person(
        name, at=at, status=status, 加入本组织日期=since, 入党日期=joined, 情况=kind
    ),
    st.sampled_from(["谷春山", "单晓禾", "曾明", "=1+1", "欧阳明远"]),
    st.sampled_from(["010101", "0102"]),
    st.sampled_from(["正式党员", "预备党员", "入党积极分子", "发展对象"]),
    st.one_of(st.just(""), _DAYS),
    st.one_of(st.just(""), _DAYS),
    st.sampled_from(["", "无", "离退休", "离退休、流动党员"]),
)
_NUMBERED = st.lists(_PERSON, max_size=8).map(
    lambda rows: [[f"P{number}", *row[1:]] for number, row in enumerate(rows)]
)
_UNSAFE = st.lists(
    st.one_of(_PERSON, st.builds(lambda row: changed([row], 1, c3="群众")[0], _PERSON)), max_size=8
)
_settings = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def _forgotten() -> None:
    """As if no roster had ever been imported."""
    for model in (RosterTouch, Circumstance, Membership, Person):
        model.objects.all().delete()


@_settings
@given(rows=_NUMBERED)
def test_a_roster_imported_twice_is_a_roster_imported_once_and_its_export_too(rows: Rows) -> None:
    _forgotten()
    data = workbook(组织=TREE, 人员=[list(COLUMNS), *rows])
    first = take(data)
    assert (first.faults, first.counts.people_added) == ([], len(rows))
    assert take(data, day=LATER).counts.changes == 0
    assert take(exported(), day=LATER).counts.changes == 0


@_settings
@given(rows=_UNSAFE)
def test_every_row_is_told_of_or_brought_in(rows: Rows) -> None:
    _forgotten()
    result = take(workbook(组织=TREE, 人员=[list(COLUMNS), *rows]), dry_run=True)
    faulty = {note.place.row for note in result.worked.difference.faults}
    brought = {one.place.row for one in result.worked.difference.people}
    assert faulty | brought == set(range(2, len(rows) + 2))
    assert faulty & brought == set()
    told = sheet(annotated(result), "人员")
    assert [row[1 : len(COLUMNS) + 1] for row in told[1:]] == [_padded(row) for row in rows]


def _padded(row: list[str]) -> list[str]:
    return [*row, *[""] * (len(COLUMNS) - len(row))]
