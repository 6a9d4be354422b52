"""Ballots on paper: made out for a class, their box opened by two, each paper read twice, counted with the others."""

from dataclasses import replace

import pytest

from tests.appraisals.papers import (
    GOOD,
    IN_THE_BOX,
    agree,
    box_of,
    bundled,
    closed,
    finish,
    plan,
    planned,
    read,
    read_twice,
)
from tests.appraisals.rounds import MEMBERS, opened, prepared
from tests.cast import Cast, at_noon, enrol
from zhengyou.appraisals.actions import pile, rounds
from zhengyou.appraisals.models import (
    Ballot,
    Batch,
    Box,
    Bundle,
    Channel,
    Code,
    Elector,
    PaperReading,
    PaperRemark,
    Piece,
    Remark,
    Tally,
)
from zhengyou.appraisals.queries.paper import differences, readings
from zhengyou.appraisals.rules.paper import MISSING, VOID, MistypedPaper, Reading, read_paper, typed_again
from zhengyou.appraisals.rules.sheets import sheets
from zhengyou.campaigns.models import Campaign
from zhengyou.ledger.models import Entry
from zhengyou.organisations.models import Membership
from zhengyou.organisations.rules import NotPermitted

pytestmark = pytest.mark.django_db


def test_a_paper_is_typed_with_a_key_for_each_mark() -> None:
    sheet = sheets()["organisation"]
    assert read_paper(["1 12 04"], sheet) == Reading("marked", (1, 1, 2, 0, 4))
    assert read_paper(["１１２０４"], sheet) == Reading("marked", (1, 1, 2, 0, 4))
    assert read_paper(["11111", "22222"], sheet) == Reading("marked", (1,) * 5 + (2,) * 5)
    assert [read_paper([typed, ""], sheet) for typed in ("x", "废", "-", "缺")] == [
        Reading(VOID),
        Reading(VOID),
        Reading(MISSING),
        Reading(MISSING),
    ]
    assert read_paper(["", ""], sheet) is None
    for typed, sentence in (
        (["1112"], "要按5个键（没有选的按0），这里是4个"),
        (["11115"], "没有“5”这一档，只有1到4"),
        (["11111", ""], "要按5个键（没有选的按0），这里是0个"),
        (["x", "11111"], "废票只写一个x"),
    ):
        with pytest.raises(MistypedPaper, match=sentence):
            read_paper(typed, sheet)


@pytest.mark.parametrize("reading", [GOOD, Reading(VOID), Reading(MISSING)])
def test_what_was_read_is_shown_as_it_is_typed(reading: Reading) -> None:
    sheet = sheets()["organisation"]
    assert read_paper(typed_again(reading, sheet), sheet) == reading


def test_people_of_the_roster_who_vote_on_paper_get_no_code(cast: Cast, campaign: Campaign) -> None:
    poll = planned(cast, campaign)
    batch = poll.batch("first")
    assert (batch.channel, batch.issued, poll.batch("second").channel) == (
        Channel.PAPER,
        MEMBERS,
        Channel.ONLINE,
    )
    poll.round = rounds.open_round(by=cast.committee_office, row=poll.round, now=at_noon(cast.today))
    assert not Code.objects.filter(batch=batch).exists()
    elector = Elector.objects.get(person=cast.accounts["member"].person)
    with pytest.raises(pile.NothingToDraw, match="投纸质票"):
        pile.draw(by=cast.member, elector=elector)
    assert "请您评议，不记名" not in cast.client("member").get("/").content.decode()


def test_papers_are_planned_for_all_urns_beside_slips_and_taken_back(cast: Cast, campaign: Campaign) -> None:
    poll = prepared(cast, campaign)
    assert plan(poll, "服务对象", 20, where=None) == 40
    assert plan(poll, "服务对象", 25) == 45
    assert plan(poll, "党员", None, where=None) == 45 + MEMBERS + 1
    assert plan(poll, "党员", 0, where=None) == 45
    assert plan(poll, "服务对象", 0, where=None) == 0
    assert sorted(Batch.objects.values_list("channel", "entitled", "issued")) == [
        ("online", 0, 15),
        ("online", 0, 15),
        ("online", 1, 1),
        ("online", MEMBERS, MEMBERS),
    ]
    with pytest.raises(rounds.NotPossible, match="请填每个单位印多少张"):
        plan(poll, "服务对象", None)


def test_papers_are_planned_by_whoever_runs_the_round_and_before_the_vote(
    cast: Cast, campaign: Campaign
) -> None:
    poll = opened(cast, campaign)
    with pytest.raises(rounds.NotPossible, match="开始投票以前"):
        plan(poll, "党员", None)
    assert not Batch.objects.filter(channel=Channel.PAPER).exists()


