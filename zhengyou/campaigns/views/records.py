"""Records: see one, accept it, send it back, put it right, take it back; the list at a node; files."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhengyou.ledger.queries import history
from zhengyou.organisations import queries as organisations
from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.asked import number_in
from zhengyou.ui.saying import say
from zhengyou.ui.wording import number_text

from ..actions import records as actions
from ..forms.records import Asked, CorrectionForm, ReturnForm
from ..queries import honesty, projects
from ..queries import records as queries
from ..queries.checklists import items_of
from ..rules import chips, procedures
from ..rules.activity_kinds import catalogue, name_of, told
from ..rules.periods import called
from ..rules.states import state_of
from . import activities
from .attached import attached
from .expectations import above, other_choices, people

PAGE = 50


@require_safe
@page(Permission.VIEW_RECORDS)
def records(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The records at or under a node (?node=, the own organisation without), the newest first."""
    day = organisations.today()
    node_id = number_in(request.GET, "node") or actor.organisation_id
    node = organisations.visible_place(actor, Permission.VIEW_RECORDS, node_id, day)
    state = request.GET.get("state", "")
    if state not in procedures.RECORD.labels:
        state = ""
    found = queries.records(
        actor, node, state=state, before_id=number_in(request.GET, "after"), size=PAGE + 1
    )
    shown = found[:PAGE]
    places = organisations.placements([row.organisation_id for row in shown], day)
    several = any(row.organisation_id != node.organisation_id for row in shown)
    context = {
        "node": node,
        "one_place": not several,
        "several_places": several,
        "rows": [(row, places.get(row.organisation_id), chips.of_record(row.state)) for row in shown],
        "states": [
            ("", _("全部"), None),
            *((key, word, None) for key, word in procedures.RECORD.labels.items()),
        ],
        "next_key": shown[-1].pk if len(found) > PAGE else None,
        "bursts": honesty.bursts(actor, node, day),
        "own": node.organisation_id == actor.organisation_id,
        "today": day,
        "breadcrumbs": node_breadcrumbs(actor, node),
    }
    return render(request, "campaigns/records/list.html", context)


@require_safe
@page(Permission.VIEW_RECORDS)
def record(request: HttpRequest, actor: Actor, record_id: int) -> HttpResponse:
    """One record with what it meets, its files, its history and what may be done with it."""
    return _record_page(request, actor, queries.record(actor, record_id), ReturnForm())


@require_POST
@page(Permission.DECIDE)
def accept(request: HttpRequest, actor: Actor, record_id: int) -> HttpResponse:
    """Confirm that it happened as told; back to the page the button stood on."""
    found = queries.record(actor, record_id)
    try:
        actions.accept(by=actor, record=found, now=timezone.now())
    except procedures.WrongState as refusal:
        say(request, str(refusal), level=messages.ERROR)
    else:
        name = _organisation(found).name
        say(request, _accepted(found) % {"organisation": name, "title": found.title})
    return redirect(_back(request) or reverse("record", args=[found.pk]))


def _accepted(found: Any) -> str:
    if found.plan_version_id:
        return _("已同意%(organisation)s的方案备案，方案从今天起生效，对方和上级都会看到。")
    return _(
        "已验收%(organisation)s的“%(title)s”，对方和上级都会看到。如果后来发现不实，打开记录还可以退回。"
    )


@require_POST
@page(Permission.DECIDE)
def return_(request: HttpRequest, actor: Actor, record_id: int) -> HttpResponse:
    """Send a record back with a comment."""
    found = queries.record(actor, record_id)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _record_page(request, actor, found, form, status=422)
    try:
        actions.return_(by=actor, record=found, comment=form.cleaned_data["comment"], now=timezone.now())
    except procedures.WrongState as refusal:
        form.add_error(None, str(refusal))
        return _record_page(request, actor, queries.record(actor, record_id), form, status=422)
    sentence = _("已退回“%(title)s”。%(organisation)s会在待办里看到您的意见，补正后会再报上来。")
    name = _organisation(found).name
    say(request, sentence % {"title": found.title, "organisation": name}, draft=_return_draft(found))
    return redirect("record", found.pk)


