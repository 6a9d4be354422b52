"""What branches are asked, month by month, by what exists, all campaigns together."""

from datetime import date

from django.urls import reverse

from tests.campaigns.phases.running import phased
from tests.cast import Cast, at_noon, draft_plan, task_item
from zhengyou.campaigns.actions import plans
from zhengyou.campaigns.models import Campaign, Expectation
from zhengyou.campaigns.models.plans import Recurrence
from zhengyou.campaigns.queries.burden import burden, together
from zhengyou.campaigns.queries.plans import items
from zhengyou.campaigns.queries.running_burden import each, months_on, own, spread
from zhengyou.campaigns.rules.policies import BURDEN_MINUTES, UNKNOWN_MINUTES


def _span(cast: Cast) -> dict[str, date]:
    first = cast.today.replace(day=1)
    return {"first": first, "last": months_on(first, 6), "day": cast.today}


def test_months_are_counted_over_the_turn_of_the_year() -> None:
    found = [months_on(date(2026, 11, 20), number) for number in (0, 1, 2, 14)]
    assert found == [date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1), date(2028, 1, 1)]


def test_a_branch_is_asked_the_sum_of_all_campaigns(cast: Cast, campaign: Campaign) -> None:
    first = cast.places["first"].organisation_id
    alone = {one.month: one.load for one in own(first, **_span(cast))}
    phased(cast)
    found = {one.month: one.load for one in own(first, **_span(cast))}
    month = cast.today.replace(day=1)
    rows = Expectation.objects.filter(
        organisation_id=first, due_on__gte=month, due_on__lt=months_on(month, 1)
    )
    assert (found[month].times, found[month].minutes > alone[month].minutes) == (rows.count(), True)


def test_the_spread_over_branches_agrees_with_each_of_them(cast: Cast, campaign: Campaign) -> None:
    path = cast.places["district"].path
    months = spread(path, **_span(cast), budget=100)
    owns = {
        key: {one.month: one.load.minutes for one in own(cast.places[key].organisation_id, **_span(cast))}
        for key in ("first", "second", "village")
    }
    for one in months:
        minutes = sorted(months_of[one.month] for months_of in owns.values() if one.month in months_of)
        assert (list(one.minutes), one.branches, one.most) == (minutes, len(minutes), minutes[-1])
        assert one.above == sum(n > 100 for n in minutes)
    listed = each(path, months[0].month, cast.today, after=0, size=10)
    assert sorted(minutes for _pk, _name, minutes in listed) == list(months[0].minutes)


def test_what_was_taken_out_weighs_nothing_from_that_day_on(cast: Cast, campaign: Campaign) -> None:
    first = cast.places["first"].organisation_id
    Expectation.objects.filter(organisation_id=first).update(withdrawn_on=cast.today)
    assert own(first, **_span(cast)) == []
    assert own(first, **_span(cast) | {"day": campaign.starts_on}) != []


def test_a_plan_is_weighed_with_what_runs_already_and_an_amendment_not_twice(
    cast: Cast, campaign: Campaign
) -> None:
    due = months_on(cast.today, 1).replace(day=15)
    plan = draft_plan(cast, [task_item("办一件别的事", due_on=due)], title="另一份方案")
    weighed = burden(plan, items(plan))
    assert weighed is not None
    path = cast.places["district"].path
    found = together(plan, weighed, path, cast.today)
    assert found is not None
    runs = {one.month: one.median for one in spread(path, **_span(cast), budget=0)}
    assert (found.month, found.new) == (due.replace(day=1), UNKNOWN_MINUTES.default)
    assert found.median == found.new + runs[found.month]
    own_weight = burden(campaign.plan, items(campaign.plan))
    assert own_weight is not None
    again = together(campaign.plan, own_weight, path, cast.today)
    assert again is not None
    assert (again.median, again.most) == (again.new, again.new)


def test_the_leader_reads_before_approving_what_a_month_comes_to(cast: Cast, campaign: Campaign) -> None:
    many = task_item("天天要报的一件事", recurrence=Recurrence.MONTHLY, times=9)
    plan = draft_plan(cast, [many], title="很重的方案")
    plans.propose(by=cast.office, plan=plan, now=at_noon(cast.today))
    page = cast.client("leader").get(reverse("plan", args=[plan.pk])).content.decode()
    assert 'class="must">加上已经布置的' in " ".join(page.split())
    assert f"提醒线{BURDEN_MINUTES.default}分钟" in page


def test_the_page_of_a_branch_and_of_the_district_say_how_long_it_takes(
    cast: Cast, campaign: Campaign
) -> None:
    branch = cast.client("secretary").get(reverse("burden")).content.decode()
    district = cast.client("office").get(reverse("burden")).content.decode()
    assert ("最重的是" in branch, "中间的一个支部" in branch) == (True, False)
    assert "3个支部里" in district
    other = cast.places["second"].organisation_id
    assert cast.client("secretary").get(reverse("burden"), {"node": other}).status_code == 404
    assert cast.client("village_secretary").get(reverse("burden"), {"node": "x"}).status_code == 200
