"""Which words of a plan ask for plans from below, and by which day (domain.md P1)."""

from datetime import date

import pytest

from zhengyou.campaigns.models.plans import Asked, ItemKind
from zhengyou.campaigns.rules.asking import asked_for, filing_due
from zhengyou.campaigns.rules.compiling import items_of
from zhengyou.plandocs import read


@pytest.mark.parametrize(
    "text",
    [
        "各党支部要结合实际制定实施方案，于5月20日前报区委组织部备案。",
        "各单位要制定具体实施方案，并于3月底前报送领导小组办公室。",
        "各党委（党工委）要于4月10日前上报实施方案。",
        "将实施方案报活动办公室备案",
        "各级党组织的实施方案于4月30日前报县委创先争优活动办公室",
        "各单位实施方案要于6月1日前报备",
        "各党支部于4月底前把活动计划报党总支",
        "各基层党组织要结合实际，制定切实可行的活动方案，报上级党组织审批。",
    ],
)
def test_these_words_ask_for_a_plan(text: str) -> None:
    assert asked_for(text) == Asked.PLAN


@pytest.mark.parametrize(
    "text",
    [
        "各支部每月报送一次工作情况。",
        "按照实施方案要求，每月报送工作进展",
        "根据方案，报送总结",
        "制定实施方案，召开动员大会",
        "研究制定整改方案并向群众公布",
        "认真制定方案。各党委要把工作总结报区委组织部",
        "制定活动方案，抓好动员部署，及时上报活动信息",
        "上报实施方案执行情况",
        "各支部制定学习计划，每月组织学习，报道先进典型",
    ],
)
def test_these_words_ask_for_a_record_only(text: str) -> None:
    assert asked_for(text) == Asked.RECORD


def _tasks(text: str) -> list[tuple[str, date | None, bool]]:
    content = f"关于开展创先争优活动的实施方案\n一、工作任务\n{text}\n中共澜溪区委\n2026年3月2日\n"
    document = read(content.encode(), "方案.txt").documents[0]
    tasks = [item for item, _parent in items_of(document, 1) if item.kind == ItemKind.TASK]
    return [(item.asks, item.due_on, item.certain) for item in tasks]


def test_a_task_read_from_a_document_knows_that_it_asks_for_a_plan_and_by_when() -> None:
    text = "（一）报备方案。各党支部要于2026年4月10日前将本单位实施方案报区委组织部备案。"
    assert _tasks(text) == [(Asked.PLAN, date(2026, 4, 10), True)]


def test_where_the_text_gives_no_day_the_usual_one_is_proposed_as_a_doubt() -> None:
    text = "（一）报备方案。各党支部要制定实施方案并报区委组织部备案。"
    assert _tasks(text) == [(Asked.PLAN, filing_due(date(2026, 3, 2)), False)]
    assert filing_due(date(2026, 3, 2)) == date(2026, 3, 23)


def test_what_comes_back_every_month_is_a_record_even_if_it_is_called_a_plan() -> None:
    text = "（一）月计划。各党支部每月将工作计划报党总支。"
    assert [asks for asks, _due, _certain in _tasks(text)] == [Asked.RECORD]
