"""Rosters out: the template, what stands as a workbook or a table, and the annotated workbook of one that came in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import queries
from ..access import page
from ..actions import rosters as actions
from ..queries import roster as found
from ..roster import template as templates
from ..roster.sheets import CSV, XLSX
from ..rules import Actor, Permission


@require_safe
@page(Permission.IMPORT_ROSTER)
def template(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The template: empty, or with ?filled=1 with the organisations that stand."""
    filled = request.GET.get("filled") == "1"
    tree = templates.standing(actor.path, queries.today()) if filled else None
    return _file(templates.template(tree), XLSX, _("名册模板"), "xlsx")


@require_safe
@page(Permission.EXPORT_ROSTER)
def export(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The template filled with organisations and people of the actor's own organisation and all below it."""
    tree = templates.standing(actor.path, queries.today())
    _note(actor)
    content = templates.template(tree, with_people=True)
    return _file(content, XLSX, _("%(name)s名册") % {"name": actor.organisation_name}, "xlsx")


@require_safe
@page(Permission.EXPORT_ROSTER)
def table(request: HttpRequest, actor: Actor, sheet: str) -> HttpResponse:
    """One of the two sheets as a table: organisations or people."""
    if sheet not in ("organisations", "people"):
        raise Http404
    tree = templates.standing(actor.path, queries.today())
    people = sheet == "people"
    if people:
        _note(actor)
    word = _("人员") if people else _("组织")
    return _file(templates.table(tree, with_people=people), CSV, f"{actor.organisation_name}{word}", "csv")


@require_safe
@page(Permission.IMPORT_ROSTER)
def report(request: HttpRequest, actor: Actor, run_id: int) -> HttpResponse:
    """The rows of a roster with what is wrong beside them, and all that would change."""
    name, content = found.report(actor, run_id)
    return _file(content, XLSX, _("%(name)s－问题和变动") % {"name": name.rpartition(".")[0] or name}, "xlsx")


def _note(actor: Actor) -> None:
    actions.note_export(by=actor, organisation_id=actor.organisation_id, now=timezone.now())


def _file(content: bytes, kind: str, name: str, ending: str) -> HttpResponse:
    told = content_disposition_header(as_attachment=True, filename=f"{name}.{ending}") or ""
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": told})
