"""From a pack to a draft on the workbench, and from there to a running campaign."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast, at_noon, meeting
from tests.ui.pages import parsed, words
from zhengyou.campaigns.actions import packs as actions
from zhengyou.campaigns.actions import plans
from zhengyou.campaigns.models import Campaign, Expectation, Plan, Task
from zhengyou.campaigns.models.plans import ItemKind, Origin
from zhengyou.campaigns.rules.packs import Pack, packs
from zhengyou.ledger.models import Entry
from zhengyou.organisations.rules import NotPermitted

BEGINS = date(2027, 3, 1)
FRAME = {"title": "澜溪区争创方案", "begins_on": "2027-03-01", "policy_pass_mark": "90", "policy_visits": "5"}


def _begun(cast: Cast, pack: Pack, begins: date = BEGINS, **chosen: int) -> Plan:
    numbers = {policy.key: policy.default for policy in pack.policies} | chosen
    beginning = actions.Beginning(pack, "澜溪区争创方案", begins, numbers)
    return actions.begin(by=cast.office, beginning=beginning, now=at_noon(cast.today))


@pytest.fixture
def office(cast: Cast) -> Client:
    """The district office's browser."""
    return cast.client("office")


def test_the_list_says_what_each_pack_holds_and_leads_to_it(office: Client) -> None:
    page = parsed(office.get("/packs/").content.decode())
    links = [node.attributes["href"] for node in page.css(".packs .pack-link, .pack-register a")]
    assert links == [f"/packs/{key}/" for key in ("frame", "sectors", "mechanisms", "care", "register")]
    frame = words(page.css(".packs li")[0])
    assert frame.endswith("4 个阶段 · 14 项任务 · 2 套标准：五个好、五带头")


@pytest.mark.parametrize("address", ["/plans/", "/plans/upload/"])
def test_who_has_no_document_finds_the_packs(office: Client, address: str) -> None:
    page = parsed(office.get(address).content.decode())
    assert [words(link) for link in page.css('a[href="/packs/"]')] == ["没有文件？从样板开始"]


def test_a_post_begins_a_draft_and_says_so(office: Client, cast: Cast) -> None:
    answer = office.post("/packs/frame/", FRAME, follow=True)
    plan = Plan.objects.get()
    assert answer.redirect_chain == [(f"/plans/{plan.pk}/", 302)]
    assert (plan.title, plan.issuer, plan.state) == ("澜溪区争创方案", "澜溪区委", "draft")
    assert (plan.starts_on, plan.ends_on) == (date(2027, 3, 1), date(2029, 2, 28))
    assert "已起草《澜溪区争创方案》。只有本单位能看到" in answer.content.decode()
    assert [line.sentence for line in Entry.objects.filter(subject_id=plan.pk)] == [
        "从样板“创先争优总体安排”起草方案《澜溪区争创方案》。"
    ]


def test_the_numbers_that_were_chosen_stand_in_the_text_and_in_the_task(office: Client) -> None:
    office.post("/packs/frame/", FRAME)
    plan = Plan.objects.get()
    visits, appraisal = (
        plan.items.get(kind=ItemKind.TASK, name=name) for name in ("到联系点办实事", "群众评议")
    )
    assert (visits.times, visits.recurrence) == (5, "yearly")
    assert "至少走访联系点5次" in visits.text
    assert "满意率低于90%" in appraisal.text


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"title": ""}, "方案标题：请写方案标题，以后在各处都按它来找。"),
        ({"begins_on": "2027-02-30"}, "从哪天开始：没有这一天，请写成 2026-03-01 这样。"),
        ({"begins_on": ""}, "从哪天开始：请选开始的日子。"),
        ({"policy_visits": "3"}, "领导干部到联系点每年至少几次：请从列出的数里选一个。"),
    ],
)
def test_a_refused_form_comes_back_whole_and_nothing_begins(
    office: Client, given: dict[str, str], sentence: str
) -> None:
    answer = office.post("/packs/frame/", FRAME | given)
    page = parsed(answer.content.decode())
    assert answer.status_code == 422
    assert [words(node) for node in page.css(".mistakes li")] == [sentence]
    kept = page.css_first("[name=title]").attributes.get("value") or ""
    assert kept == (FRAME | given)["title"]
    assert not Plan.objects.exists()


@pytest.mark.parametrize("year", ["", "27", "二〇二七", "3027"])
def test_a_year_that_is_none_is_refused(office: Client, year: str) -> None:
    answer = office.post("/packs/care/", {"title": "关工委计划", "year": year, "policy_lessons": "2"})
    assert answer.status_code == 422
    assert "请写四位数的年份，比如 2027。" in answer.content.decode()


