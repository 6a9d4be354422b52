"""/healthz: whether database, tables and background work are in order, for machines that ask every few seconds."""

from dataclasses import dataclass
from functools import cache

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

HEARTBEAT_SECONDS = 60
"""A worker says every ten seconds that it lives; after this many without a word it counts as gone."""


@dataclass(frozen=True)
class Check:
    """One thing looked at: `ok`, or the reason why not, in a sentence."""

    reason: str = ""

    @property
    def ok(self) -> bool:
        """Nothing is wrong with it."""
        return not self.reason


class _Behind(Exception):
    """Migrations are missing. An exception, so that the cache keeps only the good answer."""


def database() -> Check:
    """The database answers a query."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return Check("数据库没有应答。")
    return Check()


@cache
def _migrated() -> None:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        raise _Behind(len(missing))


def migrations() -> Check:
    """No table waits for this version's changes. Once true it stays true for the life of the process."""
    try:
        _migrated()
    except _Behind as behind:
        return Check(f"有 {behind} 项数据表更新还没有执行，请运行 python3 run.py migrate。")
    except Error:
        return Check("数据库没有应答，数据表是否最新不得而知。")
    return Check()


def worker() -> Check:
    """Some background worker has given a sign of life within HEARTBEAT_SECONDS."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT extract(epoch FROM now() - max(last_heartbeat))::int FROM procrastinate_workers"
            )
            (age,) = cursor.fetchone()
    except Error:
        return Check("后台任务的心跳读不出来。")
    if age is None:
        return Check("没有后台任务在运行。")
    return Check() if age <= HEARTBEAT_SECONDS else Check(f"后台任务已经 {age} 秒没有心跳。")


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 with {"status": "ok", …} when all is in order, else 503; for each part "ok" or the reason why not."""
    checks = {"database": database(), "migrations": migrations(), "worker": worker()}
    well = all(check.ok for check in checks.values())
    body = {"status": "ok" if well else "unavailable"}
    body |= {name: "ok" if check.ok else check.reason for name, check in checks.items()}
    return JsonResponse(body, status=200 if well else 503, json_dumps_params={"ensure_ascii": False})
