"""What holds for any text whatsoever."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.plandocs.making import docx, paragraph
from zhengyou.plandocs import NoText, Place, Reading, UnreadableDocument, as_text, read

PIECES = (
    "一、二、三、（一）（二）(三)1、2.3．①②第一阶段第二阶段一是二是三是第一，第二，"
    "篇一篇二附件：实施方案通知总结指导思想方法步骤组织领导"
    "2010年5月6日20xx年七一前党的十八大召开前每月每学期至少两次若干名95%以上3—5名五个好“五带头”《意见》组长：王小明同志为副组长"
    "各党支部要召开动员大会成立领导小组报送组织科其中共30个分三个阶段进行創(chuàng)先爭優的'政治XX区__周年相关文章：ICP备...|"
)
WORDS = st.lists(
    st.one_of(
        st.sampled_from(
            sorted({PIECES[i : i + n] for n in (1, 2, 4, 7) for i in range(0, len(PIECES) - n, n)})
        ),
        st.sampled_from(["\n", "\n", "。", "；", "：", " ", "　", "、", "“", "”", "（", "）"]),
        st.text(max_size=4),
    ),
    max_size=120,
).map("".join)
QUICK = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def places(value: Any) -> Iterator[Place]:
    """Every located item of a reading, however deep."""
    if isinstance(value, Place):
        yield value
    if is_dataclass(value):
        for field in fields(value):
            yield from places(getattr(value, field.name))
    elif isinstance(value, tuple):
        for part in value:
            yield from places(part)


def read_or_nothing(data: bytes, name: str) -> Reading | None:
    said = "。"
    try:
        return read(data, name)
    except UnreadableDocument as error:
        said = str(error)
    assert said.endswith("。")
    return None


def check(reading: Reading) -> None:
    assert [p for p in places(reading) if reading.lines[p.line - 1][p.start : p.end] != p.printed] == []
    assert Reading.from_dict(reading.to_dict()) == reading
    assert len(reading.lines) == len(reading.cleaned) == len(reading.origins)
    assert as_text(reading).endswith("\n")


@QUICK
@given(WORDS)
def test_any_text_is_read_and_every_offset_points_at_its_words(text: str) -> None:
    reading = read_or_nothing(text.encode("utf-8", "replace"), "a.txt")
    if reading is not None:
        check(reading)
        assert read(text.encode("utf-8", "replace"), "a.txt") == reading


@QUICK
@given(WORDS)
def test_splitting_loses_no_character(text: str) -> None:
    reading = read_or_nothing(text.encode("utf-8", "replace"), "a.txt")
    if reading is not None and reading.source.format == "txt" and reading.source.encoding == "utf-8":
        kept = "".join("".join(reading.lines).split())
        assert kept == "".join(text.encode("utf-8", "replace").decode().removeprefix("\ufeff").split())


@QUICK
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.html", "a.docx", "a"]))
def test_any_bytes_are_read_or_refused_with_a_sentence(data: bytes, name: str) -> None:
    reading = read_or_nothing(data, name)
    if reading is not None:
        check(reading)


@settings(max_examples=100, deadline=None)
@given(WORDS)
def test_any_words_in_a_web_page_are_read(text: str) -> None:
    reading = read_or_nothing(
        f"<html><body><p>{text}</p><table><tr><td>{text}</td></tr></table></body></html>".encode(
            "utf-8", "replace"
        ),
        "a.html",
    )
    if reading is not None:
        check(reading)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(st.characters(min_codepoint=32, max_codepoint=0x9FFF), max_size=30), max_size=8))
def test_any_words_in_a_word_document_are_read(texts: list[str]) -> None:
    try:
        reading = read(docx("".join(paragraph(text) for text in texts)), "a.docx")
    except NoText:
        return
    check(reading)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_word_document_is_read_or_refused(data: st.DataObject) -> None:
    good = bytearray(docx(paragraph("某镇实施方案") + paragraph("一、要求")))
    for _ in range(data.draw(st.integers(1, 6))):
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    read_or_nothing(bytes(good), "a.docx")
