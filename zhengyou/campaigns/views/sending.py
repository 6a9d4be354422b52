"""A plan on its way up: begun from the superior's, passed at a meeting, filed, taken up again."""

from typing import Any

from django.contrib.messages import WARNING
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhengyou.organisations.access import page
from zhengyou.organisations.queries import today
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.asked import number_in
from zhengyou.ui.saying import say

from ..actions import corrections
from ..actions import filing as actions
from ..actions.plan_steps import NotReady
from ..actions.records import NotOpen
from ..forms.plans import RevisionForm
from ..queries import asking, sending
from ..queries import plans as queries
from ..queries.records import expectation
from ..rules.meetings import MeetingHeld
from ..rules.procedures import WrongState
from .at_plan import at_meeting, back, not_open
from .expectations import above
from .workbench import READ_OR_SAVE, context


@page(Permission.EDIT_PLAN)
@require_POST
def adapt(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Begin the own plan from the superior's; `expectation` says which one asks for it."""
    theirs = _superior(request, actor)
    if theirs is None:
        say(request, _("上级还没有正在实行的方案，没有可以沿用的。可以上传本单位自己的方案。"), level=WARNING)
        return redirect("plan-upload")
    try:
        plan = actions.adapt(by=actor, superior=theirs, now=timezone.now())
    except actions.AlreadyBegun as error:
        return back(request, error.plan.pk, str(error), WARNING)
    sentence = _(
        "已从《%(theirs)s》起草本单位的方案，沿用的内容都标了“沿用上级”，只有本单位能看到。"
        "接下来补上领导小组、各项任务的负责人和自己的指标。"
    )
    return back(request, plan.pk, sentence % {"theirs": theirs.title})


def _superior(request: HttpRequest, actor: Actor) -> Any:
    """The plan of the campaign whose expectation was open on the page, else the one that is to be carried out."""
    given = number_in(request.POST, "expectation")
    if given is not None:
        return sending.asked_by(actor, expectation(actor, given))
    return sending.to_carry_out(actor)


@page(Permission.EDIT_PLAN)
@READ_OR_SAVE
def pass_(request: HttpRequest, actor: Actor, plan_id: int) -> HttpResponse:
    """Record the meeting that passed the plan; what is missing is said before anything is to be filled in."""
    plan = queries.plan(actor, plan_id)
    if answer := not_open(request, actor, plan, "pass"):
        return answer
    if lacks := sending.blocking(plan, actor.path):
        return _not_ready(request, actor, plan, lacks)
    done = _("会议已记下，方案定稿。还没有报上去：请按“报备”。要再改，按“重新修改”。")

    def act(meeting: MeetingHeld) -> None:
        actions.pass_(by=actor, plan=plan, meeting=meeting, now=timezone.now())

    try:
        return at_meeting(request, actor, plan, word=_("记下会议通过"), act=act, done=done)
    except NotReady as error:
        return _not_ready(request, actor, plan, error.lacks)


def _not_ready(request: HttpRequest, actor: Actor, plan: Any, lacks: Any) -> HttpResponse:
    here = {**context(actor, plan), "not_ready": lacks}
    return render(request, "campaigns/plans/plan.html", here, status=422)


@page(Permission.EDIT_PLAN)
@require_POST
def file(request: HttpRequest, actor: Actor, plan_id: int) -> HttpResponse:
    """Send the passed plan up."""
    plan = queries.plan(actor, plan_id)
    try:
        record = actions.file(by=actor, plan=plan, now=timezone.now())
    except NotReady as error:
        return _not_ready(request, actor, plan, error.lacks)
    except (NotOpen, WrongState) as error:
        return back(request, plan_id, str(error), WARNING)
    sentence = _(
        "已报备给{}。审核同意以后方案生效，自己定的任务进入“待办”；不同意会写明意见退回来改。"
        '审核以前，可以在<a href="{}">这次报备</a>里撤回。'
    )
    address = reverse("record", args=[record.pk])
    return back(request, plan_id, format_html(sentence, above(actor), address))


@page(Permission.EDIT_PLAN)
@require_POST
def reopen(request: HttpRequest, actor: Actor, plan_id: int) -> HttpResponse:
    """Take a passed plan up again."""
    plan = queries.plan(actor, plan_id)
    try:
        actions.reopen(by=actor, plan=plan)
    except WrongState as error:
        return back(request, plan_id, str(error), WARNING)
    return back(request, plan_id, _("可以接着改了。改好以后要再开一次会通过，才能报备。"))


@page(Permission.EDIT_PLAN)
@require_POST
def ask_filing(request: HttpRequest, actor: Actor, plan_id: int) -> HttpResponse:
    """Add the task that asks those below to file their plans."""
    plan = queries.plan(actor, plan_id)
    form = RevisionForm(request.POST)
    revision = form.cleaned_data["revision"] if form.is_valid() else -1
    values = asking.filing_task(plan, actor.path, today())
    try:
        item = corrections.add_item(by=actor, plan=plan, revision=revision, values=values)
    except (corrections.Overtaken, WrongState) as error:
        return back(request, plan_id, str(error), WARNING)
    sentence = _("已补充“%(name)s”，请下级单位把方案报上来。哪些单位、哪天以前，可以在它旁边按“改”。")
    say(request, sentence % {"name": item.name})
    return redirect(f"{reverse('plan', args=[plan_id])}#i{item.pk}")
