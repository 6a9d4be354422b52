"""A school says how many classes it has; what is asked of each class follows, forward only."""

from datetime import timedelta

import pytest

from tests.campaigns.classes.schools import NAMES, PARENTS, School, plan_of, running, school_in
from tests.campaigns.filing.amending import Amendment
from tests.cast import Cast, at_noon
from zhengyou.campaigns.actions import classes, expectations
from zhengyou.campaigns.actions.plan_steps import items_of_plan
from zhengyou.campaigns.models import Expectation
from zhengyou.campaigns.models.classes import Classes
from zhengyou.campaigns.queries.campaigns import scope
from zhengyou.campaigns.queries.classes import begun
from zhengyou.campaigns.queries.expected import forecast
from zhengyou.campaigns.queries.progress import progress
from zhengyou.campaigns.rules.periods import called
from zhengyou.ledger.models import Entry
from zhengyou.organisations.rules import NotPermitted


def _numbers(rows: list[Expectation]) -> list[int]:
    return [row.class_number for row in rows]


def test_a_school_that_said_nothing_is_asked_once_for_each_term(school: School) -> None:
    assert len(school.asked()) == len({one.period_start for one in school.asked()})
    assert set(_numbers(school.asked())) == {0}
    assert len(school.current()) == 1


def test_a_school_is_asked_for_each_class_it_says_it_has_and_each_has_its_name(school: School) -> None:
    periods = {one.period_start for one in school.asked()}
    _made, stopped, added = school.say(3, names=NAMES)
    assert (stopped, added) == (len(periods), 3 * len(periods))
    assert _numbers(school.current()) == [1, 2, 3]
    day = school.cast.today
    assert [called(one, day) for one in school.current()] == [
        "家长会（秋季学期，七（1）班）",
        "家长会（秋季学期，七（2）班）",
        "家长会（秋季学期，八（1）班）",
    ]


def test_classes_without_names_are_numbered(school: School) -> None:
    school.say(2)
    assert [called(one, school.cast.today) for one in school.current()] == [
        "家长会（秋季学期，第1个班）",
        "家长会（秋季学期，第2个班）",
    ]


def test_other_schools_and_other_tasks_are_not_touched_by_what_one_says(cast: Cast, school: School) -> None:
    others = Expectation.objects.exclude(organisation_id=school.pk)
    before = list(others.order_by("pk").values())
    school.say(12)
    assert list(others.order_by("pk").values()) == before


def test_what_was_done_before_the_number_was_said_counts_for_the_first_class(school: School) -> None:
    (whole,) = school.current()
    school.done(whole)
    school.say(3, names=NAMES)
    assert [(one.class_number, one.outcome) for one in school.current()] == [
        (0, "met"),
        (2, "open"),
        (3, "open"),
    ]


def test_a_lower_number_stops_only_what_is_open_and_a_higher_one_adds(school: School) -> None:
    school.say(4)
    fourth = school.current()[3]
    school.done(fourth)
    school.say(2)
    assert [(one.class_number, one.outcome) for one in school.current()] == [
        (1, "open"),
        (2, "open"),
        (4, "met"),
    ]
    school.say(5)
    assert _numbers(school.current()) == [1, 2, 3, 4, 5]
    assert [one.outcome for one in school.current()] == ["open", "open", "open", "met", "open"]


def test_what_was_due_before_today_stays_as_it_was_asked(cast: Cast) -> None:
    school = running(cast, recurrence="monthly")
    past = [one.pk for one in school.asked() if one.due_on < cast.today]
    assert past
    school.say(3)
    assert [one.pk for one in school.asked() if one.due_on < cast.today] == past
    assert all(one.class_number for one in school.asked() if one.due_on >= cast.today)


def test_what_is_open_is_called_by_the_new_name_and_what_is_done_keeps_the_old(school: School) -> None:
    school.say(3, names=NAMES)
    school.done(school.current()[0])
    _made, stopped, added = school.say(3, names=("八（1）班", "八（2）班", "九（1）班"))
    assert (stopped, added) == (0, 0)
    assert [one.class_name for one in school.current()] == ["七（1）班", "八（2）班", "九（1）班"]


def test_a_number_from_a_day_to_come_is_followed_on_that_day_and_once_only(school: School) -> None:
    school.say(2)
    day = school.cast.today
    _made, stopped, added = school.say(3, days=10)
    assert (stopped, added, begun(day)) == (0, 0, [])
    later = day + timedelta(days=10)
    (found,) = begun(later)
    Classes.objects.filter(pk=found.pk).update(since=day, stated_at=at_noon(day - timedelta(days=9)))
    Classes.objects.filter(organisation_id=school.pk, until=later).update(
        since=day - timedelta(days=3), until=day
    )
    (found,) = begun(day)
    assert classes.follow(classes=found, now=at_noon(day))[0] == 0
    assert _numbers(school.current()) == [1, 2, 3]
    lines = Entry.objects.count()
    assert classes.follow(classes=found, now=at_noon(day)) == (0, 0)
    assert Entry.objects.count() == lines


