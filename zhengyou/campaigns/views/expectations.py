"""One thing asked of an organisation: see it, record what was done, declare zero, or say why it does not apply."""

from typing import Any

from django.contrib.messages import WARNING
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhengyou.organisations import queries as organisations
from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.saying import say

from ..actions import excuses as excuse_actions
from ..actions import records as record_actions
from ..forms.records import Asked, ReasonForm, RecordForm, ZeroForm
from ..queries import attendance, checklists, projects, records, sending
from ..rules import chips
from ..rules.activity_kinds import ActivityKind
from ..rules.periods import called
from ..rules.states import State, last_day, state_of
from ..rules.workdays import workdays_between
from . import activities

OPEN = (State.DUE, State.MISSING)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.VIEW_RECORDS)
def expectation(request: HttpRequest, actor: Actor, expectation_id: int) -> HttpResponse:
    """What is asked and what became of it; for the own organisation the form that settles it."""
    if request.method == "POST":
        return _submit(request, actor, expectation_id)
    found = records.expectation(actor, expectation_id)
    context = asked_for(found)
    filing = sending.asks_plan(found)
    may = actor.may(Permission.EDIT_PLAN if filing else Permission.RECORD)
    own = found.organisation_id == actor.organisation_id and may
    if own and filing and found.outcome == "open":
        context |= {
            "ways": sending.ways(actor, found),
            "own": True,
            "may_excuse": actor.may(Permission.RECORD),
        }
        context["breadcrumbs"] = _breadcrumbs(True, context["name"])
    elif own and context["state"] in OPEN:
        kind = activities.kind_for(request, found)
        initial: dict[str, Any] = {
            "title": context["name"],
            "items": activities.proposed(kind, found),
        } | activities.known_before(actor, kind, found)
        form = RecordForm(initial=initial, asked=_asked(actor, found, kind))
        context |= _around_form(found, form) | activities.kinds_to_choose(kind)
    else:
        place = organisations.standing_place(found.organisation_id, context["today"])
        context |= {"own": own, "organisation": place, "breadcrumbs": _breadcrumbs(own, context["name"])}
    context |= {"attempts": _attempts(found), "pleas": _pleas(found)}
    return render(request, "campaigns/records/expectation.html", context)


def _submit(request: HttpRequest, actor: Actor, expectation_id: int) -> HttpResponse:
    found = records.own_expectation(actor, expectation_id)
    if sending.asks_plan(found):
        say(request, _("这一项要报的是方案，不在这里填记录。请从下面起草或上传。"), level=WARNING)
        return redirect("expectation", expectation_id)
    kind = activities.kind_for(request, found)
    form = RecordForm(request.POST, request.FILES, asked=_asked(actor, found, kind))
    if form.is_valid():
        happening = form.happening()
        try:
            record = record_actions.submit(
                by=actor, happening=happening, expectations=[found.pk, *form.also()], now=timezone.now()
            )
        except (record_actions.NotOpen, record_actions.NotYetHappened) as refusal:
            twin = records.twin(actor, found.pk, happening.happened_on, happening.title, happening.result)
            if twin is not None:
                say(request, _("这条记录刚才已经报送，没有重复保存。"), draft=_draft(found.pk))
                return redirect("record", twin.pk)
            form.add_error(None, str(refusal))
        else:
            _say_submitted(request, actor, record.pk, happening.title, _draft(found.pk))
            return redirect("desk")
    context = asked_for(found) | _around_form(found, form) | activities.kinds_to_choose(kind)
    context |= {"attempts": _attempts(found), "pleas": _pleas(found)}
    return render(request, "campaigns/records/expectation.html", context, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.RECORD)
def zero(request: HttpRequest, actor: Actor, expectation_id: int) -> HttpResponse:
    """Declare that there was nothing in this period, where the task allows it."""
    found = records.own_expectation(actor, expectation_id)
    if not found.task.zero_allowed:
        raise Http404
    context = asked_for(found)
    key = f"zero-{found.pk}"
    form = ZeroForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        happening = record_actions.Happening(
            title=_("%(task)s：本期没有") % {"task": context["name"]},
            happened_on=min(found.period_end, context["today"]),
            result=form.cleaned_data["note"] or _("本期没有这类情况。"),
            zero=True,
        )
        try:
            record = record_actions.submit(
                by=actor, happening=happening, expectations=[found.pk], now=timezone.now()
            )
        except record_actions.NotOpen as refusal:
            form.add_error(None, str(refusal))
        else:
            _say_submitted(request, actor, record.pk, happening.title, key)
            return redirect("desk")
    context |= _around_form(found, form) | {
        "draft_key": key,
        "submit_label": _("报送“本期没有”"),
        "breadcrumbs": _breadcrumbs(True, context["name"], found.pk, _("本期没有")),
    }
    return render(request, "campaigns/records/zero.html", context, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.RECORD)
