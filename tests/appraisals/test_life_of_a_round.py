"""A round from being scheduled to the opened urns."""

import pytest

from tests.appraisals.rounds import MEMBERS, actor_for, opened, prepared
from tests.cast import Cast, at_noon
from zhengyou.appraisals.actions import counting, officers, pile, rounds
from zhengyou.appraisals.models import (
    Ballot,
    Batch,
    Code,
    Elector,
    Piece,
    PiledCode,
    Receipt,
    Remark,
    SealedBallot,
    Tally,
)
from zhengyou.appraisals.rules import codes
from zhengyou.campaigns.models import Campaign
from zhengyou.organisations.rules import NotPermitted

pytestmark = pytest.mark.django_db


def test_the_frame_holds_whom_the_roster_had_that_day(cast: Cast, campaign: Campaign) -> None:
    poll = prepared(cast, campaign)
    assert sorted(
        Batch.objects.values_list("urn__organisation_id", "rater_class__name", "entitled", "issued")
    ) == (
        sorted(
            [
                (cast.places["first"].organisation_id, "党员", MEMBERS, MEMBERS),
                (cast.places["second"].organisation_id, "党员", 1, 1),
                (cast.places["first"].organisation_id, "服务对象", 0, 15),
                (cast.places["second"].organisation_id, "服务对象", 0, 15),
            ]
        )
    )
    assert poll.round.policies["appraisal_least_group"] == 10


def test_a_ballot_is_counted_once_and_its_receipt_found_after_the_urns_were_opened(
    cast: Cast, campaign: Campaign
) -> None:
    poll = opened(cast, campaign)
    batch = poll.batch("first")
    drawn = poll.codes(batch)
    assert len(set(drawn)) == MEMBERS
    assert [poll.vote(code, (1, 1, 2, 1, 4), "少开会") for code in drawn] == [True] * MEMBERS
    assert [poll.vote(code, (4, 4, 4, 4, 4)) for code in drawn] == [False] * MEMBERS
    poll.close()
    row = poll.count()
    assert (row.state, row.unreadable, Ballot.objects.count()) == ("counted", 0, MEMBERS)
    assert {tuple(one.marks) for one in Ballot.objects.all()} == {(1, 1, 2, 1, 4)}
    assert sorted(bytes(one.digest) for one in Receipt.objects.all()) == sorted(
        codes.receipt_digest(codes.receipt(code)) for code in drawn
    )
    assert list(Remark.objects.values_list("text", flat=True)) == ["少开会"] * MEMBERS
    batch.refresh_from_db()
    assert batch.returned == MEMBERS
    piece = Piece.objects.get()
    assert (piece.urn_id, piece.groups, piece.returned, piece.void) == (
        batch.urn_id,
        [[batch.rater_class_id, "online"]],
        MEMBERS,
        0,
    )
    assert sorted(Tally.objects.filter(piece=piece).values_list("item", "counts")) == [
        (0, [12, 0, 0, 0]),
        (1, [12, 0, 0, 0]),
        (2, [0, 12, 0, 0]),
        (3, [12, 0, 0, 0]),
        (4, [0, 0, 0, 12]),
    ]


@pytest.mark.django_db(transaction=True)
def test_after_the_count_neither_codes_nor_sealed_ballots_nor_envelopes_are_left(
    cast: Cast, campaign: Campaign
) -> None:
    poll = opened(cast, campaign)
    for code in poll.codes(poll.batch("first")):
        poll.vote(code, (1,) * 5)
    assert (Code.objects.count(), SealedBallot.objects.count()) == (MEMBERS + 1 + 30, MEMBERS)
    poll.close()
    poll.count()
    assert [model.objects.count() for model in (Code, PiledCode, SealedBallot)] == [0, 0, 0]
    assert poll.round.envelopes == {}


def test_a_blank_ballot_comes_back_but_is_void(cast: Cast, campaign: Campaign) -> None:
    poll = opened(cast, campaign)
    first, *rest = poll.codes(poll.batch("first"))
    poll.vote(first, (0,) * 5)
    for code in rest:
        poll.vote(code, (0, 0, 0, 0, 3))
    poll.close()
    poll.count()
    piece = Piece.objects.get()
    assert (piece.returned, piece.void) == (MEMBERS, 1)


def test_what_few_said_is_told_of_no_branch_but_of_all_small_ones_together(
    cast: Cast, campaign: Campaign
) -> None:
    poll = opened(cast, campaign)
    for where, mark, number in (("first", 1, 5), ("second", 4, 6)):
        for code in poll.codes(poll.batch(where, "服务对象"))[:number]:
            poll.vote(code, (mark,) * 5, f"写在{where}")
    poll.close()
    poll.count()
    assert set(Remark.objects.values_list("urn_id", flat=True)) == {None}
    assert [(one.urn_id, one.returned) for one in Piece.objects.all()] == [(None, 11)]
    assert Tally.objects.filter(item=0).get().counts == [5, 0, 0, 6]


