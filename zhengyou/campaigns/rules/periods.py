"""What people call an expectation: the task's name and, where it comes back, the period ("学习研讨（7月第2次）")."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from zhengyou.ui.wording import day_text

from ..models.plans import Recurrence
from ..models.tasks import Expectation
from .terms import calendar


def called(expectation: Expectation, today: date) -> str:
    """The name of one expectation, told apart from the task's others; its `task` must be loaded."""
    period = period_name(expectation.task.recurrence, expectation.period_end, today)
    if expectation.task.times > 1:
        period += _("第%(number)d次") % {"number": expectation.sequence}
    if expectation.class_number:
        period = "，".join(part for part in (period, class_name(expectation)) if part)
    if not period:
        return expectation.task.name
    return _("%(task)s（%(period)s）") % {"task": expectation.task.name, "period": period}


def class_name(expectation: Expectation) -> str:
    """Which class of a school it is for: "七（1）班", or "第3个班" where the school named none; "" for the whole."""
    if not expectation.class_number:
        return ""
    return expectation.class_name or _("第%(number)d个班") % {"number": expectation.class_number}


def period_name(recurrence: str, period_end: date, today: date) -> str:
    """ "7月", "第三季度", "上半年", "秋季学期", "11月16日那周" or "2026年", with the year where it is not today's; ""
    for what is done once."""
    if recurrence == Recurrence.ONCE:
        return ""
    if recurrence == Recurrence.PER_TERM:
        term, began = calendar().term_of(period_end)
        return term if began == today.year else _("%(year)d年") % {"year": began} + term
    if recurrence == Recurrence.WEEKLY:
        monday = period_end - timedelta(days=period_end.weekday())
        return _("%(day)s那周") % {"day": day_text(monday, today=today)}
    year = _("%(year)d年") % {"year": period_end.year}
    if recurrence == Recurrence.YEARLY:
        return year
    name = _within_year(recurrence, period_end.month)
    return name if period_end.year == today.year else year + name


def _within_year(recurrence: str, month: int) -> str:
    if recurrence == Recurrence.MONTHLY:
        return _("%(month)d月") % {"month": month}
    if recurrence == Recurrence.QUARTERLY:
        return [_("第一季度"), _("第二季度"), _("第三季度"), _("第四季度")][(month - 1) // 3]
    return _("上半年") if month <= 6 else _("下半年")
