"""The pages of summaries: the whole way with a wrong turn, who reads what, the same questions for many as for one."""

import io
from datetime import timedelta
from typing import Any

import docx
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.campaigns.summaries.writing import TEXTS, asked, standing, typed_in, written
from tests.cast import Cast, enrol
from zhengyou.campaigns.models import Campaign, Summary, SummaryRound


def _text(cast: Cast, role: str, name: str, *arguments: Any, status: int = 200, **query: str) -> str:
    answer = cast.client(role).get(reverse(name, args=arguments), query)
    assert answer.status_code == status
    return str(answer.content.decode())


def test_a_summary_goes_its_whole_way_on_the_screen_with_a_wrong_turn(cast: Cast, campaign: Campaign) -> None:
    assert "还没有布置书面小结" in _text(cast, "office", "summaries", campaign.pk)
    day, opens = cast.today, reverse("summaries-open", args=[campaign.pk])
    typed = {"name": "年终小结", "covers_from": day, "covers_until": day, "due_on": day - timedelta(days=1)}
    wrong = cast.client("office").post(opens, typed)
    assert (wrong.status_code, "早于今天" in wrong.content.decode()) == (422, True)
    assert "年终小结" in wrong.content.decode()
    answer = cast.client("office").post(opens, typed | {"due_on": day + timedelta(days=9)}, follow=True)
    assert "已布置年终小结" in answer.content.decode()
    round_ = SummaryRound.objects.get()
    writes = reverse("summary-write", args=[round_.pk])
    member, secretary = cast.client("member"), cast.client("secretary")
    empty = member.post(writes, dict.fromkeys(("promised", "took_part", "put_right", "next_steps"), ""))
    assert (empty.status_code, "请至少写一栏再交" in empty.content.decode()) == (422, True)
    assert "只有您自己看得到" in member.post(writes, TEXTS | {"keep": "1"}, follow=True).content.decode()
    row = Summary.objects.get()
    assert "在写" in _text(cast, "secretary", "summaries", campaign.pk)
    assert secretary.get(reverse("summary", args=[row.pk])).status_code == 404
    assert "已交给支部" in member.post(writes, TEXTS, follow=True).content.decode()
    again = member.post(writes, TEXTS, follow=True).content.decode()
    assert "不能再“交给支部”" in again
    publishing = reverse("summaries-publish", args=[round_.pk])
    refused = secretary.post(publishing, {"published_where": "", "published_on": day, "items": [row.pk]})
    assert (refused.status_code, "请写在支部哪里公布" in refused.content.decode()) == (422, True)
    typed = {"published_where": "支部大会", "published_on": day, "items": [row.pk]}
    assert "已公布1份" in secretary.post(publishing, typed, follow=True).content.decode()
    assert "支部大会" in _text(cast, "member", "summary", row.pk)


def test_a_published_summary_is_read_in_the_branch_and_counted_above(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "published")
    assert TEXTS["took_part"] in _text(cast, "secretary", "summary", row.pk)
    for above in (
        "general_secretary",
        "committee_office",
        "office",
        "leader",
        "inspector",
        "other_secretary",
    ):
        _text(cast, above, "summary", row.pk, status=404)
        _text(cast, above, "summary-document", row.pk, status=404)
        page = _text(cast, above, "summaries", campaign.pk)
        assert ("程初晓" in page, TEXTS["took_part"] in page) == (False, False)
    assert "25%" not in _text(cast, "office", "summaries", campaign.pk)
    own = _text(cast, "general_secretary", "summaries", campaign.pk)
    assert "25%（1/4）" in own


def test_the_page_begins_with_what_is_on_record_and_keeps_what_was_written(
    cast: Cast, campaign: Campaign
) -> None:
    row = standing(cast, campaign, "draft")
    page = _text(cast, "member", "summary-write", row.round_id)
    assert all(text in page for text in TEXTS.values())
    assert "接着写" in _text(cast, "member", "summary", row.pk)


def test_the_secretary_types_in_for_members_of_the_own_branch_only(cast: Cast, campaign: Campaign) -> None:
    round_ = asked(cast, campaign)
    person = str(cast.accounts["member"].person_id)
    assert "程初晓同志写了什么" in _text(cast, "secretary", "summary-write", round_.pk, person=person)
    address = f"{reverse('summary-write', args=[round_.pk])}?person={person}"
    assert "代录" in cast.client("secretary").post(address, TEXTS, follow=True).content.decode()
    for stranger in ("other_secretary", "office", "general_secretary"):
        _text(cast, stranger, "summary-write", round_.pk, person=person, status=404)
    _text(cast, "secretary", "summary-write", round_.pk, person="999999", status=404)
    own = written(cast, asked(cast, campaign, name="第二次"))
    _text(cast, "secretary", "summary-write", own.round_id, person=person, status=404)


def test_what_was_typed_in_is_mended_by_whoever_typed_it(cast: Cast, campaign: Campaign) -> None:
    row = typed_in(cast, campaign, "returned")
    page = _text(cast, "secretary", "summary", row.pk)
    assert f"{reverse('summary-write', args=[row.round_id])}?person={row.person_id}" in page


def test_one_is_late_when_the_day_has_passed(cast: Cast, campaign: Campaign) -> None:
    round_ = asked(cast, campaign)
    SummaryRound.objects.filter(pk=round_.pk).update(due_on=cast.today - timedelta(days=1))
    assert _text(cast, "secretary", "summaries", campaign.pk).count("已过期限") == 3
    written(cast, round_, hand_in=True)
    assert _text(cast, "secretary", "summaries", campaign.pk).count("已过期限") == 2


def test_the_document_says_what_the_page_says(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "handed_in")
    answer = cast.client("member").get(reverse("summary-document", args=[row.pk]))
    text = "\n".join(one.text for one in docx.Document(io.BytesIO(answer.content)).paragraphs)
    for said in ("2026年书面小结", "程初晓", "青石商圈第一党支部", *TEXTS.values()):
        assert said in text
    assert "有什么问题" not in text


def test_the_list_asks_the_same_number_of_questions_for_a_few_as_for_many(
    cast: Cast, campaign: Campaign
) -> None:
    round_, client = asked(cast, campaign), cast.client("secretary")

    def questions() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(reverse("summaries", args=[campaign.pk])).status_code == 200
        return len(found)

    written(cast, round_, hand_in=True)
    first = questions()
    for number in range(5):
        enrol(f"新同志{number}", cast.places["first"])
    written(cast, round_, "secretary", hand_in=True)
    assert questions() == first
