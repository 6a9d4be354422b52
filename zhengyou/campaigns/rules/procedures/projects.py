"""The named project of an organisation (一支部一品牌, domain.md M17): the level above confirms what came of it."""

from django.utils.translation import gettext_lazy as _

from zhengyou.organisations.rules import Permission

from ...models.projects import ProjectState
from .machine import Asked, Kind, Procedure, Reach, Transition, labels

_RESULT = Asked(
    "result",
    _("做成了什么"),
    help=_("写看得见的结果，一两句就够。"),
    lacking=_("请写做成了什么，一两句就够。"),
)
_DONE_ON = Asked("done_on", _("哪天做成的"), Kind.DAY, lacking=_("请选做成的那一天。"))

PROJECT = Procedure(
    key="project",
    name="品牌项目",
    title=_("品牌项目"),
    source="domain.md P17, M17",
    purpose=_("一支部一品牌：有目标、有人负责、一步一步做，结果由上级确认。"),
    labels=labels(ProjectState),
    shapes={
        "draft": "due",
        "running": "due",
        "reported": "awaiting",
        "confirmed": "done",
        "given_up": "excused",
    },
    transitions=(
        Transition(
            "begin",
            _("开始做"),
            ("draft",),
            "running",
            Permission.RECORD,
            Reach.OWN,
            told="开始做品牌项目“{title}”。",
            done=_("已经开始。上级看得到；以后记活动时可以勾上它，不用另外再写。"),
            main=True,
        ),
        Transition(
            "report",
            _("报告结果"),
            ("running",),
            "reported",
            Permission.RECORD,
            Reach.OWN,
            asks=(_RESULT, _DONE_ON),
            told="报告品牌项目“{title}”于{done_on}做成。",
            hint=_("写做成了什么，由上级确认。"),
            done=_("已报上去，等上级确认；确认之前可以收回再改。"),
            main=True,
        ),
        Transition(
            "take_back",
            _("收回结果"),
            ("reported",),
            "running",
            Permission.RECORD,
            Reach.OWN,
            told="收回品牌项目“{title}”的结果。",
            done=_("已收回，改好再报。"),
        ),
        Transition(
            "confirm",
            _("确认"),
            ("reported",),
            "confirmed",
            Permission.DECIDE,
            Reach.ABOVE,
            by_another=True,
            told="确认品牌项目“{title}”的结果。",
            done=_("已确认，计入做成的品牌项目。"),
            main=True,
        ),
        Transition(
            "send_back",
            _("还没做到，退回"),
            ("reported",),
            "running",
            Permission.DECIDE,
            Reach.ABOVE,
            comment=True,
            by_another=True,
            told="退回品牌项目“{title}”的结果：{comment}",
            done=_("已退回，对方会看到您的意见，接着做。"),
        ),
        Transition(
            "give_up",
            _("不做了"),
            ("draft", "running"),
            "given_up",
            Permission.RECORD,
            Reach.OWN,
            comment=True,
            told="品牌项目“{title}”不做了：{comment}",
            hint=_("写明原因；已经做的活动照样算数。"),
            done=_("已停下，原因留在经过里；以后还可以另外再拟。"),
        ),
    ),
)
