"""Two at one moment: one account, one invitation in force, one answer at the wall."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from tests.accounts.changes import GOOD
from tests.accounts.inviting import NAME, asked, invite, invited, newcomer, opened
from tests.cast import Cast
from zhengyou.accounts.actions import invitations, walls
from zhengyou.accounts.models import Invitation
from zhengyou.ledger.models import Entry
from zhengyou.organisations.models import Account

pytestmark = pytest.mark.django_db(transaction=True)


def _at_once(number: int, act: Callable[[int], Any]) -> list[Any]:
    """What each of so many gets who begin at one moment, sorted by its text; a refusal is its name."""
    barrier, found = threading.Barrier(number), []

    def run(place: int) -> None:
        barrier.wait()
        try:
            found.append(act(place))
        except (invitations.Unusable, invitations.NotInvited, invitations.NameRefused) as refused:
            found.append(type(refused).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(found, key=str)


def test_one_slip_used_by_three_browsers_at_once_gives_one_account(cast: Cast) -> None:
    made = invited(cast)
    clients = [opened(made.secret) for _ in range(3)]

    def use(place: int) -> int:
        told = {"username": f"name{place}", "password": GOOD, "repeated": GOOD}
        return int(clients[place].post("/invitations/accept/", told).status_code)

    assert _at_once(3, use) == [302, 404, 404]
    assert Account.objects.filter(person__name=NAME).count() == 1
    assert Entry.objects.filter(verb="accounts.password.set_first").count() == 1


def test_one_user_name_taken_by_two_at_once_goes_to_one(cast: Cast) -> None:
    made = [invited(cast, "卞一"), invited(cast, "卞二")]

    def use(place: int) -> str:
        invitations.accept(
            invitation_id=made[place].invitation.pk, username="bian", password=GOOD, now=timezone.now()
        )
        return "in"

    assert _at_once(2, use) == ["NameRefused", "in"]
    assert Account.objects.filter(username="bian").count() == 1
    assert Invitation.objects.filter(used_at=None).count() == 1


def test_inviting_the_same_people_twice_at_once_leaves_each_one_invitation(cast: Cast) -> None:
    people = [newcomer(cast, f"卞{number}") for number in "一二三四"]
    # In either order, so that the two would wait for each other if they did not take them one way round.
    made = _at_once(2, lambda place: [one.secret for one in invite(cast, *people[:: 1 - 2 * place])])
    assert len(made) == 2
    assert Invitation.objects.count() == 8
    assert Invitation.objects.filter(withdrawn_at=None).count() == 4


def test_a_slip_used_and_withdrawn_at_once_ends_one_way(cast: Cast) -> None:
    made = invited(cast)
    by, now = cast.secretary, timezone.now()

    def act(place: int) -> str:
        if place:
            invitations.withdraw(by=by, invitation=made.invitation, now=now)
            return "withdrawn"
        invitations.accept(
            invitation_id=made.invitation.pk, username="sunianan", password=GOOD, now=timezone.now()
        )
        return "in"

    ended = _at_once(2, act)
    row = Invitation.objects.get()
    assert ended in (["NotInvited", "in"], ["Unusable", "withdrawn"])
    assert (row.used_at is None) == (ended[1] == "withdrawn")
    assert (row.withdrawn_at is None) == (ended[1] == "in")
    assert Account.objects.filter(person__name=NAME).exists() == (ended[1] == "in")


def test_one_asker_confirmed_twice_at_once_is_let_in_once(cast: Cast) -> None:
    person, asking = newcomer(cast), asked(cast)
    by, now = cast.secretary, timezone.now()
    ended = _at_once(
        2, lambda place: walls.confirm(by=by, asking=asking, person=person.pk, now=now).person_id
    )
    assert ended == [person.pk, "NotInvited"]
    assert Invitation.objects.count() == 1
