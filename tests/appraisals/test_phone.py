"""A phone sample from its seed to the opened urns."""

import html
import re
import threading
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.appraisals.phoning import Survey, announced, drawn, listed, sealed
from tests.appraisals.rounds import opened
from tests.appraisals.test_phone_rules import worked_out
from tests.cast import Cast, at_noon
from zhengyou.appraisals.actions import phoning, sampling
from zhengyou.appraisals.actions.rounds import NotPossible
from zhengyou.appraisals.models import Ballot, Contact, Piece, RaterClass, Round, Sample, SealedBallot, Urn
from zhengyou.appraisals.queries.sampling import lines_drawn, told_outcomes
from zhengyou.campaigns.models import Campaign
from zhengyou.desk.queries import sections
from zhengyou.ledger.models import Entry
from zhengyou.organisations.models import Account
from zhengyou.organisations.rules import NotPermitted

pytestmark = pytest.mark.django_db


def _outcomes(survey: Survey) -> dict[str, int]:
    return dict(told_outcomes(survey.fresh()))


def _file(text: str) -> dict[str, SimpleUploadedFile]:
    return {"frame": SimpleUploadedFile("名单.csv", text.encode("gb18030"))}


def test_a_list_with_a_mistake_is_told_by_line_and_not_kept(cast: Cast, campaign: Campaign) -> None:
    survey = announced(cast, campaign)
    client, address = (
        cast.client("committee_office"),
        reverse("appraisal-sample-step", args=[survey.sample.pk, "list"]),
    )
    page = client.post(address, _file("姓名,电话\n白云,13800000001\n青山,138\n")).content.decode()
    assert "第3行：“138”不像电话号码。请对照原来的登记改正。" in html.unescape(page)
    assert (Contact.objects.count(), survey.fresh().size) == (0, 0)
    client.post(address, _file("姓名,电话\n白云,13800000001\n青山,13800000002\n"))
    assert (Contact.objects.count(), survey.fresh().size) == (2, 2)
    assert not [one for one in Contact.objects.all() if "1380000" in one.sealed or "白云" in one.sealed]


def test_a_list_is_changed_until_it_is_sealed(cast: Cast, campaign: Campaign) -> None:
    survey = announced(cast, campaign)
    given = {"by": cast.committee_office, "sample": survey.sample, "now": at_noon(cast.today)}
    with pytest.raises(NotPossible, match="还没有名单"):
        sampling.seal_frame(**given)
    sampling.take_frame(**given, listed=listed(5))
    sampling.take_frame(**given, listed=listed(3))
    with pytest.raises(NotPossible, match="还没有封定"):
        sampling.draw(**given)
    sampling.seal_frame(**given)
    with pytest.raises(NotPossible, match="不能再换"):
        sampling.take_frame(**given, listed=listed(4))
    with pytest.raises(NotPossible, match="台账还没有"):
        sampling.draw(**given)
    assert (survey.fresh().size, Contact.objects.count()) == (3, 3)


def test_a_seed_is_published_before_the_vote_by_whoever_runs_it(cast: Cast, campaign: Campaign) -> None:
    survey = announced(cast, campaign)
    batch = survey.sample.batch
    given = {
        "urn": batch.urn,
        "rater_class": batch.rater_class,
        "method": "random",
        "now": at_noon(cast.today),
    }
    with pytest.raises(NotPossible, match="已经安排过"):
        sampling.announce(by=cast.committee_office, seed="再来", **given)
    with pytest.raises(NotPossible, match="不要用引号"):
        sampling.announce(by=cast.committee_office, seed="“'”", **given)
    with pytest.raises(NotPermitted):
        sampling.announce(by=cast.secretary, seed="再来", **given)


def test_no_sample_is_arranged_once_the_vote_runs(cast: Cast, campaign: Campaign) -> None:
    poll = opened(cast, campaign)
    with pytest.raises(NotPossible, match="开始投票以前"):
        sampling.announce(
            by=cast.committee_office,
            urn=Urn.objects.filter(round=poll.round)[0],
            rater_class=RaterClass.objects.filter(round=poll.round)[0],
            seed="春",
            method="random",
            now=at_noon(cast.today),
        )


