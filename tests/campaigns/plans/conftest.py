"""Plans as people meet them: a draft whose items know their words, and documents made for the test."""

import io
from collections.abc import Callable
from datetime import timedelta

import docx
import pytest
from django.test import Client

from tests.cast import Cast, draft_plan, task_item
from zhengyou.campaigns.models import Plan, PlanItem
from zhengyou.campaigns.models.plans import ItemKind

PARAGRAPHS = [
    "青石区关于开展创先争优活动的实施方案",
    "一、活动步骤",
    "（一）动员部署阶段（2026年3月至4月）。3月31日前，各党支部召开动员大会。",
    "（二）全面争创阶段（2026年5月至2027年6月）。各党支部每月开展1次主题党日。",
    "二、争创标准",
    "先进基层党组织要做到“两个好”：一是班子好，二是队伍好。",
    "三、组织领导",
    "成立领导小组，组长祁望川（区委书记）。",
]


def docx_of(paragraphs: list[str]) -> bytes:
    """A real .docx with these paragraphs."""
    document, out = docx.Document(), io.BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


@pytest.fixture
def office(cast: Cast) -> Client:
    """The district office's browser."""
    return cast.client("office")


@pytest.fixture
def draft(cast: Cast) -> Plan:
    """A draft with a task, a doubtful target inside the task's words, a phase and a person nobody doubts."""
    items: list[dict[str, object]] = [
        task_item("每月报送", line=3, start=0, end=9, due_on=cast.today + timedelta(days=200)),
        {"kind": ItemKind.TARGET, "name": "报送", "quantity": 1, "unit": "次", "line": 3, "start": 5, "end": 9,
         "certain": False, "doubt": "“一次”是每月一次还是一共一次，请确认。"},
        {"kind": ItemKind.PHASE, "name": "动员部署", "starts_on": cast.today - timedelta(days=60)},
        {"kind": ItemKind.PERSON, "name": "祁望川", "text": "组长"},
    ]  # fmt: skip
    return draft_plan(cast, items)


ItemOf = Callable[[str], PlanItem]


@pytest.fixture
def item_of(draft: Plan) -> ItemOf:
    """item_of("每月报送"): the draft's item of that name, read afresh."""
    return lambda name: PlanItem.objects.get(plan=draft, name=name)
