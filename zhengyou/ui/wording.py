"""How figures, days, money and shares are written, the same on pages, in charts and in reports.

Pure text in, text out: values come precomputed (working days are counted by whoever owns the calendar).
Every function returns plain text without markup.
"""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

NOTHING = "—"


def whole_percent(done: int, total: int) -> int | None:
    """The share in whole percent, half up; None when nothing is asked for.

    Never 100 while something is missing and never 0 once something is done: a rounded 100% would be untrue.
    """
    if total <= 0:
        return None
    if done <= 0 or done >= total:
        return 0 if done <= 0 else 100
    rounded = int((Decimal(done * 100) / total).to_integral_value(ROUND_HALF_UP))
    return min(99, max(1, rounded))


def percent_text(done: int, total: int) -> str:
    """A share with its counts, "83%（25/30）"; "—（0/0）" when nothing is asked for."""
    percent = whole_percent(done, total)
    share = NOTHING if percent is None else f"{percent}%"
    return f"{share}（{number_text(done)}/{number_text(total)}）"


def number_text(value: int | float | Decimal | None) -> str:
    """A number with thousands separated, without trailing zeros; "—" for None."""
    if value is None:
        return NOTHING
    if isinstance(value, int):
        return f"{value:,}"
    text = f"{Decimal(str(value)):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def money_text(yuan: int | Decimal | None) -> str:
    """An amount in 元, "12,000元" or "12,000.50元"; "—" for None."""
    if yuan is None:
        return NOTHING
    amount = Decimal(yuan).quantize(Decimal("0.01"), ROUND_HALF_UP)
    text = f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"
    return _("%(amount)s元") % {"amount": text}


def day_text(day: date | None, *, today: date | None = None) -> str:
    """ "7月1日" in today's year, "2025年7月1日" in any other (or when today is not given); "—" for None."""
    if day is None:
        return NOTHING
    if today is not None and day.year == today.year:
        return _("%(month)d月%(day)d日") % {"month": day.month, "day": day.day}
    return _("%(year)d年%(month)d月%(day)d日") % {"year": day.year, "month": day.month, "day": day.day}


def deadline_text(day: date | None, *, today: date, working_days_left: int | None = None) -> str:
    """A due day with what it means today: "7月1日（还剩5个工作日）", "（今天截止）" or "（已过3天）".

    working_days_left: working days after today up to and including the due day; None leaves the remark out.
    Days past are calendar days.
    """
    if day is None:
        return NOTHING
    remark = _deadline_remark((day - today).days, working_days_left)
    text = day_text(day, today=today)
    return f"{text}（{remark}）" if remark else text


def _deadline_remark(days: int, working_days_left: int | None) -> str:
    if days < 0:
        return ngettext("已过%(count)d天", "已过%(count)d天", -days) % {"count": -days}
    if days == 0:
        return _("今天截止")
    if working_days_left is None:
        return ""
    if working_days_left == 0:
        return _("只剩休息日")
    return ngettext("还剩%(count)d个工作日", "还剩%(count)d个工作日", working_days_left) % {
        "count": working_days_left
    }


def moment_text(moment: datetime | None) -> str:
    """An instant in the installation's time zone, "2026年7月1日 14:05"; "—" for None."""
    if moment is None:
        return NOTHING
    local = timezone.localtime(moment)
    return f"{day_text(local.date())} {local:%H:%M}"
