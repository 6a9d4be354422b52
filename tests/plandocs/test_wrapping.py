"""Text files whose lines were broken at a margin."""

from __future__ import annotations

import pytest

from tests.plandocs.making import codes, reading_of
from tests.plandocs.paper import typed
from tests.plandocs.test_pdf import PARAGRAPHS, TITLE
from tests.plandocs.test_properties import check
from zhengyou.plandocs import read
from zhengyou.plandocs.wrapping import columns as width

ENGLISH = """The party branch of the town will hold a mobilization meeting in
March and publicize the meaning of the campaign to all members of
the branch so that everybody knows what is asked of him during the
year. In April every member writes a commitment and posts it on the
bulletin board where the people can see it and give their opinions.
Then the leaders review what was done.
The summary is written in December by the office of the committee."""


def test_lines_broken_at_the_margin_are_joined_and_read_as_whole_ones() -> None:
    reading = reading_of("\n".join([TITLE, *typed(PARAGRAPHS)]))
    assert [line.lstrip("\u3000") for line in reading.lines] == [TITLE, *PARAGRAPHS]
    check(reading)
    whole = reading_of("\n".join([TITLE, *PARAGRAPHS]))
    assert [(t.name, t.owner, t.due) for t in reading.documents[0].tasks] == [
        (t.name, t.owner, t.due) for t in whole.documents[0].tasks
    ]


def test_joined_lines_without_indents_begin_anew_at_numbers_and_ends() -> None:
    lines = typed(PARAGRAPHS, 60, "")
    assert list(reading_of("\n".join([TITLE, *lines])).lines) == [TITLE, *PARAGRAPHS]


@pytest.mark.parametrize("columns", [48, 56, 72])
def test_every_character_can_be_found_in_the_file(columns: int) -> None:
    printed = [TITLE, *typed(PARAGRAPHS, columns)]
    reading = reading_of("\n".join(printed))
    found = [
        printed[number - 1][offset]
        for line, text in enumerate(reading.lines, 1)
        for number, offset in (reading.in_file(line, at) for at in range(len(text)))
    ]
    assert found == list("".join(reading.lines))
    assert len(reading.lines) == len(PARAGRAPHS) + 1


def test_broken_latin_lines_are_joined_with_a_blank() -> None:
    first, *rest = reading_of(ENGLISH).lines
    assert first == " ".join(ENGLISH.split("\n")[:6])
    assert rest == ENGLISH.split("\n")[6:]


def test_a_page_number_between_two_halves_of_a_sentence_does_not_part_them() -> None:
    lines = typed(PARAGRAPHS)
    cut = next(i for i, line in enumerate(lines) if i > 6 and width(line) == 56)
    reading = reading_of("\n".join([TITLE, *lines[: cut + 1], "- 2 -", *lines[cut + 1 :]]))
    assert [line.lstrip("\u3000") for line in reading.lines if line != "- 2 -"] == [TITLE, *PARAGRAPHS]
    assert "page-debris" in [code for code, _ in codes(reading.documents[0])]


def test_ordinary_paragraphs_and_short_lists_stay_as_they_are() -> None:
    text = "\n".join([TITLE, *PARAGRAPHS, "某某", "某某某", "附件1", "附件2"])
    assert list(reading_of(text).lines) == text.split("\n")
    titles = "\n".join(f"关于第{n}号工作的意见和安排" for n in "一二三四五六七八九")
    assert list(read(titles.encode(), "a.txt").lines) == titles.split("\n")
