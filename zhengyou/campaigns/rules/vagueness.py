"""What makes a promise vague (domain.md P3 "vague wording flagged", section 7): told while it is written and when it is
vetted, and never a reason to stop it."""

import re
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Vague(StrEnum):
    """One thing that an item lacks, or says without saying anything."""

    NUMBER = "number"
    DAY = "day"
    BENEFICIARY = "beneficiary"
    WORDS = "words"
    BASE = "base"
    CHILD = "child"


HINTS: dict[Vague, str | Promise] = {
    Vague.NUMBER: _("没有数量，也看不出做成什么样：写做几件、几次、几户，或者一个看得见的结果。"),
    Vague.DAY: _("没有写哪天以前做到。"),
    Vague.BENEFICIARY: _("没有写谁受益：写给谁办、方便了谁。"),
    Vague.WORDS: _("“努力、进一步、加强”这样的话没法核实：改成做什么、做几次。"),
    Vague.BASE: _("说比过去多或少，要写原来是多少、要到多少。"),
    Vague.CHILD: _("写到孩子的，不要写姓名，写“一名学生”就行。"),
}

_DIGIT = r"[0-9０-９〇零一二两三四五六七八九十百千万半]"
# A number counts where something is counted by it: "三次", "20户", "百分之五", "每周一次", not "一定" or "统一".
_COUNTED = re.compile(
    rf"{_DIGIT}+\s*(?:[.．]{_DIGIT}+)?\s*多?余?(?:%|％|个|次|件|户|人|名|位|篇|场|期|节|课|条|项|天|日|周|月|年|季|小时|分钟|元|"
    r"万|亿|吨|公斤|斤|亩|米|公里|里|套|台|本|册|份|处|家|组|对|所|棵|株|盏|辆|趟|遍|轮|班|堂|页|字|分|成|倍|步|张|块|盒|只|头|平方)"
    rf"|百分之{_DIGIT}|每[天日周月季年]|每个?(?:星期|月|季度|学期)|逐[户人一]|零(?:事故|投诉|差错|缺勤|旷课)"
)
# "一件" after all: these begin with a numeral and count nothing.
_NOT_COUNTED = re.compile(
    r"一(?:定|切|贯|直|致|心一意|流|些)|统一|进一步|万分|十分|百倍|千方百计|一步一|三个代表|第一"
)
_SEEN = re.compile(
    r"建成|装好|修好|开通|挂牌|公布|公示|上墙|完工|通车|通水|通电|投入使用|取得.{0,8}证|发表|结对|不发生|不出现|全部|每一"
)
_WORDS = re.compile(
    r"努力|尽力|尽量|尽可能|争取|力争|进一步|加强|加大|强化|深化|提高认识|提升.{0,4}(?:水平|能力|素质|形象)|不断|积极|认真|切实|扎实|"
    r"充分发挥|高度重视|大力|全面推进|做好.{0,6}工作|搞好|抓好|适时|若干|适当|有所|逐步"
)
_COMPARED = re.compile(
    r"比(?:去年|上年|上一年|往年|上学期|上季度|上月|以前|过去|同期)[^，。；]{0,12}(?:多|少|高|低|快|增|减|提升|下降|缩短|提前|好)"
    r"|(?:同比|环比)|(?:增长|增加|减少|下降|提高|缩短|降低)(?:了|到)?(?:一些|不少|明显|一定)|有明显(?:提高|改善|下降|好转)"
)
_DAY = re.compile(
    r"月底|年底|年内|年前|年终|季度末|学期末|期末|春节|七一|国庆|元旦|五一|[0-9０-９一二三四五六七八九十]+\s*月(?:份|前|内)?|"
    r"以前|之前|当天|当日|随时|[日天]内|工作日内|每[天日周月季年]"
)
_CHILD = re.compile(r"留守儿童|儿童|学生|孩子|小朋友|未成年|幼儿|少年|娃")


def vague(
    text: str, result: str = "", *, beneficiary: str = "", counted: bool = False, dated: bool = False
) -> list[Vague]:
    """What an item lacks, in the order of `Vague`. `counted`: a quantity is given beside it, `dated`: a deadline."""
    whole = f"{text}。{result}"
    plain = _NOT_COUNTED.sub("", whole)
    number = counted or bool(_COUNTED.search(plain))
    found = {
        Vague.NUMBER: not number and not _SEEN.search(whole),
        Vague.DAY: not dated and not _DAY.search(whole),
        Vague.BENEFICIARY: not beneficiary.strip(),
        Vague.WORDS: bool(_WORDS.search(whole)) and not number,
        Vague.BASE: bool(_COMPARED.search(whole)) and not re.search(rf"{_DIGIT}", plain),
        Vague.CHILD: bool(_CHILD.search(f"{whole}{beneficiary}")),
    }
    return [one for one, is_so in found.items() if is_so]


def hints(found: list[Vague]) -> list[str]:
    """The sentences of these, for people."""
    return [str(HINTS[one]) for one in found]
