"""The page of what was held: rows by kind and month, a picture that says what it shows, the same rows to take away."""

import io
from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.campaigns.activities.holding import held
from tests.cast import Cast, ExpectationOf, at_noon
from zhengyou.campaigns.actions import records
from zhengyou.campaigns.models import Campaign


def _page(cast: Cast, campaign: Campaign, role: str = "office", **query: str) -> str:
    return cast.client(role).get(reverse("activities", args=[campaign.pk]), query).content.decode()


def test_it_lists_what_was_held_and_says_what_the_picture_shows(
    cast: Cast, campaign: Campaign, expectation_of: ExpectationOf
) -> None:
    held(cast, expectation_of("first", "学习研讨"), title="学习党章")
    held(cast, expectation_of("first", "动员大会"), "mobilisation", title="启动的那天")
    page = _page(cast, campaign)
    assert "学习党章" in page
    assert "启动的那天" in page
    assert "报送、没有退回的共2次" in page
    assert "最忙的是2026年11月（2次）" in page
    assert "75–99%" not in page


def test_a_kind_and_a_month_narrow_the_rows(
    cast: Cast, campaign: Campaign, expectation_of: ExpectationOf
) -> None:
    before = (cast.today.replace(day=1) - timedelta(days=1)).isoformat()
    held(cast, expectation_of("first", "学习研讨"), title="学习党章", happened_on=before)
    held(cast, expectation_of("first", "动员大会"), "mobilisation", title="启动的那天")
    by_kind, by_month = _page(cast, campaign, kind="study"), _page(cast, campaign, month="2026-11")
    assert ("学习党章" in by_kind, "启动的那天" in by_kind) == (True, False)
    assert ("学习党章" in by_month, "启动的那天" in by_month) == (False, True)
    assert "学习党章" in _page(cast, campaign, kind="没有这种", month="哪月")


def test_a_branch_sees_its_own_only_and_what_was_returned_is_not_there(
    cast: Cast, campaign: Campaign, expectation_of: ExpectationOf
) -> None:
    record = held(cast, expectation_of("first", "学习研讨"), title="学习党章")
    assert "学习党章" in _page(cast, campaign, "secretary")
    assert "学习党章" not in _page(cast, campaign, "other_secretary")
    records.return_(by=cast.general_secretary, record=record, comment="补一补。", now=at_noon(cast.today))
    page = _page(cast, campaign)
    assert "学习党章" not in page
    assert "这里还没有活动" in page


def test_one_and_three_activities_take_as_many_questions(
    cast: Cast, campaign: Campaign, expectation_of: ExpectationOf
) -> None:
    client, asked = cast.client("office"), []
    for names in (["学习研讨"], ["动员大会", "风险排查"]):
        for name in names:
            held(cast, expectation_of("first", name))
        client.get(reverse("activities", args=[campaign.pk]))
        with CaptureQueriesContext(connection) as made:
            client.get(reverse("activities", args=[campaign.pk]))
        asked.append(len(made))
    assert asked[0] == asked[1]


def test_the_workbook_has_the_rows_of_the_page(
    cast: Cast, campaign: Campaign, expectation_of: ExpectationOf
) -> None:
    held(cast, expectation_of("first", "学习研讨"), title="学习党章")
    answer = cast.client("office").get(reverse("activities-sheet", args=[campaign.pk]))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [row[:3] for row in rows] == [
        ["做了什么", "单位", "哪类活动"],
        ["学习党章", "青石商圈第一党支部", "学习研讨"],
    ]
