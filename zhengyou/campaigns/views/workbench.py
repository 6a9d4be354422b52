"""The workbench: the page of a plan, and correcting its facts and items, in place or on pages of their own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.messages import SUCCESS, WARNING
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhengyou.organisations.access import page
from zhengyou.organisations.queries import today
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.saying import say

from ..actions import corrections as actions
from ..forms.plan_items import FORMS, ItemForm, stored, typed
from ..forms.plans import FactsForm, RevisionForm
from ..queries import plans as queries
from ..queries.audiences import ITEM_KINDS, choices
from ..queries.expected import forecast
from ..queries.sending import journey
from ..queries.workbench import line_of, seen, workbench
from ..rules.procedures import PLAN, WrongState, may_edit_plan, procedure_of

READ_OR_SAVE = require_http_methods(["GET", "HEAD", "POST"])
# Pressed once: each changes the plan, or leads to a page that asks for a comment or a second thought first.
_ASKS_FIRST = ("approve", "pass", "return", "amend", "abandon", "close", "discard")
_MAIN = ("propose", "approve", "pass", "file")


@dataclass(frozen=True)
class Step:
    """One step as the page offers it: a button, or with `asks` a link to a page that asks first."""

    label: str
    url: str
    asks: bool
    main: bool


def steps(plan: Any, actor: Actor) -> list[Step]:
    """What the actor may do with the plan now, from the declared procedure; the main step first."""
    offered = procedure_of(plan).offered(plan.state, actor, actor.path, plan.proposed_by_id)
    found = [
        Step(
            label=step.label,
            url=reverse(f"plan-{step.verb}", args=[plan.pk]),
            asks=step.verb in _ASKS_FIRST,
            main=step.verb in _MAIN,
        )
        for step in offered
    ]
    return sorted(found, key=lambda step: not step.main)


def context(actor: Actor, plan: Any) -> dict[str, Any]:
    """What every rendering of the workbench needs."""
    bench = workbench(plan, actor.path)
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
        "fruitless": [one for one in expected if not one.expectations],
    }


@page(Permission.VIEW_PLANS)
@require_safe
def plan(request: HttpRequest, actor: Actor, plan_id: int) -> HttpResponse:
    """The text beside what was understood of it."""
    found = queries.plan(actor, plan_id)
    return render(request, "campaigns/plans/plan.html", context(actor, found))


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
            _refuse(form, str(error), actor, plan_id, lambda plan: plan)
        else:
            say(request, _("方案要点已改好，只有本单位能看到。"), draft=f"plan-{plan_id}")
            return redirect("plan", plan_id)
    here = {"form": form, "plan": found, "draft_key": f"plan-{plan_id}"}
    return render(request, "campaigns/plans/facts.html", here, status=422 if form.errors else 200)


def _refuse(form: RevisionForm, sentence: str, actor: Actor, plan_id: int, row: Callable[[Any], Any]) -> None:
    """Show what is stored now beside what was typed; `row` finds in the plan what the form is about."""
    fresh = queries.plan(actor, plan_id)
    names = [name for name in form.base_fields if name != "revision"]
    now_stored = {name: getattr(row(fresh), name) for name in names}
    form.overtaken(sentence, now_stored, fresh.revision)


@page(Permission.EDIT_PLAN)
@READ_OR_SAVE
def item(request: HttpRequest, actor: Actor, plan_id: int, item_id: int) -> HttpResponse:
    """Correct one item: as a fragment in its place on the workbench, or as a page."""
    found = queries.plan(actor, plan_id)
    row = queries.item(found, item_id)
    if answer := closed(request, actor, found):
        return answer
    form = _item_form(request, actor, found, row)
    if form.is_bound and form.is_valid():
        revision, changes = form.cleaned_data["revision"], form.values()
        try:
            actions.change_item(by=actor, item=row, revision=revision, changes=changes)
        except actions.Overtaken as error:
            _refuse(form, str(error), actor, plan_id, lambda plan: queries.item(plan, item_id))
        else:
            sentence = _("“%(name)s”已改好，算作核对过。") % {"name": row.name}
            return _settled(request, actor, plan_id, item_id, sentence)
    here = {"form": form, "plan": found, "item": row, "one": seen(found, row, actor.path)}
    template = "item_form" if request.htmx else "item_page"  # type: ignore[attr-defined]  # HtmxMiddleware sets it
    status = 422 if form.errors else 200
    return render(request, f"campaigns/plans/{template}.html", here, status=status)


def _item_form(request: HttpRequest, actor: Actor, plan: Any, row: Any) -> ItemForm:
    """The form of an item's kind; asked only to count, it comes back unchecked with what was typed."""
    kind = FORMS[row.kind]
    offered = choices(plan, actor.path, row.audience_root_id)
    options: dict[str, Any] = {"choices": offered, "auto_id": f"i{row.pk}-%s"}
    if "count" in request.POST:
        return kind(initial=typed(kind, request.POST), **options)
    if request.method == "POST":
        return kind(request.POST, **options)
    return kind(initial={**stored(kind, row), "revision": plan.revision}, **options)


