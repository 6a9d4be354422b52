"""The data folder: everything one installation keeps, and who may use it at the moment.

DATA/zhengyou.json   which version wrote it, and its newest migrations
DATA/secret-key      signs sessions; readable by the owner only
DATA/lock            held (flock) by the process that runs the database; its text says who that is
DATA/pg              the embedded database       DATA/logs, DATA/static   what their names say
"""

import contextlib
import fcntl
import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TextIO

import zhengyou
from zhengyou.commandline.refusal import Refusal

ROOM_NEEDED = 400_000_000
"""Bytes that must be free before anything is begun:

an empty PostgreSQL 18, its first log segments and the demo.
"""


@dataclass(frozen=True)
class Holder:
    """Who runs the database of a data folder: process id, command, and the address when it is `start`."""

    pid: int
    command: str
    address: str


class DataFolder:
    """One data folder. Nothing is created before `open()`."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self.postgres = self.path / "pg"
        self.logs = self.path / "logs"
        self._version = self.path / "zhengyou.json"
        self._lock = self.path / "lock"

    def open(self) -> None:
        """Makes the folder where missing.

        Refusal when written by a newer version, not writable or without room.
        """
        self._refuse_newer()
        try:
            self.logs.mkdir(parents=True, exist_ok=True)
            probe = self.path / f".probe-{os.getpid()}"
            probe.write_text("")
            probe.unlink()
        except OSError as error:
            raise Refusal(
                f"数据目录 {self.path} 不能写入（{error.strerror}）；请换一个目录（--data）或修改它的权限。",
                f"cannot write to the data folder: {error.strerror}",
            ) from error
        free = shutil.disk_usage(self.path).free
        if free < ROOM_NEEDED:
            raise Refusal(
                f"磁盘空间不足：{self.path} 所在的磁盘只剩 {free // 1_000_000} MB，"
                f"至少需要 {ROOM_NEEDED // 1_000_000} MB；请清理后再运行。",
                "the disk is full",
            )

    def _refuse_newer(self) -> None:
        written = self.written_by()
        version = str(written.get("version", "0"))
        if is_newer(version, written.get("schema", {})):
            raise newer_version(str(self.path), version)

    def written_by(self) -> dict[str, Any]:
        """What zhengyou.json says; empty for a new folder. Refusal when it is not readable as JSON."""
        try:
            found = json.loads(self._version.read_text(encoding="utf-8"))
        except (FileNotFoundError, NotADirectoryError):
            return {}
        except (OSError, ValueError) as error:
            raise Refusal(
                f"{self._version} 读不出来，为免损坏数据没有启动；请从备份恢复这个文件。",
                "zhengyou.json of the data folder is unreadable",
            ) from error
        return found if isinstance(found, dict) else {}

    def write_version(self, schema: dict[str, str]) -> None:
        """Notes that this version's tables are in place. `schema`: newest migration of each of our rooms."""
        content = {"version": zhengyou.VERSION, "schema": schema}
        write_atomically(self._version, json.dumps(content, ensure_ascii=False, indent=1) + "\n", 0o644)

    def secret_key(self) -> str:
        """The installation's key, made the first time."""
        path = self.path / "secret-key"
        if not path.exists():
            write_atomically(path, secrets.token_urlsafe(48), 0o600)
        return path.read_text().strip()

    def holder(self) -> Holder | None:
        """Who holds the folder now; None when nobody does."""
        with contextlib.suppress(FileNotFoundError), open(self._lock, encoding="utf-8") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return _read_holder(lock.read()) or Holder(0, "start", "")
        return None

    @contextlib.contextmanager
    def held(self, command: str, address: str = "") -> Iterator[None]:
        """Holds the folder for as long as the block runs; the system lets go if we are killed.

        Raises Refusal, naming the holder, when another process holds it.
        """
        with open(self._lock, "a+", encoding="utf-8") as lock:
            if not _taken(lock):
                lock.seek(0)
                raise in_use(self.path, _read_holder(lock.read()))
            lock.truncate(0)
            lock.write(json.dumps(asdict(Holder(os.getpid(), command, address))))
            lock.flush()
            try:
                yield
            finally:
                lock.truncate(0)


def write_atomically(path: Path, text: str, mode: int) -> None:
    """Writes a small file so that after any crash there is the old one or the new one, whole."""
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def is_newer(version: str, schema: dict[str, str]) -> bool:
    """Whether data of that version, with those newest migrations, is beyond what this version understands."""
    unknown = [
        app
        for app, name in schema.items()
        if not (zhengyou.ROOT / app / "migrations" / f"{name}.py").exists()
    ]
    return _numbers(version) > _numbers(zhengyou.VERSION) or bool(unknown)


def newer_version(where: str, version: str) -> Refusal:
    """The sentence for data that only a newer Zhengyou understands."""
    return Refusal(
        f"{where} 里的数据由更新版本的争优（{version}）写成，这个版本（{zhengyou.VERSION}）不敢动它；"
        "请升级程序，或用 --data 另选目录。",
        "the data was written by a newer version of Zhengyou and was left untouched",
    )


def in_use(path: Path, holder: Holder | None) -> Refusal:
    """The sentence for a folder somebody else is using."""
    if holder is not None and holder.address:
        return Refusal(
            f"争优已经在运行：{holder.address}（进程 {holder.pid}，数据目录 {path}）；不用再启动。",
            f"already running at {holder.address}",
        )
    who = f"命令 {holder.command}（进程 {holder.pid}）" if holder else "另一个进程"
    return Refusal(
        f"{who}正在使用数据目录 {path}，请等它结束后再运行。",
        "another command is using the data folder",
    )


def _taken(lock: TextIO) -> bool:
    """Takes the lock; a moment's patience, because `holder()` of another process touches it when it looks."""
    for _ in range(10):
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(0.03)
        else:
            return True
    return False


def _read_holder(text: str) -> Holder | None:
    try:
        return Holder(**json.loads(text))
    except (ValueError, TypeError):
        return None


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdigit() else 0 for part in version.split("."))
