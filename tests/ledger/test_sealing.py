"""The chain follows the commits, however late one comes, and no writer waits for it."""

import random
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection

from tests.ledger.lines import written
from zhengyou.ledger.models import Entry, Link, Sealed
from zhengyou.ledger.sealing import seal
from zhengyou.ledger.verification import verify

pytestmark = pytest.mark.django_db(transaction=True)

Open = Callable[[], "Slow"]


class Slow:
    """A transaction of its own on a connection of its own, which ends when the test says so."""

    def __init__(self) -> None:
        self._connection: Any = connection.copy()
        self._connection.set_autocommit(False)

    def write(self) -> int:
        """Write a line that nobody sees yet; its id."""
        with self._connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO ledger_entry (actor_name, names, verb, subject, organisation_path, sentence)"
                " VALUES ('系统', '{}', 'test.write', 'test', '/1/', '慢慢写的一行。') RETURNING id"
            )
            (pk,) = cursor.fetchone()
        return int(pk)

    def commit(self) -> None:
        self._connection.commit()

    def rollback(self) -> None:
        self._connection.rollback()

    def close(self) -> None:
        self._connection.close()


@pytest.fixture
def slow() -> Iterator[Open]:
    """Opens slow transactions, all of which are gone after the test."""
    opened: list[Slow] = []

    def open_() -> Slow:
        opened.append(Slow())
        return opened[-1]

    yield open_
    for one in opened:
        one.close()


def _sealed_to() -> int:
    return Sealed.objects.get().to


def _chained() -> list[int]:
    return list(Link.objects.order_by("position").values_list("entry_id", flat=True))


def test_a_line_that_is_committed_late_is_sealed_however_far_its_id_lies_behind(slow: Open) -> None:
    other = slow()
    late = other.write()
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence('ledger_entry', 'id'), %s)", [late + 5_000_000])
    early = written().pk
    assert [seal(), seal(), _chained()] == [1, 0, [early]]
    other.commit()
    assert [seal(), seal(), _chained()] == [1, 0, [early, late]]
    assert verify().faults == []


def test_what_is_settled_is_not_looked_through_again(slow: Open) -> None:
    first = written().pk
    seal()
    assert _sealed_to() == first
    other = slow()
    late = other.write()
    written()
    seal()
    assert _sealed_to() == first
    other.commit()
    seal()
    assert (_sealed_to() > late, _chained()[-1]) == (True, late)


def test_an_id_that_was_rolled_back_holds_nothing_up(slow: Open) -> None:
    other = slow()
    gone = other.write()
    other.rollback()
    last = written().pk
    seal()
    assert (_sealed_to(), gone in _chained()) == (last, False)


def test_writers_without_a_pause_hold_the_mark_up_only_until_they_end(slow: Open) -> None:
    one, other = slow(), slow()
    first = one.write()
    seal()
    second = other.write()  # begun before the first one ended: there is never a moment without a writer
    one.commit()
    seal()
    assert first <= _sealed_to() < second
    third = one.write()
    other.commit()
    seal()
    assert second <= _sealed_to() < third
    one.commit()
    seal()
    assert _chained() == [first, second, third]


def test_a_little_at_a_time_comes_to_the_same_chain() -> None:
    ids = [written().pk for _ in range(5)]
    assert [seal(limit=2), seal(limit=2), seal(limit=2), seal(limit=2)] == [2, 2, 1, 0]
    assert (_chained(), _sealed_to()) == (ids, ids[-1])
    assert verify().faults == []


def test_two_sealers_at_once_make_one_chain() -> None:
    ids = [written().pk for _ in range(30)]

    def work() -> None:
        while seal(limit=4):
            pass
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (_chained(), verify().faults) == (ids, [])


@pytest.mark.parametrize("seed", range(8))
def test_whoever_writes_commits_and_seals_in_whatever_order_nothing_is_left_out(
    slow: Open, seed: int
) -> None:
    chance = random.Random(seed)
    open_ = [slow() for _ in range(4)]
    written_by: list[list[int]] = [[] for _ in open_]
    expected: set[int] = set()
    for _ in range(60):
        who = chance.randrange(len(open_))
        match chance.choice(["write", "write", "commit", "rollback", "seal", "mine"]):
            case "write":
                written_by[who].append(open_[who].write())
            case "commit":
                open_[who].commit()
                expected |= set(written_by[who])
                written_by[who] = []
            case "rollback":
                open_[who].rollback()
                written_by[who] = []
            case "seal":
                seal(limit=chance.choice([1, 3, 100]))
            case "mine":
                expected.add(written().pk)
    for one, ids in zip(open_, written_by, strict=True):
        one.commit()
        expected |= set(ids)
    while seal():
        pass
    assert sorted(_chained()) == sorted(expected) == sorted(Entry.objects.values_list("pk", flat=True))
    assert (verify().faults, verify().unsealed) == ([], 0)