@require_POST
@page(Permission.VIEW_RECORDS)
def withdraw(request: HttpRequest, actor: Actor, record_id: int) -> HttpResponse:
    """Take back a record that was not accepted yet."""
    found = queries.record(actor, record_id)
    if not actor.may(procedures.record_procedure(found).step("withdraw").permission):
        raise Http404
    try:
        actions.withdraw(by=actor, record=found, now=timezone.now())
    except procedures.WrongState as refusal:
        say(request, str(refusal), level=messages.ERROR)
        return redirect("record", found.pk)
    if plan_id := queries.plan_of(found):
        say(request, _("已撤回报备，上级看不到要审核的内容了。要改就按“重新修改”，不改可以再按“报备”。"))
        return redirect("plan", plan_id)
    say(request, _("已撤回“%(title)s”。它对应的事又回到待办里，可以重新报送。") % {"title": found.title})
    return redirect("desk")


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.VIEW_RECORDS)
def resubmit(request: HttpRequest, actor: Actor, record_id: int) -> HttpResponse:
    """Put a returned record right: the form with what was there, the comment of the return on top. A plan is put
    right on its own page."""
    found = queries.record(actor, record_id)
    permission = procedures.record_procedure(found).step("resubmit").permission
    if found.organisation_id != actor.organisation_id or not actor.may(permission):
        raise Http404
    if plan_id := queries.plan_of(found):
        return redirect("plan", plan_id)
    sent = request.method == "POST"
    asked, formerly = _asked_again(actor, found)
    if not sent and "resubmit" not in offered_steps(actor, found, _organisation(found).path):
        return redirect("record", found.pk)
    if not sent and not formerly:
        say(
            request,
            _("它对应的事已由别的记录办结，或者不再要求，不用再补正；不要的话可以撤回。"),
            level=messages.INFO,
        )
        return redirect("record", found.pk)
    initial = as_it_was(found) | {"others": formerly}
    form = CorrectionForm(*((request.POST, request.FILES) if sent else ()), initial=initial, asked=asked)
    if sent and form.is_valid() and _sent_again(request, actor, found, form):
        return redirect("record", found.pk)
    context = {
        "record": found,
        "form": form,
        "draft_key": _correction_draft(found),
        "submit_label": _("重新报送"),
        "cancel_url": reverse("record", args=[found.pk]),
        "zero_again": next((pk for pk in formerly if found.zero), None),
        "breadcrumbs": [
            (_("待办"), reverse("desk")),
            (found.title, reverse("record", args=[found.pk])),
            (_("补正"), ""),
        ],
    }
    return render(request, "campaigns/records/resubmit.html", context, status=422 if form.errors else 200)


def _sent_again(request: HttpRequest, actor: Actor, found: Any, form: CorrectionForm) -> bool:
    """Whether the corrected record went up; a refusal is noted on the form."""
    try:
        actions.resubmit(
            by=actor, record=found, happening=form.happening(), expectations=form.also(), now=timezone.now()
        )
    except (actions.NotOpen, actions.NotYetHappened, procedures.WrongState) as refusal:
        form.add_error(None, str(refusal))
        return False
    sentence = _("已重新报送“%(title)s”，%(above)s会再看。验收之前还可以撤回。")
    told = {"title": form.cleaned_data["title"], "above": above(actor)}
    say(request, sentence % told, draft=_correction_draft(found))
    return True


@require_safe
@page(Permission.VIEW_RECORDS)
def file(request: HttpRequest, actor: Actor, record_id: int, attachment_id: int) -> HttpResponse:
    """One file, always to be kept and never opened within our pages."""
    found = queries.attachment(actor, record_id, attachment_id)
    return attached(found.name, found.media_type, bytes(found.content))


def _record_page(
    request: HttpRequest, actor: Actor, found: Any, form: ReturnForm, *, status: int = 200
) -> HttpResponse:
    day = organisations.today()
    place = _organisation(found)
    met = _met(found)
    context = {
        "record": found,
        "place": place,
        "today": day,
        "chip": (chips.of_filing if found.plan_version_id else chips.of_record)(found.state),
        "plan_id": queries.plan_of(found) if actor.organisation_id == found.organisation_id else None,
        "late_entry": chips.late_entry() if _tells_late(found) else None,
        **activities.around_record(
            actor,
            found,
            may_name=actor.may(Permission.VIEW_PEOPLE, place.path),
            own=found.organisation_id == actor.organisation_id and actor.may(Permission.RECORD),
        ),
        "told": list(told(catalogue().kind(found.kind), found.details)),
        "kind": name_of(found.kind) if found.kind else "",
        "twins": honesty.twins(actor, found, day),
        "twin_promises": honesty.promises_with(actor, [one.sha256 for one in found.attachments.all()], day),
        "met": [
            (row, called(row.expectation, day), chips.of_expectation(state_of(row.expectation, day)))
            for row in met
        ],
        "late": any(not row.in_time for row in met if row.until is None),
        "names": [person.name for person in found.participants.all()]
        if actor.may(Permission.VIEW_PEOPLE, place.path)
        else [],
        "history": history(actions.SUBJECT, found.pk),
        "offered": offered_steps(actor, found, place.path),
        "form": form,
        "draft_key": _return_draft(found),
        "breadcrumbs": [*node_breadcrumbs(actor, place, leaf=False), (found.title, "")],
    }
    return render(request, "campaigns/records/record.html", context, status=status)