@pytest.mark.parametrize(("method", "number"), [("interval", 320), ("random", 320), ("interval", 12)])
def test_anybody_works_the_sample_out_from_the_public_page(
    cast: Cast, campaign: Campaign, method: str, number: int
) -> None:
    survey = drawn(cast, campaign, number, method)
    address = reverse("public-sample", args=[survey.poll.round.slug, survey.sample.pk])
    page = html.unescape(cast.client(None).get(address).content.decode())
    told = re.search(r'id="drawn">([^<]+)<', page)
    line = re.search(r'id="line">([^\n]+)</pre>', page)
    assert told
    assert line
    lines = [int(one) for one in told[1].split()]
    assert len(lines) == min(number, 300)
    assert lines == worked_out(line[1])
    assert sorted(Contact.objects.values_list("line", flat=True)) == lines
    assert survey.fresh().batch.issued == len(lines)
    for secret in ("13900000001", "群众1", "办证"):
        assert secret not in page


def test_what_was_sealed_is_told_in_the_ledger_and_nothing_of_the_calls_is(
    cast: Cast, campaign: Campaign
) -> None:
    survey = drawn(cast, campaign)
    assert list(
        Entry.objects.filter(subject="appraisals.sample").order_by("pk").values_list("verb", flat=True)
    ) == [f"appraisals.sample.{verb}" for verb in ("announce", "list", "seal", "draw")]
    before = Entry.objects.count()
    contact = survey.next()
    assert contact
    assert survey.answer(contact)
    other = survey.next()
    assert other
    phoning.note_outcome(by=survey.callers[0], contact=other, outcome="refused")
    assert Entry.objects.count() == before


def test_two_callers_never_have_the_same_person_and_each_keeps_his_own(
    cast: Cast, campaign: Campaign
) -> None:
    survey = drawn(cast, campaign, 3)
    first, second = survey.next(0), survey.next(1)
    assert first
    assert second
    assert first.pk != second.pk
    assert survey.next(0) == first
    assert survey.answer(first, caller=1) is False
    assert [survey.answer(first), survey.answer(first)] == [True, False]
    assert _outcomes(survey) == {"答了": 1, "没人接": 0, "不愿意答": 0, "空号、错号": 0, "还没有打": 2}


def test_who_does_not_answer_the_phone_is_called_three_times_after_the_others(
    cast: Cast, campaign: Campaign
) -> None:
    survey = drawn(cast, campaign, 2)
    called = []
    while contact := survey.next():
        called.append(contact.line)
        outcome = "no_answer" if contact.line == 1 else "wrong"
        phoning.note_outcome(by=survey.callers[0], contact=contact, outcome=outcome)
    assert called == [1, 2, 1, 1]
    assert _outcomes(survey) == {"答了": 0, "没人接": 1, "不愿意答": 0, "空号、错号": 1, "还没有打": 0}


def test_through_the_page_an_answer_is_taken_once_and_read_by_nobody_else(
    cast: Cast, campaign: Campaign
) -> None:
    survey = drawn(cast, campaign, 2)
    client = Client()
    client.force_login(Account.objects.get(person_id=survey.callers[0].person_id))
    calls = reverse("appraisal-calls", args=[survey.sample.pk])
    address = client.post(calls).headers["Location"]
    page = client.get(address).content.decode()
    assert "13900000001" in page
    empty = client.post(address, {"sample": str(survey.sample.pk)})
    assert (empty.status_code, "一题也没有答" in empty.content.decode()) == (422, True)
    sent = {"sample": str(survey.sample.pk), **{f"m{place}": "1" for place in range(5)}}
    received = client.post(address, sent)
    assert "收下了" in received.content.decode()
    again = client.post(address, sent)
    assert (again.status_code, "只算一张" in again.content.decode()) == (409, True)
    assert cast.client("secretary").post(address, sent).status_code == 404
    assert (SealedBallot.objects.count(), client.get(address).status_code) == (1, 404)
    other = client.post(calls).headers["Location"]
    client.post(other, {"sample": str(survey.sample.pk), "outcome": "refused"})
    assert "能打的都打过了" in client.post(calls, follow=True).content.decode()


