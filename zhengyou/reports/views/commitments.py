"""承诺台账 as a workbook (.xlsx): the same rows that the page shows, all of them."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhengyou.campaigns.queries import campaigns
from zhengyou.campaigns.queries import commitments as queries
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.rules.procedures import COMMITMENT
from zhengyou.campaigns.rules.promising import outside_name
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
def commitments_sheet(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """All rows that the same choice (?only=, ?subject=, ?kind=) shows on the page."""
    scope = campaigns.scope(actor, campaign_id, node_asked(request), None, Permission.VIEW_RECORDS)
    head = [
        _("承诺"), _("做到什么样"), _("组织"), _("谁的"), _("类别"), _("轮次"), _("期限"), _("公示日期"),
        _("公示地点"), _("现在"), _("办成了什么样"), _("办成日期"), _("说明"),
    ]  # fmt: skip
    chosen = {name: request.GET.get(name, "") for name in ("only", "subject", "kind", "round")}
    name = _("承诺台账（%(node)s，截至%(day)s）") % {"node": scope.node.name, "day": scope.as_of}
    return taken_away(name, Sheet(_("承诺台账"), head, _rows(actor, scope, chosen)))


def _rows(actor: Actor, scope: Scope, chosen: dict[str, str]) -> Iterator[list[Cell]]:
    found = list(queries.ledger(actor, scope.campaign.pk, scope.node, **chosen, after=None, size=None))
    places = standing_places(list({row.organisation_id for row in found}), scope.as_of)
    full = actor.may(Permission.VIEW_PEOPLE)
    for row in found:
        yield [
            row.text,
            row.result,
            places[row.organisation_id].name,
            outside_name(row.person.name, full=full) if row.person else _("本组织"),
            str(row.get_kind_display()),
            row.round,
            row.due_on,
            row.published_on,
            row.published_where,
            COMMITMENT.labels[row.told_state],
            row.outcome,
            row.done_on,
            row.explanation,
        ]
