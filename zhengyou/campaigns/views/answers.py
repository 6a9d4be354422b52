"""Whether every requirement of the superior has an answer: the page, one answer, all likely ones at once."""

from typing import Any

from django.contrib.messages import SUCCESS, WARNING
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.saying import say

from ..actions import answering, filing
from ..actions.corrections import Overtaken
from ..forms.answers import AS_ASKED, BY_TASK, AnswerForm
from ..forms.plans import RevisionForm
from ..queries import answering as queries
from ..queries.plans import plan as found_plan
from ..rules.procedures import WrongState, may_edit_plan


@page(Permission.VIEW_PLANS)
@require_safe
def answers(request: HttpRequest, actor: Actor, plan_id: int) -> HttpResponse:
    """Every requirement beside what answers it, the open ones first."""
    return _page(request, actor, found_plan(actor, plan_id))


def _page(request: HttpRequest, actor: Actor, plan: Any, refused: AnswerForm | None = None) -> HttpResponse:
    asked = queries.askings(plan, actor.path)
    editable = may_edit_plan(plan.state, actor, actor.path)
    rows = [(one, _form(plan, one, refused) if editable else None) for one in asked]
    here = {
        "plan": plan,
        "editable": editable,
        "unanswered": [row for row in rows if row[0].answer is None],
        "answered": [row for row in rows if row[0].answer is not None],
        "likely": [one for one in asked if one.likely],
        "refused": refused,
    }
    return render(request, "campaigns/filing/answers.html", here, status=422 if refused else 200)


def _form(plan: Any, one: queries.Asking, refused: AnswerForm | None) -> AnswerForm:
    """The form of one requirement, beginning with the answer it has or the likely one; a refused one as it was."""
    prefix = str(one.task.pk)
    if refused is not None and refused.prefix == prefix:
        return refused
    chosen = (one.answer and one.answer.item) or one.likely
    initial = {
        "revision": plan.revision,
        "item": chosen.pk if chosen else None,
        "reason": one.answer.reason if one.answer else "",
    }
    return AnswerForm(initial=initial, choices=_choices(one), prefix=prefix)


def _choices(one: queries.Asking) -> list[tuple[int, str]]:
    return [(item.pk, item.name) for item in one.choices]


@page(Permission.EDIT_PLAN)
@require_POST
def answer(request: HttpRequest, actor: Actor, plan_id: int, task_id: int) -> HttpResponse:
    """Answer one requirement."""
    plan = found_plan(actor, plan_id)
    task = queries.requirement(plan, actor.path, task_id)
    one = next(one for one in queries.askings(plan, actor.path) if one.task.pk == task.pk)
    form = AnswerForm(request.POST, choices=_choices(one), prefix=str(task.pk))
    if not form.is_valid():
        return _page(request, actor, plan, form)
    try:
        sentence = _given(actor, plan, task, form.cleaned_data)
    except Overtaken as error:
        plan = found_plan(actor, plan_id)
        form.overtaken(str(error), {}, plan.revision)
        return _page(request, actor, plan, form)
    except WrongState as error:
        say(request, str(error), level=WARNING)
        return redirect("plan", plan_id)
    return _said(request, plan_id, sentence)


def _given(actor: Actor, plan: Any, task: Any, given: dict[str, Any]) -> str:
    """Do what the pressed button says; the sentence for it."""
    revision, how = given["revision"], given["how"]
    if how == AS_ASKED:
        answering.follow(by=actor, plan=plan, revision=revision, requirement=task)
        return _("“%(name)s”照上级要求办，已列入本单位的任务；请再写上由谁牵头。") % {"name": task.name}
    item = queries.own_task(plan, given["item"]) if how == BY_TASK else None
    reason = "" if item else given["reason"]
    filing.answer(by=actor, plan=plan, revision=revision, requirement=task, item=item, reason=reason)
    if item is None:
        return _("“%(name)s”已写明为什么不适用，上级审核时会看到。") % {"name": task.name}
    return _("“%(name)s”由“%(item)s”来办。") % {"name": task.name, "item": item.name}


@page(Permission.EDIT_PLAN)
@require_POST
def likely(request: HttpRequest, actor: Actor, plan_id: int) -> HttpResponse:
    """Take every proposal that was shown (`pair` = requirement:task); what does not hold any more is left out."""
    plan = found_plan(actor, plan_id)
    shown = {tuple(pair.split(":")) for pair in request.POST.getlist("pair")}
    open_now = [one for one in queries.askings(plan, actor.path) if one.answer is None]
    given = {
        one.task: item
        for one in open_now
        for item in one.choices
        if (str(one.task.pk), str(item.pk)) in shown
    }
    if not given:
        say(request, _("没有可以一次对上的了，请逐条看。"), level=WARNING)
        return redirect("plan-answers", plan_id)
    form = RevisionForm(request.POST)
    revision = form.cleaned_data["revision"] if form.is_valid() else -1
    try:
        answering.answer_all(by=actor, plan=plan, revision=revision, given=given)
    except Overtaken as error:
        return _said(request, plan_id, str(error), WARNING)
    except WrongState as error:
        say(request, str(error), level=WARNING)
        return redirect("plan", plan_id)
    sentence = _("%(n)d 条要求已对上本单位的任务；哪条不对，在它下面重选。")
    return _said(request, plan_id, sentence % {"n": len(given)})


def _said(request: HttpRequest, plan_id: int, sentence: str, level: int = SUCCESS) -> HttpResponse:
    """Back to what has no answer yet."""
    say(request, sentence, level=level)
    return redirect(f"{reverse('plan-answers', args=[plan_id])}#open")
