"""The public page of a draw: the rule, the seed, the frame and the result, so that anybody can work it out again."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from zhengyou.organisations import queries as organisations
from zhengyou.ui.wording import day_text

from ..queries import campaigns
from ..queries.inspections import framing, rounds
from ..rules.inspections import drawing
from ..rules.procedures import INSPECTION
from .stepping import chip

FIVE_MINUTES = 300


@require_safe
@cache_control(public=True, max_age=FIVE_MINUTES)
def public_draws(request: HttpRequest, slug: str) -> HttpResponse:
    """Every round whose scheme was published, each with the page on which its draw can be worked out again; which
    units were drawn only that page tells, when it may."""
    campaign = campaigns.public_campaign(slug)
    day = organisations.today()
    context = {
        "campaign": campaign,
        "rounds": [(one, chip(INSPECTION, one.row.state)) for one in rounds.announced(campaign.pk)],
        "issuer": organisations.standing_place(campaign.organisation_id, day).name,
        "today": day,
        "as_of": day_text(day),
    }
    return HttpResponse(render_to_string("campaigns/inspections/draws.html", context))


@require_safe
@cache_control(public=True, max_age=FIVE_MINUTES)
def public_draw(request: HttpRequest, slug: str, inspection_id: int) -> HttpResponse:
    """What was published of a round: of an unannounced one the frame and the seed's second part stay sealed until
    every visit is over, for with them anybody could name the units."""
    campaign = campaigns.public_campaign(slug)
    row = rounds.published(campaign.pk, inspection_id)
    if row is None:
        raise Http404
    day = organisations.today()
    units = rounds.frame(row) if rounds.frame_named(row) else []
    context = {
        "campaign": campaign,
        "row": row,
        "issuer": organisations.standing_place(row.organisation_id, day).name,
        "chip": chip(INSPECTION, row.state),
        "strata": list(row.strata.all()),
        "stages": {stage.verb: stage for stage in rounds.stages(row)},
        "units": [one for one in units if one.place == "frame"],
        "left_out": [one for one in units if one.place == "left_out"],
        "chosen": [one for one in units if one.place == "chosen"],
        "frame_text": drawing.frame_text(framing.listed(units), framing.left_out(units)) if units else "",
        "today": day,
        "as_of": day_text(day),
        **_worked(row, units),
    }
    return HttpResponse(render_to_string("campaigns/inspections/draw.html", context))


def _worked(row: Any, units: list[Any]) -> dict[str, Any]:
    """The seed and an example worked out, once the draw is made and may be told."""
    if not rounds.named(row):
        return {"seed": "", "example": None}
    seed = drawing.effective_seed(row.seed, row.second)
    first = next((one for one in units if one.drawn), None)
    return {"seed": seed, "example": first, "drawn": sum(one.drawn for one in units)}
