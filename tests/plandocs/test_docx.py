"""Word documents: numbers, tables, text boxes, notes, tracked changes."""

from __future__ import annotations

import io

import docx as python_docx
import pytest

from tests.plandocs.making import docx, numbering, paragraph, part
from zhengyou.plandocs import NoText, read
from zhengyou.plandocs.docx_numbers import written

PLAN = [("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3.")]


def lines(data: bytes) -> list[str]:
    return list(read(data, "方案.docx").lines)


def test_chinese_list_numbers_are_written_out_and_restart_under_each_parent() -> None:
    body = "".join(
        paragraph(text, list_id=1, depth=depth)
        for text, depth in [
            ("思想", 0),
            ("步骤", 0),
            ("动员", 1),
            ("开会", 2),
            ("发文", 2),
            ("总结", 1),
            ("写报告", 2),
            ("要求", 0),
        ]
    )
    assert lines(docx(body, numbering=numbering(PLAN))) == [
        "一、思想", "二、步骤", "（一）动员", "1. 开会", "2. 发文", "（二）总结", "1. 写报告", "三、要求",
    ]  # fmt: skip


def test_a_list_that_overrides_its_start_counts_from_there_once() -> None:
    body = "".join(paragraph(text, list_id=i) for text, i in [("甲", 1), ("乙", 1), ("丙", 7), ("丁", 7)])
    assert lines(docx(body, numbering=numbering(PLAN, overrides={7: 1}))) == [
        "一、甲",
        "二、乙",
        "一、丙",
        "二、丁",
    ]


