"""What stands around an organisation's page: the way down to it, and the changes offered on it."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import queries
from ..queries.reorganising import may_change
from ..rules import Actor, Permission
from ..rules.orders import FURTHEST
from ..rules.structure import takes_children

WORDS = {
    "found": gettext_lazy("成立下级组织"),
    "rename": gettext_lazy("更名"),
    "retype": gettext_lazy("调整类别领域"),
    "move": gettext_lazy("改隶"),
    "merge": gettext_lazy("并入其他组织"),
    "unite": gettext_lazy("合并成新组织"),
    "split": gettext_lazy("分立"),
    "close": gettext_lazy("撤销"),
}
"""The changes, by the last word of their addresses."""


def offered(actor: Actor, node: Any) -> list[tuple[str, Any]]:
    """The changes that the actor's post may make of an organisation, for its page."""
    verbs = [verb for verb in verbs_for(actor, node) if verb != "found" or takes_children(node.kind)]
    return [(reverse("reorganise", args=[node.organisation_id, verb]), WORDS[verb]) for verb in verbs]


def verbs_for(actor: Actor, node: Any) -> list[str]:
    """The changes that the actor's post may make: all below the own organisation, at it only what comes under it, and
    the name of the one at the top."""
    if not actor.may(Permission.REORGANISE, node.path):
        return []
    return [verb for verb in WORDS if verb == "found" or may_change(actor, verb, node)]


def breadcrumbs(
    actor: Actor, node: Any, *, day: date | None = None, leaf: bool = True
) -> list[tuple[str, str]]:
    """The tree down to the node; what lies above the actor's own organisation is named but leads nowhere. Without
    `leaf` the node itself is a link, for what follows it."""
    crumbs = [
        (
            place.name,
            reverse("organisation", args=[place.organisation_id])
            if actor.may(Permission.VIEW_ORGANISATIONS, place.path)
            else "",
        )
        for place in queries.ancestors(node, day or queries.today())
    ]
    own = "" if leaf else reverse("organisation", args=[node.organisation_id])
    return [*crumbs, (node.name, own)]


def day_asked(request: HttpRequest) -> tuple[date, str]:
    """The day in the address and what is wrong with it; today where it is missing or wrong."""
    text = request.GET.get("as_of", "").strip()
    today = queries.today()
    if not text:
        return today, ""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today, _("“%(text)s”不是日期，请按“2026-07-01”这样填写。") % {"text": text[:20]}
    if day > today + FURTHEST:
        return today, _("那一天太远了，最多看到一年以后。")
    return day, ""
