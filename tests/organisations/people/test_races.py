"""Two people decide about one person or one post at the same moment: one goes first, the other is told."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from tests.cast import Cast, at_noon
from tests.organisations.people.keeping import (
    belongs,
    decided,
    entered,
    given,
    gone,
    moved,
    raised,
    secretaries,
)
from tests.organisations.reorganising.deciding import decide, number, tree
from zhengyou.organisations.actions import handovers, people, transfers
from zhengyou.organisations.actions.groups import NotKept
from zhengyou.organisations.actions.reorganising import NotPossible
from zhengyou.organisations.models import Membership, Organisation, Person, PostKind, Transfer
from zhengyou.organisations.queries.shifts import Close, Merge

pytestmark = pytest.mark.django_db(transaction=True)


def _waiting() -> int:
    """How many sessions of this database wait for a lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # else a transaction sees them as they once were
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return int(cursor.fetchone()[0])


def _both(*acts: Callable[[], object]) -> list[str]:
    """Start all while the whole tree is locked, let them go once all wait; what those that were refused were told."""
    told: list[str] = []

    def run(act: Callable[[], object]) -> None:
        try:
            act()
        except (NotKept, NotPossible) as refused:
            told.append(str(refused))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    with transaction.atomic():
        list(Organisation.objects.select_for_update())
        for thread in threads:
            thread.start()
        while _waiting() < len(acts) and all(thread.is_alive() for thread in threads):
            threads[0].join(0.05)
    for thread in threads:
        thread.join()
    return told


def test_two_secretaries_enter_the_same_person_and_the_second_is_told(cast: Cast) -> None:
    (told,) = _both(
        lambda: entered(cast, "王建国", role="secretary"), lambda: entered(cast, "王建国", role="office")
    )
    assert "已经有一位王建国" in told
    assert Person.objects.filter(name="王建国").count() == 1


def test_one_number_is_never_given_to_two_in_different_organisations(cast: Cast) -> None:
    def enter(role: str, where: str) -> object:
        return people.enrol(
            by=cast.actor(role),
            organisation=number(cast, where),
            newcomer=people.Newcomer(name=f"某{where}", status="full", number="R-9"),
            decided=decided(cast),
            now=at_noon(cast.today),
        )

    (told,) = _both(lambda: enter("secretary", "first"), lambda: enter("village_secretary", "village"))
    assert "R-9" in told
    assert Person.objects.filter(number="R-9").count() == 1


def test_two_changes_on_one_day_come_one_after_the_other(cast: Cast) -> None:
    person = entered(cast, "程远")
    told = _both(
        lambda: raised(cast, person, "target", ahead=3),
        lambda: raised(cast, person, "probationary", ahead=3),
    )
    assert len(told) == 1
    assert len(belongs(person, cast.today.fromordinal(cast.today.toordinal() + 3))) == 1


def test_somebody_transferred_and_gone_at_once_ends_in_one_place_or_none(cast: Cast) -> None:
    member = cast.accounts["member"].person
    _both(lambda: moved(cast, member, "second"), lambda: gone(cast, member))
    assert len(belongs(member, cast.today)) <= 1
    assert Membership.objects.filter(person=member, until=None).count() <= 1


def test_a_transfer_is_received_once_or_taken_back_but_never_both(cast: Cast) -> None:
    member = cast.accounts["member"].person
    asked = transfers.ask_transfer(
        by=cast.secretary,
        person=member.pk,
        target=number(cast, "village"),
        decided=decided(cast),
        now=at_noon(cast.today),
    )
    now = at_noon(cast.today)
    told = _both(
        lambda: transfers.receive_transfer(by=cast.village_secretary, transfer=asked, now=now),
        lambda: transfers.receive_transfer(by=cast.office, transfer=asked, now=now),
        lambda: transfers.withdraw_transfer(by=cast.secretary, transfer=asked, now=now),
    )
    assert len(told) == 2
    state = Transfer.objects.get().state
    home = number(cast, "village" if state == "received" else "first")
    assert belongs(member, cast.today) == [(home, "full")]


def test_an_organisation_never_has_two_secretaries(cast: Cast) -> None:
    first = number(cast, "first")

    def hand(role: str, name: str) -> object:
        return handovers.hand_over(
            by=cast.actor(role),
            organisation=first,
            person=cast.accounts[name].person_id,
            day=cast.today,
            note="",
            now=at_noon(cast.today),
        )

    told = _both(lambda: hand("office", "member"), lambda: hand("general_secretary", "other_secretary"))
    assert len(told) == 1
    assert len(secretaries(first, cast.today)) == 1


def test_nobody_is_entered_or_appointed_where_the_organisation_ends_meanwhile(cast: Cast) -> None:
    first, second = number(cast, "first"), number(cast, "second")
    _both(
        lambda: decide(cast, Merge((first,), second), ahead=2),
        lambda: entered(cast, "新来的"),
        lambda: given(cast, cast.accounts["member"].person, PostKind.REPORTER, ahead=1),
    )
    day = cast.today.fromordinal(cast.today.toordinal() + 2)
    left = Membership.objects.filter(organisation_id=first).exclude(until__lte=day)
    assert not left.exists()
    told = _both(
        lambda: decide(cast, Close(number(cast, "village"), number(cast, "township"))),
        lambda: entered(cast, "晚来的", where="village", role="office"),
    )
    assert len(told) == 1
    closed = number(cast, "village") not in tree(cast.today)
    there = Membership.objects.filter(organisation_id=number(cast, "village"), until=None)
    assert there.exists() is not closed
