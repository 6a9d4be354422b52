"""What the steps of a plan share: back to its page with a sentence, and the meeting that is told."""

from collections.abc import Callable
from typing import Any

from django.contrib.messages import SUCCESS, WARNING
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhengyou.organisations.queries import today
from zhengyou.organisations.rules import Actor
from zhengyou.ui.saying import say

from ..forms.meetings import MeetingForm
from ..queries import sending
from ..rules.meetings import MeetingHeld, NotPassed
from ..rules.procedures import Concerned, WrongState, procedure_of


def back(
    request: HttpRequest, plan_id: int, sentence: str, level: int = SUCCESS, draft: str = ""
) -> HttpResponse:
    """To the plan with the sentence; `draft` names what was typed and is kept no longer."""
    say(request, sentence, level=level, draft=draft)
    return redirect("plan", plan_id)


def not_open(request: HttpRequest, actor: Actor, plan: Any, verb: str) -> HttpResponse | None:
    """Back to the plan with the reason where a step is not open now; raises NotPermitted for who may not take it."""
    try:
        procedure_of(plan).check(verb, plan.state, actor, Concerned(actor.path, plan.proposed_by_id))
    except WrongState as error:
        return back(request, plan.pk, str(error), WARNING)
    return None


def at_meeting(
    request: HttpRequest, actor: Actor, plan: Any, *, word: str, act: Callable[[MeetingHeld], Any], done: str
) -> HttpResponse:
    """The page on which a meeting is told, with the step's `word` on its button; `act` takes the step with it."""
    form = MeetingForm(request.POST if request.method == "POST" else None, initial=_known(actor))
    key = f"plan-meeting-{plan.pk}"
    if form.is_bound and form.is_valid():
        try:
            act(form.meeting())
        except NotPassed as error:
            form.add_error(None, str(error))
        except WrongState as error:
            return back(request, plan.pk, str(error), WARNING)
        else:
            return back(request, plan.pk, done, draft=key)
    here = {"form": form, "plan": plan, "draft_key": key, "word": word}
    return render(request, "campaigns/plans/meeting.html", here, status=422 if form.errors else 200)


def _known(actor: Actor) -> dict[str, Any]:
    """What the form begins with: nothing is asked for that is known."""
    day = today()
    usual = sending.usual_meeting(actor, day)
    return {"kind": usual.kind, "held_on": day, "chair": usual.chair, "due": usual.due}
