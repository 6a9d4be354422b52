"""A phase that ends with an event: recorded when it happens, forward only, taken back while nothing hangs on it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.campaigns.phases.running import EVENT, ended, happened, named, phased, step
from tests.cast import Cast, at_noon
from zhengyou.campaigns.actions import phase_events, plans, records
from zhengyou.campaigns.models import Expectation, Phase, Task
from zhengyou.campaigns.rules.procedures import WrongState
from zhengyou.ledger.models import Entry
from zhengyou.organisations.rules import NotPermitted


def _dues(phase: Phase, name: str) -> list[date]:
    found = Expectation.objects.filter(task__phase=phase, task__name=name, withdrawn_on__isnull=True)
    return sorted(set(found.values_list("due_on", flat=True)))


def test_what_was_due_at_the_open_end_is_due_on_the_day_of_the_event_or_today(cast: Cast) -> None:
    campaign = phased(cast)
    row = named(campaign, "献礼")
    assert _dues(row, "办一件献礼实事") == [campaign.ends_on]
    before = _dues(row, "月月报献礼")
    phase_events.record(by=cast.office, phase=row, happened=happened(cast), now=at_noon(cast.today))
    row = named(campaign, "献礼")
    assert (row.ends_on, _dues(row, "办一件献礼实事")) == (cast.today - timedelta(days=2), [cast.today])
    assert (len(before) > 5, _dues(row, "月月报献礼")) == (True, [])


def test_what_was_told_already_stays_as_it_is(cast: Cast) -> None:
    row = named(phased(cast), "献礼")
    thing = Expectation.objects.filter(
        task__name="办一件献礼实事", organisation_id=cast.places["first"].organisation_id
    ).get()
    happening = records.Happening(title="献礼", happened_on=cast.today, result="修好一条路。")
    records.submit(by=cast.secretary, happening=happening, expectations=[thing.pk], now=at_noon(cast.today))
    later = at_noon(cast.today) + timedelta(minutes=1)
    phase_events.record(by=cast.office, phase=row, happened=happened(cast), now=later)
    thing.refresh_from_db()
    live = Expectation.objects.filter(task=thing.task, withdrawn_on__isnull=True)
    assert (thing.outcome, thing.withdrawn_on, live.count()) == ("met", None, 3)


def test_the_ledger_tells_the_event_once_with_what_was_before_and_after(cast: Cast) -> None:
    row = ended(cast)
    line = Entry.objects.filter(verb="campaigns.phase.event").get()
    day = cast.today - timedelta(days=2)
    assert line.sentence.startswith(f"阶段“献礼”随“{EVENT}”于{day:%Y年%-m月%-d日}结束（会议公报）")
    assert (line.before["ends_on"], line.after["ends_on"]) == (None, day.isoformat())
    assert row.events.get().source == "会议公报"


def test_taking_the_event_back_asks_again_as_before(cast: Cast) -> None:
    row = ended(cast)
    phase_events.take_back(by=cast.leader, phase=row, now=at_noon(cast.today))
    row = named(row.campaign, "献礼")
    assert (row.ends_on, _dues(row, "办一件献礼实事")) == (None, [row.campaign.ends_on])
    assert len(_dues(row, "月月报献礼")) > 5
    with pytest.raises(WrongState, match="没有记过事件"):
        phase_events.take_back(by=cast.leader, phase=row, now=at_noon(cast.today))


def test_an_event_on_which_something_hangs_is_not_taken_back(cast: Cast) -> None:
    row = ended(cast)
    thing = Expectation.objects.filter(
        task__name="办一件献礼实事",
        withdrawn_on__isnull=True,
        organisation_id=cast.places["first"].organisation_id,
    ).get()
    happening = records.Happening(title="献礼", happened_on=cast.today, result="修好一条路。")
    later = at_noon(cast.today) + timedelta(minutes=1)
    records.submit(by=cast.secretary, happening=happening, expectations=[thing.pk], now=later)
    with pytest.raises(phase_events.NotPossible, match="已有1件按新的日子报送"):
        phase_events.take_back(by=cast.office, phase=row, now=later)
    assert named(row.campaign, "献礼").ends_on == row.ends_on


@pytest.mark.parametrize(("days_ago", "words"), [(-1, "还没有发生"), (30, "发生在阶段开始以前")])
def test_a_day_that_cannot_be_is_refused(cast: Cast, days_ago: int, words: str) -> None:
    row = named(phased(cast), "献礼")
    given = happened(cast, days_ago=days_ago)
    with pytest.raises(phase_events.NotPossible, match=words):
        phase_events.record(by=cast.office, phase=row, happened=given, now=at_noon(cast.today))
    assert named(row.campaign, "献礼").ends_on is None


def test_a_phase_with_a_day_of_its_own_takes_no_event(cast: Cast) -> None:
    row = named(phased(cast), "动员部署")
    with pytest.raises(WrongState, match="结束日期已经有了"):
        phase_events.record(by=cast.office, phase=row, happened=happened(cast), now=at_noon(cast.today))


def test_nobody_below_records_the_event(cast: Cast) -> None:
    row = named(phased(cast), "献礼")
    with pytest.raises(NotPermitted):
        phase_events.record(by=cast.secretary, phase=row, happened=happened(cast), now=at_noon(cast.today))


def test_a_later_amendment_keeps_the_day_of_the_event(cast: Cast) -> None:
    row = ended(cast, days_ago=0)
    due = Task.objects.get(campaign=row.campaign, name="办一件献礼实事").due_on
    plan = row.campaign.plan
    plans.amend(by=cast.office, plan=plan)
    plans.abandon(by=cast.office, plan=plan)
    row = named(row.campaign, "献礼")
    assert (row.ends_on, due) == (cast.today, cast.today)
    assert row.item is not None
    assert (row.item.ends_on, row.item.event_on) == (None, cast.today)


def test_a_closed_phase_takes_no_event(cast: Cast) -> None:
    row = named(phased(cast), "献礼")
    for verb in ("open", "list", "close"):
        row = step(cast, row, verb)
    with pytest.raises(WrongState, match="已经结束"):
        phase_events.record(by=cast.office, phase=row, happened=happened(cast), now=at_noon(cast.today))


def test_the_page_records_the_event_after_a_wrong_turn_and_takes_it_back(cast: Cast) -> None:
    row = named(phased(cast), "献礼")
    client, page = cast.client("office"), reverse("phase", args=[row.pk])
    url = reverse("phase-event", args=[row.pk])
    assert url in client.get(page).content.decode()
    typed = {"happened_on": (cast.today + timedelta(days=1)).isoformat(), "what": EVENT, "source": "公报"}
    refused = client.post(url, typed)
    text = refused.content.decode()
    assert (refused.status_code, "这件事还没有发生" in text, f'value="{EVENT}"' in text) == (422, True, True)
    answer = client.post(url, typed | {"happened_on": cast.today.isoformat()}, follow=True)
    assert "已记下，本阶段没有自己期限的任务都有了日子" in answer.content.decode()
    assert f"{EVENT}，{cast.today.month}月{cast.today.day}日（公报）" in client.get(page).content.decode()
    undone = client.post(reverse("phase-event-undo", args=[row.pk]), follow=True).content.decode()
    assert ("已收回，本阶段又没有结束日期了" in undone, named(row.campaign, "献礼").ends_on) == (True, None)


def test_the_same_event_sent_twice_is_recorded_once(cast: Cast) -> None:
    row = named(phased(cast), "献礼")
    client, url = cast.client("office"), reverse("phase-event", args=[row.pk])
    typed = {"happened_on": cast.today.isoformat(), "what": EVENT, "source": "公报"}
    assert [client.post(url, typed).status_code for _ in range(2)] == [302, 302]
    assert (row.events.count(), Entry.objects.filter(verb="campaigns.phase.event").count()) == (1, 1)
