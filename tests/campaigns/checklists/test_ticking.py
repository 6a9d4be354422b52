"""A task that is a list to tick off is met by several records, and open again when one of them falls away."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast, approved, at_noon, draft_plan, task_item
from zhengyou.campaigns.actions import records
from zhengyou.campaigns.models import Campaign, Expectation, Fulfilment, Plan, Record
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.queries.checklists import items_done
from zhengyou.campaigns.queries.progress import progress

SIX = ["读一本书", "写一篇心得", "听一堂党课", "走访农户2次"]
READ, WRITE, HEAR, VISIT = SIX


@pytest.fixture
def asked(cast: Cast) -> Expectation:
    """What the first branch is asked: four items, the last of them twice, due in 30 days."""
    items = [task_item("学习四个一", due_on=cast.today + timedelta(days=30), checklist=SIX)]
    approved(cast, draft_plan(cast, items))
    return Expectation.objects.get(organisation_id=cast.places["first"].organisation_id)


def told(cast: Cast, asked: Expectation, *items: str, ago: int = 0) -> Record:
    """The secretary tells of some items."""
    day = cast.today - timedelta(days=ago)
    happening = records.Happening(title="学习", happened_on=day, result="办了。", items=items)
    return records.submit(by=cast.secretary, happening=happening, expectations=[asked.pk], now=at_noon(day))


def accept(cast: Cast, record: Record, ago: int = 0) -> None:
    day = cast.today - timedelta(days=ago)
    records.accept(by=cast.general_secretary, record=record, now=at_noon(day))


def stands(asked: Expectation) -> tuple[str, bool]:
    asked.refresh_from_db()
    return asked.outcome, asked.confirmed


def test_it_is_met_when_all_items_are_told_and_confirmed_when_all_are_accepted(
    cast: Cast, asked: Expectation
) -> None:
    first = told(cast, asked, READ, WRITE, VISIT)
    assert stands(asked) == ("open", False)
    second = told(cast, asked, HEAR)
    assert stands(asked) == ("open", False)
    third = told(cast, asked, VISIT)
    assert stands(asked) == ("met", False)
    for record in (third, first):
        accept(cast, record)
        assert stands(asked) == ("met", False)
    accept(cast, second)
    assert stands(asked) == ("met", True)


def test_it_is_open_again_when_a_record_is_returned_and_met_when_that_is_put_right(
    cast: Cast, asked: Expectation
) -> None:
    first, second = told(cast, asked, READ, WRITE, VISIT), told(cast, asked, HEAR, VISIT)
    records.return_(
        by=cast.general_secretary, record=first, comment="写清是哪本书。", now=at_noon(cast.today)
    )
    assert stands(asked) == ("open", False)
    again = records.Happening(
        title="学习", happened_on=cast.today, result="读了章程。", items=[READ, WRITE, VISIT]
    )
    records.resubmit(
        by=cast.secretary,
        record=first,
        happening=again,
        expectations=[asked.pk],
        now=at_noon(cast.today),
    )
    assert stands(asked) == ("met", False)
    records.withdraw(by=cast.secretary, record=second, now=at_noon(cast.today))
    assert stands(asked) == ("open", False)


def test_nothing_is_stored_of_a_record_that_ticks_nothing(cast: Cast, asked: Expectation) -> None:
    with pytest.raises(records.NotOpen, match="请勾选这一次办的是哪几项"):
        told(cast, asked, "清单里没有的")
    assert (Record.objects.count(), Fulfilment.objects.count()) == (0, 0)


def test_a_past_day_stays_as_it_was_when_the_last_item_is_confirmed_later(
    cast: Cast, asked: Expectation
) -> None:
    first, second = told(cast, asked, READ, WRITE, VISIT, ago=30), told(cast, asked, HEAR, VISIT, ago=20)
    accept(cast, second, ago=15)
    accept(cast, first, ago=10)
    campaign = Campaign.objects.get()
    campaign_tasks = campaign.tasks.get()

    def at(ago: int) -> tuple[int, list[int]]:
        scope = Scope(campaign, cast.places["first"], cast.today - timedelta(days=ago))
        early = progress(scope).total.early
        return early, [one.done for one in items_done(scope, campaign_tasks)]

    assert at(25) == (0, [0, 0, 0, 0])
    assert at(18) == (1, [0, 0, 0, 0])
    assert at(12) == (1, [0, 0, 1, 0])
    assert at(10) == (1, [1, 1, 1, 1])
    assert at(0) == (1, [1, 1, 1, 1])


def test_the_form_asks_for_the_items_and_its_refusal_keeps_what_was_typed(
    cast: Cast, asked: Expectation
) -> None:
    client, address = cast.client("secretary"), reverse("expectation", args=[asked.pk])
    assert "这一次办的是哪几项" in client.get(address).content.decode()
    typed: dict[str, Any] = {
        "title": "听党课",
        "happened_on": cast.today.isoformat(),
        "result": "听了一堂好课",
    }
    refused = client.post(address, typed)
    assert refused.status_code == 422
    assert "请勾选这一次办的是哪几项，没有列出的不用勾。" in refused.content.decode()
    assert "听了一堂好课" in refused.content.decode()
    assert client.post(address, typed | {"items": [HEAR]}).status_code == 302
    page = client.get(address).content.decode()
    assert "办了1/4项" in page
    assert "听一堂党课（已办）" in page
    record = Record.objects.get()
    assert HEAR in client.get(reverse("record", args=[record.pk])).content.decode()


def test_a_returned_record_is_put_right_with_its_items_ticked(cast: Cast, asked: Expectation) -> None:
    record = told(cast, asked, HEAR)
    records.return_(by=cast.general_secretary, record=record, comment="哪一天？", now=at_noon(cast.today))
    client, address = cast.client("secretary"), reverse("record-resubmit", args=[record.pk])
    page = client.get(address).content.decode()
    assert f'value="{HEAR}" ' in page
    sent = {
        "title": "听党课",
        "happened_on": cast.today.isoformat(),
        "result": "十日听的。",
        "others": [asked.pk],
        "items": [HEAR, READ],
    }
    assert client.post(address, sent).status_code == 302
    assert Fulfilment.objects.get(until=None).items == [READ, HEAR]


def test_the_office_sees_item_by_item_how_many_did_it(cast: Cast, asked: Expectation) -> None:
    accept(cast, told(cast, asked, READ))
    task = asked.task
    page = cast.client("office").get(reverse("task", args=[task.campaign_id, task.pk])).content.decode()
    assert "逐项：验收了的组织有几个" in page
    scope = Scope(asked.campaign, cast.places["district"], cast.today)
    assert [(one.words, one.done, one.asked) for one in items_done(scope, task)] == [
        (READ, 1, 3),
        (WRITE, 0, 3),
        (HEAR, 0, 3),
        (VISIT, 0, 3),
    ]


def test_the_list_and_the_kind_are_changed_on_the_workbench_and_stand_in_the_issued_task(
    cast: Cast,
) -> None:
    plan = draft_plan(cast, [task_item("专题学习会", due_on=cast.today + timedelta(days=30))])
    item = plan.items.get()
    client = cast.client("office")
    address = reverse("plan-item", args=[plan.pk, item.pk])
    assert "按名称认：" in client.get(address).content.decode()
    sent = {
        "revision": plan.revision,
        "name": item.name,
        "recurrence": "once",
        "times": 1,
        "grace_days": 0,
        "asks": "record",
        "due_on": (cast.today + timedelta(days=30)).isoformat(),
        "audience_kinds": ["branch"],
        "activity": "-",
        "checklist": "读一本书\n写一篇心得",
    }
    answer = client.post(address, sent)
    assert answer.status_code == 302, answer.content.decode()
    item.refresh_from_db()
    assert (item.activity, item.checklist) == ("", [READ, WRITE])
    assert '<option value="-" selected>' in client.get(address).content.decode()
    approved(cast, Plan.objects.get(pk=plan.pk))
    task = Campaign.objects.get().tasks.get()
    assert (task.activity, task.checklist) == ("", [READ, WRITE])


MOVES = st.tuples(
    st.sampled_from(["tell", "accept", "return", "withdraw"]),
    st.integers(0, 3),
    st.sets(st.sampled_from(SIX), min_size=1),
)


def _move(
    cast: Cast, asked: Expectation, sent: list[Record], verb: str, number: int, items: set[str]
) -> None:
    """One move, if it is open now."""
    if verb == "tell":
        if stands(asked)[0] == "open":
            sent.append(told(cast, asked, *items))
        return
    record = sent[number] if number < len(sent) else None
    if record is None or Record.objects.get(pk=record.pk).state != "submitted":
        return
    now = at_noon(cast.today)
    match verb:
        case "accept":
            records.accept(by=cast.general_secretary, record=record, now=now)
        case "return":
            records.return_(by=cast.general_secretary, record=record, comment="写清楚。", now=now)
        case "withdraw":
            records.withdraw(by=cast.secretary, record=record, now=now)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=st.lists(MOVES, max_size=10))
def test_in_whatever_order_it_is_told_and_decided_what_stands_follows_from_what_counts(
    cast: Cast, asked: Expectation, story: list[tuple[str, int, set[str]]]
) -> None:
    with transaction.atomic():
        sent: list[Record] = []
        for verb, number, items in story:
            _move(cast, asked, sent, verb, number, items)
        live = list(Fulfilment.objects.filter(expectation=asked, until=None))
        counts = Counter(item for row in live for item in row.items)
        complete = all(counts[item] >= (2 if item == VISIT else 1) for item in SIX)
        states = [Record.objects.get(pk=row.record_id).state for row in live]
        assert stands(asked) == (
            ("met", states == ["accepted"] * len(states)) if complete else ("open", False)
        )
        bearers = [row for row in live if row.outcome == "met"]
        assert len(bearers) == complete
        assert [bool(row.accepted_on) for row in bearers] == [asked.confirmed] * complete
        transaction.set_rollback(True)
