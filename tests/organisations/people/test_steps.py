"""Entering, the way into the party, transfers, leaving: each from a day on, taken back while its day has not passed."""

from datetime import timedelta

import pytest

from tests.cast import Cast, at_noon
from tests.organisations.people.keeping import (
    belongs,
    decided,
    entered,
    given,
    gone,
    last_line,
    moved,
    raised,
    rows_of,
    undone,
)
from tests.organisations.reorganising.deciding import decide, number
from zhengyou.organisations.actions import circumstances, groups, people
from zhengyou.organisations.actions.groups import NotKept
from zhengyou.organisations.models import (
    Circumstance,
    CircumstanceKind,
    GroupMember,
    LeaveReason,
    Membership,
    Person,
    Post,
    PostKind,
)
from zhengyou.organisations.queries import member_counts, on_day
from zhengyou.organisations.queries.shifts import Close, Merge
from zhengyou.organisations.rules import NotPermitted
from zhengyou.organisations.rules.orders import Decided

DAY = timedelta(days=1)


def test_somebody_goes_the_whole_way_and_every_day_keeps_what_he_was(cast: Cast) -> None:
    first = number(cast, "first")
    person = entered(cast, "单立诚")
    assert (person.pinyin, person.initials) == ("shan li cheng", "slc")
    for ahead, status in ((10, "target"),):
        raised(cast, person, status, ahead)
    assert belongs(person, cast.today - DAY) == []
    assert belongs(person, cast.today) == [(first, "activist")]
    assert belongs(person, cast.today + 9 * DAY) == [(first, "activist")]
    assert belongs(person, cast.today + 10 * DAY) == [(first, "target")]


def test_activists_and_targets_are_never_added_to_the_members(cast: Cast) -> None:
    path = cast.places["district"].path
    before = member_counts(path, cast.today)
    for name, status in (("甲", "activist"), ("乙", "target"), ("丙", "probationary"), ("丁", "full")):
        entered(cast, name, status)
    after = member_counts(path, cast.today)
    assert after.members == before.members + 2 == after.full + after.probationary
    assert (after.activists, after.targets) == (before.activists + 1, before.targets + 1)


def test_two_of_one_name_are_told_apart_before_the_second_is_entered(cast: Cast) -> None:
    entered(cast, "王建国")
    with pytest.raises(NotKept, match="已经有一位王建国"):
        entered(cast, "王建国")
    other = people.Newcomer(name="王建国", status="full", number="R-2", other=True)
    people.enrol(
        by=cast.secretary,
        organisation=number(cast, "first"),
        newcomer=other,
        decided=decided(cast),
        now=at_noon(cast.today),
    )
    assert Person.objects.filter(name="王建国").count() == 2
    with pytest.raises(NotKept, match="人员编号R-2已经有人用"):
        people.enrol(
            by=cast.other_secretary,
            organisation=number(cast, "second"),
            newcomer=people.Newcomer(name="赵新来", status="full", number="R-2"),
            decided=decided(cast),
            now=at_noon(cast.today),
        )
    assert not Person.objects.filter(name="赵新来").exists()


@pytest.mark.parametrize(
    ("day", "sentence"),
    [(-1, "不能早于今天"), (400, "一年以后")],
)
def test_nothing_begins_before_today_or_far_ahead(cast: Cast, day: int, sentence: str) -> None:
    with pytest.raises(NotKept, match=sentence):
        entered(cast, "某人", ahead=day)
    late = Decided(cast.today, decided_on=cast.today + DAY)
    with pytest.raises(NotKept, match="决定日期不能晚于今天"):
        people.enrol(
            by=cast.secretary,
            organisation=number(cast, "first"),
            newcomer=people.Newcomer(name="某人", status="full"),
            decided=late,
            now=at_noon(cast.today),
        )
    assert not Person.objects.filter(name="某人").exists()


def test_a_step_back_is_only_a_correction_with_a_reason(cast: Cast) -> None:
    person = entered(cast, "周到", "full")
    with pytest.raises(NotKept, match="只用来更正登记错误"):
        people.change_status(
            by=cast.secretary,
            person=person.pk,
            status="probationary",
            decided=decided(cast, reason=" "),
            now=at_noon(cast.today),
        )
    with pytest.raises(NotKept, match="现在就是正式党员"):
        raised(cast, person, "full")
    raised(cast, person, "probationary")
    assert belongs(person, cast.today) == [(number(cast, "first"), "probationary")]
    assert "由正式党员更正为预备党员" in last_line()


def test_what_is_decided_for_later_stands_in_the_way_until_it_is_taken_back(cast: Cast) -> None:
    person = entered(cast, "程远")
    step = raised(cast, person, "target", ahead=5)
    for act in (
        lambda: raised(cast, person, "probationary"),
        lambda: moved(cast, person, "second"),
        lambda: gone(cast, person),
    ):
        with pytest.raises(NotKept, match="已有一项已定的变动"):
            act()
    undone(cast, step)
    assert rows_of(person) == [(number(cast, "first"), "activist", cast.today, None)]
    raised(cast, person, "probationary")


