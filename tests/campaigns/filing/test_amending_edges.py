"""Amendments where counting is easily wrong: what is done, missed, returned or excused meets what is asked anew."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.cast import Cast, approved, at_noon, draft_plan, found, task_item
from zhengyou.campaigns.actions import excuses, expectations, plans, records
from zhengyou.campaigns.models import Campaign, Expectation, PlanItem, Task
from zhengyou.campaigns.models.plans import ItemKind, Recurrence
from zhengyou.campaigns.queries.campaigns import scope
from zhengyou.campaigns.queries.progress import progress
from zhengyou.organisations.models import Kind, Organisation, Sector

from .amending import Amendment


@pytest.fixture
def amendment(cast: Cast) -> Amendment:
    """A plan in force since 60 days ago, taken up: a task of a phase, one twice a quarter, one every month."""
    day = cast.today
    plan = draft_plan(
        cast,
        [
            {
                "kind": ItemKind.PHASE,
                "name": "动员部署",
                "starts_on": day - timedelta(days=60),
                "ends_on": day - timedelta(days=10),
            }
        ],
    )
    phase = PlanItem.objects.get(plan=plan)
    tasks = (
        task_item("动员大会", parent=phase),
        task_item("讲党课", recurrence=Recurrence.QUARTERLY, times=2),
        task_item("学习研讨", recurrence=Recurrence.MONTHLY),
        task_item("办实事", due_on=day + timedelta(days=30)),
    )
    for number, item in enumerate(tasks, 10):
        PlanItem.objects.create(plan=plan, ordinal=number, **item)
    return Amendment(cast, approved(cast, plan).plan)


@pytest.fixture(autouse=True)
def _nothing_is_asked_twice(db: None) -> Iterator[None]:
    yield
    rows = Expectation.objects.filter(withdrawn_on__isnull=True).values_list(
        "task_id", "organisation_id", "period_start", "sequence"
    )
    assert len(set(rows)) == len(rows)


def _of_today(amendment: Amendment, name: str) -> list[Expectation]:
    """The first branch's things of the period that today falls into."""
    today = amendment.cast.today
    return [one for one in amendment.live(name, "first") if one.period_start <= today <= one.period_end]


def test_what_was_returned_keeps_its_days_of_grace(amendment: Amendment, cast: Cast) -> None:
    (asked,) = amendment.live("动员大会", "first")
    record = amendment.done(asked)
    records.return_(by=cast.general_secretary, record=record, comment="补签到。", now=at_noon(cast.today))
    amendment.begin()
    assert amendment.seen() == []
    amendment.leave_out("动员大会")
    amendment.in_force()
    (left,) = amendment.live("动员大会", "first")
    assert left.pk == asked.pk
    assert left.grace_until > cast.today


def test_of_a_smaller_quota_whatever_was_done_counts(amendment: Amendment) -> None:
    _first, second = _of_today(amendment, "讲党课")
    amendment.done(second)
    amendment.begin()
    amendment.change("讲党课", times=1)
    amendment.in_force()
    assert [(one.sequence, one.outcome) for one in _of_today(amendment, "讲党课")] == [(2, "met")]
    assert amendment.seen() == []


def test_of_a_larger_quota_only_the_rest_is_asked(amendment: Amendment) -> None:
    _first, second = _of_today(amendment, "讲党课")
    amendment.done(second)
    amendment.begin()
    amendment.change("讲党课", times=3)
    amendment.in_force()
    assert [(one.sequence, one.outcome) for one in _of_today(amendment, "讲党课")] == [
        (1, "open"),
        (2, "met"),
        (3, "open"),
    ]


def test_months_that_were_done_count_for_the_quarter(amendment: Amendment, cast: Cast) -> None:
    months = [one for one in amendment.live("学习研讨", "first") if one.opens_on <= cast.today]
    amendment.done(months[-1])
    amendment.begin()
    amendment.change("学习研讨", recurrence=Recurrence.QUARTERLY)
    amendment.in_force()
    quarter = [one for one in amendment.live("学习研讨", "first") if one.period_end >= cast.today]
    assert quarter[0].outcome == "met"
    assert all(one.period_start > months[-1].period_end for one in quarter[1:])


