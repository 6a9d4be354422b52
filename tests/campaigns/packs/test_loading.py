"""The files of packs: strictly read, described in docs/packs.md, and every one of ours whole."""

import re
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from zhengyou.campaigns.rules import packs as rules
from zhengyou.campaigns.rules.pack_fields import PackError
from zhengyou.campaigns.rules.packs import FOLDER, Day, months_after, packs, read_pack, read_packs

DOCS = (Path(__file__).resolve().parents[3] / "docs" / "packs.md").read_text(encoding="utf-8")
WHOLE = """
schema = 1
order = 1
title = "小样板"
about = "试用。"
plan_title = "关于试用的方案"
purpose = "为试一试"
months = 6

[[policies]]
key = "visits"
question = "每年几次"
unit = "次"
default = 2
options = [ { value = 2, source = "甲地" }, { value = 4, source = "乙地" } ]

[[standards]]
label = "两个好"
applies_to = "党支部"
issuer = "某区"
version = 2026
source = "试用"
items = [ { name = "班子好" }, { name = "队伍好", text = "人人有岗位" } ]

[[phases]]
name = "试用阶段"
starts = "+0"
ends = "+3"

[[phases.tasks]]
name = "开会"
text = "各党支部在{by}前召开大会"
owner = "各党支部"
audience = ["branch"]
by = "+1"

[[tasks]]
name = "走访"
text = "各党支部每年走访{times}次，不少于{visits}户"
owner = "各党支部"
audience = ["branch"]
recurrence = "yearly"
times_from = "visits"
"""
MISTAKES = [
    ('title = "小样板"', "", "缺“title”"),
    ('title = "小样板"', 'titel = "小样板"', "不认识“titel”；可以写：key、schema、order、title"),
    ('title = "小样板"', "title = 3", "title：应当是文字"),
    ('title = "小样板"', 'title = ""', "title：是空的；没有就不写"),
    ("months = 6", 'months = "6"', "months：应当是整数"),
    ("months = 6", "months = true", "months：应当是整数"),
    ("schema = 1", "schema = 2", "格式版本是 2，本程序只读 1"),
    ("schema = 1", 'schema = 1\nkey = "x"', "不写 key，文件名就是"),
    ("schema = 1", 'schema = 1\ncalendar = "moon"', "calendar 只能是 start（从开始那天算）或 year"),
    ("schema = 1", 'schema = 1\ncalendar = "year"', "“+0”不合本样板的历法"),
    ("default = 2", "default = 3", "policies[1]：默认值 3 不在可选的数里"),
    ('starts = "+0"', 'starts = "03-40"', "phases[1] starts：“03-40”不是日子"),
    ('starts = "+0"', 'starts = "02-29"', "“02-29”不是日子"),
    ('starts = "+0"', 'starts = "春天"', "“春天”不是日子"),
    ('starts = "+0"', 'starts = "01-01"', "“01-01”不合本样板的历法"),
    ('ends = "+3"', 'ends = "+7"', "阶段“试用阶段”的起止不在方案之内"),
    ('by = "+1"', 'by = "+4"', "任务“开会”的截止日不在阶段“试用阶段”之内"),
    ('by = "+1"', "", "只办一次的要有截止日"),
    ("在{by}前", "", "要在 text 里用 {by} 写出截止日"),
    ("各党支部在{by}前", "支部在{by}前", "text 里没有牵头的“各党支部”"),
    ("召开大会", "召开大会。", "末尾不写句号"),
    ("走访{times}次，", "走访，", "要在 text 里用 {times} 写出次数"),
    ("不少于{visits}户", "不少于{homes}户", "没有定义或没有用到：homes"),
    ('times_from = "visits"', 'times_from = "times"', "没有定义或没有用到：times"),
    ('audience = ["branch"]\nby', "audience = []\nby", "没有说由哪些组织办"),
    ('audience = ["branch"]\nby', 'audience = ["village"]\nby', "audience 里没有“village”；可以写：district_committee"),
    ('audience = ["branch"]\nby', 'audience = "branch"\nby', "audience：应当是一列"),
    ('audience = ["branch"]\nby', 'audience = ["branch"]\nsectors = ["moon"]\nby', "sectors 里没有“moon”"),
    ('recurrence = "yearly"', 'recurrence = "daily"', "recurrence 里没有“daily”"),
    ('{ name = "班子好" }', '"班子好"', "items[1]：应当是一张表"),
    ('plan_title = "关于试用的方案"', "", "要有 plan_title 和 purpose"),
    ('{ name = "队伍好", text = "人人有岗位" }', "", "“两个好”说有 2 条，只写了 1 条"),
    ("[[phases]]", "[[phases", "不是 UTF-8 的 TOML"),
]  # fmt: skip


