"""Dates as people write them in plans. Rules of domain.md 3.1 ("Date forms met").

上旬 is the 1st to the 10th, 中旬 the 11th to the 20th, 下旬 the 21st to the month's end; "before" a period means by its
last day. A year that is not printed in the same expression is missing: nothing here adds one, the caller may only
suggest one. Ends bound to an event (党的十八大召开前) have no date at all.
Texts are working copies (`Line.match`): simplified script, ASCII digits, full-width punctuation.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from zhengyou.plandocs import dates_english
from zhengyou.plandocs.numbers import integer

Day = tuple[int, int]

_TO = r"\s?(?:[-—]{1,4}|至|到|直至)\s?(?:在)?\s?"
_M = r"1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_D = r"3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九]"
_Y = r"(?:19|20)\d\d|[一二][○零一二三四五六七八九]{3}"
_LOST = r"20[xX×_*]{2}|20(?=[、,，]?年)|[xX×]{2,4}(?=年)|_{2,4}(?=年)"
_POINT = re.compile(
    rf"(?=[\d一二三四五六七八九十上下年初底末第全“‘国元建教劳儿妇青今本当明去同次xX×_*])(?:(?:(?P<y0>{_Y})年?度?{_TO})?(?P<y>{_Y})\s?年度?|(?P<lost>{_LOST})[、，]?年|(?P<rel>今年"
    rf"|本年度?|当年|明年|去年|同年|次年))?\s?"
    rf"(?:"
    rf"(?:(?P<m0>{_M}){_TO})?(?<!每)(?P<m>{_M})\s?月份?(?:\s?(?P<d>{_D})[日号]|的?(?P<part>上旬"
    rf"|中旬|下旬|上半月|下半月|月?初|中(?=[，。；）旬]|$)|月?底|末))?"
    rf"|(?P<half>上半年|下半年|(?<![少青老中成新])年[初中底末]|初(?=[，。；前]|$)|底|末|第?[一二三四1-4]季度|全年|年内)"
    rf"|[“‘]?(?P<feast>七[·.]?一|六[·.]?一|五[·.]?一|五[·.]?四|八[·.]?一|三[·.]?八|十[·.]一)[”’]?(?:节|建党节)?"
    rf"(?=[前后期之来到，、。）]|节|夕)"
    rf"|(?P<feastname>国庆节?|元旦|建党节|建军节|教师节|劳动节|儿童节|妇女节|青年节)(?=[前后期之来到，、。）]|节|夕)"
    rf"|(?P<yearonly>)(?<=年)"
    rf"|(?P<yearonly2>)(?<=年度)"
    rf")"
)
_GATE = re.compile(
    r"[年月季汛冬夏春秋]|期[中末]|[中高]考|大忙|征兵|七[·.]?一|六[·.]?一|五[·.]?[一四]|八[·.]?一|三[·.]?八|十[·.]?一|国庆|元旦|节|半|大|假|学|换届|两会|活动|会议|\d[-./]\d"
)
_QUOTED_FEAST = re.compile(r"“(?P<feast>十一)”(?=[前后期之来到等、])")
_NUMERIC = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)[-./](?P<m>1[0-2]|0?[1-9])(?:[-./](?P<d>3[01]|[12]\d|0?[1-9]))?(?!\d)"
)
_MORE_DAYS = re.compile(rf"{_TO}(?P<d>{_D})[日号]|(?:和|、)(?P<e>{_D})[日号]")
_RANGE = re.compile(rf"^(?:起|开始)?，?{_TO}$|^ (?:to|until|till|through|-|—) $")
_HAN = re.compile("[\u4e00-\u9fff]")
_AND = re.compile(r"^(?:和|、)$")
_SUFFIX = re.compile(
    r"前夕|(?:之|以)?前(?!后|往|期|进|列|茅|提)|(?:之|以)?后|前后|左右|期间|起|开始|前夕|为止|止"
)
_EVENT = re.compile(
    r"(?:党的|中共|第)?(?:十[五六七八九]大|二十大|[“]?两会[”]?|换届(?:选举)?|(?:学期|活动|学年|假期"
    r"|寒假|暑假|节日|会议|放假|开学|春节|中秋节?|端午节?|清明节?|重阳节?))"
    r"(?:胜利)?(?:召开|开幕|闭幕|结束|举行|到来|来临|开始)?(?:之)?(?:以前|前夕|之前|前|时|以后|之后|后|期间)"
    r"|(?:雨季|汛期|冬季|严冬|寒冬|入冬|入汛|入夏|春耕|夏收|秋收|秋种|三夏|高考|中考|期中|期末|春运|征兵|开斋节|春运|大忙)"
    r"(?:来临|到来|开始|结束|考试)?(?:之)?(?:以前|之前|前|期间|后)"
    r"|(?<=利用)(?:寒假|暑假|假期|节假日)|寒?暑假(?=[开组举]|，)|寒假(?=[开组举]|，)"
)
_FEASTS: dict[str, Day] = {
    "七一": (7, 1), "六一": (6, 1), "五一": (5, 1), "五四": (5, 4), "八一": (8, 1), "三八": (3, 8), "十一": (10, 1),
    "国庆": (10, 1), "元旦": (1, 1), "建党": (7, 1), "建军": (8, 1), "教师": (9, 10), "劳动": (5, 1), "儿童": (6, 1),
    "妇女": (3, 8), "青年": (5, 4),
}  # fmt: skip
_PARTS: dict[str, tuple[int, int]] = {
    "上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "上半月": (1, 15), "下半月": (16, 31), "初": (1, 10),
    "月初": (1, 10), "中": (11, 20), "底": (21, 31), "末": (21, 31), "月底": (21, 31),
}  # fmt: skip
_HALVES: dict[str, tuple[Day, Day]] = {
    "上半年": ((1, 1), (6, 30)), "下半年": ((7, 1), (12, 31)), "年初": ((1, 1), (3, 31)), "年中": ((6, 1), (7, 31)),
    "年底": ((12, 1), (12, 31)), "年末": ((12, 1), (12, 31)), "底": ((12, 1), (12, 31)), "末": ((12, 1), (12, 31)),
    "初": ((1, 1), (3, 31)), "全年": ((1, 1), (12, 31)), "年内": ((1, 1), (12, 31)),
}  # fmt: skip
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


@dataclass(frozen=True)
class When:
    """A time found in `text[start:end]`. Days are (month, day); a missing year is None.

    `bound` is in|by|after|around|from; `event` holds the words of an event that stands for a date.
    """

    start: int
    end: int
    first: Day | None
    last: Day | None
    first_year: int | None
    last_year: int | None
    bound: str = "in"
    event: str = ""

    def dates(self, year: int | None = None) -> tuple[date | None, date | None]:
        """First and last day; `year` stands in where the text gives none."""
        if self.first is None or self.last is None:
            return None, None
        begin = _date(self.first_year or self.last_year or year, self.first)
        end = _date(self.last_year or self.first_year or year, self.last)
        if begin and end and end < begin and not (self.first_year and self.last_year):
            end = _date(end.year + 1, self.last)
        return begin, end

    @property
    def has_year(self) -> bool:
        return bool(self.first_year or self.last_year)

    @property
    def is_day(self) -> bool:
        """Whether it is one single day of a known year."""
        return self.first is not None and self.first == self.last and self.first_year is not None


@lru_cache(maxsize=2048)  # every rule asks about the same lines again
def find_dates(text: str) -> tuple[When, ...]:
    """All times in a text, in order, without overlaps; ranges and lists (7月15日和16日) are joined into one."""
    if not _HAN.search(text):
        english = [When(*found) for found in dates_english.points(text)]
        return tuple(_joined(_apart([*english, *(_numeric(m) for m in _NUMERIC.finditer(text))]), text))
    if not _GATE.search(text):
        return ()
    points = [_point(match) for match in _POINT.finditer(text) if match.end() > match.start()]
    points += [_point(match) for match in _QUOTED_FEAST.finditer(text)]
    points += [_numeric(match) for match in _NUMERIC.finditer(text)]
    points += [_event(match) for match in _EVENT.finditer(text)]
    return tuple(_suffixed(when, text) for when in _joined(_apart([p for p in points if p]), text))


def _point(match: re.Match[str]) -> When | None:
    got = match.groupdict()
    year = _year(got.get("y"))
    days = _days(got, year)
    if days is None:
        return None
    start = match.start() + (len(match[0]) - len(match[0].lstrip()))
    return When(start, match.end(), *days, _year(got.get("y0")) or year, year)


def _days(got: dict[str, str | None], year: int | None) -> tuple[Day, Day] | None:
    if feast := got.get("feast") or got.get("feastname"):
        day = _FEASTS[re.sub(r"[·.]", "", feast)[:2]]
        return day, day
    if month_text := got.get("m"):
        return _month(got, integer(month_text) or 0)
    if half := got.get("half"):
        if half in _HALVES:
            return _HALVES[half] if year or half not in {"底", "末", "初"} else None
        quarter = _QUARTERS[half.replace("第", "")[0]]
        return (quarter * 3 - 2, 1), (quarter * 3, 31)
    return ((1, 1), (12, 31)) if year else None


def _month(got: dict[str, str | None], month: int) -> tuple[Day, Day] | None:
    if not 1 <= month <= 12:
        return None
    if day_text := got.get("d"):
        day = integer(day_text) or 1
        return (month, day), (month, day)
    first = integer(got.get("m0") or "") or month
    part = got.get("part")
    low, high = _PARTS[part] if part else (1, 31)
    return (first, low), (month, high)


def _numeric(match: re.Match[str]) -> When:
    year, month = int(match["y"]), int(match["m"])
    day = int(match["d"]) if match["d"] else None
    return When(match.start(), match.end(), (month, day or 1), (month, day or 31), year, year)


def _event(match: re.Match[str]) -> When:
    bound = "by" if "前" in match[0] else "after" if match[0].endswith("后") else "in"
    return When(match.start(), match.end(), None, None, None, None, bound, match[0])


def _apart(points: list[When]) -> list[When]:
    """In order, and of overlapping ones the longest."""
    kept: list[When] = []
    for point in sorted(points, key=lambda p: (p.start, -p.end)):
        if not kept or point.start >= kept[-1].end:
            kept.append(point)
        elif point.end - point.start > kept[-1].end - kept[-1].start:
            kept[-1] = point
    return kept


def _joined(points: list[When], text: str) -> list[When]:
    """Points joined where only 至, - or 和 stands between them, and with days that follow without a month."""
    out: list[When] = []
    for point in (_more_days(one, text) for one in points):
        before = out[-1] if out else None
        if before and before.last and point.last and _one_time(before, point, text):
            year = before.first_year or before.last_year
            last_year = point.last_year or (year if not point.has_year else None)
            out[-1] = When(before.start, point.end, before.first, point.last, year, last_year)
            continue
        out.append(point)
    return out


def _one_time(before: When, point: When, text: str) -> bool:
    """5月至6月 is one time, and so is 5月和6月; “六一”、“十一” are two."""
    between = text[before.end : point.start]
    if len(between) > 6:
        return False
    listed = _AND.match(between) and point.first_year is None and text[before.end - 1] in "月份日号"
    return bool(_RANGE.match(between) or listed)


def _more_days(point: When, text: str) -> When:
    """7月15日和16日, 5月10日—20日: the later day shares the month."""
    end = point.end
    last = point.last
    for _ in range(6):
        more = _MORE_DAYS.match(text, end)
        if last is None or (point.first != point.last and end == point.end) or more is None:
            break
        last, end = (last[0], integer(more["d"] or more["e"]) or 1), more.end()
    return When(
        point.start, end, point.first, last, point.first_year, point.last_year, point.bound, point.event
    )


def _suffixed(when: When, text: str) -> When:
    suffix = _SUFFIX.match(text, when.end)
    if when.event or suffix is None:
        return when
    word = suffix[0]
    bound = (
        "around"
        if word in {"前后", "左右"}
        else "by"
        if word[-1] in "前夕止"
        else "after"
        if "后" in word
        else "in"
    )
    bound = "from" if word in {"起", "开始"} else bound
    return When(when.start, suffix.end(), when.first, when.last, when.first_year, when.last_year, bound)


def _year(text: str | None) -> int | None:
    if not text:
        return None
    digits = "".join(
        str("○一二三四五六七八九".index(c)) if c in "○一二三四五六七八九" else "0" if c == "零" else c
        for c in text
    )
    return int(digits)


def _date(year: int | None, day: Day) -> date | None:
    """The day in that year; the 31st of a shorter month is its last day."""
    if year is None or not 1 <= day[0] <= 12 or day[1] < 1:
        return None
    return date(year, day[0], min(day[1], monthrange(year, day[0])[1]))
