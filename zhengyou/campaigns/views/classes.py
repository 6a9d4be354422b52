"""The classes of a school: how many it has and had, and saying it anew."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhengyou.organisations.access import page
from zhengyou.organisations.queries import today
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.saying import say

from ..actions import classes as actions
from ..forms.classes import ClassesForm
from ..queries import classes as queries


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.KEEP_GROUPS)
def classes(request: HttpRequest, actor: Actor, organisation_id: int) -> HttpResponse:
    """How many classes an organisation has, from which day on; what it said before stands beneath."""
    node = queries.school(actor, organisation_id, Permission.KEEP_GROUPS)
    told, day = queries.classes_of(organisation_id), today()
    latest = told[0] if told else None
    initial = {"number": latest.number, "names": "\n".join(latest.names)} if latest else {}
    form = ClassesForm(request.POST if request.method == "POST" else None, initial=initial)
    draft = f"classes-{organisation_id}"
    if form.is_bound and form.is_valid():
        try:
            made, stopped, added = actions.state(
                by=actor, organisation=organisation_id, told=form.told(), now=timezone.now()
            )
        except actions.NotSaid as refused:
            form.add_error(None, str(refused))
        else:
            sentence = _("记下了：有%(number)d个班。") % {"number": made.number} + _followed(stopped, added)
            say(request, sentence, draft=draft)
            return redirect("classes", organisation_id)
    own = node.organisation_id == actor.organisation_id
    here = {
        "node": node,
        "form": form,
        "told": told,
        "today": day,
        "draft_key": draft,
        "submit_label": _("报班级数"),
        "cancel_url": reverse("desk") if own else reverse("organisation", args=[organisation_id]),
        "breadcrumbs": [(node.name, reverse("organisation", args=[organisation_id])), (_("班级数"), "")],
    }
    return render(request, "campaigns/classes.html", here, status=422 if form.errors else 200)


def _followed(stopped: int, added: int) -> str:
    """What becomes of what is asked."""
    if added or stopped:
        return _(
            "每班要办的事随之新增%(added)d项、减少%(stopped)d项，以前办过的不变。报错了，在这里再报一次。"
        ) % {
            "added": added,
            "stopped": stopped,
        }
    return _("每班要办的事按这个数算，以前的不变。报错了，在这里再报一次。")
