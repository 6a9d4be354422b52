"""A person's way: another status, another organisation, leaving, putting right, and taking a step back."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zhengyou.ui.saying import say

from .. import queries
from ..access import page
from ..actions import mending, people, transfers
from ..actions.groups import NotKept
from ..forms.people import LeaveForm, MendForm, StatusForm, TransferForm
from ..queries import consequences
from ..queries.choosing import keeping_places
from ..queries.person import File, kept_person, step_of
from ..rules import Actor, Permission
from ..rules.offering import left
from ..rules.statuses import next_status
from .stepping import Way, go, when

READ_OR_SAVE = require_http_methods(["GET", "HEAD", "POST"])


@READ_OR_SAVE
@page(Permission.KEEP_PEOPLE)
def status(request: HttpRequest, actor: Actor, person_id: int) -> HttpResponse:
    """Another status from a day on."""
    file, row = _member(actor, person_id)
    coming = next_status(row.status)
    form = StatusForm(_sent(request), now=row.status, initial={"status": coming} if coming else {})
    question = _("%(name)s改为什么身份") % {"name": file.person.name}
    here = _page(file, form, _("改变身份"), question)

    def act() -> tuple[str, str]:
        step = people.change_status(
            by=actor,
            person=person_id,
            status=form.cleaned_data["status"],
            decided=form.decided(),
            now=timezone.now(),
        )
        told = _("%(name)s的身份已改，%(when)s。生效当天以前可以在这一页撤回。")
        return told % {"name": file.person.name, "when": when(step.effective_on)}, here["cancel_url"]

    def foresee() -> Any:
        given = form.decided()
        wanted = form.cleaned_data["status"]
        return consequences.of_status(row, file.person, wanted, given.effective_on, given.reason)

    return go(request, here, Way(act, foresee))


@READ_OR_SAVE
@page(Permission.KEEP_PEOPLE)
def transfer(request: HttpRequest, actor: Actor, person_id: int) -> HttpResponse:
    """Another organisation: at once where the actor keeps people on both sides, else it is asked to receive him."""
    file, row = _member(actor, person_id)
    targets = keeping_places(actor, row.organisation_id, queries.today())
    form = TransferForm(_sent(request), targets=targets)
    here = _page(file, form, _("转接组织关系"), _("%(name)s转到哪个组织") % {"name": file.person.name})

    def within() -> bool:
        place = queries.place(form.place, queries.today())
        return actor.may(Permission.KEEP_PEOPLE, place.path)

    def act() -> tuple[str, str]:
        decided, now = form.decided(), timezone.now()
        if within():
            step = people.transfer(by=actor, person=person_id, target=form.place, decided=decided, now=now)
            told = _("%(name)s的组织关系已转，%(when)s。生效当天以前可以撤回。")
            words = {"name": file.person.name, "when": when(step.effective_on)}
            new = queries.standing_place(form.place, step.effective_on)
            seen = actor.may(Permission.VIEW_PEOPLE, new.path)
            return told % words, here["cancel_url"] if seen else reverse("desk")
        asked = transfers.ask_transfer(
            by=actor, person=person_id, target=form.place, decided=decided, now=now
        )
        return _("已请对方接收。对方接收后才转过去，在这一页可以撤回。"), reverse("transfer", args=[asked.pk])

    def foresee() -> Any:
        day = form.decided().effective_on
        return consequences.of_transfer(row, file.person, form.place, day, asked=not within())

    return go(request, here, Way(act, foresee))


@READ_OR_SAVE
@page(Permission.KEEP_PEOPLE)
def leave(request: HttpRequest, actor: Actor, person_id: int) -> HttpResponse:
    """Nowhere here from a day on."""
    file, row = _member(actor, person_id)
    form = LeaveForm(_sent(request))
    here = _page(file, form, _("办理离开"), _("%(name)s为什么离开") % {"name": file.person.name})

    def act() -> tuple[str, str]:
        step = people.leave(
            by=actor,
            person=person_id,
            left=left(form.cleaned_data["left"]),
            decided=form.decided(),
            now=timezone.now(),
        )
        told = _("已办%(name)s离开，%(when)s。生效当天以前可以在这一页撤回。")
        return told % {"name": file.person.name, "when": when(step.effective_on)}, here["cancel_url"]

    def foresee() -> Any:
        word = str(left(form.cleaned_data["left"]).label)
        return consequences.of_leaving(row, file.person, form.decided().effective_on, word)

    return go(request, here, Way(act, foresee))


@READ_OR_SAVE
@page(Permission.KEEP_PEOPLE)
def mend(request: HttpRequest, actor: Actor, person_id: int) -> HttpResponse:
    """Put a wrong entry right."""
    file = kept_person(actor, person_id, queries.today())
    form = MendForm(_sent(request), file=file)
    question = _("%(name)s的登记哪里错了") % {"name": file.person.name}
    here = _page(file, form, _("更正登记"), question)

    def act() -> tuple[str, str]:
        done = mending.correct(by=actor, person=person_id, wanted=form.corrected(), now=timezone.now())
        told = _("已更正%(name)s的登记，更正前后和理由记在台账里。")
        return told % {"name": done.name}, here["cancel_url"]

    return go(request, here, Way(act))


@require_POST
@page(Permission.KEEP_PEOPLE)
def take_back(request: HttpRequest, actor: Actor, step_id: int) -> HttpResponse:
    """Take a step back while its day has not passed."""
    step = step_of(actor, step_id, queries.today())
    try:
        people.take_back(by=actor, step=step, now=timezone.now())
    except NotKept as refused:
        say(request, str(refused), level=30)
    else:
        say(request, _("已撤回，恢复原来的登记。"))
    return redirect("person", step.person_id)


def _member(actor: Actor, person_id: int) -> tuple[File, Any]:
    """Somebody kept who is something today or from a later day on."""
    file = kept_person(actor, person_id, queries.today())
    if file.last is None or file.last.row.until is not None:
        raise Http404
    return file, file.last.row


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _page(file: File, form: Any, word: str, question: str) -> dict[str, Any]:
    url = reverse("person", args=[file.person.pk])
    return {
        "form": form,
        "word": word,
        "question": question,
        "cancel_url": url,
        "breadcrumbs": [(file.person.name, url), (word, "")],
    }
