"""What follows the text: attachments, signature without a seal, note, imprint."""

from datetime import date

import pytest

from zhengyou.reports.documents import Attachment, Imprint, Paragraph, render
from zhengyou.reports.documents.closing import signature_indents

from .reading import W, described, part, texts, written

PAGE = (Paragraph(("内容。",)),)


def closing_texts(**changes):
    return texts(written(body=(), **changes))[1:]


@pytest.mark.parametrize(
    ("issuer", "dated", "indents"),
    [
        # 9 characters over 5.5: the date begins two to the right of the issuer, both counted from the right.
        ("中共澜溪区委组织部", "2026年7月1日", (2, 3.0)),
        # As long as each other: the date runs to the margin.
        ("中共澜溪区", "2026年月", (2, 1.0)),
        # The date is longer (7 over 6): it keeps the two, the issuer moves left.
        ("中共澜溪区委", "2026年12月26日", (5.0, 2)),
        ("", "2026年7月1日", (0, 2)),
    ],
)
def test_issuer_and_date_stand_as_a_document_without_seal_asks(issuer, dated, indents):
    assert signature_indents(issuer, dated) == indents


@pytest.mark.parametrize(
    "issuer", ["区委", "中共澜溪区委", "中共澜溪区委组织部", "中共澜溪区第三实验小学支部委员会"]
)
@pytest.mark.parametrize("dated", ["2026年7月1日", "2026年12月26日"])
def test_the_date_always_begins_two_characters_after_the_issuer(issuer, dated):
    digits = sum(letter.isdigit() for letter in dated)
    wide = len(dated) - digits / 2
    issuer_in, date_in = signature_indents(issuer, dated)
    assert (issuer_in + len(issuer)) - (date_in + wide) == 2
    assert min(issuer_in, date_in) >= 0
    assert 2 in (issuer_in, date_in)


def test_the_note_stands_in_one_pair_of_brackets_under_the_date():
    expected = ["中共澜溪区委组织部", "2026年7月1日", "（联系人：组织科）"]
    assert closing_texts(note="联系人：组织科") == expected
    assert closing_texts(note="（联系人：组织科）") == expected


def test_one_attachment_has_no_number():
    assert closing_texts(attachments=(Attachment("名单。", PAGE),)) == [
        "附件：名单",
        "中共澜溪区委组织部",
        "2026年7月1日",
        "附件",
        "名单",
        "内容。",
    ]


def test_several_attachments_are_numbered_and_those_with_a_body_begin_a_page():
    document = written(
        body=(), attachments=(Attachment("名单", PAGE), Attachment("方案"), Attachment("表", PAGE))
    )
    assert texts(document)[1:] == [
        "附件：1.\t名单",
        "2.\t方案",
        "3.\t表",
        "中共澜溪区委组织部",
        "2026年7月1日",
        "附件1",
        "名单",
        "内容。",
        "附件3",
        "表",
        "内容。",
    ]
    assert [p.text for p in document.paragraphs if p.paragraph_format.page_break_before] == ["附件1", "附件3"]


def test_wrapped_names_of_attachments_stand_under_the_name():
    document = written(attachments=(Attachment("名单"), Attachment("方案")))
    names = [p.paragraph_format for p in document.paragraphs if "\t" in p.text]
    # 2 + 3 + 1.5 characters of 15.75 pt; the first line begins 2 in, the others 5.
    assert [form.left_indent.pt for form in names] == [102.4, 102.4]
    assert [form.first_line_indent.pt for form in names] == [-70.9, -23.6]


def test_a_short_last_paragraph_goes_with_the_signature_and_a_long_one_stays():
    kept = []
    for length in (100, 200):
        document = written(body=(Paragraph(("文" * length,)),))
        paragraph = next(p for p in document.paragraphs if p.text.startswith("文"))
        kept.append(paragraph.paragraph_format.keep_with_next)
    assert kept == [True, None]


def test_the_imprint_is_held_to_the_foot_of_the_last_page_between_its_rules():
    imprint = Imprint("区人大常委会党组，区政府党组。", "中共澜溪区委办公室", date(2026, 7, 2))
    document = written(imprint=imprint)
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["抄送：区人大常委会党组，区政府党组。"],
        ["中共澜溪区委办公室\t2026年7月2日印发"],
    ]
    properties = table._tbl.tblPr
    place = properties.find(f"{W}tblpPr")
    assert (place.get(f"{W}tblpYSpec"), place.get(f"{W}vertAnchor")) == ("bottom", "margin")
    rules = {rule.tag.partition("}")[2]: rule.get(f"{W}sz") for rule in properties.find(f"{W}tblBorders")}
    assert rules == {"top": "8", "bottom": "8", "insideH": "6"}
    assert properties.find(f"{W}tblW").get(f"{W}w") == "8844"


def test_an_imprint_without_copies_has_one_line():
    root = part(render(described(imprint=Imprint("", "区委办公室", date(2026, 7, 2)))), "word/document.xml")
    assert ["".join(row.itertext()) for row in root.iter(f"{W}tr")] == ["区委办公室2026年7月2日印发"]
