"""Text files in the encodings people really send."""

from __future__ import annotations

import pytest

from zhengyou.plandocs import NoText, WrongFormat, read

HANS = (
    "溪口镇党委开展主题活动的实施方案\n一、指导思想\n以上级部署为遵循，深入开展学习，"
    "组织全体党员参加。\n二、组织领导\n镇党委成立领导小组。"
)
HANT = (
    "溪口鎮黨委開展主題活動的實施方案\n一、指導思想\n以上級部署為遵循，深入開展學習，"
    "組織全體黨員參加。\n二、組織領導\n鎮黨委成立領導小組。"
)


@pytest.mark.parametrize(
    ("text", "written_as", "reported_as"),
    [
        (HANS, "utf-8", "utf-8"),
        (HANS, "utf-8-sig", "utf-8"),
        (HANS, "utf-16", "utf-16"),
        (HANS, "utf-16-le", "utf-16-le"),
        (HANS, "utf-16-be", "utf-16-be"),
        (HANS, "gb18030", "gb18030"),
        (HANS, "gbk", "gb18030"),
        (HANT, "big5", "big5"),
        (HANT, "gb18030", "gb18030"),
    ],
)
def test_the_text_is_the_same_in_every_encoding(text: str, written_as: str, reported_as: str) -> None:
    reading = read(text.encode(written_as), "方案.txt")
    assert (reading.source.encoding, list(reading.lines)) == (reported_as, text.split("\n"))


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\x0b", "\u2028"])
def test_every_kind_of_line_end_ends_a_line(ending: str) -> None:
    assert read(HANS.replace("\n", ending).encode(), "a.txt").lines == tuple(HANS.split("\n"))


def test_a_file_cut_in_the_middle_of_a_character_is_read_and_said_to_be_cut() -> None:
    reading = read((HANS * 20).encode()[:-1], "a.txt")
    assert "\ufffd" in reading.lines[-1]
    assert ("truncated", len(reading.lines)) in [
        (d.code, d.line) for doc in reading.documents for d in doc.defects
    ]


def test_binary_junk_is_refused() -> None:
    with pytest.raises(WrongFormat, match="不是文字文件"):
        read(bytes(range(1, 256)) * 40, "a.txt")


@pytest.mark.parametrize("data", [b"", b"  \n\t ", b"\xef\xbb\xbf", b"\xff\xfe", b"\x00" * 500])
def test_an_empty_file_has_no_text(data: bytes) -> None:
    with pytest.raises(NoText):
        read(data, "a.txt")
