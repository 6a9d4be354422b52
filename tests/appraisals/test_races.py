"""Two things at one moment, on the real database: whichever came first counts, and nothing counts twice."""

import threading

import pytest
from django.db import connection

from tests.appraisals.rounds import MEMBERS, Poll, actor_for, opened
from tests.cast import Cast, at_noon
from tests.meanwhile import meanwhile
from zhengyou.appraisals.actions import counting, pile
from zhengyou.appraisals.models import Ballot, Code, Elector, PiledCode, Receipt, SealedBallot
from zhengyou.appraisals.rules import codes
from zhengyou.campaigns.models import Campaign
from zhengyou.campaigns.rules.procedures import WrongState

pytestmark = pytest.mark.django_db(transaction=True)

MARKS = (1, 2, 3, 4, 1)


@pytest.fixture
def poll(cast: Cast, campaign: Campaign) -> Poll:
    """A vote that is running."""
    return opened(cast, campaign)


def test_a_ballot_cast_just_before_the_end_is_in_the_urn(poll: Poll) -> None:
    code = poll.codes(poll.batch("first"), 1)[0]
    told: list[bool] = []
    assert meanwhile(lambda: told.append(poll.vote(code, MARKS)), poll.close) == []
    assert (told, SealedBallot.objects.count()) == ([True], 1)
    assert not Code.objects.filter(live=True).exists()


def test_a_ballot_cast_just_after_the_end_is_refused_and_not_in_the_urn(poll: Poll) -> None:
    code = poll.codes(poll.batch("first"), 1)[0]
    told: list[bool] = []
    assert meanwhile(poll.close, lambda: told.append(poll.vote(code, MARKS))) == []
    assert (told, SealedBallot.objects.count()) == ([False], 0)
    assert not Code.objects.filter(used=True).exists()


def test_of_two_ballots_with_one_code_at_one_moment_one_is_in_the_urn(poll: Poll) -> None:
    code = poll.codes(poll.batch("first"), 1)[0]
    first: list[bool] = []
    second: list[bool] = []
    assert (
        meanwhile(
            lambda: first.append(poll.vote(code, MARKS)), lambda: second.append(poll.vote(code, (4,) * 5))
        )
        == []
    )
    assert (first, second, SealedBallot.objects.count()) == ([True], [False], 1)


def test_whoever_draws_twice_at_one_moment_gets_one_code(poll: Poll) -> None:
    elector = Elector.objects.get(batch=poll.batch("first"), person=poll.people[0])
    actor = actor_for(poll.people[0])
    before = PiledCode.objects.count()
    drawn: list[str] = []

    def draw() -> None:
        drawn.append(pile.draw(by=actor, elector=elector))

    raised = meanwhile(draw, draw)
    assert [type(one) for one in raised] == [pile.NothingToDraw]
    assert (len(drawn), PiledCode.objects.count()) == (1, before - 1)


def test_two_who_draw_at_one_moment_get_different_codes(poll: Poll) -> None:
    drawn: list[str] = []

    def draw(place: int) -> None:
        elector = Elector.objects.get(batch=poll.batch("first"), person=poll.people[place])
        drawn.append(pile.draw(by=actor_for(poll.people[place]), elector=elector))

    assert meanwhile(lambda: draw(0), lambda: draw(1)) == []
    assert len(set(drawn)) == 2


def test_of_two_openings_at_one_moment_one_counts(poll: Poll) -> None:
    drawn = poll.codes(poll.batch("first"))
    for code in drawn:
        poll.vote(code, MARKS)
    poll.round = poll.close()
    first, second = poll.scrutineers[:2]
    slips = [poll.slips[one.person_id] for one in (first, second)]
    now = at_noon(poll.cast.today)
    raised = meanwhile(
        lambda: counting.count(by=first, row=poll.round, slips=slips, now=now),
        lambda: counting.count(by=second, row=poll.round, slips=slips, now=now),
    )
    assert [type(one) for one in raised] == [WrongState]
    assert (Ballot.objects.count(), Receipt.objects.count()) == (MEMBERS, MEMBERS)


def test_whoever_is_acknowledged_while_the_vote_ends_is_counted_and_nobody_else(poll: Poll) -> None:
    drawn = poll.codes(poll.batch("first"), MEMBERS) + poll.codes(poll.batch("first", "服务对象"))
    row = poll.round
    acknowledged: list[str] = []
    begun = threading.Semaphore(0)

    def vote(mine: list[str]) -> None:
        own = Poll(poll.cast, type(row).objects.get(pk=row.pk), [], [])
        for code in mine:
            if own.vote(code, MARKS):
                acknowledged.append(code)
            begun.release()
        connection.close()

    threads = [threading.Thread(target=vote, args=(drawn[place::4],)) for place in range(4)]
    for thread in threads:
        thread.start()
    for _each in range(8):  # some have voted, whoever they are
        assert begun.acquire(timeout=300)
    poll.round = poll.close()
    for thread in threads:
        thread.join()
    assert len(acknowledged) >= 8
    poll.count()
    assert sorted(bytes(one) for one in Receipt.objects.values_list("digest", flat=True)) == sorted(
        codes.receipt_digest(codes.receipt(code)) for code in acknowledged
    )