def test_two_lists_over_one_definition_go_on_counting_and_id_zero_takes_the_number_away() -> None:
    shared = numbering(PLAN).replace(
        "</w:numbering>", '<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    body = paragraph("甲", list_id=1) + paragraph("无", list_id=0) + paragraph("乙", list_id=5)
    assert lines(docx(body, numbering=shared)) == ["一、甲", "无", "二、乙"]


def test_a_style_gives_number_and_heading_level() -> None:
    styles = part(
        "styles",
        '<w:style w:styleId="A"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="B"><w:name w:val="own"/><w:basedOn w:val="A"/></w:style>',
    )
    body = paragraph("指导思想", style="A") + paragraph("正文一段。") + paragraph("组织领导", style="B")
    reading = read(docx(body, styles=styles, numbering=numbering(PLAN)), "a.docx")
    assert list(reading.lines) == ["一、指导思想", "正文一段。", "二、组织领导"]
    assert [(s.label, s.heading) for s in reading.documents[0].sections] == [
        ("一、", "指导思想"),
        ("二、", "组织领导"),
    ]


@pytest.mark.parametrize(
    ("form", "value", "text"),
    [
        ("chineseCounting", 12, "十二"), ("chineseCountingThousand", 105, "一百零五"), ("japaneseCounting", 20, "二十"),
        ("ideographDigital", 12, "一二"), ("ideographTraditional", 3, "丙"), ("ideographZodiac", 2, "丑"),
        ("decimalEnclosedCircle", 3, "③"), ("decimalEnclosedCircleChinese", 20, "⑳"), ("decimalEnclosedCircle",
        21, "21"),
        ("decimalEnclosedParen", 2, "⑵"), ("decimalFullWidth", 10, "１０"), ("upperLetter", 28, "BB"),
        ("lowerLetter", 2, "b"), ("upperRoman", 14, "XIV"), ("lowerRoman", 4, "iv"), ("chineseLegalSimplified",
        3, "叁"),
        ("decimalZero", 7, "07"), ("decimal", 7, "7"), ("somethingNew", 7, "7"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_word_writes_them(form: str, value: int, text: str) -> None:
    assert written(value, form) == text


def test_tracked_insertions_are_taken_deletions_left_out_and_both_reported() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = (
        paragraph("开头一段。")
        + "<w:p>" + run.format("报送时间为") + "<w:del><w:r><w:delText>5月</w:delText></w:r></w:del>"
        + "<w:ins>" + run.format("6月") + "</w:ins>" + run.format("底前。") + "</w:p>"
    )  # fmt: skip
    reading = read(docx(body), "a.docx")
    assert list(reading.lines) == ["开头一段。", "报送时间为6月底前。"]
    assert [(d.line, d.severity) for d in reading.documents[0].defects if d.code == "tracked-changes"] == [
        (2, "warning")
    ]


def test_a_paragraph_deleted_whole_takes_no_number() -> None:
    gone = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        "<w:del><w:r><w:delText>废</w:delText></w:r></w:del></w:p>"
    )
    body = paragraph("甲", list_id=1) + gone + paragraph("乙", list_id=1)
    assert lines(docx(body, numbering=numbering(PLAN))) == ["一、甲", "二、乙"]


def test_footnotes_follow_their_paragraph_and_separators_are_left_out() -> None:
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>见附件。</w:t></w:r></w:p></w:footnote>'
    rule = '<w:footnote w:id="0" w:type="separator"><w:p><w:r><w:t>——</w:t></w:r></w:p></w:footnote>'
    body = '<w:p><w:r><w:t>名单另发</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>。</w:t></w:r></w:p>'
    reading = read(docx(body + paragraph("后一段"), footnotes=part("footnotes", rule + note)), "a.docx")
    assert [(line, origin.kind) for line, origin in zip(reading.lines, reading.origins, strict=True)] == [
        ("名单另发。", "body"), ("见附件。", "footnote"), ("后一段", "body"),
    ]  # fmt: skip


def test_a_text_box_stored_twice_is_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>框内文字</w:t></w:r></w:p></w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>框外文字</w:t></w:r><w:r><mc:AlternateContent>"
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    reading = read(docx(body), "a.docx")
    assert [(line, origin.kind) for line, origin in zip(reading.lines, reading.origins, strict=True)] == [
        ("框外文字", "body"), ("框内文字", "textbox"),
    ]  # fmt: skip


def test_content_controls_links_and_ruby_keep_their_words() -> None:
    body = (
        "<w:sdt><w:sdtContent>" + paragraph("控件内") + "</w:sdtContent></w:sdt>"
        "<w:p><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>"
        "<w:r><w:ruby><w:rt><w:r><w:t>xian</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>先</w:t></w:r></w:rubyBase></w:ruby></w:r>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert lines(docx(body)) == ["控件内", "链接先"]


def test_a_table_made_by_word_gives_a_line_a_row_and_its_tasks() -> None:
    made = python_docx.Document()
    made.add_paragraph("云岭街道开展示范活动的工作方案")
    made.add_paragraph("一、主要任务")
    table = made.add_table(rows=3, cols=3)
    cells = [
        ["工作任务", "责任单位", "完成时限"],
        ["召开动员大会", "党政办公室", "2026年3月底前"],
        ["评选示范岗", "组织科", "2026年6月30日前"],
    ]
    for row, texts in zip(table.rows, cells, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    out = io.BytesIO()
    made.save(out)
    reading = read(out.getvalue(), "方案.docx")
    assert reading.lines[2:] == tuple(" | ".join(row) for row in cells)
    assert [(t.name, t.owner, str(t.due)) for t in reading.documents[0].tasks] == [
        ("召开动员大会", "党政办公室", "2026-03-31"), ("评选示范岗", "组织科", "2026-06-30"),
    ]  # fmt: skip


def test_a_document_without_words_says_so() -> None:
    with pytest.raises(NoText, match="没有文字"):
        read(docx(paragraph(" ")), "a.docx")


def test_a_plan_with_word_styles_gives_sections_phases_and_the_roster_of_a_table() -> None:
    made = python_docx.Document()
    made.add_heading("松岭区直属机关主题活动工作方案", 0)
    made.add_heading("活动安排", 1)
    for text in ("学习动员（2011年3月）", "总结评比（2011年11月）"):
        made.add_heading(text, 2)
        made.add_paragraph("各机关党支部要组织党员开展讨论。", style="List Number")
    made.add_heading("组织保障", 1)
    table = made.add_table(rows=3, cols=3)
    people = [
        ["姓名", "单位及职务", "组内职务"],
        ["尚可为", "区直工委书记", "组长"],
        ["令狐青", "区直工委副书记", "副组长"],
    ]
    for row, texts in zip(table.rows, people, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    out = io.BytesIO()
    made.save(out)
    (document,) = read(out.getvalue(), "方案.docx").documents
    assert [(s.label, s.heading) for s in document.sections] == [("", "活动安排"), ("", "组织保障")]
    assert [(p.name, p.line, p.certain) for p in document.phases] == [
        ("学习动员", 3, True),
        ("总结评比", 5, True),
    ]
    assert [(t.owner, t.phase) for t in document.tasks] == [("各机关党支部", 1), ("各机关党支部", 2)]
    assert [(p.name, p.post, p.certain) for p in document.people] == [
        ("尚可为", "组长", True),
        ("令狐青", "副组长", True),
    ]
    assert "missing-section" not in {defect.code for defect in document.defects}
