"""The house keeps its own rules: the order of rooms, the size of files, keys that point down, no silenced checks."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

ROOT = Path(__file__).resolve().parent.parent
CODE = ROOT / "zhengyou"
WORDS = ("urls", "views", "forms", "jobs", "actions", "queries", "rules", "models")
ORDER = ("ledger", "organisations", "accounts", "campaigns")  # lower first


def _python(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*.py")) if "migrations" not in path.parts]


def _linter(configuration: Path) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
        "--no-cache",
        "--config",
        str(configuration),
    ]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_rooms_import_only_downwards() -> None:
    done = _linter(ROOT / "pyproject.toml")
    assert done.returncode == 0, done.stdout


def test_the_import_contracts_fail_when_they_are_broken(tmp_path: Path) -> None:
    # Turned upside down, the order must not hold: otherwise the contract would check nothing.
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    upside_down = tmp_path / "upside_down.toml"
    upside_down.write_text(
        '[tool.importlinter]\nroot_package = "zhengyou"\n[[tool.importlinter.contracts]]\n'
        f'name = "upside down"\ntype = "layers"\nlayers = {layers[::-1]!r}\n'
    )
    done = _linter(upside_down)
    assert done.returncode == 1
    assert "upside down BROKEN" in done.stdout


def test_no_migration_is_missing(db: None) -> None:
    # Of our rooms only: Django's own would show the clock of the tests (tests/clock.py) as a change of a default.
    ours = [app.label for app in apps.get_app_configs() if app.name.startswith("zhengyou.")]
    call_command("makemigrations", *ours, check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("path", _python(CODE), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_stays_readable(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= 400
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > 45
    ]
    assert long == []


def test_no_room_is_called_utils_common_or_helpers() -> None:
    names = {path.stem for path in [*CODE.rglob("*.py"), *CODE.rglob("*/")]}
    assert names & {"utils", "util", "common", "helpers", "helper", "misc"} == set()


def test_our_rooms_send_each_other_no_signals() -> None:
    found = [
        path
        for path in _python(CODE)
        if re.search(r"django\.(db\.models|core|dispatch).*signal", path.read_text())
    ]
    assert found == []


def test_foreign_keys_point_down_and_leave_nothing_behind_in_the_room_below() -> None:
    faults = []
    for label in ORDER:
        for model in apps.get_app_config(label).get_models():
            for field in model._meta.get_fields():
                if not isinstance(field, models.ForeignKey) or field.related_model._meta.app_label == label:
                    continue
                target = field.related_model._meta.app_label
                if ORDER.index(target) > ORDER.index(label) or not field.remote_field.hidden:
                    faults.append(f"{model.__name__}.{field.name}")
    assert faults == []


def test_the_ledger_has_no_foreign_key() -> None:
    fields = [
        field for model in apps.get_app_config("ledger").get_models() for field in model._meta.get_fields()
    ]
    assert [field.name for field in fields if field.is_relation] == []


def test_nothing_measures_online_time_points_or_ranks_of_people() -> None:
    forbidden = re.compile("points|score|rank|online_time|streak|like_count|check_in")
    fields = [
        f"{model.__name__}.{field.name}"
        for label in ("organisations", "accounts", "campaigns")
        for model in apps.get_app_config(label).get_models()
        for field in model._meta.get_fields()
    ]
    assert [name for name in fields if forbidden.search(name)] == []


def test_every_dependency_says_why_it_is_there() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    named = re.findall(r'^    "[a-z][^"]*[<>=][^"]*",(.*)$', text, re.MULTILINE)
    assert named
    assert [rest for rest in named if "#" not in rest] == []


def test_the_locks_name_no_index() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text()
        assert "--hash=sha256:" in text
        assert "://" not in text
        assert "--index-url" not in text
