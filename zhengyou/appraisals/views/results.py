"""Results of a round for those whom they concern: as a whole, and of each organisation or person (domain.md P5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhengyou.organisations import queries as organisations
from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.asked import number_in

from ..queries.results import counts, seeing
from ..rules.outcome import Part
from .rounds import found, policies_of, thing_of
from .shown import About, Question, Speaker

PAGE = 50


@dataclass(frozen=True)
class Line:
    """One urn in the list of results: where it is told of, and what came of all questions; none if it is too small."""

    name: str
    urn_id: int
    whole: Question | None


def lines(speaker: Speaker, urns: Sequence[Any]) -> list[Line]:
    """Urns with what came of all their questions together, in a fixed number of queries."""
    parts = counts.parts_of(speaker.row, [urn.pk for urn in urns])
    names = counts.names_of(urns)
    return [
        Line(names[urn.pk], urn.pk, _whole(speaker, parts[urn.pk]) if urn.pk in parts else None)
        for urn in urns
    ]


def _whole(speaker: Speaker, parts: Sequence[Part]) -> Question:
    asked = sorted({key for part in parts for key in part.counts})
    return speaker.question(_("各项合计"), parts, asked or [(0, 0)])


def overview(speaker: Speaker, row: Any) -> dict[str, Any]:
    """The context of what is told of a whole round."""
    table, sentence = speaker.returns()
    parts = counts.whole(row)
    small = counts.parts_of(row, [None]).get(None, [])
    return {
        "returns": table,
        "return_sentence": sentence,
        "whole": speaker.about(_("全部合计"), parts, 0) if parts else None,
        "pieces": speaker.told(parts),
        "small": speaker.told(small),
        "least": row.policies["appraisal_least_group"],
        "policies": policies_of(row),
    }


@require_safe
@page(Permission.VIEW_CAMPAIGN)
def results(request: HttpRequest, actor: Actor, round_id: int) -> HttpResponse:
    """What came of a round: as a whole for those who see all of it, then organisation by organisation (?after=)."""
    row = found(actor, round_id)
    visible = seeing.visible_urns(actor, row)
    urns = list(visible.filter(pk__gt=number_in(request.GET, "after") or 0)[: PAGE + 1])
    if not urns:
        raise Http404
    speaker = Speaker(row)
    wholly = not seeing.of_people(row) or seeing.runs(actor, row) or seeing.counts(actor, row)
    context = {
        "row": row,
        "sheet": speaker.sheet,
        "wholly": wholly,
        "lines": lines(speaker, urns[:PAGE])
        if wholly or actor.may(Permission.VIEW_PEOPLE)
        else [Line(name, key, None) for key, name in counts.names_of(urns).items()],
        "next_key": urns[PAGE - 1].pk if len(urns) > PAGE else None,
        "public": seeing.public_round(row.slug) is not None and not seeing.of_people(row),
        "today": organisations.today(),
        "breadcrumbs": [
            *thing_of(actor, row).breadcrumbs,
            (str(row), thing_of(actor, row).url),
            (_("结果"), ""),
        ],
        **(overview(speaker, row) if wholly else {"least": row.policies["appraisal_least_group"]}),
    }
    return render(request, "appraisals/results/round.html", context)


@require_safe
@page(Permission.VIEW_CAMPAIGN)
def urn_results(request: HttpRequest, actor: Actor, round_id: int, urn_id: int) -> HttpResponse:
    """What came of the questions about one organisation, or about its members; a member sees what is his own."""
    row = found(actor, round_id)
    urn = seeing.visible_urns(actor, row).filter(pk=urn_id).select_related("organisation").first()
    if urn is None:
        raise Http404
    speaker = Speaker(row)
    own = actor.person_id if seeing.only_himself(actor, row, urn) else None
    name = counts.names_of([urn])[urn.pk]
    thing = thing_of(actor, row)
    context = {
        "row": row,
        "name": name,
        "urn": urn,
        "least": row.policies["appraisal_least_group"],
        "today": organisations.today(),
        "breadcrumbs": [
            *thing.breadcrumbs,
            (str(row), thing.url),
            (_("结果"), reverse("appraisal-results", args=[row.pk])),
            (name, ""),
        ],
        **detail(speaker, urn, name, own),
    }
    return render(request, "appraisals/results/urn.html", context)


def detail(speaker: Speaker, urn: Any, name: str, own: int | None = None) -> dict[str, Any]:
    """The context of what is told of one urn: its pieces, and each of its subjects (`own`: of that person only)."""
    row = speaker.row
    parts = counts.parts_of(row, [urn.pk]).get(urn.pk, [])
    before = _before(speaker, urn)
    abouts: list[About] = []
    if parts:
        abouts = [
            speaker.about(one.person.name if one.person else name, parts, one.order, before)
            for one in counts.subjects_of(urn)
            if own is None or one.person_id == own
        ]
    return {
        "abouts": abouts,
        "pieces": speaker.told(parts),
        "issued": counts.issued_of([urn.pk]).get(urn.pk, 0),
        "returned": sum(part.returned for part in parts),
        "sheet": speaker.sheet,
    }


def _before(speaker: Speaker, urn: Any) -> str:
    """What the organisation had in the round before this one, if that asked the same."""
    earlier = None if seeing.of_people(speaker.row) else counts.previous(speaker.row)
    if earlier is None:
        return ""
    key = counts.same_urns(earlier, [urn.organisation_id]).get(urn.organisation_id)
    parts = counts.parts_of(earlier, [key]).get(key, []) if key else []
    if not parts:
        return ""
    told = _whole(Speaker(earlier), parts)
    return _("%(name)s：%(weighed)s；只算最高一档%(strict)s，除最低一档外都算%(broad)s") % {
        "name": earlier.name,
        "weighed": told.weighed,
        "strict": told.rates.strict,
        "broad": told.rates.broad,
    }
