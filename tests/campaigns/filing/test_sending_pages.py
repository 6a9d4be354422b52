"""What a secretary sees and presses from "报备实施方案" in 待办 until the plan is with the level above."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from tests.cast import Cast, at_noon, draft_plan, enrol, meeting_data, task_item
from zhengyou.campaigns.actions import records
from zhengyou.campaigns.models import Campaign, Expectation, Meeting, Plan, PlanItem, Record
from zhengyou.campaigns.models.filing import MeetingKind
from zhengyou.campaigns.models.plans import Asked
from zhengyou.campaigns.queries.records import open_expectations
from zhengyou.organisations.models import Kind

from .conftest import Desk

TEXT = "青石商圈第一党支部实施方案\n一、工作任务\n（一）为民办实事。每名党员办一件实事。\n"


@pytest.fixture
def client(cast: Cast) -> Client:
    return cast.client("secretary")


@pytest.fixture
def asked(cast: Cast, above: Campaign) -> Expectation:
    """What asks the first branch for its plan."""
    first = cast.places["first"].organisation_id
    return Expectation.objects.get(campaign=above, task__asks=Asked.PLAN, organisation_id=first)


def _page(client: Client, address: str) -> LexborHTMLParser:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return LexborHTMLParser(answer.content.decode())


def _main(page: LexborHTMLParser) -> list[str]:
    """The words of the main buttons of a page's content."""
    found = page.css("main .button:not(.quiet-button)")
    return [" ".join(button.text().split()) for button in found]


def test_the_line_in_the_desk_says_what_to_do_instead_of_the_ordinary_form(
    client: Client, asked: Expectation
) -> None:
    lines = {line.title: line for section in client.get("/").context["sections"] for line in section.lines}
    page = _page(client, lines["报备实施方案"].url)
    assert page.css_first("h1").text() == "“报备实施方案”，怎么办？"
    assert _main(page) == ["从上级方案起草"]
    assert page.css_first("textarea[name=result]") is None
    assert page.css_first(f'a[href="/expectations/{asked.pk}/excuse/"]') is not None


def test_one_press_begins_the_plan_and_a_second_one_begins_no_other(
    client: Client, asked: Expectation, above: Campaign
) -> None:
    first = client.post("/plans/adapt/", {"expectation": asked.pk}, follow=True)
    plan = Plan.objects.get(superior=above.plan)
    assert first.redirect_chain[-1][0] == f"/plans/{plan.pk}/"
    assert "已从《澜溪区创先争优活动实施方案》起草本单位的方案" in first.content.decode()
    again = client.post("/plans/adapt/", follow=True)
    assert again.redirect_chain[-1][0] == f"/plans/{plan.pk}/"
    assert "没有再起草一份" in again.content.decode()
    assert Plan.objects.filter(superior=above.plan).count() == 1


def test_a_plan_begun_is_gone_on_with_and_says_how_much_it_lacks(
    client: Client, asked: Expectation, above: Campaign, desk: Desk
) -> None:
    plan = desk.begin(above)
    page = _page(client, f"/expectations/{asked.pk}/")
    assert "还差 3 件事就能开会通过" in page.body.text()
    assert _main(page) == ["接着办这份方案"]
    desk.pass_(desk.complete(plan))
    assert "只差按一下“报备”" in _page(client, f"/expectations/{asked.pk}/").body.text()


def test_an_ordinary_record_meets_no_filing_however_it_is_sent(
    client: Client, cast: Cast, asked: Expectation
) -> None:
    data = {"title": "报备", "happened_on": cast.today, "result": "已报。"}
    answer = client.post(f"/expectations/{asked.pk}/", data, follow=True)
    assert "这一项要报的是方案，不在这里填记录" in answer.content.decode()
    happening = records.Happening(title="报备", happened_on=cast.today, result="已报。")
    with pytest.raises(records.NotOpen, match="要报的是方案"):
        records.submit(
            by=cast.secretary,
            happening=happening,
            expectations=[asked.pk],
            now=at_noon(cast.today),
        )
    assert asked.pk not in {row.pk for row in open_expectations(cast.secretary, cast.today)}
    assert Record.objects.count() == 0


