"""Phases open and close what may be done, and list what is missing before they close (domain.md M09)."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections
from django.urls import reverse

from tests.campaigns.phases.running import EVENT, named, opened_by_day, phased, standing, step
from tests.cast import Cast, at_noon
from zhengyou.campaigns.actions import phases, records
from zhengyou.campaigns.models import Campaign, Expectation, Fulfilment, Phase
from zhengyou.campaigns.queries.phases import afterwards, stages, to_decide
from zhengyou.campaigns.queries.phases.missing import Lacking, by_task, kept_by_task, kept_by_unit
from zhengyou.campaigns.rules.procedures import WrongState
from zhengyou.organisations.rules import NotPermitted


def _thing(cast: Cast, campaign: Campaign, task: str, where: str = "first") -> Expectation:
    found = Expectation.objects.filter(task__campaign=campaign, task__name=task)
    of = cast.places[where].organisation_id
    return found.filter(organisation_id=of).order_by("period_start")[0]


def _told(cast: Cast, thing: Expectation) -> Any:
    happening = records.Happening(title="办了", happened_on=cast.today, result="办成一件。")
    return records.submit(
        by=cast.secretary, happening=happening, expectations=[thing.pk], now=at_noon(cast.today)
    )


def test_a_phase_stands_where_its_first_day_puts_it_when_the_campaign_begins(cast: Cast) -> None:
    campaign = phased(cast)
    found = [(one.name, one.state) for one in campaign.phases.all()]
    assert found == [("动员部署", "open"), ("评比表彰", "planned"), ("献礼", "planned")]


def test_a_phase_opens_by_itself_on_its_day_once_and_nobody_took_the_step(cast: Cast) -> None:
    row = named(phased(cast), "献礼")
    assert [opened_by_day(cast), opened_by_day(cast)] == [[True], []]
    assert phases.open_on_its_day(phase=row, now=at_noon(cast.today)) is False
    row = named(row.campaign, "献礼")
    assert (row.state, [(one.state, one.by_id) for one in stages(row)][1]) == ("open", ("open", None))


def test_a_phase_held_back_with_a_reason_does_not_open_on_its_day(cast: Cast) -> None:
    row = step(cast, named(phased(cast), "献礼"), "hold")
    assert (row.state, row.comment, opened_by_day(cast)) == ("held", "领导小组要求。", [])
    waiting = {one.name for one in to_decide(cast.office, cast.today)}
    assert waiting == {"动员部署", "献礼"}


def test_what_belongs_to_a_phase_cannot_be_told_before_it_opens(cast: Cast) -> None:
    campaign = phased(cast)
    thing = _thing(cast, campaign, "推荐先进")
    with pytest.raises(records.NotOpen, match="阶段“评比表彰”还没有开始"):
        _told(cast, thing)
    step(cast, named(campaign, "评比表彰"), "hold")
    with pytest.raises(records.NotOpen, match="阶段“评比表彰”暂缓开始"):
        _told(cast, thing)
    step(cast, named(campaign, "评比表彰"), "open")
    assert _told(cast, thing).state == "submitted"


def test_a_phase_whose_day_has_come_takes_records_before_the_clock_has_opened_it(cast: Cast) -> None:
    campaign = phased(cast)
    assert named(campaign, "献礼").state == "planned"
    assert _told(cast, _thing(cast, campaign, "办一件献礼实事")).state == "submitted"


def test_a_phase_without_a_first_day_begins_with_the_campaign(cast: Cast) -> None:
    campaign = phased(cast)
    row = Phase.objects.create(campaign=campaign, ordinal=9, name="自始至终")
    assert opened_by_day(cast) == [True, True]
    assert named(campaign, row.name).state == "open"


def test_the_list_of_what_is_missing_is_kept_by_task_and_by_unit_as_of_its_day(cast: Cast) -> None:
    campaign = phased(cast)
    row = named(campaign, "动员部署")
    _told(cast, _thing(cast, campaign, "开动员大会"))
    before = by_task(row, cast.today)
    row = step(cast, row, "list")
    closing = row.closings.get()
    assert [(one.name, one.missing) for one in before] == [("开动员大会", 2), ("月月有学习", 6)]
    assert (kept_by_task(closing), closing.missing, closing.ahead) == (before, 8, 0)
    _told(cast, _thing(cast, campaign, "月月有学习"))
    assert kept_by_task(closing) == before
    assert by_task(row, cast.today)[1].missing == 5
    names = {cast.places[key].organisation_id: key for key in ("street", "township", "district")}
    units = kept_by_unit(closing, cast.places["district"], names)
    assert [(one.name, one.missing) for one in units] == [("street", 5), ("township", 3)]


def test_closing_with_things_missing_needs_a_word_and_another_person(cast: Cast) -> None:
    row = step(cast, named(phased(cast), "动员部署"), "list")
    with pytest.raises(NotPermitted, match="请由另一位同志办理"):
        step(cast, row, "close", by="office")
    with pytest.raises(phases.NotPossible, match="清单上还缺9件，请写明怎么办再结束"):
        step(cast, row, "close", handling="  ")
    row = step(cast, row, "close")
    closing = row.closings.get()
    assert (row.state, closing.handling, closing.closed_by) == (
        "closed",
        "缺的在下一阶段第一个月补齐。",
        cast.accounts["leader"],
    )


def test_what_is_told_after_the_closing_is_taken_marked_and_listed(cast: Cast) -> None:
    campaign = phased(cast)
    row = named(campaign, "动员部署")
    _told(cast, _thing(cast, campaign, "开动员大会"))
    for verb in ("list", "close"):
        row = step(cast, row, verb)
    late = _told(cast, _thing(cast, campaign, "月月有学习"))
    found = Fulfilment.objects.filter(expectation__task__phase=row).order_by("pk")
    assert [(one.after_closing, one.in_time) for one in found] == [(False, False), (True, False)]
    path = cast.places["district"].path
    assert [one.record for one in afterwards(row, path, cast.today, 10)] == [late]
    assert afterwards(row, cast.places["township"].path, cast.today, 10) == []
    step(cast, row, "reopen")
    own = Expectation.objects.filter(organisation_id=cast.places["first"].organisation_id, outcome="open")
    _told(cast, own.filter(task__name="月月有学习")[0])
    assert Fulfilment.objects.filter(after_closing=True).count() == 1


def test_gates_say_what_was_there_when_the_list_was_made(cast: Cast) -> None:
    campaign = phased(cast)
    row = named(campaign, "动员部署")
    assert row.gates == {"mobilised": 90, "done": 90}
    _told(cast, _thing(cast, campaign, "开动员大会"))
    closing = step(cast, row, "list").closings.get()
    assert closing.gates == [
        {"key": "mobilised", "least": 90, "found": 1, "of": 3},
        {"key": "done", "least": 90, "found": 1, "of": 9},
    ]


def test_a_gate_that_is_none_is_refused_and_nothing_changes(cast: Cast) -> None:
    row = standing(cast, "open")
    for wrong in ({"reviewed": 0}, {"reviewed": 101}, {"weather": 50}):
        with pytest.raises(phases.NotPossible, match="要在1到100之间"):
            phases.set_gates(by=cast.office, phase=row, gates=wrong, now=at_noon(cast.today))
    assert Phase.objects.get(pk=row.pk).gates == row.gates


def test_nobody_below_opens_or_closes_a_phase_of_the_district(cast: Cast) -> None:
    row = standing(cast, "planned")
    for role in ("committee_office", "secretary", "reader", "inspector"):
        with pytest.raises(NotPermitted):
            step(cast, row, "open", by=role)
    assert Phase.objects.get(pk=row.pk).state == "planned"


def test_what_is_missing_costs_the_same_questions_however_much_it_is(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    row = named(phased(cast), "动员部署")
    first = row.tasks.all()[0]
    with django_assert_num_queries(1):
        assert by_task(row, cast.today)[0] == Lacking(first.pk, "开动员大会", 3, 0)


def test_the_page_shows_the_list_with_doors_and_who_may_press(cast: Cast) -> None:
    row = step(cast, named(phased(cast), "动员部署"), "list")
    url = reverse("phase", args=[row.pk])
    office = cast.client("office").get(url).content.decode()
    leader = cast.client("leader").get(url).content.decode()
    task = row.tasks.all()[0]
    assert reverse("task", args=[row.campaign_id, task.pk]) in office
    assert (
        reverse("overdue", args=[row.campaign_id]) + f"?node={cast.places['street'].organisation_id}"
        in office
    )
    assert ("确认结束" in office, "确认结束" in leader) == (False, True)


def test_a_refused_closing_keeps_the_page_and_says_what_is_wanted(cast: Cast) -> None:
    row = step(cast, named(phased(cast), "动员部署"), "list")
    answer = cast.client("leader").post(reverse("phase-step", args=[row.pk, "close"]), {"handling": ""})
    assert (answer.status_code, "请写明怎么办再结束" in answer.content.decode()) == (422, True)


def test_the_phases_page_of_a_plan_without_phases_says_so(cast: Cast, campaign: Campaign) -> None:
    Phase.objects.filter(campaign=campaign).delete()
    page = cast.client("office").get(reverse("phases", args=[campaign.pk])).content.decode()
    assert "方案没有划分阶段" in page


def test_an_event_bound_phase_shows_the_words_of_its_end(cast: Cast) -> None:
    campaign = phased(cast)
    page = cast.client("office").get(reverse("phases", args=[campaign.pk])).content.decode()
    assert f"至{EVENT}" in page


@pytest.mark.django_db(transaction=True)
def test_two_who_close_at_the_same_moment_close_once(cast: Cast) -> None:
    row = step(cast, named(phased(cast), "动员部署"), "list")
    outcomes: list[str] = []
    ready = threading.Barrier(2)

    def close() -> None:
        ready.wait()
        try:
            step(cast, row, "close")
        except WrongState:
            outcomes.append("refused")
        else:
            outcomes.append("closed")
        finally:
            connections.close_all()

    both = [threading.Thread(target=close) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(outcomes) == ["closed", "refused"]
    assert row.closings.filter(closed_by__isnull=False).count() == 1
    assert connection.is_usable()


def test_the_days_of_a_phase_ahead_do_not_close_it(cast: Cast) -> None:
    row = standing(cast, "open")
    assert row.ends_on is not None
    assert row.ends_on > cast.today + timedelta(days=50)
    assert row not in to_decide(cast.office, cast.today)


def test_the_form_of_gates_keeps_what_was_typed_when_it_refuses(cast: Cast) -> None:
    row = standing(cast, "open")
    client, url = cast.client("office"), reverse("phase-gates", args=[row.pk])
    refused = client.post(url, {"reviewed": "120", "done": "80"})
    text = refused.content.decode()
    assert (refused.status_code, "最多100" in text, 'value="80"' in text) == (422, True, True)
    assert client.post(url, {"reviewed": "75", "done": ""}).status_code == 302
    assert Phase.objects.get(pk=row.pk).gates == {"reviewed": 75}


def test_the_desk_of_the_issuer_names_the_phase_that_is_over(cast: Cast) -> None:
    row = named(phased(cast), "动员部署")
    page = cast.client("office").get(reverse("desk")).content.decode()
    assert (reverse("phase", args=[row.pk]) in page, "该开始或结束的阶段" in page) == (True, True)
    assert (
        reverse("phase", args=[row.pk]) not in cast.client("secretary").get(reverse("desk")).content.decode()
    )
