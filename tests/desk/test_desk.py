"""What awaits whom on the first page."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.campaigns.filing.conftest import Desk
from tests.campaigns.records.telling import reported
from tests.cast import Cast, ExpectationOf, at_noon, draft_plan, task_item
from zhengyou.campaigns.actions import plans
from zhengyou.campaigns.models import Campaign, Excuse, Expectation, Plan, Record
from zhengyou.campaigns.rules.workdays import add_workdays, workdays_between

WHY = "请补上参加人数。"


def _sections(client: Client) -> dict[str, list[str]]:
    """The titles on the desk, by the name of their section."""
    sections = client.get("/").context["sections"]
    return {section.name: [line.title for line in section.lines] for section in sections}


def _line(client: Client, section: str, place: int = 0) -> Any:
    found = next(found for found in client.get("/").context["sections"] if found.name == section)
    return found.lines[place]


def test_a_secretary_sees_what_is_due_with_the_oldest_first(cast: Cast, campaign: Campaign) -> None:
    page = cast.client("secretary").get("/")
    (section,) = page.context["sections"]
    own = Expectation.objects.filter(
        organisation_id=cast.secretary.organisation_id,
        opens_on__lte=cast.today,
        due_on__lte=cast.today + timedelta(days=45),
    ).order_by("due_on", "pk")
    assert [line.key for line in section.lines] == [expectation.pk for expectation in own]
    month = own[0].period_end
    year = f"{month.year}年" if month.year != cast.today.year else ""
    assert section.lines[0].title in {"动员大会", f"学习研讨（{year}{month.month}月）"}
    late = sum(expectation.due_on < cast.today for expectation in own)
    assert f"共{len(own)}件，其中{late}件已过期限。" in page.content.decode()


def test_each_line_says_how_long_there_is_and_opens_the_form_that_settles_it(
    cast: Cast, expectation_of: ExpectationOf
) -> None:
    client = cast.client("secretary")
    lines = {line.title: line for line in client.get("/").context["sections"][0].lines}
    late, soon = expectation_of("first", "动员大会"), expectation_of("first", "风险排查")
    found = {
        name: (lines[name].state, lines[name].word, lines[name].day, lines[name].working_days_left)
        for name in ("动员大会", "风险排查")
    }
    assert found == {
        "动员大会": ("missing", "已过期限", late.due_on, workdays_between(cast.today, late.due_on)),
        "风险排查": ("due", "待办", soon.due_on, workdays_between(cast.today, soon.due_on)),
    }
    assert '<textarea name="result"' in client.get(lines["风险排查"].url).content.decode()


def test_what_was_sent_back_comes_first_with_the_comment_and_its_days_of_grace(
    cast: Cast, expectation_of: ExpectationOf
) -> None:
    asked = expectation_of("first", "动员大会")
    record = reported(cast, asked)
    cast.client("general_secretary").post(f"/records/{record.pk}/return/", {"comment": WHY})
    client = cast.client("secretary")
    sections = client.get("/").context["sections"]
    assert [section.name for section in sections] == ["returned", "due"]
    line = sections[0].lines[0]
    assert (line.title, line.detail, line.url, line.day) == (
        record.title,
        WHY,
        f"/records/{record.pk}/resubmit/",
        add_workdays(cast.today, 3),
    )
    # Not twice: what the returned record is to meet stands there and nowhere else.
    assert asked.pk not in {line.key for line in sections[1].lines}


def test_what_is_settled_or_waits_above_is_no_longer_asked(cast: Cast, expectation_of: ExpectationOf) -> None:
    reported(cast, expectation_of("first", "动员大会"))
    plea = expectation_of("first", "风险排查")
    client = cast.client("secretary")
    client.post(f"/expectations/{plea.pk}/excuse/", {"reason": "没有风险点。"})
    sections = _sections(client)
    assert {"动员大会", "风险排查"} & set(sections["due"]) == set()
    assert sections["pleas"] == ["风险排查：不适用"]


def test_nothing_due_is_a_pleasant_page(cast: Cast) -> None:
    page = cast.client("secretary").get("/").content.decode()
    assert "今天没有等您办的事" in page


def test_nothing_due_names_what_comes_next(cast: Cast, campaign: Campaign) -> None:
    Expectation.objects.exclude(task__name="为民办实事").delete()
    Expectation.objects.update(due_on=cast.today + timedelta(days=60))
    page = cast.client("secretary").get("/").content.decode()
    assert "今天没有等您办的事" in page
    assert "下一件是“为民办实事”" in page


def test_those_directly_above_see_what_to_accept_and_to_answer(
    cast: Cast, expectation_of: ExpectationOf
) -> None:
    mine = reported(cast, expectation_of("first", "动员大会"))
    reported(cast, expectation_of("village", "动员大会"), role="village_secretary")
    cast.client("secretary").post(
        f"/expectations/{expectation_of('first', '风险排查').pk}/excuse/", {"reason": "没有风险点。"}
    )
    general = cast.client("general_secretary")
    assert _sections(general) == {"accept": [mine.title], "excuses": ["风险排查：不适用"]}
    line = _line(general, "accept")
    assert (line.accept, line.detail) == (
        f"/records/{mine.pk}/accept/",
        f"青石商圈第一党支部，{mine.happened_on.month}月{mine.happened_on.day}日，"
        "发出倡议书40份，12家商户当场报名。",
    )
    # One level further up it is on nobody's desk; those who issued the campaign have a phase to close.
    assert {role: _sections(cast.client(role)) for role in ("committee_office", "office", "leader")} == {
        "committee_office": {},
        "office": {"phases": ["动员部署"]},
        "leader": {"phases": ["动员部署"]},
    }


@pytest.fixture
def proposed(cast: Cast) -> Plan:
    plan = draft_plan(cast, [task_item("走访", due_on=cast.today)], title="第二轮实施方案")
    plans.propose(by=cast.office, plan=plan, now=at_noon(cast.today))
    return plan


def test_the_leader_sees_plans_to_approve_and_the_office_those_in_hand(cast: Cast, proposed: Plan) -> None:
    leader, office = cast.client("leader"), cast.client("office")
    assert (_sections(leader), _sections(office)) == ({"plans": ["第二轮实施方案"]}, {})
    assert _line(leader, "plans").url == f"/plans/{proposed.pk}/"
    plans.return_(by=cast.leader, plan=proposed, comment="补上牵头单位。", now=at_noon(cast.today))
    assert (_sections(leader), _sections(office)) == ({}, {"drafts": ["第二轮实施方案"]})
    line = _line(office, "drafts")
    assert (line.state, line.word, line.detail) == ("returned", "退回修改", "补上牵头单位。")


@pytest.mark.parametrize("role", ["member", "inspector", "reader", "administrator"])
def test_those_with_nothing_to_do_are_shown_where_to_look(cast: Cast, campaign: Campaign, role: str) -> None:
    page = cast.client(role).get("/")
    assert page.context["sections"] == []
    text = page.content.decode()
    assert "今天没有等您办的事" in text
    assert str(getattr(cast, role).role.sentence) in text


def test_everybody_is_shown_exactly_the_places_their_post_opens(cast: Cast) -> None:
    found = {
        role: [place.label for place in cast.client(role).get("/").context["elsewhere"]]
        for role in ("secretary", "member", "inspector", "administrator")
    }
    look_around = ["活动进展", "报送记录", "组织和党员", "报告", "花多少时间", "我的日历"]
    assert found == {
        "secretary": [*look_around, "办事流程", "开通账号"],
        "member": ["活动进展", "组织和党员", "我的日历", "办事流程"],
        "inspector": [*look_around, "办事流程", "台账"],
        "administrator": ["组织和党员", "办事流程", "查阅记录", "离开多年的人", "开通账号"],
    }


def test_the_navigation_holds_exactly_what_the_post_opens(cast: Cast) -> None:
    found = {
        role: [place.label for place in cast.client(role).get("/").context["navigation"]]
        for role in ("secretary", "office", "member", "administrator")
    }
    assert found == {
        "secretary": ["待办", "活动", "方案", "组织", "报告", "公开"],
        "office": ["待办", "活动", "方案", "组织", "报告", "公开"],
        "member": ["待办", "活动", "组织", "公开"],
        "administrator": ["待办", "组织", "公开"],
    }


def _many_to_accept(cast: Cast, expectation_of: ExpectationOf, count: int) -> list[Record]:
    first = reported(cast, expectation_of("first", "动员大会"))
    values = {
        name: getattr(first, name)
        for name in (
            "organisation_id",
            "happened_on",
            "result",
            "entered_by_id",
            "entered_at",
            "submitted_at",
        )
    }
    more = Record.objects.bulk_create(Record(title=f"第{n}件", **values) for n in range(2, count + 1))
    return [first, *more]


def test_a_long_list_shows_twenty_and_leads_to_all_page_by_page(
    cast: Cast, expectation_of: ExpectationOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zhengyou.desk.queries.PAGE", 15)
    made = _many_to_accept(cast, expectation_of, 23)
    client = cast.client("general_secretary")
    desk = client.get("/")
    section = desk.context["sections"][0]
    assert ([line.key for line in section.lines], section.total) == ([row.pk for row in made[:20]], 23)
    assert "看全部23件" in desk.content.decode()

    first = client.get("/?all=accept").context["section"]
    # What is accepted meanwhile neither hides nor repeats others.
    client.post(f"/records/{made[14].pk}/accept/")
    second = client.get(f"/?all=accept&after={first.next_key}").context["section"]
    assert [line.key for line in (*first.lines, *second.lines)] == [row.pk for row in made]
    assert second.next_key is None


def test_there_is_no_list_for_what_the_post_does_not_do(cast: Cast) -> None:
    client = cast.client("inspector")
    assert [client.get(f"/?all={name}").status_code for name in ("accept", "plans", "nonsense")] == [404] * 3


def test_an_emptied_list_is_a_pleasant_page_too(cast: Cast) -> None:
    page = cast.client("secretary").get("/?all=due&after=12")
    assert page.status_code == 200
    assert "这里已经没有要办的了" in page.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_a_secretarys_desk_takes_the_same_queries_for_one_and_three_rows(
    cast: Cast, expectation_of: ExpectationOf, django_assert_num_queries: Any, rows: int
) -> None:
    for name in ("动员大会", "风险排查", "为民办实事")[:rows]:
        record = reported(cast, expectation_of("first", name))
        cast.client("general_secretary").post(f"/records/{record.pk}/return/", {"comment": WHY})
    study = Expectation.objects.filter(
        organisation_id=cast.secretary.organisation_id, task__name="学习研讨", due_on__lte=cast.today
    )
    assert study.exists()
    client = cast.client("secretary")
    with django_assert_num_queries(7):
        page = client.get("/")
    assert len(page.context["sections"][0].lines) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_of_those_above_takes_the_same_queries_for_one_and_three_rows(
    cast: Cast, expectation_of: ExpectationOf, django_assert_num_queries: Any, rows: int
) -> None:
    _many_to_accept(cast, expectation_of, rows)
    for name in ("风险排查", "为民办实事", "学习研讨")[:rows]:
        address = f"/expectations/{expectation_of('first', name).pk}/excuse/"
        cast.client("secretary").post(address, {"reason": "没有。"})
    assert Excuse.objects.count() == rows
    client = cast.client("general_secretary")
    with django_assert_num_queries(9):
        page = client.get("/")
    assert [len(section.lines) for section in page.context["sections"]] == [rows, rows]


def test_a_plan_that_a_meeting_passed_waits_to_be_filed_and_an_amended_one_to_be_finished(
    cast: Cast, campaign: Campaign
) -> None:
    branch = Desk(cast, cast.secretary)
    plan = branch.pass_(branch.brief(campaign))
    line = _line(cast.client("secretary"), "passed")
    assert (line.title, line.word, line.url) == (plan.title, "待报备", f"/plans/{plan.pk}/")
    plans.amend(by=cast.office, plan=campaign.plan)
    assert _line(cast.client("office"), "drafts").word == "修订中"


def test_a_filed_plan_is_read_before_it_is_accepted(cast: Cast, campaign: Campaign) -> None:
    branch = Desk(cast, cast.secretary)
    record = branch.file(branch.pass_(branch.brief(campaign)))
    line = _line(cast.client("general_secretary"), "accept")
    assert (line.title, line.word, line.accept) == (record.title, "待审核", "")
