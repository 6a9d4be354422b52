"""Many promises with one press: typed in, vetted, published; nothing is half done, and of two at once one wins."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.urls import reverse

from tests.campaigns.commitments.promising import LATER, comrades, given, promised, standing, step
from tests.cast import Cast, at_noon
from zhengyou.campaigns.actions import commitments, promising
from zhengyou.campaigns.models import Campaign, Commitment, CommitmentStage
from zhengyou.campaigns.rules.procedures import WrongState
from zhengyou.ledger.models import Entry
from zhengyou.organisations.rules import NotPermitted


def _row(cast: Cast, person: int, **typed: str) -> dict[str, str]:
    """A row of the page as a browser sends it: day and kind stand there from the beginning."""
    values = {
        "due_on": (cast.today + timedelta(days=LATER)).isoformat(),
        "kind": "post",
        "text": "",
        "result": "",
    }
    return {f"p{person}-{name}": value for name, value in (values | typed).items()}


def test_a_branch_is_entered_from_one_page_with_one_line_in_the_ledger(
    cast: Cast, campaign: Campaign
) -> None:
    people = [person.pk for person in comrades(cast, "白一鸣", "成二月", "杜三江")]
    address = reverse("commitments-entry", args=[campaign.pk])
    page = cast.client("secretary").get(address).content.decode()
    assert page.index("成二月") < page.index("杜三江") < page.index("白一鸣")  # by the stored key
    first = _row(cast, people[0], text="每周两次清理楼道", result="每周两次，拍照留存")
    second = _row(cast, people[2], text="国庆前装好扶手", result="装好六处", kind="deed")
    before = Entry.objects.count()
    answer = cast.client("secretary").post(address, first | _row(cast, people[1]) | second, follow=True)
    assert "已替党员录入2项承诺" in answer.content.decode()
    rows = list(Commitment.objects.order_by("person_id"))
    assert [(row.person_id, row.text, row.kind, row.state, row.entered_for) for row in rows] == [
        (people[0], "每周两次清理楼道", "post", "submitted", True),
        (people[2], "国庆前装好扶手", "deed", "submitted", True),
    ]
    assert CommitmentStage.objects.filter(until=None, state="submitted", row__in=rows).count() == 2
    (line,) = Entry.objects.order_by("pk")[before:]
    assert line.sentence == "替2名党员录入2项承诺并送审。"
    assert line.after == {"items": 2, "members": 2}


def test_a_refused_page_comes_back_whole_and_nothing_is_saved(cast: Cast, campaign: Campaign) -> None:
    people = [person.pk for person in comrades(cast, "白一鸣", "成二月")]
    good = _row(cast, people[0], text="每周两次清理楼道", result="每周两次")
    bad = _row(cast, people[1], text="装好扶手", due_on="明年")
    answer = cast.client("secretary").post(reverse("commitments-entry", args=[campaign.pk]), good | bad)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "还差1处" in page
    assert "您写的内容都还在，一条也没有存" in page
    for kept in ("每周两次清理楼道", "装好扶手", "明年", "请写做到什么样算兑现。", "这不是一个日期"):
        assert kept in page
    assert not Commitment.objects.exists()


def test_what_an_action_refuses_stands_at_its_row(cast: Cast, campaign: Campaign) -> None:
    person = comrades(cast, "白一鸣")[0].pk
    past = (cast.today - timedelta(days=1)).isoformat()
    typed = _row(cast, person, text="清理楼道", result="两次", due_on=past)
    answer = cast.client("secretary").post(reverse("commitments-entry", args=[campaign.pk]), typed)
    assert answer.status_code == 422
    assert "白一鸣：期限已经过去了" in answer.content.decode()
    empty = cast.client("secretary").post(
        reverse("commitments-entry", args=[campaign.pk]), _row(cast, person)
    )
    assert empty.status_code == 422
    assert "一条也没有填" in empty.content.decode()


def test_one_item_too_many_refuses_the_whole_press(cast: Cast, campaign: Campaign) -> None:
    for _ in range(4):
        promised(cast, campaign)
    items = [given(cast, campaign), given(cast, campaign)]
    with pytest.raises(promising.SomeNotPossible) as refused:
        promising.enter_many(by=cast.secretary, promised=items, now=at_noon(cast.today))
    assert list(refused.value.rows) == [1]
    assert Commitment.objects.count() == 4


def test_items_are_vetted_on_one_page_each_with_its_verdict(cast: Cast, campaign: Campaign) -> None:
    good, vague, left = (promised(cast, campaign, text=text) for text in ("教老人", "努力学习", "修路灯"))
    own = commitments.promise(
        by=cast.secretary, promised=given(cast, campaign), submit=True, now=at_noon(cast.today)
    )
    client, address = cast.client("secretary"), reverse("commitments-vet", args=[campaign.pk])
    page = client.get(address).content.decode()
    assert "另有1项是您自己的或者您录的" in page
    assert f'name="v{own.pk}"' not in page
    said = {f"v{good.pk}": "accept", f"v{vague.pk}": "return", f"c{vague.pk}": ""}
    refused = client.post(address, said)
    assert refused.status_code == 422
    assert "退回的请写一句怎么改" in refused.content.decode()
    assert set(Commitment.objects.values_list("state", flat=True)) == {"submitted"}
    done = client.post(address, said | {f"c{vague.pk}": "写清每月学几次。"}, follow=True)
    assert "审定1项，退回1项" in done.content.decode()
    states = {row.pk: (row.state, row.comment) for row in Commitment.objects.all()}
    assert states == {
        good.pk: ("accepted", ""),
        vague.pk: ("returned", "写清每月学几次。"),
        left.pk: ("submitted", ""),
        own.pk: ("submitted", ""),
    }
    (stage,) = vague.stages.filter(until=None)
    assert (stage.verb, stage.comment) == ("send_back", "写清每月学几次。")


def test_what_somebody_vetted_meanwhile_is_left_as_it_is_and_told(cast: Cast, campaign: Campaign) -> None:
    first, second = promised(cast, campaign), promised(cast, campaign)
    step(cast, first, "send_back", by="general_secretary")
    verdicts = {row.pk: promising.Verdict(True) for row in (first, second)}
    arguments: dict[str, Any] = {"by": cast.secretary, "organisation": first.organisation_id}
    arguments |= {"verdicts": verdicts, "now": at_noon(cast.today)}
    assert promising.vet_many(**arguments) == promising.Decided(1, 0, 1)
    with pytest.raises(WrongState, match="刚刚由另一位同志审过了"):
        promising.vet_many(**arguments)
    first.refresh_from_db()
    assert first.state == "returned"


def test_nobody_vets_many_elsewhere(cast: Cast, campaign: Campaign) -> None:
    row = promised(cast, campaign)
    with pytest.raises(NotPermitted):
        promising.vet_many(
            by=cast.other_secretary,
            organisation=row.organisation_id,
            verdicts={row.pk: promising.Verdict(True)},
            now=at_noon(cast.today),
        )


def test_what_was_vetted_is_published_with_one_press(cast: Cast, campaign: Campaign) -> None:
    rows = [standing(cast, campaign, "accepted") for _ in range(2)]
    address = reverse("commitments-publish", args=[campaign.pk])
    typed = {"published_where": "商圈大厅公示栏", "published_on": cast.today + timedelta(days=1)}
    typed["items"] = [row.pk for row in rows]
    refused = cast.client("secretary").post(address, typed)
    assert refused.status_code == 422
    assert "公示的日子晚于今天" in refused.content.decode()
    answer = cast.client("secretary").post(address, typed | {"published_on": cast.today}, follow=True)
    assert "已公示2项" in answer.content.decode()
    found = {(row.state, row.published_where, row.published_on) for row in Commitment.objects.all()}
    assert found == {("published", "商圈大厅公示栏", cast.today)}


def _waiting() -> int:
    """How many sessions of this database wait for a lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return int(cursor.fetchone()[0])