def test_that_it_does_not_apply_can_still_be_said(client: Client, asked: Expectation) -> None:
    client.post(f"/expectations/{asked.pk}/excuse/", {"reason": "支部下月撤并。"})
    assert "已经报了不适用的理由" in client.get(f"/expectations/{asked.pk}/").content.decode()


def test_others_see_what_is_asked_without_being_told_to_do_it(cast: Cast, asked: Expectation) -> None:
    for role in ("general_secretary", "office", "reader"):
        page = cast.client(role).get(f"/expectations/{asked.pk}/").content.decode()
        assert "从上级方案起草" not in page
        assert "还没有报送" in page


def test_nobody_begins_from_a_plan_that_asks_somebody_else(cast: Cast, asked: Expectation) -> None:
    answer = cast.client("general_secretary").post("/plans/adapt/", {"expectation": asked.pk})
    assert (answer.status_code, Plan.objects.filter(superior__isnull=False).count()) == (404, 0)


def test_who_has_no_superior_plan_is_told_so(cast: Cast) -> None:
    answer = cast.client("secretary").post("/plans/adapt/", follow=True)
    assert answer.redirect_chain[-1][0] == "/plans/upload/"
    assert "上级还没有正在实行的方案" in answer.content.decode()


@pytest.mark.parametrize("ticked", [True, False])
def test_an_uploaded_plan_carries_out_the_superiors_unless_that_is_unticked(
    client: Client, above: Campaign, ticked: bool
) -> None:
    page = _page(client, "/plans/upload/")
    assert page.css_first("label[for=id_carries_out]").text().startswith("这份方案落实上级的《澜溪区创先争优")
    assert "checked" in page.css_first("#id_carries_out").attributes
    data = {"document": SimpleUploadedFile("方案.txt", TEXT.encode())} | (
        {"carries_out": "on"} if ticked else {}
    )
    assert client.post("/plans/upload/", data).status_code == 302
    assert Plan.objects.latest("pk").superior == (above.plan if ticked else None)


@pytest.mark.parametrize("ticked", [True, False])
def test_a_plan_begun_from_a_pack_carries_out_the_superiors_unless_that_is_unticked(
    client: Client, above: Campaign, ticked: bool
) -> None:
    assert "checked" in _page(client, "/packs/care/").css_first("#id_carries_out").attributes
    given = {name: value for name, value in _begin(client).items() if name != "carries_out"}
    assert client.post("/packs/care/", given | ({"carries_out": "on"} if ticked else {})).status_code == 302
    assert Plan.objects.latest("pk").superior == (above.plan if ticked else None)


def _begin(client: Client) -> dict[str, object]:
    """The form of a pack as it is proposed."""
    form = client.get("/packs/care/").context["form"]
    return {name: form[name].value() for name in form.fields}


def test_the_question_is_not_asked_where_there_is_nothing_to_carry_out(cast: Cast, above: Campaign) -> None:
    assert _page(cast.client("office"), "/plans/upload/").css_first("#id_carries_out") is None


def test_what_is_missing_is_said_before_the_meeting_is_asked_for(
    client: Client, above: Campaign, desk: Desk
) -> None:
    plan = desk.begin(above)
    for answer in (client.get(f"/plans/{plan.pk}/pass/"), client.post(f"/plans/{plan.pk}/pass/")):
        assert answer.status_code == 422
        mistakes = LexborHTMLParser(answer.content.decode()).css_first(".mistakes")
        first = mistakes.css_first("a").attributes["href"]
        assert first == f"/plans/{plan.pk}/items/add/?kind=person"
        assert len(mistakes.css("li")) == 3


def test_the_meeting_form_knows_what_is_known(
    client: Client, cast: Cast, above: Campaign, desk: Desk
) -> None:
    enrol("吴向前", cast.places["first"])
    enrol("孙预备", cast.places["first"], "probationary")
    plan = desk.complete(desk.begin(above))
    initial = client.get(f"/plans/{plan.pk}/pass/").context["form"].initial
    assert initial == {"kind": MeetingKind.BRANCH, "held_on": cast.today, "chair": "林小满", "due": 3}


