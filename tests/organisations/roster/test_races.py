"""Two rosters at once: one waits and says so, nothing is lost, and the progress is seen from outside."""

import threading
from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection, transaction
from django.utils import timezone

from tests.cast import Cast
from zhengyou.organisations.actions import attending, rosters
from zhengyou.organisations.actions.importing import Source
from zhengyou.organisations.models import Person, RosterRun
from zhengyou.organisations.queries.tree import lock_tree

from .files import table

pytestmark = pytest.mark.django_db(transaction=True)


def _confirmed(cast: Cast, name: str) -> RosterRun:
    """A roster with one newcomer, confirmed."""
    rows = [["组织编码", "姓名", "身份"], [cast.places["first"].organisation.code, name, "正式党员"]]
    run = rosters.hand_in(by=cast.office, source=Source("名册.csv", table(rows)), now=timezone.now())
    attending.preview(run.pk)
    run = RosterRun.objects.get(pk=run.pk)
    rosters.confirm(by=cast.office, run=run, digest=run.digest)
    return run


def _waiting() -> int:
    """How many sessions of this database wait for a lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # else a transaction sees them as they once were
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return int(cursor.fetchone()[0])


def _beside(act: Callable[[], None]) -> threading.Thread:
    def run() -> None:
        try:
            act()
        finally:
            connection.close()

    return threading.Thread(target=run)


def test_two_imports_at_once_come_one_after_the_other_and_the_second_is_shown_anew(cast: Cast) -> None:
    runs = [_confirmed(cast, "先来的"), _confirmed(cast, "后来的")]
    threads = [_beside(partial(attending.carry_out, run.pk)) for run in runs]
    with transaction.atomic():
        lock_tree()
        for thread in threads:
            thread.start()
        while _waiting() < 2 and all(thread.is_alive() for thread in threads):
            threads[0].join(0.05)
        states = list(RosterRun.objects.order_by("pk").values_list("state", "stage"))
    for thread in threads:
        thread.join()
    assert sorted(states) == [("importing", "核对每一行"), ("importing", "等另一份名册导完")]
    # Neither was shown the other's newcomer as missing or there: whoever came second is asked once more.
    assert sorted(RosterRun.objects.values_list("state", flat=True)) == ["done", "ready"]
    assert Person.objects.filter(name__in=["先来的", "后来的"]).count() == 1
