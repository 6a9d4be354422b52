"""Named projects as a workbook (.xlsx): the same rows that the page shows, all of them."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhengyou.campaigns.queries import campaigns, projects
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.rules.procedures import PROJECT
from zhengyou.campaigns.views.heads import at_head
from zhengyou.organisations.access import page
from zhengyou.organisations.queries import standing_places
from zhengyou.organisations.rules import Actor, Permission

from ..documents.sheets import Cell, Sheet
from .asking import node_asked
from .downloads import taken_away


@require_safe
@page(Permission.VIEW_RECORDS)
@at_head
def projects_sheet(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """All rows that the same choice (?only=) shows on the page."""
    scope = campaigns.scope(actor, campaign_id, node_asked(request), None, Permission.VIEW_RECORDS)
    columns = [
        _("项目"), _("要做成什么"), _("单位"), _("谁负责"), _("从哪天起"), _("哪天以前做成"), _("几步"),
        _("办成几步"), _("现在"), _("做成了什么"), _("哪天做成的"),
    ]  # fmt: skip
    name = _("品牌项目（%(node)s，截至%(day)s）") % {"node": scope.node.name, "day": scope.as_of}
    rows = _rows(actor, scope, request.GET.get("only", ""))
    return taken_away(name, Sheet(_("品牌项目"), columns, rows))


def _rows(actor: Actor, scope: Scope, only: str) -> Iterator[list[Cell]]:
    found = projects.ledger(actor, scope.campaign.pk, scope.node, only=only, after=None, size=None)
    places = standing_places([row.organisation_id for row in found], scope.as_of)
    for row in found:
        place = places[row.organisation_id]
        yield [
            row.name,
            row.goal,
            place.name,
            row.responsible.name if actor.may(Permission.VIEW_PEOPLE, place.path) else "",
            row.starts_on,
            row.ends_on,
            row.steps,
            row.ticked,
            PROJECT.labels[row.state],
            row.result,
            row.done_on,
        ]
