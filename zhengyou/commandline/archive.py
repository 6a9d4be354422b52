"""A backup file: a zip with the database as pg_dump wrote it and a page that says what it is.

zhengyou.json    {"version", "schema", "made_at" (UTC), "sha256" of the dump}
database.dump    pg_dump's custom format, already compressed
"""

import hashlib
import json
import os
import shutil
import subprocess
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path

import psycopg
from psycopg import conninfo

from zhengyou.commandline.postgres import BINARIES, MAJOR
from zhengyou.commandline.refusal import Refusal

DUMP = "database.dump"
LABEL = "zhengyou.json"


@dataclass(frozen=True)
class Label:
    """What a backup says about itself. `schema`: newest migration of each room."""

    version: str
    schema: dict[str, str]
    made_at: str
    sha256: str


def run_tool(name: str, arguments: list[str], url: str) -> None:
    """Runs pg_dump or pg_restore on the database; Refusal with its last line when it fails.

    The password travels in the environment, where other accounts cannot read it.
    """
    where = conninfo.conninfo_to_dict(url)
    password = where.pop("password", None)
    environment = dict(os.environ) | ({"PGPASSWORD": str(password)} if password else {})
    command = [str(_tool(name, url)), *arguments, "--dbname", conninfo.make_conninfo("", **where)]
    result = subprocess.run(
        command, env=environment, capture_output=True, check=False, text=True, errors="replace"
    )
    if result.returncode != 0:
        reason = result.stderr.strip().splitlines()[-1:] or ["（没有说明）"]
        raise Refusal(f"数据库工具 {name} 没有做完，没有留下半成品；原因：{reason[0]}", f"{name} failed")


def _tool(name: str, url: str) -> Path:
    """Ours, which understands every server up to its own version; for a newer server the machine's own."""
    with psycopg.connect(url) as connection:
        server = connection.info.server_version // 10_000
    if server <= MAJOR:
        return BINARIES / name
    found = shutil.which(name)
    if found is None:
        raise Refusal(
            f"数据库是 PostgreSQL {server}，比自带的工具（{MAJOR}）新；请先安装 {server} 版的 {name}。",
            f"install {name} {server}",
        )
    return Path(found)


def digest(path: Path) -> str:
    """SHA-256 of a file, hex."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def pack(dump: Path, label: Label, target: Path) -> None:
    """Writes the backup beside its final place and then gives it its name; Refusal when the name is taken."""
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        with zipfile.ZipFile(part, "x", zipfile.ZIP_STORED) as archive:
            archive.writestr(LABEL, json.dumps(asdict(label), ensure_ascii=False, indent=1))
            archive.write(dump, DUMP)
        with open(part, "rb") as written:
            os.fsync(written.fileno())
        part.chmod(0o600)
        os.link(part, target)
    except FileExistsError as error:
        raise exists(target) from error
    finally:
        part.unlink(missing_ok=True)


def exists(target: Path) -> Refusal:
    """The sentence for a backup that would overwrite something."""
    return Refusal(f"{target} 已经存在，备份不覆盖任何文件；请换一个文件名。", "the file exists")


def unpack(source: Path, folder: Path) -> tuple[Path, Label]:
    """Takes the dump out of a backup into `folder`; Refusal when it is not a whole backup of ours."""
    try:
        with zipfile.ZipFile(source) as archive:
            label = Label(**json.loads(archive.read(LABEL)))
            dump = Path(archive.extract(DUMP, folder))
    except FileNotFoundError as error:
        raise Refusal(f"没有找到备份文件 {source}。", "no such file") from error
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError) as error:
        raise damaged(source) from error
    if digest(dump) != label.sha256:
        raise damaged(source)
    return dump, label


def damaged(source: Path) -> Refusal:
    """The sentence for a file that is no backup, or not a whole one."""
    return Refusal(
        f"{source} 不是完整的争优备份文件，没有恢复任何内容。", "not a whole backup; nothing was restored"
    )
