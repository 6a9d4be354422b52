"""The pages of inspection rounds: the public draw worked out again from the page alone, who sees a unit when, and
forms."""

import hashlib
import html
import io
import re
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.campaigns.inspections.inspecting import (
    PROBLEM,
    by_number,
    planned,
    scheme,
    standing,
    standing_visit,
    step,
    visit_in,
    visit_step,
)
from tests.cast import Cast
from zhengyou.campaigns.actions.inspections import Stratum
from zhengyou.campaigns.models import Campaign, Inspection, InspectionVisit, Rectification
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.reports.documents import bookmark_name
from zhengyou.reports.figures.catalogue import Catalogue
from zhengyou.reports.figures.listing import Page


def _public(cast: Cast, row: Inspection) -> str:
    page = cast.client(None).get(reverse("public-draw", args=[row.campaign.slug, row.pk]))
    assert page.status_code == 200
    assert "Set-Cookie" not in page.headers
    return page.content.decode()


def _only(pattern: str, page: str) -> str:
    (found,) = re.findall(pattern, page, re.DOTALL)
    return str(found)


def _worked_out(page: str) -> tuple[list[str], list[str], bool]:
    """Codes the page calls drawn, codes the rule gives, and whether the frame's digest is right; from the HTML
    alone."""
    seed = html.unescape(_only(r'data-seed="([^"]*)"', page))
    said = _only(r'data-frame-digest="([0-9a-f]{64})"', page)
    frame = html.unescape(_only(r'<pre class="frame" id="frame">\n(.*?)</pre>', page))
    told, ruled = [], []
    for quota, body in re.findall(r'<tbody data-quota="(\d+)">(.*?)</tbody>', page, re.S):
        rows = re.findall(r'<tr data-code="([^"]+)"( data-drawn)?>', body)
        told += [code for code, drawn in rows if drawn]
        ordered = sorted(rows, key=lambda row: hashlib.sha256(f"{seed}\n{row[0]}".encode()).hexdigest())
        ruled += [code for code, _drawn in ordered[: int(quota)]]
    return sorted(told), sorted(ruled), hashlib.sha256(frame.encode()).hexdigest() == said


@pytest.mark.parametrize("number", [False, True])
def test_anybody_can_work_the_draw_out_again_from_the_public_page_alone(
    number: bool, cast: Cast, campaign: Campaign
) -> None:
    wanted = (by_number if number else scheme)(cast, strata=[Stratum("", "branch", number=1)], chosen=[])
    if number:
        row = standing(cast, campaign, "framed", wanted)
        for verb in ("number", "confirm"):
            row = step(cast, row, verb)
    else:
        row = standing(cast, campaign, "drawn", wanted)
    told, ruled, frame = _worked_out(_public(cast, row))
    assert (len(told), told, frame) == (1, ruled, True)


def test_of_an_unannounced_round_nobody_outside_can_name_a_unit_before_the_last_visit(
    cast: Cast, campaign: Campaign
) -> None:
    wanted = scheme(cast, unannounced=True)
    row = standing(cast, campaign, "visiting", wanted)
    secret = [
        row.second,
        *row.units.values_list("name", flat=True),
        *row.units.values_list("code", flat=True),
    ]
    places = [(role, reverse("inspection", args=[row.pk])) for role in ("secretary", "reader", "member")]
    pages = [_public(cast, row), *(cast.client(role).get(url).content.decode() for role, url in places)]
    for page in pages:
        main = page.partition("<main")[2]
        assert row.frame_sha256 in main
        assert [word for word in secret if word in main] == []
    for role in ("secretary", "general_secretary", "reader"):
        assert cast.client(role).get(reverse("visit", args=[visit_in(cast, row).pk])).status_code == 404
    for visit in row.visits.all():
        visit_step(cast, visit, "miss")
    told, ruled, frame = _worked_out(_public(cast, row))
    assert (len(told), told, frame) == (2, ruled, True)


def test_the_public_page_says_who_was_left_out_and_chosen_and_why(cast: Cast, campaign: Campaign) -> None:
    for _round in range(2):
        standing(
            cast, campaign, "visiting", scheme(cast, chosen=[], strata=[Stratum("rural", "branch", number=1)])
        )
    page = _public(cast, standing(cast, campaign, "framed"))
    assert "今年已督查2次，到了一年2次的上限" in page
    assert "上一轮的问题回头看" in page
    assert "点名的，不是抽中的" in page