def excuse(request: HttpRequest, actor: Actor, expectation_id: int) -> HttpResponse:
    """Say why this does not apply to the own organisation; the level above answers."""
    found = records.own_expectation(actor, expectation_id)
    context = asked_for(found)
    key = f"reason-{found.pk}"
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            plea = excuse_actions.request(
                by=actor, expectation=found, reason=form.cleaned_data["reason"], now=timezone.now()
            )
        except excuse_actions.AlreadySettled as refusal:
            form.add_error(None, str(refusal))
        else:
            sentence = _("已把“%(name)s”不适用的理由报给%(above)s。答复之前可以撤回，也可以照常报送。")
            say(request, sentence % {"name": context["name"], "above": above(actor)}, draft=key)
            return redirect("excuse", plea.pk)
    context |= _around_form(found, form) | {
        "draft_key": key,
        "above": above(actor),
        "submit_label": _("报上级答复"),
        "breadcrumbs": _breadcrumbs(True, context["name"], found.pk, _("不适用")),
    }
    return render(request, "campaigns/records/reason.html", context, status=_status(form))


def asked_for(found: Any) -> dict[str, Any]:
    """What every page about one expectation shows of it."""
    day = organisations.today()
    state, last = state_of(found, day), last_day(found)
    items = checklists.items_of(found)
    return {
        "expectation": found,
        "name": called(found, day),
        "today": day,
        "state": state,
        "chip": chips.of_expectation(state),
        "last": last,
        "working_days_left": workdays_between(day, last),
        "days_past": (day - last).days,
        "in_grace": found.grace_until is not None and found.due_on < found.grace_until and day <= last,
        "is_open": state in OPEN,
        "quota": attendance.quota(found),
        "items": items,
        "items_whole": sum(item.whole for item in items),
    }


def other_choices(actor: Actor, unit: str, *, besides: Any = None) -> list[tuple[int, str]]:
    """The open expectations that one record may count as, each task once for each class; a number in another unit is
    left out, because the form asks for one number only, and so is what is ticked off item by item. Of the task of the
    expectation `besides` only its other classes in the same period are offered."""
    day = organisations.today()
    found: dict[tuple[int, int], tuple[int, str]] = {}
    for other in records.open_expectations(actor, day):
        if other.task.checklist or other.task.unit not in ("", unit) or not _besides(other, besides):
            continue
        found.setdefault((other.task_id, other.class_number), (other.pk, called(other, day)))
    return list(found.values())


def _besides(other: Any, asked: Any) -> bool:
    """Whether one event may count as this besides what it is asked for: another task, or another class."""
    if asked is None or other.task_id != asked.task_id:
        return True
    return other.class_number != asked.class_number and other.period_start == asked.period_start


def people(actor: Actor) -> list[tuple[int, str]]:
    """Who may be ticked as having taken part."""
    day = organisations.today()
    return [(row.person_id, row.person.name) for row in organisations.people_of(actor.organisation_id, day)]


def above(actor: Actor) -> str:
    """The name of the organisation that will look at what the actor sends up."""
    found = organisations.superior(actor.organisation_id, organisations.today())
    return found.name if found else _("上级")


def _asked(actor: Actor, found: Any, kind: ActivityKind | None) -> Asked:
    unit = found.task.unit
    return Asked(
        knowing=activities.knowing(actor, kind),
        today=organisations.today(),
        people=people(actor),
        unit=unit,
        others=other_choices(actor, unit, besides=found),
        projects=projects.running_of(actor.organisation_id),
        items=checklists.items_of(found),
    )


def _around_form(found: Any, form: Any) -> dict[str, Any]:
    return {
        "form": form,
        "own": True,
        "draft_key": _draft(found.pk),
        "submit_label": _("报送"),
        "cancel_url": reverse("desk"),
        "breadcrumbs": _breadcrumbs(True, called(found, organisations.today())),
    }


def _breadcrumbs(own: bool, name: str, expectation_id: int = 0, step: str = "") -> list[tuple[str, str]]:
    first = (_("待办"), reverse("desk")) if own else (_("报送记录"), reverse("records"))
    if not step:
        return [first, (name, "")]
    return [first, (name, reverse("expectation", args=[expectation_id])), (step, "")]


def _attempts(found: Any) -> list[tuple[Any, chips.Chip]]:
    """The records that met or were to meet it, each once, with their chips."""
    seen = {attempt.record_id: attempt for attempt in reversed(records.attempts(found))}
    return [(attempt, chips.of_record(attempt.record.state)) for attempt in reversed(seen.values())]


def _pleas(found: Any) -> list[tuple[Any, chips.Chip]]:
    return [(plea, chips.of_excuse(plea.state)) for plea in records.excuses_of(found)]


def _draft(expectation_id: int) -> str:
    return f"expectation-{expectation_id}"


def _status(form: Any) -> int:
    return 422 if form.errors else 200


def _say_submitted(request: HttpRequest, actor: Actor, record_id: int, title: str, draft: str) -> None:
    sentence = format_html(
        _('已报送“{}”。{}会看到并验收；验收之前，可以在<a href="{}">这条记录</a>里撤回。'),
        title,
        above(actor),
        reverse("record", args=[record_id]),
    )
    say(request, sentence, draft=draft)
