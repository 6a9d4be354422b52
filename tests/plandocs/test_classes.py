"""每班每学期: what is asked of each class of a school, told from shifts, teams and leading groups."""

import pytest

from zhengyou.campaigns.rules.compiling import items_of
from zhengyou.plandocs import Recurrence, as_text, read
from zhengyou.plandocs.extraction.recurrence import per_class

TERM = Recurrence(kind="per_term", count=1, unit="term")


@pytest.mark.parametrize(
    "words",
    [
        "每班每学期召开一次家长会",
        "每班一学期召开一次家长会,教师与家长进一步沟通",
        "各班级每月举办读书会一次",
        "各班召开主题班会一次，出好一期黑板报",
        "每个班每学期组织一次社会实践",
        "每个班级设一名卫生监督员",
        "每个教学班每周开一次班会",
        "每班选两名学生参加",
        "Each class holds one parents' meeting every term.",
    ],
)
def test_what_each_class_does_is_read_as_such(words: str) -> None:
    assert per_class(words) is True


@pytest.mark.parametrize(
    "words",
    [
        "党员安全监督员每班排查一次隐患",
        "各班子成员每月讲一次党课",
        "每个班子成员联系一个支部",
        "各班组每月开展一次安全学习",
        "每个班次交接时检查一遍",
        "聘请班主任担任辅导员，每学期开会一次",
        "Each branch holds one meeting every term.",
    ],
)
def test_shifts_teams_and_leading_groups_are_no_classes(words: str) -> None:
    assert per_class(words) is False


TEXT = """某中学党支部创先争优活动实施方案
一、主要任务
1、每班每学期召开一次家长会，由德育处组织。
2、各班级每月举办读书会一次，由团委承办。
3、全体党员每学期听课两次，由教务处组织。
某中学党支部
2026年3月1日
"""


def test_a_plan_says_of_each_task_whether_each_class_does_it() -> None:
    reading = read(TEXT.encode(), name="方案.txt")
    (document,) = reading.documents
    assert [(task.per_class, task.recurrence and task.recurrence.unit) for task in document.tasks] == [
        (True, "term"),
        (True, "month"),
        (False, "term"),
    ]
    assert "每班每学期1次" in as_text(reading)
    tasks = [item for item, _parent in items_of(document, 1) if item.kind == "task"]
    assert [(item.per_class, item.recurrence, item.times) for item in tasks] == [
        (True, "per_term", 1),
        (True, "monthly", 1),
        (False, "per_term", 2),
    ]