def test_a_pack_of_the_year_begins_on_its_first_day(office: Client) -> None:
    office.post("/packs/care/", {"title": "关工委计划", "year": "2027", "policy_lessons": "3"})
    plan = Plan.objects.get()
    assert (plan.starts_on, plan.ends_on) == (date(2027, 1, 1), date(2027, 12, 31))
    assert plan.items.get(name="禁毒宣传").due_on == date(2027, 6, 30)
    assert plan.items.get(name="家长课堂").times == 3


@pytest.mark.parametrize("address", ["/packs/nothing/", "/packs/Frame/", "/packs/../settings/"])
def test_what_is_no_pack_is_not_found(office: Client, address: str) -> None:
    assert office.get(address).status_code == 404


def test_nothing_begins_from_a_register(office: Client) -> None:
    assert office.get("/packs/register/").status_code == 200
    assert office.post("/packs/register/", FRAME).status_code == 404
    assert not Plan.objects.exists()


def test_who_may_not_write_plans_begins_none(cast: Cast) -> None:
    pack = packs()["frame"]
    beginning = actions.Beginning(pack, "澜溪区争创方案", BEGINS, {"pass_mark": 80, "visits": 4})
    with pytest.raises(NotPermitted):
        actions.begin(by=cast.reader, beginning=beginning, now=at_noon(cast.today))
    assert not Plan.objects.exists()


@pytest.mark.parametrize("key", [key for key, pack in packs().items() if pack.begins])
def test_every_item_points_at_its_own_words_and_nobody_doubts_it(cast: Cast, key: str) -> None:
    plan = _begun(cast, packs()[key])
    lines = plan.source.lines
    found = list(plan.items.all())
    assert [item for item in found if not item.certain or item.origin != Origin.READ] == []
    assert [item.name for item in found if item.name not in lines[item.line - 1][item.start : item.end]] == []


@pytest.mark.parametrize("key", [key for key, pack in packs().items() if pack.begins])
def test_the_workbench_works_with_it_as_with_a_document(cast: Cast, office: Client, key: str) -> None:
    plan = _begun(cast, packs()[key])
    answer = office.get(f"/plans/{plan.pk}/")
    body = answer.content.decode()
    assert answer.status_code == 200
    assert [pk for pk in plan.items.values_list("pk", flat=True) if f'id="i{pk}"' not in body] == []
    headings = [words(node) for node in parsed(body).css(".paragraph.is-heading .words")]
    assert headings[0] == "澜溪区争创方案"
    assert [text for text in headings if text.endswith("、方法步骤")]


def test_the_document_is_downloaded_as_text(cast: Cast, office: Client) -> None:
    plan = _begun(cast, packs()["mechanisms"])
    answer = office.get(f"/plans/{plan.pk}/document/")
    assert answer.content.decode().splitlines() == plan.source.lines
    assert (plan.source.name, plan.source.media_format) == ("澜溪区争创方案.txt", "pack")
    assert answer.headers["Content-Disposition"].endswith(".txt")


def test_the_likeness_page_knows_its_words(cast: Cast, office: Client) -> None:
    plan = _begun(cast, packs()["frame"])
    assert plan.sketches.get(part="whole").units > 500
    assert office.get(reverse("plan-likeness", args=[plan.pk])).status_code == 200


def test_from_a_pack_to_a_running_campaign(cast: Cast) -> None:
    begins = cast.today - timedelta(days=40)
    plan = _begun(cast, packs()["frame"], begins, visits=2)
    plans.propose(by=cast.office, plan=plan, now=at_noon(begins))
    plans.approve(by=cast.leader, plan=plan, meeting=meeting(begins), now=at_noon(begins))
    campaign = Campaign.objects.get(plan=plan)
    assert campaign.phases.count() == 4
    assert sorted(campaign.standards.values_list("label", flat=True)) == ["五个好", "五带头"]
    assert Task.objects.filter(campaign=campaign).count() == len(packs()["frame"].all_tasks)
    told = Task.objects.get(campaign=campaign, name="召开动员大会")
    asked = Expectation.objects.filter(task=told).values_list("organisation_id", flat=True)
    assert set(asked) == {cast.places[key].organisation_id for key in ("first", "second", "village")}


def test_a_task_for_one_sector_falls_on_that_sector_only(cast: Cast) -> None:
    begins = cast.today - timedelta(days=40)
    plan = _begun(cast, packs()["sectors"], begins)
    rural = plan.items.get(name="帮助农户增收")
    assert (rural.audience_kinds, rural.audience_sectors) == (["branch"], ["rural"])
    plans.propose(by=cast.office, plan=plan, now=at_noon(begins))
    plans.approve(by=cast.leader, plan=plan, meeting=meeting(begins), now=at_noon(begins))
    asked = Expectation.objects.filter(task__name="帮助农户增收").values_list("organisation_id", flat=True)
    assert set(asked) == {cast.places["village"].organisation_id}
