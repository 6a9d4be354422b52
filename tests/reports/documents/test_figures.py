"""A figure printed in a document carries a bookmark that leads back to it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhengyou.reports.documents import Paragraph, Picture, Printed, Table, bookmark_name, render
from zhengyou.reports.documents.tables import column_widths

from .reading import W, described, part, png, texts, written

LEGAL = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")


def bookmarks(body):
    """Names of all bookmarks with the text each of them spans, in order."""
    root = part(render(described(body=body)), "word/document.xml")
    found = []
    for start in root.iter(f"{W}bookmarkStart"):
        text = ""
        for sibling in start.itersiblings():
            if sibling.tag == f"{W}bookmarkEnd" and sibling.get(f"{W}id") == start.get(f"{W}id"):
                break
            text += "".join(sibling.itertext())
        found.append((start.get(f"{W}name"), text))
    return found


def test_a_figure_in_the_text_stands_between_its_bookmarks_ends():
    body = (Paragraph(("共", Printed("orgs_total", "968个"), "党组织。")),)
    assert bookmarks(body) == [("fig_orgs_total", "968个")]
    assert "共968个党组织。" in texts(written(body=body))


def test_a_figure_printed_twice_gets_two_names_of_its_own():
    twice = Printed("orgs_total", "968个")
    taken = Printed("orgs_total_2", "2个")
    assert bookmarks((Paragraph((twice, twice, taken)),)) == [
        ("fig_orgs_total", "968个"),
        ("fig_orgs_total_2", "968个"),
        ("fig_orgs_total_2_2", "2个"),
    ]


def test_a_figure_in_a_table_has_its_bookmark_too():
    table = Table(("单位", "数量"), (("甲", Printed("made_3", "3")),))
    assert bookmarks((table,)) == [("fig_made_3", "3")]


def test_ids_that_differ_only_in_forbidden_letters_get_different_names():
    ids = ("承诺率@2026-07-01", "承诺数@2026-07-01", "A-b", "a-b", "a" * 200, "a" * 201)
    names = [bookmark_name(figure_id) for figure_id in ids]
    assert len({name.lower() for name in names}) == len(ids)


@settings(deadline=None)
@given(st.lists(st.text(max_size=60), max_size=12))
def test_bookmarks_are_always_legal_and_unique(ids):
    names = [name for name, _ in bookmarks((Paragraph(tuple(Printed(figure_id, "1") for figure_id in ids)),))]
    assert [name for name in names if not LEGAL.fullmatch(name)] == []
    assert len({name.lower() for name in names}) == len(ids)


def test_a_table_repeats_its_head_and_breaks_no_row():
    body = (Table(("单位", "数量"), (("甲", "1"), ("乙", "2")), caption="承诺一览"),)
    document = written(body=body)
    (table,) = document.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    marks = [[mark.tag.partition("}")[2] for mark in row._tr.trPr] for row in table.rows]
    assert rows == [["单位", "数量"], ["甲", "1"], ["乙", "2"]]
    assert marks == [["cantSplit", "tblHeader"], ["cantSplit"], ["cantSplit"]]
    assert "承诺一览" in texts(document)


def test_columns_of_numbers_stand_right_and_words_left():
    (table,) = written(body=(Table(("单位", "率"), (("甲", "83.5%"), ("乙", "—"))),)).tables
    alignments = [[cell.paragraphs[0].alignment for cell in row.cells] for row in table.rows]
    assert [[None if side is None else side.name for side in row] for row in alignments] == [
        ["CENTER", "CENTER"],
        [None, "RIGHT"],
        [None, "RIGHT"],
    ]


@pytest.mark.parametrize(("widths", "twips"), [((1.0, 3.0), [2211, 6633]), ((), [3242, 5602])])
def test_columns_fill_the_type_area(widths, twips):
    table = Table(("甲", "一二三四五六七八"), (("一二三四", "乙"),), widths=widths)
    grid = part(render(described(body=(table,))), "word/document.xml").iter(f"{W}gridCol")
    assert [int(column.get(f"{W}w")) for column in grid] == twips


def test_a_narrow_column_keeps_its_width_beside_wide_ones():
    table = Table(("动员部署", "文" * 60, "文" * 30), ())
    narrow, *wide = column_widths(table, 156)
    assert abs(narrow - 5.5 * 12 * 20) <= 2
    assert abs(wide[0] - wide[1]) <= 2


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"head": ("甲",), "rows": (("1", "2"),)}, "第1行有2格，表头有1格"),
        ({"head": (), "rows": ()}, "没有表头"),
        ({"head": ("甲",), "rows": (), "widths": (1.0, 2.0)}, "列宽要与表头一一对应"),
        ({"head": ("甲",), "rows": (), "widths": (0.0,)}, "列宽要与表头一一对应"),
    ],
)
def test_a_crooked_table_is_refused_in_a_sentence(parts, sentence):
    with pytest.raises(ValueError, match=sentence):
        Table(caption="一览", **parts)


def test_a_table_without_rows_is_still_a_table():
    (table,) = written(body=(Table(("单位", "数量"), ()),)).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["单位", "数量"]]


@pytest.mark.parametrize(("size", "millimetres"), [((6000, 1500), (156, 39)), ((1500, 6000), (34, 135))])
def test_a_picture_is_made_to_fit_and_keeps_its_shape(size, millimetres):
    (shape,) = written(body=(Picture(png(*size), "图1", "承诺数逐月上升"),)).inline_shapes
    assert (round(shape.width.mm), round(shape.height.mm)) == millimetres
    assert shape._inline.docPr.get("descr") == "承诺数逐月上升"


def test_something_else_than_a_png_is_refused():
    with pytest.raises(ValueError, match="图片“图1”不是PNG格式"):
        Picture(b"GIF89a", "图1", "")