def test_a_scheme_is_public_only_once_it_is_published_and_a_round_called_off_keeps_its_reason(
    cast: Cast, campaign: Campaign
) -> None:
    row = planned(cast, campaign)
    address = reverse("public-draw", args=[campaign.slug, row.pk])
    assert cast.client(None).get(address).status_code == 404
    row = step(cast, step(cast, row, "publish"), "call_off")
    assert "这一轮取消了：请写清楚。" in _public(cast, row)


@pytest.mark.parametrize(
    ("state", "before"), [("published", True), ("framed", True), ("visiting", False), ("closed", True)]
)
def test_whoever_is_sent_sees_a_unit_only_while_the_round_goes_on(
    state: str, before: bool, cast: Cast, campaign: Campaign
) -> None:
    lent = cast.accounts["village_secretary"].person_id
    row = standing(cast, campaign, state)
    row.inspectors.add(lent)
    visit = row.visits.filter(organisation_id=cast.places["first"].organisation_id).first()
    address = reverse("visit", args=[visit.pk if visit else 1])
    page = cast.client("village_secretary").get(address)
    assert (page.status_code == 404) is before
    if not before:
        assert "系统里已有的" in page.content.decode()
        assert "动员大会" in page.content.decode()


def test_the_unit_reads_what_was_found_only_when_it_is_told(cast: Cast, campaign: Campaign) -> None:
    row = standing_visit(cast, campaign, "notified")
    address = reverse("visit", args=[row.pk])
    client = cast.client("secretary")
    assert "不用准备材料" in client.get(address).content.decode()
    visit_step(cast, row, "record")
    assert client.get(address).status_code == 404
    visit_step(cast, row, "feed_back")
    page = client.get(address).content.decode()
    assert PROBLEM in page
    assert "情况属实，签字确认" in page
    assert "系统里已有的" not in page


def test_what_is_known_tells_of_members_no_text_and_of_other_units_nothing(
    cast: Cast, campaign: Campaign
) -> None:
    row = standing_visit(cast, campaign, "notified")
    page = cast.client("inspector").get(reverse("visit", args=[row.pk])).content.decode()
    assert "过期没办的" in page
    assert "动员大会" in page
    assert cast.places["second"].name not in page.partition("<main")[2]


def _typed(cast: Cast, **other: Any) -> dict[str, Any]:
    day = timezone.localdate()
    return {
        "title": "四季度督查",
        "purpose": "看实事办没办。",
        "methods": ["read", "look"],
        "unannounced": "",
        "inspectors": [cast.accounts["inspector"].person_id],
        "own": "党课按季度上\n\n记录写得清楚\n",
        "kind_0": "branch",
        "many_0": "50%",
        "unit_0": "青石商圈第一党支部",
        "why_0": "上次有问题",
        "draw_on": day + timedelta(days=2),
        "opens_on": day + timedelta(days=3),
        "closes_on": day + timedelta(days=20),
        "seed": "澜溪秋水长",
    } | other


