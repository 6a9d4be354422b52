"""What of appraisals stands in the ledger, in the words of those who read it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

KINDS: dict[str, str | Promise] = {
    "appraisals.round": gettext_lazy("评议"),
    "appraisals.officer": gettext_lazy("监票人、计票人"),
    "appraisals.batch": gettext_lazy("评议的纸条"),
    "appraisals.sample": gettext_lazy("电话抽样"),
    "appraisals.memberround": gettext_lazy("民主评议党员、党性分析"),
    "appraisals.grading": gettext_lazy("一名党员的民主评议"),
    "appraisals.analysis": gettext_lazy("一份党性分析"),
    "appraisals.box": gettext_lazy("评议的票箱"),
    "appraisals.bundle": gettext_lazy("录入的纸质票"),
    "appraisals.theme": gettext_lazy("评议里写的话"),
    "appraisals.voiding": gettext_lazy("选票作废"),
}
FIELDS: dict[str, str | Promise] = {
    "method": gettext_lazy("怎么抽"),
    "wanted": gettext_lazy("要抽几个"),
    "size": gettext_lazy("名单上有几个"),
    "frame": gettext_lazy("名单的摘要"),
    "drawn": gettext_lazy("抽中几个"),
    "used_codes": gettext_lazy("用掉的评议码（个）"),
    "sealed_found": gettext_lazy("票箱里的票（张）"),
    "themes_released": gettext_lazy("写的话归好类交出"),
    "problem": gettext_lazy("是要整改的问题"),
    "unreadable": gettext_lazy("读不出的票（张）"),
    "fingerprint": gettext_lazy("全部选票的指纹"),
}
