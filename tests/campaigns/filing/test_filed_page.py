"""What the level above reads of a filing, and what it answers."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from selectolax.lexbor import LexborHTMLParser

from tests.cast import Cast, at_noon, task_item
from zhengyou.campaigns.actions import corrections, filing, records
from zhengyou.campaigns.models import Campaign, Plan, PlanItem, Record
from zhengyou.campaigns.models.plans import ItemKind

from .conftest import Desk

OWN = "每月十五日由支部书记带队走访辖区困难商户，记下难处，三天内答复，年底逐户回访并公布办理结果。"


@pytest.fixture
def filed(above: Campaign, desk: Desk) -> Record:
    """The first branch's plan, with a task of its own, waiting above."""
    plan = desk.complete(desk.begin(above))
    own = task_item("走访商户", text=OWN, owner="林小满", due_on=desk.cast.today + timedelta(days=30))
    corrections.add_item(by=desk.by, plan=plan, revision=plan.revision, values=own)
    plan.refresh_from_db()
    return desk.file(desk.pass_(plan))


@pytest.fixture
def client(cast: Cast) -> Client:
    return cast.client("general_secretary")


def _page(client: Client, address: str) -> LexborHTMLParser:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return LexborHTMLParser(answer.content.decode())


def _text(page: LexborHTMLParser, selector: str = "main") -> str:
    return " ".join(page.css_first(selector).text().split())


def test_the_page_shows_the_plan_as_it_was_passed(client: Client, filed: Record) -> None:
    text = _text(_page(client, f"/records/{filed.pk}/plan/"))
    for words in (
        "青石商圈第一党支部报来的方案可以备案吗",
        "第 1 版",
        "应到 12 人，实到 11 人，赞成 10 人",
        "林小满（组长）",
        "走访商户：24户",
        "没有相像的",
        OWN,
    ):
        assert words in text


def test_what_the_superior_asked_for_stands_beside_what_answers_it(client: Client, filed: Record) -> None:
    rows = _page(client, f"/records/{filed.pk}/plan/").css("table")[0].css("tbody tr")
    told = [[" ".join(cell.text().split()) for cell in row.css("th, td")] for row in rows]
    assert [(row[0], row[2]) for row in told] == [("为民办实事", "为民办实事 沿用上级，林小满牵头")]


def test_what_was_taken_over_is_folded_and_what_is_own_stands_open(client: Client, filed: Record) -> None:
    page = _page(client, f"/records/{filed.pk}/plan/")
    own = [p.text() for p in page.css("#own .own-text > p")]
    assert any(OWN in text for text in own)
    assert not any("各支部每月报送一次" in text for text in own)


def test_later_corrections_are_not_shown_until_they_are_filed(
    client: Client, cast: Cast, filed: Record
) -> None:
    records.return_(by=cast.general_secretary, record=filed, comment="写明户数。", now=at_noon(cast.today))
    plan = Plan.objects.get(superior__isnull=False)
    target = PlanItem.objects.get(plan=plan, kind=ItemKind.TARGET)
    corrections.change_item(
        by=cast.secretary, item=target, revision=plan.revision, changes={"name": "还没有报的指标"}
    )
    assert "还没有报的指标" not in _text(_page(client, f"/records/{filed.pk}/plan/"))


def test_filed_again_it_says_what_changed_since(
    client: Client, cast: Cast, filed: Record, desk: Desk
) -> None:
    records.return_(by=cast.general_secretary, record=filed, comment="写明户数。", now=at_noon(cast.today))
    plan = Plan.objects.get(superior__isnull=False)
    target = PlanItem.objects.get(plan=plan, kind=ItemKind.TARGET)
    corrections.change_item(by=cast.secretary, item=target, revision=plan.revision, changes={"quantity": 36})
    plan.refresh_from_db()
    desk.file(desk.pass_(plan))
    text = _text(_page(client, f"/records/{filed.pk}/plan/"))
    assert "比第 1 版改了什么 改动量化指标“走访商户”数量：24 → 36" in text


def test_the_likest_sibling_is_named_with_the_share_and_nothing_of_its_text(
    client: Client, cast: Cast, above: Campaign, filed: Record
) -> None:
    other = Desk(cast, cast.other_secretary)
    plan = other.complete(other.begin(above))
    own = task_item(
        "走访", text=f"{OWN}只有第二支部写了这句话。", due_on=cast.today + timedelta(days=30), owner="何"
    )
    corrections.add_item(by=other.by, plan=plan, revision=plan.revision, values=own)
    plan.refresh_from_db()
    other.file(other.pass_(plan))
    text = _text(_page(client, f"/records/{filed.pk}/plan/"))
    assert "青石商圈第二党支部，自己写的部分有 95% 相同" in text
    assert "只有第二支部写了这句话" not in text


