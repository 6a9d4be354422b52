"""A fuzz run over each format: damaged files are read or refused with a sentence, and what is read keeps its promises.

Good files are cut, overwritten, doubled and mixed. About 20 s in the suite; ZHENGYOU_FUZZ=10 makes ten times as many.
"""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.chance import TIMES
from tests.plandocs.gold import word
from tests.plandocs.paper import pdf, typed, wrapped
from tests.plandocs.test_pdf import PARAGRAPHS, TITLE
from tests.plandocs.test_properties import check, read_or_nothing
from zhengyou.plandocs import read

TEXTS = Path(__file__).parent / "gold" / "texts"
PLAN = (TEXTS / "damaged.txt").read_text(encoding="utf-8")
HANT = (TEXTS / "hant.txt").read_text(encoding="utf-8")
PAGE = (
    f"<html><head><meta charset='utf-8'></head><body><h1>{TITLE}</h1>"
    + "".join(f"<p>{line}</p>" for line in PLAN.split("\n"))
    + "<table><tr><td>任务<td>时间</table></body></html>"
)
GOOD: dict[str, bytes] = {
    "a.txt": PLAN.encode(),
    "b.txt": PLAN.encode("gb18030"),
    "c.txt": HANT.encode("big5hkscs"),
    "d.txt": PLAN.encode("utf-16"),
    "e.txt": "\n".join([TITLE, *typed(PARAGRAPHS)]).encode(),
    "a.html": PAGE.encode(),
    "a.docx": word.hospital(),
    "a.pdf": pdf([TITLE, *wrapped(PARAGRAPHS)], ["- 2 -", *wrapped(PARAGRAPHS)]),
}
HOSTILE = {
    "wrapped for ever": "为深入推进全镇基层党组织建设充分发挥党组织的战斗堡垒作用\n",
    "paragraphs of one section": "各支部要召开大会：一是开会。二是发文。\n",
    "labels": "落实“三亮三比”和“五个好”。\n",
    "names": "王明、以院长裴正言为组长、",
    "bodies": "各党支部党委党总支",
    "dates": "2011年3月至5月，",
    "numbers": "1、",
    "verbs": "读一本书、看一部影片、",
    "manner": "通过由以围绕，",
    "quotes": "“三比三看”《关于",
    "open brackets": "（（“",
    "blanks": "教 育　",
}
LIMITS = settings(max_examples=150 * TIMES, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def damage(draw: st.DrawFn, good: bytes) -> bytes:
    """The file with a few wounds: bytes changed, pieces cut out, doubled, or put elsewhere."""
    data = bytearray(good)
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        to = min(len(data), at + draw(st.integers(1, 400)))
        match draw(st.sampled_from(["change", "cut", "double", "insert", "end"])):
            case "change":
                data[at:to] = draw(st.binary(min_size=1, max_size=8))
            case "cut":
                del data[at:to]
            case "double":
                data[at:at] = data[at:to] * draw(st.integers(1, 3))
            case "insert":
                data[at:at] = draw(st.text(max_size=12)).encode("utf-8", "replace")
            case "end":
                del data[max(1, at) :]
    return bytes(data)


@pytest.mark.parametrize("name", GOOD)
def test_the_file_itself_is_read(name: str) -> None:
    check(read(GOOD[name], name))


@pytest.mark.parametrize("name", GOOD)
@LIMITS
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused_with_a_sentence(name: str, data: st.DataObject) -> None:
    reading = read_or_nothing(data.draw(damage(GOOD[name])), name)
    if reading is not None:
        check(reading)


@LIMITS
@given(data=st.data())
def test_a_word_file_whose_parts_are_damaged_is_read_or_refused(data: st.DataObject) -> None:
    """The package is whole, the XML inside is not: deeper than a damaged archive gets."""
    with zipfile.ZipFile(io.BytesIO(word.hospital())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = data.draw(st.sampled_from(sorted(part for part in parts if part.startswith("word/"))))
    cut = data.draw(st.integers(0, len(parts[name])))
    words = data.draw(
        st.sampled_from([b"", b"<w:p>", b"</w:p>", b'<w:numId w:val="9999"/>', b"<w:del>", b"&#x0;", b"\xff"])
    )
    parts[name] = parts[name][:cut] + words + parts[name][cut + data.draw(st.integers(0, 60)) :]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    reading = read_or_nothing(out.getvalue(), "a.docx")
    if reading is not None:
        check(reading)


@LIMITS
@given(data=st.data())
def test_words_of_several_plans_in_any_order_are_read(data: st.DataObject) -> None:
    lines = [
        *PLAN.split("\n"),
        *HANT.split("\n"),
        *PARAGRAPHS,
        "附件：",
        "工作计划篇一",
        "工作计划篇二",
        "- 3 -",
        "",
    ]
    chosen = data.draw(st.lists(st.sampled_from(lines), max_size=40))
    glue = data.draw(st.sampled_from(["\n", " ", "", "\n\n", "\r\n\u3000\u3000"]))
    reading = read_or_nothing(glue.join(chosen).encode(), "a.txt")
    if reading is not None:
        check(reading)
        assert "".join("".join(reading.lines).split()) == "".join("".join(chosen).split())


@pytest.mark.parametrize("name", HOSTILE)
def test_a_text_made_to_be_slow_is_not(name: str) -> None:
    """60 KB of one pattern. An expression that backtracks without bound would take hours here, a square law minutes."""
    text = "某校实施方案\n一、措施\n" + HOSTILE[name] * (20_000 // len(HOSTILE[name]))
    began = time.process_time()  # what it computes, whatever else the machine is doing
    check(read(text.encode(), "a.txt"))
    assert time.process_time() - began < 5
