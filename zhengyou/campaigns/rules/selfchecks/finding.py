"""How a sheet reads in one sentence: beside the median of the others where there are enough, else by itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhengyou.ui.wording import number_text


@dataclass(frozen=True)
class Told:
    """One item: its word, the organisation's own mark, the median of the others (None: too few)."""

    word: str
    mark: int
    median: float | None = None


def finding(items: Sequence[Told]) -> str:
    """What the marks say; no sentence without items."""
    if not items:
        return ""
    compared = [(item, item.mark - item.median) for item in items if item.median is not None]
    if compared:
        return _beside(compared)
    lowest, highest = min(items, key=lambda item: item.mark), max(items, key=lambda item: item.mark)
    if lowest.mark == highest.mark:
        return _("自评%(n)s项都是%(mark)s分") % {"n": len(items), "mark": lowest.mark}
    words: dict[str, str | int] = {
        "low": lowest.word,
        "mark": lowest.mark,
        "high": highest.word,
        "most": highest.mark,
    }
    return _("自评最低的是“%(low)s”%(mark)s分，最高的是“%(high)s”%(most)s分") % words


def _beside(compared: Sequence[tuple[Told, float]]) -> str:
    below = [one for one in compared if one[1] < 0]
    words: dict[str, str | int] = {"n": len(compared), "below": len(below), "at": len(compared) - len(below)}
    if not below:
        return _("自评%(n)s项都不低于同类组织的中间数") % words
    item, difference = min(below, key=lambda one: one[1])
    words |= {"word": item.word, "by": number_text(-difference)}
    return _("自评%(n)s项里%(below)s项低于同类组织的中间数，差得最多的是“%(word)s”，低%(by)s分") % words
