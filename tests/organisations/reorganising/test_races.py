"""Two people change the tree at the same moment: one goes first, the other sees what the first one did."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from tests.cast import Cast
from tests.organisations.reorganising.deciding import decide, number, tree
from zhengyou.organisations.actions import NotAppointed, appoint
from zhengyou.organisations.actions.reorganising import NotPossible
from zhengyou.organisations.models import Kind, Post, PostKind
from zhengyou.organisations.queries.shifts import Close, Found, Merge, Move, New
from zhengyou.organisations.queries.tree import lock_tree
from zhengyou.organisations.rules import System

pytestmark = pytest.mark.django_db(transaction=True)


def _waiting() -> int:
    """How many sessions of this database wait for a lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # else a transaction sees them as they once were
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return int(cursor.fetchone()[0])


def _both(*acts: Callable[[], object]) -> list[BaseException | None]:
    """Start all while the tree is locked, let them go once all of them wait; what each of them raised."""
    outcomes: list[BaseException | None] = [None] * len(acts)

    def run(index: int) -> None:
        try:
            acts[index]()
        except (NotPossible, NotAppointed) as refused:
            outcomes[index] = refused
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(index,)) for index in range(len(acts))]
    with transaction.atomic():
        lock_tree()
        for thread in threads:
            thread.start()
        while _waiting() < len(acts) and all(thread.is_alive() for thread in threads):
            threads[0].join(0.05)
    for thread in threads:
        thread.join()
    return outcomes


def _refused(outcomes: list[BaseException | None]) -> int:
    return sum(outcome is not None for outcome in outcomes)


def test_two_moves_that_together_would_make_a_circle(cast: Cast) -> None:
    street, township = number(cast, "street"), number(cast, "township")
    decide(cast, Found(number(cast, "district"), New("W1", "园区党工委"), Kind.WORKING_COMMITTEE, ""))
    outcomes = _both(
        lambda: decide(cast, Move(township, street), ahead=1),
        lambda: decide(cast, Move(number(cast, "general"), township), ahead=1),
        lambda: decide(cast, Move(street, township), ahead=1),
    )
    assert _refused(outcomes) >= 1
    from_day = tree(cast.today.fromordinal(cast.today.toordinal() + 1))
    for path in (values[2] for values in from_day.values()):
        parts = str(path).strip("/").split("/")
        assert len(parts) == len(set(parts))
        assert int(parts[0]) == number(cast, "district")


def test_a_branch_is_not_merged_twice(cast: Cast) -> None:
    first, second, village = (number(cast, where) for where in ("first", "second", "village"))
    outcomes = _both(
        lambda: decide(cast, Merge((first,), second)),
        lambda: decide(cast, Merge((first,), village)),
    )
    assert _refused(outcomes) == 1


def test_nothing_is_founded_under_what_is_closed_meanwhile(cast: Cast) -> None:
    township, street = number(cast, "township"), number(cast, "street")
    new = Found(township, New("W2", "新村党支部"), Kind.BRANCH, "")
    outcomes = _both(lambda: decide(cast, Close(township, street)), lambda: decide(cast, new))
    stands = tree(cast.today)
    # Founded first, it stands in the way of the closing on the same day; closed first, there is nothing to found under.
    assert _refused(outcomes) == 1
    assert all(values[1] is None or values[1] in stands for values in stands.values())


def test_nobody_is_appointed_to_what_ends_meanwhile(cast: Cast) -> None:
    first, second = number(cast, "first"), number(cast, "second")

    def give_post() -> object:
        at = cast.places["first"]
        return appoint(
            by=System(), username="new", name="沈新任", kind=PostKind.SECRETARY, at=at, day=cast.today
        )

    with transaction.atomic():
        merging = threading.Thread(target=_alone(lambda: decide(cast, Merge((first,), second))))
        lock_tree()
        merging.start()
        while _waiting() < 1 and merging.is_alive():
            merging.join(0.05)
    merging.join()
    with pytest.raises(NotAppointed, match="已经撤销"):
        give_post()
    assert not Post.objects.filter(organisation_id=first, until=None).exists()


def _alone(act: Callable[[], object]) -> Callable[[], None]:
    def run() -> None:
        try:
            act()
        finally:
            connection.close()

    return run
