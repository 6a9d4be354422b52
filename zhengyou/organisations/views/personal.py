"""Pages of personal data: what is stored of a person, taking it away, how long what is kept, who read what."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhengyou.ui.asked import number_in

from .. import queries
from ..access import own_page, page
from ..actions.readings import note_reading
from ..forms.personal import WantedForm
from ..queries.belonging import person_for
from ..queries.corrections import waiting_of
from ..queries.kept import kinds
from ..queries.personal import everything, totals
from ..queries.readings import EXPORTED, PAGE, READ_DATA, readings_page
from ..rules import Actor, Permission
from ..rules.oneself import Who
from ..rules.personal_data import Section
from ..rules.personal_files import XLSX, as_json, as_xlsx
from ..rules.retention import LEFT_YEARS

AT_FIRST = 10
"""So many rows of a kind stand on the page; all of them are in the export."""


@require_safe
@own_page
def data(request: HttpRequest, who: Who, person_id: int) -> HttpResponse:
    """What is stored of a person, for himself and for the administrator."""
    day, now = queries.today(), timezone.now()
    person = person_for(who, person_id, Permission.BLANK_PERSON, day)
    own = who.person_id == person_id
    note_reading(by=who, what=READ_DATA, person_id=person_id, now=now)
    found = everything(person_id, day)
    sections = [_shown(section, total, own) for section, total in zip(found, totals(found), strict=True)]
    context = {
        "person": person,
        "own": own,
        "sections": [shown for shown in sections if shown["total"]],
        "empty": [shown["title"] for shown in sections if not shown["total"]],
        "waiting": waiting_of(person_id) if own else None,
        "may_blank": not own and person.blanked_on is None,
        "today": day,
    }
    return render(request, "organisations/personal/data.html", context)


def _shown(section: Section, total: int, own: bool) -> dict[str, Any]:
    only_counted = section.content and not own
    return {
        "key": section.key,
        "title": section.title,
        "why": section.why,
        "mend": section.mend,
        "total": total,
        "only_counted": only_counted,
        "facts": section.first(AT_FIRST) if total and not only_counted else [],
        "more": max(0, total - AT_FIRST),
    }


@require_safe
@own_page
def export(request: HttpRequest, who: Who, person_id: int) -> HttpResponse:
    """Everything stored of a person as a file: ?as=xlsx for people, ?as=json for programs."""
    day, now = queries.today(), timezone.now()
    person = person_for(who, person_id, Permission.BLANK_PERSON, day)
    own = who.person_id == person_id
    sections = everything(person_id, day)
    match request.GET.get("as", "xlsx"):
        case "json":
            body, kind, ending = as_json(person.name, sections, own=own, now=now), "application/json", "json"
        case "xlsx":
            body, kind, ending = as_xlsx(sections, own=own), XLSX, "xlsx"
        case _:
            raise Http404
    note_reading(by=who, what=EXPORTED, person_id=person_id, now=now)
    name = _("%(name)s的个人信息.%(ending)s") % {"name": person.name, "ending": ending}
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(body, content_type=kind, headers=headers)


@require_safe
@page(Permission.VIEW_READINGS)
def readings(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who looked at whose data, narrowed by names and days."""
    form = WantedForm(request.GET or None)
    before = number_in(request.GET, "after")
    rows = readings_page(actor, form.wanted(), before=before, size=PAGE + 1)
    context = {
        "form": form,
        "rows": rows[:PAGE],
        "next_key": rows[PAGE - 1].reading.pk if len(rows) > PAGE else None,
        "today": queries.today(),
        "breadcrumbs": [(_("组织"), reverse("organisations")), (_("查阅记录"), "")],
    }
    return render(request, "organisations/personal/readings.html", context)


@require_safe
@own_page
def retention(request: HttpRequest, who: Who) -> HttpResponse:
    """What is kept how long, and why; for everybody logged in."""
    may_blank = isinstance(who, Actor) and who.may(Permission.BLANK_PERSON)
    context = {"kinds": kinds(), "left_years": LEFT_YEARS, "may_blank": may_blank, "mine": who.person_id}
    return render(request, "organisations/personal/retention.html", context)
