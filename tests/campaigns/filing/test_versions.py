"""The pages of a plan's versions, of its amendment and of its end."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from tests.cast import Cast, at_noon, meeting_data, task_item
from zhengyou.campaigns.actions import corrections, plans, records
from zhengyou.campaigns.models import Campaign, Plan, PlanItem
from zhengyou.campaigns.models.plans import ItemKind, Recurrence
from zhengyou.campaigns.queries.versions import in_force, seen_with
from zhengyou.campaigns.rules.line_changes import Row, stretches
from zhengyou.ledger.models import Entry

from .amending import Amendment
from .conftest import Desk


@pytest.fixture
def amendment(cast: Cast, campaign: Campaign) -> Amendment:
    """The district's plan, in force."""
    return Amendment(cast, campaign.plan)


def _page(client: Client, address: str, status: int = 200) -> LexborHTMLParser:
    answer = client.get(address)
    assert answer.status_code == status
    return LexborHTMLParser(answer.content.decode())


def _words(node: Any) -> str:
    return " ".join(node.text().split())


def _texts(page: LexborHTMLParser, selector: str) -> list[str]:
    return [_words(node) for node in page.css(selector)]


def _rows(page: LexborHTMLParser) -> list[list[str]]:
    return [[_words(cell) for cell in row.css("th, td")] for row in page.css("tbody tr")]


def _said(client: Client, address: str) -> list[str]:
    return _texts(_page(client, address), ".messages li, .message")