def test_a_meeting_that_did_not_pass_it_comes_back_whole(
    client: Client, cast: Cast, above: Campaign, desk: Desk
) -> None:
    plan = desk.complete(desk.begin(above))
    data = meeting_data(cast.today) | {"kind": "branch", "due": 12, "present": 5, "in_favour": 5}
    answer = client.post(f"/plans/{plan.pk}/pass/", data)
    assert (answer.status_code, Meeting.objects.filter(version__plan=plan).count()) == (422, 0)
    assert "不到一半，会议不能作决定" in answer.content.decode()
    assert LexborHTMLParser(answer.content.decode()).css_first("#id_present").attributes["value"] == "5"


def test_from_the_meeting_to_the_level_above_each_page_has_one_main_button(
    client: Client, cast: Cast, above: Campaign, desk: Desk, asked: Expectation
) -> None:
    plan = desk.complete(desk.begin(above))
    address = f"/plans/{plan.pk}/"
    told = client.post(f"{address}pass/", meeting_data(cast.today) | {"kind": "branch"}, follow=True)
    assert "会议已记下，方案定稿" in told.content.decode()
    assert _main(_page(client, address)) == ["报备"]
    told = client.post(f"{address}file/", follow=True)
    record = Record.objects.get(plan_version__plan=plan)
    assert "已报备给青石商圈党总支" in told.content.decode()
    assert f'<a href="/records/{record.pk}/">这次报备</a>' in told.content.decode()
    asked.refresh_from_db()
    assert (asked.outcome, _main(_page(client, address))) == ("met", [])
    told = client.post(f"/records/{record.pk}/withdraw/", follow=True)
    assert told.redirect_chain[-1][0] == address
    assert "已撤回报备" in told.content.decode()
    client.post(f"{address}reopen/")
    plan.refresh_from_db()
    assert plan.state == "draft"


def test_filing_is_refused_when_the_superior_asks_for_more_meanwhile(
    client: Client, cast: Cast, above: Campaign, desk: Desk
) -> None:
    plan = desk.pass_(desk.complete(desk.begin(above)))
    task = above.tasks.get(name="为民办实事")
    task.pk, task.name, task.ordinal = None, "开展风险排查", 99
    task.save()
    answer = client.post(f"/plans/{plan.pk}/file/")
    assert answer.status_code == 422
    assert "上级要求“开展风险排查”还没有着落" in answer.content.decode()


def test_a_step_that_is_not_open_is_answered_with_the_state(
    client: Client, above: Campaign, desk: Desk
) -> None:
    plan = desk.begin(above)
    for verb in ("file", "reopen"):
        told = client.post(f"/plans/{plan.pk}/{verb}/", follow=True)
        assert "方案现在是“整理中”" in told.content.decode()


def test_a_committees_office_finds_the_filing_on_its_desk_and_takes_it_back_too(
    cast: Cast, above: Campaign
) -> None:
    client = cast.client("committee_office")
    sections = {section.name: section for section in client.get("/").context["sections"]}
    (line,) = sections["asked-plans"].lines
    assert line.title == "报备实施方案"
    assert _main(_page(client, line.url)) == ["从上级方案起草"]
    desk = Desk(cast, cast.committee_office)
    record = desk.file(desk.pass_(desk.complete(desk.begin(above))))
    client.post(f"/records/{record.pk}/withdraw/")
    record.refresh_from_db()
    assert record.state == "withdrawn"


