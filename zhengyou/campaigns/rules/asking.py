"""When a plan asks for plans from below, and by which day (domain.md P1)."""

import re
from datetime import date

from ..models.plans import Asked
from .policies import FILING_DAYS
from .workdays import add_workdays

_PLAN = r"(?:实施)?(?:方案|计划|意见)"
_IN = "[^。；;]"
# 报 of 报道 or 报名 sends nothing up, and "上报活动信息" something else than a plan.
_UP = (
    r"(?:报送|上报|报备|呈报|备案|报(?![道名告刊纸表备送]))"
    r"(?![^，。；]{0,12}(?:信息|总结|情况|材料|数据|进展|报表|台账|名单|简报|先进))"
)
# "制定实施方案并报区委组织部备案", "报送实施方案", "将方案报活动办公室".
_SENT_UP = re.compile(
    rf"(?:制[定订]|拟[定订]|形成|结合实际){_IN}{{0,40}}{_PLAN}{_IN}{{0,30}}{_UP}"
    rf"|(?:报送|上报|报备|呈报){_IN}{{0,20}}{_PLAN}(?!{_IN}{{0,6}}(?:执行|落实|完成|推进|进展|贯彻))"
    rf"|{_PLAN}{_IN}{{0,20}}{_UP}"
)
# "按方案报送工作情况" asks for a record: the plan is only what it follows.
_FOLLOWED = re.compile(rf"(?:按照?|根据|依据|对照|围绕|落实|执行|上级).{{0,12}}{_PLAN}")


def asked_for(text: str) -> Asked:
    """What a task asks to be sent up, by its words."""
    return Asked.PLAN if _SENT_UP.search(_FOLLOWED.sub("", text)) else Asked.RECORD


def filing_due(issued: date) -> date:
    """The day by which plans are filed where the superior's plan, issued that day, does not say."""
    return add_workdays(issued, FILING_DAYS.default)
