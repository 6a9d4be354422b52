"""What follows a count: what was written becomes themes and is put right, and a ballot is voided by two."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.appraisals.rounds import Poll, commented, publish
from tests.cast import Cast, at_noon
from zhengyou.appraisals.actions import rounds, themes, voiding
from zhengyou.appraisals.models import Ballot, Remark, Round, Tally, Theme, Voided, VoidProposal
from zhengyou.appraisals.queries.results import scrutiny
from zhengyou.campaigns.models import Campaign
from zhengyou.campaigns.models.rectification import Rectification, RectificationState, Source
from zhengyou.organisations.models import Account
from zhengyou.organisations.rules import NotPermitted


@pytest.fixture
def poll(cast: Cast, campaign: Campaign) -> Poll:
    """A counted round: twelve of the first branch were there, each wrote the same sentence with a number."""
    return commented(cast, campaign)


def _sort(poll: Poll, number: int, name: str, problem: bool = True) -> Theme:
    chosen = list(Remark.objects.filter(theme=None).order_by("pk").values_list("pk", flat=True)[:number])
    return themes.sort(
        by=poll.scrutineers[0],
        row=poll.round,
        urn=poll.batch("first").urn_id,
        remarks=[str(key) for key in chosen],
        name=name,
        problem=problem,
        now=at_noon(poll.cast.today),
    )


def _release(poll: Poll) -> None:
    poll.round = themes.release(by=poll.scrutineers[0], row=poll.round, now=at_noon(poll.cast.today))


def _step(poll: Poll, verb: str) -> Round:
    return rounds.step(
        by=poll.cast.committee_office, row=poll.round, verb=verb, answers={}, now=at_noon(poll.cast.today)
    )


def _rectify(poll: Poll) -> Round:
    due = poll.cast.today + timedelta(days=30)
    return themes.rectify(
        by=poll.cast.committee_office, row=poll.round, due_on=due, now=at_noon(poll.cast.today)
    )


def test_only_scrutineers_read_what_was_written(cast: Cast, poll: Poll) -> None:
    address = reverse("appraisal-remarks", args=[poll.round.pk])
    for who in ("committee_office", "secretary", "leader", "administrator"):
        assert cast.client(who).get(address).status_code == 404
    with pytest.raises(NotPermitted, match="只有监票人"):
        themes.sort(
            by=cast.committee_office, row=poll.round, urn=0, remarks=[], name="等", problem=True,
            now=at_noon(cast.today),
        )  # fmt: skip


def test_themes_are_told_only_when_nothing_is_left_out_and_small_numbers_never(
    cast: Cast, poll: Poll
) -> None:
    _sort(poll, 10, "办事等得太久")
    with pytest.raises(rounds.NotPossible, match="还有2条没有归类"):
        _release(poll)
    _sort(poll, 2, "表扬", problem=False)
    address = reverse("appraisal-themes", args=[poll.round.pk])
    assert cast.client("committee_office").get(address).status_code == 404
    _release(poll)
    page = cast.client("committee_office").get(address).content.decode()
    assert "办事等得太久" in page
    assert "10人" in page
    assert "不到10人" in page
    assert "窗口" not in page
    with pytest.raises(rounds.NotPossible, match="已经归好类"):
        _sort(poll, 1, "再加一类")


def test_a_remark_sorted_wrongly_goes_to_another_theme_and_an_empty_theme_is_gone(poll: Poll) -> None:
    _sort(poll, 12, "等得久")
    remarks = [str(key) for key in Remark.objects.values_list("pk", flat=True)]
    themes.sort(
        by=poll.scrutineers[1], row=poll.round, urn=poll.batch("first").urn_id, remarks=remarks,
        name="办事等得太久", problem=True, now=at_noon(poll.cast.today),
    )  # fmt: skip
    assert [(one.name, one.remarks.count()) for one in Theme.objects.all()] == [("办事等得太久", 12)]


def test_every_theme_of_a_problem_opens_a_rectification_and_the_round_is_checked_when_all_are_closed(
    cast: Cast, poll: Poll
) -> None:
    _sort(poll, 10, "办事等得太久")
    _sort(poll, 2, "表扬", problem=False)
    publish(poll)
    with pytest.raises(rounds.NotPossible, match="还没有把写的话归好类"):
        _rectify(poll)
    with pytest.raises(rounds.NotPossible, match="还没有把写的话归好类"):
        _step(poll, "check")
    _release(poll)
    with pytest.raises(rounds.NotPossible, match="还没有转整改"):
        _step(poll, "check")
    poll.round = _rectify(poll)
    problem = Rectification.objects.get(source=Source.APPRAISAL)
    where = cast.places["first"].organisation_id
    assert (problem.title, problem.organisation_id, poll.round.state) == ("办事等得太久", where, "rectifying")
    assert "10人写到" in problem.text
    with pytest.raises(rounds.NotPossible, match="还有1件整改没有销号"):
        _step(poll, "check")
    Rectification.objects.filter(pk=problem.pk).update(state=RectificationState.WITHDRAWN)
    assert _step(poll, "check").state == "checked"


def test_a_ballot_is_voided_by_two_with_a_reason_counted_anew_and_never_deleted(
    cast: Cast, poll: Poll
) -> None:
    first, second, _third = poll.scrutineers
    now, ballot = at_noon(cast.today), Ballot.objects.order_by("pk")[0]
    fingerprint = poll.round.fingerprint
    assert Tally.objects.get(item=0).counts == [12, 0, 0, 0]
    proposal = voiding.propose(by=first, ballot=ballot, reason="有人看到一人投了两张", now=now)
    with pytest.raises(NotPermitted, match="作废要两个人"):
        voiding.agree(by=first, proposal=proposal, now=now)
    with pytest.raises(NotPermitted, match="监票人、计票人两个人"):
        voiding.agree(by=cast.committee_office, proposal=proposal, now=now)
    with pytest.raises(rounds.NotPossible, match="另一位还没有表态"):
        publish(poll)
    voiding.agree(by=second, proposal=proposal, now=now)
    assert (Ballot.objects.count(), Voided.objects.count()) == (12, 1)
    assert Tally.objects.get(item=0).counts == [11, 0, 0, 0]
    again = scrutiny.recount(poll.round)
    assert (again.ballots, again.fingerprint, again.counts) == (12, True, True)
    assert poll.round.fingerprint == fingerprint
    publish(poll)
    with pytest.raises(rounds.NotPossible, match="已经审定"):
        voiding.propose(by=first, ballot=Ballot.objects.exclude(pk=ballot.pk)[0], reason="晚了", now=now)


def test_a_ballot_on_which_the_second_does_not_agree_counts(cast: Cast, poll: Poll) -> None:
    first, second, _third = poll.scrutineers
    now, ballot = at_noon(cast.today), Ballot.objects.order_by("pk")[0]
    proposal = voiding.propose(by=first, ballot=ballot, reason="笔迹一样", now=now)
    with pytest.raises(rounds.NotPossible, match="已经有人提出"):
        voiding.propose(by=second, ballot=ballot, reason="我也这样看", now=now)
    voiding.decline(by=second, proposal=proposal, now=now)
    with pytest.raises(rounds.NotPossible, match="已经有人办了"):
        voiding.agree(by=second, proposal=proposal, now=now)
    assert Tally.objects.get(item=0).counts == [12, 0, 0, 0]


def test_counting_again_finds_a_tally_or_a_ballot_that_somebody_changed(poll: Poll) -> None:
    Tally.objects.filter(item=0).update(counts=[0, 12, 0, 0])
    changed = scrutiny.recount(poll.round)
    assert (changed.fingerprint, changed.counts) == (True, False)
    Ballot.objects.filter(pk=Ballot.objects.order_by("pk")[0].pk).update(marks=[2, 2, 2, 2, 2])
    assert scrutiny.recount(poll.round).fingerprint is False


def test_sheets_alike_beyond_chance_are_shown_with_their_number_to_those_who_count(
    cast: Cast, campaign: Campaign
) -> None:
    same, mixed = (1, 2, 3, 1, 2), [(place, at) for at, place in enumerate((1, 2, 3, 4, 1, 2))]
    sheets = [same] * 6 + [tuple(1 + (mark + at * item) % 4 for item in range(5)) for mark, at in mixed]
    poll = commented(cast, campaign, sheets)
    found = scrutiny.alike(poll.round)
    assert [(one.marks, one.number, one.of) for one in found] == [(list(same), 6, 12)]
    assert found[0].chance < 2
    assert (poll.round.used_codes, poll.round.sealed_found) == (12, 12)
    page = cast.client("committee_office").get(reverse("appraisal-scrutiny", args=[poll.round.pk]))
    assert page.status_code == 404


def test_a_scrutineer_does_it_all_on_the_pages(cast: Cast, poll: Poll) -> None:
    first, second = Client(), Client()
    for client, actor in ((first, poll.scrutineers[0]), (second, poll.scrutineers[1])):
        client.force_login(Account.objects.get(pk=actor.account_id))
    where, ballot = reverse("appraisal-scrutiny", args=[poll.round.pk]), Ballot.objects.order_by("pk")[0]
    page = first.get(where, {"again": "1", "piece": str(ballot.piece_id)}).content.decode()
    assert "数过了，12张：指纹一样" in page
    assert reverse("appraisal-void", args=[ballot.pk]) in page
    refused = first.post(reverse("appraisal-void", args=[ballot.pk]), {"reason": ""})
    assert (refused.status_code, "请写为什么作废" in refused.content.decode()) == (422, True)
    first.post(reverse("appraisal-void", args=[ballot.pk]), {"reason": "一人投了两张"})
    assert "同意作废" not in first.get(where).content.decode()
    assert "同意作废" in second.get(where).content.decode()
    second.post(reverse("appraisal-void-agree", args=[VoidProposal.objects.get().pk]))
    assert Voided.objects.get().ballot_id == ballot.pk
    remarks = reverse("appraisal-remarks", args=[poll.round.pk])
    assert "窗口要排队1" in first.get(remarks).content.decode()
    chosen = [str(key) for key in Remark.objects.values_list("pk", flat=True)]
    first.post(remarks, {"remarks": chosen, "name": "排队太久", "problem": "yes"})
    first.post(reverse("appraisal-release", args=[poll.round.pk]))
    publish(poll)
    office = cast.client("committee_office")
    due = f"{cast.today + timedelta(days=9):%Y-%m-%d}"
    office.post(reverse("appraisal-step", args=[poll.round.pk, "rectify"]), {"put_right_by": due})
    assert Rectification.objects.get(source=Source.APPRAISAL).title == "排队太久"
    themes_page = office.get(reverse("appraisal-themes", args=[poll.round.pk])).content.decode()
    assert "看整改" in themes_page