@page(Permission.EDIT_PLAN)
@READ_OR_SAVE
def item_add(request: HttpRequest, actor: Actor, plan_id: int) -> HttpResponse:
    """Add what the reader did not find: first its kind, then the form; ?line= ties it to a paragraph."""
    found = queries.plan(actor, plan_id)
    if answer := closed(request, actor, found):
        return answer
    number, paragraph = _paragraph(request, found)
    kind = request.GET.get("kind", "")
    here: dict[str, Any] = {"plan": found, "line": number, "paragraph": paragraph, "kinds": ITEM_KINDS}
    if kind not in FORMS:
        return render(request, "campaigns/plans/add_kind.html", here)
    form = _new_form(request, actor, found, kind, paragraph)
    if form.is_bound and form.is_valid():
        values = {"kind": kind, "line": number, **form.values()}
        revision = form.cleaned_data["revision"]
        try:
            row = actions.add_item(by=actor, plan=found, revision=revision, values=values)
        except actions.Overtaken as error:
            form.overtaken(str(error), {}, queries.plan(actor, plan_id).revision)
        else:
            sentence = _("已补充“%(name)s”。要改要去掉，在它旁边按。") % {"name": row.name}
            say(request, sentence, draft=f"plan-{plan_id}-add-{kind}")
            return redirect(f"{reverse('plan', args=[plan_id])}#i{row.pk}")
    here |= {"form": form, "kind": dict(ITEM_KINDS)[kind], "draft_key": f"plan-{plan_id}-add-{kind}"}
    return render(request, "campaigns/plans/add.html", here, status=422 if form.errors else 200)


def _paragraph(request: HttpRequest, plan: Any) -> tuple[int | None, str | None]:
    """The line asked for and its text; Http404 for one that the document does not have."""
    given = request.GET.get("line", "")
    if not given:
        return None, None
    text = line_of(plan, int(given)) if given.isascii() and given.isdigit() else None
    if text is None:
        raise Http404
    return int(given), text


def _new_form(request: HttpRequest, actor: Actor, plan: Any, kind: str, paragraph: str | None) -> ItemForm:
    form = FORMS[kind]
    options: dict[str, Any] = {"choices": choices(plan, actor.path), "paragraph": paragraph}
    if "count" in request.POST:
        return form(initial=typed(form, request.POST), **options)
    if request.method == "POST":
        return form(request.POST, **options)
    text = (paragraph or "").strip()
    return form(initial={"revision": plan.revision, "quote": text, "text": text}, **options)


def _pressed(sentence: Promise, act: Callable[[Actor, Any, int], Any]) -> Callable[..., HttpResponse]:
    """A view for one press beside an item; `sentence` has its %(name)s."""

    @page(Permission.EDIT_PLAN)
    @require_POST
    def press(request: HttpRequest, actor: Actor, plan_id: int, item_id: int) -> HttpResponse:
        found = queries.plan(actor, plan_id)
        row = queries.item(found, item_id)
        form = RevisionForm(request.POST)
        revision = form.cleaned_data["revision"] if form.is_valid() else -1
        try:
            act(actor, row, revision)
        except (actions.Overtaken, WrongState) as error:
            return _settled(request, actor, plan_id, item_id, str(error), level=WARNING)
        return _settled(request, actor, plan_id, item_id, str(sentence) % {"name": row.name})

    return press


def _settled(
    request: HttpRequest, actor: Actor, plan_id: int, item_id: int, sentence: str, level: int = SUCCESS
) -> HttpResponse:
    """After a change: the item in its place again with the sentence, or the workbench at the item."""
    if request.htmx:  # type: ignore[attr-defined]  # HtmxMiddleware sets it
        found = queries.plan(actor, plan_id)
        one = seen(found, queries.item(found, item_id), actor.path)
        here = {**context(actor, found), "one": one, "said": sentence, "refused": level != SUCCESS}
        return render(request, "campaigns/plans/settled.html", here)
    say(request, sentence, level=level, draft=f"plan-item-{item_id}" if level == SUCCESS else "")
    return redirect(f"{reverse('plan', args=[plan_id])}#i{item_id}")


item_confirm = _pressed(
    gettext_lazy("“%(name)s”已核对。"),
    lambda actor, row, revision: actions.confirm_item(by=actor, item=row, revision=revision),
)
item_remove = _pressed(
    gettext_lazy("“%(name)s”已去掉，不会进入活动；要拿回来，按“恢复”。"),
    lambda actor, row, revision: actions.remove_item(by=actor, item=row, revision=revision),
)
item_restore = _pressed(
    gettext_lazy("“%(name)s”已恢复。"),
    lambda actor, row, revision: actions.remove_item(by=actor, item=row, revision=revision, removed=False),
)
