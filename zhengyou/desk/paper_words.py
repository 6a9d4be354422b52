"""What the ledger tells of ballots, online and on paper, in the words of those who read it."""

from django.utils.translation import gettext_lazy

PAPERS = {
    "ballots": gettext_lazy("选票（张）"),
    "unreadable": gettext_lazy("读不出的票（张）"),
    "slips": gettext_lazy("纸条（张）"),
    "situation": gettext_lazy("通报的情况"),
    "papers": gettext_lazy("纸质票（张）"),
    "handed": gettext_lazy("发出的纸质票（张）"),
    "unused": gettext_lazy("没有发出去的纸质票（张）"),
    "found": gettext_lazy("箱里的纸质票（张）"),
    "first_done": gettext_lazy("第一遍录完"),
    "second_done": gettext_lazy("第二遍录完"),
    "first_agrees": gettext_lazy("第一位核对过"),
    "second_agrees": gettext_lazy("第二位核对过"),
    "missing": gettext_lazy("缺的号（个）"),
}
"""Fields of rounds, boxes and bundles, for ledger_words."""
