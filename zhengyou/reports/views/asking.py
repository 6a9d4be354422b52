"""What a page is asked for: which organisation, which day."""

from datetime import date

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from zhengyou.campaigns.queries import campaigns
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.organisations.queries import ancestors, today
from zhengyou.organisations.rules import Actor, Permission

from ..doors import Doors


class BadDay(ValueError):
    """A day that cannot be read or has not come; the sentence says which."""


def day_asked(request: HttpRequest) -> date | None:
    """The day in the address, None where there is none; raises BadDay."""
    text = request.GET.get("as_of", "").strip()
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise BadDay(_("“%(text)s”不是日期，请按“2026-07-01”这样填写。") % {"text": text[:20]}) from error
    if day > today():
        raise BadDay(_("那一天还没有到，请选今天或以前的日期。"))
    return day


def node_asked(request: HttpRequest) -> int | None:
    """The number of the organisation in the address; Http404 where it is no number."""
    text = request.GET.get("node", "")
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise Http404
    return int(text)


def scope_asked(
    request: HttpRequest, actor: Actor, campaign_id: int, permission: Permission = Permission.VIEW_CAMPAIGN
) -> Scope:
    """The scope a page is asked for, if the actor may see it; otherwise Http404."""
    try:
        day = day_asked(request)
    except BadDay as error:
        raise Http404 from error
    return campaigns.scope(actor, campaign_id, node_asked(request), day, permission)


def breadcrumbs(actor: Actor, scope: Scope, *last: tuple[str, str]) -> list[tuple[str, str]]:
    """From the campaign down the tree to the node, as far up as the actor may look, then what follows."""
    doors = Doors(scope)
    above = [place for place in ancestors(scope.node, scope.as_of) if place.path.startswith(actor.path)]
    return [
        (_("活动"), reverse("campaigns")),
        (scope.campaign.title, doors.page("campaign", above[0].organisation_id) if above else ""),
        *((place.name, doors.page("campaign", place.organisation_id)) for place in above),
        (scope.node.name, doors.page("campaign")),
        *last,
    ]
