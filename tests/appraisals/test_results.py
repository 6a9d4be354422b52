"""What is told of a round after it was counted, to whom, and that anybody can count it again."""

import csv
import hashlib
import io
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.http import HttpResponseBase, StreamingHttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.appraisals.rounds import MEMBERS, Poll, opened, publish
from tests.cast import Cast
from zhengyou.appraisals.actions import rounds
from zhengyou.appraisals.models import Urn
from zhengyou.campaigns.models import Campaign


def _counted(cast: Cast, campaign: Campaign, members: int = 1, served: int = 3) -> Poll:
    """Twelve members of the first branch mark `members`, twelve of those it serves `served`; the second gets four."""
    poll = opened(cast, campaign)
    for code in poll.codes(poll.batch("first")):
        poll.vote(code, (members,) * 5)
    for code in poll.codes(poll.batch("first", "服务对象"))[:12]:
        poll.vote(code, (served,) * 5)
    for code in poll.codes(poll.batch("second", "服务对象"))[:4]:
        poll.vote(code, (4,) * 5)
    poll.close()
    poll.count()
    return poll


def _first(poll: Poll) -> int:
    return Urn.objects.get(round=poll.round, organisation_id=poll.cast.places["first"].organisation_id).pk


def _whole(answer: HttpResponseBase) -> bytes:
    assert isinstance(answer, StreamingHttpResponse)
    return b"".join(bytes(piece) for piece in answer)


def _text(content: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", content.decode()))


def test_results_are_for_those_who_run_and_count_until_they_are_published(
    cast: Cast, campaign: Campaign
) -> None:
    poll = _counted(cast, campaign)
    address = reverse("appraisal-results", args=[poll.round.pk])
    assert cast.client("committee_office").get(address).status_code == 200
    assert cast.client("secretary").get(address).status_code == 404
    assert Client().get(reverse("public-appraisal", args=[poll.round.slug])).status_code == 404
    publish(poll)
    assert cast.client("secretary").get(address).status_code == 200
    assert cast.client("member").get(address).status_code == 200
    assert Client().get(reverse("public-appraisal", args=[poll.round.slug])).status_code == 200


def test_the_rates_stand_beside_each_other_with_counts_weights_and_marks(
    cast: Cast, campaign: Campaign
) -> None:
    poll = _counted(cast, campaign)
    publish(poll)
    page = Client().get(reverse("public-appraisal-urn", args=[poll.round.slug, _first(poll)]))
    told = _text(page.content)
    # 12 of 24 are satisfied, all but none fairly; scored (12 x 10 + 12 x 5) / 24; weighed 60 and 40.
    assert "50%（60/120）" in told
    assert "100%（120/120）" in told
    assert "7.5分（120份回答）" in told
    assert "60.0%" in told
    assert "100%（60/60）×60（党员，权重60） ＋ 0%（0/60）×40（服务对象，权重40）" in told
    assert "低于80%；怎么办由组织评议的单位定" in told
    assert "不低于60%" in told


def test_a_small_urn_is_told_of_nowhere_by_itself(cast: Cast, campaign: Campaign) -> None:
    poll = _counted(cast, campaign)
    publish(poll)
    small = Urn.objects.get(round=poll.round, organisation_id=cast.places["second"].organisation_id)
    page = Client().get(reverse("public-appraisal-urn", args=[poll.round.slug, small.pk]))
    assert "收回的票不满10张，不单独公布" in _text(page.content)
    assert not page.context or not page.context.get("abouts")
    told = Client().get(reverse("public-appraisal", args=[poll.round.slug]))
    assert "票不满10张，不单独公布" in _text(told.content)


def test_a_class_that_was_put_together_with_another_shares_its_weight(cast: Cast, campaign: Campaign) -> None:
    poll = opened(cast, campaign)
    for code in poll.codes(poll.batch("first")):
        poll.vote(code, (1,) * 5)
    for code in poll.codes(poll.batch("first", "服务对象"))[:3]:
        poll.vote(code, (4,) * 5)
    poll.close()
    poll.count()
    page = cast.client("committee_office").get(
        reverse("appraisal-urn-results", args=[poll.round.pk, _first(poll)])
    )
    assert "党员、服务对象合在一起，权重共100" in _text(page.content)


def test_anybody_counts_the_published_ballots_again_to_the_same_fingerprint(
    cast: Cast, campaign: Campaign, tmp_path: Path
) -> None:
    poll = _counted(cast, campaign)
    publish(poll)
    page = Client().get(reverse("public-appraisal", args=[poll.round.slug])).content.decode()
    stream = Client().get(reverse("public-appraisal-ballots", args=[poll.round.slug]))
    content = _whole(stream)
    (tmp_path / "ballots.csv").write_bytes(content)
    found = re.search(r"python3 -c (.*?)</pre>", page, re.DOTALL)
    assert found
    line = found[1].strip().removeprefix("'").removesuffix("'")
    done = subprocess.run(
        [sys.executable, "-c", line], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [poll.round.fingerprint, "24"]
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))[1:]
    assert rows == sorted(rows)
    # One ballot fewer, and the fingerprint is another.
    fewer = hashlib.sha256(
        b"".join(sorted(hashlib.sha256(f"{a}:{','.join(m)}".encode()).digest() for a, _v, *m in rows[1:]))
    )
    assert fewer.hexdigest() != poll.round.fingerprint