class TestVersions:
    def test_a_plan_that_was_never_passed_has_none_and_says_when_it_will(self, cast: Cast) -> None:
        plan = Plan.objects.create(
            organisation_id=cast.places["district"].organisation_id,
            title="草稿",
            uploaded_by=cast.accounts["office"],
            uploaded_at=at_noon(cast.today),
        )
        page = _page(cast.client("office"), f"/plans/{plan.pk}/versions/")
        assert "还没有定过稿" in page.body.text()

    def test_one_version_stands_alone_with_its_meeting(self, cast: Cast, amendment: Amendment) -> None:
        page = _page(cast.client("reader"), f"/plans/{amendment.plan.pk}/versions/")
        ((number, state, meeting, who),) = _rows(page)
        assert number == "第 1 版"
        assert state.startswith("正在实行")
        assert "应到 9 人，实到 8 人，赞成 8 人" in meeting
        assert who.startswith("方文清")
        assert "只有一版，还没有可以比较的。" in page.body.text()

    def test_two_versions_say_in_the_users_words_what_changed(self, cast: Cast, amendment: Amendment) -> None:
        day = cast.today + timedelta(days=45)
        amendment.begin()
        amendment.change("为民办实事", due_on=day, zero_allowed=True, audience_sectors=["rural", "schools"])
        amendment.change("学习研讨", recurrence=Recurrence.QUARTERLY)
        amendment.leave_out("风险排查")
        amendment.add(task_item("设立示范岗", due_on=day))
        amendment.facts(title="澜溪区创先争优活动实施方案（修订）")
        amendment.in_force()
        page = _page(cast.client("office"), f"/plans/{amendment.plan.pk}/versions/")
        assert _texts(page, "#compared-title") == ["从第 1 版到第 2 版改了什么"]
        assert _texts(page, ".changed-item h3") == [
            "改动方案要点澜溪区创先争优活动实施方案（修订）",
            "改动任务为民办实事",
            "改动任务学习研讨",
            "新增任务设立示范岗",
            "去掉任务风险排查",
        ]
        told = _texts(page, ".changed-item .before-after div")
        before = cast.today + timedelta(days=30)
        assert told == [
            "标题 原来：澜溪区创先争优活动实施方案 改成：澜溪区创先争优活动实施方案（修订）",
            f"截止 原来：{before:%Y年%-m月%-d日} 改成：{day:%Y年%-m月%-d日}",
            "可以零报告 原来：不可以 改成：可以",
            "哪些领域 原来：各领域 改成：农村、学校",
            "多久一次 原来：每月 改成：每季度",
        ]

    def test_any_two_versions_are_compared_and_others_do_not_exist(
        self, cast: Cast, amendment: Amendment
    ) -> None:
        for owner in ("宣传办", "组织办"):
            amendment.begin()
            amendment.change("为民办实事", owner=owner)
            amendment.in_force()
        client, address = cast.client("leader"), f"/plans/{amendment.plan.pk}/versions/"
        assert _texts(_page(client, f"{address}?from=1&to=3"), ".before-after div") == [
            "牵头 原来：活动办公室 改成：组织办"
        ]
        assert _texts(_page(client, f"{address}?from=3&to=1"), ".before-after div") == [
            "牵头 原来：组织办 改成：活动办公室"
        ]
        for wrong in ("?from=0&to=1", "?from=1&to=9", "?from=x", "?to=now"):
            assert client.get(address + wrong).status_code == 404

    def test_while_amending_the_draft_stands_beside_what_is_in_force(
        self, cast: Cast, amendment: Amendment
    ) -> None:
        amendment.begin()
        amendment.leave_out("学习研讨")
        page = _page(cast.client("office"), f"/plans/{amendment.plan.pk}/versions/")
        assert _texts(page, "#compared-title") == ["从第 1 版到正在修改的稿子改了什么"]
        assert _texts(page, ".changed-item h3") == ["去掉任务学习研讨"]

    def test_a_proposal_that_was_sent_back_stays_a_version_that_never_was_in_force(
        self, cast: Cast, amendment: Amendment
    ) -> None:
        amendment.begin()
        amendment.change("为民办实事", owner="宣传办")
        amendment.plan.refresh_from_db()
        now = at_noon(cast.today)
        plans.propose(by=cast.office, plan=amendment.plan, now=now)
        client, address = cast.client("office"), f"/plans/{amendment.plan.pk}/versions/"
        assert _rows(_page(client, address))[0][1] == "待批准"
        plans.return_(by=cast.leader, plan=amendment.plan, comment="先不改。", now=now)
        states = [row[1].split()[0] for row in _rows(_page(client, address))]
        assert states == ["没有实行", "正在实行"]

    def test_the_text_stands_side_by_side_with_the_words_that_differ(
        self, cast: Cast, amendment: Amendment
    ) -> None:
        PlanItem.objects.filter(plan=amendment.plan, name="学习研讨").update(start=0, end=9)
        amendment.begin()
        amendment.change("学习研讨", text="各支部每季度报送一次")
        amendment.in_force()
        page = _page(cast.client("office"), f"/plans/{amendment.plan.pk}/versions/")
        assert _texts(page, ".text-row:not(.is-head) > div") == [
            "各支部每月报送一次。",
            "各支部每季度报送一次（活动办公室）。",
        ]
        assert _texts(page, ".text-row mark") == ["月", "季度", "（活动办公室）"]
        assert _texts(page, ".same-lines summary") == ["2 段没有改：澜溪区创先争优活动实施方案"]


class TestFiledVersions:
    def test_the_level_above_reads_versions_once_they_were_filed(
        self, cast: Cast, above: Campaign, desk: Desk
    ) -> None:
        plan = desk.pass_(desk.complete(desk.begin(above)))
        address = f"/plans/{plan.pk}/versions/"
        assert cast.client("general_secretary").get(address).status_code == 404
        record = desk.file(plan)
        for role in ("general_secretary", "office", "inspector", "reader", "secretary"):
            assert cast.client(role).get(address).status_code == 200, role
        for role in ("other_secretary", "village_secretary", "member", "administrator"):
            assert cast.client(role).get(address).status_code == 404, role
        assert [one.number for one in seen_with(cast.general_secretary, record.pk)[1]] == [1]

    def test_an_amendment_that_was_sent_back_and_given_up_leaves_what_is_in_force(
        self, cast: Cast, above: Campaign, desk: Desk
    ) -> None:
        record = desk.filed(above)
        now = at_noon(cast.today)
        records.accept(by=cast.general_secretary, record=record, now=now)
        plan = plans.amend(by=cast.secretary, plan=Plan.objects.get(pk=record.plan_version.plan_id))
        target = PlanItem.objects.select_related("plan").get(plan=plan, kind=ItemKind.TARGET)
        corrections.change_item(
            by=cast.secretary, item=target, revision=plan.revision, changes={"quantity": 6}
        )
        plan.refresh_from_db()
        again = desk.file(desk.pass_(plan))
        records.return_(by=cast.general_secretary, record=again, comment="不能减。", now=now)
        page = _page(cast.client("secretary"), f"/plans/{plan.pk}/versions/")
        assert [row[1].split()[0] for row in _rows(page)] == ["上级退回", "正在实行"]
        plan.refresh_from_db()
        plans.abandon(by=cast.secretary, plan=plan)
        target.refresh_from_db()
        assert (target.quantity, in_force(plan).number) == (24, 1)


