"""Pages of a procedure: what may be done now, the form of one step, and taking it. One way for all procedures."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from zhengyou.organisations.rules import Actor
from zhengyou.ui.saying import say

from ..forms.stepping import People, StepForm
from ..rules.chips import Chip
from ..rules.procedures import Concerned, Procedure, Transition, WrongState


@dataclass(frozen=True, kw_only=True)
class Thing:
    """One row that goes through a procedure, as these pages need it: where its page and its steps are, what takes a
    step (verb, answers), which refusals that may raise, and the context of its page. Steps in `not_yet` are too early:
    the page leaves them out, the action refuses them with a day. Fields in `left_out` this row has not."""

    procedure: Procedure
    row: Any
    concerned: Concerned
    url: str
    step_url: Callable[[str], str]
    take: Callable[[str, Mapping[str, Any]], Any]
    refusals: tuple[type[Exception], ...] = ()
    people: Callable[[], People] = tuple
    initial: Mapping[str, Any] | None = None
    breadcrumbs: tuple[tuple[str, str], ...] = ()
    not_yet: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()

    def offered(self, actor: Actor) -> list[Transition]:
        """The steps open to the actor now, the main one first."""
        found = self.procedure.offered(self.row.state, actor, self.concerned)
        return sorted(found, key=lambda step: not step.main)


@dataclass(frozen=True)
class Press:
    """A step as the page offers it: with a form of its own behind a link, or settled by one press."""

    label: str
    url: str
    hint: str
    asks: bool
    main: bool


def presses(thing: Thing, actor: Actor) -> list[Press]:
    """What the actor may press on the row's page."""
    return [
        Press(
            str(step.label),
            thing.step_url(step.verb),
            str(step.hint),
            bool(step.asks or step.comment),
            step.main,
        )
        for step in thing.offered(actor)
        if step.verb not in thing.not_yet
    ]


def chip(procedure: Procedure, state: str) -> Chip:
    """The chip of a state: its shape and its word, both from the table."""
    return Chip(procedure.shapes[state], procedure.labels[state])


def journey(procedure: Procedure, stages: Iterable[Any]) -> list[tuple[Any, str, Chip]]:
    """Each stage with the word of the step that led to it (empty for the first) and its chip, as the page shows it."""
    words = {step.verb: str(step.label) for step in procedure.transitions}
    return [(stage, words.get(stage.verb, ""), chip(procedure, stage.state)) for stage in stages]


def taken(request: HttpRequest, actor: Actor, thing: Thing, verb: str) -> HttpResponse:
    """The form of one step (GET) and the step itself (POST). 404 for a step the actor never has; a step that is not
    open any more sends back to the row's page with the sentence."""
    try:
        step = thing.procedure.step(verb)
    except KeyError:
        raise Http404 from None
    if step not in thing.offered(actor):
        return not_open(request, actor, thing, verb)
    sent = request.method == "POST"
    form = StepForm(
        *((request.POST, request.FILES) if sent else ()),
        step=step,
        people=thing.people(),
        left_out=thing.left_out,
        initial=dict(thing.initial or {}),
    )
    if sent and form.is_valid():
        try:
            thing.take(verb, form.cleaned_data)
        except thing.refusals as refusal:
            form.add_error(None, str(refusal))
        except WrongState as refusal:
            say(request, str(refusal))
            return redirect(thing.url)
        else:
            say(request, str(step.done), draft=_draft(thing, verb))
            return redirect(thing.url)
    context = {
        "step": step,
        "thing": thing,
        "form": form,
        "draft_key": _draft(thing, verb),
        "submit_label": step.label,
        "cancel_url": thing.url,
        "breadcrumbs": [*thing.breadcrumbs, (str(thing.row), thing.url), (step.label, "")],
        "today": timezone.localdate(),
    }
    return render(request, "campaigns/procedures/step.html", context, status=422 if form.errors else 200)


def not_open(request: HttpRequest, actor: Actor, thing: Thing, verb: str) -> HttpResponse:
    """Back to the row's page, with the sentence why the step is not open; raises NotPermitted for whom it never is."""
    try:
        thing.procedure.check(verb, thing.row.state, actor, thing.concerned)
    except WrongState as refusal:
        say(request, str(refusal))
    return redirect(thing.url)


def _draft(thing: Thing, verb: str) -> str:
    return f"{thing.procedure.key}-{thing.row.pk}-{verb}"
