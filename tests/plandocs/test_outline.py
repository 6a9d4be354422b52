"""The reading as text for the command line, and as JSON-able values."""

from __future__ import annotations

import json

import pytest

from tests.plandocs.making import reading_of
from zhengyou.plandocs import SCHEMA_VERSION, Reading, as_text

TEXT = (
    "某镇主题活动实施方案\n一、步骤\n（一）动员阶段（2011年3月）。"
    "党政办于2011年3月20日前召开动员大会，至少培训20名骨干。\n"
    "二、领导\n成立由方小舟同志任组长的小组。\n某镇党委\n2011年3月1日"
)


def test_the_outline_of_a_small_plan_is_exactly_this() -> None:
    assert as_text(reading_of(TEXT)) == (
        "文件：方案.txt（txt，utf-8，7 行）\n\n"
        "某镇主题活动实施方案\n  类别：方案或计划\n  发文单位：某镇党委\n"
        "  落款日期：2011-03-01\n  文字：简体\n  所在行：1—7\n\n"
        "章节（3）\n  一、步骤　〔第2行〕\n    （一）动员阶段（2011年3月）　〔第3行〕\n  二、领导　〔第4行〕\n\n"
        "阶段（1）\n  1. 动员阶段（2011-03-01 至 2011-03-31）　〔第3行〕\n\n"
        "任务（2）\n  党政办于2011年3月20日前召开动员大会（第1阶段；党政办；2011-03-20）　〔第3行〕\n"
        "  成立小组（没有写谁办、何时办）　〔第5行〕\n\n"
        "数量指标（1）\n  骨干：2011年不少于20名　〔第3行〕\n\n"
        "人员（1）\n  方小舟　组长　〔第5行〕\n\n"
        "需要核对的地方（2）\n  [请核对] 2项任务里有1项没有写什么时候办完（第5行）。"
        "请在工作台上逐项补上。　〔第5行〕\n"
        "  [请核对] 2项任务里有1项没有写由谁来办（第5行）。请在工作台上逐项补上。　〔第5行〕\n"
    )


def test_the_values_follow_the_published_schema() -> None:
    values = reading_of(TEXT).to_dict()
    assert list(values) == ["schema_version", "source", "lines", "cleaned", "origins", "documents"]
    assert values["schema_version"] == SCHEMA_VERSION
    (document,) = values["documents"]
    assert (document["signed_on"], document["span"], document["kind"]) == ("2011-03-01", [1, 7], "plan")
    (phase,) = document["phases"]
    assert (phase["start"], phase["end"], phase["line"], phase["at"]) == (
        "2011-03-01",
        "2011-03-31",
        3,
        {"start": 0, "end": 16},
    )
    assert set(document["tasks"][0]) == {
        "name", "text", "owner", "due", "suggested_due", "date_text", "recurrence", "phase", "per_class",
        "certain", "doubt", "line", "at", "printed",
    }  # fmt: skip


def test_the_values_survive_json_and_come_back_equal() -> None:
    reading = reading_of(TEXT)
    assert Reading.from_dict(json.loads(json.dumps(reading.to_dict()))) == reading


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"schema_version": "0.1"},
        {"schema_version": SCHEMA_VERSION},
        {"schema_version": SCHEMA_VERSION, "source": 3},
    ],
)
def test_values_of_another_kind_are_refused(values: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"schema version|not a reading"):
        Reading.from_dict(values)
