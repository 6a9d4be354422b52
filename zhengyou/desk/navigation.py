"""What every page shows around its content: who I am, in which post, and where I may go."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from zhengyou.organisations.middleware import current_actor
from zhengyou.organisations.rules import Actor, Permission


@dataclass(frozen=True)
class Place:
    """One entry of the navigation."""

    label: str
    url: str
    current: bool


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The actor, the other posts held, and the navigation's entries that the post allows; nothing for strangers."""
    if not hasattr(request, "actors") or not request.user.is_authenticated:
        return {}
    actor = current_actor(request)
    if actor is None:
        return {}
    places = [
        (_("待办"), "desk", None),
        (_("活动"), "campaigns", Permission.VIEW_CAMPAIGN),
        (_("方案"), "plans", Permission.VIEW_PLANS),
        (_("组织"), "organisations", Permission.VIEW_ORGANISATIONS),
        (_("报告"), "reports", Permission.VIEW_REPORT),
        (_("公开"), "public-campaigns", None),
    ]
    return {
        "actor": actor,
        "posts": request.actors,
        "navigation": [
            _place(request, label, name)
            for label, name, permission in places
            if permission is None or actor.may(permission)
        ],
    }


def _place(request: HttpRequest, label: str, name: str) -> Place:
    url = reverse(name)
    current = request.path == url if name == "desk" else request.path.startswith(url)
    return Place(label, url, current)


@dataclass(frozen=True)
class Elsewhere:
    """A place to go from the desk, with a sentence on what is to be found there."""

    label: str
    url: str
    sentence: str


def elsewhere(actor: Actor) -> list[Elsewhere]:
    """Where the actor's post may look around."""
    places = [
        (_("活动进展"), "campaigns", Permission.VIEW_CAMPAIGN, _("各阶段走到哪了，哪些还没报。")),
        (_("报送记录"), "records", Permission.VIEW_RECORDS, _("本级和下级做了什么，验收了没有。")),
        (_("组织和党员"), "organisations", Permission.VIEW_ORGANISATIONS, _("有哪些组织，各有多少党员。")),
        (_("报告"), "reports", Permission.VIEW_REPORT, _("照着记录写好的报告，每个数都点得开。")),
        (_("花多少时间"), "burden", Permission.VIEW_RECORDS, _("这几个月布置的事要花多少时间，重不重。")),
        (_("我的日历"), "calendar", Permission.VIEW_CAMPAIGN, _("把等您办的事放进手机日历。")),
        (_("办事流程"), "procedures", None, _("每件事分几步，轮到谁办，要填什么。")),
        (_("台账"), "ledger", Permission.VIEW_LEDGER, _("谁在什么时候改了什么，一条不少。")),
        (_("查阅记录"), "readings", Permission.VIEW_READINGS, _("谁看过谁的个人信息。")),
        (_("离开多年的人"), "leavers", Permission.BLANK_PERSON, _("该不该隐去姓名，由您决定。")),
    ]
    found = [
        Elsewhere(label, reverse(name), sentence)
        for label, name, permission, sentence in places
        if permission is None or actor.may(permission)
    ]
    if actor.may(Permission.INVITE):
        invite = reverse("invitations", args=[actor.organisation_id])
        found.append(Elsewhere(_("开通账号"), invite, _("谁还没有账号，打印邀请单请他们进来。")))
    return found
