"""The stage schedule: drawn, as a table, by month, and to take away (domain.md M11)."""

import io
from datetime import timedelta

from django.urls import reverse
from docx import Document
from lxml import etree
from python_calamine import CalamineWorkbook

from tests.campaigns.phases.running import EVENT, phased
from tests.cast import Cast
from zhengyou.campaigns.models import Campaign
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.reports.schedules.drawing import gantt
from zhengyou.reports.schedules.reading import schedule


def _scope(cast: Cast, campaign: Campaign, where: str = "district") -> Scope:
    return Scope(campaign, cast.places[where], cast.today)


def test_phases_come_with_their_tasks_and_days_of_a_superior_are_called_so(cast: Cast) -> None:
    campaign = phased(cast)
    (district,) = schedule(_scope(cast, campaign)).sections
    (branch,) = schedule(_scope(cast, campaign, "first")).sections
    names = [row.name for row in district.rows]
    begun, later = ["动员部署", "开动员大会", "月月有学习"], ["评比表彰", "推荐先进"]
    assert names == [*begun, *later, "献礼", "办一件献礼实事", "月月报献礼"]
    assert (district.above, branch.above, branch.issuer) == (False, True, "澜溪区委")
    assert [row.name for row in branch.rows] == names
    assert [(row.tally.missing, row.state) for row in branch.rows[1:3]] == [(1, "过期1件"), (2, "过期2件")]


def test_below_the_issuer_stands_only_what_is_asked_there(cast: Cast) -> None:
    campaign = phased(cast)
    campaign.tasks.filter(name="推荐先进").update(withdrawn_on=cast.today)
    (township,) = schedule(_scope(cast, campaign, "township")).sections
    assert "推荐先进" not in {row.name for row in township.rows}
    assert sum(row.tally.missing for row in township.rows) == 3


def test_the_title_states_the_finding_and_the_drawing_tells_every_bar(cast: Cast) -> None:
    found = schedule(_scope(cast, phased(cast)))
    drawing = etree.fromstring(str(gantt(found)).encode())
    texts = {one.tag: one.text for one in drawing}
    assert texts["title"] == found.finding
    assert found.finding.startswith("正在“献礼”，5项任务里")
    assert all(row.name in (texts["desc"] or "") for row in found.rows)
    bars = drawing.findall("rect")
    assert len(bars) == len(found.rows)
    assert all(float(bar.get("x", "-1")) >= 0 and float(bar.get("width", "0")) > 0 for bar in bars)
    today = [one.text for one in drawing.findall("text") if one.get("class") == "gantt-today-label"]
    assert today == [f"今天 {cast.today.month}月{cast.today.day}日"]


def test_a_name_with_marks_of_its_own_cannot_break_the_drawing(cast: Cast) -> None:
    campaign = phased(cast)
    campaign.tasks.filter(name="推荐先进").update(name='推荐<先进>&"标兵"')
    drawing = etree.fromstring(str(gantt(schedule(_scope(cast, campaign)))).encode())
    assert '推荐<先进>&"标兵"' in [one.text for one in drawing.findall("text")]


def test_what_begins_and_ends_is_listed_by_month(cast: Cast) -> None:
    found = schedule(_scope(cast, phased(cast)))
    months = found.months()
    assert [month for month, _rows in months] == sorted(month for month, _rows in months)
    lines = [(row.name, which) for _month, rows in months for _section, row, which in rows]
    assert lines.count(("推荐先进", "by")) == 1
    assert {row.name for row in found.rows} == {name for name, _which in lines}


def test_the_page_the_workbook_and_the_document_show_the_same_rows(cast: Cast) -> None:
    campaign = phased(cast)
    client = cast.client("secretary")
    page = client.get(reverse("schedule", args=[campaign.pk])).content.decode()
    book = client.get(reverse("schedule-sheet", args=[campaign.pk])).content
    document = client.get(reverse("schedule-document", args=[campaign.pk])).content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    (table,) = Document(io.BytesIO(document)).tables
    names = [row.name for row in schedule(_scope(cast, campaign, "first")).rows]
    assert [row[0] for row in rows[1:]] == names
    assert {row[1] for row in rows[1:]} == {"上级要求：澜溪区委"}
    assert [row.cells[0].text.strip() for row in table.rows][1:] == names
    assert [name in page for name in names] == [True] * len(names)
    assert f"至{EVENT}" in page


def test_a_past_day_shows_what_was_done_by_then(cast: Cast) -> None:
    campaign = phased(cast)
    day = cast.today - timedelta(days=30)
    found = schedule(Scope(campaign, cast.places["district"], day))
    assert sum(row.tally.missing for row in found.rows) < sum(
        row.tally.missing for row in schedule(_scope(cast, campaign)).rows
    )


def test_a_schedule_goes_on_the_paper_that_was_chosen_and_other_pages_on_a4(cast: Cast) -> None:
    campaign, client = phased(cast), cast.client("office")

    def sheets(address: str) -> list[bool]:
        page = client.get(address).content.decode()
        return [name in page for name in ("ui/print", "ui/a4", "ui/schedule")]

    assert sheets(reverse("schedule", args=[campaign.pk])) == [True, False, True]
    assert sheets(reverse("campaign", args=[campaign.pk])) == [True, True, False]
