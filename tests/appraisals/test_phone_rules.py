"""The list of numbers as people hand it in, and the lines drawn from it."""

import hashlib
import subprocess
import sys

import pytest

from zhengyou.appraisals.rules import sampling
from zhengyou.appraisals.rules.sampling import Listed

HEAD = ["姓名", "办过什么事", "联系电话"]


def test_numbers_are_read_as_people_write_them() -> None:
    rows = [
        HEAD,
        ["白云", "办证", "138-0000 0001"],
        ["", "", 13800000002.0],
        [None, None, None],
        ["青山", None, "+86 138 0000 0003"],
        ["绿水", "报销", "（0571）88880001"],
    ]
    assert sampling.read_frame(rows) == sampling.Reading(
        (
            Listed("白云", "办证", "13800000001"),
            Listed("", "", "13800000002"),
            Listed("青山", "", "13800000003"),
            Listed("绿水", "报销", "057188880001"),
        ),
        (),
    )


@pytest.mark.parametrize(
    ("rows", "mistakes"),
    [
        ([], ["表格第一行要写明各列是什么，其中一列叫“电话”，这里没有找到。"]),
        ([["姓名"], ["白云"]], ["表格第一行要写明各列是什么，其中一列叫“电话”，这里没有找到。"]),
        ([HEAD], ["表格里一个电话也没有。请确认选对了文件。"]),
        ([HEAD, ["白云", "", ""]], ["第2行：没有电话。请补上，或者删去这一行。"]),
        ([HEAD, ["白云", "", "无"]], ["第2行：“无”不像电话号码。请对照原来的登记改正。"]),
        (
            [HEAD, ["白云", "", "13800000001"], [], ["青山", "", "138 0000 0001"]],
            ["第4行：电话和第2行的一样。一个号码只打一次，请删去一行。"],
        ),
    ],
)
def test_what_cannot_be_called_is_told_by_its_line(rows: list[list[object]], mistakes: list[str]) -> None:
    assert list(sampling.read_frame(rows).mistakes) == mistakes


@pytest.mark.parametrize("method", ["interval", "random"])
@pytest.mark.parametrize(("size", "wanted"), [(301, 300), (5000, 300), (7, 3), (1000, 1)])
def test_a_sample_has_as_many_different_lines_as_wanted(method: str, size: int, wanted: int) -> None:
    lines = sampling.drawn(method, "春\nx", size, wanted)
    assert lines == sorted(set(lines))
    assert len(lines) == wanted
    assert set(lines) <= set(range(1, size + 1))
    assert lines != sampling.drawn(method, "秋\nx", size, wanted) or size - wanted < 2


@pytest.mark.parametrize("method", ["interval", "random"])
def test_a_list_no_longer_than_wanted_is_called_as_a_whole(method: str) -> None:
    assert sampling.drawn(method, "春", 300, 300) == list(range(1, 301))


def test_lines_at_equal_distance_never_stand_closer_than_the_interval() -> None:
    lines = sampling.drawn("interval", "春\nx", 1000, 300)
    around = [*lines[1:], lines[0] + 1000]
    assert {after - before for before, after in zip(lines, around, strict=True)} == {3, 4}


def test_the_digest_of_a_line_takes_its_salt() -> None:
    one = Listed("白云", "办证", "13800000001")
    assert (
        sampling.line_digest(one, "盐") == hashlib.sha256("盐\n白云\n办证\n13800000001".encode()).hexdigest()
    )
    assert sampling.line_digest(one, "盐") != sampling.line_digest(one, "糖")


def worked_out(line: str) -> list[int]:
    """What the line for Python on the public page prints."""
    program = line.removeprefix("python3 -c '").removesuffix("'")
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return [int(one) for one in told.stdout.split()]
