"""A beneficiary answers on a link: once, without a login, a cookie or a name; and nobody learns who it was."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.campaigns.commitments.promising import promised, standing, step
from tests.cast import Cast, at_noon
from zhengyou.campaigns.actions import commitments, confirming
from zhengyou.campaigns.models import Campaign, Commitment, ConfirmationLink
from zhengyou.campaigns.models.commitments import Said
from zhengyou.campaigns.rules.procedures import WrongState
from zhengyou.ledger.models import Entry
from zhengyou.ledger.queries import history
from zhengyou.organisations.rules import NotPermitted


def _asked(cast: Cast, row: Commitment) -> str:
    return confirming.ask(by=cast.secretary, commitment=row, now=at_noon(cast.today)).secret


def _page(secret: str) -> str:
    return reverse("confirmation", args=[secret])


def test_a_link_is_answered_once_by_anybody_who_holds_it(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "claimed")
    secret = _asked(cast, row)
    stranger = Client(enforce_csrf_checks=True)
    page = stranger.get(_page(secret))
    assert (page.status_code, page.cookies) == (200, {})
    assert "Cookie" not in page.headers.get("Vary", "")
    text = page.content.decode()
    assert row.text in text
    assert "青石商圈第一党支部程某承诺" in text
    assert "程初晓" not in text
    assert "<script" not in text
    assert len(page.content) < 30_000
    lacking = stranger.post(_page(secret), {"said": "也许"})
    assert (lacking.status_code, ConfirmationLink.objects.get().said) == (422, "")
    done = stranger.post(_page(secret), {"said": "yes"})
    assert done.status_code == 200
    assert "没有记您是谁" in done.content.decode()
    again = stranger.post(_page(secret), {"said": "no"})
    assert again.status_code == 410
    assert "已经回答过了" in again.content.decode()
    link = ConfirmationLink.objects.get()
    assert (link.said, link.said_on) == ("yes", cast.today)
    assert done.cookies == again.cookies == {}


def test_a_wrong_or_expired_link_says_so_and_changes_nothing(cast: Cast, campaign: Campaign) -> None:
    secret = _asked(cast, standing(cast, campaign, "published"))
    wrong = Client().get(_page("nicht-da"))
    assert wrong.status_code == 410
    assert "这个链接不对" in wrong.content.decode()
    ConfirmationLink.objects.update(expires_on=cast.today - timedelta(days=1))
    late = Client().post(_page(secret), {"said": "yes"})
    assert late.status_code == 410
    assert "已经过期" in late.content.decode()
    assert ConfirmationLink.objects.get().said == ""


def test_the_last_day_of_a_link_still_counts(cast: Cast, campaign: Campaign) -> None:
    secret = _asked(cast, standing(cast, campaign, "published"))
    last = ConfirmationLink.objects.get().expires_on
    assert last == cast.today + timedelta(days=30)
    with pytest.raises(confirming.Unanswerable, match="过期"):
        confirming.answer(secret=secret, said=Said.YES, now=at_noon(last + timedelta(days=1)))
    assert confirming.answer(secret=secret, said=Said.PARTLY, now=at_noon(last)).said == "partly"


def test_of_the_secret_only_its_digest_is_kept_and_of_the_answer_no_name(
    cast: Cast, campaign: Campaign
) -> None:
    row = standing(cast, campaign, "claimed")
    secret = _asked(cast, row)
    link = ConfirmationLink.objects.values().get()
    assert secret not in str(link)
    confirming.answer(secret=secret, said=Said.NO, now=at_noon(cast.today))
    (line,) = [one for one in history(commitments.SUBJECT, row.pk) if "网上答" in one.sentence]
    assert line.sentence.endswith("没有办到。")
    entry = Entry.objects.get(pk=line.pk)
    assert (entry.actor_id, entry.names, secret in entry.sentence) == (None, [], False)


def test_the_secretary_sees_the_answer_and_may_verify_by_it(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "claimed")
    with pytest.raises(commitments.NotPossible, match="还没有受益的人在网上答"):
        step(cast, row, "verify", witnessed="link")
    confirming.answer(secret=_asked(cast, row), said=Said.YES, now=at_noon(cast.today))
    page = cast.client("secretary").get(reverse("commitment", args=[row.pk])).content.decode()
    assert "答：办到了" in page
    assert step(cast, row, "verify", witnessed="link").state == "verified"


def test_only_those_who_decide_make_links_and_only_while_it_is_open(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "published")
    for role in ("member", "other_secretary", "reader"):
        with pytest.raises(NotPermitted):
            confirming.ask(by=cast.actor(role), commitment=row, now=at_noon(cast.today))
    with pytest.raises(WrongState, match="不用再请人回答"):
        confirming.ask(
            by=cast.secretary, commitment=standing(cast, campaign, "honoured"), now=at_noon(cast.today)
        )
    own = standing(cast, campaign, "published", person=None)
    with pytest.raises(NotPermitted):
        confirming.ask(by=cast.secretary, commitment=own, now=at_noon(cast.today))
    assert confirming.ask(by=cast.general_secretary, commitment=own, now=at_noon(cast.today)).secret
    assert promised(cast, campaign).links.count() == 0


def test_the_link_is_shown_once_with_its_code(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "published")
    answer = cast.client("secretary").post(reverse("commitment-ask", args=[row.pk]))
    page = answer.content.decode()
    assert "/c/" in page
    assert "<svg" in page
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_public_board_asks_the_same_few_questions_for_any_number(
    cast: Cast, campaign: Campaign, django_assert_num_queries: Any, rows: int
) -> None:
    for number in range(rows):
        standing(cast, campaign, "published", text=f"每月教老人用手机{number + 1}次")
    address = reverse("public-commitments", args=[campaign.slug, cast.places["first"].organisation_id])
    with django_assert_num_queries(4):
        Client().get(address)


def test_the_public_board_shows_what_is_published_and_no_full_name(cast: Cast, campaign: Campaign) -> None:
    shown = standing(cast, campaign, "published")
    hidden = promised(cast, campaign, text="还在审的承诺")
    missed = standing(cast, campaign, "unmet", person=None)
    address = reverse("public-commitments", args=[campaign.slug, cast.places["first"].organisation_id])
    page = Client().get(address)
    text = page.content.decode()
    assert (page.status_code, page.cookies) == (200, {})
    assert "public" in page.headers["Cache-Control"]
    assert shown.text in text
    assert "程某" in text
    assert "没有安排时间，向大家检讨。" in text
    assert hidden.text not in text
    assert missed.text in text
    for name in ("程初晓", "林小满", shown.beneficiary):
        assert name not in text
