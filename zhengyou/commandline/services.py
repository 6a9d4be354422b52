"""What `start` keeps alive: each service is a child that is started again when it ends by itself, but not for ever."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn, Protocol

from zhengyou.commandline import processes
from zhengyou.commandline.datadir import DataFolder
from zhengyou.commandline.postgres import Postgres, stop_orphans
from zhengyou.commandline.refusal import Refusal

DEATHS = 3
WITHIN = 60.0
"""That many deaths within that many seconds, and everything stops with a sentence."""
_LARGEST_LOG = 10_000_000


class Deaths:
    """Counts the unexpected ends of one service."""

    def __init__(self, name: str, log: Path) -> None:
        self.name = name
        self.log = log
        self._times: list[float] = []

    def count(self) -> None:
        """Notes one more; Refusal when they come too fast to go on."""
        now = time.monotonic()
        self._times = [moment for moment in self._times if now - moment < WITHIN] + [now]
        if len(self._times) >= DEATHS:
            raise Refusal(
                f"{self.name}一分钟内结束了 {DEATHS} 次，已全部停止；原因在 {self.log}，"
                f"最后一行：{last_line(self.log)}",
                "a service kept ending; see the log",
            )


class Service:
    """One child of `start`: its command, its log, and how long it may take to end."""

    def __init__(
        self, name: str, title: str, command: list[str], *, data: DataFolder, environment: dict[str, str]
    ) -> None:
        self.name = name
        self.log = data.logs / f"{name}.log"
        self.deaths = Deaths(title, self.log)
        self._command = command
        self._data = data
        self._environment = environment | {processes.MARK: processes.mark(data.path, name)}
        self._child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts the child; what it prints is appended to the log."""
        roll(self.log)
        with open(self.log, "ab") as log:
            self._child = processes.spawn(
                self._command, environment=self._environment, output=log, errors=log, folder=self._data.path
            )

    def has_died(self) -> bool:
        """True when the child has ended by itself."""
        return self._child is not None and self._child.poll() is not None

    def revive(self) -> None:
        """Starts it again after it died, once what it left running has been stopped. Refusal when it dies too often."""
        self.deaths.count()
        processes.stop_all(processes.survivors(self._data.path, self.name))
        time.sleep(0.5)
        self.start()

    def stop(self) -> None:
        """Asks the child to end, waits, and makes sure nothing of it is left."""
        if self._child is not None:
            processes.stop(self._child, signal.SIGTERM, 20)
            processes.stop_all(processes.survivors(self._data.path, self.name))


def web(host: str, port: int, data: DataFolder, environment: dict[str, str]) -> Service:
    """The server that answers browsers: two processes with four threads each (measured in architecture.md)."""
    command = [
        sys.executable,
        "-P",
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        host,
        "--port",
        str(port),
    ]
    command += ["--workers", "2", "--blocking-threads", "4", "--respawn-failed-workers"]
    command += [
        "--workers-kill-timeout",
        "10",
        "--no-ws",
        "--log-level",
        "warning",
        "zhengyou.wsgi:application",
    ]
    return Service("web", "网页服务", command, data=data, environment=environment)


def background(data: DataFolder, environment: dict[str, str]) -> Service:
    """The process that does background work."""
    command = [sys.executable, "-P", "-m", "zhengyou", "worker"]
    return Service("worker", "后台任务", command, data=data, environment=environment)


def environment_of(data: DataFolder, url: str) -> dict[str, str]:
    """What every child of an installation needs to know."""
    return dict(os.environ) | {
        "ZHENGYOU_DATA": str(data.path),
        "ZHENGYOU_DATABASE_URL": url,
        "ZHENGYOU_SECRET_KEY": os.environ.get("ZHENGYOU_SECRET_KEY") or data.secret_key(),
        "PYTHONPATH": os.pathsep.join(
            filter(None, [str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH")])
        ),
        "PYTHONUNBUFFERED": "1",
    }


class Watched(Protocol):
    """Anything that can end by itself and be brought back."""

    def has_died(self) -> bool: ...
    def revive(self) -> None: ...


class Database:
    """The embedded server as one of the things watched over; browsers only notice a short wait."""

    def __init__(self, server: Postgres) -> None:
        self.server = server
        self.deaths = Deaths("数据库", server.log)

    def has_died(self) -> bool:
        """True when the server has ended by itself."""
        return self.server.has_died()

    def revive(self) -> None:
        """Starts it again; it replays its log, so nothing committed is lost. Refusal when it dies too often."""
        self.deaths.count()
        stop_orphans(self.server.home)
        self.server.start()


def watch(watched: Sequence[Watched]) -> NoReturn:
    """Keeps them all alive until a signal ends the waiting. Each may need those before it, the database is first."""
    while True:
        # Looked at from the last to the first: one that died of what it needs is never brought back before that.
        died = [one for one in reversed(watched) if one.has_died()]
        for one in reversed(died):
            one.revive()
        time.sleep(0.2)


def roll(log: Path) -> None:
    """Puts a log that has grown large aside, under one older name."""
    if log.exists() and log.stat().st_size > _LARGEST_LOG:
        log.replace(log.with_suffix(".old.log"))


def last_line(log: Path) -> str:
    """The last line a service wrote, for the sentence that says why it ended."""
    lines = log.read_text(errors="replace").strip().splitlines() if log.exists() else []
    return lines[-1][:300] if lines else "（没有记录）"
