"""`import-roster` as it is typed."""

import io
from pathlib import Path

import pytest
import python_calamine

from zhengyou.commandline.import_roster import run
from zhengyou.commandline.refusal import Refusal
from zhengyou.organisations.models import Organisation

from .files import table, workbook
from .importing import PEOPLE, TREE

pytestmark = pytest.mark.django_db


def test_the_command_imports_a_file_and_says_what_it_did(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "名册.xlsx"
    path.write_bytes(workbook(组织=TREE, 人员=PEOPLE))
    assert run([str(path), "--dry-run"]) == 0
    assert Organisation.objects.count() == 0
    assert run([str(path)]) == 0
    told = capsys.readouterr()
    assert [line[:4] for line in told.out.splitlines()] == ["试运行，", "已导入名"]
    assert [line.partition("（")[0] for line in told.err.splitlines()] == [
        *("读文件", "核对每一行", "和现有名册比对", "完成"),
        *("读文件", "核对每一行", "和现有名册比对", "写入组织", "写入人员", "完成"),
    ]
    assert Organisation.objects.count() == 4


def test_the_command_tells_faults_on_the_error_stream_and_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "名册.csv"
    path.write_bytes(table([*PEOPLE[:2]]))
    assert run([str(path)]) == 1
    assert capsys.readouterr().err.splitlines()[-1] == (
        "“名册.csv”第 2 行 A 列：组织“010101”找不到。请先在组织表里加上这个组织，或改正编码、名称。"
    )


def test_the_command_writes_what_is_wrong_into_a_workbook_and_overwrites_nothing(tmp_path: Path) -> None:
    path, out = tmp_path / "名册.csv", tmp_path / "问题.xlsx"
    path.write_bytes(table([*PEOPLE[:2]]))
    assert run([str(path), "--dry-run", "--report", str(out)]) == 1
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(out.read_bytes()))
    assert book.sheet_names == ["名册.csv", "变动", "名册里没有的"]
    assert book.get_sheet_by_name("名册.csv").to_python()[0] == ["问题", *PEOPLE[0]]
    with pytest.raises(Refusal, match="已经存在，没有覆盖"):
        run([str(path), "--report", str(out)])


@pytest.mark.parametrize("arguments", [[], ["a", "b"], ["a.csv", "--force"], ["a.csv", "--report"]])
def test_the_command_says_how_to_use_it(arguments: list[str]) -> None:
    with pytest.raises(Refusal, match="import-roster 文件"):
        run(arguments)


def test_the_command_refuses_a_missing_or_unreadable_file(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="读不到文件"):
        run([str(tmp_path / "没有.xlsx")])
    (tmp_path / "坏.xlsx").write_bytes(b"??")
    with pytest.raises(Refusal, match="只认"):
        run([str(tmp_path / "坏.xlsx")])
