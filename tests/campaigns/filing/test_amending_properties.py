"""Whatever an amendment changes: what was seen before is what happens, and no past day changes."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast, task_item
from tests.chance import TIMES
from zhengyou.campaigns.actions import plans
from zhengyou.campaigns.actions.plan_steps import NotReady
from zhengyou.campaigns.models import Campaign, Expectation
from zhengyou.campaigns.models.plans import Recurrence
from zhengyou.campaigns.queries.campaigns import scope
from zhengyou.campaigns.queries.progress import progress
from zhengyou.organisations.models import Kind, Sector

from .amending import Amendment

_TASKS = ("动员大会", "为民办实事", "学习研讨", "风险排查")
_DAYS = st.integers(-50, 200)
_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "recurrence": st.sampled_from([str(one) for one in Recurrence]),
    "anchor": st.sampled_from(["", "1", "5", "1-1", "5-5", "party-day", "spring-festival"]),
    "times": st.integers(1, 3),
    "grace_days": st.integers(0, 5),
    "due": st.one_of(st.none(), _DAYS),
    "start": st.one_of(st.none(), _DAYS),
    "audience_kinds": st.sampled_from([[Kind.BRANCH], [Kind.BRANCH, Kind.COMMITTEE]]),
    "audience_sectors": st.sampled_from([[], [Sector.RURAL]]),
}
_CHANGE = st.tuples(st.sampled_from(_TASKS), st.fixed_dictionaries({}, optional=_VALUES))
_STEP = st.one_of(
    _CHANGE,
    st.tuples(st.sampled_from(_TASKS), st.booleans()),
    st.tuples(st.just("end"), st.integers(20, 320)),
    st.tuples(st.just("new"), st.fixed_dictionaries({}, optional=_VALUES)),
)


def _dated(values: dict[str, Any], today: date) -> dict[str, Any]:
    found = dict(values)
    for short, name in (("due", "due_on"), ("start", "starts_on")):
        if short in found:
            days = found.pop(short)
            found[name] = None if days is None else today + timedelta(days=days)
    return found


def _take(amendment: Amendment, step: tuple[str, Any]) -> None:
    what, how = step
    today = amendment.cast.today
    if what == "end":
        amendment.facts(ends_on=today + timedelta(days=how))
    elif what == "new":
        amendment.add(task_item("新任务", **_dated(how, today)))
    elif isinstance(how, bool):
        amendment.leave_out(what, removed=how)
    else:
        amendment.change(what, **_dated(how, today))


def _live() -> dict[int, tuple[Any, ...]]:
    rows = Expectation.objects.filter(withdrawn_on__isnull=True)
    return {pk: rest for pk, *rest in rows.values_list("pk", "outcome", "due_on", "grace_until")}


@settings(max_examples=12 * TIMES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rounds=st.lists(st.lists(_STEP, min_size=1, max_size=4), min_size=1, max_size=2),
    done=st.lists(st.integers(0, 30), max_size=3, unique=True),
)
def test_what_is_seen_before_is_what_happens_and_past_days_stay(
    cast: Cast, campaign: Campaign, rounds: list[list[tuple[str, Any]]], done: list[int]
) -> None:
    with transaction.atomic():
        _amended(cast, campaign, rounds, done)
        transaction.set_rollback(True)


def _amended(cast: Cast, campaign: Campaign, rounds: list[list[tuple[str, Any]]], done: list[int]) -> None:
    campaign.refresh_from_db()
    days = [cast.today - timedelta(days=back) for back in (1, 15, 40)]

    def past() -> list[Any]:
        return [progress(scope(cast.office, campaign.pk, None, day)).total for day in days]

    first = cast.places["first"].organisation_id
    open_now = list(
        Expectation.objects.filter(organisation_id=first, opens_on__lte=cast.today).order_by("pk")
    )
    amendment = Amendment(cast, campaign.plan)
    for number in done:
        if number < len(open_now):
            amendment.done(open_now[number])
    before = past()
    for steps in rounds:
        _one_amendment(amendment, steps)
        assert past() == before


def _one_amendment(amendment: Amendment, steps: list[tuple[str, Any]]) -> None:
    amendment.begin()
    for step in steps:
        _take(amendment, step)
    seen = amendment.seen()
    before = _live()
    try:
        amendment.in_force()
    except NotReady:
        plans.abandon(by=amendment.cast.office, plan=amendment.plan)
        assert (amendment.seen(), _live()) == ([], before)
        return
    after = _live()
    stopped, added = before.keys() - after.keys(), after.keys() - before.keys()
    assert (len(stopped), len(added)) == (sum(s.stopped for s in seen), sum(s.added for s in seen))
    assert all(before[pk][0] == "open" for pk in stopped)
    assert {pk: after[pk] for pk in after.keys() & before.keys()} == {
        pk: before[pk] for pk in after.keys() & before.keys()
    }
    assert all(after[pk][1] >= amendment.cast.today for pk in added)
    assert amendment.seen() == []
    twice = Expectation.objects.filter(withdrawn_on__isnull=True).values(
        "task", "organisation", "period_start", "sequence"
    )
    assert not twice.annotate(n=Count("pk")).filter(n__gt=1).exists()
