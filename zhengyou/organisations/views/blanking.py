"""Pages of blanking: who left long ago, and one person before nothing tells any more who it was."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zhengyou.ui.asked import number_in
from zhengyou.ui.saying import say

from .. import queries
from ..access import page
from ..actions.blanking import NotBlanked, blank_person
from ..forms.personal import BlankForm
from ..queries.belonging import person_for
from ..queries.free_texts import called, standing
from ..queries.leavers import hindrances, left_long_ago
from ..queries.personal import everything
from ..rules import Actor, Permission
from ..rules.retention import LEFT_YEARS

PAGE = 50
GOES = {"identity", "account", "logins"}
"""Sections of which blanking leaves nothing to read."""


@require_safe
@page(Permission.BLANK_PERSON)
def leavers(request: HttpRequest, actor: Actor) -> HttpResponse:
    """People who left so long ago that it is time to think of blanking them."""
    key = number_in(request.GET, "after") or 0
    rows = left_long_ago(actor, queries.today(), after=key, size=PAGE + 1)
    context = {
        "rows": rows[:PAGE],
        "next_key": rows[PAGE - 1].pk if len(rows) > PAGE else None,
        "years": LEFT_YEARS,
        "today": queries.today(),
        "breadcrumbs": [(_("哪些信息保存多久"), reverse("retention")), (_("离开多年的人"), "")],
    }
    return render(request, "organisations/personal/leavers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.BLANK_PERSON)
def blank(request: HttpRequest, actor: Actor, person_id: int) -> HttpResponse:
    """What would go and what would stay; then, with the name typed once more, it goes."""
    day = queries.today()
    person = person_for(actor, person_id, Permission.BLANK_PERSON, day)
    if person.blanked_on is not None or actor.person_id == person_id:
        raise Http404
    form = BlankForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            blank_person(by=actor, person_id=person_id, now=timezone.now(), **form.cleaned_data)
        except NotBlanked as refused:
            form.add_error(None, str(refused))
        else:
            say(request, _("已经隐去，不能恢复。数字和记录都没有变；台账记了一行，里面没有姓名。"))
            return redirect("leavers")
    sections = everything(person_id, day)
    context = {
        "person": person,
        "form": form,
        "hindrances": hindrances(person_id, day),
        "stays": [
            (section.title, section.total)
            for section in sections
            if section.total and section.key not in GOES
        ],
        "texts": standing(called(person)),
        "breadcrumbs": [(_("全部信息"), reverse("person-data", args=[person_id])), (_("隐去"), "")],
    }
    status = 422 if form.errors else 200
    return render(request, "organisations/personal/blank.html", context, status=status)