def test_the_published_receipts_are_as_many_as_the_ballots(cast: Cast, campaign: Campaign) -> None:
    poll = _counted(cast, campaign)
    publish(poll)
    answer = Client().get(reverse("public-appraisal-receipts", args=[poll.round.slug]))
    lines = _whole(answer).decode().splitlines()
    assert (len(lines), lines) == (MEMBERS + 12 + 4, sorted(lines))


@pytest.fixture
def of_people(cast: Cast, campaign: Campaign) -> Poll:
    """A published round in which the members of branches were judged by their branch."""
    poll = opened(
        cast, campaign, sheet="member", raters=[rounds.Raters(name="党员", source="members", weight=1)]
    )
    for code in poll.codes(poll.batch("first")):
        poll.vote(code, (1,) * MEMBERS)
    poll.close()
    poll.count()
    publish(poll)
    return poll


def test_results_of_people_are_on_no_public_page(cast: Cast, of_people: Poll) -> None:
    slug = of_people.round.slug
    page = Client().get(reverse("public-appraisal", args=[slug]))
    assert "只在本支部党员大会上公布" in page.content.decode()
    assert not [one for one in of_people.people if one.name in page.content.decode()]
    for address in (
        reverse("public-appraisal-ballots", args=[slug]),
        reverse("public-appraisal-urn", args=[slug, _first(of_people)]),
    ):
        assert Client().get(address).status_code == 404


def test_a_member_sees_his_own_result_his_secretary_all_of_the_branch_another_branch_none(
    cast: Cast, of_people: Poll
) -> None:
    address = reverse("appraisal-urn-results", args=[of_people.round.pk, _first(of_people)])
    whole = cast.client("secretary").get(address)
    assert len(whole.context["abouts"]) == MEMBERS
    own = cast.client("member").get(address)
    assert [one.name for one in own.context["abouts"]] == [cast.accounts["member"].person.name]
    for who in ("other_secretary", "village_secretary", "administrator"):
        assert cast.client(who).get(address).status_code == 404


def test_the_round_before_stands_beside_this_one(cast: Cast, campaign: Campaign) -> None:
    earlier = _counted(cast, campaign, members=4)
    publish(earlier)
    later = opened(cast, campaign, name="下半年群众评议", people=False)
    for code in later.codes(later.batch("first")):
        later.vote(code, (1,) * 5)
    later.close()
    later.count()
    page = cast.client("committee_office").get(
        reverse("appraisal-urn-results", args=[later.round.pk, _first(later)])
    )
    assert "上一轮，上半年群众评议：" in _text(page.content)


def test_the_list_of_results_asks_the_database_as_often_for_one_as_for_three(
    cast: Cast, campaign: Campaign
) -> None:
    poll = _counted(cast, campaign)
    client, address = cast.client("committee_office"), reverse("appraisal-results", args=[poll.round.pk])
    with CaptureQueriesContext(connection) as all_urns:
        client.get(address)
    Urn.objects.filter(round=poll.round).exclude(pk=_first(poll)).update(round=_other(poll))
    with CaptureQueriesContext(connection) as one_urn:
        client.get(address)
    assert len(all_urns) == len(one_urn)


def _other(poll: Poll) -> object:
    row = type(poll.round).objects.get(pk=poll.round.pk)
    row.pk, row.slug, row.number = None, "another", 99
    row.save()
    return row
