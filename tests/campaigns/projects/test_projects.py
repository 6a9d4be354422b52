"""Named projects: who may do what in which state, what is kept, and that the level above confirms."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.campaigns.projects.making import WAYS, drafted, standing, step, ticked, written
from tests.cast import Cast, ExpectationOf, at_noon
from zhengyou.campaigns.actions import projects
from zhengyou.campaigns.models import Campaign, Project, Record
from zhengyou.campaigns.queries import projects as queries
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.rules.procedures import PROJECT, WrongState
from zhengyou.ledger.queries import history
from zhengyou.organisations.rules import NotPermitted
from zhengyou.reports.figures.catalogue import Catalogue
from zhengyou.reports.figures.listing import Page

_OWN = {
    "draft": ["begin", "give_up"],
    "running": ["report", "give_up"],
    "reported": ["take_back"],
}


@pytest.mark.parametrize("state", WAYS)
def test_each_state_offers_the_branch_and_the_level_above_their_steps_and_nobody_else_any(
    state: str, cast: Cast, campaign: Campaign
) -> None:
    row = standing(cast, campaign, state)
    concerned = queries.concerned_in(row, cast.today)

    def offered(role: str) -> list[str]:
        return [found.verb for found in PROJECT.offered(state, cast.actor(role), concerned)]

    above = ["confirm", "send_back"] if state == "reported" else []
    assert offered("secretary") == _OWN.get(state, [])
    assert [offered(role) for role in ("general_secretary", "office", "leader")] == [above] * 3
    others = ("other_secretary", "village_secretary", "inspector", "reader", "administrator", "member")
    assert [offered(role) for role in others] == [[]] * 6


@pytest.mark.parametrize("verb", [found.verb for found in PROJECT.transitions])
def test_every_step_leads_where_the_table_says_and_is_told_in_one_sentence(
    verb: str, cast: Cast, campaign: Campaign
) -> None:
    declared = PROJECT.step(verb)
    row = standing(cast, campaign, declared.sources[0])
    before = len(history(projects.SUBJECT, row.pk))
    row = step(cast, row, verb)
    assert row.state == declared.target
    lines = history(projects.SUBJECT, row.pk)
    assert len(lines) == before + 1
    assert all("红色物业管家" in line.sentence and "{" not in line.sentence for line in lines)
    (live,) = row.stages.filter(until=None)
    assert (live.state, live.verb) == (declared.target, verb)


def test_whoever_answers_for_it_does_not_confirm_it(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "reported", responsible=cast.accounts["office"].person_id)
    with pytest.raises(NotPermitted, match="责任人不能自己"):
        step(cast, row, "confirm", by="office")
    assert step(cast, row, "confirm").state == "confirmed"


def test_a_step_is_ticked_off_once_with_what_came_of_it_and_the_tick_can_be_taken_back(
    cast: Cast, campaign: Campaign
) -> None:
    row = ticked(cast, standing(cast, campaign, "running"))
    first = row.milestones.all()[0]
    assert (first.done_on, first.outcome) == (cast.today, "摸清三十二户")
    with pytest.raises(projects.NotPossible, match="没有重复记"):
        ticked(cast, row)
    projects.untick(by=cast.secretary, milestone=first, now=at_noon(cast.today))
    first.refresh_from_db()
    assert (first.done_on, first.outcome, first.ticked_by_id) == (None, "", None)


def test_changing_a_running_project_leaves_what_is_done_as_it_is(cast: Cast, campaign: Campaign) -> None:
    row = ticked(cast, standing(cast, campaign, "running"))
    later = cast.today + timedelta(days=50)
    projects.change(
        by=cast.secretary,
        project=row,
        drafted=written(cast, milestones=[("全部换好", later)]),
        now=at_noon(cast.today),
    )
    steps = [(one.text, one.done_on is not None) for one in row.milestones.all()]
    assert steps == [("摸清要换的人家", True), ("全部换好", False)]


def test_a_reported_project_is_not_changed_any_more(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "reported")
    with pytest.raises(WrongState, match="结果待确认"):
        projects.change(by=cast.secretary, project=row, drafted=written(cast), now=at_noon(cast.today))
    with pytest.raises(WrongState, match="结果待确认"):
        ticked(cast, row)


def test_a_confirmed_project_is_carried_on_once(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "confirmed")
    client = cast.client("secretary")
    assert "明年接着做" in client.get(reverse("project", args=[row.pk])).content.decode()
    address = f"{reverse('project-add', args=[campaign.pk])}?from={row.pk}"
    assert "接着做“红色物业管家”" in client.get(address).content.decode()
    assert client.post(address, _typed(cast)).status_code == 302
    following = Project.objects.latest("pk")
    assert (following.carried_from, following.state) == (row, "draft")
    assert client.post(address, _typed(cast)).status_code == 422
    assert "明年接着做" not in client.get(reverse("project", args=[row.pk])).content.decode()


def _typed(cast: Cast, **changes: Any) -> dict[str, Any]:
    values = {
        "name": "红色物业管家",
        "goal": "再帮三十户。",
        "responsible": cast.accounts["member"].person_id,
        "starts_on": cast.today.isoformat(),
        "ends_on": (cast.today + timedelta(days=300)).isoformat(),
        "step_0": "摸底",
        "step_0_on": (cast.today + timedelta(days=30)).isoformat(),
    }
    return values | changes


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "请给项目起个名字。"),
        ({"goal": ""}, "请写要做成什么，一两句就够。"),
        ({"responsible": ""}, "请选一位负责的同志。"),
        ({"ends_on": "2020-01-01"}, "做成的日子早于开始的日子，请改正。"),
        ({"step_0_on": ""}, "请选这一步哪天以前办成。"),
        ({"step_0": ""}, "请写这一步做什么，或者把日子去掉。"),
        ({"step_0_on": "2020-01-01"}, "这一天不在项目开始和结束之间，请改正。"),
    ],
)
def test_a_refused_form_says_what_is_wrong_and_keeps_what_was_typed(
    changes: dict[str, str], sentence: str, cast: Cast, campaign: Campaign
) -> None:
    answer = cast.client("secretary").post(
        reverse("project-add", args=[campaign.pk]), _typed(cast, goal="特别的目标") | changes
    )
    page = answer.content.decode()
    assert (answer.status_code, sentence in page) == (422, True)
    assert changes.get("goal") == "" or "特别的目标" in page
    assert Project.objects.count() == 0


def test_a_draft_is_seen_by_its_branch_only(cast: Cast, campaign: Campaign) -> None:
    row = drafted(cast, campaign)
    seen = {
        role: cast.client(role).get(reverse("project", args=[row.pk])).status_code
        for role in ("secretary", "general_secretary", "office")
    }
    assert seen == {"secretary": 200, "general_secretary": 404, "office": 404}
    page = cast.client("office").get(reverse("projects", args=[campaign.pk])).content.decode()
    assert "红色物业管家" not in page


def test_the_list_asks_the_database_as_often_for_one_project_as_for_three(
    cast: Cast, campaign: Campaign
) -> None:
    client, asked = cast.client("office"), []
    for number in (1, 3):
        while Project.objects.count() < number:
            standing(cast, campaign, "running")
        client.get(reverse("projects", args=[campaign.pk]))
        with CaptureQueriesContext(connection) as queries_made:
            page = client.get(reverse("projects", args=[campaign.pk])).content.decode()
        assert page.count("0/2") == number
        asked.append(len(queries_made))
    assert asked[0] == asked[1]


def test_the_workbook_has_the_rows_of_the_page(cast: Cast, campaign: Campaign) -> None:
    ticked(cast, standing(cast, campaign, "running"))
    answer = cast.client("office").get(reverse("projects-sheet", args=[campaign.pk]))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == ["项目", "红色物业管家"]
    assert rows[1][6:9] == [2, 1, "正在做"]


def test_a_past_day_keeps_its_numbers_after_a_project_is_confirmed(cast: Cast, campaign: Campaign) -> None:
    row = drafted(cast, campaign)
    for ago, verb in ((30, "begin"), (20, "report"), (10, "confirm")):
        day = cast.today - timedelta(days=ago)
        told = {"result": "换好。", "done_on": day}
        by = cast.general_secretary if verb == "confirm" else cast.secretary
        projects.step(by=by, project=row, verb=verb, answers=told, now=at_noon(day))

    def at(ago: int) -> tuple[int, int]:
        scope = Scope(campaign, cast.places["district"], cast.today - timedelta(days=ago))
        return queries.project_counts(scope)

    assert [tuple(at(ago)) for ago in (31, 30, 15, 10, 0)] == [(0, 0), (1, 0), (1, 0), (0, 1), (0, 1)]


def test_a_figure_leads_to_its_projects_and_not_for_those_who_see_progress_only(
    cast: Cast, campaign: Campaign
) -> None:
    row = standing(cast, campaign, "running")
    figure = Catalogue(campaign.pk).figure("projects_running")
    scope = Scope(campaign, cast.places["district"], cast.today)

    def rows(role: str) -> list[str]:
        return [one.href for one in figure.rows(scope, Page(reader=cast.actor(role))).rows]

    assert rows("office") == [reverse("project", args=[row.pk])]
    assert rows("reader") == [reverse("project", args=[row.pk])]
    assert rows("member") == []


def test_what_waits_for_whom_stands_on_the_desk(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "running")
    assert list(queries.running_late(cast.secretary, cast.today)) == [row]
    ticked(cast, row)
    assert list(queries.running_late(cast.secretary, cast.today)) == []
    step(cast, row, "report")
    assert list(queries.to_confirm(cast.general_secretary, cast.today)) == [row]
    assert list(queries.to_confirm(cast.other_secretary, cast.today)) == []
    assert "等您确认结果的品牌项目" in cast.client("general_secretary").get("/").content.decode()


def test_a_record_is_laid_to_a_running_project_and_stands_on_its_page(
    cast: Cast, campaign: Campaign, expectation_of: ExpectationOf
) -> None:
    row = standing(cast, campaign, "running")
    client = cast.client("secretary")
    expectation = expectation_of("first", "动员大会")
    page = client.get(reverse("expectation", args=[expectation.pk])).content.decode()
    assert "算在哪个品牌项目上" in page
    told = {
        "title": "上门换水龙头",
        "happened_on": cast.today.isoformat(),
        "result": "换好八户。",
        "project": row.pk,
    }
    assert client.post(reverse("expectation", args=[expectation.pk]), told).status_code == 302
    record = Record.objects.latest("pk")
    assert record.project == row
    assert "上门换水龙头" in client.get(reverse("project", args=[row.pk])).content.decode()
    assert "红色物业管家" in client.get(reverse("record", args=[record.pk])).content.decode()


def test_a_branch_without_a_running_project_is_not_asked_for_one(
    cast: Cast, campaign: Campaign, expectation_of: ExpectationOf
) -> None:
    drafted(cast, campaign)
    page = cast.client("secretary").get(reverse("expectation", args=[expectation_of("first", "动员大会").pk]))
    assert "算在哪个品牌项目上" not in page.content.decode()