def test_a_box_is_open_once_two_tell_the_same(cast: Cast, campaign: Campaign) -> None:
    poll = closed(cast, campaign)
    first, second, third = poll.scrutineers
    assert box_of(poll, first).second_id is None
    assert box_of(poll, first).second_id is None  # the same person twice is one person
    fewer = replace(IN_THE_BOX, found=MEMBERS - 1)
    assert box_of(poll, second, fewer).first_id == second.account_id
    assert not Bundle.objects.exists()
    box = box_of(poll, first, fewer)
    assert (box.first_id, box.second_id, box.found) == (second.account_id, first.account_id, MEMBERS - 1)
    assert [(one.lowest, one.highest) for one in Bundle.objects.all()] == [(1, MEMBERS - 1)]
    with pytest.raises(rounds.NotPossible, match="已经由两位开过"):
        box_of(poll, third)


@pytest.mark.parametrize(("handed", "unused", "found"), [(12, 1, 12), (11, 0, 11), (11, 1, 12)])
def test_numbers_that_do_not_agree_need_a_reason(
    handed: int, unused: int, found: int, cast: Cast, campaign: Campaign
) -> None:
    poll = closed(cast, campaign)
    told = replace(IN_THE_BOX, handed=handed, unused=unused, found=found)
    with pytest.raises(rounds.NotPossible, match="对不上：印了12张"):
        box_of(poll, poll.scrutineers[0], told)
    reasoned = replace(told, reason="多印了一张。")
    box_of(poll, poll.scrutineers[0], reasoned)
    assert box_of(poll, poll.scrutineers[1], replace(told, reason="不一样的原因。")).second_id is None
    assert box_of(poll, poll.scrutineers[0], replace(told, reason="不一样的原因。")).second_id is not None


def test_an_empty_box_leaves_nothing_to_read(cast: Cast, campaign: Campaign) -> None:
    poll = closed(cast, campaign)
    told = replace(IN_THE_BOX, found=0)
    box_of(poll, poll.scrutineers[0], told)
    assert box_of(poll, poll.scrutineers[1], told).done
    assert poll.count().state == "counted"


def test_whoever_does_not_count_or_belongs_to_the_judged_opens_no_box(cast: Cast, campaign: Campaign) -> None:
    poll = closed(cast, campaign)
    for actor in (cast.committee_office, cast.secretary, cast.member):
        with pytest.raises(NotPermitted, match="由监票人、计票人来开"):
            box_of(poll, actor)
    Membership.objects.filter(person_id=poll.scrutineers[0].person_id).delete()
    other = enrol("旁人", cast.places["first"])
    Membership.objects.filter(person=other).update(person_id=poll.scrutineers[0].person_id)
    with pytest.raises(NotPermitted, match="被评单位的人"):
        box_of(poll, poll.scrutineers[0])


def test_two_read_apart_and_settle_what_they_read_differently(cast: Cast, campaign: Campaign) -> None:
    poll, bundle = bundled(cast, campaign)
    first, second, third = poll.scrutineers
    assert read(poll, bundle, first, {3: GOOD}) == 1
    assert read(poll, bundle, second) == 2
    with pytest.raises(rounds.NotPossible, match="已经有两位"):
        read(poll, bundle, third)
    with pytest.raises(rounds.NotPossible, match="还有11张没有录，第一张是1号"):
        finish(poll, bundle, first)
    other = Reading("marked", (2,) * 5)
    read(poll, bundle, first, dict.fromkeys(bundle.papers, GOOD) | {5: other, 7: Reading(VOID)})
    assert (finish(poll, bundle, first), finish(poll, bundle, second)) == (False, True)
    bundle.refresh_from_db()
    assert differences(bundle) == [5, 7]
    with pytest.raises(rounds.NotPossible, match="还有2张两位录得不一样，第一张是5号"):
        agree(poll, bundle, first)
    with pytest.raises(rounds.NotPossible, match="请只改不一样的"):
        read(poll, bundle, first, {6: other})
    read(poll, bundle, first, {5: GOOD})
    read(poll, bundle, second, {7: Reading(VOID)})
    assert differences(bundle) == []
    assert (agree(poll, bundle, first), agree(poll, bundle, second)) == (False, True)
    with pytest.raises(rounds.NotPossible, match="封好了，不能再改"):
        read(poll, bundle, second, {7: GOOD})


def test_whoever_is_done_does_not_change_before_the_other_is(cast: Cast, campaign: Campaign) -> None:
    poll, bundle = bundled(cast, campaign)
    read(poll, bundle, poll.scrutineers[0])
    finish(poll, bundle, poll.scrutineers[0])
    with pytest.raises(rounds.NotPossible, match="等另一位也录完"):
        read(poll, bundle, poll.scrutineers[0], {1: Reading(VOID)})
    assert readings(bundle, 1)[1] == GOOD


