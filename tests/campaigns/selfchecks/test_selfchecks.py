"""A sheet from its opening to its end: what is refused, what follows of itself, what the next round begins with."""

from datetime import timedelta

import pytest

from tests.campaigns.selfchecks.checking import (
    BEGAN,
    ITEMS,
    accepted,
    entry,
    filled,
    mend,
    opened,
    problem_of,
    sheet_of,
    standard,
    standing,
    step,
)
from tests.cast import Cast, ExpectationOf, at_noon
from zhengyou.campaigns.actions import rectification, selfcheck_rounds, selfchecks
from zhengyou.campaigns.models import Campaign, Rectification, SelfCheck, SelfCheckRound
from zhengyou.campaigns.queries.selfchecks import evidence, sheets
from zhengyou.campaigns.rules.procedures import WrongState
from zhengyou.ledger.queries import about
from zhengyou.organisations.actions.reorganising import reorganise
from zhengyou.organisations.queries.shifts import Move
from zhengyou.organisations.rules import NotPermitted
from zhengyou.organisations.rules.orders import Order


def test_a_round_falls_on_the_kinds_and_sectors_named(cast: Cast, campaign: Campaign) -> None:
    everybody = opened(cast, campaign)
    rural = opened(cast, campaign, kinds=["branch", "committee"], sectors=["rural"])
    found = {
        round_.pk: {row.organisation_id: row.reviewer_id for row in SelfCheck.objects.filter(round=round_)}
        for round_ in (everybody, rural)
    }
    of = {key: place.organisation_id for key, place in cast.places.items()}
    assert found == {
        everybody.pk: {
            of["first"]: of["general"],
            of["second"]: of["general"],
            of["village"]: of["township"],
        },
        rural.pk: {of["township"]: of["district"], of["village"]: of["township"]},
    }


def test_rounds_number_themselves_on_each_standard(cast: Cast, campaign: Campaign) -> None:
    one, other = standard(campaign), standard(campaign, "三查三看", ["作风", "项目"])
    made = [opened(cast, campaign, on=on) for on in (one, one, other)]
    assert [(row.number, row.sheets.count(), row.sheets.all()[0].items.count()) for row in made] == [
        (1, 3, 4), (2, 3, 4), (1, 3, 2)
    ]  # fmt: skip


def test_only_who_decides_where_the_standard_was_issued_opens_a_round(cast: Cast, campaign: Campaign) -> None:
    for role in ("committee_office", "secretary", "reader", "administrator"):
        with pytest.raises(NotPermitted):
            opened(cast, campaign, by=role)
    with pytest.raises(selfcheck_rounds.NotPossible, match="没有符合的组织"):
        opened(cast, campaign, kinds=["second_committee"])
    with pytest.raises(selfcheck_rounds.NotPossible, match="早于今天"):
        opened(cast, campaign, ago=0, due_on=cast.today - timedelta(days=1))


def test_met_without_anything_it_rests_on_is_refused(cast: Cast, campaign: Campaign) -> None:
    item = sheet_of(cast, opened(cast, campaign)).items.order_by("pk")[0]
    with pytest.raises(selfchecks.NotComplete, match="还没有依据"):
        selfchecks.fill_in(
            by=cast.secretary, item=item, entry=entry(cast, words=" "), now=at_noon(cast.today)
        )
    item.refresh_from_db()
    assert (item.verdict, item.mark) == ("", None)


def test_an_item_may_be_kept_half_filled_in_and_is_not_handed_up_so(cast: Cast, campaign: Campaign) -> None:
    row = filled(cast, sheet_of(cast, opened(cast, campaign)))
    last = row.items.order_by("-pk")[0]
    half = entry(cast, "gap", measure="", responsible=None)
    selfchecks.fill_in(by=cast.secretary, item=last, entry=half, now=at_noon(cast.today))
    with pytest.raises(selfchecks.NotComplete, match="“制度落实好”缺措施、负责人"):
        step(cast, row, "hand_up")
    row.refresh_from_db()
    assert (row.state, row.findings.count(), row.stages.count()) == ("open", 0, 0)


