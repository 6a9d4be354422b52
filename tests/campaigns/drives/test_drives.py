"""A themed drive from its start to its end; and that a new one is data: a second one runs through the same pages."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.campaigns.drives.starting import begun, in_force, running, tell
from tests.cast import Cast, at_noon
from zhengyou.campaigns.actions import rectification, selfchecks
from zhengyou.campaigns.models import Campaign, Plan, Rectification, Task
from zhengyou.campaigns.models.rectification import Source
from zhengyou.campaigns.queries import drives as queries
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.rules import drives as rules

SIX = ["读一本书", "听一堂党课", "看一部片子", "写一篇心得", "提一条建议", "办一件实事"]
SECOND = """
schema = 1
order = 2
title = "清廉月"
about = "一个月，两步。"
calendar = "start"
months = 1
plan_title = "关于开展清廉月的实施方案"
purpose = "为守住底线"

[[tasks]]
name = "清廉月党课"
text = "各支部上一堂清廉党课，{by}前完成"
owner = "各支部"
audience = ["branch"]
by = "+1"

[drive]
done = ["lesson", "listed"]
faults = [{ key = "gift", name = "收" }, { key = "meal", name = "吃" }]

[[drive.units]]
name = "各支部"
kinds = ["branch"]
sectors = ["private", "rural"]

[[drive.steps]]
key = "lesson"
name = "上课"
by = "task"
task = "清廉月党课"

