"""The demonstration plan is ours, stands in the repository as its program writes it, and has its defects."""

import io
import re
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from zhengyou.demo.plan import PLAN_PATH
from zhengyou.demo.plan.write import main, plan_bytes, plan_lines

SEEDS = Path(__file__).resolve().parents[2] / ".." / "shared" / "seeds"
SCHOOL_PLAN = Path(__file__).parent / "data" / "校级方案.txt"


def plan_text() -> str:
    return "\n".join(text for _, text in plan_lines())


def test_the_committed_plan_is_what_the_program_writes():
    assert PLAN_PATH.read_bytes() == plan_bytes()


def test_the_program_writes_to_the_path_it_is_given(tmp_path):
    assert main([str(tmp_path / "方案.docx")]) == 0
    assert (tmp_path / "方案.docx").read_bytes() == PLAN_PATH.read_bytes()


def test_the_program_without_a_path_says_how_to_use_it(capsys):
    assert main([]) == 2
    assert capsys.readouterr().err == "用法：python -m zhengyou.demo.plan.write 要写到的路径\n"


def test_the_plan_is_as_long_as_a_real_one():
    assert 2500 <= len(re.sub(r"\s", "", plan_text())) <= 3500


def test_every_paragraph_of_the_text_stands_in_the_document_in_order():
    document = docx.Document(io.BytesIO(plan_bytes()))
    written = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    assert written == [text for kind, text in plan_lines() if kind != "row"]


def test_the_schedule_is_a_table_with_a_repeated_head():
    (table,) = docx.Document(io.BytesIO(plan_bytes())).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows == [text.split("\t") for kind, text in plan_lines() if kind == "row"]
    repeated = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert repeated == [True, False, False, False, False]


def test_some_numbers_are_typed_and_some_are_words_automatic_ones():
    document = docx.Document(io.BytesIO(plan_bytes()))
    lists = [
        p._p.pPr.numPr.numId.val
        for p in document.paragraphs
        if p._p.pPr is not None and p._p.pPr.numPr is not None
    ]
    assert {number: lists.count(number) for number in (1, 2, 3, 4)} == {1: 4, 2: 8, 3: 5, 4: 8}
    assert sum(bool(re.match(r"[一二三四五六]、", text)) for _, text in plan_lines()) == 7


def test_the_defects_left_on_purpose_are_there():
    text = plan_text()
    found = {
        "number twice": text.count("\n五、"),
        "combinations promised": text.count("“五个结合”"),
        "combinations given": len(re.findall(r"[一二三四五]是与[^；。]+相结合", text)),
        "end of phase two in the text": text.count("（2026年5月至2027年6月）"),
        "end of phase two in the table": text.count("2026年5月至2027年7月"),
        "stray apostrophe": text.count("的'组织"),
        "vague target": text.count("若干个特色支部"),
        "missing digits": text.count("20__年"),
    }
    assert found == {
        "number twice": 2,
        "combinations promised": 1,
        "combinations given": 4,
        "end of phase two in the text": 1,
        "end of phase two in the table": 1,
        "stray apostrophe": 1,
        "vague target": 1,
        "missing digits": 1,
    }


def test_the_school_plan_is_in_the_encoding_old_offices_use():
    data = SCHOOL_PLAN.read_bytes()
    assert data.decode("gb18030").startswith("澜溪区第三实验小学党支部创先争优活动方案\n")
    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")


# Words that every plan of the kind must use; a shared run that lies within them is no copied sentence.
SET_PHRASES = (
    "中共澜溪区委关于在全区党的基层组织和党员中深入开展创先争优活动的实施方案",
    "关于在全市党的基层组织和党员中开展创先争优活动的意见》",
    "创建先进基层党组织、争当优秀共产党员活动",
    "制定本方案。一、指导思想以",
    "区委表彰优秀共产党员",
    "区创先争优活动领导小组，组长",
)


@pytest.mark.parametrize("name", ["plan", "school"])
def test_no_sentence_is_taken_from_the_sources(name):
    if not SEEDS.is_dir():
        pytest.skip("the source texts are not beside this checkout")
    ours = re.sub(r"\s", "", plan_text() if name == "plan" else SCHOOL_PLAN.read_bytes().decode("gb18030"))
    theirs = "\n".join(
        re.sub(r"\s", "", path.read_text(encoding="utf-8")) for path in sorted(SEEDS.glob("*.txt"))
    )
    runs = {ours[start : start + 9] for start in range(len(ours) - 8)}
    shared = {run for run in runs if run in theirs and not any(run in phrase for phrase in SET_PHRASES)}
    assert shared == set()
