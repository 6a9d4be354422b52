"""Rounds with names of their own, and the archive at the end: out of the working lists, for ever in the numbers."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from tests.campaigns.commitments.promising import promised, standing, step
from tests.cast import Cast, at_noon
from zhengyou.campaigns.actions import commitment_rounds as rounds
from zhengyou.campaigns.actions import commitments
from zhengyou.campaigns.actions.commitments import NotPossible
from zhengyou.campaigns.models import Campaign, Commitment, CommitmentRound
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.queries.commitments import current_round, ledger, own, rounds_counted
from zhengyou.campaigns.queries.promised import Promised
from zhengyou.campaigns.queries.promised import promised as counted
from zhengyou.campaigns.rules.procedures import WrongState
from zhengyou.ledger.models import Entry
from zhengyou.organisations.rules import NotPermitted
from zhengyou.reports.figures.catalogue import Catalogue


def _opened(cast: Cast, campaign: Campaign, name: str = "第二轮", *, later: int = 0) -> CommitmentRound:
    now = at_noon(cast.today + timedelta(days=later))
    return rounds.open_round(by=cast.office, campaign=campaign, name=name, now=now)


def _first(campaign: Campaign) -> CommitmentRound:
    return CommitmentRound.objects.filter(campaign=campaign).order_by("pk")[0]


def _archived(cast: Cast, campaign: Campaign) -> int:
    return rounds.archive_round(by=cast.office, round=_first(campaign), now=at_noon(cast.today))


def _listed(cast: Cast, campaign: Campaign, **chosen: str) -> set[int]:
    given_ = {"only": "", "subject": "", "kind": ""} | chosen
    rows = ledger(cast.office, campaign.pk, cast.places["district"], **given_, after=None, size=None)
    return {row.pk for row in rows}


def test_from_the_day_a_round_opens_promises_are_made_in_it_and_counted_anew(
    cast: Cast, campaign: Campaign
) -> None:
    for number in range(5):
        promised(cast, campaign, text=f"第{number}件")
    with pytest.raises(NotPossible, match="这一轮已经有5项"):
        promised(cast, campaign)
    year = f"{cast.today.year}年"
    _opened(cast, campaign)
    row = promised(cast, campaign)
    assert (row.round, current_round(campaign.pk, cast.today)) == ("第二轮", "第二轮")
    assert list(CommitmentRound.objects.order_by("pk").values_list("name", "opens_on")) == [
        (year, campaign.starts_on),
        ("第二轮", cast.today),
    ]
    assert current_round(campaign.pk, cast.today - timedelta(days=1)) == year


def test_a_round_has_a_name_of_its_own_and_the_issuer_gives_it(cast: Cast, campaign: Campaign) -> None:
    _opened(cast, campaign)
    for taken in ("第二轮", f"{cast.today.year}年"):
        with pytest.raises(NotPossible, match="请换一个名称"):
            _opened(cast, campaign, taken)
    with pytest.raises(NotPermitted):
        rounds.open_round(by=cast.committee_office, campaign=campaign, name="三", now=at_noon(cast.today))
    with pytest.raises(NotPossible, match="没有可以归档的"):
        _archived(cast, campaign)
    assert CommitmentRound.objects.count() == 2


def test_what_has_ended_is_archived_and_what_runs_stays(cast: Cast, campaign: Campaign) -> None:
    rows = {state: standing(cast, campaign, state) for state in ("honoured", "cancelled", "published")}
    _opened(cast, campaign)
    later = standing(cast, campaign, "partly")
    scope = Scope(campaign, cast.places["district"], cast.today)
    before = counted(scope)["person"]
    assert _archived(cast, campaign) == 2
    states = {row.pk: (row.state, row.ended_as) for row in Commitment.objects.all()}
    assert states == {
        rows["honoured"].pk: ("archived", "honoured"),
        rows["cancelled"].pk: ("archived", "cancelled"),
        rows["published"].pk: ("published", ""),
        later.pk: ("partly", ""),
    }
    assert counted(scope)["person"] == before
    assert (before.honoured, before.cancelled, before.partly) == (1, 1, 1)
    assert _listed(cast, campaign) == {rows["published"].pk, later.pk}
    assert _listed(cast, campaign, only="archived") == {rows["honoured"].pk, rows["cancelled"].pk}
    assert _listed(cast, campaign, round=_first(campaign).name) == {row.pk for row in rows.values()}
    assert {row.pk for row in own(cast.member, campaign.pk)} == {rows["published"].pk, later.pk}
    line = Entry.objects.get(verb="campaigns.commitmentround.archive")
    assert line.after == {"archived_items": 2, "running_items": 1}
    past = list(rows["honoured"].stages.order_by("pk"))
    assert [one.until for one in past[:-1]] == [one.since for one in past[1:]]
    assert (past[-1].state, past[-1].verb, past[-1].until) == ("archived", "archive", None)
    numbers = {row.name: counts for row, counts in rounds_counted(campaign.pk)}
    assert numbers == {
        "第二轮": {"running": 0, "ended": 1, "archived": 0},
        _first(campaign).name: {"running": 1, "ended": 0, "archived": 2},
    }


def test_an_archived_promise_is_read_only(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "archived")
    for verb in ("reward", "archive", "note", "ask_change"):
        with pytest.raises(WrongState, match="已归档"):
            step(cast, row, verb)
    signed = standing(cast, campaign, "honoured", person=None, collective=True)
    step(cast, signed, "archive")
    people = [cast.accounts["member"].person_id]
    with pytest.raises(WrongState, match="归档以前才签名"):
        commitments.sign(
            by=cast.secretary, commitment=signed, people=people, signed_on=cast.today, now=at_noon(cast.today)
        )


def test_the_figures_of_a_round_are_its_own_and_add_up(cast: Cast, campaign: Campaign) -> None:
    standing(cast, campaign, "archived")
    standing(cast, campaign, "partly")
    second = _opened(cast, campaign)
    standing(cast, campaign, "honoured")
    scope = Scope(campaign, cast.places["district"], cast.today)
    parts = [counted(scope, row.name)["person"] for row in CommitmentRound.objects.order_by("pk")]
    assert [(part.made, part.honoured, part.partly) for part in parts] == [(2, 1, 1), (1, 1, 0)]
    assert sum(parts, Promised()) == counted(scope)["person"]
    figure = Catalogue(campaign.pk).figure(f"commitments-rate.promised-in.{second.pk}")
    assert (figure.name, figure.value(scope).text) == ("承诺兑现率（第二轮）", "100%（1/1）")


def test_rounds_on_the_screen(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "honoured")
    address, client = reverse("commitments-rounds", args=[campaign.pk]), cast.client("office")
    wrong = client.post(address, {"name": ""})
    assert (wrong.status_code, "请写这一轮叫什么" in wrong.content.decode()) == (422, True)
    assert "已经开始" in client.post(address, {"name": "2027年上半年"}, follow=True).content.decode()
    archives = reverse("commitments-archive", args=[_first(campaign).pk])
    assert "1项承诺已归档" in client.post(archives, follow=True).content.decode()
    assert "没有可以归档的" in client.post(archives, follow=True).content.decode()

    def page(role: str | None, name: str, *arguments: Any, **query: str) -> str:
        return str(cast.client(role).get(reverse(name, args=arguments), query).content.decode())

    link = f'"{reverse("commitment", args=[row.pk])}"'
    assert link not in page("secretary", "commitments", campaign.pk)
    assert link in page("secretary", "commitments", campaign.pk, only="archived")
    assert link in page("secretary", "commitments", campaign.pk, round=row.round)
    shown = page("secretary", "commitment", row.pk)
    assert ("已归档，不再改动" in shown, "已兑现" in shown, "记奖励" in shown) == (True, True, False)
    board = page(None, "public-commitments", campaign.slug, row.organisation_id)
    assert ("已兑现1项" in board, row.text in board) == (True, True)


@pytest.mark.django_db(transaction=True)
def test_two_who_archive_at_once_archive_once(cast: Cast, campaign: Campaign) -> None:
    standing(cast, campaign, "honoured")
    _opened(cast, campaign)
    barrier, said = Barrier(2), []

    def press() -> None:
        barrier.wait()
        try:
            said.append(_archived(cast, campaign))
        except NotPossible:
            said.append(0)
        finally:
            connection.close()

    presses = [Thread(target=press) for _ in range(2)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    assert (sorted(said), Commitment.objects.get().stages.filter(verb="archive").count()) == ([0, 1], 1)
