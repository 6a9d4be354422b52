"""Words for the pages of plans: {% load plans %}.

{% plan_chip plan %}       the plan's state as shape and word; a draft that was sent back says so
{{ one|brief }}            what is known of an item (workbench.Seen), as a list of short phrases
{{ asked|rounds }}         how often a task asks (expected.Forecast), as a phrase
"""

from datetime import date

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zhengyou.ui.templatetags.ui import state_chip
from zhengyou.ui.wording import day_text, number_text

from ..models.plans import ItemKind, Plan, PlanItem, PlanState, Recurrence
from ..models.tasks import Task
from ..queries.expected import Forecast
from ..queries.workbench import Seen
from ..rules.rhythms import often

register = template.Library()

_SHAPES = {
    PlanState.DRAFT: "due",
    PlanState.PROPOSED: "awaiting",
    PlanState.APPROVED: "due",
    PlanState.FILED: "awaiting",
    PlanState.IN_FORCE: "done",
    PlanState.AMENDING: "due",
    PlanState.CLOSED: "done",
    PlanState.DISCARDED: "excused",
}


@register.simple_tag
def plan_chip(plan: Plan) -> SafeString:
    if plan.state == PlanState.DRAFT and plan.comment:
        return state_chip("returned", _("退回待改"))
    return state_chip(_SHAPES[PlanState(plan.state)], plan.get_state_display())


@register.filter
def brief(one: Seen) -> list[str]:
    describe = {ItemKind.TASK: _task, ItemKind.PHASE: _phase, ItemKind.TARGET: _target}
    kind = ItemKind(one.item.kind)
    if kind in describe:
        return [phrase for phrase in describe[kind](one) if phrase]
    return [one.item.text] if one.item.text and one.item.text != one.words else []


def _task(one: Seen) -> list[str]:
    item = one.item
    return [
        one.audience.words if one.audience else "",
        _when(one),
        _("可以零报告") if item.zero_allowed else "",
        _amount(item),
        _("牵头：%(owner)s") % {"owner": item.owner} if item.owner else "",
        _("阶段：%(phase)s") % {"phase": item.parent.name} if item.parent else "",
    ]


def _when(one: Seen) -> str:
    """ "每月 1 次，期满后 5 个工作日内" or the last day."""
    if one.item.recurrence == Recurrence.ONCE:
        words = _("%(day)s前办完") % {"day": day_text(one.due_on)} if one.due_on else _("还没有截止日期")
        return _("每班一次，%(words)s") % {"words": words} if one.item.per_class else words
    words = _often(one.item)
    if one.item.grace_days:
        words += _("，期满后 %(n)d 个工作日内报") % {"n": one.item.grace_days}
    return words


@register.filter
def often_word(duty: PlanItem | Task) -> str:
    """ "每月第一个星期一"."""
    return often(duty)


def _often(item: PlanItem) -> str:
    words = _("%(period)s %(n)d 次") % {"period": often(item), "n": item.times}
    return _("每班%(words)s") % {"words": words} if item.per_class else words


def _amount(item: PlanItem) -> str:
    if item.quantity is None:
        return ""
    return _("数量：%(n)s %(unit)s") % {"n": number_text(item.quantity), "unit": item.unit}


def _phase(one: Seen) -> list[str]:
    first, last = one.item.starts_on, one.item.ends_on
    if first is None and last is None:
        return [one.item.date_text or _("时间没有写明")]
    return [_range(first, last)]


def _range(first: date | None, last: date | None) -> str:
    both = {"first": day_text(first), "last": day_text(last)}
    if last is None:
        return _("%(first)s起，到哪天还没有定") % both
    return _("%(first)s至%(last)s") % both if first else _("到%(last)s止") % both


def _target(one: Seen) -> list[str]:
    return [_amount(one.item) or _("没有写数量"), one.item.date_text]


@register.filter
def rounds(asked: Forecast) -> str:
    if asked.item.recurrence == Recurrence.ONCE:
        words = _("%(day)s前") % {"day": day_text(asked.due_on)}
        return _("每班一次，%(words)s") % {"words": words} if asked.item.per_class else words
    return _("%(often)s，共 %(rounds)d 次") % {"often": _often(asked.item), "rounds": asked.rounds}
