"""What was written: read and merged by scrutineers alone, then told to the organiser as themes."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhengyou.organisations import queries as organisations
from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.asked import number_in
from zhengyou.ui.saying import say

from ..actions import themes as actions
from ..actions.rounds import NotPossible
from ..forms.following import ThemeForm
from ..queries import following as queries
from .rounds import found, thing_of

PAGE = 50


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.VIEW_CAMPAIGN)
def remarks(request: HttpRequest, actor: Actor, round_id: int) -> HttpResponse:
    """What was written about one urn (?urn=, 0: of the small ones), to be merged into themes, fifty at a time."""
    row = found(actor, round_id)
    if not queries.is_scrutineer(actor, row) or row.state not in queries.COUNTED:
        raise Http404
    places = queries.written(row)
    urn = _chosen(request, places)
    rows = queries.remarks(row, urn, PAGE)
    sent = (request.POST,) if request.method == "POST" else ()
    form = ThemeForm(*sent, offered=[(str(one.pk), _told(one)) for one in rows])
    if sent and form.is_valid():
        told = form.cleaned_data
        try:
            actions.sort(
                by=actor, row=row, urn=urn, remarks=told["remarks"], name=told["name"],
                problem=told["problem"] == "yes", now=timezone.now(),
            )  # fmt: skip
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            say(request, _("归到“%(name)s”了。归错了可以再勾上，归到别的一类。") % {"name": told["name"]})
            return redirect(f"{reverse('appraisal-remarks', args=[row.pk])}?urn={urn}")
    thing = thing_of(actor, row)
    context = {
        "row": row,
        "places": places,
        "urn": urn,
        "form": form if rows and not row.themes_released else None,
        "themes": queries.themes_of(row, urn),
        "left": sum(one.unsorted for one in places),
        "breadcrumbs": [*thing.breadcrumbs, (str(row), thing.url), (_("写的话"), "")],
    }
    return render(request, "appraisals/results/remarks.html", context, status=422 if form.errors else 200)


def _chosen(request: HttpRequest, places: list[queries.Written]) -> int:
    asked = number_in(request.GET, "urn")
    if asked is not None and any(one.key == asked for one in places):
        return asked
    return next((one.key for one in places if one.unsorted), places[0].key if places else 0)


def _told(remark: Any) -> str:
    return (
        _("%(text)s　〔%(theme)s〕") % {"text": remark.text, "theme": remark.theme}
        if remark.theme
        else remark.text
    )


@require_POST
@page(Permission.VIEW_CAMPAIGN)
def release(request: HttpRequest, actor: Actor, round_id: int) -> HttpResponse:
    """Hand the themes over to the organiser."""
    row = found(actor, round_id)
    try:
        actions.release(by=actor, row=row, now=timezone.now())
    except NotPossible as refusal:
        say(request, str(refusal))
        return redirect("appraisal-remarks", row.pk)
    say(request, _("交过去了。组织评议的单位看得到归出来的各类，看不到原话。"))
    return redirect("appraisal-themes", row.pk)


@require_safe
@page(Permission.VIEW_CAMPAIGN)
def themes(request: HttpRequest, actor: Actor, round_id: int) -> HttpResponse:
    """The themes of a round and what became of each problem."""
    row = found(actor, round_id)
    if not queries.may_read_themes(actor, row):
        raise Http404
    thing = thing_of(actor, row)
    context = {
        "row": row,
        "themes": queries.themes(row),
        "today": organisations.today(),
        "breadcrumbs": [*thing.breadcrumbs, (str(row), thing.url), (_("反映的问题"), "")],
    }
    return render(request, "appraisals/results/themes.html", context)
