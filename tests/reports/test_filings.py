"""Who has sent a plan up: the receiving office's table, its choices and orders, and the same as a workbook."""

import io
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from tests.campaigns.filing.conftest import Desk
from tests.cast import Cast, approved, at_noon, draft_plan, found, task_item
from zhengyou.campaigns.actions import excuses, filing, plans, records
from zhengyou.campaigns.models import Campaign, Expectation, Plan, PlanItem, PlanSketch, Record
from zhengyou.campaigns.models.plans import Asked, ItemKind
from zhengyou.campaigns.queries import filings as queries
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.queries.filings import Filing, Narrowed
from zhengyou.organisations.models import Kind, Placement, Sector
from zhengyou.reports.views import filings as views

KINDS = [Kind.BRANCH, Kind.GENERAL_BRANCH, Kind.WORKING_COMMITTEE, Kind.COMMITTEE]
QUERIES = 11


def asking(cast: Cast, ago: int) -> Campaign:
    """The district's campaign that asked everybody below for a plan, due so many days ago."""
    day = cast.today
    span = {"starts_on": day - timedelta(days=60), "ends_on": day + timedelta(days=200)}
    person = {"kind": ItemKind.PERSON, "name": "陆长河", "text": "组长"}
    plan = draft_plan(cast, [{"kind": ItemKind.PHASE, "name": "全面争创", **span}, person])
    phase = PlanItem.objects.get(plan=plan, kind=ItemKind.PHASE)
    filed = task_item("报备实施方案", asks=Asked.PLAN, due_on=day - timedelta(days=ago), audience_kinds=KINDS)
    served = task_item(
        "为民办实事", due_on=day + timedelta(days=90), parent=phase, text="每个支部办一件实事。"
    )
    for number, item in enumerate((filed, served), 10):
        PlanItem.objects.create(plan=plan, ordinal=number, **item)
    return approved(cast, plan)


def sent(cast: Cast, role: str, above: Campaign, ago: int) -> Record:
    """The role's organisation copies, completes, passes and files its plan so many days ago."""
    then = replace(cast, today=cast.today - timedelta(days=ago))
    return Desk(then, cast.actor(role)).filed(above)


def accept(cast: Cast, record: Record, ago: int) -> None:
    records.accept(by=cast.office, record=record, now=at_noon(cast.today - timedelta(days=ago)))


def rows(
    cast: Cast, above: Campaign, where: str = "district", chosen: Narrowed | None = None
) -> list[Filing]:
    scope = Scope(above, cast.places[where], cast.today)
    return queries.filings(scope, chosen or Narrowed(), near_copy=70)


def states(cast: Cast, above: Campaign) -> dict[str, str]:
    return {row.name: row.state for row in rows(cast, above)}


def page(cast: Cast, above: Campaign, role: str = "office", **query: Any) -> Any:
    return cast.client(role).get(f"/campaigns/{above.pk}/filings/", query)


def names(answer: Any) -> list[str]:
    return re.findall(r'class="row-link"[^>]*>([^<]+)</a>', answer.content.decode())


@pytest.fixture
def above(cast: Cast) -> Campaign:
    """Due ten days ago: one on time, one late, one waiting, one returned, one excused, one missing."""
    campaign = asking(cast, 10)
    accept(cast, sent(cast, "secretary", campaign, 15), 12)
    accept(cast, sent(cast, "other_secretary", campaign, 5), 3)
    sent(cast, "village_secretary", campaign, 2)
    back = sent(cast, "general_secretary", campaign, 12)
    records.return_(by=cast.office, record=back, comment="请写清谁来办。", now=at_noon(cast.today))
    township = cast.places["township"]
    by = replace(cast.village_secretary, organisation_id=township.organisation_id, path=township.path)
    asked = Expectation.objects.get(organisation_id=township.organisation_id, task__asks=Asked.PLAN)
    now = at_noon(cast.today)
    plea = excuses.request(by=by, expectation=asked, reason="正在撤并。", now=now)
    excuses.approve(by=cast.office, excuse=plea, comment="", now=now)
    return campaign


def test_each_organisation_stands_there_once_in_the_users_words(cast: Cast, above: Campaign) -> None:
    assert states(cast, above) == {
        "青石街道党工委": "missing",
        "青石商圈党总支": "returned",
        "青石商圈第一党支部": "on_time",
        "青石商圈第二党支部": "late",
        "云岭乡党委": "excused",
        "白鹭村党支部": "awaiting",
    }
    text = page(cast, above).content.decode()
    for word in ("逾期未报", "已退回", "已备案 按时", "已备案 迟报", "不适用", "待审核"):
        assert f"</svg>{word}</span>" in text


