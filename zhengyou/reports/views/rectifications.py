"""整改台账 as a workbook (.xlsx): the same rows that the page shows, all of them."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhengyou.campaigns.queries import campaigns
from zhengyou.campaigns.queries import rectification as queries
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.queries.drives import fault
from zhengyou.campaigns.rules.procedures import RECTIFICATION
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
def rectifications_sheet(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """All rows that the same choice (?only=, ?source=) shows on the page."""
    scope = campaigns.scope(actor, campaign_id, node_asked(request), None, Permission.VIEW_RECORDS)
    columns = [
        _("问题"), _("具体情况"), _("单位"), _("来源"), _("谁提出的"), _("哪天提出"), _("怎么改"), _("谁负责"),
        _("期限"), _("延期（次）"), _("现在"), _("改成了什么样"), _("哪天改好"), _("受影响的人"),
        _("哪个方面"),
    ]  # fmt: skip
    chosen = {name: request.GET.get(name, "") for name in ("only", "source", "category")}
    name = _("整改台账（%(node)s，截至%(day)s）") % {"node": scope.node.name, "day": scope.as_of}
    return taken_away(name, Sheet(_("整改台账"), columns, _rows(actor, scope, chosen)))


def _rows(actor: Actor, scope: Scope, chosen: dict[str, str]) -> Iterator[list[Cell]]:
    found = queries.ledger(actor, scope.campaign.pk, scope.node, **chosen, after=None, size=None)
    ids = {key for row in found for key in (row.organisation_id, row.raiser_id)}
    places = standing_places(list(ids), scope.as_of)
    for row in found:
        place = places[row.organisation_id]
        named = row.responsible is not None and actor.may(Permission.VIEW_PEOPLE, place.path)
        yield [
            row.title,
            row.text,
            place.name,
            str(row.get_source_display()),
            places[row.raiser_id].name,
            row.raised_on,
            row.measure,
            row.responsible.name if row.responsible and named else "",
            row.due_on,
            row.extensions,
            RECTIFICATION.labels[row.state],
            row.evidence,
            row.done_on,
            str(row.get_satisfaction_display()),
            fault(scope.campaign.drive, row.category),
        ]