def test_a_paper_that_is_missing_needs_a_reason_by_both(cast: Cast, campaign: Campaign) -> None:
    poll, bundle = bundled(cast, campaign)
    for actor in poll.scrutineers[:2]:
        read(poll, bundle, actor, dict.fromkeys(bundle.papers, GOOD) | {12: Reading(MISSING)})
        finish(poll, bundle, actor)
    first, second, _third = poll.scrutineers
    with pytest.raises(rounds.NotPossible, match="有1个号没有票。请写明原因"):
        agree(poll, bundle, first)
    assert not agree(poll, bundle, first, "盖号跳了一个。")
    assert not agree(poll, bundle, second, "两张粘在一起。")
    assert agree(poll, bundle, first)
    bundle.refresh_from_db()
    assert (bundle.reason, bundle.missing) == ("两张粘在一起。", 1)
    poll.count()
    assert (poll.batch("first").returned, Ballot.objects.count()) == (MEMBERS - 1, MEMBERS - 1)


def test_papers_are_counted_together_with_what_was_cast_online(cast: Cast, campaign: Campaign) -> None:
    poll = planned(cast, campaign)
    poll.round = rounds.open_round(by=cast.committee_office, row=poll.round, now=at_noon(cast.today))
    for code in poll.codes(poll.batch("first", "服务对象"))[:11]:
        poll.vote(code, (4,) * 5, "网上写的")
    poll.close()
    with pytest.raises(rounds.NotPossible, match="还有1箱纸质票没有录完"):
        poll.count()
    for actor in poll.scrutineers[:2]:
        box_of(poll, actor)
    bundle = Bundle.objects.get()
    for actor in poll.scrutineers[:2]:
        marks = dict.fromkeys(bundle.papers, GOOD) | {2: Reading(VOID)}
        read(poll, bundle, actor, marks, [["纸上写的"]])
        finish(poll, bundle, actor)
    with pytest.raises(rounds.NotPossible, match="还有1箱纸质票没有录完"):
        poll.count()
    for actor in poll.scrutineers[:2]:
        agree(poll, bundle, actor)
    poll.count()
    served, members = poll.batch("first", "服务对象"), poll.batch("first")
    assert sorted((one.groups, one.returned, one.void) for one in Piece.objects.all()) == sorted(
        [
            ([[members.rater_class_id, "paper"]], MEMBERS, 1),
            ([[served.rater_class_id, "online"]], 11, 0),
        ]
    )
    assert sorted(Tally.objects.filter(item=4).values_list("counts", flat=True)) == [
        [0, 0, 0, 11],
        [0, 0, 0, 11],
    ]
    assert sorted(set(Remark.objects.values_list("text", flat=True))) == ["纸上写的", "网上写的"]
    assert (members.returned, PaperReading.objects.count(), PaperRemark.objects.count()) == (MEMBERS, 0, 0)
    box = Box.objects.get()
    assert (box.handed, box.found, box.done) == (MEMBERS, MEMBERS, True)


def test_few_papers_are_told_of_only_together_with_others(cast: Cast, campaign: Campaign) -> None:
    poll = prepared(cast, campaign)
    plan(poll, "服务对象", 15)
    poll.round = rounds.open_round(by=cast.committee_office, row=poll.round, now=at_noon(cast.today))
    for code in poll.codes(poll.batch("first")):
        poll.vote(code, (1,) * 5)
    poll.close()
    told = replace(IN_THE_BOX, handed=15, unused=0, found=3)
    for actor in poll.scrutineers[:2]:
        box_of(poll, actor, told)
    bundle = Bundle.objects.get()
    read_twice(poll, bundle)
    for actor in poll.scrutineers[:2]:
        agree(poll, bundle, actor)
    poll.count()
    (piece,) = Piece.objects.all()
    assert (piece.returned, len(piece.groups)) == (MEMBERS + 3, 2)


def test_no_line_of_the_ledger_tells_what_stood_on_a_paper(cast: Cast, campaign: Campaign) -> None:
    poll, bundle = bundled(cast, campaign)
    read_twice(poll, bundle)
    for actor in poll.scrutineers[:2]:
        agree(poll, bundle, actor)
    told = Entry.objects.filter(verb__startswith="appraisals.bundle").order_by("pk")
    assert [(one.verb, one.before, one.after) for one in told] == [
        ("appraisals.bundle.read", {"first_done": False}, {"first_done": True}),
        ("appraisals.bundle.read", {"second_done": False}, {"second_done": True}),
        ("appraisals.bundle.agree", {"first_agrees": False}, {"first_agrees": True}),
        ("appraisals.bundle.agree", {"second_agrees": False}, {"second_agrees": True}),
    ]
