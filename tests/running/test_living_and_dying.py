"""`start` really started: stopped, killed, started twice, and its children killed under it."""

import json
import signal
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.running.conftest import Installation, Start, free_port, zhengyou

WELL = {"status": "ok", "database": "ok", "migrations": "ok", "worker": "ok"}


@pytest.fixture(scope="module")
def running() -> Iterator[Installation]:
    """One empty installation for the tests that leave it running."""
    with tempfile.TemporaryDirectory(prefix="zhengyou-running-", ignore_cleanup_errors=True) as folder:
        installation = Installation(Path(folder) / "data", "--empty").wait_until_ready()
        yield installation
        installation.stop()


def health(installation: Installation) -> dict[str, str]:
    """What /healthz says; an empty answer when nobody answers."""
    try:
        with urllib.request.urlopen(installation.address + "healthz", timeout=5) as answer:  # noqa: S310 our own
            return dict(json.load(answer))
    except urllib.error.HTTPError as error:
        return dict(json.load(error))
    except OSError:
        return {}


def healthy_again(installation: Installation, patience: float = 30) -> bool:
    """Whether it becomes well within `patience` seconds."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if health(installation) == WELL:
            return True
        time.sleep(0.2)
    return False


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_everything_and_leaves_no_process(start: Start, how: signal.Signals) -> None:
    running = start("--empty").wait_until_ready()
    family = running.family()
    assert health(running) == WELL
    # run, its database, web server with two workers, background worker, and the database's own children.
    assert len(family) >= 6

    assert running.stop(how) == 0

    _, left = psutil.wait_procs(family, timeout=5)
    assert left == []


def test_after_kill_9_the_next_start_recovers_and_nothing_is_lost(start: Start) -> None:
    first = start("--empty").wait_until_ready()
    made = zhengyou("create-admin", "bangong", "--data", first.data)
    assert made.returncode == 0
    family = first.family()
    first.kill()

    second = start("--empty", port=first.port).wait_until_ready()

    _, left = psutil.wait_procs(family, timeout=5)
    assert left == []
    assert health(second) == WELL
    again = zhengyou("create-admin", "bangong", "--data", first.data)
    assert (again.returncode, again.stdout) == (1, "")
    assert again.stderr.startswith("错误：用户名 bangong 已经有人用了")


def test_after_everything_was_killed_at_once_the_next_start_recovers(start: Start) -> None:
    first = start("--empty").wait_until_ready()
    for process in first.family():
        process.kill()
    first.process.wait(10)

    assert health(start("--empty").wait_until_ready()) == WELL


def test_a_second_start_in_the_same_folder_is_refused_and_the_first_goes_on(running: Installation) -> None:
    second = zhengyou("start", "--data", running.data, "--port", str(free_port()))

    assert (second.returncode, second.stdout) == (1, "")
    assert second.stderr == (
        f"错误：争优已经在运行：{running.address}（进程 {running.process.pid}，数据目录 {running.data}）；"
        f"不用再启动。 (already running at {running.address})\n"
    )
    assert health(running) == WELL


@pytest.mark.parametrize("victim", ["granian", "zhengyou worker", "postgres"])
def test_a_child_that_is_killed_comes_back(running: Installation, victim: str) -> None:
    killed = running.named(victim)
    killed.kill()
    # The background worker's last heartbeat is still young, so its own return is what must be waited for.
    psutil.wait_procs([killed], timeout=30)

    assert running.named(victim).pid != killed.pid
    assert healthy_again(running)


def test_a_child_that_keeps_dying_ends_everything_with_a_sentence(start: Start) -> None:
    running = start("--empty").wait_until_ready()
    family = running.family()
    for _ in range(3):
        worker = running.named("zhengyou worker")
        worker.kill()
        psutil.wait_procs([worker], timeout=20)

    assert running.process.wait(60) == 1
    _, left = psutil.wait_procs(family, timeout=5)
    assert left == []


def test_a_command_uses_the_running_database_and_leaves_it_running(running: Installation) -> None:
    verified = zhengyou("verify-ledger", "--data", running.data)

    assert (verified.returncode, verified.stderr) == (0, "")
    assert verified.stdout.startswith("台账共核对 ")
    assert health(running) == WELL


def test_the_administrator_of_an_empty_start_is_printed_once(start: Start) -> None:
    first = start("--empty").wait_until_ready()
    first.stop()
    second = start("--empty").wait_until_ready()
    second.stop()

    said = [installation.everything_said() for installation in (first, second)]
    assert [sum(line.startswith("  系统管理员  admin  ") for line in lines) for lines in said] == [1, 0]