def test_a_row_says_what_the_receiver_wants_to_know(cast: Cast, above: Campaign) -> None:
    (row,) = [row for row in rows(cast, above) if row.name == "青石商圈第一党支部"]
    day = cast.today
    plan = Plan.objects.get(organisation_id=row.organisation_id)
    sketch = PlanSketch.objects.get(plan=plan, part="own")
    told = (row.receiver, row.last_day, row.filed_on, row.version, row.met_on, row.tasks, row.targets)
    filed_on = day - timedelta(days=15)
    assert told == ("青石商圈党总支", day - timedelta(days=10), filed_on, 1, filed_on, 0, 1)
    assert row.inherited == pytest.approx(sketch.inherited / sketch.units)
    assert row.record_id == Record.objects.get(organisation_id=row.organisation_id).pk


def test_before_the_due_day_a_plan_begun_is_told_apart_from_none(cast: Cast) -> None:
    campaign = asking(cast, -20)
    Desk(cast, cast.secretary).begin(campaign)
    desk = Desk(cast, cast.other_secretary)
    desk.pass_(desk.complete(desk.begin(campaign)))
    found_rows = {row.name: (row.state, row.plan_word) for row in rows(cast, campaign)}
    assert found_rows["青石商圈第一党支部"] == ("drafting", "整理中")
    assert found_rows["青石商圈第二党支部"] == ("drafting", "已批准，待报备")
    assert found_rows["白鹭村党支部"] == ("open", "")


def test_a_filing_taken_back_was_never_there(cast: Cast) -> None:
    campaign = asking(cast, 10)
    record = sent(cast, "secretary", campaign, 2)
    records.withdraw(by=cast.secretary, record=record, now=at_noon(cast.today))
    (row,) = [row for row in rows(cast, campaign) if row.name == "青石商圈第一党支部"]
    assert (row.state, row.plan_word, row.record_id, row.filed_on) == (
        "missing",
        "已批准，待报备",
        None,
        None,
    )


def test_an_amendment_sent_up_waits_to_be_read_again(cast: Cast, above: Campaign) -> None:
    plan = Plan.objects.get(organisation_id=cast.places["first"].organisation_id)
    plans.amend(by=cast.secretary, plan=plan)
    desk = Desk(cast, cast.secretary)
    plan.refresh_from_db()
    desk.file(desk.pass_(plan))
    (row,) = [row for row in rows(cast, above) if row.name == "青石商圈第一党支部"]
    assert (row.state, row.version, row.filed_on) == ("awaiting", 2, cast.today)


def test_the_counts_are_the_rows_and_each_leads_to_them(cast: Cast, above: Campaign) -> None:
    text = page(cast, above).content.decode()
    assert "共 6 个单位要报" in text
    for state in set(states(cast, above).values()):
        answer = page(cast, above, state=state)
        assert names(answer) == [row.name for row in rows(cast, above, chosen=Narrowed(state=state))]
        assert f'state={state}" aria-current="true"' in answer.content.decode()
    assert names(page(cast, above, kind=Kind.BRANCH)) == [
        "青石商圈第一党支部", "青石商圈第二党支部", "白鹭村党支部",
    ]  # fmt: skip
    assert names(page(cast, above, kind=Kind.BRANCH, state="late")) == ["青石商圈第二党支部"]
    assert len(names(page(cast, above, state="no-such", kind="no-such"))) == 6


def test_near_copies_are_found_by_themselves(cast: Cast, above: Campaign) -> None:
    first, second = (
        Plan.objects.get(organisation_id=cast.places[key].organisation_id) for key in ("first", "second")
    )
    own = PlanSketch.objects.filter(part="own")
    own.update(likest=None, likeness=0)
    own.filter(plan=second).update(likest=first, likeness=0.7)
    own.filter(plan=first).update(likest=second, likeness=0.69)
    answer = page(cast, above, copies="1")
    assert names(answer) == ["青石商圈第二党支部"]
    assert re.search(
        r"青石商圈第一党支部 <span[^>]*>70%</span>\s*<strong[^>]*>近似</strong>", answer.content.decode()
    )
    assert names(page(cast, above, sort="-like"))[:2] == ["青石商圈第二党支部", "青石商圈第一党支部"]


@pytest.mark.parametrize("sort", queries.ORDERS)
def test_pages_by_key_lose_and_repeat_nothing(
    cast: Cast, above: Campaign, sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "PAGE", 2)
    seen, query = [], {"sort": sort}
    while True:
        answer = page(cast, above, **query)
        seen += names(answer)
        following = re.search(r'after=([^"&]+)[^"]*"[^>]*>下一页', answer.content.decode()) or re.search(
            r'rel="next" href="[^"]*after=([^"&]+)', answer.content.decode()
        )
        if following is None:
            break
        query["after"] = following.group(1).replace("%3A", ":").replace("%2F", "/")
    assert sorted(seen) == sorted(states(cast, above))
    monkeypatch.setattr(views, "PAGE", 50)
    assert names(page(cast, above, sort=sort)) == seen


