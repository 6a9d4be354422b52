"""Files as offices send them: any encoding, headers in their own words, merged cells, what a spreadsheet has ruined."""

from datetime import date
from typing import Any

import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from zhengyou.organisations.models import Membership, Organisation, Person
from zhengyou.organisations.roster.cells import holds_id_card

from .books import book, rows
from .files import table, workbook
from .importing import PEOPLE, TREE, take

pytestmark = pytest.mark.django_db
HEAD = ["组织编码", "姓名", "身份"]


@pytest.fixture
def tree() -> None:
    """The organisations that people belong to."""
    assert take(workbook(组织=TREE)).ok


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_tables_in_the_encodings_and_separators_of_offices_are_read(code: str, separator: str) -> None:
    def as_table(lines: list[list[Any]]) -> bytes:
        return "\r\n".join(separator.join(line) for line in lines).encode(code)

    take(as_table(TREE), "组织.csv")
    result = take(as_table(PEOPLE), "人员.csv")
    assert (Organisation.objects.count(), result.counts.people_added) == (4, 3)


def test_a_table_that_names_its_separator_and_keeps_zeros_by_formula_is_read(tree: None) -> None:
    data = 'sep=;\r\n组织编码;姓名;身份\r\n="010101";"李;明";正式党员\r\n'.encode("utf-8-sig")
    assert take(data, "人员.csv").ok
    assert Person.objects.get().name == "李;明"


def test_headers_in_other_words_under_a_title_in_any_order_are_found(tree: None) -> None:
    title = ["澜溪区党员名册（2026年）", None, None, None, None]
    head = ["姓\n名 *", "党员类别（必填）", "所在党支部", "序 号", "入党时间：（年月日）"]
    data = book(人员=rows(title, [None], head, ["谷春山", "正式党员", "双坡村党支部", 1, "1999.7.1"]))
    result = take(data)
    assert result.faults == []
    assert result.sentences[1:] == ["工作表“人员”里没有用到的列：序号。"]
    person = Person.objects.get()
    assert (person.name, person.joined_on) == ("谷春山", date(1999, 7, 1))
    assert Membership.objects.get().organisation.code == "010101"


def _two_rows(sheet: Worksheet, made: xlsxwriter.Workbook) -> None:
    """A title, then a head of two rows: some columns merged downwards, some under a common word."""
    sheet.merge_range("A1:F1", "党员花名册")
    sheet.merge_range("A2:A3", "姓名")
    sheet.merge_range("B2:C2", "组织")
    sheet.write_row("B3", ["编码", "名称"])
    sheet.merge_range("D2:D3", "身份")
    sheet.merge_range("E2:F2", "重要日期")
    sheet.write_row("E3", ["入党日期", "转正日期"])
    day = made.add_format({"num_format": "yyyy-m-d"})
    sheet.write_row("A4", ["谷春山", "010101", "双坡村党支部", "正式党员"])
    sheet.write_datetime("E4", date(1999, 7, 1), day)
    sheet.write_number("F4", 36708)


def test_a_head_of_two_rows_with_merged_groups_is_found(tree: None) -> None:
    result = take(book(人员=_two_rows))
    assert result.faults == []
    assert Person.objects.get().joined_on == date(1999, 7, 1)
    assert result.worked.tables.people is not None
    assert result.worked.tables.people.ignored == []


def _merged(sheet: Worksheet, _made: xlsxwriter.Workbook) -> None:
    """One cell of an organisation over three people, and one person without any."""
    sheet.write_row("A1", HEAD)
    sheet.merge_range("A2:A4", "010101")
    for number, name in enumerate(["甲", "乙", "丙", "丁"], 1):
        sheet.write_row(number, 1, [name, "正式党员"])


def test_a_merged_organisation_counts_for_its_people_and_an_empty_cell_for_nobody(tree: None) -> None:
    result = take(book(人员=_merged))
    assert result.faults == [("“人员”第 5 行 A 列", "没有写属于哪个组织，请填写组织编码或组织名称。")]
    assert result.counts.people_added == 3


def test_sheets_stand_in_any_order_and_others_are_named(tree: None) -> None:
    others = {"通讯录": rows(["电话", "地址"], ["1", "2"]), "空白": rows()}
    data = book(人员=rows(*PEOPLE), **others, 组织=rows(*TREE))
    result = take(data)
    assert (result.counts.people_added, result.counts.organisations_added) == (3, 0)
    assert result.worked.tables.skipped == ["通讯录"]


def test_a_sheet_that_lacks_a_column_is_named_with_what_it_lacks() -> None:
    result = take(book(组织=rows(*TREE), 人员=rows(["组织编码", "姓名"], ["010101", "甲"])))
    assert result.worked.tables.skipped == ["人员（像是人员表，但没有“身份”一列）"]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (123456789012345678, "组织编码是数字格式而且超过 15 位，末几位已被表格软件改掉"),
        ("4.21E+17", "组织编码成了“4.21E+17”，后面的位数已被表格软件丢掉"),
    ],
)
def test_a_code_that_a_spreadsheet_has_ruined_is_refused(tree: None, code: Any, words: str) -> None:
    result = take(book(人员=rows(HEAD, [code, "甲", "正式党员"])))
    assert result.faults == [
        ("“人员”第 2 行 A 列", f"{words}。请把这一列设成“文本”格式，重新填写。"),
        ("“人员”第 2 行 A 列", "没有写属于哪个组织，请填写组织编码或组织名称。"),
    ]