def _met(found: Any) -> list[Any]:
    """What it meets, each expectation once; of a list to tick off the row that counts now."""
    rows = sorted(found.fulfilments.all(), key=lambda row: row.pk)
    return list({row.expectation_id: row for row in rows}.values())


def _tells_late(found: Any) -> bool:
    """Whether it is marked as entered late; a meeting lies before its filing by nature."""
    return not found.plan_version_id and queries.entered_late(found)


def _organisation(found: Any) -> Any:
    return organisations.standing_place(found.organisation_id, organisations.today())


def offered_steps(actor: Actor, found: Any, path: str) -> dict[str, procedures.Transition]:
    """The steps this actor may take now, by verb; the page draws its buttons from them."""
    steps = procedures.record_procedure(found).offered(
        found.state, actor, procedures.Concerned(path, found.entered_by_id)
    )
    return {step.verb: step for step in steps}


def _asked_again(actor: Actor, found: Any) -> tuple[Asked, list[int]]:
    """What the form knows, and which of the open expectations the record was to meet before."""
    day = organisations.today()
    before = {row.expectation_id: row.expectation for row in found.fulfilments.all()}
    still: dict[int, str] = {}
    tasks: set[tuple[int, int]] = set()
    for row in queries.open_expectations(actor, day):
        again = row.pk in before or any(queries.stands_for(row, one) for one in before.values())
        key = (row.task_id, row.class_number)
        if again and key not in tasks:  # one event counts once for each task and class
            tasks.add(key)
            still[row.pk] = called(row, day)
    unit = found.unit or next((row.task.unit for row in before.values() if row.task.unit), "")
    others = still | dict(other_choices(actor, unit))
    lists = [one for one in before.values() if one.pk in still and one.task.checklist]
    asked = Asked(
        items=[item for one in lists for item in items_of(one)],
        today=day,
        people=people(actor),
        unit=unit,
        others=list(others.items()),
        projects=projects.running_of(found.organisation_id, found.project_id),
        knowing=activities.knowing(actor, catalogue().kind(found.kind)),
    )
    return asked, list(still)


def as_it_was(found: Any) -> dict[str, Any]:
    """What the form begins with; a zero declaration said nothing that a form could keep."""
    if found.zero:
        return {"title": found.fulfilments.all()[0].expectation.task.name}
    names = ("title", "happened_on", "place", "attended", "result", "quantity")
    was_for: dict[str, Any] = {"project": found.project_id}
    was_for["items"] = [item for row in found.fulfilments.all() for item in row.items]
    was = {name: getattr(found, name) for name in names}
    if found.quantity is not None:
        was["quantity"] = number_text(found.quantity).replace(",", "")
    was |= {"participants": [person.pk for person in found.participants.all()]}
    return was | was_for | activities.as_it_was(found)


def _correction_draft(found: Any) -> str:
    return f"record-{found.pk}"


def node_breadcrumbs(actor: Actor, node: Any, *, leaf: bool = True) -> list[tuple[str, str]]:
    """The tree from the actor's own organisation down to the node, each with its records."""
    above_it = [
        place
        for place in organisations.ancestors(node, organisations.today())
        if place.path.startswith(actor.path)
    ]
    crumbs = [(place.name, f"{reverse('records')}?node={place.organisation_id}") for place in above_it]
    last = "" if leaf else f"{reverse('records')}?node={node.organisation_id}"
    return [*crumbs, (node.name, last)]


def _return_draft(found: Any) -> str:
    return f"return-{found.pk}"


def _back(request: HttpRequest) -> str:
    """Where the button stood, if that is one of our pages."""
    address = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if safe else ""
