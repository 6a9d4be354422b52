"""Head, headings and paragraphs: what stands where, in which font."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhengyou.reports.documents import SCHOOL_MARGINS, Heading, HouseStyle, Paragraph, render
from zhengyou.reports.documents.numbering import HeadingNumbers, chinese
from zhengyou.reports.documents.titles import title_lines

from .reading import W, described, part, texts, written


def fonts_of(document, text):
    paragraph = next(paragraph for paragraph in document.paragraphs if paragraph.text == text)
    return {run._r.rPr.rFonts.get(f"{W}eastAsia") for run in paragraph.runs}


def test_levels_are_numbered_and_each_restarts_under_its_parent():
    levels = (1, 2, 3, 4, 4, 3, 2, 3, 1, 2)
    document = written(body=tuple(Heading(level, "题") for level in levels))
    numbered = ["一、", "（一）", "1.", "（1）", "（2）", "2.", "（二）", "1.", "二、", "（一）"]
    assert [text for text in texts(document) if text.endswith("题")] == [number + "题" for number in numbered]


def test_each_level_has_its_font_and_none_is_bold():
    document = written(body=tuple(Heading(level, "题") for level in (1, 2, 3, 4)))
    fonts = [fonts_of(document, text) for text in ("一、题", "（一）题", "1.题", "（1）题")]
    assert fonts == [{"黑体"}, {"楷体_GB2312"}, {"仿宋_GB2312"}, {"仿宋_GB2312"}]
    assert [run.bold for paragraph in document.paragraphs for run in paragraph.runs if run.bold] == []


def test_headings_appear_in_words_outline():
    document = written(body=(Heading(1, "甲"), Heading(2, "乙")))
    assert [p.style.name for p in document.paragraphs if p.text in ("一、甲", "（一）乙")] == [
        "Heading 1",
        "Heading 2",
    ]


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五"), (99, "九十九")]
)
def test_chinese_numbers_are_written_as_headings_count(number, text):
    assert chinese(number) == text


def test_the_hundredth_heading_of_a_level_is_refused_in_a_sentence():
    numbers = HeadingNumbers()
    for _ in range(99):
        numbers.next(1)
    with pytest.raises(ValueError, match="同一级标题最多99个，第100个排不下"):
        numbers.next(1)


def test_a_fifth_level_is_refused():
    with pytest.raises(ValueError, match="标题只有四级，不能是第5级：细目"):
        Heading(5, "细目")


def test_a_document_without_a_title_is_refused():
    with pytest.raises(ValueError, match="公文没有标题"):
        described(title="  \n")


def test_the_head_stands_in_the_standards_order():
    document = written(issuer_mark="中共澜溪区委文件", number="澜发〔2026〕6号", addressee="各党委", body=())
    assert [paragraph.text for paragraph in document.paragraphs] == [
        "中共澜溪区委文件",
        "",
        "",
        "澜发〔2026〕6号",
        "",
        "",
        "关于承诺兑现情况的通报",
        "",
        "各党委：",
        "",
        "中共澜溪区委组织部",
        "2026年7月1日",
    ]


def test_the_letterhead_is_red_and_its_rule_as_wide_as_the_type_area():
    document = written(issuer_mark="中共澜溪区委文件", number="澜发〔2026〕6号")
    mark, number = document.paragraphs[0], document.paragraphs[3]
    assert str(mark.runs[0].font.color.rgb) == "FF0000"
    assert mark.runs[0].font.size.pt == 55
    border = number._p.pPr.find(f"{W}pBdr/{W}bottom")
    assert (border.get(f"{W}val"), border.get(f"{W}color")) == ("single", "FF0000")
    # A paragraph's rule runs from indent to indent: without indents it is 156 mm long.
    assert (number.paragraph_format.left_indent, number.paragraph_format.right_indent) == (None, None)


def test_a_long_issuer_mark_still_stands_in_one_line():
    mark = "中国共产党澜溪区教育局直属机关委员会文件"
    size = written(issuer_mark=mark).paragraphs[0].runs[0].font.size.pt
    assert size * len(mark) <= 156 / 25.4 * 72


def test_an_upward_document_names_its_signer_at_the_right():
    document = written(issuer_mark="中共澜溪区委文件", number="澜发〔2026〕6号", signer="祁望川")
    number = document.paragraphs[3]
    assert number.text == "\u3000澜发〔2026〕6号\t签发人：祁望川"
    assert number.runs[-1]._r.rPr.rFonts.get(f"{W}eastAsia") == "楷体_GB2312"


def test_a_number_without_letterhead_stands_under_the_title():
    assert texts(written(number="澜组发〔2026〕9号", body=()))[:2] == [
        "关于承诺兑现情况的通报",
        "澜组发〔2026〕9号",
    ]


def test_an_addressee_gets_one_full_width_colon():
    assert [text for text in texts(written(addressee="各党委:")) if text.startswith("各党委")] == ["各党委："]


def test_a_paragraph_begins_two_characters_in():
    paragraph = next(p for p in written().paragraphs if p.text == "各支部都已公布承诺。")
    assert paragraph.paragraph_format.first_line_indent.pt == 31.5


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于承诺兑现情况的通报", ["关于承诺兑现情况的通报"]),
        (
            "关于在全区党的基层组织和党员中深入开展创先争优活动的实施方案",
            ["关于在全区党的基层组织和党员中", "深入开展创先争优活动的实施方案"],
        ),
        ("中共澜溪区委\n关于表彰的决定", ["中共澜溪区委", "关于表彰的决定"]),
    ],
)
def test_a_title_turns_at_a_meaning(title, lines):
    assert title_lines(title, 20) == lines


@given(st.text(alphabet="中共区委关于的和《》、开展12", min_size=1, max_size=200), st.integers(5, 25))
def test_no_title_line_is_too_long_and_no_character_is_lost(title, longest):
    lines = title_lines(title, longest)
    assert "".join(lines) == title
    assert [line for line in lines if len(line) > longest] == []


@pytest.mark.parametrize(
    ("house", "margins"),
    [(HouseStyle(), (37, 35, 28, 26)), (SCHOOL_MARGINS, (35, 33, 27, 27))],
)
def test_the_sheet_is_a4_with_the_houses_margins(house, margins):
    section = written(house=house).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert tuple(round(side.mm) for side in sides) == margins
    assert (house.type_area_width_mm, house.characters_a_line) == (156, 28)
    assert 22 <= section.footer_distance.mm <= 26


def test_the_grid_has_lines_only():
    (grid,) = part(render(described()), "word/document.xml").iter(f"{W}docGrid")
    assert dict(grid.attrib) == {f"{W}type": "lines", f"{W}linePitch": "579"}


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages():
    data = render(described())
    sides = []
    for name in ("word/footer1.xml", "word/footer2.xml"):
        footer = part(data, name)
        words = "".join(footer.itertext())
        sides.append((words, footer.find(f"{W}p/{W}pPr/{W}jc").get(f"{W}val")))
    assert sides == [("— PAGE1 —", "right"), ("— PAGE1 —", "left")]
    assert part(data, "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None


@pytest.mark.parametrize(
    ("margins", "sentence"),
    [({"left_mm": -1.0}, "页边距不能是负数"), ({"left_mm": 80.0, "right_mm": 80.0}, "版心不足80毫米")],
)
def test_margins_that_leave_no_room_are_refused(margins, sentence):
    with pytest.raises(ValueError, match=sentence):
        HouseStyle(**margins)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_written(text):
    assert render(described(body=(Paragraph((text,)),)))[:2] == b"PK"
