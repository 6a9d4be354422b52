"""/healthz says what is in order and what is not."""

import json
import os
import subprocess
import sys

import pytest
from django.db import connection
from django.test import RequestFactory

from zhengyou.desk import health

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _asks_the_migrations_afresh() -> None:
    health._migrated.cache_clear()


def beat(seconds_ago: int) -> None:
    """A worker's sign of life."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => %s))",
            [seconds_ago],
        )


def answer() -> tuple[int, dict[str, str]]:
    """Status and content of the answer."""
    response = health.health(RequestFactory().get("/healthz"))
    return response.status_code, json.loads(response.content)


def test_all_in_order_is_200() -> None:
    beat(59)
    assert answer() == (200, {"status": "ok", "database": "ok", "migrations": "ok", "worker": "ok"})


def test_without_a_worker_it_is_503_with_the_reason() -> None:
    assert answer() == (
        503,
        {"status": "unavailable", "database": "ok", "migrations": "ok", "worker": "没有后台任务在运行。"},
    )


def test_a_worker_that_fell_silent_counts_as_gone_and_a_second_one_counts_for_it() -> None:
    beat(75)
    status, body = answer()
    assert (status, body["worker"]) == (503, "后台任务已经 75 秒没有心跳。")
    beat(1)
    assert answer()[0] == 200


def test_missing_migrations_are_503_until_they_are_applied() -> None:
    beat(1)
    newest = "SELECT max(name) FROM django_migrations WHERE app = 'ledger'"
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM django_migrations WHERE app = 'ledger' AND name = ({newest}) RETURNING name"
        )
        (name,) = cursor.fetchone()
    assert answer() == (
        503,
        {
            "status": "unavailable",
            "database": "ok",
            "migrations": "有 1 项数据表更新还没有执行，请运行 python3 run.py migrate。",
            "worker": "ok",
        },
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('ledger', %s, now())", [name]
        )
    assert answer()[0] == 200


def test_without_a_database_every_part_says_so() -> None:
    code = (
        "import django; django.setup()\n"
        "from django.test import RequestFactory\nfrom zhengyou.desk.health import health\n"
        "response = health(RequestFactory().get('/healthz'))\n"
        "print(response.status_code, response.content.decode())"
    )
    asked = subprocess.run(
        [sys.executable, "-c", code],
        env=dict(os.environ) | {"ZHENGYOU_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing"},
        capture_output=True,
        check=True,
        text=True,
    )
    status, _, body = asked.stdout.partition(" ")
    assert (int(status), json.loads(body)) == (
        503,
        {
            "status": "unavailable",
            "database": "数据库没有应答。",
            "migrations": "数据库没有应答，数据表是否最新不得而知。",
            "worker": "后台任务的心跳读不出来。",
        },
    )