def test_what_is_on_record_is_offered_and_nothing_of_anybody_else(
    cast: Cast, campaign: Campaign, expectation_of: ExpectationOf
) -> None:
    round_ = opened(cast, campaign)
    record = accepted(cast, expectation_of("first", "学习研讨"))
    accepted(
        cast, expectation_of("first", "动员大会"), "开工前的动员", happened_on=cast.today - timedelta(days=70)
    )
    row = sheet_of(cast, round_)
    key = f"record-{record.pk}"
    assert [one.key for one in evidence.known(row)] == [key]
    assert evidence.known(sheet_of(cast, round_, "second")) == []
    items = list(row.items.order_by("pk"))
    given = entry(cast, words="", evidence=[key])
    selfchecks.fill_in(by=cast.secretary, item=items[1], entry=given, now=at_noon(cast.today))
    assert [one.key for one in evidence.ticked(items[1])] == [key]
    for keys in (["record-999999"], [f"commitment-{record.pk}"]):
        stray = entry(cast, words="", evidence=keys)
        with pytest.raises(selfchecks.NotComplete, match="已经不在了"):
            selfchecks.fill_in(by=cast.secretary, item=items[2], entry=stray, now=at_noon(cast.today))


def test_nobody_else_fills_in_and_nobody_after_it_was_handed_up(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "handed_up")
    item = row.items.order_by("pk")[0]
    for role in ("other_secretary", "general_secretary", "leader", "member"):
        with pytest.raises(NotPermitted):
            selfchecks.fill_in(by=cast.actor(role), item=item, entry=entry(cast), now=at_noon(cast.today))
    with pytest.raises(WrongState, match="先收回来"):
        selfchecks.fill_in(by=cast.secretary, item=item, entry=entry(cast), now=at_noon(cast.today))


def test_agreeing_opens_a_problem_for_each_gap_with_the_measure_as_it_was_written(
    cast: Cast, campaign: Campaign
) -> None:
    row = standing(cast, campaign, "running")
    problem = problem_of(row)
    told = (
        problem.title,
        problem.source,
        problem.state,
        problem.measure,
        problem.responsible_id,
        problem.due_on,
    )
    wanted = entry(cast, "gap")
    assert told == (
        wanted.gap, "self_check", "ongoing", wanted.measure, wanted.responsible, wanted.due_on
    )  # fmt: skip
    above = cast.places["general"].organisation_id
    assert (problem.raiser_id, problem.moved_by_id) == (above, cast.accounts["secretary"].pk)


def test_it_is_closed_when_its_measures_are_verified_and_open_again_when_one_breaks_out(
    cast: Cast, campaign: Campaign
) -> None:
    row = standing(cast, campaign, "running")
    states = []
    for verbs in (["claim"], ["verify"], ["reopen"]):
        mend(cast, problem_of(row), verbs)
        row.refresh_from_db()
        states.append(row.state)
    assert states == ["running", "closed", "running"]
    lines = [line.verb for line in about("campaigns.selfcheck", row.pk)]
    assert lines[:2] == ["campaigns.selfcheck.reopen", "campaigns.selfcheck.close"]


def test_a_sheet_without_a_gap_is_closed_with_the_agreement(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "closed")
    assert [stage.state for stage in sheets.stages(row)] == ["handed_up", "running", "closed"]
    assert Rectification.objects.count() == 0


def test_whoever_handed_it_up_does_not_agree_to_it(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "handed_up")
    SelfCheck.objects.filter(pk=row.pk).update(handed_up_by=cast.accounts["general_secretary"])
    for role in ("secretary", "other_secretary", "general_secretary", "reader"):
        with pytest.raises(NotPermitted):
            step(cast, row, "agree", by=role)
    assert step(cast, row, "agree", by="committee_office").state == "running"


def test_sent_back_it_keeps_everything_and_what_it_said_counts_no_more(
    cast: Cast, campaign: Campaign
) -> None:
    row = standing(cast, campaign, "sent_back")
    assert [line.lacking for line in sheets.lines(row)] == [[]] * len(ITEMS)
    assert (row.comment, row.findings.filter(until=None).count()) == ("第四项的措施写具体些。", 0)
    row = step(cast, step(cast, row, "hand_up"), "agree")
    assert (row.state, row.findings.count(), row.findings.filter(until=None).count()) == ("running", 8, 4)