def test_a_plan_that_asks_nobody_to_file_says_so_and_one_press_mends_it(cast: Cast) -> None:
    plan = draft_plan(cast, [task_item("动员", due_on=cast.today + timedelta(days=9))])
    client = cast.client("office")
    page = _page(client, f"/plans/{plan.pk}/")
    assert "没有请下级单位报备各自的实施方案" in page.css_first("#readiness").text()
    button = page.css_first(f'button[formaction="/plans/{plan.pk}/ask-filing/"]')
    assert button.attributes["form"] == "presses"
    told = client.post(f"/plans/{plan.pk}/ask-filing/", {"revision": plan.revision}, follow=True)
    assert "已补充“报备实施方案”" in told.content.decode()
    item = PlanItem.objects.get(plan=plan, asks=Asked.PLAN)
    assert set(item.audience_kinds) == {
        Kind.WORKING_COMMITTEE,
        Kind.GENERAL_BRANCH,
        Kind.BRANCH,
        Kind.COMMITTEE,
    }
    assert "没有请下级单位报备" not in client.get(f"/plans/{plan.pk}/").content.decode()
    late = client.post(f"/plans/{plan.pk}/ask-filing/", {"revision": 0}, follow=True)
    assert "“报备实施方案”刚刚已经补充过了" in late.content.decode()
    assert PlanItem.objects.filter(plan=plan, asks=Asked.PLAN).count() == 1


def test_who_has_nobody_below_is_not_advised_to_ask_anybody(cast: Cast) -> None:
    plan = draft_plan(cast, [task_item("动员")])
    Plan.objects.filter(pk=plan.pk).update(organisation_id=cast.places["second"].organisation_id)
    page = cast.client("other_secretary").get(f"/plans/{plan.pk}/").content.decode()
    assert "没有请下级单位报备" not in page


def test_the_form_of_a_task_says_what_is_sent_up(cast: Cast) -> None:
    plan = draft_plan(cast, [task_item("报方案")])
    item, client = PlanItem.objects.get(plan=plan), cast.client("office")
    form = client.get(f"/plans/{plan.pk}/items/{item.pk}/").context["form"]
    data = {name: value for name, value in form.initial.items() if value is not None}
    client.post(f"/plans/{plan.pk}/items/{item.pk}/", data | {"asks": "plan"})
    item.refresh_from_db()
    assert item.asks == Asked.PLAN


def test_what_was_copied_says_so_on_the_workbench(client: Client, above: Campaign, desk: Desk) -> None:
    plan = desk.begin(above)
    page = _page(client, f"/plans/{plan.pk}/")
    marked = [article for article in page.css("article[id^=i]") if "沿用上级" in article.text()]
    assert len(marked) == PlanItem.objects.filter(plan=plan, origin="inherited").count() == 2


def test_a_superior_does_not_list_the_campaigns_of_those_below(
    cast: Cast, above: Campaign, desk: Desk
) -> None:
    record = desk.filed(above)
    records.accept(by=cast.office, record=record, now=above.plan.decided_at)
    own = Campaign.objects.get(superior=above)
    lists = {
        role: [row.pk for row, _phase in cast.client(role).get("/campaigns/").context["campaigns"]]
        for role in ("office", "general_secretary", "secretary", "other_secretary")
    }
    assert {role: set(found) for role, found in lists.items()} == {
        "office": {above.pk},
        "general_secretary": {above.pk},
        "secretary": {above.pk, own.pk},
        "other_secretary": {above.pk},
    }
    public = Client().get("/p/").content.decode()
    assert (above.slug in public, own.slug in public) == (True, False)


def test_a_campaign_whose_tasks_are_all_the_superiors_has_pleasant_pages(
    cast: Cast, above: Campaign, desk: Desk
) -> None:
    record = desk.filed(above)
    records.accept(by=cast.office, record=record, now=above.plan.decided_at)
    own = Campaign.objects.get(superior=above)
    for role in ("secretary", "office"):
        client = cast.client(role)
        page = client.get(f"/campaigns/{own.pk}/")
        assert "各项任务都由上级的活动布置" in page.content.decode()
        assert client.get(f"/campaigns/{own.pk}/report/").status_code == 200
        assert client.get(f"/campaigns/{own.pk}/report.docx").status_code == 200
        assert client.get(f"/campaigns/{own.pk}/overdue/").status_code == 200
    assert Client().get(f"/p/{own.slug}/").status_code == 200


def test_only_who_prepares_plans_may_begin_one(cast: Cast, above: Campaign) -> None:
    for role in ("member", "inspector", "administrator", "leader"):
        assert cast.client(role).post("/plans/adapt/").status_code == 404
    assert not Plan.objects.filter(superior__isnull=False).exists()