def test_what_is_said_anew_for_a_day_replaces_what_was_said_for_it_and_later(school: School) -> None:
    day = school.cast.today
    school.say(5)
    school.say(7, days=30)
    school.say(6, days=10)
    rows = Classes.objects.filter(organisation_id=school.pk).order_by("since")
    assert list(rows.values_list("number", "since", "until")) == [
        (5, day, day + timedelta(days=10)),
        (6, day + timedelta(days=10), None),
    ]
    school.say(4)
    assert list(rows.values_list("number", "since", "until")) == [(4, day, None)]


def test_the_nightly_job_asks_a_school_nothing_twice(school: School) -> None:
    school.say(3)
    before = [one.pk for one in school.asked()]
    assert expectations.extend(campaign=school.campaign) == 0
    assert [one.pk for one in school.asked()] == before


def test_the_numbers_at_every_node_add_up(school: School) -> None:
    school.say(3)
    school.done(*school.current()[:2])
    cast = school.cast

    def counted(where: str) -> int:
        found = scope(cast.office, school.campaign.pk, cast.places[where].organisation_id, cast.today)
        return progress(found).total.asked

    assert counted("school") == len(school.asked())
    assert counted("township") == counted("school") + counted("village")
    assert counted("district") == counted("township") + counted("street")


def test_a_day_before_the_number_was_said_is_counted_as_it_was(school: School) -> None:
    cast, yesterday = school.cast, school.cast.today - timedelta(days=1)
    before = progress(scope(cast.office, school.campaign.pk, None, yesterday)).total
    school.say(9)
    assert progress(scope(cast.office, school.campaign.pk, None, yesterday)).total == before


def test_an_amendment_that_asks_each_class_counts_what_was_done_for_the_first(cast: Cast) -> None:
    school = running(cast, per_class=False)
    (whole,) = school.current()
    school.done(whole)
    assert school.say(3)[1:] == (0, 0)
    amendment = Amendment(cast, school.campaign.plan)
    amendment.begin()
    amendment.change(PARENTS, per_class=True)
    (seen,) = amendment.seen()
    before = len(school.asked())
    amendment.in_force()
    assert [(one.class_number, one.outcome) for one in school.current()] == [
        (0, "met"),
        (2, "open"),
        (3, "open"),
    ]
    assert len(school.asked()) == before + seen.added - seen.stopped
    assert amendment.seen() == []


def test_an_amendment_back_to_one_meeting_for_the_whole_takes_any_class_that_met(school: School) -> None:
    school.say(3)
    school.done(school.current()[2])
    amendment = Amendment(school.cast, school.campaign.plan)
    amendment.begin()
    amendment.change(PARENTS, per_class=False)
    amendment.in_force()
    assert [(one.class_number, one.outcome) for one in school.current()] == [(3, "met")]


def test_what_a_plan_will_ask_is_counted_with_the_classes_said(cast: Cast) -> None:
    school_in(cast)
    told = classes.Said(number=8, since=cast.today)
    classes.state(
        by=cast.school_secretary,
        organisation=cast.places["school"].organisation_id,
        told=told,
        now=at_noon(cast.today),
    )
    plan = plan_of(cast)
    (seen,) = forecast(plan, items_of_plan(plan), path=cast.places["district"].path, day=cast.today)
    assert (seen.organisations, seen.expectations) == (4, seen.rounds * (3 + 8))


@pytest.mark.parametrize(
    ("number", "names", "days", "sentence"),
    [
        (0, (), 0, "班级数请填 1 到 200 之间的整数；没有班级的，在那一项里说明“不适用”。"),
        (201, (), 0, "班级数请填 1 到 200 之间的整数；没有班级的，在那一项里说明“不适用”。"),
        (3, NAMES[:2], 0, "班级数是 3，班名写了 2 个，请核对；班名也可以都不写。"),
        (3, (), -1, "日期不能早于今天：过去的应办事项不再改动。"),
        (3, (), 800, "起算日期在一年以后，请核对年份。"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_nothing_changes(
    school: School, number: int, names: tuple[str, ...], days: int, sentence: str
) -> None:
    before, lines = [one.pk for one in school.asked()], Entry.objects.count()
    with pytest.raises(classes.NotSaid, match=sentence):
        school.say(number, names=names, days=days)
    assert ([one.pk for one in school.asked()], Entry.objects.count()) == (before, lines)
    assert not Classes.objects.exists()


def test_a_neighbour_says_nothing_for_the_school_and_those_above_may(school: School) -> None:
    cast = school.cast
    told = classes.Said(number=3, since=cast.today)
    with pytest.raises(NotPermitted):
        classes.state(by=cast.secretary, organisation=school.pk, told=told, now=at_noon(cast.today))
    classes.state(by=cast.office, organisation=school.pk, told=told, now=at_noon(cast.today))
    assert _numbers(school.current()) == [1, 2, 3]
