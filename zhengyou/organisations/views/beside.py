"""What is kept beside a person's status: circumstances, and dual cultivation."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from .. import queries
from ..access import page
from ..actions import circumstances, cultivations
from ..forms.groups import EndForm
from ..forms.people import CircumstanceForm, CultivationForm, ReachedForm
from ..queries.cultivations import cultivation_of, cultivations_in, years_of
from ..queries.person import circumstance_of, kept_person
from ..rules import Actor, Permission
from ..rules.offering import circumstance
from .around import breadcrumbs
from .stepping import Way, go, when

READ_OR_SAVE = require_http_methods(["GET", "HEAD", "POST"])


@READ_OR_SAVE
@page(Permission.KEEP_PEOPLE)
def circumstance_add(request: HttpRequest, actor: Actor, person_id: int) -> HttpResponse:
    """Somebody is in a circumstance from a day on."""
    file = kept_person(actor, person_id, queries.today())
    form = CircumstanceForm(_sent(request))
    question = _("%(name)s有什么情况") % {"name": file.person.name}
    here = _page(file.person, form, _("登记情况"), question)

    def act() -> tuple[str, str]:
        given = form.cleaned_data
        made = circumstances.begin_circumstance(
            by=actor,
            person=person_id,
            kind=circumstance(given["kind"]),
            since=given["since"],
            reason=given["reason"],
            now=timezone.now(),
        )
        told = _("已登记%(what)s，%(when)s。身份不变，仍计入原来的人数。")
        return told % {"what": made.get_kind_display(), "when": when(made.since)}, here["cancel_url"]

    return go(request, here, Way(act))


@READ_OR_SAVE
@page(Permission.KEEP_PEOPLE)
def circumstance_end(request: HttpRequest, actor: Actor, circumstance_id: int) -> HttpResponse:
    """It is over from a day on; on its first day it was never entered."""
    one = circumstance_of(actor, circumstance_id, queries.today())
    form = EndForm(_sent(request))
    words = {"name": one.person.name, "what": one.get_kind_display()}
    here = _page(one.person, form, _("结束"), _("%(name)s从哪天起不再是%(what)s") % words)

    def act() -> tuple[str, str]:
        day = form.cleaned_data["day"]
        circumstances.end_circumstance(by=actor, circumstance=one, day=day, now=timezone.now())
        return _("已办，以前的登记还查得到。"), here["cancel_url"]

    return go(request, here, Way(act))


@READ_OR_SAVE
@page(Permission.KEEP_PEOPLE)
def cultivation_add(request: HttpRequest, actor: Actor, person_id: int) -> HttpResponse:
    """Somebody is cultivated."""
    file = kept_person(actor, person_id, queries.today())
    form = CultivationForm(_sent(request))
    question = _("把%(name)s往哪里培养") % {"name": file.person.name}
    here = _page(file.person, form, _("列入双培养"), question)

    def act() -> tuple[str, str]:
        cultivations.begin_cultivation(by=actor, told=form.told(person_id), now=timezone.now())
        return _("已列入双培养。有了结果，在这一页写明。"), here["cancel_url"]

    return go(request, here, Way(act))


@READ_OR_SAVE
@page(Permission.KEEP_PEOPLE)
def cultivation_end(request: HttpRequest, actor: Actor, cultivation_id: int) -> HttpResponse:
    """What came of it."""
    one = cultivation_of(cultivation_id)
    file = kept_person(actor, one.person_id, queries.today())
    form = ReachedForm(_sent(request))
    question = _("%(name)s培养得怎么样") % {"name": file.person.name}
    here = _page(file.person, form, _("写明结果"), question)

    def act() -> tuple[str, str]:
        cultivations.end_cultivation(by=actor, cultivation=one, told=form.told(), now=timezone.now())
        return _("已写明结果，计入当年的数。"), here["cancel_url"]

    return go(request, here, Way(act))


@require_safe
@page(Permission.VIEW_PEOPLE)
def cultivated(request: HttpRequest, actor: Actor, organisation_id: int) -> HttpResponse:
    """Dual cultivation at and under an organisation, year by year, and who is in it now."""
    day = queries.today()
    node = queries.visible_place(actor, Permission.VIEW_PEOPLE, organisation_id, day)
    year = request.GET.get("year", "")
    chosen = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else day.year
    if chosen > day.year:
        raise Http404
    context = {
        "node": node,
        "today": day,
        "year": chosen,
        "years": years_of(node.path, day),
        "rows": cultivations_in(node.path, chosen, day),
        "breadcrumbs": [*breadcrumbs(actor, node, leaf=False), (_("双培养"), "")],
    }
    return render(request, "organisations/people/cultivated.html", context)


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _page(person: Any, form: Any, word: str, question: str) -> dict[str, Any]:
    url = reverse("person", args=[person.pk])
    return {
        "form": form,
        "word": word,
        "question": question,
        "cancel_url": url,
        "breadcrumbs": [(person.name, url), (word, "")],
    }