def test_a_phase_that_is_put_off_asks_again_only_who_has_not_done_it(
    amendment: Amendment, cast: Cast
) -> None:
    amendment.done(*amendment.live("动员大会", "first"))
    amendment.begin()
    begin, end = cast.today + timedelta(days=40), cast.today + timedelta(days=80)
    amendment.change("动员部署", starts_on=begin, ends_on=end)
    (seen,) = amendment.seen()
    assert (seen.name, seen.stopped, seen.added, seen.moved, seen.done) == ("动员大会", 2, 2, 2, 1)
    assert [name for name, *_both in seen.words] == ["starts_on", "due_on"]
    amendment.in_force()
    first, *others = amendment.live("动员大会")
    assert first.outcome == "met"
    assert [(one.opens_on, one.due_on >= end) for one in others] == [(begin, True)] * 2


def test_who_was_excused_stays_excused_by_the_later_day(amendment: Amendment, cast: Cast) -> None:
    (asked,) = amendment.live("办实事", "first")
    now = at_noon(cast.today)
    plea = excuses.request(by=cast.secretary, expectation=asked, reason="停业整修。", now=now)
    excuses.approve(by=cast.general_secretary, excuse=plea, comment="", now=now)
    amendment.begin()
    amendment.change("办实事", due_on=cast.today + timedelta(days=90))
    amendment.in_force()
    assert [one.outcome for one in amendment.live("办实事", "first")] == ["excused"]
    assert len(amendment.live("办实事")) == 3


def test_a_shorter_campaign_asks_for_less_and_says_so(amendment: Amendment, cast: Cast) -> None:
    amendment.begin()
    end = cast.today + timedelta(days=100)
    amendment.facts(ends_on=end)
    seen = amendment.seen()
    # The quarter that is cut short is the same thing by another day; months beyond the end are no longer asked.
    assert all(one.added == one.moved for one in seen)
    assert sum(one.stopped - one.moved for one in seen) > 0
    amendment.in_force()
    assert all(one.period_end <= end for one in amendment.live("学习研讨"))
    assert amendment.seen() == []


def test_a_narrower_audience_leaves_the_others_what_they_missed(amendment: Amendment, cast: Cast) -> None:
    amendment.begin()
    amendment.change("动员大会", audience_sectors=[Sector.RURAL])
    amendment.change("办实事", audience_sectors=[Sector.RURAL])
    told = {one.name: (one.stopped, one.words) for one in amendment.seen()}
    assert told == {
        "动员大会": (0, (("audience_sectors", [], ["rural"]),)),
        "办实事": (2, (("audience_sectors", [], ["rural"]),)),
    }
    amendment.in_force()
    assert len(amendment.live("动员大会")) == 3
    assert [one.organisation_id for one in amendment.live("办实事")] == [
        cast.places["village"].organisation_id
    ]


def test_an_organisation_that_ended_is_not_asked_any_more(amendment: Amendment, cast: Cast) -> None:
    Organisation.objects.filter(pk=cast.places["village"].organisation_id).update(ended_on=cast.today)
    amendment.begin()
    (seen,) = (one for one in amendment.seen() if one.name == "办实事")
    assert (seen.how, seen.words, seen.stopped) == ("changed", (), 1)
    amendment.in_force()
    assert len(amendment.live("办实事")) == 2


def test_two_amendments_on_one_day_leave_the_day_counted_once(amendment: Amendment, cast: Cast) -> None:
    campaign = amendment.plan.campaign

    def asked(day: date) -> int:
        return progress(scope(cast.office, campaign.pk, None, day)).total.asked

    yesterday = cast.today - timedelta(days=1)
    before = (asked(yesterday), asked(cast.today))
    for later in (60, 30):
        amendment.begin()
        amendment.change("办实事", due_on=cast.today + timedelta(days=later))
        amendment.in_force()
    assert (asked(yesterday), asked(cast.today)) == before
    assert [one.created_on for one in amendment.live("办实事")] == [cast.today] * 3


def test_a_task_that_comes_back_goes_on_where_it_stopped(amendment: Amendment, cast: Cast) -> None:
    amendment.done(*amendment.live("办实事", "first"))
    for removed in (True, False):
        amendment.begin()
        amendment.leave_out("办实事", removed=removed)
        seen = amendment.seen()
        amendment.in_force()
    assert [(one.how, one.added, one.done) for one in seen] == [("new", 2, 1)]
    assert Task.objects.filter(name="办实事").count() == 1
    assert sorted(one.outcome for one in amendment.live("办实事")) == ["met", "open", "open"]