class TestAmending:
    def test_the_page_says_what_it_means_and_one_press_begins(self, cast: Cast, amendment: Amendment) -> None:
        client, address = cast.client("office"), f"/plans/{amendment.plan.pk}/amend/"
        assert "活动照原方案进行" in _page(client, address).body.text()
        assert client.post(address)["Location"] == f"/plans/{amendment.plan.pk}/"
        amendment.plan.refresh_from_db()
        assert amendment.plan.state == "amending"
        assert "现在是“修订中”，不能“修订”" in _page(client, address).body.text()
        assert client.post(address).status_code == 302
        assert Entry.objects.filter(verb="campaigns.plan.amend").count() == 1

    def test_what_it_will_change_stands_on_the_plan_the_meeting_and_its_own_page(
        self, cast: Cast, amendment: Amendment
    ) -> None:
        amendment.begin()
        amendment.change("为民办实事", due_on=cast.today + timedelta(days=60))
        amendment.leave_out("风险排查")
        amendment.add(task_item("设立示范岗", due_on=cast.today + timedelta(days=45)))
        pk = amendment.plan.pk
        office, leader = cast.client("office"), cast.client("leader")
        for client, page in ((office, ""), (office, "consequences/"), (leader, "")):
            found = _page(client, f"/plans/{pk}/{page}").css_first("#consequences")
            assert _words(found.css_first("h2")) == "修订生效后：新增 3 项、改时间 3 项、不再要求 3 项"
            rows = [[_words(cell) for cell in row.css("th, td")] for row in found.css("tbody tr")]
            assert [[row[0], *row[2:]] for row in rows] == [
                ["为民办实事", "—", "3", "—", "—"],
                ["设立示范岗", "—", "—", "3", "—"],
                ["风险排查", "3", "—", "—", "—"],
            ]
        plans.propose(by=cast.office, plan=amendment.plan, now=at_noon(cast.today))
        assert _page(leader, f"/plans/{pk}/approve/").css_first("#consequences") is not None
        assert leader.post(f"/plans/{pk}/approve/", meeting_data(cast.today)).status_code == 302
        assert _page(office, f"/plans/{pk}/").css_first("#consequences") is None
        assert "现在没有修订" in _page(office, f"/plans/{pk}/consequences/").body.text()

    def test_an_amendment_of_words_only_says_that_nothing_else_changes(
        self, cast: Cast, amendment: Amendment
    ) -> None:
        amendment.begin()
        amendment.facts(summary="换一种说法。")
        page = _page(cast.client("office"), f"/plans/{amendment.plan.pk}/consequences/")
        assert _texts(page, "#consequences h2") == ["这次修订不改变正在进行的任务"]

    def test_a_plan_that_lost_its_days_still_has_its_page(self, cast: Cast, amendment: Amendment) -> None:
        amendment.begin()
        amendment.facts(starts_on=None, ends_on=None)
        page = _page(cast.client("office"), f"/plans/{amendment.plan.pk}/")
        assert "有 4 项任务还没有日期" in page.css_first("#consequences").text()

    def test_giving_up_asks_first_with_what_is_undone(self, cast: Cast, amendment: Amendment) -> None:
        amendment.begin()
        amendment.change("为民办实事", owner="宣传办")
        client, address = cast.client("office"), f"/plans/{amendment.plan.pk}/abandon/"
        page = _page(client, address)
        assert "下面 1 处改动不再保留" in page.body.text()
        assert _texts(page, ".changed-item h3") == ["改动任务为民办实事"]
        plan = _page(client, f"/plans/{amendment.plan.pk}/")
        assert [link.attributes["href"] for link in plan.css("a") if _words(link) == "放弃修订"] == [address]
        assert client.post(address).status_code == 302
        assert amendment.item("为民办实事").owner == "活动办公室"
        assert "不能“放弃修订”" in _page(client, address).body.text()


