"""The day on which what comes back is fixed: the first Monday of the month, every Friday, around 1 July.

A duty keeps it as `anchor`: with WEEKLY "1" to "7" (Monday to Sunday), with MONTHLY "1-1" to "5-7" (which weekday of
the month, 5 the last), with YEARLY the key of a festival; "" where the whole period counts (domain.md P17).
"""

import re
from calendar import monthrange
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhengyou.plandocs.readings import odd_rhythm

from ..models.plans import Duty, Recurrence
from .terms import calendar

LAST = 5
WEEKDAYS = tuple(
    gettext_lazy(word) for word in ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
)
_WHICH = tuple(gettext_lazy(word) for word in ("第一个", "第二个", "第三个", "第四个", "最后一个"))
_DAYS = {char: number for number, char in enumerate("一二三四五六日", 1)} | {"天": 7}
_NTH = re.compile(
    r"每个?月的?(?:第(?P<n>[一二三四])|(?P<last>最后一?))个?[周週]?(?:星期|礼拜|周|週)(?P<day>[一二三四五六日天])"
)
_EACH = re.compile(r"每(?:个)?(?:周|週|星期|礼拜)(?P<day>[一二三四五六日天])(?![次期场回轮个名遍])")


def anchors() -> list[tuple[str, list[tuple[str, str]]]]:
    """What may be chosen, grouped by how often it goes with: (word, [(anchor, word)])."""
    weekly = [(str(number), str(word)) for number, word in enumerate(WEEKDAYS, 1)]
    monthly = [(f"{n}-{day}", _nth(n, day)) for n in range(1, LAST + 1) for day in range(1, 8)]
    yearly = [(one.key, _("%(name)s前后") % {"name": one.name}) for one in calendar().festivals]
    return [(_("每周"), weekly), (_("每月"), monthly), (_("每年"), yearly)]


def fits(recurrence: str, anchor: str) -> bool:
    """Whether the anchor says something of what comes back so often."""
    if not anchor:
        return True
    if recurrence == Recurrence.YEARLY:
        return calendar().festival(anchor) is not None
    patterns = {Recurrence.WEEKLY: r"[1-7]", Recurrence.MONTHLY: r"[1-5]-[1-7]"}
    pattern = patterns.get(Recurrence(recurrence))
    return pattern is not None and re.fullmatch(pattern, anchor) is not None


def often(duty: Duty) -> str:
    """ "每月第一个星期一", "每周星期五", "每年七一前后", or only "每月"."""
    base = str(Recurrence(duty.recurrence).label)
    if not duty.anchor or not fits(duty.recurrence, duty.anchor):
        return base
    return base + anchor_word(duty.anchor)


def anchor_word(anchor: str) -> str:
    """The anchor alone: "第一个星期一", "星期五", "七一前后"."""
    if anchor.isdigit():
        return str(WEEKDAYS[int(anchor) - 1])
    if re.fullmatch(r"[1-5]-[1-7]", anchor):
        n, day = anchor.split("-")
        return _nth(int(n), int(day))
    found = calendar().festival(anchor)
    return _("%(name)s前后") % {"name": found.name} if found else anchor


def _nth(n: int, day: int) -> str:
    return f"{_WHICH[n - 1]}{WEEKDAYS[day - 1]}"


def day_in_month(year: int, month: int, anchor: str) -> date:
    """The n-th (or last) weekday of a month."""
    n, weekday = (int(part) for part in anchor.split("-"))
    if n == LAST:
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (n - 1))


def anchor_of(words: str) -> tuple[str, str] | None:
    """The recurrence and the anchor that words name plainly: 每月第一个星期一, 每周五; None where they name none."""
    if odd := odd_rhythm(
        words
    ):  # 每月每一个周星期一: the usual one of its two readings, for a person to confirm
        return Recurrence.MONTHLY.value, f"1-{_DAYS[odd[-1]]}"
    if nth := _NTH.search(words):
        n = LAST if nth["last"] else _DAYS[nth["n"]]
        return Recurrence.MONTHLY.value, f"{n}-{_DAYS[nth['day']]}"
    if each := _EACH.search(words):
        return Recurrence.WEEKLY.value, str(_DAYS[each["day"]])
    return None