def test_taking_back_makes_everything_what_it_was(cast: Cast) -> None:
    first, second = number(cast, "first"), number(cast, "second")
    member = cast.accounts["member"].person
    told = groups.GroupTold("service_team", "商圈服务队", "", cast.today - DAY)
    team = groups.add_group(by=cast.secretary, organisation=first, told=told)
    groups.join(
        by=cast.secretary, group=team, joining=groups.Joining(member.pk, "", "head", cast.today - DAY)
    )
    before = [
        rows_of(member),
        list(Post.objects.filter(person=member).values()),
        list(GroupMember.objects.values()),
    ]
    step = moved(cast, member, "second")
    assert belongs(member, cast.today) == [(second, "full")]
    assert list(Post.objects.filter(on_day(cast.today), person=member).values_list("organisation_id")) == [
        (second,)
    ]
    assert GroupMember.objects.get().until == cast.today
    undone(cast, step, role="general_secretary")
    after = [
        rows_of(member),
        list(Post.objects.filter(person=member).values()),
        list(GroupMember.objects.values()),
    ]
    assert after == before
    with pytest.raises(NotKept, match="已经撤回"):
        undone(cast, step, role="general_secretary")


def test_only_the_last_step_is_taken_back_and_none_whose_day_has_passed(cast: Cast) -> None:
    person = entered(cast, "段誉")
    first = raised(cast, person, "target")
    with pytest.raises(NotKept, match="已经有一项身份变动"):
        raised(cast, person, "probationary")
    gone(cast, person)
    with pytest.raises(NotKept, match="请先撤回后办的那一项"):
        undone(cast, first)
    with pytest.raises(NotKept, match="过去各天不再改动"):
        people.take_back(by=cast.secretary, step=first, now=at_noon(cast.today + DAY))


def test_who_leaves_is_no_longer_counted_and_holds_nothing_any_more(cast: Cast) -> None:
    person = entered(cast, "江别鹤", "full")
    given(cast, person, PostKind.GROUP_HEAD)
    Post.objects.filter(person=person).update(since=cast.today - DAY)
    circumstances.begin_circumstance(
        by=cast.secretary,
        person=person.pk,
        kind=CircumstanceKind.RETIRED,
        since=cast.today,
        reason="",
        now=at_noon(cast.today),
    )
    day = cast.today + 3 * DAY
    step = gone(cast, person, LeaveReason.DECEASED, ahead=3)
    assert belongs(person, day) == []
    assert [row.until for row in Post.objects.filter(person=person)] == [day]
    assert Circumstance.objects.get().until == day
    undone(cast, step)
    assert belongs(person, day) == [(number(cast, "first"), "full")]
    assert Circumstance.objects.get().until is None


def test_one_who_left_may_come_back_and_stays_the_same_person(cast: Cast) -> None:
    member = cast.accounts["member"].person
    gone(cast, member)
    again = people.Newcomer(name="程初晓", status="full", person=member.pk)
    people.enrol(
        by=cast.secretary,
        organisation=number(cast, "first"),
        newcomer=again,
        decided=decided(cast, ahead=9),
        now=at_noon(cast.today),
    )
    assert belongs(member, cast.today + 8 * DAY) == []
    assert belongs(member, cast.today + 9 * DAY) == [(number(cast, "first"), "full")]


def test_leaving_the_party_says_why(cast: Cast) -> None:
    person = entered(cast, "某某", "probationary")
    with pytest.raises(NotKept, match="为什么不再是党员"):
        people.leave(
            by=cast.secretary,
            person=person.pk,
            left=LeaveReason.ENDED,
            decided=decided(cast, reason=""),
            now=at_noon(cast.today),
        )


def test_nobody_decides_about_himself_or_about_those_of_others(cast: Cast) -> None:
    own = cast.accounts["secretary"].person
    with pytest.raises(NotPermitted, match="不能自己办"):
        gone(cast, own)
    neighbour = cast.accounts["other_secretary"].person
    with pytest.raises(NotPermitted, match="不能在这里办理"):
        raised(cast, neighbour, "probationary")
    with pytest.raises(NotPermitted, match="不能在这里办理"):
        entered(cast, "某人", where="second")
    with pytest.raises(NotPermitted, match="不能在这里办理"):
        moved(cast, cast.accounts["member"].person, "second", role="secretary")
    for role in ("leader", "inspector", "reader", "administrator", "member"):
        with pytest.raises(NotPermitted):
            entered(cast, "某人", role=role)


def test_nobody_is_entered_where_the_organisation_is_to_end(cast: Cast) -> None:
    decide(cast, Merge((number(cast, "first"),), number(cast, "second")), ahead=5)
    with pytest.raises(NotKept, match="已定撤销"):
        entered(cast, "晚来的人")
    decide(cast, Close(number(cast, "village"), number(cast, "township")))
    with pytest.raises(NotKept, match="没有设立"):
        entered(cast, "晚来的人", where="village", role="office")


def test_a_merged_branch_takes_its_people_along_and_a_step_goes_on_from_there(cast: Cast) -> None:
    member = cast.accounts["member"].person
    decide(cast, Merge((number(cast, "first"),), number(cast, "second")))
    assert belongs(member, cast.today) == [(number(cast, "second"), "full")]
    gone(cast, member, role="other_secretary")
    assert Membership.objects.filter(on_day(cast.today), person=member).count() == 0