def test_the_night_after_nobody_is_asked_again_for_what_was_taken_out_or_done(
    amendment: Amendment, cast: Cast
) -> None:
    for one in _of_today(amendment, "讲党课"):
        amendment.done(one)
    amendment.begin()
    amendment.change("讲党课", times=1, recurrence=Recurrence.HALF_YEARLY)
    amendment.leave_out("办实事")
    amendment.add(task_item("写心得", recurrence=Recurrence.MONTHLY))
    amendment.in_force()
    assert expectations.extend(campaign=amendment.plan.campaign) == 0
    found("新成立党支部", Kind.BRANCH, Sector.RURAL, cast.places["township"], since=cast.today)
    assert expectations.extend(campaign=amendment.plan.campaign) > 0
    assert all(one.due_on >= cast.today for one in amendment.live("写心得"))


def test_a_plan_that_lost_its_days_says_which_tasks_cannot_be_counted(amendment: Amendment) -> None:
    amendment.begin()
    amendment.facts(ends_on=None)
    assert [(one.how, one.name) for one in amendment.seen()] == [
        ("undated", "讲党课"),
        ("undated", "学习研讨"),
    ]


def test_what_is_due_by_a_day_that_has_passed_is_asked_of_nobody(amendment: Amendment, cast: Cast) -> None:
    amendment.begin()
    amendment.change("办实事", due_on=cast.today - timedelta(days=3))
    (seen,) = amendment.seen()
    assert (seen.stopped, seen.added) == (3, 0)


def test_a_plea_that_waits_is_settled_when_the_campaign_ends(amendment: Amendment, cast: Cast) -> None:
    (asked,) = amendment.live("办实事", "first")
    plea = excuses.request(by=cast.secretary, expectation=asked, reason="停业整修。", now=at_noon(cast.today))
    plans.close(by=cast.leader, plan=amendment.plan, comment="办成了。", now=at_noon(cast.today))
    plea.refresh_from_db()
    assert plea.state == "withdrawn"


def test_a_plan_from_before_there_were_versions_can_be_amended_and_given_up(
    cast: Cast, campaign: Campaign
) -> None:
    plan = campaign.plan
    for version in plan.versions.all():
        version.meeting.delete()
        version.delete()
    amendment = Amendment(cast, plan)
    amendment.begin()
    amendment.change("为民办实事", name="改了名")
    amendment.plan.refresh_from_db()
    plans.abandon(by=cast.office, plan=amendment.plan)
    assert PlanItem.objects.filter(plan=plan, name="为民办实事").exists()


def test_what_is_sent_back_after_its_task_was_taken_out_is_asked_no_more(
    amendment: Amendment, cast: Cast
) -> None:
    missed, ahead = amendment.live("动员大会", "first") + amendment.live("办实事", "first")
    record = amendment.done(missed, ahead)
    amendment.begin()
    for name in ("动员大会", "办实事"):
        amendment.leave_out(name)
    amendment.in_force()
    records.return_(by=cast.general_secretary, record=record, comment="补签到。", now=at_noon(cast.today))
    assert [one.pk for one in amendment.live("动员大会", "first")] == [missed.pk]
    assert amendment.live("办实事", "first") == []
    ahead.refresh_from_db()
    assert (ahead.outcome, ahead.withdrawn_on) == ("open", cast.today)


def test_a_returned_record_meets_what_an_amendment_asks_instead(amendment: Amendment, cast: Cast) -> None:
    record = amendment.done(*amendment.live("办实事", "first"))
    records.return_(by=cast.general_secretary, record=record, comment="补照片。", now=at_noon(cast.today))
    amendment.begin()
    amendment.change("办实事", due_on=cast.today + timedelta(days=90))
    amendment.in_force()
    page = cast.client("secretary").get(f"/records/{record.pk}/resubmit/")
    ticked = LexborHTMLParser(page.content.decode()).css("input[type=checkbox][name=others][checked]")
    (asked,) = amendment.live("办实事", "first")
    assert [box.attributes["value"] for box in ticked] == [str(asked.pk)]
