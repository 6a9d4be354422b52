"""The phases of a campaign (domain.md M09): who opens and closes them, and what a closing says of what is missing."""

from django.utils.translation import gettext_lazy as _

from zhengyou.organisations.rules import Permission

from ...models.campaigns import PhaseState
from .machine import Asked, Procedure, Reach, Transition, labels

_HANDLING = Asked(
    "handling",
    _("缺的怎么办"),
    required=False,
    help=_("有缺项才要写：哪些补、谁来补、补到什么时候；确实不补的，写明为什么。"),
    most=2000,
)

PHASE = Procedure(
    key="phase",
    name="阶段",
    title=_("阶段的开始和结束"),
    source="domain.md M09",
    purpose=_("到了日子阶段自己开始；结束以前先把缺什么列出来，缺的怎么办写清楚才结束。"),
    labels=labels(PhaseState),
    shapes={
        "planned": "not_due",
        "held": "excused",
        "open": "due",
        "listed": "awaiting",
        "closed": "done",
    },
    transitions=(
        Transition(
            "open_itself",
            _("到日子自己开始"),
            ("planned",),
            "open",
            Permission.DECIDE,
            Reach.NOBODY,
            told="阶段“{title}”到日子开始。",
        ),
        Transition(
            "open",
            _("现在开始"),
            ("planned", "held"),
            "open",
            Permission.DECIDE,
            Reach.OWN,
            told="开始阶段“{title}”。",
            hint=_("开始以后，本阶段的任务就可以报送。"),
            done=_("阶段已开始，本阶段的任务可以报送了。"),
            main=True,
        ),
        Transition(
            "hold",
            _("暂缓开始"),
            ("planned",),
            "held",
            Permission.DECIDE,
            Reach.OWN,
            comment=True,
            told="阶段“{title}”暂缓开始：{comment}",
            hint=_("到了日子也不自己开始；本阶段的任务要等开始以后才能报送。"),
            done=_("已暂缓。什么时候开始，由您这边按“现在开始”。"),
        ),
        Transition(
            "list",
            _("列出缺什么，准备结束"),
            ("open",),
            "listed",
            Permission.DECIDE,
            Reach.OWN,
            told="列出阶段“{title}”结束以前还缺的事项。",
            hint=_("按今天的情况列一份清单，阶段还没有结束，任务照常报送。"),
            done=_("清单已按今天的情况列好，请看一看。确认结束要由另一位同志办理（下级自己的方案除外）。"),
            main=True,
        ),
        Transition(
            "list_again",
            _("按今天重新列一份"),
            ("listed",),
            "listed",
            Permission.DECIDE,
            Reach.OWN,
            told="重新列出阶段“{title}”结束以前还缺的事项。",
            done=_("清单已按今天的情况重新列好，原来的一份还在。"),
        ),
        Transition(
            "close",
            _("确认结束"),
            ("listed",),
            "closed",
            Permission.DECIDE,
            Reach.OWN,
            by_another=True,
            asks=(_HANDLING,),
            told="结束阶段“{title}”。{handling}",
            hint=_("有缺项也可以结束，要写明缺的怎么办；清单随结束一起留下。"),
            done=_("阶段已结束，清单已留存。以后再报的事项照常收，标明“补录”；重新打开要写原因。"),
            main=True,
        ),
        Transition(
            "go_on",
            _("先不结束"),
            ("listed",),
            "open",
            Permission.DECIDE,
            Reach.OWN,
            told="阶段“{title}”先不结束。",
            done=_("阶段继续，清单留着备查。"),
        ),
        Transition(
            "reopen",
            _("重新打开"),
            ("closed",),
            "open",
            Permission.DECIDE,
            Reach.OWN,
            comment=True,
            told="重新打开阶段“{title}”：{comment}",
            done=_("阶段已重新打开，此后报的事项不再算补录；上次结束的清单还在。"),
        ),
    ),
)