class TestClosing:
    def test_it_says_before_what_stops_and_what_stays(self, cast: Cast, amendment: Amendment) -> None:
        stopped = sum(len(amendment.live(name)) for name in ("为民办实事", "风险排查"))
        months = amendment.live("学习研讨")
        stopped += sum(one.due_on >= cast.today for one in months)
        missed = 3 + sum(one.due_on < cast.today for one in months)
        page = _page(cast.client("leader"), f"/plans/{amendment.plan.pk}/close/")
        said = page.css_first("main").text()
        assert f"还没有办的 {stopped} 项不再要求" in said
        assert f"已经过期没有办的 {missed} 项仍算逾期未报" in said

    def test_without_a_word_on_how_it_came_out_it_is_refused_whole(
        self, cast: Cast, amendment: Amendment
    ) -> None:
        client, address = cast.client("leader"), f"/plans/{amendment.plan.pk}/close/"
        answer = client.post(address, {"comment": " "})
        assert answer.status_code == 422
        assert "不再要求" in answer.content.decode()
        amendment.plan.refresh_from_db()
        assert amendment.plan.state == "in_force"

    def test_closing_ends_the_campaign_and_says_that_it_is_final(
        self, cast: Cast, amendment: Amendment
    ) -> None:
        client, address = cast.client("leader"), f"/plans/{amendment.plan.pk}/close/"
        assert client.post(address, {"comment": "办成了。"}).status_code == 302
        amendment.plan.refresh_from_db()
        assert (amendment.plan.state, amendment.plan.campaign.state) == ("closed", "closed")
        assert "不能“结束”" in _page(client, address).body.text()
        assert client.post(address, {"comment": "再结束。"}).status_code == 302
        assert Entry.objects.filter(verb="campaigns.plan.close").count() == 1
        page = _page(client, f"/plans/{amendment.plan.pk}/versions/")
        assert [row[1].split()[0] for row in _rows(page)] == ["活动结束时的一版"]


class TestCampaignPage:
    def test_it_says_in_one_line_that_the_plan_is_being_amended_and_was(
        self, cast: Cast, amendment: Amendment
    ) -> None:
        address = f"/campaigns/{amendment.plan.campaign.pk}/"
        assert "修订" not in _page(cast.client("secretary"), address).css_first("main").text()
        amendment.begin()
        assert "方案正在修订" in _page(cast.client("secretary"), address).css_first("main").text()
        amendment.change("为民办实事", owner="宣传办")
        amendment.in_force()
        said = f"方案于{cast.today:%Y年%-m月%-d日}修订"
        for role, links in (("secretary", 0), ("office", 1)):
            main = _page(cast.client(role), address).css_first("main")
            assert said in main.text()
            assert len(main.css(f"a[href='/plans/{amendment.plan.pk}/versions/']")) == links
        before = _page(cast.client("office"), f"{address}?as_of={cast.today - timedelta(days=1)}")
        assert "修订" not in before.css_first("main").text()
        public = cast.client(None).get(f"/p/{amendment.plan.campaign.slug}/")
        assert said in public.content.decode()


def test_lines_that_were_added_or_taken_out_stand_beside_nothing() -> None:
    before = ["一、目的", "为了把活动办好。", "二、要求"]
    after = ["一、目的", "二、要求", "三、时间"]
    assert [(one.same, one.rows) for one in stretches(before, after)] == [
        (True, [Row([("一、目的", False)], [("一、目的", False)])]),
        (False, [Row([("为了把活动办好。", True)], [])]),
        (True, [Row([("二、要求", False)], [("二、要求", False)])]),
        (False, [Row([], [("三、时间", True)])]),
    ]


def test_two_equal_texts_are_one_stretch() -> None:
    assert [one.same for one in stretches(["一", "", "二"], ["一", "二 "])] == [True]
    assert stretches([], []) == []
