"""The burden meter: what a plan asks of one organisation, month by month."""

import itertools
from dataclasses import dataclass
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.cast import Cast, at_noon, draft_plan, task_item
from zhengyou.campaigns.actions import plans
from zhengyou.campaigns.models.plans import Recurrence
from zhengyou.campaigns.queries.burden import burden
from zhengyou.campaigns.rules.activity_kinds import catalogue
from zhengyou.campaigns.rules.burden import Asking, Load, burdens, load_of
from zhengyou.campaigns.rules.policies import BURDEN_MINUTES


@dataclass(frozen=True)
class Day:
    """Something due on a day."""

    due_on: date


def test_a_known_kind_weighs_its_own_minutes_and_an_unknown_one_the_policys() -> None:
    lesson = catalogue().guess("书记讲党课")
    assert lesson is not None
    one = load_of(lesson, number=True, unknown=45)
    assert (one.times, one.minutes, one.fields) == (1, lesson.minutes, 2 + len(lesson.fields))
    assert load_of(None, number=False, unknown=45) == Load(1, 45, 1, 0)


def test_months_without_anything_due_count_in_the_average() -> None:
    days = [Day(date(2026, 1, 31)), Day(date(2026, 1, 5)), Day(date(2026, 4, 2))]
    (found,) = burdens([Asking(["branch"], days, Load(1, 60, 2, 0))])
    assert {month.month: load.minutes for month, load in found.months.items()} == {1: 120, 2: 0, 3: 0, 4: 60}
    assert (found.heaviest[0].month, found.mean) == (1, Load(1, 45, 2, 0))
    assert (found.above(60), found.above(120)) == ([date(2026, 1, 1)], [])


@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from(["branch", "committee"]), min_size=1, max_size=2, unique=True),
            st.lists(st.dates(date(2026, 1, 1), date(2028, 12, 31)), min_size=1, max_size=5),
            st.integers(1, 300),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_nothing_asked_is_lost_or_counted_twice(tasks: list[tuple[list[str], list[date], int]]) -> None:
    askings = [Asking(kinds, [Day(day) for day in days], Load(1, n, 1, 0)) for kinds, days, n in tasks]
    for found in burdens(askings):
        wanted = sum(n * len(days) for kinds, days, n in tasks if found.kind in kinds)
        assert sum(load.minutes for load in found.months.values()) == wanted
        months = list(found.months)
        assert months == sorted(months)
        assert all((b.year - a.year) * 12 + b.month - a.month == 1 for a, b in itertools.pairwise(months))


def test_the_issuer_reads_it_before_the_plan_goes_out_and_is_warned_above_the_budget(cast: Cast) -> None:
    tasks = [task_item(f"党课第{n}讲", recurrence=Recurrence.MONTHLY, due_on=None) for n in range(1, 10)]
    plan = plans.propose(by=cast.office, plan=draft_plan(cast, tasks), now=at_noon(cast.today))
    found = burden(plan, list(plan.items.select_related("parent")))
    assert found is not None
    assert found.kind == "branch"
    page = cast.client("leader").get(f"/plans/{plan.pk}/").content.decode()
    assert f"一个党支部平均每月要办{found.mean.times}次" in page
    light = plans.propose(by=cast.office, plan=draft_plan(cast, tasks[:1]), now=at_noon(cast.today))
    calm = cast.client("leader").get(f"/plans/{light.pk}/").content.decode()
    assert found.heaviest[1].minutes > BURDEN_MINUTES.default
    assert "想一想哪些可以合并" in page
    assert "平均每月要办1次" in calm
    assert "想一想哪些可以合并" not in calm
