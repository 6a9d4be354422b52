"""Pages of plans: the list, the upload, the document itself, and the steps from draft to campaign."""

from typing import Any

from django.contrib.messages import WARNING
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect, reswap, retarget

from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.saying import say

from ..actions import plans as actions
from ..actions.plan_steps import NotReady
from ..forms.plans import ReturnForm, UploadForm
from ..queries import plans as queries
from ..queries import sending
from ..rules.meetings import MeetingHeld
from ..rules.procedures import PLAN, WrongState
from .at_plan import at_meeting, back, not_open
from .workbench import READ_OR_SAVE, context


@page(Permission.VIEW_PLANS)
@require_safe
def plans(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The plans of the own organisation."""
    here = {"plans": queries.plans(actor), "may_upload": actor.may(Permission.EDIT_PLAN)}
    return render(request, "campaigns/plans/list.html", here)


@page(Permission.EDIT_PLAN)
@READ_OR_SAVE
def upload(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Read a document; of several in one file ask which. Nothing is stored before one can be worked on."""
    theirs = sending.to_upload_for(actor)
    title = theirs.title if theirs else ""
    if request.method != "POST":
        return render(request, "campaigns/plans/upload.html", {"form": UploadForm(superior=title)})
    form = UploadForm(request.POST, request.FILES, superior=title)
    if not form.is_valid():
        return _upload_again(request, form, status=422)
    if form.to_choose:
        return _upload_again(request, form, status=200)
    carried_out = theirs if form.cleaned_data.get("carries_out") else None
    given = actions.Upload(form.content, form.reading, form.cleaned_data["which"], carried_out)
    plan = actions.upload(by=actor, upload=given, now=timezone.now())
    say(request, _read_sentence(plan))
    url = reverse("plan", args=[plan.pk])
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)  # type: ignore[attr-defined]  # HtmxMiddleware sets it


def _upload_again(request: HttpRequest, form: UploadForm, status: int) -> HttpResponse:
    """The form with what is to be mended or chosen. While choosing in place, the file stays chosen in the page."""
    here = {"form": form}
    if not request.htmx:  # type: ignore[attr-defined]  # HtmxMiddleware sets it
        return render(request, "campaigns/plans/upload.html", here, status=status)
    if form.to_choose:
        return render(request, "campaigns/plans/upload_which.html", here)
    answer = render(request, "campaigns/plans/upload_form.html", here, status=status)
    return reswap(retarget(answer, "#upload-form"), "outerHTML")


def _read_sentence(plan: Any) -> str:
    """What was understood, in numbers, and what comes next."""
    found = queries.items(plan)
    doubts = sum(not item.certain for item in found)
    counts = {"title": plan.title, "all": len(found), "doubts": doubts}
    if not doubts:
        return _("已读出《%(title)s》里的 %(all)d 项内容。只有本单位能看到；核对好就可以提交审批。") % counts
    return (
        _("已读出《%(title)s》里的 %(all)d 项内容，其中 %(doubts)d 处存疑，请先核对。只有本单位能看到。")
        % counts
    )


@page(Permission.VIEW_PLANS)
@require_safe
def document(request: HttpRequest, actor: Actor, plan_id: int) -> HttpResponse:
    """The document as it came, only ever to be saved, never shown by the browser."""
    name, content = queries.document(queries.plan(actor, plan_id))
    answer = HttpResponse(content, content_type="application/octet-stream")
    disposition = content_disposition_header(True, name)
    assert disposition is not None  # always given for attachments
    answer.headers["Content-Disposition"] = disposition
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@page(Permission.EDIT_PLAN)
@require_POST
def propose(request: HttpRequest, actor: Actor, plan_id: int) -> HttpResponse:
    """Send the plan up; refused with what is missing, on the workbench."""
    plan = queries.plan(actor, plan_id)
    try:
        actions.propose(by=actor, plan=plan, now=timezone.now())
    except NotReady as error:
        here = {**context(actor, plan), "not_ready": error.lacks}
        return render(request, "campaigns/plans/plan.html", here, status=422)
    except WrongState as error:
        return back(request, plan_id, str(error), WARNING)
    return back(request, plan_id, _("方案已提交审批。领导小组的同志在这一页批准或退回；退回后您可以接着改。"))


@page(Permission.APPROVE_PLAN)
@READ_OR_SAVE
def approve(request: HttpRequest, actor: Actor, plan_id: int) -> HttpResponse:
    """Record the meeting that passed the plan and put it in force: the campaign and all its expectations at once."""
    plan = queries.plan(actor, plan_id)
    if answer := not_open(request, actor, plan, "approve"):
        return answer
    done = _("已批准，活动开始。各组织现在就能在“待办”里看到自己要办的事，公开页也已生成。")
    if hasattr(plan, "campaign"):
        done = _("已批准，修订今天起生效。各组织的“待办”已经跟着变，以前办过的都算数。")

    def act(meeting: MeetingHeld) -> None:
        actions.approve(by=actor, plan=plan, meeting=meeting, now=timezone.now())

    return at_meeting(request, actor, plan, word=_("批准"), act=act, done=done)


@page(Permission.APPROVE_PLAN)
@READ_OR_SAVE
def return_(request: HttpRequest, actor: Actor, plan_id: int) -> HttpResponse:
    """Send the plan back with a comment."""
    plan = queries.plan(actor, plan_id)
    form = ReturnForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.return_(by=actor, plan=plan, now=timezone.now(), **form.cleaned_data)
        except WrongState as error:
            return back(request, plan_id, str(error), WARNING)
        draft = f"plan-return-{plan_id}"
        return back(request, plan_id, _("方案已退回，活动办公室改好后会再次提交。"), draft=draft)
    here = {"form": form, "plan": plan, "draft_key": f"plan-return-{plan_id}"}
    return render(request, "campaigns/plans/return.html", here, status=422 if form.errors else 200)


@page(Permission.EDIT_PLAN)
@READ_OR_SAVE
def discard(request: HttpRequest, actor: Actor, plan_id: int) -> HttpResponse:
    """Ask once more, then set the draft aside."""
    plan = queries.plan(actor, plan_id)
    if request.method != "POST":
        open_now = plan.state in PLAN.step("discard").sources
        return render(request, "campaigns/plans/discard.html", {"plan": plan, "open": open_now})
    try:
        actions.discard(by=actor, plan=plan)
    except WrongState as error:
        return back(request, plan_id, str(error), WARNING)
    say(request, _("《%(title)s》已作废，不再列出；原件和办理经过留在台账里。") % {"title": plan.title})
    return redirect("plans")
