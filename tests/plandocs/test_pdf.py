"""PDF files: paragraphs out of printed lines, page debris told, scans and locked files refused."""

from __future__ import annotations

import pytest

from tests.plandocs.making import codes
from tests.plandocs.paper import pdf, wrapped
from tests.plandocs.test_properties import check
from zhengyou.plandocs import Damaged, Encrypted, NoText, TooLarge, read, read_safely

TITLE = "青山镇党委关于开展先锋行动的实施方案"
PARAGRAPHS = [
    "为深入推进全镇基层党组织建设，充分发挥党组织的战斗堡垒作用和党员的先锋模范作用，现结合实际制定本方案，请认真贯彻执行。",
    "一、方法步骤",
    "（一）动员阶段（2011年3月）。镇党委于2011年3月20日前召开动员大会，传达上级精神，部署各项任务，并组织党员认真学习。",
    "（二）总结阶段（2011年12月）。各村党支部于2011年12月20日前报送书面总结，由组织办汇总后上报县委组织部备案存档。",
    "二、组织领导",
    "成立由方小舟同志任组长的领导小组，统一负责活动的组织、协调和检查工作，及时研究解决活动中遇到的各种困难和问题。",
]


def test_printed_lines_become_paragraphs_and_read_as_the_text_file_does() -> None:
    reading = read(pdf([TITLE, *wrapped(PARAGRAPHS)]), "方案.pdf")
    text = read("\n".join([TITLE, *PARAGRAPHS]).encode(), "方案.txt")
    assert list(reading.lines) == [TITLE, *PARAGRAPHS]
    assert reading.documents == text.documents
    assert (reading.source.format, reading.source.encoding) == ("pdf", None)


def test_every_character_can_be_found_on_its_printed_line() -> None:
    printed = [TITLE, *wrapped(PARAGRAPHS)]
    reading = read(pdf(printed), "a.pdf")
    found = [
        printed[number - 1].lstrip("\u3000")[offset]
        for line, text in enumerate(reading.lines, 1)
        for number, offset in (reading.in_file(line, at) for at in range(len(text)))
    ]
    assert found == list("".join(reading.lines))


def test_a_paragraph_goes_on_over_the_page_and_headers_and_numbers_are_told_as_debris() -> None:
    lines = wrapped(PARAGRAPHS)
    first, second = lines[:5], lines[5:]
    assert not first[-1].endswith("。")
    pages = [["青山镇党委文件", TITLE, *first, "- 1 -"], ["青山镇党委文件", *second, "- 2 -"]]
    reading = read(pdf(*pages), "a.pdf")
    kinds = [origin.kind for origin in reading.origins]
    body = [line for line, kind in zip(reading.lines, kinds, strict=True) if kind == "body"]
    assert body == [TITLE, *PARAGRAPHS]
    assert [line for line, kind in zip(reading.lines, kinds, strict=True) if kind == "header"] == [
        "青山镇党委文件", "- 1 -", "青山镇党委文件", "- 2 -",
    ]  # fmt: skip
    assert [code for code, _ in codes(reading.documents[0]) if code == "page-debris"] == ["page-debris"] * 3


def test_characters_drawn_out_of_order_are_read_by_their_place() -> None:
    """Programs that print quotation marks in another font put them behind the line."""
    data = pdf(["关于开展“先锋岗”活动的通知"])
    words = "关于开展“先锋岗”活动的通知"
    code = words.encode("utf-16-be").hex().encode()
    pieces = [(0, "关于开展"), (5, "先锋岗"), (9, "活动的通知"), (4, "“"), (8, "”")]
    drawn = b"\n".join(
        b"1 0 0 1 %d 770 Tm <%s> Tj" % (72 + 16 * at, text.encode("utf-16-be").hex().encode())
        for at, text in pieces
    )
    whole = b"1 0 0 1 72 770 Tm <%s> Tj" % code
    assert whole in data
    assert list(read(data.replace(whole, drawn), "a.pdf").lines) == [words]


def test_a_scan_a_locked_a_broken_and_an_endless_file_each_get_their_own_sentence() -> None:
    with pytest.raises(NoText, match="扫描件"):
        read_safely(pdf([], [], picture=True), "a.pdf")
    with pytest.raises(NoText, match="没有文字"):
        read_safely(pdf([]), "a.pdf")
    with pytest.raises(Encrypted, match="密码"):
        read_safely(pdf([TITLE], locked=True), "a.pdf")
    with pytest.raises(Damaged, match="损坏"):
        read_safely(pdf([TITLE])[:300], "a.pdf")
    with pytest.raises(TooLarge, match="400 页"):
        read_safely(pdf(*[["一"]] * 401), "a.pdf")


def test_text_without_codes_is_refused_as_garbled() -> None:
    with pytest.raises(NoText, match="乱码"):
        read(pdf(["\ue001\ue002\ue003\ue004\ue005\ue006"]), "a.pdf")


def test_the_child_reads_the_same() -> None:
    data = pdf([TITLE, *wrapped(PARAGRAPHS)])
    reading = read_safely(data, "a.pdf")
    assert reading == read(data, "a.pdf")
    check(reading)
