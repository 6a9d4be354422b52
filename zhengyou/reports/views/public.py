"""What anyone may see of a campaign without logging in: no names of units that lag, no people, no cookie.

The pages are rendered without the request, so that nothing in them can depend on who reads: caches may keep them.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from zhengyou.campaigns.queries import campaigns
from zhengyou.campaigns.queries.versions import amendment
from zhengyou.organisations.queries import today
from zhengyou.ui.wording import day_text

from ..boards import Headline, phase_line
from ..figures.catalogue import DEFINITIONS, UnknownFigure
from ..figures.checking import Book

MINUTES_5 = 300
ON_THE_PAGE = ("completion", "taking-part", "asked", "due", "done")

_public = cache_control(public=True, max_age=MINUTES_5)


def _page(template: str, context: dict[str, object]) -> HttpResponse:
    return HttpResponse(render_to_string(template, context))


@require_safe
@_public
def campaign_list(request: HttpRequest) -> HttpResponse:
    """Every campaign's public page."""
    day = today()
    found = [
        (each, campaigns.current_phase(list(each.phases.all()), day)) for each in campaigns.public_campaigns()
    ]
    return _page("reports/public_campaigns.html", {"campaigns": found, "today": day, "as_of": day_text(day)})


@require_safe
@_public
def campaign(request: HttpRequest, slug: str) -> HttpResponse:
    """Theme, plan, standards, phases and the public figures of one campaign."""
    scope = campaigns.public_scope(slug)
    phases = campaigns.phases(scope.campaign.pk)
    context = {
        "campaign": scope.campaign,
        "issuer": scope.node.name,
        "today": scope.as_of,
        "as_of": day_text(scope.as_of),
        "headlines": _headlines(Book(scope), slug),
        "phases": phase_line(phases),
        "amendment": amendment(scope.campaign, scope.as_of),
        "phase": campaigns.current_phase(phases, scope.as_of),
        "standards": campaigns.standards(scope.campaign.pk),
    }
    return _page("reports/public_campaign.html", context)


def _headlines(book: Book, slug: str) -> list[Headline]:
    """The public figures; one that disagrees with its parts is left out until it is explained."""
    checked = [book.checked(book.catalogue.figure(key)) for key in ON_THE_PAGE]
    return [
        Headline(
            one.figure.name,
            one.value.text,
            one.figure.unit,
            reverse("public-figure", args=[slug, one.figure.key]),
        )
        for one in checked
        if not one.refused
    ]


@require_safe
@_public
def figure(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """What a public figure means, without the organisations it was counted from."""
    scope = campaigns.public_scope(slug)
    book = Book(scope)
    definition = DEFINITIONS.get(key)
    if definition is None or not definition.public:
        raise Http404
    try:
        checked = book.checked(book.catalogue.figure(key))
    except UnknownFigure as error:
        raise Http404 from error
    if checked.refused:
        raise Http404
    context = {
        "campaign": scope.campaign,
        "issuer": scope.node.name,
        "as_of": day_text(scope.as_of),
        "checked": checked,
        "facts": [
            (_("怎么算"), checked.figure.formula),
            (_("算哪些"), _("%(node)s和它的下级组织") % {"node": scope.node.name}),
            (_("截至"), day_text(scope.as_of)),
            *([(_("说明"), checked.explanation)] if checked.explanation else []),
        ],
    }
    return _page("reports/public_figure.html", context)
