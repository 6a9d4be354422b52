"""The draft of a report: what it says follows from the data, each number leads to its figure, sums must agree."""

import io
import re

import docx
import pytest

from tests.cast import Cast, ExpectationOf, found
from tests.reports.conftest import History
from zhengyou.campaigns.models import Expectation, Explanation
from zhengyou.campaigns.queries import campaigns
from zhengyou.campaigns.queries.standings import standings
from zhengyou.organisations.models import Kind
from zhengyou.reports.documents import Heading, Paragraph, Printed, Table
from zhengyou.reports.drafts.draft import Draft, compose
from zhengyou.reports.figures.checking import Book
from zhengyou.reports.views.progress import units_of

PARTS = ["基本情况", "开展情况", "总体进展", "存在的问题", "下一步打算", "尚缺的依据和口径"]


def draft_of(history: History, ago: int = 0, where: str = "district") -> Draft:
    scope = history.scope(ago, where)
    number = history.campaign.pk
    return compose(Book(scope), campaigns.phases(number), campaigns.tasks(number), units_of(scope))


def told(draft: Draft) -> dict[str, list[str]]:
    """The paragraphs of each part."""
    parts: dict[str, list[str]] = {}
    for block in draft.blocks:
        if isinstance(block, Heading) and block.level == 1:
            parts[block.text] = []
        elif isinstance(block, Paragraph):
            words = "".join(run.text if isinstance(run, Printed) else run for run in block.runs)
            parts[list(parts)[-1]].append(words)
    return parts


def test_a_report_has_its_six_parts_and_none_is_empty(eventful: History) -> None:
    for where in ("district", "street", "first"):
        for ago in (0, 12, 41, 59):
            parts = told(draft_of(eventful, ago, where))
            assert list(parts) == PARTS
            assert all(parts.values())


def test_every_number_between_the_words_is_a_figure(eventful: History) -> None:
    draft = draft_of(eventful)
    allowed = re.compile(r"\d+年|\d+月|\d+日|\d+ 个工作日|\d+ 天|\d+% 以上见于")
    for block in draft.blocks:
        if isinstance(block, Paragraph):
            plain = "".join(run for run in block.runs if isinstance(run, str))
            assert re.findall(r"\d", allowed.sub("", plain)) == []
        if isinstance(block, Table):
            assert all(isinstance(cell, Printed) for row in block.rows for cell in row[1:])


def test_every_printed_number_is_its_figures_value(eventful: History) -> None:
    draft = draft_of(eventful)
    book = Book(eventful.scope())
    printed = [run for block in draft.blocks if isinstance(block, Paragraph) for run in block.runs
               if isinstance(run, Printed) and "@" not in run.figure_id]  # fmt: skip
    assert len(printed) > 30
    for run in printed:
        figure = book.catalogue.figure(run.figure_id)
        assert run.text == figure.within(book.counted).text + figure.unit


def test_problems_follow_from_what_was_found(eventful: History) -> None:
    problems = told(draft_of(eventful))["存在的问题"]
    (longest,) = standings(eventful.scope(), "missing", size=1)
    assert problems[0].startswith(
        "一是有到期事项没有报送。逾期未报3项，主要是“学习研讨”2项、“动员大会”1项；过期最久的是"
    )
    assert f"{longest.organisation_name}的“{longest.task_name}”" in problems[0]
    assert any(words.startswith("二是") for words in problems)
    assert any("退回以后没有重新报送" in words for words in problems)


def test_where_nothing_is_wrong_the_report_says_what_was_looked_at(
    history: History, expectation_of: ExpectationOf
) -> None:
    parts = told(draft_of(history, 40))
    assert parts["存在的问题"] == [
        "逐项核对了逾期未报、迟报、领域之间的差距、上级验收和退回补正，截至当日没有发现需要说明的问题。"
        "这些核对只看报送的记录，工作做得实不实，还要靠领导点评、群众评议和实地督导来看。"
    ]
    assert parts["总体进展"] == ["截至当日还没有到期的事项，完成情况要等第一批事项到期以后才能看出来。"]


def test_words_of_praise_are_never_used(eventful: History, expectation_of: ExpectationOf) -> None:
    for role, where in (
        ("secretary", "first"),
        ("other_secretary", "second"),
        ("village_secretary", "village"),
    ):
        for name in ("动员大会", "学习研讨", "风险排查", "为民办实事"):
            expectation = expectation_of(where, name)
            if expectation.outcome == "open":
                eventful.accept(eventful.submit(role, expectation, 1), 0)
    words = "".join("".join(part) for part in told(draft_of(eventful)).values())
    assert not re.search("圆满|显著|扎实|丰硕|高度重视|成效|良好|喜人|充分", words)
    assert "全部办结" in words


