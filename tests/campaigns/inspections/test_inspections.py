"""Inspection rounds: who may do what in which state, what is kept, and that nobody confirms for another."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection, transaction

from tests.campaigns.inspections.inspecting import (
    PROBLEM,
    VISIT_WAYS,
    WAYS,
    by_number,
    planned,
    scheme,
    seen,
    standing,
    standing_visit,
    step,
    visit_in,
    visit_step,
)
from tests.cast import Cast, at_noon
from zhengyou.campaigns.actions import inspections, visits
from zhengyou.campaigns.actions.inspections import Chosen, Stratum
from zhengyou.campaigns.actions.rectification import NotPossible
from zhengyou.campaigns.models import Campaign, Inspection, InspectionVisit, Rectification
from zhengyou.campaigns.queries.inspections import framing, rounds
from zhengyou.campaigns.queries.inspections import visits as visit_queries
from zhengyou.campaigns.rules.inspections import drawing
from zhengyou.campaigns.rules.procedures import INSPECTION, INSPECTION_VISIT, WrongState
from zhengyou.ledger.queries import history
from zhengyou.ledger.sealing import seal
from zhengyou.organisations.rules import NotPermitted

_RUN = {
    "scheme": ["edit", "publish", "call_off"],
    "published": ["fix", "call_off"],
    "framed": ["number", "draw", "call_off"],
    "numbered": ["wrong_number", "confirm", "call_off"],
    "drawn": ["start", "call_off"],
    "visiting": ["circulate", "call_off"],
    "circular": ["close"],
}
_SENT = {
    "planned": ["record", "miss"],
    "notified": ["record", "miss"],
    "visited": ["feed_back", "correct"],
    "disputed": ["answer"],
}
_UNIT = {"fed_back": ["confirm", "disagree"], "answered": ["confirm"]}
_OTHERS = ("other_secretary", "village_secretary", "reader", "administrator", "member")


@pytest.mark.parametrize("state", WAYS)
def test_each_state_of_a_round_offers_its_steps_to_those_who_run_it_and_to_nobody_else(
    state: str, cast: Cast, campaign: Campaign
) -> None:
    row = standing(cast, campaign, state)
    concerned = rounds.concerned_in(row, cast.today)

    def offered(role: str) -> list[str]:
        return [found.verb for found in INSPECTION.offered(state, cast.actor(role), concerned)]

    assert offered("leader") == _RUN.get(state, [])
    mine = [verb for verb in _RUN.get(state, []) if (state, verb) != ("numbered", "confirm")]
    assert offered("office") == mine  # whoever typed the number does not check it
    assert [offered(role) for role in (*_OTHERS, "inspector", "secretary")] == [[]] * 7


@pytest.mark.parametrize("state", VISIT_WAYS)
def test_each_state_of_a_visit_offers_each_side_its_steps_and_nobody_else_any(
    state: str, cast: Cast, campaign: Campaign
) -> None:
    row = standing_visit(cast, campaign, state)
    concerned = visit_queries.concerned_in(row, cast.today)

    def offered(role: str) -> list[str]:
        return [found.verb for found in INSPECTION_VISIT.offered(state, cast.actor(role), concerned)]

    assert offered("inspector") == _SENT.get(state, [])
    assert offered("office") == _SENT.get(state, [])  # sent too
    assert offered("secretary") == _UNIT.get(state, [])
    assert [offered(role) for role in (*_OTHERS, "leader", "general_secretary")] == [[]] * 7


def test_every_step_of_a_round_is_told_in_one_sentence(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "closed")
    told = [line.sentence for line in history(rounds.SUBJECT, row.pk)]
    assert len(told) == 1 + len(WAYS["closed"])
    assert not [line for line in told if "{" in line]
    assert any(row.seed in line for line in told)
    assert any(row.frame_sha256 in line for line in told)
    assert any(row.second in line for line in told)


def test_the_units_visited_are_those_the_rule_gives_and_those_chosen(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "drawn")
    units = rounds.frame(row)
    code = {name: place.organisation.code for name, place in cast.places.items()}
    seed = f"澜溪秋水长\n{rounds.sealed_by_ledger(row)}"
    assert [(one.code, one.place, one.stratum.ordinal if one.stratum else 0) for one in units] == [
        (code["second"], "frame", 1),
        (code["village"], "frame", 2),
        (code["first"], "chosen", 0),
    ]
    assert [one.digest for one in units] == [
        drawing.digest(seed, code["second"]),
        drawing.digest(seed, code["village"]),
        "",
    ]
    assert [(one.size, one.quota) for one in row.strata.all()] == [(1, 1), (1, 1)]
    assert row.frame_sha256 == framing.digest_of(units)
    found = row.visits.order_by("organisation__code").values_list("organisation__code", "chosen", "state")
    assert list(found) == [
        (code["first"], True, "planned"),
        (code["second"], False, "planned"),
        (code["village"], False, "planned"),
    ]


def test_units_at_the_limit_of_the_year_are_left_out_by_name_with_the_reason(
    cast: Cast, campaign: Campaign
) -> None:
    for _round in range(2):
        standing(cast, campaign, "visiting")
    with pytest.raises(NotPossible, match=r"点名的青石商圈第一党支部今年已督查2次"):
        step(cast, planned(cast, campaign), "publish")
    row = step(cast, planned(cast, campaign, scheme(cast, chosen=[])), "publish")
    with pytest.raises(NotPossible, match="没有可以抽的单位"):
        step(cast, row, "fix")
    other = scheme(cast, chosen=[], strata=[Stratum("", "", number=2)])
    framed = step(cast, step(cast, planned(cast, campaign, other), "publish"), "fix")
    assert [(one.name, one.reason) for one in rounds.frame(framed) if one.place == "left_out"] == [
        ("青石商圈第一党支部", "今年已督查2次，到了一年2次的上限"),
        ("青石商圈第二党支部", "今年已督查2次，到了一年2次的上限"),
        ("白鹭村党支部", "今年已督查2次，到了一年2次的上限"),
    ]
    assert framed.frame_sha256 == framing.digest_of(rounds.frame(framed))


def test_a_public_number_is_typed_by_one_and_checked_by_another(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "numbered")
    with pytest.raises(NotPermitted, match="提出的人不能自己"):
        step(cast, row, "confirm", by="office")
    row = step(cast, step(cast, step(cast, row, "wrong_number"), "number"), "confirm")
    assert (row.state, row.second) == ("drawn", "31415")
    assert drawing.effective_seed(row.seed, row.second) == "澜溪秋水长\n31415"


@pytest.mark.parametrize(
    ("state", "verb", "days_ago", "sentence"),
    [
        ("scheme", "publish", 1, "种子词要在抽签1天以前公布"),
        ("framed", "draw", 2, "才抽签，方案里是这样公布的"),
        ("visiting", "circulate", 0, "还有3个单位没有查完"),
    ],
)
def test_a_step_at_the_wrong_time_is_refused_and_nothing_changes(
    state: str, verb: str, days_ago: int, sentence: str, cast: Cast, campaign: Campaign
) -> None:
    row = standing(cast, campaign, state)
    before = Inspection.objects.values().get(pk=row.pk)
    with pytest.raises(NotPossible, match=sentence):
        step(cast, row, verb, day=cast.today - timedelta(days=days_ago))
    assert Inspection.objects.values().get(pk=row.pk) == before


def test_a_frame_is_not_sealed_once_the_public_number_is_out(cast: Cast, campaign: Campaign) -> None:
    row = step(cast, planned(cast, campaign, by_number(cast)), "publish")
    with pytest.raises(NotPossible, match="公开号码已经公布"):
        step(cast, row, "fix", day=cast.today - timedelta(days=2))
    framed = step(cast, row, "fix")
    with pytest.raises(NotPossible, match="才公布"):
        step(cast, framed, "number", day=cast.today - timedelta(days=3))


def test_nothing_is_drawn_before_the_ledger_has_chained_the_sealed_frame(
    cast: Cast, campaign: Campaign
) -> None:
    row = standing(cast, campaign, "framed")
    now = at_noon(cast.today)
    with pytest.raises(NotPossible, match="台账还没有把封定名单那一行连进链里"):
        inspections.step(by=cast.office, inspection=row, verb="draw", answers={}, now=now)
    seal()
    drawn = inspections.step(by=cast.office, inspection=row, verb="draw", answers={}, now=now)
    assert (drawn.state, len(drawn.second)) == ("drawn", 64)


def test_a_published_scheme_is_never_changed(cast: Cast, campaign: Campaign) -> None:
    row = planned(cast, campaign)
    now = at_noon(cast.today - timedelta(days=3))
    other = scheme(cast, title="改过的督查", own=["只看一条"], chosen=[])
    row = inspections.edit(by=cast.office, inspection=row, scheme=other, now=now)
    assert [line.text for line in row.lines.all()] == ["只看一条"]
    row = step(cast, row, "publish")
    with pytest.raises(WrongState, match="现在是“方案已公布”，不能再“改方案”"):
        inspections.edit(by=cast.office, inspection=row, scheme=scheme(cast), now=now)
    assert [line.text for line in row.lines.all()] == ["只看一条"]


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"unannounced": True, "public_name": "体彩排列五"}, "不打招呼的不能用公开号码"),
        ({"inspectors": [1_000_000]}, "派去的同志要从本级的名单里选"),
        ({"chosen": [Chosen(1_000_000, "随便")]}, "点名的单位要在本组织下面"),
        ({"public_name": "体彩排列五"}, "公开号码要在抽签以前"),
    ],
)
def test_a_scheme_that_cannot_be_is_refused(
    other: dict[str, Any], sentence: str, cast: Cast, campaign: Campaign
) -> None:
    with pytest.raises(NotPossible, match=sentence), transaction.atomic():
        planned(cast, campaign, scheme(cast, **other))
    assert not Inspection.objects.exists()


def test_each_problem_becomes_a_rectification_of_the_organisation_that_inspects(
    cast: Cast, campaign: Campaign
) -> None:
    row = standing_visit(cast, campaign, "visited")
    assert not Rectification.objects.exists()
    row = visit_step(cast, row, "feed_back")
    (problem,) = Rectification.objects.all()
    assert (problem.title, problem.source, problem.raised_on, problem.due_on) == (
        PROBLEM,
        "inspection",
        cast.today,
        cast.today + timedelta(days=30),
    )
    assert problem.raiser_id == cast.places["district"].organisation_id
    assert problem.organisation_id == cast.places["first"].organisation_id
    assert [one.rectification_id for one in row.findings.order_by("pk")] == [problem.pk, None]
    assert row.due_on == cast.today + timedelta(days=5)


def test_what_was_typed_wrongly_is_corrected_before_the_feedback_and_never_after(
    cast: Cast, campaign: Campaign
) -> None:
    row = standing_visit(cast, campaign, "visited")
    _first, second = row.inspection.lines.all()
    other = seen(cast, row, lines={second.pk: "记录只有标题，没有结果"})
    row = visits.record(by=cast.inspector, visit=row, seen=other, now=at_noon(cast.today))
    assert [(one.line_id, one.problem) for one in row.findings.all()] == [
        (second.pk, "记录只有标题，没有结果")
    ]
    row = visit_step(cast, row, "feed_back")
    with pytest.raises(WrongState, match="现在是“已反馈，待确认”"):
        visits.record(by=cast.inspector, visit=row, seen=seen(cast, row), now=at_noon(cast.today))
    assert Rectification.objects.count() == 1


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"lines": {}}, "清单上至少要看一条"),
        ({"lines": {1_000_000: ""}}, "清单已经不是刚才那一份了"),
        ({"visited_on": timedelta(days=1)}, "去查的日子要在开始查"),
        ({"visited_on": timedelta(days=-2)}, "去查的日子要在开始查"),
    ],
)
def test_findings_that_cannot_be_are_refused_and_nothing_is_half_written(
    other: dict[str, Any], sentence: str, cast: Cast, campaign: Campaign
) -> None:
    row = standing_visit(cast, campaign, "notified")
    given = {key: cast.today + value if key == "visited_on" else value for key, value in other.items()}
    with pytest.raises(NotPossible, match=sentence):
        visits.record(by=cast.inspector, visit=row, seen=seen(cast, row, **given), now=at_noon(cast.today))
    row.refresh_from_db()
    assert (row.state, row.findings.count()) == ("notified", 0)


def test_nobody_sent_inspects_the_organisation_he_acts_for(cast: Cast, campaign: Campaign) -> None:
    row = standing_visit(cast, campaign, "notified")
    row.inspection.inspectors.add(cast.accounts["secretary"].person_id)
    with pytest.raises(NotPermitted, match="您在这个单位任职"):
        visit_step(cast, row, "record", by="secretary")


def test_a_unit_that_never_answers_does_not_hold_up_the_circular_for_ever(
    cast: Cast, campaign: Campaign
) -> None:
    row = standing_visit(cast, campaign, "fed_back")
    for where in ("second", "village"):
        visit_step(cast, visit_in(cast, row.inspection, where), "miss")
    with pytest.raises(NotPossible, match="还有1个单位"):
        step(cast, row.inspection, "circulate")
    assert step(cast, row.inspection, "circulate", day=cast.today + timedelta(days=6)).state == "circular"
    assert visit_step(cast, row, "confirm").state == "confirmed"


def test_calling_off_ends_what_was_not_told_yet_and_leaves_what_was(cast: Cast, campaign: Campaign) -> None:
    row = standing_visit(cast, campaign, "fed_back")
    step(cast, row.inspection, "call_off")
    states = row.inspection.visits.order_by("organisation__code").values_list("state", flat=True)
    assert list(states) == ["fed_back", "called_off", "called_off"]


@pytest.mark.django_db(transaction=True)
def test_two_who_press_draw_at_once_make_one_draw(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "framed")
    seal()
    together, said = Barrier(2), []

    def press(role: str) -> None:
        actor = cast.actor(role)
        together.wait(timeout=60)
        try:
            inspections.step(by=actor, inspection=row, verb="draw", answers={}, now=at_noon(cast.today))
            said.append("drawn")
        except WrongState as refusal:
            said.append(str(refusal)[:14])
        finally:
            connection.close()

    threads = [Thread(target=press, args=[role]) for role in ("office", "leader")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert sorted(said) == ["drawn", "这一轮督查现在是“已抽定”，"[:14]]
    assert InspectionVisit.objects.filter(inspection=row).count() == 3
    assert row.stages.filter(verb="draw").count() == 1