def _next(cast: Cast, campaign: Campaign, before: SelfCheckRound) -> SelfCheck:
    return sheet_of(cast, opened(cast, campaign, on=before.standard, ago=0, name="第二轮自查"))


def test_the_next_round_begins_with_the_evidence_and_the_measures_that_still_run(
    cast: Cast, campaign: Campaign, expectation_of: ExpectationOf
) -> None:
    round_ = opened(cast, campaign)
    key = f"record-{accepted(cast, expectation_of('first', '学习研讨')).pk}"
    row = filled(cast, sheet_of(cast, round_), ITEMS[2:])
    second = row.items.order_by("pk")[1]
    selfchecks.fill_in(
        by=cast.secretary, item=second, entry=entry(cast, words="", evidence=[key]), now=at_noon(cast.today)
    )
    step(cast, step(cast, row, "hand_up"), "agree")
    done, running = Rectification.objects.filter(found_in_self_checks__sheet=row).order_by("pk")
    mend(cast, done)
    following = _next(cast, campaign, round_)
    lines = sheets.lines(following)
    assert [(line.row.verdict, line.carried, line.row.rectification_id, line.row.mark) for line in lines] == [
        ("", False, None, None), ("", False, None, None), ("", False, None, None), ("gap", True, running.pk, None)
    ]  # fmt: skip
    assert [one.key for one in evidence.ticked(lines[1].row)] == [key]
    assert following.round.looks_from == cast.today - timedelta(days=BEGAN)


def test_a_measure_that_still_runs_is_not_opened_twice_nor_called_met(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "running")
    following = _next(cast, campaign, row.round)
    last = following.items.order_by("-pk")[0]
    with pytest.raises(selfchecks.NotComplete, match="还没有销号"):
        selfchecks.fill_in(by=cast.secretary, item=last, entry=entry(cast), now=at_noon(cast.today))
    following = step(cast, step(cast, filled(cast, following), "hand_up"), "agree")
    assert (following.state, Rectification.objects.count()) == ("running", 1)
    mend(cast, problem_of(row))
    assert set(SelfCheck.objects.filter(pk__in=[row.pk, following.pk]).values_list("state", flat=True)) == {
        "closed"
    }


def test_the_exemplar_is_another_of_the_same_kind(cast: Cast, campaign: Campaign) -> None:
    row = sheet_of(cast, opened(cast, campaign))
    for where in ("first", "general"):
        chosen = selfchecks.Exemplar(cast.places[where].organisation_id, "做得好。", "")
        with pytest.raises(selfchecks.NotComplete, match="同类"):
            selfchecks.choose_exemplar(by=cast.secretary, sheet=row, exemplar=chosen, now=at_noon(cast.today))
    chosen = selfchecks.Exemplar(
        cast.places["village"].organisation_id, "服务群众有办法。", "我们没有登记本。"
    )
    row = selfchecks.choose_exemplar(by=cast.secretary, sheet=row, exemplar=chosen, now=at_noon(cast.today))
    assert (row.exemplar_id, row.exemplar_gap) == (chosen.organisation, chosen.gap)


def test_an_agreed_measure_is_verified_by_another_than_who_spoke_for_the_owner(
    cast: Cast, campaign: Campaign
) -> None:
    problem = problem_of(standing(cast, campaign, "running"))
    mend(cast, problem, ["claim"])
    with pytest.raises(NotPermitted):
        rectification.step(
            by=cast.secretary,
            rectification=problem,
            verb="verify",
            answers={"satisfaction": "satisfied"},
            now=at_noon(cast.today),
        )


def test_of_an_organisation_that_moved_the_new_level_above_decides(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "handed_up")
    order = Order(cast.today, None, "", "优化设置。")
    move = Move(cast.places["first"].organisation_id, cast.places["street"].organisation_id)
    reorganise(by=cast.office, wanted=move, order=order, now=at_noon(cast.today))
    with pytest.raises(NotPermitted):
        step(cast, row, "agree", by="general_secretary")
    assert step(cast, row, "agree", by="committee_office").state == "running"
