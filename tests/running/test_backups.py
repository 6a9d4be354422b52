"""A backup comes back whole, or says why not."""

import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running.conftest import zhengyou


@pytest.fixture(scope="module")
def backed_up() -> Iterator[tuple[Path, Path]]:
    """A data folder with one administrator, and its backup."""
    with tempfile.TemporaryDirectory(prefix="zhengyou-backed-up-") as folder:
        yield _back_up(Path(folder) / "original")


def _back_up(data: Path) -> tuple[Path, Path]:
    assert zhengyou("create-admin", "bangong", "--data", data).returncode == 0
    target = data.parent / "backup.zhengyou"
    made = zhengyou("backup", target, "--data", data)
    assert (made.returncode, made.stderr) == (0, "")
    return data, target


def test_a_backup_comes_back_into_a_new_folder_and_the_ledger_is_verified(
    backed_up: tuple[Path, Path], tmp_path: Path
) -> None:
    restored = zhengyou("restore", backed_up[1], "--data", tmp_path / "new")

    assert (restored.returncode, restored.stderr) == (0, "")
    assert "台账共核对 " in restored.stdout
    taken = zhengyou("create-admin", "bangong", "--data", tmp_path / "new")
    assert taken.stderr.startswith("错误：用户名 bangong 已经有人用了")


def test_a_backup_overwrites_nothing(backed_up: tuple[Path, Path]) -> None:
    data, target = backed_up
    before = target.read_bytes()
    again = zhengyou("backup", target, "--data", data)
    assert again.returncode == 1
    assert (
        again.stderr == f"错误：{target} 已经存在，备份不覆盖任何文件；请换一个文件名。 (the file exists)\n"
    )
    assert target.read_bytes() == before
    assert sorted(path.name for path in target.parent.glob(".zhengyou*")) == []


def test_only_an_empty_database_is_restored_into(backed_up: tuple[Path, Path]) -> None:
    data, target = backed_up
    refused = zhengyou("restore", target, "--data", data)
    assert refused.returncode == 1
    assert refused.stderr.startswith("错误：这个数据库不是空的，恢复只写入空的数据库，什么都没有改动；")


@pytest.mark.parametrize("harm", ["cut", "changed"])
def test_a_damaged_backup_restores_nothing(backed_up: tuple[Path, Path], tmp_path: Path, harm: str) -> None:
    whole = backed_up[1].read_bytes()
    bad = tmp_path / "bad"
    if harm == "cut":
        bad.write_bytes(whole[: len(whole) // 2])
    else:
        _rewritten(backed_up[1], bad)

    refused = zhengyou("restore", bad, "--data", tmp_path / "new")

    assert refused.returncode == 1
    assert refused.stderr == (
        f"错误：{bad} 不是完整的争优备份文件，没有恢复任何内容。 (not a whole backup; nothing was restored)\n"
    )


def _rewritten(source: Path, target: Path) -> None:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        new.writestr("zhengyou.json", old.read("zhengyou.json"))
        new.writestr("database.dump", old.read("database.dump")[:-1] + b"?")


def test_a_backup_of_a_newer_version_restores_nothing(backed_up: tuple[Path, Path], tmp_path: Path) -> None:
    newer = tmp_path / "newer"
    with zipfile.ZipFile(backed_up[1]) as old, zipfile.ZipFile(newer, "w") as new:
        new.writestr("zhengyou.json", old.read("zhengyou.json").replace(b'"0.1.0"', b'"99.0.0"'))
        new.writestr("database.dump", old.read("database.dump"))
    refused = zhengyou("restore", newer, "--data", tmp_path / "new")
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"错误：{newer} 里的数据由更新版本的争优（99.0.0）写成")
