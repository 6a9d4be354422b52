"""Party-spirit analysis (党性分析, domain.md P7): for the member, the branch committee and the superior only; no text
is ever measured by its length."""

from django.utils.translation import gettext_lazy as _

from zhengyou.campaigns.rules.procedures import Asked, Kind, Procedure, Reach, Transition
from zhengyou.campaigns.rules.procedures.machine import Words, labels
from zhengyou.organisations.rules import Permission

from ..models.members import AnalysisState

DONE = ("fed_back", "filed", "circulated")
"""States in which both the report and the written feedback are there: what counts as complete."""


def _of_branch(
    verb: str, label: Words, source: str, target: str, asked: Asked, told: str, done: Words
) -> Transition:
    return Transition(
        verb,
        label,
        (source,),
        target,
        Permission.RECORD,
        Reach.OWN,
        asks=(asked,),
        told=told,
        done=done,
        main=True,
    )


ANALYSIS = Procedure(
    key="spirit",
    name="这份党性分析",
    title=_("党性分析"),
    source="domain.md P7",
    purpose=_("自己找问题，听意见，支部书面反馈；只有本人、支部委员会和上级看得到，长短不限。"),
    labels=labels(AnalysisState),
    shapes={
        "noticed": "due",
        "gathered": "due",
        "talked": "due",
        "written": "due",
        "stated": "due",
        "commented": "due",
        "judged": "due",
        "fed_back": "done",
        "filed": "done",
        "circulated": "done",
        "excused": "excused",
    },
    transitions=(
        _of_branch(
            "gather", _("记下征求到的意见"), "noticed", "gathered",
            Asked("opinions", _("征求到的意见"), help=_("写说了什么，不写谁说的；没有意见也写一句。"),
                  lacking=_("请写征求到的意见；确实没有，也写一句。"), most=3000),
            "为{title}征求了意见。", _("已记下。下一步谈心。"),
        ),
        _of_branch(
            "talk", _("记下谈心"), "gathered", "talked",
            Asked("talks", _("谈心谈了什么"), lacking=_("请写谈心的情况，几句话就行。"), most=3000),
            "为{title}谈了心。", _("已记下。下一步由本人写报告。"),
        ),
        Transition(
            "write",
            _("写报告"),
            ("talked", "written"),
            "written",
            Permission.COMMIT,
            Reach.ON_BEHALF,
            asks=(
                Asked("problems", _("存在的问题"), lacking=_("请写存在的问题。"), most=20000),
                Asked("roots", _("根源"), lacking=_("请写问题的根源。"), most=20000),
                Asked("direction", _("努力方向"), lacking=_("请写努力方向。"), most=20000),
            ),
            told="交来{title}的报告。",
            hint=_("长短不限。会上说明以前都可以再改。"),
            done=_("报告已交。只有您本人、支部委员会和上级看得到。"),
            main=True,
        ),
        _of_branch(
            "state", _("记下会上说明"), "written", "stated",
            Asked("stated_on", _("哪天的会"), Kind.DAY, lacking=_("请选开会的那一天。")),
            "{title}在会上作了说明。", _("已记下。下一步记下会上的评议。"),
        ),
        _of_branch(
            "comment", _("记下会上的评议"), "stated", "commented",
            Asked("criticism", _("会上的批评意见"), lacking=_("请写会上的批评意见；没有也写一句。"), most=3000),
            "记下对{title}的评议。", _("已记下。下一步由支部写意见。"),
        ),
        Transition(
            "judge",
            _("写支部意见"),
            ("commented",),
            "judged",
            Permission.DECIDE,
            Reach.OWN,
            asks=(Asked("opinion", _("支部意见"), lacking=_("请写支部的意见。"), most=3000),),
            told="支部对{title}写了意见。",
            done=_("已写。下一步书面反馈给本人。"),
            main=True,
        ),
        Transition(
            "feed_back",
            _("书面反馈"),
            ("judged",),
            "fed_back",
            Permission.DECIDE,
            Reach.OWN,
            asks=(Asked("feedback", _("反馈给本人的话"), lacking=_("请写反馈给本人的话。"), most=3000),),
            told="{title}书面反馈给本人。",
            done=_("已反馈，本人打开就能看到。普通党员的到这里就办完了。"),
            main=True,
        ),
        Transition(
            "file",
            _("报上级（领导干部）"),
            ("fed_back",),
            "filed",
            Permission.DECIDE,
            Reach.OWN,
            told="{title}报上级。",
            done=_("已报上级。"),
        ),
        Transition(
            "circulate",
            _("在规定范围通报"),
            ("fed_back", "filed"),
            "circulated",
            Permission.DECIDE,
            Reach.OWN,
            told="{title}在规定范围通报。",
            done=_("已通报。"),
        ),
        Transition(
            "excuse",
            _("这次不写"),
            ("noticed", "gathered", "talked"),
            "excused",
            Permission.DECIDE,
            Reach.OWN,
            comment=True,
            told="{title}这次不写：{comment}",
            done=_("已记下原因，不再计入应写。"),
        ),
    ),
)  # fmt: skip
