"""Installations that the tests of running start, watch and kill."""

import contextlib
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path

import psutil
import pytest

from tests.ports import free_port

ROOT = Path(__file__).parents[2]
READY = "按 Ctrl-C 停止"
NOT_OURS = {
    "ZHENGYOU_DATABASE_URL",
    "ZHENGYOU_TESTING",
    "ZHENGYOU_SECRET_KEY",
    "ZHENGYOU_DATA",
    "DJANGO_SETTINGS_MODULE",
    "DJANGO_ALLOW_ASYNC_UNSAFE",
}
PATIENCE = 300
"""Seconds after which a state that never comes fails the test. Far more than even a busy machine needs: what is
waited for is always the state itself, so a longer patience costs nothing while all is well."""


def clean_environment(**more: str) -> dict[str, str]:
    """The environment of a person at a keyboard: nothing of the tests in it."""
    kept = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    return kept | {"PYTHONUNBUFFERED": "1"} | more


def zhengyou(*arguments: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    """One command, run to its end."""
    return subprocess.run(
        [sys.executable, "-m", "zhengyou", *map(str, arguments)],
        cwd=ROOT,
        env=clean_environment(**more),
        capture_output=True,
        check=False,
        text=True,
        timeout=PATIENCE,
    )


def logs(data: Path) -> str:
    """The end of every log of a data folder, for the message of a test that failed."""
    ends = [
        f"--- {log.name}\n" + "\n".join(log.read_text(errors="replace").splitlines()[-40:])
        for log in sorted((data / "logs").glob("*.log"))
    ]
    return "\n".join(ends) or f"(no logs in {data})"


def still_living(processes: Sequence[psutil.Process], patience: float = PATIENCE) -> list[psutil.Process]:
    """Those of the processes that have not ended within `patience` seconds.

    One that has ended but that nobody has buried yet has ended: who buries orphans, and when, is the machine's affair.
    """
    deadline = time.monotonic() + patience
    while (left := [one for one in processes if _lives(one)]) and time.monotonic() < deadline:
        time.sleep(0.05)
    return left


def _lives(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() not in {psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD}
    except psutil.NoSuchProcess:
        return False


class Installation:
    """A `start` that runs: its process, what it prints, and every process that belongs to it."""

    def __init__(self, data: Path, *arguments: str, port: int | None = None) -> None:
        self.data = data
        self.port = port or free_port()
        self.address = f"http://127.0.0.1:{self.port}/"
        command = [sys.executable, "-m", "zhengyou", "start", "--data", str(data), "--port", str(self.port)]
        self.process = subprocess.Popen(
            [*command, *arguments],
            cwd=ROOT,
            env=clean_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lines: list[str] = []
        self._coming: queue.Queue[str | None] = queue.Queue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        if self.process.stdout is not None:
            with self.process.stdout as said:
                for line in said:
                    self._coming.put(line.rstrip())
        self._coming.put(None)

    def wait_until_ready(self, patience: float = PATIENCE) -> "Installation":
        """Returns when the address has been printed; fails the test with what was printed when it never is."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            try:
                line = self._coming.get(timeout=0.2)
            except queue.Empty:
                continue
            if line is None:
                break
            self.lines.append(line)
            if READY in line:
                return self
        self.kill()
        pytest.fail(f"it did not start.\n{self.tale()}")

    def tale(self) -> str:
        """What it said and what its logs hold, for the message of a test that failed."""
        while not self._coming.empty():
            line = self._coming.get()
            if line is None:
                self._coming.put(None)  # the end is the end for everybody who asks
                break
            self.lines.append(line)
        ended = self.process.poll()
        state = "it still runs" if ended is None else f"it ended with {ended}"
        return "\n".join([f"{self.address}: {state}; it said:", *self.lines, logs(self.data)])

    def everything_said(self) -> list[str]:
        """All lines it printed; for one that has ended."""
        while (line := self._coming.get(timeout=PATIENCE)) is not None:
            self.lines.append(line)
        return self.lines

    def family(self) -> list[psutil.Process]:
        """Every process of the installation, itself included."""
        parent = psutil.Process(self.process.pid)
        return [parent, *parent.children(recursive=True)]

    def child(self, part: str) -> psutil.Process | None:
        """Its living direct child whose command line has `part` in it.

        A child that ends between being listed and being asked has no command line any more, and is not living.
        """
        for child in psutil.Process(self.process.pid).children():
            try:
                if part in " ".join(child.cmdline()):
                    return child
            except psutil.NoSuchProcess:  # ZombieProcess is one of them
                continue
        return None

    def named(self, part: str, patience: float = PATIENCE) -> psutil.Process:
        """The same, waited for; fails the test when it does not come within `patience` seconds."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline and self.process.poll() is None:
            if child := self.child(part):
                return child
            time.sleep(0.05)
        pytest.fail(f"no child named {part} came within {patience} s.\n{self.tale()}")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Asks it to end; its exit code. One that does not end is killed, and fails the test."""
        self.process.send_signal(how)
        try:
            return self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            pytest.fail(f"it did not end within {PATIENCE} s.\n{self.tale()}")
        finally:
            self._listener.join(PATIENCE)

    def kill(self) -> None:
        """kill -9, as by a machine that runs out of memory."""
        self.process.kill()
        self.process.wait()
        self._listener.join(PATIENCE)


class Start:
    """start("--empty"): an installation in a folder of the test (or in `data`), begun but not waited for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.begun: list[Installation] = []

    def __call__(self, *arguments: str, data: Path | None = None, port: int | None = None) -> Installation:
        self.begun.append(Installation(data or self.folder / "data", *arguments, port=port))
        return self.begun[-1]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """The report of a test that failed holds what its installations said, and the ends of their logs."""
    report = yield
    if report.failed:
        for value in getattr(item, "funcargs", {}).values():
            begun = value.begun if isinstance(value, Start) else [value]
            for one in begun:
                if isinstance(one, Installation):
                    report.sections.append(("installation", one.tale()))
    return report


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A folder straight under the machine's temporary one.

    Every session of pytest closes its own folder anew to all other accounts, also to that of a database which
    another session is just starting in it.
    """
    with tempfile.TemporaryDirectory(prefix="zhengyou-running-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts installations in a folder of the test; whatever still runs at its end is stopped."""
    starting = Start(tmp_path)
    yield starting
    with contextlib.ExitStack() as ends:  # each is stopped, also when another one would not
        for one in starting.begun:
            ends.callback(one.stop)
