"""How a refusal that passes by itself is told."""

import math
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from ..actions.doors import CrowdedAddress, TooEarly


def sentence(refused: TooEarly, now: datetime) -> str:
    """What is wrong, and when to try again."""
    when = _when(refused.until, now)
    if isinstance(refused, CrowdedAddress):
        return _("这个网络里登录失败的用户名太多了，请%(when)s再试；在自己登录过的手机或电脑上不受影响。") % {
            "when": when
        }
    return _("连着填错的次数多了，请%(when)s再试，这之前填对了也不算。") % {"when": when}


def _when(until: datetime, now: datetime) -> str:
    seconds = math.ceil((until - now).total_seconds())
    if seconds <= 90:
        return _("过%(seconds)d秒") % {"seconds": max(seconds, 1)}
    minutes = math.ceil(seconds / 60)
    clock = timezone.localtime(until).strftime("%H:%M")
    return _("过%(minutes)d分钟（%(clock)s以后）") % {"minutes": minutes, "clock": clock}