def test_a_scheme_is_written_on_one_page_and_changed_until_it_is_published(
    cast: Cast, campaign: Campaign
) -> None:
    client = cast.client("office")
    sent = client.post(reverse("inspection-new", args=[campaign.pk]), _typed(cast))
    row = Inspection.objects.get()
    assert sent["Location"] == reverse("inspection", args=[row.pk])
    assert [line.text for line in row.lines.all()] == ["党课按季度上", "记录写得清楚"]
    assert list(row.strata.values_list("sector", "kind", "number", "percent")) == [("", "branch", None, 50)]
    assert list(row.units.values_list("name", "reason")) == [("青石商圈第一党支部", "上次有问题")]
    page = client.get(reverse("inspection-edit", args=[row.pk])).content.decode()
    assert 'value="50%"' in page
    changed = _typed(cast, title="改过的督查", unit_0="", why_0="", many_0="1")
    client.post(reverse("inspection-edit", args=[row.pk]), changed)
    row.refresh_from_db()
    assert (row.title, row.units.count(), row.strata.get().number) == ("改过的督查", 0, 1)
    client.post(reverse("inspection-step", args=[row.pk, "publish"]))
    row.refresh_from_db()
    assert row.state == "published"


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"many_0": "好几个"}, "请写个数或者比例"),
        ({"many_0": "101%"}, "请写个数或者比例"),
        ({"many_0": ""}, "选了哪一类，没有写抽几个"),
        ({"unit_0": "没有这个支部"}, "本组织下面没有叫这个名字的单位"),
        ({"why_0": ""}, "请写为什么点名"),
        ({"own": ""}, "清单上至少要有一条"),
        ({"public_name": "体彩排列五"}, "请选号码公布的日子"),
        ({"seed": "短"}, "种子词太短"),
        ({"closes_on": "2026-01-01"}, "日子要依次是"),
    ],
)
def test_a_refused_scheme_comes_back_whole_with_what_is_to_be_mended(
    other: dict[str, Any], sentence: str, cast: Cast, campaign: Campaign
) -> None:
    page = cast.client("office").post(reverse("inspection-new", args=[campaign.pk]), _typed(cast, **other))
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert "看实事办没办。" in page.content.decode()
    assert not Inspection.objects.exists()


def test_more_rows_are_given_without_losing_what_was_typed(cast: Cast, campaign: Campaign) -> None:
    page = cast.client("office").post(
        reverse("inspection-new", args=[campaign.pk]), _typed(cast, many_1="3", more="1")
    )
    text = page.content.decode()
    assert page.status_code == 200
    assert 'name="many_3"' in text
    assert 'value="上次有问题"' in text
    assert not Inspection.objects.exists()


def test_findings_are_typed_line_by_line_and_a_problem_without_words_comes_back(
    cast: Cast, campaign: Campaign
) -> None:
    row = standing_visit(cast, campaign, "notified")
    first, second = (line.pk for line in row.inspection.lines.all())
    client, address = cast.client("inspector"), reverse("visit-record", args=[row.pk])
    typed = {
        "visited_on": timezone.localdate(),
        "methods": ["read"],
        f"verdict_{first}": "problem",
        f"verdict_{second}": "not_looked",
        f"problem_{first}": "",
    }
    refused = client.post(address, typed)
    assert refused.status_code == 422
    assert "请写是什么问题" in refused.content.decode()
    assert client.post(address, typed | {f"problem_{first}": PROBLEM}).status_code == 302
    assert [(one.line_id, one.problem) for one in row.findings.all()] == [(first, PROBLEM)]


def test_figures_of_a_past_day_stay_as_they_were_and_lead_to_their_rows(
    cast: Cast, campaign: Campaign
) -> None:
    row = standing_visit(cast, campaign, "confirmed")

    def counted(days: int, key: str = "") -> list[str]:
        scope = Scope(campaign, cast.places["district"], cast.today + timedelta(days=days))
        names = ("rounds", "visits", "findings", "put-right")
        figures = [Catalogue(campaign.pk).figure(f"inspections-{name}{key}") for name in names[bool(key) :]]
        return [figure.value(scope).text for figure in figures]

    assert (counted(-2), counted(-1), counted(0)) == (
        ["0", "0", "0", "0"],
        ["1", "0", "0", "0"],
        ["1", "1", "1", "0"],
    )
    assert counted(0, f".round.{row.inspection_id}") == ["1", "1", "0"]
    line = row.inspection.lines.first()
    assert line is not None
    scope = Scope(campaign, cast.places["street"], cast.today)
    of_line = Catalogue(campaign.pk).figure(f"inspections-findings.line.{line.pk}")
    assert of_line.value(scope).text == "1"
    (found,) = of_line.rows(scope, Page(cast.office)).rows
    assert (found.name, found.cells) == (PROBLEM, ("青石商圈第一党支部", "待定措施"))


def _circular(cast: Cast, row: Inspection, **other: Any) -> str:
    """The text of the circular's document part with its bookmarks."""
    typed = {"assessment": "总的看办得实。", "requirements": "再查一遍。", "names_good": "on"} | other
    client = cast.client("office")
    page = client.post(reverse("inspection-circulate", args=[row.pk]), typed | {"preview": "1"})
    assert page["Content-Type"].endswith("wordprocessingml.document")
    return zipfile.ZipFile(io.BytesIO(page.content)).read("word/document.xml").decode()