def test_only_a_named_counter_calls(cast: Cast, campaign: Campaign) -> None:
    survey = drawn(cast, campaign)
    for actor in (cast.committee_office, cast.secretary, survey.poll.scrutineers[0]):
        with pytest.raises(NotPermitted, match="由计票人打"):
            phoning.next_call(by=actor, sample=survey.fresh())
    assert "您是计票人，请打调查电话" in [one.title for one in sections(survey.callers[0], cast.today)]
    assert "您是计票人，请打调查电话" not in [
        one.title for one in sections(survey.poll.scrutineers[0], cast.today)
    ]


def test_after_the_end_no_answer_is_taken(cast: Cast, campaign: Campaign) -> None:
    survey = drawn(cast, campaign)
    contact = survey.next()
    assert contact
    survey.poll.close()
    assert survey.answer(contact) is False
    assert SealedBallot.objects.count() == 0


def test_answers_are_counted_as_a_channel_of_their_own_and_the_numbers_deleted(
    cast: Cast, campaign: Campaign
) -> None:
    survey = drawn(cast, campaign, 14)
    for _each in range(11):
        contact = survey.next()
        assert contact
        assert survey.answer(contact, 2)
    refused = survey.next()
    assert refused
    phoning.note_outcome(by=survey.callers[0], contact=refused, outcome="refused")
    assert Contact.objects.count() == 3
    survey.poll.close()
    survey.poll.count()
    assert Contact.objects.count() == 0
    assert {tuple(one.marks) for one in Ballot.objects.all()} == {(2,) * 5}
    piece = Piece.objects.get()
    assert (piece.groups, piece.returned) == ([[survey.sample.batch.rater_class_id, "phone"]], 11)
    assert survey.fresh().batch.returned == 11
    assert _outcomes(survey) == {"答了": 11, "没人接": 0, "不愿意答": 1, "空号、错号": 0, "还没有打": 2}


def test_numbers_are_deleted_at_night_thirty_days_after_the_end(cast: Cast, campaign: Campaign) -> None:
    (kept,) = phoning.KEPT
    assert kept.purge
    survey = drawn(cast, campaign, 4)
    now = at_noon(cast.today)
    assert kept.purge(now) == 0
    long_ago = cast.today - timedelta(days=31)
    Round.objects.update(closes_on=long_ago, opens_on=long_ago)
    assert (kept.purge(now), Contact.objects.count()) == (4, 0)
    assert _outcomes(survey)["还没有打"] == 4


@pytest.mark.django_db(transaction=True)
def test_an_answer_and_the_end_of_the_vote_never_half_meet(cast: Cast, campaign: Campaign) -> None:
    survey = drawn(cast, campaign)
    contact = survey.next()
    assert contact
    taken: list[bool] = []

    def answer() -> None:
        try:
            taken.append(survey.answer(contact))
        finally:
            connection.close()

    def close() -> None:
        try:
            survey.poll.close()
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for one in (answer, close)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert Round.objects.get(pk=survey.poll.round.pk).state == "closed"
    assert SealedBallot.objects.count() == sum(taken)
    assert Contact.objects.filter(pk=contact.pk).count() == 1 - sum(taken)


@pytest.mark.django_db(transaction=True)
def test_one_press_twice_at_one_moment_is_one_ballot(cast: Cast, campaign: Campaign) -> None:
    survey = drawn(cast, campaign)
    contact = survey.next()
    assert contact
    taken: list[bool] = []

    def answer() -> None:
        try:
            taken.append(survey.answer(contact))
        finally:
            connection.close()

    threads = [threading.Thread(target=answer) for _each in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(taken) == [False, False, False, True]
    assert SealedBallot.objects.count() == 1


def test_the_sealed_list_fits_its_digest(cast: Cast, campaign: Campaign) -> None:
    survey = sealed(cast, campaign, 5)
    page = html.unescape(
        cast.client(None)
        .get(reverse("public-sample", args=[survey.poll.round.slug, survey.sample.pk]))
        .content.decode()
    )
    kept = Sample.objects.get()
    frame = re.search(r'id="frame">\n(.*?)</pre>', page, re.DOTALL)
    assert frame
    assert frame[1] == kept.frame
    assert kept.frame_sha256 in page
    assert lines_drawn(survey.fresh()) == [1, 2, 3, 4, 5]