def _at_once(row: Commitment, *acts: Callable[[], object]) -> list[str]:
    """Start all while the item is locked, let them go once all wait; what those that were refused were told."""
    told: list[str] = []

    def run(act: Callable[[], object]) -> None:
        try:
            act()
        except WrongState as refused:
            told.append(str(refused))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    with transaction.atomic():
        list(Commitment.objects.select_for_update().filter(pk=row.pk))
        for thread in threads:
            thread.start()
        while _waiting() < len(acts) and all(thread.is_alive() for thread in threads):
            threads[0].join(0.05)
    for thread in threads:
        thread.join()
    return told


@pytest.mark.django_db(transaction=True)
def test_of_two_who_vet_one_item_at_once_one_wins_and_the_other_is_told(
    cast: Cast, campaign: Campaign
) -> None:
    row = promised(cast, campaign)
    now, secretary = at_noon(cast.today), cast.secretary
    verdicts = {row.pk: promising.Verdict(True)}
    (told,) = _at_once(
        row,
        lambda: step(cast, row, "send_back", by="general_secretary"),
        lambda: promising.vet_many(
            by=secretary, organisation=row.organisation_id, verdicts=verdicts, now=now
        ),
    )
    assert "审过了" in told or "不能再" in told
    assert row.stages.filter(verb__in=("accept", "send_back")).count() == 1
    assert row.stages.filter(until=None).count() == 1
