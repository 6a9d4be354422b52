"""Which database a command works on, and that it is there.

With ZHENGYOU_DATABASE_URL: the server named there. Without: the embedded one of the data folder, the
running one when `start` is running, else one started for this command alone and stopped again after it.
"""

import contextlib
import os
import time
from collections.abc import Iterator

import psycopg
from psycopg import conninfo

from zhengyou.commandline import postgres, processes
from zhengyou.commandline.datadir import DataFolder, Holder, in_use
from zhengyou.commandline.refusal import Refusal

VARIABLE = "ZHENGYOU_DATABASE_URL"
OLDEST_SERVER = 15


def given_url() -> str:
    """The URL in ZHENGYOU_DATABASE_URL; empty when the embedded server is to be used."""
    return os.environ.get(VARIABLE, "").strip()


def check(url: str) -> None:
    """Refusal with the reason when the URL is wrong, nobody answers there, or the server is too old."""
    try:
        where = conninfo.conninfo_to_dict(url)
    except psycopg.ProgrammingError as error:
        raise Refusal(
            f"{VARIABLE} 不是可用的 PostgreSQL 地址，应形如 postgresql://用户:密码@主机:5432/库名。",
            "the database URL cannot be read",
        ) from error
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            version = connection.info.server_version // 10_000
    except psycopg.OperationalError as error:
        place = f"{where.get('host') or '本机'}:{where.get('port') or 5432}/{where.get('dbname') or ''}"
        reason = str(error).strip().splitlines()[-1]
        raise Refusal(
            f"连不上数据库 {place}；请检查 {VARIABLE} 和数据库服务是否在运行。原因：{reason}",
            "the database cannot be reached",
        ) from error
    if version < OLDEST_SERVER:
        raise Refusal(
            f"数据库是 PostgreSQL {version}，争优需要 {OLDEST_SERVER} 或更新的版本。",
            f"PostgreSQL {OLDEST_SERVER} or newer is needed",
        )


def recover(data: DataFolder) -> None:
    """Stops what a killed start left running in this data folder.

    Only for the holder of the folder's lock.
    """
    processes.stop_all(processes.survivors(data.path))
    postgres.stop_orphans(data.postgres)


def embedded(data: DataFolder) -> postgres.Postgres:
    """The embedded server of a data folder, not yet started."""
    return postgres.Postgres(data.postgres, data=data.path, log=data.logs / "postgres.log")


@contextlib.contextmanager
def available(data: DataFolder, command: str) -> Iterator[str]:
    """The URL of a database that answers, for as long as the block runs."""
    given = given_url()
    if given:
        check(given)
        yield given
        return
    data.open()
    holder = data.holder()
    if holder is not None and holder.command == "start":
        yield _of_running_start(data, holder)
        return
    with data.held(command):
        recover(data)
        server = embedded(data)
        try:
            yield server.start()
        finally:
            server.stop()


def _of_running_start(data: DataFolder, holder: Holder) -> str:
    """The database of the `start` that is running; a short wait when it has only just begun."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        url = postgres.running(data.postgres)
        if url is not None:
            with contextlib.suppress(psycopg.OperationalError), psycopg.connect(url):
                return url
        time.sleep(0.1)
    raise in_use(data.path, holder)
