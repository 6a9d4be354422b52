"""`start` really started: stopped, killed, started twice, and its children killed under it."""

import contextlib
import http.client
import json
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest

from tests.ports import free_port
from tests.running.conftest import PATIENCE, Installation, Start, still_living, zhengyou

WELL = {"status": "ok", "database": "ok", "migrations": "ok", "worker": "ok"}


@pytest.fixture(scope="module")
def migrated() -> Iterator[Path]:
    """A data folder whose database has its tables, and nothing in them: they are the longest part of a first start."""
    with tempfile.TemporaryDirectory(prefix="zhengyou-migrated-", ignore_cleanup_errors=True) as folder:
        data = Path(folder) / "data"
        made = zhengyou("migrate", "--data", data)
        assert made.returncode == 0, made.stderr
        yield data


@pytest.fixture
def started(start: Start, migrated: Path) -> Start:
    """Starts in a copy of that folder."""
    _copied(migrated, start.folder / "data")
    return start


def _copied(source: Path, target: Path) -> None:
    """With owners and times: the database's files belong to its own account."""
    subprocess.run(["cp", "-a", source, target], check=True)


@pytest.fixture(scope="module")
def running(migrated: Path) -> Iterator[Installation]:
    """One empty installation for the tests that leave it running."""
    with tempfile.TemporaryDirectory(prefix="zhengyou-running-", ignore_cleanup_errors=True) as folder:
        _copied(migrated, Path(folder) / "data")
        installation = Installation(Path(folder) / "data", "--empty").wait_until_ready()
        yield installation
        installation.stop()


def health(installation: Installation) -> dict[str, str]:
    """What /healthz says; an empty answer when nobody answers."""
    place = urlsplit(installation.address)
    try:
        with contextlib.closing(
            http.client.HTTPConnection(place.hostname or "", place.port, timeout=30)
        ) as asking:
            asking.request("GET", "/healthz")
            return dict(json.load(asking.getresponse()))
    except (OSError, http.client.HTTPException):
        return {}


def is_well(installation: Installation) -> bool:
    """Whether it says that it is well, at once or later: on a busy machine an answer may take its time."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if health(installation) == WELL:
            return True
        time.sleep(0.2)
    return False


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_everything_and_leaves_no_process(started: Start, how: signal.Signals) -> None:
    running = started("--empty").wait_until_ready()
    family = running.family()
    assert is_well(running)
    # run, its database, web server with two workers, background worker, and the database's own children.
    assert len(family) >= 6

    assert running.stop(how) == 0

    assert still_living(family) == []


def test_after_kill_9_the_next_start_recovers_and_nothing_is_lost(started: Start) -> None:
    first = started("--empty").wait_until_ready()
    made = zhengyou("create-admin", "bangong", "--data", first.data)
    assert made.returncode == 0
    family = first.family()
    first.kill()

    second = started("--empty", port=first.port).wait_until_ready()

    assert still_living(family) == []
    assert is_well(second)
    again = zhengyou("create-admin", "bangong", "--data", first.data)
    assert (again.returncode, again.stdout) == (1, "")
    assert again.stderr.startswith("错误：用户名 bangong 已经有人用了")


def test_after_everything_was_killed_at_once_the_next_start_recovers(started: Start) -> None:
    first = started("--empty").wait_until_ready()
    for process in first.family():
        with contextlib.suppress(psutil.NoSuchProcess):  # those killed before may have taken it with them
            process.kill()
    first.process.wait()

    assert is_well(started("--empty").wait_until_ready())


def test_a_second_start_in_the_same_folder_is_refused_and_the_first_goes_on(running: Installation) -> None:
    children = {child.pid for child in psutil.Process(running.process.pid).children()}
    second = zhengyou("start", "--data", running.data, "--port", str(free_port()))

    assert (second.returncode, second.stdout) == (1, "")
    assert second.stderr == (
        f"错误：争优已经在运行：{running.address}（进程 {running.process.pid}，数据目录 {running.data}）；"
        f"不用再启动。 (already running at {running.address})\n"
    )
    assert {child.pid for child in psutil.Process(running.process.pid).children()} == children
    assert is_well(running)


@pytest.mark.parametrize("victim", ["granian", "zhengyou worker", "postgres"])
def test_a_child_that_is_killed_comes_back(running: Installation, victim: str) -> None:
    killed = running.named(victim)
    killed.kill()
    # The background worker's last heartbeat is still young, so its own return is what must be waited for.
    assert still_living([killed]) == []

    assert running.named(victim).pid != killed.pid
    assert is_well(running)


def test_a_child_that_keeps_dying_ends_everything_with_a_sentence(started: Start) -> None:
    running = started("--empty").wait_until_ready()
    family = running.family()
    # How many deaths fall into one minute is the machine's affair: it dies for as long as it is brought back.
    deadline = time.monotonic() + PATIENCE
    while running.process.poll() is None and time.monotonic() < deadline:
        if worker := running.child("zhengyou worker"):
            with contextlib.suppress(psutil.NoSuchProcess):  # the last one is stopped with all the rest
                worker.kill()
            assert still_living([worker]) == []
        time.sleep(0.05)

    assert running.process.poll() == 1
    assert still_living(family) == []


def test_a_command_uses_the_running_database_and_leaves_it_running(running: Installation) -> None:
    verified = zhengyou("verify-ledger", "--data", running.data)

    assert (verified.returncode, verified.stderr) == (0, "")
    assert verified.stdout.startswith("台账共核对 ")
    assert is_well(running)


def test_the_administrator_of_an_empty_start_is_printed_once(start: Start) -> None:
    first = start("--empty").wait_until_ready()
    first.stop()
    second = start("--empty").wait_until_ready()
    second.stop()

    said = [installation.everything_said() for installation in (first, second)]
    assert [sum(line.startswith("  系统管理员  admin  ") for line in lines) for lines in said] == [1, 0]
