"""The workbench: the page of a plan, and correcting its facts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.messages import WARNING
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zhengyou.organisations.access import page
from zhengyou.organisations.queries import today
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.saying import say

from ..actions import corrections as actions
from ..forms.plans import FactsForm, RevisionForm
from ..queries import plans as queries
from ..queries.audiences import KINDS
from ..queries.burden import Together, burden, together
from ..queries.expected import forecast
from ..queries.sending import journey
from ..queries.steps import ago, news
from ..queries.workbench import workbench
from ..rules.burden import Load
from ..rules.policies import BURDEN_MINUTES
from ..rules.procedures import PLAN, Concerned, may_edit_plan, procedure_of

READ_OR_SAVE = require_http_methods(["GET", "HEAD", "POST"])
# Pressed once: each changes the plan, or leads to a page that asks for a comment or a second thought first.
_ASKS_FIRST = ("approve", "pass", "return", "amend", "abandon", "close", "discard")


@dataclass(frozen=True)
class Step:
    """One step as the page offers it: a button, or with `asks` a link to a page that asks first."""

    label: str
    url: str
    asks: bool
    main: bool


def steps(plan: Any, actor: Actor) -> list[Step]:
    """What the actor may do with the plan now, from the declared procedure; the main step first."""
    offered = procedure_of(plan).offered(plan.state, actor, Concerned(actor.path, plan.proposed_by_id))
    found = [
        Step(
            label=str(step.label),
            url=reverse(f"plan-{step.verb}", args=[plan.pk]),
            asks=step.verb in _ASKS_FIRST,
            main=step.main,
        )
        for step in offered
    ]
    return sorted(found, key=lambda step: not step.main)


def context(actor: Actor, plan: Any) -> dict[str, Any]:
    """What every rendering of the workbench needs."""
    bench = workbench(plan, actor.path, actor.account_id)
    items = sorted((one.item for group in bench.groups for one in group.seen), key=lambda item: item.ordinal)
    proposed = plan.state == PLAN.step("approve").sources[0]
    expected = forecast(plan, items, path=actor.path, day=today()) if proposed else []
    return {
        "plan": plan,
        "bench": bench,
        "editable": may_edit_plan(plan.state, actor, actor.path),
        "state_word": PLAN.labels[plan.state],
        "steps": steps(plan, actor),
        "journey": journey(plan, today()),
        "proposed": proposed,
        "forecast": expected,
        "expectations": sum(one.expectations for one in expected),
        "meter": meter(plan, items, actor.path) if proposed else None,
        "fruitless": [one for one in expected if not one.expectations],
    }


@dataclass(frozen=True)
class Meter:
    """The burden of a plan as its page shows it: of which organisations, an average month and the heaviest one, months
    above the budget of `budget` minutes, and the year of the heaviest by months."""

    kind: str
    mean: Load
    heaviest: Load
    heaviest_month: str
    above: int
    budget: int
    bins: list[tuple[str, int]]
    together: Together | None = None


def meter(plan: Any, items: list[Any], path: str = "") -> Meter | None:
    """What the plan asks of one organisation, with `path` (the issuer's place) beside what runs already; None where
    nothing is dated."""
    found = burden(plan, items)
    if found is None:
        return None
    month, load = found.heaviest
    told = _("%(year)s年%(month)s月")
    year = [(one.month, load.minutes) for one, load in found.months.items() if one.year == month.year]
    return Meter(
        kind=str(dict(KINDS)[found.kind]),
        mean=found.mean,
        heaviest=load,
        heaviest_month=told % {"year": month.year, "month": month.month},
        above=len(found.above(BURDEN_MINUTES.default)),
        budget=BURDEN_MINUTES.default,
        together=together(plan, found, path, today()) if path else None,
        bins=[(_("%(month)s月") % {"month": number}, minutes) for number, minutes in year],
    )


@page(Permission.VIEW_PLANS)
@require_safe
def plan(request: HttpRequest, actor: Actor, plan_id: int) -> HttpResponse:
    """The text beside what was understood of it."""
    found = queries.plan(actor, plan_id)
    return render(request, "campaigns/plans/plan.html", context(actor, found))


@page(Permission.VIEW_PLANS)
@require_safe
def plan_news(request: HttpRequest, actor: Actor, plan_id: int) -> HttpResponse:
    """What others did since the page was opened (?page=revision), as a line; 204 where nobody did anything."""
    found = queries.plan(actor, plan_id)
    given = request.GET.get("page", "")
    seen = int(given) if given.isascii() and given.isdigit() and len(given) < 10 else found.revision
    sentence = news(found, seen, actor.account_id)
    if not sentence:
        return HttpResponse(status=204)
    return render(request, "campaigns/plans/news.html", {"plan": found, "news": sentence})


def closed(request: HttpRequest, actor: Actor, plan: Any) -> HttpResponse | None:
    """Where a plan can no longer be corrected: back to its page with the reason."""
    if may_edit_plan(plan.state, actor, actor.path):
        return None
    sentence = _("方案现在是“%(state)s”，不能再修改。") % {"state": PLAN.labels[plan.state]}
    say(request, sentence, level=WARNING)
    return redirect("plan", plan.pk)


@page(Permission.EDIT_PLAN)
@READ_OR_SAVE
def facts(request: HttpRequest, actor: Actor, plan_id: int) -> HttpResponse:
    """Correct title, issuer, dates and summary."""
    found = queries.plan(actor, plan_id)
    if answer := closed(request, actor, found):
        return answer
    kept = {name: getattr(found, name) for name in FactsForm.base_fields}
    form = FactsForm(request.POST if request.method == "POST" else None, initial=kept)
    if form.is_bound and form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            actions.change_facts(by=actor, plan=found, revision=revision, facts=form.values())
        except actions.Overtaken as error:
            refuse(form, error, actor, plan_id, lambda plan: plan)
        else:
            say(request, _("方案要点已改好，只有本单位能看到。"), draft=f"plan-{plan_id}")
            return redirect("plan", plan_id)
    here = {"form": form, "plan": found, "draft_key": f"plan-{plan_id}"}
    return render(request, "campaigns/plans/facts.html", here, status=422 if form.errors else 200)


def refuse(
    form: RevisionForm, error: actions.Overtaken, actor: Actor, plan_id: int, row: Callable[[Any], Any]
) -> None:
    """Show what is stored now beside what was typed; `row` finds in the plan what the form is about."""
    fresh = queries.plan(actor, plan_id)
    names = [name for name in form.base_fields if name != "revision"]
    mine = error.typed - set(error.touched)
    stored = {name: getattr(row(fresh), name) for name in names if name not in mine}
    who = {name: f"{touch.name}{ago(touch.at)}" for name, touch in error.touched.items()}
    form.overtaken(str(error), stored, fresh.revision, who)
