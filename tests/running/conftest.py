"""Installations that the tests of running start, watch and kill."""

import os
import queue
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).parents[2]
READY = "按 Ctrl-C 停止"
NOT_OURS = {"ZHENGYOU_DATABASE_URL", "ZHENGYOU_TESTING", "ZHENGYOU_SECRET_KEY", "ZHENGYOU_DATA"}


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
        timeout=120,
    )


def free_port() -> int:
    """A port that nobody uses at the moment."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


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

    def wait_until_ready(self, patience: float = 90) -> "Installation":
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
        pytest.fail("it did not start:\n" + "\n".join(self.lines))

    def everything_said(self) -> list[str]:
        """All lines it printed; for one that has ended."""
        while (line := self._coming.get(timeout=10)) is not None:
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

    def named(self, part: str, patience: float = 30) -> psutil.Process:
        """The same, waited for; fails the test when it does not come within `patience` seconds."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if child := self.child(part):
                return child
            time.sleep(0.05)
        pytest.fail(f"no child named {part} within {patience} s")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Asks it to end; its exit code."""
        self.process.send_signal(how)
        code = self.process.wait(60)
        self._listener.join(10)
        return code

    def kill(self) -> None:
        """kill -9, as by a machine that runs out of memory."""
        self.process.kill()
        self.process.wait(10)
        self._listener.join(10)


Start = Callable[..., Installation]


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
    begun: list[Installation] = []

    def begin(*arguments: str, data: Path | None = None, port: int | None = None) -> Installation:
        begun.append(Installation(data or tmp_path / "data", *arguments, port=port))
        return begun[-1]

    yield begin
    for one in begun:
        one.stop()