def test_sectors_that_lie_far_apart_are_named(history: History, expectation_of: ExpectationOf) -> None:
    for name in ("动员大会", "学习研讨"):
        history.submit("village_secretary", expectation_of("village", name), 30)
    parts = told(draft_of(history))
    assert any(words.startswith("分领域看，完成率最高的是农村") and words.endswith("领域之间差距较大。")
               for words in parts["总体进展"])  # fmt: skip
    assert any("领域之间不平衡。非公企业和新社会组织完成率0%（0/4），明显低于农村的100%（2/2）。" in words
               for words in parts["存在的问题"])  # fmt: skip


def test_scope_day_and_policies_are_printed(eventful: History) -> None:
    words = "".join(told(draft_of(eventful, 12))["尚缺的依据和口径"])
    day = eventful.day(12)
    assert "本报告的范围是澜溪区委和它的下级组织" in words
    assert f"数字截至{day.year}年{day.month}月{day.day}日" in words
    assert "退回后 3 个工作日内补正的，仍算按时" in words


def test_the_report_on_screen_opens_every_number(eventful: History, cast: Cast) -> None:
    client = cast.client("office")
    page = client.get(f"/campaigns/{eventful.campaign.pk}/report/").content.decode()
    assert "一、基本情况" in page
    assert "（一）动员部署" in page
    doors = {door.replace("&amp;", "&") for door in re.findall(r'class="figure" href="([^"]+)"', page)}
    assert len(doors) > 30
    assert {door: client.get(door).status_code for door in doors} == dict.fromkeys(doors, 200)


@pytest.mark.parametrize(("role", "node", "status"), [
    ("office", "district", 200), ("leader", "street", 200), ("secretary", "first", 200), ("secretary", "street", 404),
    ("committee_office", "village", 404), ("member", "first", 404), ("administrator", "district", 404),
])  # fmt: skip
def test_reports_reach_as_far_as_the_post(
    history: History, cast: Cast, role: str, node: str, status: int
) -> None:
    tail = f"?node={cast.places[node].organisation_id}"
    for address in ("report/", "report.docx"):
        answer = cast.client(role).get(f"/campaigns/{history.campaign.pk}/{address}{tail}")
        assert answer.status_code == status


def test_the_document_carries_its_figures_as_bookmarks(eventful: History, cast: Cast) -> None:
    answer = cast.client("office").get(f"/campaigns/{eventful.campaign.pk}/report.docx")
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert "attachment" in answer["Content-Disposition"]
    document = docx.Document(io.BytesIO(answer.content))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "关于澜溪区创先争优活动情况的报告" in text
    assert "四、存在的问题" in text
    assert "fig_completion" in document.element.xml
    assert [table.rows[0].cells[0].text for table in document.tables] == ["任务", "领域"]


def test_the_same_past_day_gives_the_same_bytes(
    eventful: History, cast: Cast, expectation_of: ExpectationOf
) -> None:
    address = f"/campaigns/{eventful.campaign.pk}/report.docx?as_of={eventful.day(10)}"
    client = cast.client("office")
    first = client.get(address).content
    eventful.return_(eventful.made[0], 0)
    eventful.submit("other_secretary", expectation_of("second", "学习研讨"), 0)
    assert Expectation.objects.filter(outcome="met").count() == 2
    assert client.get(address).content == first


def test_a_figure_that_disagrees_stops_the_report_until_it_is_explained(history: History, cast: Cast) -> None:
    found("新成立的党支部", Kind.BRANCH, "", cast.places["street"])
    number = history.campaign.pk
    client = cast.client("office")
    for address in ("report/", "report.docx"):
        answer = client.get(f"/campaigns/{number}/{address}")
        assert answer.status_code == 409
        page = answer.content.decode()
        assert "这个数字与各部分之和不一致：“党支部”是4，各部分相加是3。" in page
        assert f"/campaigns/{number}/figures/branches/explain/" in page
    assert (
        "请活动办公室核对后说明" in cast.client("leader").get(f"/campaigns/{number}/report/").content.decode()
    )
    sent = {"text": "新成立的支部还没有划分领域", "value": "4", "parts_sum": "3", "back": "report"}
    answer = client.post(f"/campaigns/{number}/figures/branches/explain/", sent)
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, f"/campaigns/{number}/report/")
    page = client.get(answer["Location"]).content.decode()
    assert "（“党支部”与各部分之和不一致，说明：新成立的支部还没有划分领域）" in page
    text = docx.Document(io.BytesIO(client.get(f"/campaigns/{number}/report.docx").content)).element.xml
    assert "新成立的支部还没有划分领域" in text
    assert Explanation.objects.get().figure == "branches"


def test_an_explanation_for_other_numbers_does_not_let_the_report_through(
    history: History, cast: Cast
) -> None:
    found("新成立的党支部", Kind.BRANCH, "", cast.places["street"])
    address = f"/campaigns/{history.campaign.pk}/figures/branches/explain/"
    cast.client("office").post(address, {"text": "还没有划分领域", "value": "4", "parts_sum": "3"})
    found("又一个党支部", Kind.BRANCH, "", cast.places["street"])
    answer = cast.client("office").get(f"/campaigns/{history.campaign.pk}/report/")
    assert answer.status_code == 409
    assert "“党支部”是5，各部分相加是3" in answer.content.decode()
