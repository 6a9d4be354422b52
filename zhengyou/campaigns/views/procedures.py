"""How things are done here: every procedure as a picture, a table and JSON, straight from its declaration."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor

from ..rules.procedures import procedures as declared
from ..rules.procedures.telling import as_data, main_way, states


@require_safe
@page(None)
def procedures(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All procedures with what each is for and its main way."""
    found = [(procedure, main_way(procedure)) for procedure in declared().values()]
    return render(request, "campaigns/procedures/list.html", {"procedures": found})


@require_safe
@page(None)
def procedure(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    """One procedure; with ?format=json its table for programs."""
    found = declared().get(key)
    if found is None:
        raise Http404
    if request.GET.get("format") == "json":
        return JsonResponse(as_data(found), json_dumps_params={"ensure_ascii": False})
    context = {
        "procedure": found,
        "way": main_way(found),
        "states": states(found),
        "breadcrumbs": [(_("办事流程"), reverse("procedures")), (found.title, "")],
    }
    return render(request, "campaigns/procedures/procedure.html", context)
