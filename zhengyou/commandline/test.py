"""`test`: every check there is, each under its heading, and all tests on a real PostgreSQL and in a real browser."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from zhengyou import ROOT
from zhengyou.commandline import browser, database, postgres, processes
from zhengyou.commandline.running import Stopped, stop_on_signals

_BIN = Path(sys.executable).parent
SECRET = "only-for-tests-" + "0" * 32


@dataclass(frozen=True)
class Check:
    """One check: its heading and its command."""

    title: str
    command: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """How one check went."""

    title: str
    passed: bool
    seconds: float
    output: str = ""

    @property
    def line(self) -> str:
        """The check in the summary."""
        return f"  {'通过 passed' if self.passed else '未过 FAILED'}  {self.seconds:5.1f} s  {self.title}"


CHECKS = (
    Check("ruff check（写法 lint）", (str(_BIN / "ruff"), "check", ".")),
    Check("ruff format（格式 format）", (str(_BIN / "ruff"), "format", "--check", ".")),
    Check("mypy（类型 types）", (str(_BIN / "mypy"),)),
    Check("lint-imports（房间次序 import contracts）", (str(_BIN / "lint-imports"), "--no-cache")),
    Check(
        "djlint（模板 templates）",
        (str(_BIN / "djlint"), "zhengyou", "--lint", "--quiet", "--allow-empty-input"),
    ),
    Check(
        "makemigrations --check（数据表 migrations）",
        (sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run"),
    ),
)


def run(arguments: list[str]) -> int:
    """Runs everything, or with arguments pytest alone; 1 when anything fails. The last line is pytest's summary."""
    os.chdir(ROOT.parent)
    os.environ["CHROMIUM"] = str(browser.require())
    stop_on_signals()
    with _database() as url:
        environment = dict(os.environ) | {
            "ZHENGYOU_DATABASE_URL": url,
            "ZHENGYOU_SECRET_KEY": SECRET,
            "ZHENGYOU_TESTING": "1",
            "DJANGO_SETTINGS_MODULE": "zhengyou.settings",
        }
        if arguments:
            return _pytest(arguments, environment)[0]
        outcomes = _checks(environment)
        _heading("pytest（全部测试 all tests）")
        began = time.monotonic()
        code, last = _pytest(["-n", "2"], environment)
        outcomes.append(Outcome("pytest（全部测试 all tests）", code == 0, time.monotonic() - began))
    _heading("汇总（summary）")
    print("\n".join(outcome.line for outcome in outcomes))
    print(last, flush=True)
    return 0 if all(outcome.passed for outcome in outcomes) else 1


@contextlib.contextmanager
def _database() -> Iterator[str]:
    """The server named by ZHENGYOU_DATABASE_URL, or one that is thrown away afterwards."""
    given = database.given_url()
    if given:
        database.check(given)
        yield given
        return
    with postgres.throwaway() as url:
        yield url


def _checks(environment: dict[str, str]) -> list[Outcome]:
    """Runs the checks, two at a time; prints each as it ends."""

    def one(check: Check) -> Outcome:
        began = time.monotonic()
        result = subprocess.run(
            check.command, env=environment, capture_output=True, check=False, text=True, errors="replace"
        )
        output = (result.stdout + result.stderr).strip()
        return Outcome(check.title, result.returncode == 0, time.monotonic() - began, output)

    outcomes = []
    with ThreadPoolExecutor(2) as pool:
        for outcome in pool.map(one, CHECKS):
            _heading(outcome.title)
            print(outcome.output if outcome.output else "没有发现问题。", flush=True)
            outcomes.append(outcome)
    return outcomes


def _pytest(arguments: list[str], environment: dict[str, str]) -> tuple[int, str]:
    """Runs pytest, its lines passed on as they come; its exit code and its last line."""
    colour = ["--color=yes"] if sys.stdout.isatty() else []
    child = processes.spawn(
        [sys.executable, "-m", "pytest", *colour, *arguments], environment=environment, output=subprocess.PIPE
    )
    last = ""
    try:
        for line in child.stdout or ():
            sys.stdout.buffer.write(line)
            sys.stdout.flush()
            last = line.decode(errors="replace").rstrip() or last
        return child.wait(), last
    except Stopped:
        processes.stop(child, signal.SIGINT, 20)
        raise


def _heading(title: str) -> None:
    print(f"\n━━━ {title} " + "━" * max(3, 70 - len(title)), flush=True)
