"""What is known of the kind of an activity; a sheet to sign; telling absentees; problems raised at a meeting."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhengyou.organisations import queries as organisations
from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.saying import say

from ..actions import attendance as actions
from ..actions import issues as issue_actions
from ..forms.activities import BriefForm, Knowing, as_before
from ..queries import attendance as queries
from ..queries import records
from ..queries.checklists import items_of
from ..rules import checklists
from ..rules.activity_kinds import ActivityKind, catalogue
from ..rules.periods import called


def kind_for(request: HttpRequest, found: Any) -> ActivityKind | None:
    """The kind of what is recorded: as sent with the form, as chosen (?kind=, "none" for no kind), or as the task
    names it."""
    sent = request.POST.get("kind", "") if request.method == "POST" else request.GET.get("kind")
    return queries.kind_of(found.task) if sent is None else catalogue().kind(sent)


def knowing(actor: Actor, kind: ActivityKind | None) -> Knowing | None:
    """The kind with the members of the actor's own organisation."""
    if kind is None:
        return None
    due = queries.expected(actor.organisation_id, organisations.today()) if kind.roster == "all" else []
    return Knowing(
        kind=kind,
        members=[(one.person_id, one.words) for one in due],
        excused=[one.person_id for one in due if one.excused],
    )


def known_before(actor: Actor, kind: ActivityKind | None, found: Any) -> dict[str, Any]:
    """What the form of a known kind begins with: the place where it was held last, and today; but for a period that is
    over no day, since it hardly happened today."""
    if kind is None:
        return {}
    day = organisations.today()
    known = {"place": queries.usual_place(actor.organisation_id, kind.key)}
    return known | ({"happened_on": day} if found.period_end >= day else {})


def proposed(kind: ActivityKind | None, found: Any) -> list[str]:
    """Of a task that is a list to tick off: the items that an activity of this kind probably is."""
    return checklists.proposed(kind.words, items_of(found)) if kind else []


def kinds_to_choose(kind: ActivityKind | None) -> dict[str, Any]:
    """The kinds that may be chosen instead, for the page of the form."""
    return {"kind": kind, "kinds": [one for one in catalogue().kinds if one != kind]}


def as_it_was(found: Any) -> dict[str, Any]:
    """What the kind's fields begin with where a record is put right."""
    kind = catalogue().kind(found.kind)
    if kind is None:
        return {}
    held = queries.last_held(found)
    open_issues = [issue.text for issue in queries.issues(found) if issue.rectification_id is None]
    return as_before(kind, found.details) | {
        "absent": [row.person_id for row in held.absences.all()] if held else [],
        "issues": "\n".join(open_issues),
    }


@require_safe
@page(Permission.RECORD)
def sign_in(request: HttpRequest, actor: Actor, expectation_id: int) -> HttpResponse:
    """A sheet to print and sign: what it is about, and the members by pinyin."""
    found = records.own_expectation(actor, expectation_id)
    day = organisations.today()
    name = called(found, day)
    context = {
        "name": name,
        "organisation": organisations.standing_place(actor.organisation_id, day).name,
        "members": queries.expected(actor.organisation_id, day),
        "blank": range(4),
        "breadcrumbs": [
            (_("待办"), reverse("desk")),
            (name, reverse("expectation", args=[found.pk])),
            (_("签到表"), ""),
        ],
    }
    return render(request, "campaigns/activities/sign_in.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.RECORD)
def brief(request: HttpRequest, actor: Actor, record_id: int) -> HttpResponse:
    """Who of those that did not come made up for it, when and how."""
    found = queries.own_record(actor, record_id)
    day = organisations.today()
    waiting = queries.untold(queries.last_held(found))
    if not waiting:
        say(request, _("“%(title)s”没有等着补课、传达的同志了。") % {"title": found.title})
        return redirect("record", found.pk)
    choices = [(row.pk, _name(row)) for row in waiting]
    initial = {"on": day, "absences": [row.pk for row in waiting if row.due]}
    sent = request.method == "POST"
    form = BriefForm(
        *((request.POST,) if sent else ()),
        absences=choices,
        first=found.happened_on,
        today=day,
        initial=initial,
    )
    draft = f"brief-{found.pk}"
    if sent and form.is_valid():
        try:
            number = actions.brief(by=actor, record=found, now=timezone.now(), **form.cleaned_data)
        except actions.NotToBrief as refusal:
            form.add_error(None, str(refusal))
        else:
            told = _("已记下%(number)d位同志补上了“%(title)s”，到会率不变，补课另外算。")
            say(request, told % {"number": number, "title": found.title}, draft=draft)
            return redirect("record", found.pk)
    context = {
        "record": found,
        "form": form,
        "draft_key": draft,
        "submit_label": _("记下"),
        "cancel_url": reverse("record", args=[found.pk]),
        "breadcrumbs": [
            (_("待办"), reverse("desk")),
            (found.title, reverse("record", args=[found.pk])),
            (_("补课、传达"), ""),
        ],
    }
    return render(request, "campaigns/activities/brief.html", context, status=422 if form.errors else 200)


def _name(row: Any) -> str:
    word = row.get_circumstance_display()
    return f"{row.person.name}（{word}）" if word else str(row.person.name)


@require_POST
@page(Permission.RECORD)
def take_up(request: HttpRequest, actor: Actor, issue_id: int) -> HttpResponse:
    """One press: a problem raised at a meeting becomes a rectification of the own organisation."""
    issue = queries.own_issue(actor, issue_id)
    try:
        row = issue_actions.take_up(by=actor, issue=issue, now=timezone.now())
    except issue_actions.NotToRaise as refusal:
        say(request, str(refusal))
    else:
        told = _("“%(title)s”已列入整改台账，在待办里先报整改措施；改好由上级核验销号。")
        say(request, told % {"title": row.title})
    return redirect("record", issue.record_id)


def around_record(actor: Actor, found: Any, *, may_name: bool, own: bool) -> dict[str, Any]:
    """What the page of a record shows of its kind: what was told, who came, who is still to be told, problems."""
    if not found.kind:
        return {}
    held = queries.last_held(found)
    waiting = queries.untold(held)
    named = held and (may_name or own)
    return {
        "held": held if held and held.due is not None else None,
        "quorum": queries.quorum(held, found) if held else None,
        "absences": [(row, _name(row)) for row in held.absences.all()] if held and named else [],
        "may_brief": own and bool(waiting),
        "issues": queries.issues(found),
        "may_take_up": own and found.state in queries.COUNTED,
    }
