"""The list of commands is true: in `help`, in both READMEs, and in the modules behind it."""

import ast
import importlib
import inspect
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import zhengyou
from tests.running.conftest import ROOT, clean_environment
from tests.running.conftest import zhengyou as run_command
from zhengyou.commandline.table import COMMANDS, Command

sys.path.insert(0, str(ROOT))
run_py = importlib.import_module("run")

BY_NAME = [pytest.param(command, id=command.name) for command in COMMANDS]


def test_help_lists_every_command_with_its_sentences_and_needs_no_environment() -> None:
    listed = subprocess.run(
        [sys.executable, "-S", ROOT / "run.py", "help"],
        env=clean_environment(),
        capture_output=True,
        text=True,
    )
    assert (listed.returncode, listed.stderr) == (0, "")
    expected = "争优的命令（Zhengyou's commands）：\n\n" + "".join(
        f"  python3 run.py {command.name} {command.usage}\n      {command.chinese}\n      {command.english}\n"
        for command in COMMANDS
    )
    assert listed.stdout == expected


@pytest.mark.parametrize("command", BY_NAME)
def test_every_command_has_a_module_that_runs(command: Command) -> None:
    module = importlib.import_module(command.module)
    assert list(inspect.signature(module.run).parameters) == ["arguments"]


@pytest.mark.parametrize("command", BY_NAME)
def test_every_command_explains_itself_without_doing_anything(command: Command) -> None:
    explained = run_command("help", command.name)
    assert (explained.returncode, explained.stderr) == (0, "")
    assert command.chinese in explained.stdout


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
@pytest.mark.parametrize("command", BY_NAME)
def test_both_readmes_mention_every_command(readme: str, command: Command) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    assert f"`{command.name}" in text or f"run.py {command.name}" in text


def test_an_old_python_gets_one_sentence() -> None:
    assert run_py.refusal((3, 10), "linux") == (
        "错误：争优需要 Python 3.11 或更新的版本，现在运行的是 3.10；请安装后用新版本的 python3 再运行。"
        " (Python 3.11 or newer is needed.)\n"
    )
    assert run_py.refusal((2, 7), "linux").count("\n") == 1
    assert run_py.refusal((3, 11), "linux") == ""
    assert run_py.refusal((3, 14), "darwin") == ""


def test_run_py_can_be_read_by_pythons_that_cannot_run_it() -> None:
    source = (ROOT / "run.py").read_bytes()
    ast.parse(source, feature_version=(3, 4))
    # Before Python 3 a file had to say its encoding in the first two lines.
    assert b"coding: utf-8" in source.splitlines()[0]


def test_run_py_and_what_it_loads_need_only_the_standard_library() -> None:
    folder = ROOT / "zhengyou" / "commandline"
    loaded = [
        ROOT / "run.py",
        *(folder / f"{name}.py" for name in ("environment", "table", "help", "refusal")),
    ]
    names = {
        name.split(".")[0]
        for path in loaded
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [one.name for one in node.names]
        )
    }
    assert names - set(sys.stdlib_module_names) == {"zhengyou"}


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == zhengyou.VERSION


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_has_hashes_and_no_address(lock: str) -> None:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "://" in line or "index" in line.split("#")[0]] == []
    pinned = [number for number, line in enumerate(lines) if line and line[0].isalnum()]
    assert all("--hash=sha256:" in lines[number + 1] for number in pinned)
    assert len(pinned) > 30


def test_reading_a_document_needs_neither_django_nor_a_database(tmp_path: Path) -> None:
    plan = tmp_path / "方案.txt"
    plan.write_text("关于开展读书活动的实施方案\n一、总体要求\n每月至少开展1次集中学习。\n", encoding="utf-8")
    code = (
        "import sys\nfrom zhengyou.commandline.running import main\n"
        "code = main(['read', sys.argv[1]])\n"
        "assert not {'django', 'psycopg'} & set(sys.modules), 'too much was loaded'\nsys.exit(code)"
    )
    read = subprocess.run(
        [sys.executable, "-c", code, plan], cwd=ROOT, env=clean_environment(), capture_output=True, text=True
    )
    assert (read.returncode, read.stderr) == (0, "")
    assert "关于开展读书活动的实施方案" in read.stdout


def test_an_unreadable_document_gets_its_sentence(tmp_path: Path) -> None:
    empty = tmp_path / "空.docx"
    empty.write_bytes(b"")
    refused = run_command("read", empty)
    assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (1, "", 1)
    assert refused.stderr.startswith("错误：")
