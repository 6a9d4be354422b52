"""What settles many things of a plan at once, or takes them back: accepting the rest, repairs of defects, undo."""

from collections.abc import Callable
from typing import Any

from django.contrib.messages import WARNING
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.saying import say

from ..actions import repairs, undoing
from ..actions.corrections import Overtaken
from ..forms.plans import RevisionForm
from ..queries import plans as queries
from ..queries.steps import steps
from ..rules.procedures import WrongState, may_edit_plan

_REFUSALS = (Overtaken, WrongState, repairs.NotOffered, undoing.CannotUndo)
_ACT = Callable[[HttpRequest, Actor, Any, dict[str, str]], tuple[str, str]]


def _press(act: _ACT) -> Callable[..., HttpResponse]:
    """A view for one press on the whole plan; `act` returns the sentence to say and the place to go to."""

    @page(Permission.EDIT_PLAN)
    @require_POST
    def press(request: HttpRequest, actor: Actor, plan_id: int, **rest: str) -> HttpResponse:
        found = queries.plan(actor, plan_id)
        back = reverse("plan", args=[plan_id])
        try:
            sentence, place = act(request, actor, found, rest)
        except _REFUSALS as error:
            say(request, str(error), level=WARNING)
            return redirect(f"{back}{'#g-defects' if rest else ''}")
        say(request, sentence)
        return redirect(f"{back}{place}")

    return press


def _revision(request: HttpRequest) -> int:
    form = RevisionForm(request.POST)
    return int(form.cleaned_data["revision"]) if form.is_valid() else -1


def _number(request: HttpRequest) -> int:
    """The number of the step that a button names; -1, which none has, for anything else."""
    given = request.POST.get("number", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else -1


def _accept(request: HttpRequest, actor: Actor, plan: Any, rest: dict[str, str]) -> tuple[str, str]:
    count = repairs.accept_all(by=actor, plan=plan, revision=_revision(request))
    return _("其余 %(n)d 处都核对过了。要反悔，按“撤销”。") % {"n": count}, "#readiness"


def _repair(request: HttpRequest, actor: Actor, plan: Any, rest: dict[str, str]) -> tuple[str, str]:
    given = request.POST
    option, written = given.get("option", ""), given.get("written", "")
    done = repairs.repair(
        by=actor, plan=plan, revision=_revision(request), defect=rest["key"], option=option, written=written
    )
    return _("已按提示修正：%(words)s。原文没有动。") % {"words": done.words}, "#g-defects"


def _cleaned(request: HttpRequest, actor: Actor, plan: Any, rest: dict[str, str]) -> tuple[str, str]:
    count = repairs.accept_cleaned(by=actor, plan=plan)
    return _("%(n)d 处照清理后的文字读，原文没有动。") % {"n": count}, "#g-defects"


def _aside(request: HttpRequest, actor: Actor, plan: Any, rest: dict[str, str]) -> tuple[str, str]:
    reason = request.POST.get("reason", "").strip()[:200]
    repairs.set_aside(by=actor, plan=plan, defect=rest["key"], reason=reason)
    return _("这一处记为不用改。"), "#g-defects"


def _undo(request: HttpRequest, actor: Actor, plan: Any, rest: dict[str, str]) -> tuple[str, str]:
    step = undoing.undo(by=actor, plan=plan, number=_number(request))
    return _("已撤销：%(words)s。要拿回来，按“恢复”。") % {"words": step.words}, _place(step)


def _redo(request: HttpRequest, actor: Actor, plan: Any, rest: dict[str, str]) -> tuple[str, str]:
    step = undoing.redo(by=actor, plan=plan, number=_number(request))
    return _("已恢复：%(words)s。") % {"words": step.words}, _place(step)


def _place(step: Any) -> str:
    """Where a step's change is to be seen: its one item, or what is left to do."""
    ids = [change["item"] for change in step.changes]
    return f"#i{ids[0]}" if len(ids) == 1 and ids[0] else "#readiness"


accept, repair, cleaned, aside = _press(_accept), _press(_repair), _press(_cleaned), _press(_aside)
undo, redo = _press(_undo), _press(_redo)


@page(Permission.VIEW_PLANS)
@require_safe
def plan_steps(request: HttpRequest, actor: Actor, plan_id: int) -> HttpResponse:
    """Everything that was done on the workbench, the newest first, each to be taken back."""
    found = queries.plan(actor, plan_id)
    done = steps(found, actor.account_id)
    editable = may_edit_plan(found.state, actor, actor.path)
    here = {"plan": found, "done": done.all, "editable": editable}
    return render(request, "campaigns/plans/history.html", here)
