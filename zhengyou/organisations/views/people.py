"""The list of people at and under an organisation, entering somebody, and one person's file."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zhengyou.ui.asked import number_in

from .. import queries
from ..access import own_page, page
from ..actions import people as actions
from ..actions.readings import note_reading
from ..forms.people import AgainForm, EnrolForm
from ..queries import members
from ..queries.person import file_of, kept_person
from ..queries.readings import READ_FILE, READ_PEOPLE
from ..rules import Actor, Permission
from ..rules.oneself import Who
from ..rules.statuses import next_status
from ..rules.structure import takes_children
from .around import breadcrumbs, day_asked
from .stepping import Way, go, when

PAGE = 50
READ_OR_SAVE = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@page(Permission.VIEW_PEOPLE)
def people(request: HttpRequest, actor: Actor, organisation_id: int) -> HttpResponse:
    """The people at and under an organisation as of a day, narrowed to what is sought."""
    day, bad_day = day_asked(request)
    node = queries.visible_place(actor, Permission.VIEW_PEOPLE, organisation_id, day)
    sought = members.Sought(
        words=request.GET.get("q", "").strip()[:60],
        status=request.GET.get("status", ""),
        circumstance=request.GET.get("circumstance", ""),
        post=request.GET.get("post", ""),
    )
    key = number_in(request.GET, "after")
    rows = members.members_page(node, day, sought, after=key, size=PAGE + 1)
    note_reading(by=actor, what=READ_PEOPLE, organisation_id=organisation_id, now=timezone.now())
    counts = queries.member_counts(node.path, day)
    context = {
        "node": node,
        "day": day,
        "bad_day": bad_day,
        "today": queries.today(),
        "counts": counts,
        "rows": rows[:PAGE],
        "next_key": rows[PAGE - 1].membership.pk if len(rows) > PAGE else None,
        "sought": sought,
        "narrowed": any((sought.words, sought.status, sought.circumstance, sought.post)),
        "several": takes_children(node.kind),
        "filters": _filters(counts),
        "may_add": actor.may(Permission.KEEP_PEOPLE, node.path) and day == queries.today(),
        "breadcrumbs": [*breadcrumbs(actor, node, day=day, leaf=False), (_("党员名册"), "")],
    }
    return render(request, "organisations/people/people.html", context)


def _filters(counts: Any) -> list[tuple[str, str, list[tuple[str, Any, int | None]]]]:
    """(name in the address, label, choices with counts) for the page's filter links."""
    known = {
        "full": counts.full,
        "probationary": counts.probationary,
        "activist": counts.activists,
        "target": counts.targets,
    }
    labels = {"status": _("身份"), "circumstance": _("情况"), "post": _("任职")}
    return [
        (
            name,
            labels[name],
            [("", _("全部"), None), *((value, word, known.get(value)) for value, word in choices)],
        )
        for name, choices in members.filters().items()
    ]


@READ_OR_SAVE
@page(Permission.KEEP_PEOPLE)
def add(request: HttpRequest, actor: Actor, organisation_id: int) -> HttpResponse:
    """Somebody new in an organisation."""
    node = queries.visible_place(actor, Permission.KEEP_PEOPLE, organisation_id, queries.today())
    form = EnrolForm(request.POST if request.method == "POST" else None)
    url = reverse("people", args=[organisation_id])
    here: dict[str, Any] = {
        "form": form,
        "word": _("登记"),
        "question": _("%(name)s新登记谁") % {"name": node.name},
        "lede": _("只登记办事要用的：姓名、身份、入党日期。不登记身份证号、电话、住址。"),
        "draft_key": f"person-add-{organisation_id}",
        "cancel_url": url,
        "breadcrumbs": [
            *breadcrumbs(actor, node, leaf=False),
            (_("党员名册"), url),
            (_("登记"), ""),
        ],
    }

    def act() -> tuple[str, str]:
        step = actions.enrol(
            by=actor,
            organisation=organisation_id,
            newcomer=form.newcomer(),
            decided=form.decided(),
            now=timezone.now(),
        )
        told = _("已登记%(name)s，%(when)s。登记错了，在这一页撤回或更正。")
        words = {"name": step.person.name, "when": when(step.effective_on)}
        return told % words, reverse("person", args=[step.person_id])

    return go(request, here, Way(act))


@require_safe
@own_page
def person(request: HttpRequest, who: Who, person_id: int) -> HttpResponse:
    """One person's file, for himself and for who may see the people where he belongs."""
    day = queries.today()
    file = file_of(who, person_id, day)
    note_reading(by=who, what=READ_FILE, person_id=person_id, now=timezone.now())
    actor = who if isinstance(who, Actor) else None
    place = file.last.place if file.last else None
    context = {
        "file": file,
        "today": day,
        "coming": next_status(file.now.row.status) if file.now and file.may_keep else None,
        "may_appoint": actor is not None
        and not file.own
        and file.now is not None
        and place is not None
        and bool(actor.gives(place.path)),
        "sees_organisation": actor is not None
        and place is not None
        and actor.may(Permission.VIEW_ORGANISATIONS, place.path),
        "data_url": reverse("person-data", args=[person_id])
        if file.own or (actor is not None and actor.may(Permission.BLANK_PERSON))
        else "",
        "breadcrumbs": _crumbs(actor, file),
    }
    return render(request, "organisations/people/person.html", context)


def _crumbs(actor: Actor | None, file: Any) -> list[tuple[str, str]]:
    place = file.last.place if file.last else None
    if actor is None or place is None or not actor.may(Permission.VIEW_PEOPLE, place.path):
        return [(_("我的档案") if file.own else file.person.name, "")]
    url = reverse("people", args=[place.organisation_id])
    return [*breadcrumbs(actor, place, leaf=False), (_("党员名册"), url), (file.person.name, "")]


@READ_OR_SAVE
@page(Permission.KEEP_PEOPLE)
def again(request: HttpRequest, actor: Actor, person_id: int) -> HttpResponse:
    """Somebody who left is here again, where he was last."""
    file = kept_person(actor, person_id, queries.today())
    form = AgainForm(request.POST if request.method == "POST" else None)
    url = reverse("person", args=[person_id])
    here: dict[str, Any] = {
        "form": form,
        "word": _("重新登记"),
        "question": _("%(name)s重新登记为什么身份") % {"name": file.person.name},
        "cancel_url": url,
        "breadcrumbs": [(file.person.name, url), (_("重新登记"), "")],
    }

    def act() -> tuple[str, str]:
        assert file.last is not None
        status = form.cleaned_data["status"]
        step = actions.enrol(
            by=actor,
            organisation=file.last.row.organisation_id,
            newcomer=actions.Newcomer(name=file.person.name, status=status, person=person_id),
            decided=form.decided(),
            now=timezone.now(),
        )
        words = {"name": file.person.name, "when": when(step.effective_on)}
        return _("%(name)s已重新登记，%(when)s。") % words, url

    return go(request, here, Way(act))
