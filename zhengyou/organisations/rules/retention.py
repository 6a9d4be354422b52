"""What is kept how long, and why: each room declares its kinds (settings.KEPT; docs/decisions/0016).

The numbers are data with their source. Nothing that the ledger or a report's figure rests on is ever purged.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

YEAR = 365
READINGS_DAYS = YEAR
CORRECTIONS_DAYS = 3 * YEAR
LEFT_YEARS = 5
"""After so many years people who left are listed to be blanked; a person decides, never the clock."""

OWN_CHOICE = gettext_lazy("没有统一规定，按够用就清")


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One kind of thing that is kept, in words, and the source of its period.

    Either `days` (counted from what `counted_from` says), or `period` says it where no clock decides. `purge` takes
    the moment, deletes what is over and returns how many rows that were; None where the room's own work deletes it
    sooner than once a day, or nothing is deleted at all.
    """

    key: str
    word: str | Promise
    holds: str | Promise
    source: str | Promise
    afterwards: str | Promise
    counted_from: str | Promise = ""
    days: int | None = None
    period: str | Promise = ""
    purge: Callable[[datetime], int] | None = None

    @property
    def how_long(self) -> str:
        """The period in words."""
        if self.days is None:
            return str(self.period)
        years, rest = divmod(self.days, YEAR)
        words = _("%(days)d天") % {"days": self.days}
        if years and not rest:
            words = _("%(years)d年") % {"years": years}
        return f"{self.counted_from}{words}"


def last_day_kept(now: datetime, days: int) -> date:
    """The oldest day that is still kept: what is of a day before it goes."""
    return timezone.localdate(now) - timedelta(days=days)
