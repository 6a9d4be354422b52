"""The pages of self-checks: what each may show to whom, refused forms, as many queries for many as for few."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.campaigns.selfchecks.checking import (
    accepted,
    brought,
    entry,
    filled,
    opened,
    sheet_of,
    standard,
    standing,
    step,
)
from tests.cast import Cast, ExpectationOf, at_noon, found
from zhengyou.campaigns.models import Campaign, SelfCheck, SelfCheckRound
from zhengyou.campaigns.queries.selfchecks import others
from zhengyou.campaigns.queries.selfchecks.sheets import lines


def _text(cast: Cast, role: str, url: str) -> str:
    response = cast.client(role).get(url)
    assert response.status_code == 200
    return response.content.decode()


def _sheet(row: SelfCheck) -> str:
    return reverse("selfcheck", args=[row.pk])


def test_those_above_read_nothing_before_it_was_handed_up(cast: Cast, campaign: Campaign) -> None:
    row = filled(cast, sheet_of(cast, opened(cast, campaign)))
    words = entry(cast, "gap").gap
    assert words in _text(cast, "secretary", _sheet(row))
    assert words not in _text(cast, "leader", _sheet(row))
    step(cast, row, "hand_up")
    assert words in _text(cast, "leader", _sheet(row))


def test_met_without_anything_it_rests_on_comes_back_whole(cast: Cast, campaign: Campaign) -> None:
    row = sheet_of(cast, opened(cast, campaign))
    item = row.items.order_by("pk")[0]
    url = reverse("selfcheck-item", args=[row.pk, item.pk])
    sent = {"mark": "8", "verdict": "met", "gap": "差一点", "measure": "写了一半的措施"}
    response = cast.client("secretary").post(url, sent)
    text = response.content.decode()
    assert response.status_code == 422
    assert "写了“达到了”，还没有依据" in text
    assert "写了一半的措施" in text
    item.refresh_from_db()
    assert item.mark is None
    response = cast.client("secretary").post(url, sent | {"words": "登记本上有签名。", "next": "1"})
    second = row.items.order_by("pk")[1]
    assert response["Location"] == reverse("selfcheck-item", args=[row.pk, second.pk])


def test_what_is_on_record_is_offered_with_the_words_in_common(
    cast: Cast, campaign: Campaign, expectation_of: ExpectationOf
) -> None:
    round_ = opened(cast, campaign)
    key = f"record-{accepted(cast, expectation_of('first', '学习研讨')).pk}"
    row = sheet_of(cast, round_)
    item = row.items.order_by("pk")[1]
    url = reverse("selfcheck-item", args=[row.pk, item.pk])
    assert "相同的词：学习研讨" in _text(cast, "secretary", url)
    cast.client("secretary").post(url, {"mark": "8", "verdict": "met", "suggested": [key]})
    assert f'value="{key}"' in _text(cast, "secretary", url)
    assert [line.lacking for line in lines(row)][1] == []


def test_what_lacks_is_said_when_it_is_handed_up(cast: Cast, campaign: Campaign) -> None:
    row = sheet_of(cast, opened(cast, campaign))
    response = cast.client("secretary").post(reverse("selfcheck-step", args=[row.pk, "hand_up"]))
    assert (response.status_code, "还有4项没有填完" in response.content.decode()) == (422, True)


def test_an_exemplar_is_searched_chosen_and_shown_with_what_is_public(cast: Cast, campaign: Campaign) -> None:
    row = sheet_of(cast, opened(cast, campaign))
    url = reverse("selfcheck-exemplar", args=[row.pk])
    village = cast.places["village"]
    assert village.name not in _text(cast, "secretary", url)
    assert village.name in _text(cast, "secretary", f"{url}?q=白鹭")
    sent = {"organisation": village.organisation_id, "reason": "服务群众有办法", "gap": "没有登记本"}
    assert cast.client("secretary").post(f"{url}?q=白鹭", {**sent, "reason": ""}).status_code == 422
    assert cast.client("secretary").post(f"{url}?q=白鹭", sent).status_code == 302
    text = _text(cast, "secretary", _sheet(row))
    assert all(word in text for word in (village.name, "服务群众有办法", "它有0条验收过的记录"))


def _many(cast: Cast, campaign: Campaign, number: int) -> SelfCheckRound:
    """A round with this many branches more under the street, all handed up but the cast's own."""
    for count in range(number):
        found(f"青石第{count}支部", "branch", "private", cast.places["street"])
    round_ = opened(cast, campaign)
    items = list(round_.standard.items.all())
    mine = [place.organisation_id for place in cast.places.values()]
    day = cast.today - timedelta(days=3)
    for count, row in enumerate(SelfCheck.objects.filter(round=round_).exclude(organisation_id__in=mine)):
        row.state, row.handed_up_by, row.handed_up_on = "handed_up", cast.accounts["office"], day
        row.save()
        row.stages.create(state="handed_up", since=day, verb="hand_up", by=row.handed_up_by, at=at_noon(day))
        for item in items:
            row.findings.create(item=item, met=True, mark=count % 11, since=day)
    return round_


