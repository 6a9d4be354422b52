"""The grouped counts: they add up, follow the tree and its days, and are kept only while nothing changes."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast, ExpectationOf, at_noon
from zhengyou.campaigns.actions import records
from zhengyou.campaigns.models import Campaign, Expectation
from zhengyou.campaigns.queries import kept
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.queries.progress import Progress, Tally, progress
from zhengyou.campaigns.queries.standing import COUNTS
from zhengyou.campaigns.queries.standings import rates, standings
from zhengyou.campaigns.rules.states import state_of
from zhengyou.organisations.models import Placement


def scope_of(cast: Cast, campaign: Campaign, where: str = "district", ago: int = 0) -> Scope:
    return Scope(campaign, cast.places[where], cast.today - timedelta(days=ago))


def submit(cast: Cast, role: str, expectation: Expectation, ago: int) -> None:
    day = cast.today - timedelta(days=ago)
    happening = records.Happening(title="走访", happened_on=day, result="走访十户")
    records.submit(by=cast.actor(role), happening=happening, expectations=[expectation.pk], now=at_noon(day))


def test_counts_add_up_the_same_in_every_direction(
    cast: Cast, campaign: Campaign, expectation_of: ExpectationOf
) -> None:
    submit(cast, "secretary", expectation_of("first", "动员大会"), 30)
    submit(cast, "village_secretary", expectation_of("village", "动员大会"), 2)
    found = progress(scope_of(cast, campaign))
    total = found.total
    assert total.asked == Expectation.objects.count()
    assert total.asked == total.due + total.excused + total.early + total.open + total.ahead
    assert total.due == total.on_time + total.late + total.zero + total.missing + total.in_grace
    assert total.done == total.confirmed + total.unconfirmed
    for grouped in (found.children, found.tasks, found.sectors):
        assert Tally(*(sum(column) for column in zip(*grouped.values(), strict=True))) == total
    assert sum(found.spread) == found.organisations == 3
    assert (total.on_time, total.late) == (1, 1)


def test_the_database_and_the_rule_agree_on_every_state(
    cast: Cast, campaign: Campaign, expectation_of: ExpectationOf
) -> None:
    submit(cast, "secretary", expectation_of("first", "动员大会"), 30)
    submit(cast, "other_secretary", expectation_of("second", "动员大会"), 3)
    listed = {row.expectation_id: row.state for row in standings(scope_of(cast, campaign), size=1000)}
    assert listed == {one.pk: state_of(one, cast.today) for one in Expectation.objects.all()}
    assert len(set(listed.values())) >= 5


def test_the_present_and_the_dated_rows_tell_the_same_of_today(
    cast: Cast, campaign: Campaign, expectation_of: ExpectationOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit(cast, "secretary", expectation_of("first", "动员大会"), 30)
    submit(cast, "other_secretary", expectation_of("second", "动员大会"), 3)
    now = progress(scope_of(cast, campaign))
    tomorrow = cast.today + timedelta(days=1)
    monkeypatch.setattr("zhengyou.campaigns.queries.standing.today", lambda: tomorrow)
    assert progress(scope_of(cast, campaign)) == now


def test_a_node_counts_itself_and_what_lies_below(cast: Cast, campaign: Campaign) -> None:
    whole = progress(scope_of(cast, campaign))
    street, township = (progress(scope_of(cast, campaign, where)) for where in ("street", "township"))
    assert whole.children == {
        cast.places["street"].organisation_id: street.total,
        cast.places["township"].organisation_id: township.total,
    }
    branch = progress(scope_of(cast, campaign, "first"))
    assert list(branch.children) == [branch.own]


def test_an_organisation_counts_where_it_stood_that_day(cast: Cast, campaign: Campaign) -> None:
    first, moved = cast.places["first"], cast.today - timedelta(days=5)
    township = cast.places["township"]
    before = progress(scope_of(cast, campaign, "township", ago=10)).total.asked
    Placement.objects.filter(pk=first.pk).update(until=moved)
    Placement.objects.create(organisation_id=first.organisation_id, parent_id=township.organisation_id, depth=2,
                             name=first.name, path=f"{township.path}{first.organisation_id}/", since=moved)  # fmt: skip
    assert progress(scope_of(cast, campaign, "township", ago=10)).total.asked == before
    assert progress(scope_of(cast, campaign, "township")).total.asked == 2 * before


def test_without_expectations_everything_is_nothing(cast: Cast, campaign: Campaign) -> None:
    found = progress(scope_of(cast, campaign, ago=61))
    assert found == Progress(cast.places["district"].organisation_id)
    assert (found.total, found.total.rate, found.median) == (Tally(), None, None)
    assert rates(scope_of(cast, campaign, ago=61)) == []


def test_one_statement_counts_everything(cast: Cast, campaign: Campaign) -> None:
    with CaptureQueriesContext(connection) as caught:
        progress(scope_of(cast, campaign))
    assert len(caught) == 1


@pytest.mark.parametrize("counted", COUNTS)
def test_pages_by_key_neither_repeat_nor_leave_out(cast: Cast, campaign: Campaign, counted: str) -> None:
    scope = scope_of(cast, campaign)
    whole = standings(scope, counted, size=1000)
    after, paged = "", []
    while page := standings(scope, counted, after=after, size=2):
        paged += page
        after = page[-1].key
    assert paged == whole


@pytest.mark.django_db(transaction=True)
def test_an_answer_is_kept_until_anything_is_committed(
    cast: Cast, campaign: Campaign, expectation_of: ExpectationOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    expectation = expectation_of("first", "动员大会")
    scope = scope_of(cast, campaign)
    first = progress(scope)
    seen: list[tuple[str, ...]] = []

    def noted(snapshot: Callable[[], tuple[str, ...]] = kept._snapshot) -> tuple[str, ...]:
        seen.append(snapshot())
        return seen[-1]

    monkeypatch.setattr(kept, "_snapshot", noted)
    # Other databases of the same server count their transactions with ours: a moment without any is waited for.
    before = again = first
    while len(seen) < 2 or seen[-1] != seen[-2]:
        before, again = progress(scope), progress(scope)
    assert again is before
    submit(cast, "secretary", expectation, 0)
    assert progress(scope).total.done == first.total.done + 1


@pytest.mark.django_db(transaction=True)
def test_a_change_by_another_connection_is_seen_at_once(
    cast: Cast, campaign: Campaign, expectation_of: ExpectationOf
) -> None:
    expectation = expectation_of("first", "动员大会")
    scope = scope_of(cast, campaign)
    before = progress(scope).total.done

    def elsewhere() -> None:
        submit(cast, "secretary", expectation, 0)
        connection.close()

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert progress(scope).total.done == before + 1


@pytest.mark.django_db(transaction=True)
def test_only_so_many_answers_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_snapshot", lambda: ("one quiet moment",))
    asked: list[int] = []

    def answer(number: int) -> int:
        asked.append(number)
        return number * 10

    cache: kept.Kept[int] = kept.Kept(size=2)
    for number in (1, 2, 1, 3, 1, 2):
        assert cache.get(number, lambda number=number: answer(number)) == number * 10
    assert asked == [1, 2, 3, 2]
