"""Drives as data: three_checks.toml is whole and described, and a file with a mistake is refused with a sentence."""

from pathlib import Path

import pytest

from zhengyou.campaigns.rules.drives import FOLDER, Choice, Course, Step, Unit, drives, read_drive
from zhengyou.campaigns.rules.pack_fields import PackError

DOCS = (Path(__file__).parents[3] / "docs" / "drives.md").read_text(encoding="utf-8")
TEXT = (FOLDER / "three_checks.toml").read_text(encoding="utf-8")


def test_three_checks_has_the_figures_and_the_faults_of_the_source() -> None:
    course = drives()["three_checks"].course
    assert [unit.number for unit in course.units] == [18, 308, 82, 57]  # the last: 53 companies and 4 bodies
    assert "".join(fault.name for fault in course.faults) == "慢难满浅旧漂散少"
    assert (course.looks, "空着" in course.looks_note) == ((), True)
    assert [step.key for step in course.steps] == [
        *("launch", "study", "check", "discussion", "problems", "measures", "result")
    ]
    assert course.done == ("problems", "measures", "result")
    assert drives()["three_checks"].pack.months == 3


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('by = "self_check"', 'by = "自查"', "by 只能是 task、self_check、problems 或 measures"),
        ('task = "专题动员会"', 'task = "别的会"', "没有任务“别的会”，却有一步按它来算"),
        ('by = "problems"', 'by = "problems"\ntask = "报告整改结果"', "别的不写"),
        ('"measures", "result"]', '"measures", "没有这步"]', "done 里的“没有这步”不是哪一步"),
        ('key = "study"', 'key = "launch"', "steps 里“launch”写了两次"),
        ('sectors = ["organs"]', 'sectors = ["没有的"]', "sectors 里没有“没有的”"),
        ("looks = []", "看 = []", "TOML"),
        ("looks = []", "seen = []", "不认识“seen”"),
        ("months = 3", "months = 2", "三查三看|阶段“总结提高阶段”的起止不在方案之内"),
    ],
)
def test_a_file_with_a_mistake_is_refused_with_file_and_sentence(
    old: str, new: str, sentence: str, tmp_path: Path
) -> None:
    assert old in TEXT
    path = tmp_path / "broken.toml"
    path.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackError, match=sentence) as refused:
        read_drive(path)
    assert "broken.toml" in str(refused.value)


def test_a_pack_without_a_course_is_no_drive(tmp_path: Path) -> None:
    path = tmp_path / "plain.toml"
    path.write_text(TEXT[: TEXT.index("[[drive.units]]")], encoding="utf-8")
    with pytest.raises(PackError, match="缺“drive”这张表"):
        read_drive(path)


@pytest.mark.parametrize("cls", [Course, Unit, Step, Choice])
def test_the_documentation_describes_every_field(cls: type) -> None:
    assert [name for name in cls.__dataclass_fields__ if f"| `{name}` |" not in DOCS] == []