def test_the_record_answers_in_the_words_of_filing(client: Client, cast: Cast, filed: Record) -> None:
    page = _page(client, f"/records/{filed.pk}/")
    buttons = [button.text().strip() for button in page.css("main button")]
    assert buttons == ["同意备案", "退回修改"]
    assert "待审核" in _text(page, ".lede")
    assert page.css_first(f'a[href="/records/{filed.pk}/plan/"]') is not None
    told = client.post(f"/records/{filed.pk}/accept/", follow=True).content.decode()
    assert "已同意青石商圈第一党支部的方案备案，方案从今天起生效" in told
    assert Plan.objects.get(superior__isnull=False).state == "in_force"
    assert "已备案" in _text(_page(client, f"/records/{filed.pk}/"), ".lede")


def test_a_return_leads_the_sender_to_the_plan_and_not_to_the_ordinary_form(
    client: Client, cast: Cast, filed: Record
) -> None:
    client.post(f"/records/{filed.pk}/return/", {"comment": "请写明走访哪些商户。"})
    sender, plan = cast.client("secretary"), Plan.objects.get(superior__isnull=False)
    sections = {section.name: section.lines for section in sender.get("/").context["sections"]}
    assert [(line.title, line.detail) for line in sections["returned"]] == [
        (filed.title, "请写明走访哪些商户。")
    ]
    # Not twice: the plan stands among what was sent back and not among the drafts.
    assert "drafts" not in sections
    answer = sender.get(sections["returned"][0].url)
    assert answer["Location"] == f"/plans/{plan.pk}/"
    assert sender.post(f"/records/{filed.pk}/resubmit/", {})["Location"] == f"/plans/{plan.pk}/"
    assert "请写明走访哪些商户。" in sender.get(f"/plans/{plan.pk}/").content.decode()


def test_the_ordinary_correction_never_sends_a_plan_up(cast: Cast, filed: Record) -> None:
    records.return_(by=cast.general_secretary, record=filed, comment="写明户数。", now=at_noon(cast.today))
    happening = records.Happening(title="报备", happened_on=cast.today, result="已报。")
    with pytest.raises(records.NotOpen, match="退回的是方案"):
        records.resubmit(
            by=cast.secretary, record=filed, happening=happening, expectations=[], now=at_noon(cast.today)
        )
    filed.refresh_from_db()
    assert filed.state == "returned"


def test_who_reads_what_was_filed(cast: Cast, filed: Record) -> None:
    address = f"/records/{filed.pk}/plan/"
    found = {role: cast.client(role).get(address).status_code for role in cast.accounts}
    reading = {
        "office",
        "leader",
        "inspector",
        "reader",
        "committee_office",
        "general_secretary",
        "secretary",
    }
    assert {role for role, status in found.items() if status == 200} == reading
    assert set(found.values()) == {200, 404}


def test_a_record_of_something_done_has_no_plan(cast: Cast, above: Campaign) -> None:
    happening = records.Happening(title="走访", happened_on=cast.today, result="十二户。")
    done = above.tasks.get(name="为民办实事").expectations.get(organisation_id=cast.secretary.organisation_id)
    record = records.submit(
        by=cast.secretary, happening=happening, expectations=[done.pk], now=at_noon(cast.today)
    )
    assert cast.client("office").get(f"/records/{record.pk}/plan/").status_code == 404
    assert "看报上来的方案" not in cast.client("office").get(f"/records/{record.pk}/").content.decode()


def test_a_reason_given_to_a_requirement_is_read_above(
    client: Client, cast: Cast, above: Campaign, desk: Desk
) -> None:
    plan = desk.complete(desk.begin(above))
    task = above.tasks.get(name="为民办实事")
    filing.answer(
        by=desk.by, plan=plan, revision=plan.revision, requirement=task, item=None, reason="整修停业。"
    )
    record = desk.file(desk.pass_(Plan.objects.get(pk=plan.pk)))
    assert "不适用：整修停业。" in _text(_page(client, f"/records/{record.pk}/plan/"))


def test_hostile_words_are_shown_as_words(client: Client, cast: Cast, above: Campaign, desk: Desk) -> None:
    plan = desk.complete(desk.begin(above))
    values = {"kind": ItemKind.TARGET, "name": "<script>alert(1)</script>", "quantity": 1}
    corrections.add_item(by=desk.by, plan=plan, revision=plan.revision, values=values)
    record = desk.file(desk.pass_(Plan.objects.get(pk=plan.pk)))
    assert "<script>alert(1)" not in client.get(f"/records/{record.pk}/plan/").content.decode()


def test_reading_a_longer_plan_asks_the_database_no_more_often(
    client: Client, cast: Cast, above: Campaign, filed: Record
) -> None:
    other = Desk(cast, cast.other_secretary)
    plan = other.complete(other.begin(above))
    for number in range(6):
        values = task_item(f"走访{number}", owner="何立夏", due_on=cast.today + timedelta(days=30))
        corrections.add_item(by=other.by, plan=plan, revision=plan.revision, values=values)
        plan.refresh_from_db()
    longer = other.file(other.pass_(plan))

    def queries(record: Record) -> int:
        with CaptureQueriesContext(connection) as found:
            _page(client, f"/records/{record.pk}/plan/")
        return len(found)

    assert queries(filed) == queries(longer)
