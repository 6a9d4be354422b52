"""A round of leader reviews as a workbook (.xlsx)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhengyou.campaigns.queries import campaigns
from zhengyou.campaigns.queries import reviews as queries
from zhengyou.campaigns.views.heads import at_head
from zhengyou.campaigns.views.reviews import chosen_round
from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, Permission

from ..review_sheets import sheets
from .asking import node_asked
from .downloads import taken_away


@require_safe
@page(Permission.VIEW_RECORDS)
@at_head
def reviews_table(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """The table of a node in a round (?node=, ?round=): counts by organisation, and what was said of the organisations
    below it. Of members only counts."""
    scope = campaigns.scope(actor, campaign_id, node_asked(request), None, Permission.VIEW_RECORDS)
    round_ = chosen_round(request, queries.rounds(scope.campaign.pk))
    if round_ is None:
        raise Http404
    words = {"node": scope.node.name, "round": round_.name, "day": scope.as_of}
    return taken_away(_("%(node)s－%(round)s－%(day)s") % words, *sheets(actor, round_, scope.node))
