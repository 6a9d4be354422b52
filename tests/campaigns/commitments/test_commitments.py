"""Promises: who may do what in which state, what is kept, and that nobody decides about what he promised himself."""

from collections.abc import Iterable
from datetime import timedelta

import pytest

from tests.campaigns.commitments.promising import (
    WAYS,
    comrades,
    given,
    of_organisation,
    promised,
    standing,
    step,
)
from tests.cast import Cast, at_noon
from zhengyou.campaigns.actions import commitments
from zhengyou.campaigns.models import Campaign, Commitment, Policy
from zhengyou.campaigns.models.commitments import CommitmentState
from zhengyou.campaigns.queries import awaiting_promises
from zhengyou.campaigns.queries import commitments as queries
from zhengyou.campaigns.rules.procedures import COMMITMENT, ORGANISATION_COMMITMENT, WrongState
from zhengyou.ledger.queries import history
from zhengyou.organisations.rules import NotPermitted

_SUBJECT = {
    "draft": ["submit", "edit", "take_back"],
    "submitted": ["take_back"],
    "returned": ["resubmit", "take_back"],
    "published": ["claim", "note", "ask_change", "ask_cancel"],
}
_DECIDER = {
    "submitted": ["accept", "send_back"],
    "published": ["unmet_objective", "unmet"],
    "claimed": ["unmet_objective", "unmet"],
    "verified": ["honour", "partly", "unmet_objective", "unmet"],
    "honoured": ["reward", "archive"],
    **{state: ["archive"] for state in ("partly", "unmet_objective", "unmet", "cancelled")},
    "change_asked": ["grant_change", "deny_change"],
    "cancel_asked": ["grant_cancel", "deny_cancel"],
}
_COMRADE = {"claimed": ["verify", "refuse"]}
_KEEPER = {"accepted": ["publish"]}


def _offered(cast: Cast, row: Commitment, role: str) -> set[str]:
    procedure = COMMITMENT if row.person_id else ORGANISATION_COMMITMENT
    concerned = queries.concerned_in(row, cast.today)
    return {found.verb for found in procedure.offered(row.state, cast.actor(role), concerned)}


def _of(state: str, *tables: dict[str, list[str]]) -> set[str]:
    return {verb for table in tables for verb in table.get(state, [])}


@pytest.mark.parametrize("state", WAYS)
def test_each_state_of_a_members_item_offers_each_role_its_steps(
    state: str, cast: Cast, campaign: Campaign
) -> None:
    row = standing(cast, campaign, state)
    assert _offered(cast, row, "member") == _of(state, _SUBJECT)
    # The branch's secretary decides, witnesses, publishes, and types in for the member.
    assert _offered(cast, row, "secretary") == _of(state, _SUBJECT, _DECIDER, _COMRADE, _KEEPER)
    assert _offered(cast, row, "general_secretary") == _of(state, _DECIDER)
    assert _offered(cast, row, "office") == _of(state, _DECIDER)
    others = ("other_secretary", "village_secretary", "inspector", "reader", "administrator")
    assert [_offered(cast, row, role) for role in others] == [set()] * 5


@pytest.mark.parametrize("state", WAYS)
def test_an_organisations_own_item_is_decided_above_it_only(
    state: str, cast: Cast, campaign: Campaign
) -> None:
    row = standing(cast, campaign, state, person=None)
    assert _offered(cast, row, "secretary") == _of(state, _SUBJECT, _KEEPER)
    assert _offered(cast, row, "general_secretary") == _of(state, _DECIDER, _COMRADE)
    assert _offered(cast, row, "office") == _of(state, _DECIDER, _COMRADE)
    others = ("member", "other_secretary", "village_secretary", "inspector", "reader", "administrator")
    assert [_offered(cast, row, role) for role in others] == [set()] * 6


def test_what_the_organisation_at_the_top_promises_another_of_its_people_decides(
    cast: Cast, campaign: Campaign
) -> None:
    item = of_organisation(cast, campaign, organisation=cast.places["district"].organisation_id)
    row = commitments.promise(by=cast.office, promised=item, submit=True, now=at_noon(cast.today))
    assert _offered(cast, row, "office") == {"take_back"}
    assert _offered(cast, row, "leader") == {"accept", "send_back"}