[[drive.steps]]
key = "listed"
name = "列问题"
by = "problems"
"""


def raised(cast: Cast, campaign: Campaign, **told: Any) -> Rectification:
    """The first branch lists a problem of its own."""
    values: dict[str, Any] = {
        "campaign": campaign.pk,
        "organisation": cast.places["first"].organisation_id,
        "title": "答复居民慢",
        "source": Source.SELF_CHECK,
        "raised_on": cast.today,
        "due_on": cast.today + timedelta(days=20),
        "category": "slow",
    }
    given = rectification.Raised(**values | told)
    return rectification.raise_(by=cast.secretary, raised=given, now=at_noon(cast.today))


def through(cast: Cast, campaign: Campaign) -> list[str]:
    """The steps that the first branch is through."""
    drive = queries.running(campaign)
    assert drive is not None
    found = queries.units(Scope(campaign, cast.places["district"], cast.today), drive)
    row = next(one for one in found if one.organisation_id == cast.places["first"].organisation_id)
    return [step.key for step in drive.course.steps if step.key in row.through]


def test_the_page_says_beforehand_whom_it_falls_on_and_how_much_it_asks(cast: Cast) -> None:
    page = cast.client("office").get(reverse("drive", args=["three_checks"])).content.decode()
    assert "一共落到5个组织" in page
    assert "乡镇、街道：现有2个（资料里是18个）" in page
    assert "每个组织最忙的是" in page
    assert "“三看”看什么，各地没有统一的说法" in page


def test_a_few_presses_make_a_plan_that_goes_the_way_of_every_plan(cast: Cast) -> None:
    sent = {"title": "三查三看", "begins_on": cast.today.isoformat(), "units": ["0", "3"]}
    answer = cast.client("office").post(reverse("drive", args=["three_checks"]), sent)
    plan = Plan.objects.get()
    assert answer["Location"] == reverse("plan", args=[plan.pk])
    study = plan.items.get(name="六个一学习")
    assert (plan.drive, study.step, study.checklist) == ("three_checks", "study", SIX)
    assert study.audience_kinds == ["committee", "working_committee", "branch"]
    assert study.audience_sectors == ["rural", "community", "private"]
    campaign = in_force(cast, plan)
    assert campaign.drive == "three_checks"
    assert dict(Task.objects.values_list("step", "name")) == {
        "launch": "专题动员会",
        "study": "六个一学习",
        "discussion": "专题讨论会",
        "result": "报告整改结果",
    }
    assert campaign.standards.get().label == "三查"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"units": []}, "请至少勾一类单位。"),
        ({"units": ["9"]}, "所选的有一类已不在这项行动里，请重新勾选。"),
        ({"title": ""}, "请写标题，以后在各处都按它来找。"),
        ({"begins_on": ""}, "请选开始的日子。"),
    ],
)
def test_a_refused_start_says_why_and_makes_nothing(
    changes: dict[str, Any], sentence: str, cast: Cast
) -> None:
    sent = {"title": "三查三看", "begins_on": cast.today.isoformat(), "units": ["0"]} | changes
    answer = cast.client("office").post(reverse("drive", args=["three_checks"]), sent)
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert Plan.objects.count() == 0


def test_a_unit_goes_through_the_steps_one_after_another(cast: Cast) -> None:
    campaign = running(cast, ago=70)
    assert through(cast, campaign) == []
    tell(cast, campaign, "launch")
    tell(cast, campaign, "study", *SIX[:5])
    assert through(cast, campaign) == ["launch"]
    tell(cast, campaign, "study", SIX[5])
    tell(cast, campaign, "discussion")
    row = raised(cast, campaign)
    assert through(cast, campaign) == ["launch", "study", "discussion", "problems"]
    measure = {
        "measure": "当天有回音。",
        "responsible_id": cast.accounts["member"].person_id,
        "due_on": row.due_on,
    }
    rectification.step(
        by=cast.secretary, rectification=row, verb="propose", answers=measure, now=at_noon(cast.today)
    )
    tell(cast, campaign, "result")
    assert through(cast, campaign) == ["launch", "study", "discussion", "problems", "measures", "result"]


def test_who_is_not_done_stands_in_a_list_by_exception(cast: Cast) -> None:
    campaign = running(cast, ago=70)
    raised(cast, campaign)
    client, address = cast.client("office"), reverse("drive-progress", args=[campaign.pk])
    page = client.get(address).content.decode()
    assert "5个单位，办完了0个" in page
    assert "1/5" in page
    lacking = client.get(address, {"only": "problems"}).content.decode()
    assert ("青石商圈第一党支部" in lacking, "青石商圈第二党支部" in lacking) == (False, True)
    assert "青石商圈第二党支部" not in cast.client("secretary").get(address).content.decode()


def test_a_problem_is_sorted_under_a_fault_and_the_ledger_is_narrowed_by_it(cast: Cast) -> None:
    campaign = running(cast)
    client = cast.client("secretary")
    address = reverse("rectification-raise", args=[campaign.pk])
    assert "慢：该办的事拖着" in client.get(address).content.decode()
    typed = {
        "organisation": cast.places["first"].organisation_id,
        "title": "答复居民慢",
        "source": "self_check",
        "raised_on": cast.today.isoformat(),
        "immediate": "on",
    }
    refused = client.post(address, typed)
    assert refused.status_code == 422
    assert "请选属于哪个方面，拿不准的选最接近的。" in refused.content.decode()
    assert client.post(address, typed | {"category": "slow"}).status_code == 302
    row = Rectification.objects.get()
    assert row.category == "slow"
    assert "哪个方面" in client.get(reverse("rectification", args=[row.pk])).content.decode()

    def listed(category: str) -> bool:
        page = client.get(reverse("rectifications", args=[campaign.pk]), {"category": category})
        return "答复居民慢" in page.content.decode()

    assert [listed(one) for one in ("slow", "hard", "-", "")] == [True, False, False, True]


def test_other_campaigns_ask_for_no_fault(cast: Cast, campaign: Campaign) -> None:
    client = cast.client("secretary")
    assert (
        "属于哪个方面" not in client.get(reverse("rectification-raise", args=[campaign.pk])).content.decode()
    )
    assert client.get(reverse("drive-progress", args=[campaign.pk])).status_code == 404


def test_a_self_check_can_be_opened_on_what_the_drive_checks(cast: Cast) -> None:
    campaign = running(cast)
    page = cast.client("office").get(reverse("selfcheck-rounds", args=[campaign.pk])).content.decode()
    assert "三查" in page
    assert selfchecks.SUBJECT


def test_one_and_three_units_that_moved_take_as_many_questions(cast: Cast) -> None:
    campaign = running(cast, ago=70)
    client, asked = cast.client("office"), []
    for step in ("launch", "discussion"):
        tell(cast, campaign, step)
        client.get(reverse("drive-progress", args=[campaign.pk]))
        with CaptureQueriesContext(connection) as made:
            client.get(reverse("drive-progress", args=[campaign.pk]))
        asked.append(len(made))
    assert asked[0] == asked[1]


def test_a_new_programme_is_data_and_runs_through_the_same_pages(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "clean_month.toml").write_text(SECOND, encoding="utf-8")
    monkeypatch.setattr(rules, "FOLDER", tmp_path)
    office = cast.client("office")
    assert "清廉月" in office.get(reverse("drives")).content.decode()
    begins = cast.today - timedelta(days=3)
    sent = {"title": "澜溪清廉月", "begins_on": begins.isoformat(), "units": ["0"]}
    assert office.post(reverse("drive", args=["clean_month"]), sent).status_code == 302
    campaign = in_force(cast, Plan.objects.get())
    assert through(cast, campaign) == []
    tell(cast, campaign, "lesson")
    assert through(cast, campaign) == ["lesson"]
    raised(cast, campaign, category="meal")
    assert through(cast, campaign) == ["lesson", "listed"]
    page = office.get(reverse("drive-progress", args=[campaign.pk])).content.decode()
    assert "3个单位，办完了1个" in page
    listed = office.get(reverse("rectifications", args=[campaign.pk]), {"category": "meal"})
    assert "答复居民慢" in listed.content.decode()


def test_a_drive_whose_file_is_gone_leaves_its_campaign_as_any_other(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign = in_force(cast, begun(cast))
    row = raised(cast, campaign)
    monkeypatch.setattr(rules, "FOLDER", tmp_path)
    office = cast.client("office")
    assert office.get(reverse("drive-progress", args=[campaign.pk])).status_code == 404
    assert "slow" in office.get(reverse("rectification", args=[row.pk])).content.decode()