def _a_day_for_a_code(sheet: Worksheet, made: xlsxwriter.Workbook) -> None:
    sheet.write_row("A1", TREE[0])
    day = made.add_format({"num_format": "m-d"})
    sheet.write_row("A2", ["01"])
    sheet.write_datetime("B2", date(2026, 1, 2), day)
    sheet.write_row("C2", ["甲党支部", "党支部", "农村"])


def test_a_code_that_became_a_day_is_refused(tree: None) -> None:
    result = take(book(组织=_a_day_for_a_code))
    assert result.faults == [
        (
            "“组织”第 2 行 B 列",
            "编码被表格软件变成了日期。请把这一列设成“文本”格式，重新填写。",
        )
    ]


def test_a_lost_zero_is_asked_about_and_not_mended(tree: None) -> None:
    result = take(book(组织=rows(*TREE, ["0101", 10102, "下桥村党支部", "党支部", "农村"])))
    assert result.warnings == [
        (
            "“组织”第 6 行 B 列",
            "“10102”像是丢了开头的 0，原来是不是“010102”？是的话请改正，不是就不用管。",
        )
    ]
    assert Organisation.objects.filter(code="10102").exists()


def test_full_width_digits_and_letters_are_made_plain_in_codes_but_not_in_names(tree: None) -> None:
    people = [["人员编号", *HEAD], ["Ａ－００１", "０１０１０１", "买买提·吐尔逊", "正式党员"]]
    assert take(workbook(人员=people)).ok
    person = Person.objects.get()
    assert (person.number, person.name) == ("A-001", "买买提·吐尔逊")


def test_a_month_without_a_day_means_its_first_day_and_is_said(tree: None) -> None:
    people = [[*HEAD, "入党日期"], ["010101", "甲", "正式党员", "2010年7月"]]
    result = take(workbook(人员=people))
    assert result.warnings == [
        ("“人员”第 2 行 D 列", "入党日期只写到月，按当月 1 日算；知道是哪一天，请补上。")
    ]
    assert Person.objects.get().joined_on == date(2010, 7, 1)


def test_a_book_that_counts_its_days_from_1904_is_read_so(tree: None) -> None:
    people = rows([*HEAD, "入党日期"], ["010101", "甲", "正式党员", 42551])
    assert take(book({"date_1904": True}, 人员=people)).ok
    assert Person.objects.get().joined_on == date(2020, 7, 1)


ID_CARD = "11010519491231002X"


def test_an_id_card_is_known_by_its_last_sign() -> None:
    assert [
        holds_id_card(one) for one in (ID_CARD, f"身份证{ID_CARD}。", "110105194912310021", ID_CARD[:-1])
    ] == [
        True,
        True,
        False,
        False,
    ]


def test_a_column_of_id_cards_is_never_read_and_an_id_card_elsewhere_is_refused(tree: None) -> None:
    people = [["身份证号码", "人员编号", *HEAD], [ID_CARD, "1", "010101", "甲", "正式党员"]]
    result = take(workbook(人员=people))
    assert result.sentences[1:] == ["不需要身份证号，工作表“人员”里的“身份证号码”这一列没有读取。"]
    assert Person.objects.get().number == "1"
    refused = take(workbook(人员=[["人员编号", *HEAD], [ID_CARD, "010101", "乙", "正式党员"]]))
    assert refused.faults == [("“人员”第 2 行 A 列", "像是身份证号。这里不需要身份证号，请删去。")]
    assert ID_CARD not in str(refused.worked.difference)


def test_the_organisation_of_people_may_be_named_where_the_name_is_its_own(tree: None) -> None:
    twin = ["0102", "010201", "双坡村党支部", "党支部", ""]
    people = [
        ["姓名", "所在支部", "身份"],
        ["甲", "柳渡镇 党委", "正式党员"],
        ["乙", "双坡村党支部", "正式党员"],
    ]
    result = take(workbook(组织=[TREE[0], twin], 人员=people))
    assert result.faults == [
        ("“人员”第 3 行 B 列", "叫“双坡村党支部”的组织有 2 个，分不清是哪一个。请写组织编码。")
    ]


def test_a_name_that_does_not_fit_its_code_is_told_and_the_code_counts(tree: None) -> None:
    people = [["组织编码", "组织名称", "姓名", "身份"], ["010101", "青石街道党工委", "甲", "正式党员"]]
    result = take(workbook(人员=people))
    assert result.warnings == [
        (
            "“人员”第 2 行 B 列",
            "组织名称“青石街道党工委”和编码“010101”（双坡村党支部）对不上，按编码算。",
        )
    ]
    assert Membership.objects.get().organisation.code == "010101"


def test_a_table_with_text_that_looks_like_a_formula_keeps_it_as_text(tree: None) -> None:
    take(table([[*HEAD], ["010101", "'=1+1", "正式党员"]]), "人员.csv")
    assert Person.objects.get().name == "=1+1"