@pytest.mark.parametrize("verb", [found.verb for found in COMMITMENT.transitions])
def test_every_step_leads_where_the_table_says_and_is_told_in_one_sentence(
    verb: str, cast: Cast, campaign: Campaign
) -> None:
    declared = COMMITMENT.step(verb)
    row = standing(cast, campaign, declared.sources[0])
    before = len(history(commitments.SUBJECT, row.pk))
    row = step(cast, row, verb)
    assert row.state == declared.target
    lines = history(commitments.SUBJECT, row.pk)
    assert len(lines) == before + 1
    assert "教老人用手机" in " ".join(line.sentence for line in lines)
    assert "{" not in " ".join(line.sentence for line in lines)
    (live,) = row.stages.filter(until=None)
    assert (live.state, live.verb, live.due_on) == (declared.target, verb, row.due_on)


def test_what_the_secretary_typed_in_for_a_member_somebody_else_vets(cast: Cast, campaign: Campaign) -> None:
    row = commitments.promise(
        by=cast.secretary, promised=given(cast, campaign), submit=True, now=at_noon(cast.today)
    )
    assert row.entered_for
    with pytest.raises(NotPermitted, match="提出的人不能自己“审定”"):
        step(cast, row, "accept", by="secretary")
    assert step(cast, row, "accept", by="general_secretary").state == "accepted"


def test_nobody_vets_or_witnesses_the_own_item(cast: Cast, campaign: Campaign) -> None:
    own = given(cast, campaign, person=cast.accounts["secretary"].person_id)
    row = commitments.promise(by=cast.secretary, promised=own, submit=True, now=at_noon(cast.today))
    assert not row.entered_for
    with pytest.raises(NotPermitted):
        step(cast, row, "accept", by="secretary")
    row = step(cast, row, "accept", by="general_secretary")
    row = step(cast, step(cast, row, "publish"), "claim", by="secretary")
    with pytest.raises(NotPermitted):
        step(cast, row, "verify", by="secretary")
    assert step(cast, row, "verify", by="member").state == "verified"


def test_a_change_counts_only_once_it_is_approved(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "change_asked")
    before = (row.text, row.result, row.due_on)
    denied = step(cast, row, "deny_change")
    assert (denied.text, denied.result, denied.due_on) == before
    assert (denied.asked_text, denied.asked_due, denied.changes) == ("", None, 0)
    due = cast.today + timedelta(days=90)
    granted = step(cast, step(cast, denied, "ask_change", asked_due=due), "grant_change")
    assert (granted.text, granted.result) == ("每月两次教老人用手机", "全年二十四次")
    assert (granted.due_on, granted.changes, granted.asked_text) == (due, 1, "")


