"""Self-check (自查、对标定位, domain.md P8): an organisation looks at itself item by item, those above agree or send it
back, and every gap is put right as a rectification."""

from django.utils.translation import gettext_lazy as _

from zhengyou.organisations.rules import Permission

from ...models.selfchecks import SelfCheckState
from .machine import Procedure, Reach, Transition, labels

SELF_CHECK = Procedure(
    key="selfcheck",
    name="自查表",
    title=_("自查对标"),
    source="domain.md P8",
    purpose=_("对着标准一项一项看：达到了的有依据，没达到的有措施、有人、有期限，改好了才办结。"),
    labels=labels(SelfCheckState),
    shapes={
        "open": "due",
        "handed_up": "awaiting",
        "sent_back": "returned",
        "running": "due",
        "closed": "done",
    },
    transitions=(
        Transition(
            "hand_up",
            _("交上去"),
            ("open", "sent_back"),
            "handed_up",
            Permission.RECORD,
            Reach.OWN,
            told="交上{title}的自查表：达到{met}项，有差距{gaps}项。",
            hint=_("每一项都要么有依据，要么有措施、负责人和期限。"),
            done=_("自查表已交，上级在待办里看到。审核之前可以收回来改。"),
            main=True,
        ),
        Transition(
            "take_back",
            _("收回来改"),
            ("handed_up",),
            "open",
            Permission.RECORD,
            Reach.OWN,
            told="收回{title}的自查表。",
            done=_("已收回，填过的都在，改好再交。"),
        ),
        Transition(
            "agree",
            _("同意"),
            ("handed_up",),
            "running",
            Permission.DECIDE,
            Reach.RAISER,
            by_another=True,
            told="同意{title}的自查表：达到{met}项，有差距{gaps}项。",
            hint=_("同意以后，每项差距开一件整改，由您这边核验销号。"),
            done=_("已同意。有差距的各开了一件整改，对方按自己定的期限改，由您这边核验；都改好就办结。"),
            main=True,
        ),
        Transition(
            "send_back",
            _("退回补充"),
            ("handed_up",),
            "sent_back",
            Permission.DECIDE,
            Reach.RAISER,
            comment=True,
            by_another=True,
            told="退回{title}的自查表：{comment}",
            done=_("已退回，对方会看到您的意见，填过的都在。"),
        ),
        Transition(
            "close",
            _("都达到或改好了，办结"),
            ("running",),
            "closed",
            Permission.DECIDE,
            Reach.NOBODY,
            told="{title}的自查表里各项都达到或改好了，办结。",
        ),
        Transition(
            "reopen",
            _("差距反弹，继续整改"),
            ("closed",),
            "running",
            Permission.DECIDE,
            Reach.NOBODY,
            told="{title}的自查表里有差距反弹，继续整改。",
        ),
    ),
)
