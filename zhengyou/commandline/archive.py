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


def dump_database(url: str, dump: Path) -> None:
    """Writes one consistent state of the database into a new file; Refusal when that fails."""
    _run_tool(url, "pg_dump", "--format", "custom", "--no-owner", "--no-privileges", "--file", str(dump))


def fill_database(url: str, dump: Path) -> None:
    """Brings a dump into an empty database in one transaction; Refusal, and nothing changed, when that fails.

    Through a script for psql, because pg_restore by itself begins with a setting that servers before 17 refuse.
    """
    script, fit = dump.with_suffix(".sql"), dump.with_suffix(".fit.sql")
    _run_tool(None, "pg_restore", "--no-owner", "--no-privileges", "--file", str(script), str(dump))
    with open(script, "rb") as source, open(fit, "wb") as target:
        for line in source:
            if line != b"SET transaction_timeout = 0;\n":
                target.write(line)
            if line.startswith(b"SET row_security"):
                break
        shutil.copyfileobj(source, target)
    script.unlink()
    _run_tool(
        url,
        "psql",
        "--no-psqlrc",
        "--quiet",
        "--single-transaction",
        "--set",
        "ON_ERROR_STOP=1",
        "--file",
        str(fit),
    )


def _run_tool(url: str | None, name: str, *arguments: str) -> None:
    """Runs a PostgreSQL tool on the database at `url`, or on files alone; Refusal with its error when it fails."""
    where, environment = _where(url) if url else ([], None)
    command = [_tool(name, url), *arguments, *where]
    result = subprocess.run(
        command, env=environment, capture_output=True, check=False, text=True, errors="replace"
    )
    if result.returncode != 0:
        lines = result.stderr.strip().splitlines()
        last = lines[-1] if lines else "没有说明"
        reason = next((line for line in lines if "ERROR:" in line or "error:" in line), last)
        raise Refusal(f"数据库工具 {name} 没有做完，没有留下半成品；原因：{reason}", f"{name} failed")


def _where(url: str) -> tuple[list[str], dict[str, str]]:
    """The database for a tool's command line, and the environment with the password, which others cannot read."""
    where = conninfo.conninfo_to_dict(url)
    password = where.pop("password", None)
    environment = dict(os.environ) | ({"PGPASSWORD": str(password)} if password else {})
    return ["--dbname", conninfo.make_conninfo("", **where)], environment


def _tool(name: str, url: str | None) -> str:
    """Ours, which understands every server up to its own version; for a newer server the machine's own."""
    server = MAJOR
    if url:
        with psycopg.connect(url) as connection:
            server = connection.info.server_version // 10_000
    if server <= MAJOR:
        return str(BINARIES / name)
    found = shutil.which(name)
    if found is None:
        raise Refusal(
            f"数据库是 PostgreSQL {server}，比自带的工具（{MAJOR}）新；请先安装 {server} 版的 {name}。",
            f"install {name} {server}",
        )
    return found


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
