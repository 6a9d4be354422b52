"""Written summaries of members (书面小结, domain.md M28): written from what is on record, handed in, published in the
branch and nowhere above it (docs/decisions/0020)."""

from django.utils.translation import gettext_lazy as _

from zhengyou.organisations.rules import Permission

from ...models.summaries import SummaryState
from .machine import Asked, Kind, Procedure, Reach, Transition, labels

TEXTS = (
    Asked(
        "promised", _("我的承诺办得怎么样"), required=False,
        help=_("已经把系统里记着的承诺和结果写好了，可以改，可以删。"), most=1500,
    ),
    Asked(
        "took_part", _("参加了什么、做了什么"), required=False,
        help=_("已经把记录里有您的活动写好了；没有记的，您自己补上。"), most=1500,
    ),
    Asked(
        "put_right", _("有什么问题，改得怎么样"), required=False,
        help=_("点评、自己查出来的都可以写。"), most=1500,
    ),
    Asked(
        "next_steps", _("下一步打算做什么"), required=False,
        help=_("写一两件具体的事就够。"), most=1500,
    ),
)  # fmt: skip
_WHERE = Asked(
    "published_where",
    _("在支部哪里公布"),
    Kind.LINE,
    help=_("比如“支部大会”“支部活动室公开栏”。"),
    lacking=_("请写在支部哪里公布。"),
    most=120,
)
_WHEN = Asked("published_on", _("哪天公布"), Kind.DAY, lacking=_("请选公布的那一天。"))
_BY_MEMBER = (Permission.COMMIT, Reach.SELF)
_BY_BRANCH = (Permission.DECIDE, Reach.OWN)

SUMMARY = Procedure(
    key="summary",
    name="这份小结",
    title=_("党员的书面小结"),
    source="domain.md M28",
    purpose=_("党员写自己做了什么、还差什么，交给支部，在支部里公布；上级只看到交了几份。"),
    labels=labels(SummaryState),
    shapes={"draft": "due", "handed_in": "awaiting", "returned": "returned", "published": "done"},
    transitions=(
        Transition(
            "keep", _("先存着"), ("draft",), "draft", *_BY_MEMBER, asks=TEXTS,
            told="接着写{title}。", done=_("已存下，只有您自己看得到；写好了再交。"),
        ),
        Transition(
            "hand_in", _("交给支部"), ("draft", "returned"), "handed_in", *_BY_MEMBER, asks=TEXTS,
            told="交了{title}。", hint=_("交了以后支部书记看得到；公布以后本支部的党员看得到。"),
            done=_("已交给支部。公布之前您可以拿回来再改。"), main=True,
        ),
        Transition(
            "type_in", _("替本人录入"), ("draft", "returned"), "handed_in", Permission.RECORD, Reach.OWN, asks=TEXTS,
            told="替本人录入{title}。", hint=_("照本人写的纸面小结录入，会注明“代录”。"),
            done=_("已录入，注明了“代录”。"), main=True,
        ),
        Transition(
            "take_back", _("拿回来再改"), ("handed_in",), "draft", *_BY_MEMBER, told="拿回{title}再改。",
            done=_("已拿回来，只有您自己看得到；改好了再交。"),
        ),
        Transition(
            "publish", _("在支部公布"), ("handed_in",), "published", *_BY_BRANCH, asks=(_WHERE, _WHEN),
            told="{published_on}在支部公布{title}。", hint=_("公布以后本支部的党员看得到，上级和外面的人看不到。"),
            done=_("已公布，本支部的党员看得到。要收回，在这一页上按“收回公布”。"), main=True,
        ),
        Transition(
            "send_back", _("请本人补充"), ("handed_in",), "returned", *_BY_BRANCH, comment=True, by_another=True,
            told="请本人补充{title}。", hint=_("写清楚补什么。"), done=_("已退回，本人在待办里看到您的话。"),
        ),
        Transition(
            "unpublish", _("收回公布"), ("published",), "handed_in", *_BY_BRANCH, comment=True,
            told="收回{title}的公布。", done=_("已收回，现在只有本人和书记看得到。"),
        ),
    ),
)  # fmt: skip
