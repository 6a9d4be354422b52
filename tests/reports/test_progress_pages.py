"""Progress, task, overdue, figure and list pages through the browser's eyes, with permissions and query counts."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast, ExpectationOf, approved, draft_plan, found, task_item
from tests.reports.conftest import History
from zhengyou.campaigns.models import Campaign, Explanation, Phase, Task
from zhengyou.campaigns.models.plans import ItemKind
from zhengyou.organisations.models import Kind, Sector

DOORS = re.compile(r'href="([^"]*/figures/[^"]*)"')


def page_of(cast: Cast, role: str, address: str, status: int = 200) -> str:
    answer = cast.client(role).get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return str(answer.content.decode())


def queries_of(cast: Cast, role: str, address: str) -> int:
    client = cast.client(role)
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_the_progress_page_answers_its_question(eventful: History, cast: Cast) -> None:
    page = page_of(cast, "office", f"/campaigns/{eventful.campaign.pk}/")
    assert "<h1>这个阶段走到哪了</h1>" in page
    assert "现在是“全面争创”" in page
    assert "青石街道党工委" in page
    assert "云岭乡党委" in page
    # 4 due: three meetings (one excused) and October's study for three branches, less the excused one.
    assert re.search(r"\d+%（\d+/\d+）", page)
    assert "看全部" in page


def test_every_door_of_the_progress_page_opens(eventful: History, cast: Cast) -> None:
    client = cast.client("office")
    page = client.get(f"/campaigns/{eventful.campaign.pk}/").content.decode()
    doors = {door.replace("&amp;", "&") for door in DOORS.findall(page)}
    assert len(doors) > 30
    assert {door: client.get(door).status_code for door in doors} == dict.fromkeys(doors, 200)


def test_a_heat_cell_leads_to_the_figure_it_shows(
    eventful: History, cast: Cast, expectation_of: ExpectationOf
) -> None:
    task = expectation_of("first", "动员大会").task_id
    street = cast.places["street"].organisation_id
    page = page_of(cast, "office", f"/campaigns/{eventful.campaign.pk}/")
    address = f"/campaigns/{eventful.campaign.pk}/figures/completion.task.{task}/?node={street}&amp;as_of={cast.today}"
    assert f'<a href="{address}" title="1/2">50%' in page
    assert "50%（1/2）" in page_of(cast, "office", address.replace("&amp;", "&"))


@pytest.mark.parametrize(
    ("role", "node", "status"),
    [
        ("office", "street", 200), ("leader", "first", 200), ("inspector", "district", 200),
        ("committee_office", "first", 200), ("committee_office", "township", 404), ("secretary", "first", 200),
        ("secretary", "second", 404), ("secretary", "district", 404), ("member", "first", 200),
        ("member", "second", 404), ("administrator", "district", 404), ("reader", "village", 200),
    ],
)  # fmt: skip
def test_progress_reaches_as_far_as_the_post(
    history: History, cast: Cast, role: str, node: str, status: int
) -> None:
    address = f"?node={cast.places[node].organisation_id}"
    number, task = history.campaign.pk, Task.objects.filter(campaign=history.campaign).first()
    assert task is not None
    pages = (f"/campaigns/{number}/", f"/campaigns/{number}/overdue/", f"/campaigns/{number}/tasks/{task.pk}/",
             f"/campaigns/{number}/figures/due/")  # fmt: skip
    client = cast.client(role)
    assert {page: client.get(page + address).status_code for page in pages} == dict.fromkeys(pages, status)


def test_strangers_are_sent_to_the_login(history: History, cast: Cast) -> None:
    for address in (
        "/campaigns/",
        f"/campaigns/{history.campaign.pk}/",
        f"/campaigns/{history.campaign.pk}/report/",
    ):
        answer = cast.client(None).get(address)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/login/")


def test_a_secretary_arrives_at_the_own_organisation(history: History, cast: Cast) -> None:
    page = page_of(cast, "secretary", f"/campaigns/{history.campaign.pk}/")
    assert "· 青石商圈第一党支部" in page
    assert "澜溪区委" not in page


def test_a_member_sees_progress_but_no_way_into_records(eventful: History, cast: Cast) -> None:
    number = eventful.campaign.pk
    page = page_of(cast, "member", f"/campaigns/{number}/")
    assert "起草报告" not in page
    rows = page_of(cast, "member", f"/campaigns/{number}/figures/done/")
    assert "动员大会" in rows
    assert "/records/" not in rows
    assert cast.client("member").get(f"/campaigns/{number}/report/").status_code == 404


@pytest.mark.parametrize("text", ["2026-13-01", "昨天", "2999-01-01"])
def test_a_day_that_cannot_be_is_said_so_beside_todays_numbers(
    history: History, cast: Cast, text: str
) -> None:
    page = page_of(cast, "office", f"/campaigns/{history.campaign.pk}/?as_of={text}", 400)
    assert "下面是今天的情况" in page
    assert (
        cast.client("office").get(f"/campaigns/{history.campaign.pk}/figures/due/?as_of={text}").status_code
        == 404
    )
    assert (
        cast.client("office").get(f"/campaigns/{history.campaign.pk}/report.docx?as_of={text}").status_code
        == 404
    )


@pytest.mark.parametrize("tail", ["?node=x", "?node=0", "?node=99999999999999999999", "figures/nothing/",
                                  "figures/due.task.0/", "tasks/0/", "overdue/?after=x"])  # fmt: skip
def test_what_does_not_exist_is_not_found(history: History, cast: Cast, tail: str) -> None:
    assert cast.client("office").get(f"/campaigns/{history.campaign.pk}/{tail}").status_code == 404
    assert cast.client("office").get("/campaigns/0/").status_code == 404


def test_a_past_day_shows_what_was_so_then(eventful: History, cast: Cast) -> None:
    number = eventful.campaign.pk
    day = eventful.day(12)
    page = page_of(cast, "office", f"/campaigns/{number}/?as_of={day}")
    assert f"as_of={day}" in page
    assert "回到今天" in page
    late = page_of(cast, "office", f"/campaigns/{number}/figures/late/?as_of={day}")
    assert '<p class="figure-big">1<span class="unit">项</span>' in late


def test_before_anything_was_asked_the_page_says_so(history: History, cast: Cast) -> None:
    page = page_of(cast, "office", f"/campaigns/{history.campaign.pk}/?as_of={history.day(70)}")
    assert "这里还没有应办事项" in page


def test_a_phase_without_an_end_is_current_from_its_start(history: History, cast: Cast) -> None:
    phase = Phase.objects.get(campaign=history.campaign, name="全面争创")
    assert phase.ends_on is None
    page = page_of(cast, "office", f"/campaigns/{history.campaign.pk}/")
    assert "现在是“全面争创”" in page
    Phase.objects.filter(campaign=history.campaign).update(starts_on=None, ends_on=None)
    assert "日期未定" in page_of(cast, "office", f"/campaigns/{history.campaign.pk}/")
    Phase.objects.filter(campaign=history.campaign).delete()
    assert "方案没有划分阶段" in page_of(cast, "office", f"/campaigns/{history.campaign.pk}/")


def test_what_is_overdue_stands_with_its_days_the_longest_first(eventful: History, cast: Cast) -> None:
    page = page_of(cast, "office", f"/campaigns/{eventful.campaign.pk}/overdue/")
    days = [int(text) for text in re.findall(r'data-label="已过">(\d+)天', page)]
    assert days == sorted(days, reverse=True)
    assert len(days) == 3
    assert f">{len(days)}</a>" in page


def test_nothing_overdue_is_a_pleasant_page(history: History, cast: Cast) -> None:
    page = page_of(cast, "office", f"/campaigns/{history.campaign.pk}/overdue/?as_of={history.day(40)}")
    assert "没有逾期的事项" in page


def test_a_task_page_shows_each_unit(eventful: History, cast: Cast, expectation_of: ExpectationOf) -> None:
    task = expectation_of("first", "学习研讨").task
    page = page_of(cast, "office", f"/campaigns/{eventful.campaign.pk}/tasks/{task.pk}/")
    assert "“学习研讨”办得怎么样" in page
    assert "每月至少开展一次学习研讨。" in page
    assert "方案第3行" in page
    assert "每月" in page
    assert page.count('data-label="完成率"') == 2


def test_a_figure_shows_its_parts_its_sum_and_its_rows(eventful: History, cast: Cast) -> None:
    page = page_of(cast, "office", f"/campaigns/{eventful.campaign.pk}/figures/due/")
    assert 'id="figure-body"' in page
    assert "各部分相加等于总数。" in page
    assert "逾期未报" in page
    assert "已过" in page
    assert "/expectations/" in page
    assert "/records/" in page


def test_rows_are_paged_by_key(eventful: History, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(60):
        found(f"第{number}党支部", Kind.BRANCH, Sector.RURAL, cast.places["street"])
    address = f"/campaigns/{eventful.campaign.pk}/figures/branches/"
    first = page_of(cast, "office", address)
    (following,) = re.findall(r'class="next" rel="next" href="([^"]*)"', first)
    second = page_of(cast, "office", following.replace("&amp;", "&"))
    assert (first.count('scope="row"'), second.count('scope="row"')) == (50, 13)
    assert "回到第一页" in second


def test_the_lists_say_what_there_is(history: History, cast: Cast) -> None:
    for address in ("/campaigns/", "/reports/"):
        assert history.campaign.title in page_of(cast, "office", address)
    Campaign.objects.all()
    assert cast.client("member").get("/reports/").status_code == 404


def test_without_any_campaign_the_lists_say_how_one_comes(cast: Cast) -> None:
    assert "上传实施方案" in page_of(cast, "office", "/campaigns/")
    assert "上级或本级批准方案以后" in page_of(cast, "member", "/campaigns/")
    assert "方案批准以后" in page_of(cast, "leader", "/reports/")


def test_the_number_of_queries_does_not_grow(eventful: History, cast: Cast) -> None:
    number = eventful.campaign.pk
    task = Task.objects.filter(campaign=eventful.campaign).first()
    assert task is not None
    addresses = ("/campaigns/", "/reports/", "/p/", f"/campaigns/{number}/", f"/campaigns/{number}/overdue/",
                 f"/campaigns/{number}/tasks/{task.pk}/", f"/campaigns/{number}/figures/due/",
                 f"/campaigns/{number}/figures/members/", f"/campaigns/{number}/figures/organisations/")  # fmt: skip
    few = {address: queries_of(cast, "office", address) for address in addresses}
    for place in range(6):
        at = found(f"新建第{place}党委", Kind.COMMITTEE, Sector.RURAL, cast.places["district"])
        found(f"新建第{place}党支部", Kind.BRANCH, Sector.RURAL, at)
    more = [task_item(f"新任务{n}", due_on=cast.today - timedelta(days=n)) for n in range(5)]
    approved(
        cast, draft_plan(cast, [*more, {"kind": ItemKind.PHASE, "name": "又一阶段"}], title="又一个活动方案")
    )
    assert {address: queries_of(cast, "office", address) for address in addresses} == few
    assert max(few.values()) <= 20


# --- explaining -----------------------------------------------------------------------------------------------------


def _disagreeing(history: History, cast: Cast) -> str:
    found("新成立的党支部", Kind.BRANCH, "", cast.places["street"])
    return f"/campaigns/{history.campaign.pk}/figures/branches/"


def test_a_disagreement_is_explained_on_the_figures_page(history: History, cast: Cast) -> None:
    address = _disagreeing(history, cast)
    page = page_of(cast, "office", address)
    assert "这个数字与各部分之和不一致：“党支部”是4，各部分相加是3。" in page
    assert "记下原因" in page
    assert "记下原因" not in page_of(cast, "leader", address)
    client = cast.client("office")
    sent = {"text": "新成立的支部还没有划分领域", "value": "4", "parts_sum": "3"}
    answer = client.post(f"{address}explain/", sent, follow=True)
    assert "已记下“党支部”与各部分之和不一致的原因" in answer.content.decode()
    assert "新成立的支部还没有划分领域" in page_of(cast, "leader", address)
    assert Explanation.objects.count() == 1


def test_an_explanation_holds_for_exactly_its_numbers(history: History, cast: Cast) -> None:
    address = _disagreeing(history, cast)
    sent = {"text": "新成立的支部还没有划分领域", "value": "4", "parts_sum": "3"}
    cast.client("office").post(f"{address}explain/", sent)
    assert "记下原因" not in page_of(cast, "office", address)
    found("又一个党支部", Kind.BRANCH, "", cast.places["street"])
    assert "“党支部”是5，各部分相加是3" in page_of(cast, "office", address)
    assert "记下原因" in page_of(cast, "office", address)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [({"text": " "}, "还差1处"), ({"value": "3"}, "数字变了"), ({"parts_sum": ""}, "数字变了")],
)
def test_an_explanation_that_does_not_fit_comes_back(
    history: History, cast: Cast, changed: dict[str, str], sentence: str
) -> None:
    address = _disagreeing(history, cast)
    sent = {"text": "新成立的支部还没有划分领域", "value": "4", "parts_sum": "3"} | changed
    answer = cast.client("office").post(f"{address}explain/", sent)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert sent["text"].strip() in answer.content.decode()
    assert Explanation.objects.count() == 0


def test_only_the_office_explains_and_only_what_disagrees(history: History, cast: Cast) -> None:
    address = _disagreeing(history, cast)
    sent = {"text": "说明", "value": "4", "parts_sum": "3"}
    for role in ("leader", "secretary", "inspector", "committee_office"):
        assert cast.client(role).post(f"{address}explain/?node={cast.places['district'].organisation_id}",
                                      sent).status_code == 404  # fmt: skip
    answer = cast.client("office").post(address.replace("branches", "due") + "explain/", sent, follow=True)
    assert "不用再说明" in answer.content.decode()
    assert cast.client("office").get(f"{address}explain/").status_code == 405
    assert Explanation.objects.count() == 0
