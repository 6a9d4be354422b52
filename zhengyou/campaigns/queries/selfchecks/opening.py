"""Rounds: which there are at a place, who may open one on which standard, and the statement that lays it on all."""

from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count
from django.http import Http404

from zhengyou.organisations.models import Placement
from zhengyou.organisations.queries import KIND, standing_place, subtree, today
from zhengyou.organisations.rules import Actor, Permission

from ...models.campaigns import Campaign, CampaignState, Standard
from ...models.selfchecks import SelfCheckRound
from ...rules.selfchecks import of_members
from ..campaigns import head
from ..rectification import OPEN

# A sheet for each organisation, a line for each item, and what the round before left: the exemplar, what was ticked,
# and the measures that are still running.
_FITS = """p.path LIKE %(below)s AND p.since <= %(day)s AND (p.until IS NULL OR p.until > %(day)s)
    AND coalesce(p.changed_kind, o.kind) = ANY(%(kinds)s::text[])
    AND (%(everywhere)s OR coalesce(p.changed_sector, o.sector) = ANY(%(sectors)s::text[]))
    AND NOT EXISTS (SELECT 1 FROM campaigns_selfcheck x
                    WHERE x.round_id = %(round)s AND x.organisation_id = p.organisation_id)"""
# Whom a round would fall on if it were opened now, and has no sheet yet: mostly founded since.
_NEWCOMERS = """SELECT p.name
  FROM organisations_placement p JOIN organisations_organisation o ON o.id = p.organisation_id
  WHERE {fits} ORDER BY o.code"""
LAYING = """WITH fallen AS (
  INSERT INTO campaigns_selfcheck (round_id, organisation_id, reviewer_id, kind, due_on, state, comment, exemplar_id,
                                   exemplar_reason, exemplar_gap, added_on)
  SELECT %(round)s, p.organisation_id, p.parent_id, coalesce(p.changed_kind, o.kind), %(due_on)s, 'open', '',
         b.exemplar_id, coalesce(b.exemplar_reason, ''), coalesce(b.exemplar_gap, ''), %(added_on)s::date
  FROM organisations_placement p JOIN organisations_organisation o ON o.id = p.organisation_id
  LEFT JOIN campaigns_selfcheck b ON b.round_id = %(before)s AND b.organisation_id = p.organisation_id
  WHERE {fits}
  RETURNING id, organisation_id
), filled AS (
  INSERT INTO campaigns_selfcheckitem (sheet_id, item_id, verdict, words, gap, measure, responsible_id, due_on,
                                       rectification_id)
  SELECT f.id, i.id, CASE WHEN r.id IS NULL THEN '' ELSE 'gap' END, '', CASE WHEN r.id IS NULL THEN '' ELSE l.gap END,
         coalesce(r.measure, ''), r.responsible_id, r.due_on, r.id
  FROM fallen f CROSS JOIN (SELECT id FROM campaigns_standarditem WHERE standard_id = %(standard)s) i
  LEFT JOIN campaigns_selfcheck b ON b.round_id = %(before)s AND b.organisation_id = f.organisation_id
  LEFT JOIN campaigns_selfcheckitem l ON l.sheet_id = b.id AND l.item_id = i.id
  LEFT JOIN campaigns_rectification r ON r.id = l.rectification_id AND r.state = ANY(%(open)s::text[])
  RETURNING id, sheet_id, item_id
), ticked AS (
  INSERT INTO campaigns_selfcheckevidence (row_id, record_id, commitment_id, rectification_id)
  SELECT x.id, e.record_id, e.commitment_id, e.rectification_id
  FROM filled x JOIN fallen f ON f.id = x.sheet_id
  JOIN campaigns_selfcheck b ON b.round_id = %(before)s AND b.organisation_id = f.organisation_id
  JOIN campaigns_selfcheckitem l ON l.sheet_id = b.id AND l.item_id = x.item_id
  JOIN campaigns_selfcheckevidence e ON e.row_id = l.id
  RETURNING id
)
SELECT (SELECT count(*) FROM fallen), (SELECT count(*) FROM filled), (SELECT count(*) FROM ticked)"""