def test_the_circular_names_good_practice_and_of_problems_only_how_many(
    cast: Cast, campaign: Campaign
) -> None:
    row = standing_visit(cast, campaign, "confirmed").inspection
    text = _circular(cast, row)
    plain = re.sub(r"<[^>]+>", "", text)
    assert "青石商圈第一党支部：党员值日表贴在门口，写着电话。" in plain
    assert PROBLEM not in plain
    assert f'w:name="{bookmark_name(f"inspections-findings.round.{row.pk}")}"' in text
    assert "共发现问题1个" in plain
    named = re.sub(r"<[^>]+>", "", _circular(cast, row, names_problems="on", names_good=""))
    assert f"青石商圈第一党支部：{PROBLEM}。" in named
    assert "青石商圈第一党支部：党员值日表" not in named


def test_the_circular_issued_is_kept_and_given_out_unchanged(cast: Cast, campaign: Campaign) -> None:
    row = standing_visit(cast, campaign, "confirmed").inspection
    for where in ("second", "village"):
        visit_step(cast, visit_in(cast, row, where), "miss")
    client = cast.client("office")
    typed = {"assessment": "总的看办得实。", "requirements": "再查一遍。", "names_good": "on"}
    client.post(reverse("inspection-circulate", args=[row.pk]), typed)
    address = reverse("inspection-circular", args=[row.pk])
    first = client.get(address).content
    problem = Rectification.objects.get()
    Rectification.objects.filter(pk=problem.pk).update(title="后来改了题目")
    assert client.get(address).content == first
    assert hashlib.sha256(first).hexdigest() == row.issued.sha256
    again = client.post(reverse("inspection-circulate", args=[row.pk]), typed)
    assert again["Location"] == reverse("inspection", args=[row.pk])


def test_the_desk_tells_each_what_waits_for_him(cast: Cast, campaign: Campaign) -> None:
    def titles(role: str) -> set[str]:
        page = cast.client(role).get(reverse("desk")).content.decode()
        words = (
            "要封名单、抽签、开始的督查",
            "派您去督查的单位",
            "对督查有不同意见",
            "督查反馈的情况，请确认",
        )
        return {word for word in words if word in page}

    standing(cast, campaign, "framed")
    assert (titles("office"), titles("inspector")) == ({"要封名单、抽签、开始的督查"}, set())
    row = standing_visit(cast, campaign, "fed_back")
    assert titles("secretary") == {"督查反馈的情况，请确认"}
    assert titles("inspector") == {"派您去督查的单位"}  # the two others drawn
    visit_step(cast, row, "disagree")
    assert titles("secretary") == set()
    assert titles("inspector") == {"派您去督查的单位", "对督查有不同意见"}


@pytest.mark.parametrize(("name", "role"), [("inspections", "office"), ("inspection", "inspector")])
def test_a_page_asks_the_same_number_of_questions_for_one_row_and_for_three(
    name: str, role: str, cast: Cast, campaign: Campaign
) -> None:
    row = standing(cast, campaign, "visiting", scheme(cast, strata=[]))
    client = cast.client(role)
    address = reverse(name, args=[campaign.pk if name == "inspections" else row.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as for_one:
        client.get(address)
    for where in ("second", "village"):
        if name == "inspections":
            planned(cast, campaign)
        else:
            InspectionVisit.objects.create(
                inspection=row,
                organisation_id=cast.places[where].organisation_id,
                state="planned",
                due_on=cast.today,
            )
    with CaptureQueriesContext(connection) as for_three:
        client.get(address)
    assert len(for_one) == len(for_three)


def test_the_page_of_a_visit_asks_as_many_questions_however_much_is_known(
    cast: Cast, campaign: Campaign
) -> None:
    row = standing_visit(cast, campaign, "visited")
    client, address = cast.client("inspector"), reverse("visit", args=[row.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    before = len(asked)
    visit_step(cast, row, "feed_back")
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    assert len(asked) == before