def _file(folder: Path, text: str, name: str = "small.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_whole_pack_is_read(tmp_path: Path) -> None:
    pack = read_pack(_file(tmp_path, WHOLE))
    assert (pack.key, pack.title, pack.begins, len(pack.all_tasks)) == ("small", "小样板", True, 2)
    assert pack.standards[0].key == "两个好@某区@2026"
    assert pack.all_tasks[0].by == Day("+1", "start", months=1)


@pytest.mark.parametrize(("before", "after", "sentence"), MISTAKES, ids=[one[2][:24] for one in MISTAKES])
def test_a_mistake_is_refused_with_file_place_and_sentence(
    tmp_path: Path, before: str, after: str, sentence: str
) -> None:
    assert WHOLE.count(before) >= 1
    with pytest.raises(PackError, match=r"^small\.toml.*" + re.escape(sentence)):
        read_pack(_file(tmp_path, WHOLE.replace(before, after, 1)))


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "small.toml"
    path.write_bytes("标题".encode("gb18030"))
    with pytest.raises(PackError, match="不是 UTF-8 的 TOML"):
        read_pack(path)


def test_a_name_that_cannot_be_an_address_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="文件名只用小写字母和连字号"):
        read_pack(_file(tmp_path, WHOLE, "小样板.toml"))


def test_the_same_standard_in_two_packs_is_refused(tmp_path: Path) -> None:
    _file(tmp_path, WHOLE)
    _file(tmp_path, WHOLE, "twin.toml")
    with pytest.raises(PackError, match=r"标准“两个好@某区@2026”在 small\.toml 里已经有了"):
        read_packs(tmp_path)


def test_the_same_label_of_another_year_stays_apart(tmp_path: Path) -> None:
    _file(tmp_path, WHOLE)
    _file(tmp_path, WHOLE.replace("version = 2026", "version = 2027"), "twin.toml")
    assert [pack.standards[0].version for pack in read_packs(tmp_path).values()] == [2026, 2027]


def test_all_of_ours_are_read() -> None:
    assert sorted(packs()) == sorted(path.stem for path in FOLDER.glob("*.toml"))
    assert {key for key, pack in packs().items() if pack.begins} == {"care", "frame", "mechanisms", "sectors"}


def test_the_eight_sectors_each_have_a_practice() -> None:
    sectors = packs()["sectors"]
    assert [one.label for one in sectors.standards] == [
        "双强双带", "四讲四创建", "五比五创", "三树立三争当", "三注重三争做", "两为三争当", "四强四优", "四好",
    ]  # fmt: skip
    asked = {sector for task in sectors.all_tasks for sector in task.sectors}
    assert asked == {
        "rural", "community", "organs", "schools", "institutions", "private", "state_enterprises", "minority",
    }  # fmt: skip


def test_the_four_mechanisms_are_named() -> None:
    assert [one.name for one in packs()["mechanisms"].mechanisms] == [
        "动力机制",
        "帮带机制",
        "评价机制",
        "激励机制",
    ]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 3, 1), 2, date(2026, 5, 1)),
        (date(2026, 11, 20), 2, date(2027, 1, 20)),
        (date(2026, 12, 31), 2, date(2027, 3, 1)),
        (date(2028, 1, 31), 1, date(2028, 3, 1)),
        (date(2026, 12, 1), 0, date(2026, 12, 1)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_months_are_counted_from_the_day_chosen(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later


def test_one_phase_ends_the_day_before_the_next_begins() -> None:
    begins = date(2026, 1, 31)
    third = Day.parse("+3")
    assert (third.ending(begins), third.starting(begins)) == (date(2026, 4, 30), date(2026, 5, 1))
    april = Day.parse("04-30")
    assert april.starting(begins) == april.ending(begins) == date(2026, 4, 30)


def _described(name: str) -> set[str]:
    section = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", DOCS, re.MULTILINE | re.DOTALL)
    assert section is not None, name
    return set(re.findall(r"^\| `(\w+)` \|", section[1], re.MULTILINE))


@pytest.mark.parametrize("name", ["Pack", "Phase", "Task", "Standard", "Named", "Policy", "Option"])
def test_every_field_is_described_and_nothing_else(name: str) -> None:
    known = {field.name for field in fields(getattr(rules, name))} - {"key" if name == "Pack" else ""}
    assert _described(name) == known


def test_the_described_version_is_the_one_in_the_code() -> None:
    assert re.findall(r"Schema version (\d+)", DOCS) == [str(rules.SCHEMA)]
