"""A branch reports while an amendment comes into force: neither loses, whoever comes first."""

import pytest

from tests.cast import Cast, ExpectationOf, at_noon, meeting
from tests.meanwhile import meanwhile
from zhengyou.campaigns.actions import excuses, plans, records
from zhengyou.campaigns.models import Campaign, Excuse, Expectation
from zhengyou.campaigns.rules.procedures import WrongState

from .amending import Amendment

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amendment(cast: Cast, campaign: Campaign) -> Amendment:
    """The district takes a task out; proposed, so that one press puts it in force."""
    made = Amendment(cast, campaign.plan)
    made.begin()
    made.leave_out("为民办实事")
    made.plan.refresh_from_db()
    plans.propose(by=cast.office, plan=made.plan, now=at_noon(cast.today))
    return made


def _approve(amendment: Amendment) -> None:
    cast = amendment.cast
    held, now = meeting(cast.today), at_noon(cast.today)
    plans.approve(by=cast.leader, plan=amendment.plan, meeting=held, now=now)


def _tell(cast: Cast, *expectations: Expectation) -> None:
    told = records.Happening(title="办实事", happened_on=cast.today, result="修好了路灯。")
    ids = [one.pk for one in expectations]
    records.submit(by=cast.secretary, happening=told, expectations=ids, now=at_noon(cast.today))


@pytest.fixture
def asked(expectation_of: ExpectationOf) -> Expectation:
    """What the first branch is asked by the task that is taken out."""
    return expectation_of("first", "为民办实事")


def test_a_record_that_came_first_stays_though_its_task_is_taken_out(
    cast: Cast, amendment: Amendment, asked: Expectation
) -> None:
    assert meanwhile(lambda: _tell(cast, asked), lambda: _approve(amendment)) == []
    asked.refresh_from_db()
    assert (asked.outcome, asked.withdrawn_on) == ("met", None)
    rest = Expectation.objects.filter(task=asked.task).exclude(pk=asked.pk)
    assert {(one.outcome, one.withdrawn_on) for one in rest} == {("open", cast.today)}


def test_a_record_that_comes_second_is_refused_and_nothing_of_it_is_kept(
    cast: Cast, amendment: Amendment, asked: Expectation, expectation_of: ExpectationOf
) -> None:
    also = expectation_of("first", "学习研讨")
    (refused,) = meanwhile(lambda: _approve(amendment), lambda: _tell(cast, asked, also))
    assert isinstance(refused, records.NotOpen)
    also.refresh_from_db()
    assert also.outcome == "open"


def test_a_plea_is_agreed_to_or_settled_by_the_amendment_but_never_both(
    cast: Cast, amendment: Amendment, asked: Expectation
) -> None:
    now = at_noon(cast.today)
    plea = excuses.request(by=cast.secretary, expectation=asked, reason="停业整修。", now=now)
    (refused,) = meanwhile(
        lambda: _approve(amendment),
        lambda: excuses.approve(by=cast.general_secretary, excuse=plea, comment="", now=now),
    )
    assert isinstance(refused, WrongState)
    asked.refresh_from_db()
    assert (asked.outcome, asked.withdrawn_on, Excuse.objects.get().state) == (
        "open",
        cast.today,
        "withdrawn",
    )
