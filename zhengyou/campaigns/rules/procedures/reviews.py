"""Leader review (领导点评, domain.md P4): the superior says what is good, what is wrong and where to go; the reviewed
reads and answers; every problem is put right, and the next round begins with it."""

from django.utils.translation import gettext_lazy as _

from zhengyou.organisations.rules import Permission

from ...models.reviews import ReviewForm, ReviewState
from .machine import Asked, Kind, Procedure, Reach, Transition, labels

_SELF_REPORT = Asked(
    "self_report",
    _("小结"),
    help=_("这一段做了什么、还差什么，几句话就行。"),
    lacking=_("请写几句小结；不写也可以，不用交。"),
    most=2000,
)
_FORM = Asked(
    "form",
    _("怎么点评的"),
    Kind.CHOICE,
    lacking=_("请选怎么点评的。"),
    choices=tuple(ReviewForm.choices),
)
_HELD_ON = Asked("held_on", _("哪天点评的"), Kind.DAY, lacking=_("请选点评的那一天。"))
_STRENGTHS = Asked(
    "strengths",
    _("好在哪里"),
    help=_("写做成的具体的事。"),
    lacking=_("请写好在哪里，一件具体的事就行。"),
)
_DIRECTION = Asked(
    "direction",
    _("往哪里努力"),
    help=_("下一步做什么、做到什么程度。"),
    lacking=_("请写下一步往哪里努力。"),
)
_RESPONSE = Asked(
    "response",
    _("回应"),
    required=False,
    help=_("可以写打算怎么改，也可以说明情况；没有就不写。"),
)

REVIEW = Procedure(
    key="review",
    name="点评",
    title=_("领导点评"),
    source="domain.md P4",
    purpose=_("书记点评所属组织，支部书记点评每名党员；有问题就整改，下一轮先看上一轮的问题改了没有。"),
    labels=labels(ReviewState),
    shapes={
        "planned": "due",
        "reported": "due",
        "held": "awaiting",
        "read": "due",
        "closed": "done",
        "excused": "excused",
    },
    transitions=(
        Transition(
            "deliver",
            _("交小结"),
            ("planned", "reported"),
            "reported",
            Permission.DECIDE,
            Reach.OWNER,
            asks=(_SELF_REPORT,),
            told="为{title}交了小结。",
            hint=_("交不交都可以，交了点评的同志会先看。"),
            done=_("小结已交，点评的同志点评前会看到；点评之前可以改。"),
        ),
        Transition(
            "record",
            _("记下点评"),
            ("planned", "reported"),
            "held",
            Permission.DECIDE,
            Reach.RAISER_ITSELF,
            by_another=True,
            asks=(_FORM, _HELD_ON, _STRENGTHS, _DIRECTION),
            told="记下{title}。",
            hint=_("好的、问题、方向都要写；没有发现问题的写明依据。"),
            done=_("已记下点评，对方在待办里看到；看过之前可以更正。"),
            main=True,
        ),
        Transition(
            "correct",
            _("更正点评的记录"),
            ("held",),
            "held",
            Permission.DECIDE,
            Reach.RAISER_ITSELF,
            by_another=True,
            asks=(_FORM, _HELD_ON, _STRENGTHS, _DIRECTION),
            told="更正{title}的记录。",
            hint=_("对方看过之前可以更正。问题提错了的，到那条整改事项里撤销。"),
            done=_("已更正，对方看到的是更正后的。"),
        ),
        Transition(
            "read",
            _("看过了"),
            ("held",),
            "read",
            Permission.DECIDE,
            Reach.OWNER,
            asks=(_RESPONSE,),
            told="看过{title}。",
            hint=_("可以写几句回应，点评的同志会看到。"),
            done=_("已告诉点评的同志您看过了。有问题的，按整改事项一件一件改。"),
            main=True,
        ),
        Transition(
            "close",
            _("问题都销号，办结"),
            ("read",),
            "closed",
            Permission.DECIDE,
            Reach.NOBODY,
            told="{title}里的问题都已销号，办结。",
        ),
        Transition(
            "reopen",
            _("问题反弹，继续整改"),
            ("closed",),
            "read",
            Permission.DECIDE,
            Reach.NOBODY,
            told="{title}里有问题反弹，继续整改。",
        ),
        Transition(
            "excuse",
            _("这一轮不点评"),
            ("planned", "reported"),
            "excused",
            Permission.DECIDE,
            Reach.RAISER_ITSELF,
            comment=True,
            by_another=True,
            told="{title}免评：{comment}",
            hint=_("长期病休、外出联系不上的才用。免评的不算在应点评里，另外计数，上级看得到有几个。"),
            done=_("已记下免评的原因；情况变了可以恢复。"),
        ),
        Transition(
            "resume",
            _("恢复点评"),
            ("excused",),
            "planned",
            Permission.DECIDE,
            Reach.RAISER_ITSELF,
            by_another=True,
            told="恢复{title}。",
            done=_("已恢复，这一轮还要点评。"),
        ),
    ),
)
