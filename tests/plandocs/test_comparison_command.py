"""`python3 run.py compare A B …`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.plandocs.test_comparison import OTHER, PLAN
from zhengyou.commandline import compare
from zhengyou.commandline.refusal import Refusal


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    """The names of files with a plan, a copy with another place and a sentence of its own, and another plan."""
    own = "每月最后一个周五，校长在校门口值守一小时，听家长说事。"
    texts = {"甲方案": PLAN, "乙方案": PLAN.replace("澜溪", "云岭") + own + "\n", "河道": OTHER}
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return {name: str(tmp_path / f"{name}.txt") for name in texts}


def test_a_pair_is_told_with_shares_origin_renamings_and_passages(
    files: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert compare.run([files["甲方案"], files["乙方案"]]) == 0
    told = capsys.readouterr().out
    assert told.splitlines()[2:6] == [
        "  甲的100%在乙里，乙的91%在甲里；六字片段相同81%。",
        "  看不出谁先谁后：日期、引用、篇幅和标点都看不出先后。",
        "  换了的名称：澜溪→云岭（3处）。",
        "  相同段落1：270字，甲第1—11行，乙第1—11行",
    ]


def test_every_pair_of_several_files_is_told_the_likest_first(
    files: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert compare.run([files["河道"], files["甲方案"], files["乙方案"]]) == 0
    heads = [line for line in capsys.readouterr().out.splitlines() if line.startswith(("甲", "乙"))]
    names = [Path(line.split("《")[0][2:]).stem for line in heads]
    assert names == ["甲方案", "乙方案", "河道", "甲方案", "河道", "乙方案"]


def test_the_superiors_text_is_counted_apart(
    files: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert compare.run([files["乙方案"], files["河道"], "--superior", files["甲方案"]]) == 0
    told = capsys.readouterr().out
    assert "  来自上级方案，已除外：甲270字，乙0字。" in told.splitlines()


def test_json_names_every_passage_with_its_place_and_words(
    files: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert compare.run(["--json", files["甲方案"], files["乙方案"]]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [d["title"] for d in told["documents"]] == [
        "澜溪区教育系统开展岗位建功活动实施方案",
        "云岭区教育系统开展岗位建功活动实施方案",
    ]
    (pair,) = told["pairs"]
    assert (pair["documents"], pair["shares"][0], pair["renamings"]) == (
        [0, 1],
        1.0,
        [{"first": "澜溪", "second": "云岭", "count": 3}],
    )
    lines = PLAN.splitlines()
    for passage in pair["passages"]:
        for piece in passage["pieces"]:
            place = piece["first"]
            if place["line"] == place["last_line"]:
                assert lines[place["line"] - 1][place["start"] : place["stop"]] == place["text"]


def test_the_documents_of_one_file_are_compared_with_each_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    glued = tmp_path / "汇编.txt"
    glued.write_text(f"工作方案篇一\n{PLAN}工作方案篇二\n{PLAN}", encoding="utf-8")
    assert compare.run([str(glued)]) == 0
    assert "（第1篇）" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "用法："),
        (["--frobnicate"], "用法："),
        (["甲方案"], "要有两份文件才能比较。"),
        (["甲方案", "没有.txt"], "没有找到文件 没有.txt。"),
        (["甲方案", "."], ". 是一个目录"),
        (["甲方案", "乙方案", "--superior"], "--superior 后面要写上级方案的文件名。"),
    ],
)
def test_what_cannot_be_compared_is_refused_with_a_sentence(
    arguments: list[str], sentence: str, files: dict[str, str]
) -> None:
    with pytest.raises(Refusal) as refused:
        compare.run([files.get(word, word) for word in arguments])
    assert str(refused.value).startswith(sentence)


def test_a_file_that_cannot_be_read_is_named(files: dict[str, str], tmp_path: Path) -> None:
    broken = tmp_path / "坏.docx"
    broken.write_bytes(b"")
    with pytest.raises(Refusal) as refused:
        compare.run([files["甲方案"], str(broken)])
    assert str(refused.value).startswith("坏.docx：")
