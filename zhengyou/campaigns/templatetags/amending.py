"""Words for the pages of versions and amendments: {% load amending %}.

{% version_chip one last plan %}   what became of a version (versions.Kept), as shape and word
{{ one|change_word }}              "新增", "去掉" or "改动" for a ChangeSeen or a Foretold
{% amendment_ahead plan as found %}  queries.foretold.Consequences, or None for a plan that amends nothing
{% plan_amended plan as on %}        the day its last amendment came into force, or None
{{ stretch|first_words }}          the first words of lines that are the same, for those who fold them open
"""

from datetime import date

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zhengyou.ui.templatetags.ui import state_chip
from zhengyou.ui.wording import day_text

from ..models.activities import RecordState
from ..models.plans import Plan, PlanState
from ..queries.foretold import Consequences, Foretold, foretold
from ..queries.version_changes import ChangeSeen
from ..queries.versions import Kept, amended_on
from ..rules.line_changes import Stretch

register = template.Library()

_BEGINNING = 18


@register.simple_tag
def version_chip(one: Kept, last: int, plan: Plan) -> SafeString:
    if one.in_force and plan.state == PlanState.CLOSED:
        return state_chip("done", _("活动结束时的一版"))
    if one.in_force:
        return state_chip("done", _("正在实行"))
    if one.in_force_on:
        return state_chip("excused", _("已由后一版代替"))
    if one.filing is not None and one.filing.state == RecordState.RETURNED:
        return state_chip("returned", _("上级退回"))
    if one.filing is not None:
        return state_chip("awaiting", _("待上级审核"))
    if one.number == last and plan.state == PlanState.PROPOSED:
        return state_chip("awaiting", _("待批准"))
    if one.number == last and plan.state == PlanState.APPROVED:
        return state_chip("due", _("会议已通过，待报备"))
    return state_chip("excused", _("没有实行"))


@register.filter
def change_word(one: ChangeSeen | Foretold) -> str:
    words = {
        "added": _("新增"),
        "new": _("新增"),
        "removed": _("去掉"),
        "gone": _("去掉"),
        "changed": _("改动"),
        "undated": _("还没有日期"),
    }
    return words[one.how]


@register.simple_tag
def amendment_ahead(plan: Plan) -> Consequences | None:
    return foretold(plan)


@register.simple_tag
def plan_amended(plan: Plan) -> date | None:
    return amended_on(plan)


@register.filter
def first_words(stretch: Stretch) -> str:
    words = "".join(text for text, _marked in stretch.rows[0].before)
    return words if len(words) <= _BEGINNING else f"{words[:_BEGINNING]}……"


@register.simple_tag
def version_word(which: str) -> str:
    return _("正在修改的稿子") if which == "now" else _("第 %(n)s 版") % {"n": which}


@register.filter
def day_of(one: Kept) -> str:
    return day_text(one.in_force_on)
