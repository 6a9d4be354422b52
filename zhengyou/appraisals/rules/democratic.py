"""Democratic appraisal of members (民主评议党员, domain.md P6): the votes stand beside the grade and never make it."""

from django.utils.translation import gettext_lazy as _

from zhengyou.campaigns.rules.procedures import Asked, Kind, Procedure, Reach, Transition
from zhengyou.campaigns.rules.procedures.machine import labels
from zhengyou.organisations.rules import Permission

from ..models.members import Grade, GradingState

SEEN_BY_MEMBER = frozenset({"told", "objected", "approved", "used"})
"""States in which the grade is more than the committee's draft: the member and those above read it."""
_OPEN = ("study", "self", "mutual", "ballot", "grade")

GRADING = Procedure(
    key="democratic",
    name="这名党员的民主评议",
    title=_("民主评议党员"),
    source="domain.md P6",
    purpose=_("每名党员都评到、都告知；等次由支部委员会综合研究，不照票数折算。"),
    labels=labels(GradingState),
    shapes={
        "study": "due",
        "self": "due",
        "mutual": "due",
        "ballot": "due",
        "grade": "due",
        "graded": "awaiting",
        "told": "awaiting",
        "objected": "returned",
        "approved": "done",
        "used": "done",
        "excused": "excused",
    },
    transitions=(
        Transition(
            "study",
            _("记下学习"),
            ("study",),
            "self",
            Permission.RECORD,
            Reach.OWN,
            asks=(
                Asked("studied_on", _("哪天学的"), Kind.DAY, lacking=_("请选学习的那一天。")),
                Asked("study", _("学了什么"), Kind.LINE, lacking=_("请写学了什么，一句话就行。"), most=200),
            ),
            told="记下{title}前的学习。",
            done=_("已记下。下一步由党员自评。"),
            main=True,
        ),
        Transition(
            "assess",
            _("写自评"),
            ("self", "mutual"),
            "mutual",
            Permission.COMMIT,
            Reach.ON_BEHALF,
            asks=(
                Asked(
                    "own_text",
                    _("自评"),
                    help=_("做得怎样、差在哪里、怎么改；长短不限。"),
                    lacking=_("请写几句自评。"),
                    most=5000,
                ),
            ),
            told="交来{title}的自评。",
            hint=_("互评以前都可以再改。"),
            done=_("自评已交给支部。"),
            main=True,
        ),
        Transition(
            "discuss",
            _("记下互评"),
            ("mutual",),
            "ballot",
            Permission.RECORD,
            Reach.OWN,
            asks=(
                Asked(
                    "comments",
                    _("会上大家怎么说"),
                    help=_("写说了什么，不写谁说的。"),
                    lacking=_("请记下会上的评议，几句话就行。"),
                    most=3000,
                ),
            ),
            told="记下{title}的互评。",
            done=_("互评已记下。下一步是不记名测评。"),
            main=True,
        ),
        Transition(
            "vote",
            _("测评办完了"),
            ("ballot",),
            "grade",
            Permission.RECORD,
            Reach.OWN,
            told="{title}的测评办完了。",
            done=_("下一步由支部委员会综合研究，定等次。"),
        ),
        Transition(
            "decide",
            _("定等次"),
            ("grade", "graded", "objected"),
            "graded",
            Permission.DECIDE,
            Reach.OWN,
            asks=(
                Asked(
                    "grade",
                    _("等次"),
                    Kind.CHOICE,
                    lacking=_("请选一个等次。"),
                    choices=tuple(Grade.choices),
                ),
                Asked("reason", _("为什么"), Kind.LINE, lacking=_("请写定这个等次的理由。"), most=500),
            ),
            told="支部委员会定下{title}的等次。",
            hint=_("由支部委员会综合日常表现研究，测评的票数只作参考。告知以前只有支部委员会看得到。"),
            done=_("等次已定，还只有支部委员会看得到。下一步告知本人。"),
            main=True,
        ),
        Transition(
            "tell",
            _("告知本人"),
            ("graded",),
            "told",
            Permission.DECIDE,
            Reach.OWN,
            told="把{title}的等次告知本人。",
            done=_("已告知，本人打开就能看到，有异议可以提。"),
            main=True,
        ),
        Transition(
            "object",
            _("有异议"),
            ("told",),
            "objected",
            Permission.COMMIT,
            Reach.SELF,
            asks=(
                Asked(
                    "objection",
                    _("异议和理由"),
                    lacking=_("请写哪里不符合实际，支部委员会照着复核。"),
                    most=2000,
                ),
            ),
            told="对{title}的等次提出异议。",
            done=_("支部委员会会复核并答复您。只有支部委员会和上级看得到。"),
        ),
        Transition(
            "answer",
            _("答复，维持等次"),
            ("objected",),
            "told",
            Permission.DECIDE,
            Reach.OWN,
            asks=(Asked("answer", _("答复"), lacking=_("请写复核的情况和维持的理由。"), most=2000),),
            told="答复{title}的异议。",
            done=_("已答复本人。"),
        ),
        Transition(
            "approve",
            _("审批"),
            ("told",),
            "approved",
            Permission.DECIDE,
            Reach.ABOVE_OR_TOP,
            told="审批{title}的等次。",
            done=_("已审批，支部可以运用结果。"),
            main=True,
        ),
        Transition(
            "send_back",
            _("退回支部再研究"),
            ("told",),
            "grade",
            Permission.DECIDE,
            Reach.ABOVE_OR_TOP,
            comment=True,
            told="退回{title}的等次：{comment}",
            done=_("已退回支部委员会。"),
        ),
        Transition(
            "use",
            _("记下怎么运用"),
            ("approved",),
            "used",
            Permission.DECIDE,
            Reach.OWN,
            asks=(
                Asked(
                    "used_for",
                    _("怎么运用的"),
                    Kind.LINE,
                    help=_("比如推荐表彰、谈话提醒、限期改正。不合格的，另按组织程序办，不在这里办。"),
                    lacking=_("请写结果用在了哪里。"),
                    most=300,
                ),
            ),
            told="记下{title}结果的运用。",
            done=_("这名党员的民主评议办结。"),
            main=True,
        ),
        Transition(
            "excuse",
            _("这次不评"),
            _OPEN,
            "excused",
            Permission.DECIDE,
            Reach.OWN,
            comment=True,
            told="{title}这次不评：{comment}",
            done=_("已记下不评的原因，上级审批时看得到。"),
        ),
    ),
)


def most_excellent(members: int, percent: int) -> int:
    """How many of so many members are generally graded excellent at most: a third where the policy says 33 (R15)."""
    return members // 3 if percent == 33 else members * percent // 100


GRADES = [(grade.value, str(grade.label)) for grade in Grade]
"""The four grades with their words."""