@pytest.mark.parametrize(("number", "shown"), [(9, False), (10, True)])
def test_the_median_stands_beside_ones_own_where_ten_others_handed_up(
    number: int, shown: bool, cast: Cast, campaign: Campaign
) -> None:
    round_ = _many(cast, campaign, number)
    row = filled(cast, sheet_of(cast, round_))
    text = _text(cast, "secretary", _sheet(row))
    assert ("虚线是同类其他组织的中间数" in text, "先不比" in text) == (shown, not shown)
    assert "自评4项里1项低于" not in text
    assert text.count('<polygon class="median"') == shown
    assert set(others.medians(row).by_item.values()) == ({4.5} if shown else set())


def test_four_items_are_a_radar_and_three_are_not(cast: Cast, campaign: Campaign) -> None:
    three = standard(campaign, "三查", ["作风", "效能", "项目"])
    drawn = [
        'class="radar"' in _text(cast, "secretary", _sheet(filled(cast, sheet_of(cast, round_))))
        for round_ in (opened(cast, campaign), opened(cast, campaign, on=three))
    ]
    assert drawn == [True, False]


def test_pages_ask_as_many_questions_for_many_as_for_few(cast: Cast, campaign: Campaign) -> None:
    round_ = _many(cast, campaign, 1)
    row = standing_of(cast, round_)
    pages = {
        "leader": f"{reverse('selfchecks', args=[campaign.pk])}?only=due",
        "general_secretary": _sheet(row),
        "secretary": "/",
    }

    def asked() -> dict[str, int]:
        counts = {}
        for role, url in pages.items():
            client = cast.client(role)
            client.get(url)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url).status_code == 200
            counts[role] = len(queries)
        return counts

    few = asked()
    for count in range(3):
        place = found(f"青石后来第{count}支部", "branch", "private", cast.places["street"])
        round_.sheets.create(
            organisation=place.organisation,
            reviewer_id=cast.places["street"].organisation_id,
            kind="branch",
            due_on=round_.due_on,
            state="open",
        )
    assert asked() == few


def standing_of(cast: Cast, round_: SelfCheckRound) -> SelfCheck:
    """The first branch's sheet, handed up."""
    return brought(cast, sheet_of(cast, round_), ["fill", "hand_up"])


def test_the_office_takes_the_round_away_as_a_workbook(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "handed_up")
    response = cast.client("office").get(reverse("selfchecks-table", args=[campaign.pk]))
    book = CalamineWorkbook.from_filelike(BytesIO(response.content))
    assert book.sheet_names == ["自查情况", "各项情况", "各组织的自查表"]
    rows = book.get_sheet_by_name("各组织的自查表").to_python()[1:]
    states = {name: state for name, state, _day in rows}
    assert states[cast.places["first"].name] == "已交，待审核"
    assert sorted(states.values()) == ["已交，待审核", "待自查", "待自查"]
    assert row.state == "handed_up"


def test_what_waits_stands_on_the_desk(cast: Cast, campaign: Campaign) -> None:
    row = sheet_of(cast, opened(cast, campaign))
    stories = [
        ("fill", "secretary", "要填、要补充的自查表"),
        ("hand_up", "general_secretary", "交上来、等您审核的自查表"),
        ("send_back", "secretary", "要填、要补充的自查表"),
    ]
    for verb, role, title in stories:
        row = brought(cast, row, [verb])
        text = _text(cast, role, "/")
        assert (title in text, _sheet(row) in text) == (True, True)
    assert "第四项的措施写具体些。" in _text(cast, "secretary", "/")


def test_a_round_is_opened_from_the_page_with_what_the_standard_says(cast: Cast, campaign: Campaign) -> None:
    made = standard(campaign, "农村党支部“四个好”")
    url = reverse("selfcheck-rounds", args=[campaign.pk])
    text = _text(cast, "leader", url)
    assert 'value="rural" id="id_sectors_0" checked' in text
    sent = {"standard": made.pk, "name": "", "due_on": cast.today, "kinds": ["branch"], "sectors": ["rural"]}
    assert cast.client("leader").post(url, sent).status_code == 422
    response = cast.client("leader").post(url, sent | {"name": "年中自查"})
    row = SelfCheckRound.objects.get()
    assert response["Location"] == f"{reverse('selfchecks', args=[campaign.pk])}?round={row.pk}"
    assert [one.organisation_id for one in row.sheets.all()] == [cast.places["village"].organisation_id]


def test_after_it_was_handed_up_the_form_leads_back_to_the_sheet(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "handed_up")
    item = row.items.order_by("pk")[0]
    response = cast.client("secretary").get(reverse("selfcheck-item", args=[row.pk, item.pk]))
    assert response["Location"] == _sheet(row)


def test_the_same_press_twice_counts_once(cast: Cast, campaign: Campaign) -> None:
    row = filled(cast, sheet_of(cast, opened(cast, campaign)))
    client, url = cast.client("secretary"), reverse("selfcheck-step", args=[row.pk, "hand_up"])
    assert [client.post(url)["Location"] for _ in range(2)] == [_sheet(row)] * 2
    assert (row.stages.count(), row.findings.count()) == (1, 4)