def test_of_too_few_ballots_in_all_nothing_but_their_number_is_kept(cast: Cast, campaign: Campaign) -> None:
    poll = opened(cast, campaign)
    code = poll.codes(poll.batch("second"))[0]
    poll.vote(code, (1,) * 5, "一看就知道是谁")
    poll.close()
    poll.count()
    assert (Ballot.objects.count(), Remark.objects.count(), Receipt.objects.count()) == (0, 0, 1)
    assert poll.batch("second").returned == 1


def test_what_somebody_put_into_the_urn_himself_is_told_and_not_counted(
    cast: Cast, campaign: Campaign
) -> None:
    poll = opened(cast, campaign)
    batch = poll.batch("first")
    SealedBallot.objects.create(batch=batch, sealed=b"x" * 900)
    code = poll.codes(batch)[0]
    poll.vote(code, (9, 9, 9, 9, 9))
    poll.close()
    row = poll.count()
    assert (row.unreadable, Ballot.objects.count()) == (2, 0)


def test_nobody_votes_before_or_after(cast: Cast, campaign: Campaign) -> None:
    poll = opened(cast, campaign)
    code = poll.codes(poll.batch("first"))[0]
    poll.close()
    assert poll.vote(code, (1,) * 5) is False
    with pytest.raises(pile.NothingToDraw, match="不在投票"):
        pile.draw(
            by=cast.other_secretary,
            elector=Elector.objects.get(person=cast.accounts["other_secretary"].person),
        )


def test_everybody_draws_one_code_for_himself(cast: Cast, campaign: Campaign) -> None:
    poll = opened(cast, campaign)
    elector = Elector.objects.get(batch=poll.batch("first"), person=poll.people[0])
    with pytest.raises(NotPermitted, match="只发给本人"):
        pile.draw(by=cast.secretary, elector=elector)
    actor = actor_for(poll.people[0])
    assert codes.read_code(pile.draw(by=actor, elector=elector), pile.code_key())
    with pytest.raises(pile.NothingToDraw, match="已经领过"):
        pile.draw(by=actor, elector=elector)


def test_slips_are_printed_once_by_whoever_runs_the_round(cast: Cast, campaign: Campaign) -> None:
    poll = opened(cast, campaign)
    batch = poll.batch("second", "服务对象")
    with pytest.raises(NotPermitted):
        pile.print_slips(by=cast.other_secretary, batch=batch)
    assert len(set(poll.codes(batch))) == 15
    with pytest.raises(pile.NothingToDraw, match="已经印过"):
        pile.print_slips(by=cast.committee_office, batch=batch)
    with pytest.raises(pile.NothingToDraw, match="自己领"):
        pile.print_slips(by=cast.committee_office, batch=poll.batch("first"))


def test_the_urns_open_only_to_two_scrutineers_one_of_whom_acts(cast: Cast, campaign: Campaign) -> None:
    poll = opened(cast, campaign)
    poll.close()
    now = at_noon(cast.today)
    first, second, third = poll.scrutineers
    one, two, three = (poll.slips[actor.person_id] for actor in poll.scrutineers)
    for slips, sentence in (
        ([one], "同一位"),
        ([one, one], "同一位"),
        ([one, "A" * 26], "不是这一轮监票人"),
        ([two, three], "要有您自己"),
    ):
        with pytest.raises(rounds.NotPossible, match=sentence):
            counting.count(by=first, row=poll.round, slips=slips, now=now)
    with pytest.raises(NotPermitted, match="由监票人办理"):
        counting.count(by=cast.committee_office, row=poll.round, slips=[one, two], now=now)
    assert counting.count(by=third, row=poll.round, slips=[one, three], now=now).state == "counted"
    assert second not in (first, third)


def test_whoever_is_judged_or_arranged_the_round_never_counts(cast: Cast, campaign: Campaign) -> None:
    poll = prepared(cast, campaign)
    for who, sentence in (("committee_office", "安排这一轮的人"), ("secretary", "在被评议的组织里任职")):
        with pytest.raises(rounds.NotPossible, match=sentence):
            officers.name_officer(
                by=cast.committee_office,
                row=poll.round,
                person=cast.accounts[who].person,
                duty="scrutineer",
                now=at_noon(cast.today),
            )


def test_the_vote_does_not_begin_before_every_scrutineer_holds_a_key(cast: Cast, campaign: Campaign) -> None:
    poll = prepared(cast, campaign)
    poll.round.officers.update(public_half=None)
    with pytest.raises(rounds.NotPossible, match="还没有做钥匙条"):
        rounds.open_round(by=cast.committee_office, row=poll.round, now=at_noon(cast.today))
    poll.round.officers.all().delete()
    with pytest.raises(rounds.NotPossible, match="不到两位"):
        rounds.open_round(by=cast.committee_office, row=poll.round, now=at_noon(cast.today))
    assert not Code.objects.exists()


def test_members_are_judged_by_the_members_of_their_branch(cast: Cast, campaign: Campaign) -> None:
    poll = opened(
        cast, campaign, sheet="member", raters=[rounds.Raters(name="党员", source="members", weight=1)]
    )
    batch = poll.batch("first")
    assert batch.urn.subjects.count() == MEMBERS
    assert all(poll.vote(code, (1,) * MEMBERS) for code in poll.codes(batch))
    poll.close()
    poll.count()
    assert Tally.objects.filter(piece__urn=batch.urn).count() == MEMBERS
