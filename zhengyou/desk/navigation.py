"""What every page shows around its content: who I am, in which post, and where I may go."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from zhengyou.organisations.middleware import current_actor
from zhengyou.organisations.rules import Permission


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
        "posts": request.actors,  # type: ignore[attr-defined]
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
