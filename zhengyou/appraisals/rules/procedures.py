"""A round of appraisal as one declared table (domain.md P5): who may take which step, and what it tells."""

from django.utils.translation import gettext_lazy as _

from zhengyou.campaigns.rules.procedures import Asked, Kind, Procedure, Reach, Transition
from zhengyou.campaigns.rules.procedures.machine import labels
from zhengyou.organisations.rules import Permission

from ..models.rounds import RoundState
from .democratic import GRADING
from .spirit import ANALYSIS

_SITUATION = Asked(
    "situation",
    _("通报什么情况"),
    help=_("投票的人先要知道评的是什么：这段时间做了哪些事，上次评议的问题改得怎样。写在评议票的前面。"),
    lacking=_("请写要通报的情况，投票的人凭它来评。"),
    most=3000,
)

_PUT_RIGHT_BY = Asked(
    "put_right_by",
    _("要求哪天以前改好"),
    Kind.DAY,
    lacking=_("请选一个日子。"),
)

APPRAISAL = Procedure(
    key="appraisal",
    name="这一轮评议",
    title=_("评议"),
    source="domain.md P5",
    purpose=_("谁投的、投了什么，没有人能对上；数票的不是组织评议的，也不是被评的。"),
    labels=labels(RoundState),
    shapes={
        "scheduled": "not_due",
        "framed": "due",
        "circulated": "due",
        "open": "due",
        "closed": "awaiting",
        "counted": "awaiting",
        "approved": "awaiting",
        "published": "done",
        "rectifying": "due",
        "checked": "done",
        "cancelled": "excused",
    },
    transitions=(
        Transition(
            "fix_frame",
            _("定下范围和参加人"),
            ("scheduled",),
            "framed",
            Permission.DECIDE,
            Reach.OWN,
            told="定下{title}的范围和参加人。",
            hint=_("照今天的名册定下评谁、谁来评；定了以后名册再变，这一轮也不变。"),
            done=_("范围已定。下一步把情况通报给投票的人。"),
            main=True,
        ),
        Transition(
            "circulate",
            _("通报情况"),
            ("framed",),
            "circulated",
            Permission.DECIDE,
            Reach.OWN,
            asks=(_SITUATION,),
            told="通报{title}的情况。",
            done=_("已通报，写在评议票的前面。监票人都做好钥匙条以后就可以开始投票。"),
            main=True,
        ),
        Transition(
            "open",
            _("开始投票"),
            ("circulated",),
            "open",
            Permission.DECIDE,
            Reach.OWN,
            told="{title}开始投票。",
            hint=_("开始以后，收到的票都锁着，到两位监票人一起开箱，谁也看不到。"),
            done=_("投票已开始。党员在待办里领评议码，服务对象抽纸条。"),
            main=True,
        ),
        Transition(
            "close",
            _("截止投票"),
            ("open",),
            "closed",
            Permission.DECIDE,
            Reach.OWN,
            told="{title}截止投票。",
            hint=_("截止以后不再收票，也不能再开始。"),
            done=_("已截止。请两位监票人带着钥匙条开箱。"),
            main=True,
        ),
        Transition(
            "count",
            _("开箱计票"),
            ("closed",),
            "counted",
            Permission.VIEW_CAMPAIGN,
            Reach.APPOINTED,
            told="开箱计票：{title}共收到{ballots}张票，指纹{fingerprint}。",
            hint=_("要两位监票人各填自己的钥匙条。"),
            done=_("已开箱计票，票打乱了次序，评议码都已销毁。请组织评议的单位审定。"),
            main=True,
        ),
        Transition(
            "approve",
            _("审定"),
            ("counted",),
            "approved",
            Permission.DECIDE,
            Reach.OWN,
            by_another=True,
            told="审定{title}的结果。",
            hint=_("审定的是计票过程和结果；票数不能改。"),
            done=_("已审定，可以公布。"),
            main=True,
        ),
        Transition(
            "publish",
            _("公布结果"),
            ("approved",),
            "published",
            Permission.DECIDE,
            Reach.OWN,
            told="公布{title}的结果。",
            hint=_("组织的结果公开；党员个人的结果只在本支部党员大会上公布，这里只给本人和支部看。"),
            done=_("已公布，投票的人可以凭回执码查到自己的票计进去了。"),
            main=True,
        ),
        Transition(
            "rectify",
            _("反映的问题转整改"),
            ("published",),
            "rectifying",
            Permission.DECIDE,
            Reach.OWN,
            asks=(_PUT_RIGHT_BY,),
            told="{title}反映的问题转整改。",
            hint=_("监票人归出来的每一类问题，各开一件整改，交给被评的单位。"),
            done=_("每一类问题都开了整改，被评的单位在待办里看得到。都销号以后可以核查。"),
            main=True,
        ),
        Transition(
            "check",
            _("核查完毕"),
            ("published", "rectifying"),
            "checked",
            Permission.DECIDE,
            Reach.OWN,
            told="{title}反映的问题都核查过了。",
            hint=_("反映的问题都有整改、都已销号，才能核查完毕。"),
            done=_("这一轮评议办结。"),
            main=True,
        ),
        Transition(
            "cancel",
            _("取消这一轮"),
            ("scheduled", "framed", "circulated"),
            "cancelled",
            Permission.DECIDE,
            Reach.OWN,
            comment=True,
            told="取消{title}：{comment}",
            done=_("已取消。"),
        ),
    ),
)

PROCEDURES = {APPRAISAL.key: APPRAISAL, GRADING.key: GRADING, ANALYSIS.key: ANALYSIS}
"""The procedures of the room (settings.PROCEDURES)."""