@pytest.mark.parametrize(
    ("state", "verb", "other", "sentence"),
    [
        ("returned", "resubmit", {"due_on": -1}, "期限已经过去了"),
        ("published", "ask_change", {"asked_due": -1}, "期限已经过去了"),
        ("accepted", "publish", {"published_on": 1}, "公示的日子晚于今天"),
        ("published", "claim", {"done_on": 1}, "办成的日子要在活动开始那天和今天之间"),
        ("published", "claim", {"done_on": -61}, "办成的日子要在活动开始那天和今天之间"),
        ("published", "unmet", {}, "还没有到期"),
        ("claimed", "unmet_objective", {}, "还没有到期"),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_nothing_changes(
    state: str, verb: str, other: dict[str, int], sentence: str, cast: Cast, campaign: Campaign
) -> None:
    row = standing(cast, campaign, state)
    days = {name: cast.today + timedelta(days=n) for name, n in other.items()}
    before = Commitment.objects.values().get(pk=row.pk)
    with pytest.raises(commitments.NotPossible, match=sentence):
        step(cast, row, verb, day=0, **days)
    assert Commitment.objects.values().get(pk=row.pk) == before


def test_a_subject_makes_so_many_items_a_round_as_the_campaign_allows(cast: Cast, campaign: Campaign) -> None:
    Policy.objects.create(
        campaign=campaign, key="commitments_most", value="2", source="区委通知", since=cast.today
    )
    first = promised(cast, campaign)
    promised(cast, campaign, submit=False)
    with pytest.raises(commitments.NotPossible, match="已经有2项承诺"):
        promised(cast, campaign)
    promised(cast, campaign, person=None)  # the branch's own are counted apart
    step(cast, first, "take_back")
    promised(cast, campaign)
    (person,) = comrades(cast, "沈知秋")
    typed = given(cast, campaign, person=person.pk)
    commitments.promise(by=cast.secretary, promised=typed, submit=True, now=at_noon(cast.today))
    assert Commitment.objects.exclude(state="withdrawn").count() == 4


def test_an_item_of_somebody_elsewhere_or_with_a_past_deadline_is_refused(
    cast: Cast, campaign: Campaign
) -> None:
    stranger = given(cast, campaign, person=cast.accounts["other_secretary"].person_id)
    with pytest.raises(commitments.NotPossible, match="不是本组织的党员"):
        commitments.promise(by=cast.secretary, promised=stranger, submit=True, now=at_noon(cast.today))
    with pytest.raises(commitments.NotPossible, match="期限已经过去了"):
        promised(cast, campaign, due_on=cast.today - timedelta(days=1))
    with pytest.raises(NotPermitted, match="要由本人办理，或者由所在支部代录"):
        commitments.promise(
            by=cast.other_secretary, promised=given(cast, campaign), submit=True, now=at_noon(cast.today)
        )
    assert not Commitment.objects.exists()


def test_a_step_that_somebody_took_meanwhile_is_refused_with_the_present_state(
    cast: Cast, campaign: Campaign
) -> None:
    row = standing(cast, campaign, "submitted")
    step(cast, row, "accept")
    with pytest.raises(WrongState, match="现在是“已审，待公示”，不能再“退回修改”"):
        step(cast, row, "send_back")


def test_who_signed_a_collective_item_and_who_did_not(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "published", person=None, collective=True)
    people = comrades(cast, "白一鸣", "成二月")
    elsewhere = cast.accounts["other_secretary"].person_id
    ids = [people[0].pk, elsewhere]
    sign = {"by": cast.secretary, "commitment": row, "now": at_noon(cast.today)}
    assert commitments.sign(people=ids, signed_on=cast.today, **sign) == 1
    signed, unsigned = awaiting_promises.signatures(row, cast.today)
    assert signed == [("白一鸣", cast.today)]
    assert {name for _pk, name in unsigned} == {"成二月", "林小满", "程初晓"}
    for wrong, sentence in ((ids, "没有选出新签名的党员"), ([people[1].pk], "签名的日子晚于今天")):
        day = cast.today + timedelta(days=sentence.startswith("签名"))
        with pytest.raises(commitments.NotPossible, match=sentence):
            commitments.sign(people=wrong, signed_on=day, **sign)
    plain = standing(cast, campaign, "published", person=None)
    with pytest.raises(commitments.NotPossible, match="不是集体承诺"):
        commitments.sign(people=ids, signed_on=cast.today, **sign | {"commitment": plain})


def test_what_awaits_each_of_them(cast: Cast, campaign: Campaign) -> None:
    Policy.objects.create(
        campaign=campaign, key="commitments_most", value="50", source="区委通知", since=cast.today
    )
    rows = {state: standing(cast, campaign, state) for state in WAYS}
    own = {state: standing(cast, campaign, state, person=None) for state in WAYS}

    def waiting(found: Iterable[Commitment]) -> set[str]:
        ids = {row.pk for row in found}
        names = {state for state, row in rows.items() if row.pk in ids}
        return names | {f"own {state}" for state, row in own.items() if row.pk in ids}

    day = cast.today
    decide = {"submitted", "change_asked", "cancel_asked", "verified"}
    assert waiting(awaiting_promises.to_decide(cast.secretary, day)) == decide
    assert waiting(awaiting_promises.to_witness(cast.secretary, day)) == {"claimed"}
    assert waiting(awaiting_promises.to_witness(cast.member, day)) == set()
    above = {f"own {state}" for state in (*decide, "claimed")}
    assert waiting(awaiting_promises.to_decide(cast.general_secretary, day)) == above
    assert waiting(awaiting_promises.to_keep(cast.member, day)) == {"draft", "returned", "published"}
    mine = {"own draft", "own returned", "own published"}
    assert waiting(awaiting_promises.to_keep(cast.secretary, day)) == mine
    assert waiting(awaiting_promises.to_put_up(cast.secretary, day)) == {"accepted", "own accepted"}
    assert waiting(awaiting_promises.to_put_up(cast.other_secretary, day)) == set()


def test_the_states_are_those_of_the_table() -> None:
    used = {state for found in COMMITMENT.transitions for state in (*found.sources, found.target)}
    assert used == set(CommitmentState.values) == set(COMMITMENT.shapes)
