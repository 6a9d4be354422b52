"""The public pages of a round: results, and everything that is needed to count again (domain.md P5, section 5)."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from zhengyou.organisations import queries as organisations
from zhengyou.ui.asked import number_in
from zhengyou.ui.wording import day_text

from ..queries.results import counts, published, seeing
from ..rules.sheets import from_json
from .results import detail, lines, overview
from .rounds import policies_of
from .shown import Speaker

FIVE_MINUTES = 300
PAGE = 50


def _public(slug: str) -> Any:
    row = seeing.public_round(slug)
    if row is None:
        raise Http404
    return row


def _head(row: Any) -> dict[str, Any]:
    day = organisations.today()
    return {
        "row": row,
        "issuer": organisations.standing_place(row.organisation_id, day).name,
        "today": day,
        "as_of": day_text(day),
        "people": seeing.of_people(row),
        "policies": policies_of(row),
    }


@require_safe
@cache_control(public=True, max_age=FIVE_MINUTES)
def public_round(request: HttpRequest, slug: str) -> HttpResponse:
    """What a round found, by which rules, and how to count again (?after=). Of people only that it took place."""
    row = _public(slug)
    context = _head(row)
    if not context["people"]:
        urns = list(row.urns.filter(pk__gt=number_in(request.GET, "after") or 0).order_by("pk")[: PAGE + 1])
        speaker = Speaker(row)
        context |= overview(speaker, row) | {
            "lines": lines(speaker, urns[:PAGE]),
            "sheet": speaker.sheet,
            "next_key": urns[PAGE - 1].pk if len(urns) > PAGE else None,
        }
    return HttpResponse(render_to_string("appraisals/results/public.html", context, request))


@require_safe
@cache_control(public=True, max_age=FIVE_MINUTES)
def public_urn(request: HttpRequest, slug: str, urn_id: int) -> HttpResponse:
    """What a published round found of one organisation."""
    row = _public(slug)
    urn = row.urns.filter(pk=urn_id).first()
    if urn is None or seeing.of_people(row):
        raise Http404
    name = counts.names_of([urn])[urn.pk]
    context = _head(row) | {"name": name, "urn": urn, "least": row.policies["appraisal_least_group"]}
    return HttpResponse(
        render_to_string("appraisals/results/public_urn.html", context | detail(Speaker(row), urn, name))
    )


@require_safe
@cache_control(public=True, max_age=FIVE_MINUTES)
def public_ballots(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    """Every ballot that is told of, sorted by what is on it: its piece, whether it was voided, its marks (.csv)."""
    row = _public(slug)
    if seeing.of_people(row):
        raise Http404
    answer = StreamingHttpResponse(_rows(row), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="ballots.csv"'
    return answer


def _rows(row: Any) -> Iterator[str]:
    labels = ",".join('"{}"'.format(item.label.replace('"', '""')) for item in from_json(row.sheet).items)
    yield f"\ufeff组,作废,{labels}\r\n"
    for piece, voided, marks in published.ballots(row):
        yield f"{piece},{int(voided)},{','.join(map(str, marks))}\r\n"


@require_safe
@cache_control(public=True, max_age=FIVE_MINUTES)
def public_receipts(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    """The digests of all receipts of a published round, sorted, one a line."""
    row = _public(slug)
    found = (f"{digest.hex()}\n" for digest in published.receipts(row))
    return StreamingHttpResponse(found, content_type="text/plain; charset=utf-8")
