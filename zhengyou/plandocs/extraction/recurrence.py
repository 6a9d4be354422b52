"""How often: 每月, 每学期至少两次, 一年一期, 定期."""

from __future__ import annotations

import re

from zhengyou.plandocs.cleaning import latin
from zhengyou.plandocs.extraction import english
from zhengyou.plandocs.numbers import NUMBER, integer
from zhengyou.plandocs.plan import Recurrence

_UNITS = {"周": "week", "星期": "week", "月": "month", "季": "quarter", "季度": "quarter", "半年": "half_year",
          "年": "year", "年度": "year", "学期": "term"}  # fmt: skip
_KINDS = {"week": "weekly", "month": "monthly", "quarter": "quarterly", "half_year": "half_yearly", "year": "yearly",
          "term": "per_term"}  # fmt: skip
_EVERY = re.compile(
    r"(?:每个?|一(?=学期|年一|月一|季度?一|周一[次期]))(?P<unit>半年|星期|周|月|季度|季|年度|年"
    r"|学期)(?!以来|来)|(?P<whole>全年|年内|年度内|一年内|学期内)(?=.{0,8}(?:至少|不少于|\d|[一二两三四五六]次))"
)
_COUNT = re.compile(
    rf"(?P<before>[^，。；]{{0,16}}?)(?P<n>{NUMBER})\s?(?P<unit>课时|学时|小时|次|期|场|回|篇|遍|轮|名|个|节|堂|份|项|条|件|幅)"
)
_LEAST = re.compile(r"至少|不少于|不低于|最少|不得少于")
_TIMES = frozenset("次期场回轮")  # 全年两次 says how often, 全年两名 how many
_THINGS = frozenset("名个份项条件幅篇")
_ODD = re.compile(r"每月每一?个?周(?:星期|礼拜)?(?P<day>[一二三四五六日])")
_LAST = re.compile(r"每月(?:第(?P<n>[一二三四])|最后一?)个?(?:周)?(?:星期|礼拜|周)(?P<day>[一二三四五六日])")
UNCOMMON = re.compile(r"每(?:天|日(?!常)|半月|两周|两个月|旬)")
# 领导班子, 班组 and 班次 are no classes; 每班 alone may be a shift, so that something of school must stand beside it.
_CLASSES = re.compile(r"(?:每一?个?|各个?)(?:教学)?班级|(?:每一?个|各个?)(?:教学)?班(?![子组次长车主级])")
_EACH_CLASS = re.compile(r"每(?:教学)?班(?![子组次长车主级])")
_OF_SCHOOL = re.compile(r"学期|家长|学生|班主任|班会|班级|少先队|中队|教室")
_REGULAR = re.compile(r"定期|经常性?地?(?:开展|组织|走访)|不定期|长期")


def per_class(text: str) -> bool:
    """Whether the clause asks something of each class of a school: 每班每学期, 各班级每月, each class."""
    if latin(text):
        return english.per_class(text)
    return bool(_CLASSES.search(text) or (_EACH_CLASS.search(text) and _OF_SCHOOL.search(text)))


def recurrence(text: str) -> tuple[Recurrence | None, str]:
    """How often the clause asks for something, and a doubt (a Chinese sentence) where it is not plain."""
    if latin(text):
        return english.recurrence(text), ""
    odd = _ODD.search(text)
    if odd:
        day = odd["day"]
        said = f"“{odd[0]}”有两种读法：每月第一个星期{day}，或每个星期{day}。请选定一种。"
        return Recurrence(kind="monthly", count=1, unit="month"), said
    if _LAST.search(text):
        return Recurrence(kind="monthly", count=1, unit="month"), ""
    if other := UNCOMMON.search(text):
        return None, f"原文写“{other[0]}”，系统只能按周、月、季度、半年、年或学期安排，请选一种。"
    every = _EVERY.search(text)
    if every is None:
        return None, "原文只说定期或经常，没有写多久一次，请填写。" if _REGULAR.search(text) else ""
    whole = every["whole"]
    unit = ("term" if "学期" in whole else "year") if whole else _UNITS[every["unit"]]
    amount = _COUNT.match(text, every.end())
    if whole and (amount is None or amount["unit"] not in _TIMES):
        return None, ""  # 全年发放800份 is a quantity, not how often
    count = (integer(amount["n"]) if amount else None) or 1
    least = bool(amount and _LEAST.search(amount["before"]))
    if amount and amount["unit"] in _THINGS and not least:
        count = 1  # 每年评选20个 is done once a year
    kind = "minimum" if least else _KINDS[unit]
    return Recurrence(kind=kind, count=count, unit=unit), ""