def test_an_order_is_that_of_the_days(cast: Cast, above: Campaign) -> None:
    filed = [row.filed_on for row in rows(cast, above)]
    scope = Scope(above, cast.places["district"], cast.today)

    def days(sort: str) -> list[date | None]:
        return [row.filed_on for row in queries.filings(scope, Narrowed(), near_copy=70, sort=sort)]

    known = sorted(day for day in filed if day)
    assert days("filed") == [*known, None, None]
    assert days("-filed") == [*known[::-1], None, None]


@pytest.mark.parametrize("key", ["x", "1.0", "0.0:/1/2", "1..2:/1/", "0.0:/1/'--/"])
def test_a_key_that_no_page_gave_is_not_found(cast: Cast, above: Campaign, key: str) -> None:
    assert page(cast, above, after=key).status_code == 404


def test_everybody_sees_the_own_subtree_only(cast: Cast, above: Campaign) -> None:
    assert len(names(page(cast, above, "inspector"))) == 6
    street = ["青石街道党工委", "青石商圈党总支", "青石商圈第一党支部", "青石商圈第二党支部"]
    assert names(page(cast, above, "committee_office")) == street
    assert names(page(cast, above, "secretary")) == ["青石商圈第一党支部"]
    township = cast.places["township"].organisation_id
    assert names(page(cast, above, "office", node=township)) == ["云岭乡党委", "白鹭村党支部"]
    assert page(cast, above, "committee_office", node=township).status_code == 404
    assert page(cast, above, "member").status_code == 404


def test_a_campaign_that_asks_for_no_plans_says_so(cast: Cast, campaign: Campaign) -> None:
    assert "这里不要求报备方案" in page(cast, campaign).content.decode()


def _queries(cast: Cast, above: Campaign) -> int:
    client = cast.client("office")
    client.get(f"/campaigns/{above.pk}/filings/")
    with CaptureQueriesContext(connection) as caught:
        assert client.get(f"/campaigns/{above.pk}/filings/").status_code == 200
    return len(caught)


def test_one_filing_costs_as_many_queries_as_three(cast: Cast) -> None:
    campaign = asking(cast, 10)
    accept(cast, sent(cast, "secretary", campaign, 15), 12)
    assert _queries(cast, campaign) == QUERIES
    accept(cast, sent(cast, "other_secretary", campaign, 5), 3)
    sent(cast, "village_secretary", campaign, 2)
    found("竹溪乡党委", Kind.COMMITTEE, Sector.RURAL, cast.places["district"])
    assert _queries(cast, campaign) == QUERIES


HOSTILE = '=HYPERLINK("http://x","<script>alert(1)</script>")'


def test_a_hostile_name_is_only_text_on_the_page_and_in_the_workbook(cast: Cast, above: Campaign) -> None:
    Placement.objects.filter(pk=cast.places["first"].pk).update(name=HOSTILE)
    text = page(cast, above).content.decode()
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text
    sheet = workbook(cast, above)
    assert [row[0] for row in sheet].count(HOSTILE) == 1


def workbook(cast: Cast, above: Campaign, role: str = "office", **query: Any) -> list[list[Any]]:
    answer = cast.client(role).get(f"/campaigns/{above.pk}/filings.xlsx", query)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    return CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()


def test_the_workbook_has_the_rows_of_the_page(cast: Cast, above: Campaign) -> None:
    head, *body = workbook(cast, above)
    assert head == [
        "单位", "报给谁", "状态", "进度", "期限", "报上来的日子", "版本", "会议日期", "沿用上级",
        "自己的任务", "自己的指标", "最像谁", "与它相同",
    ]  # fmt: skip
    assert [row[0] for row in body] == [row.name for row in rows(cast, above)]
    day = cast.today
    (second,) = [row for row in body if row[0] == "青石商圈第二党支部"]
    filed_on = day - timedelta(days=5)
    assert second[:8] == [
        "青石商圈第二党支部", "青石商圈党总支", "已备案 迟报", "已生效",
        day - timedelta(days=10), filed_on, 1, filed_on,
    ]  # fmt: skip
    assert [row[0] for row in workbook(cast, above, state="missing")[1:]] == ["青石街道党工委"]
    assert len(workbook(cast, above, "committee_office")) == 5


def test_a_returned_filing_that_is_past_its_grace_stays_returned(cast: Cast) -> None:
    campaign = asking(cast, 10)
    record = sent(cast, "secretary", campaign, 30)
    back = at_noon(cast.today - timedelta(days=25))
    records.return_(by=cast.office, record=record, comment="请写清谁来办。", now=back)
    (row,) = [row for row in rows(cast, campaign) if row.name == "青石商圈第一党支部"]
    assert (row.state, row.last_day) == ("returned", cast.today - timedelta(days=10))
    plan = Plan.objects.get(organisation_id=row.organisation_id)
    desk = Desk(cast, cast.secretary)
    filing.file(by=cast.secretary, plan=desk.pass_(plan), now=at_noon(cast.today))
    accept(cast, record, 0)
    assert states(cast, campaign)["青石商圈第一党支部"] == "late"