def lay(
    round_: SelfCheckRound, path: str, before: SelfCheckRound | None, added_on: date | None = None
) -> int:
    """Lay an opened round on everybody below `path` who has no sheet in it yet; gives how many sheets. `added_on`: the
    day on which newcomers are added to a round that runs."""
    with connection.cursor() as cursor:
        cursor.execute(LAYING.format(fits=_FITS), _parameters(round_, path, before, added_on))
        sheets, _items, _ticks = cursor.fetchone()
    return int(sheets)


def newcomers(round_: SelfCheckRound, day: date) -> list[str]:
    """The names of those whom a round that runs would fall on today and who have no sheet in it, by code; nobody once
    its day has passed."""
    if day > round_.due_on:
        return []
    path = standing_place(round_.organisation_id, day).path
    with connection.cursor() as cursor:
        cursor.execute(_NEWCOMERS.format(fits=_FITS), _parameters(round_, path, None, day))
        return [name for (name,) in cursor.fetchall()]


def own_round(actor: Actor, round_id: int) -> SelfCheckRound:
    """A round that the actor's own organisation opened; otherwise Http404."""
    found = SelfCheckRound.objects.filter(pk=round_id, organisation_id=actor.organisation_id)
    row = found.select_related("campaign", "standard__campaign").first()
    if row is None:
        raise Http404
    return row


def round_before(round_: SelfCheckRound) -> SelfCheckRound | None:
    """The round on the same standard before this one."""
    return SelfCheckRound.objects.filter(standard_id=round_.standard_id, number=round_.number - 1).first()


def _parameters(
    round_: SelfCheckRound, path: str, before: SelfCheckRound | None, added_on: date | None
) -> dict[str, Any]:
    return {
        "round": round_.pk,
        "before": before.pk if before else None,
        "standard": round_.standard_id,
        "below": f"{path}_%",
        "day": added_on or round_.opens_on,
        "added_on": added_on,
        "due_on": round_.due_on,
        "kinds": round_.kinds,
        "everywhere": not round_.sectors,
        "sectors": round_.sectors,
        "open": [state.value for state in OPEN],
    }


def rounds_at(campaign_id: int, node: Placement) -> list[SelfCheckRound]:
    """The rounds that concern a place: opened there or above it, the latest first."""
    above = [int(part) for part in node.path.strip("/").split("/")]
    found = SelfCheckRound.objects.filter(campaign_id=campaign_id, organisation_id__in=above)
    return list(found.select_related("standard").order_by("-pk"))


def last_round(standard_id: int) -> SelfCheckRound | None:
    """The latest round on a standard."""
    return SelfCheckRound.objects.filter(standard_id=standard_id).order_by("-number").first()


def standards_to_open(actor: Actor, campaign: Campaign) -> list[Standard]:
    """The standards the actor may open a round on: those with items of the campaign, or of the one that carries it
    out, that his own organisation issued and runs; those that speak of members come last."""
    if not actor.may(Permission.DECIDE):
        return []
    issued = Campaign.objects.filter(organisation_id=actor.organisation_id, state=CampaignState.RUNNING)
    mine = [one.pk for one in issued if head(one.pk) == campaign.pk]
    found = Standard.objects.filter(campaign_id__in=mine).annotate(n=Count("items")).filter(n__gt=0)
    return sorted(found.order_by("ordinal", "pk"), key=lambda one: of_members(one.label))


def kinds_below(organisation_id: int) -> dict[str, int]:
    """How many organisations of each kind stand below one."""
    day = today()
    path = standing_place(organisation_id, day).path
    rows = subtree(path, day).exclude(path=path).values_list(KIND).annotate(n=Count("pk"))
    return dict(rows.order_by())
