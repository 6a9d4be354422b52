"""The file itself: the same bytes, nobody's machine in it, our styles alone."""

import io
import re
import zipfile
from datetime import UTC, datetime

import docx

from zhengyou.reports.documents import (
    HouseStyle,
    OfficialDocument,
    Paragraph,
    Picture,
    Printed,
    Table,
    render,
)

from .reading import W, described, part, png

EVERYTHING = {
    "issuer_mark": "中共澜溪区委组织部文件",
    "number": "澜组发〔2026〕9号",
    "addressee": "各党委",
    "body": (
        Paragraph(("共", Printed("orgs.total", "968个"), "党组织。")),
        Table(("单位", "数量"), (("甲", Printed("made", "3")),), caption="一览"),
        Picture(png(40, 20), "图", "灰色的图"),
    ),
    "note": "联系人：组织科",
}


def test_the_same_document_gives_the_same_bytes():
    assert render(described(**EVERYTHING)) == render(described(**EVERYTHING))


def test_every_member_of_the_zip_bears_the_documents_date():
    archive = zipfile.ZipFile(io.BytesIO(render(described())))
    assert {member.date_time for member in archive.infolist()} == {(2026, 7, 1, 0, 0, 0)}
    assert {member.create_system for member in archive.infolist()} == {0}


def test_a_document_older_than_zip_files_can_still_be_written():
    old = OfficialDocument(title="旧文", date=datetime(1949, 10, 1, tzinfo=UTC).date(), issuer="某会")
    archive = zipfile.ZipFile(io.BytesIO(render(old)))
    assert {member.date_time for member in archive.infolist()} == {(1980, 10, 1, 0, 0, 0)}


def test_the_properties_name_the_issuer_and_the_documents_date_and_nothing_else():
    properties = part(render(described(title="关于\n承诺的通报")), "docProps/core.xml")
    moment = "2026-07-01T00:00:00Z"
    assert {element.tag.partition("}")[2]: element.text for element in properties} == {
        "title": "关于承诺的通报",
        "creator": "中共澜溪区委组织部",
        "lastModifiedBy": "中共澜溪区委组织部",
        "created": moment,
        "modified": moment,
        "language": "zh-CN",
        "revision": "1",
    }


def test_nothing_of_the_librarys_template_is_left():
    names = set(zipfile.ZipFile(io.BytesIO(render(described()))).namelist())
    assert names == {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "word/styles.xml",
        "word/settings.xml",
        "word/fontTable.xml",
        "word/footer1.xml",
        "word/footer2.xml",
    }


def test_every_run_names_one_font_in_all_four_places_and_no_theme_is_asked():
    data = render(described(**EVERYTHING))
    archive = zipfile.ZipFile(io.BytesIO(data))
    for name in ("word/document.xml", "word/footer1.xml", "word/footer2.xml"):
        for run in part(data, name).iter(f"{W}r"):
            if run.find(f"{W}t") is None:
                continue
            fonts = run.find(f"{W}rPr/{W}rFonts")
            places = {fonts.get(f"{W}{place}") for place in ("ascii", "hAnsi", "eastAsia", "cs")}
            assert len(places) == 1
            assert fonts.get(f"{W}hint") == "eastAsia"
    whole = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".xml"))
    assert re.findall(rb"\w+[tT]heme=", whole) == []


def test_every_font_has_fallbacks_in_the_font_table():
    table = part(render(described()), "word/fontTable.xml")
    names = {font.get(f"{W}name"): font.find(f"{W}altName").get(f"{W}val").split(",")[0] for font in table}
    assert names == {
        "仿宋_GB2312": "仿宋",
        "方正小标宋简体": "方正小标宋_GBK",
        "黑体": "SimHei",
        "楷体_GB2312": "楷体",
        "宋体": "SimSun",
    }


def test_chinese_text_is_marked_as_chinese():
    styles = part(render(described()), "word/styles.xml")
    assert {lang.get(f"{W}eastAsia") for lang in styles.iter(f"{W}lang")} == {"zh-CN"}


def test_characters_that_word_refuses_are_left_out_and_the_text_stays():
    document = docx.Document(io.BytesIO(render(described(body=(Paragraph(("已\x0b公\x00布\ufffe。",)),)))))
    assert "已公布。" in [paragraph.text for paragraph in document.paragraphs]


def test_a_house_style_changes_the_grid_of_the_styles():
    styles = part(
        render(described(house=HouseStyle(line_height_pt=30, character_spacing_twips=0))), "word/styles.xml"
    )
    normal = next(style for style in styles.iter(f"{W}style") if style.get(f"{W}styleId") == "Normal")
    assert normal.find(f"{W}pPr/{W}spacing").get(f"{W}line") == "600"
    assert normal.find(f"{W}rPr/{W}spacing").get(f"{W}val") == "0"
