"""What people asked to have corrected, for themselves and for those who keep their data."""

from datetime import date
from typing import Any

from django.db.models import BooleanField, Exists, Func, OuterRef, Q, QuerySet
from django.http import Http404

from ..models import Correction, CorrectionState, Membership, Placement, Post
from ..rules import ROLE_OF_POST, Actor, Permission
from ..rules.corrections import keeps
from ..rules.oneself import Who
from .belonging import paths_of
from .days import on_day

KEEPERS = [kind for kind, role in ROLE_OF_POST.items() if Permission.KEEP_PEOPLE in role.permissions]


class _OnPath(Func):
    """Whether an organisation (first) stands on a path (second)."""

    template = "(%(expressions)s), '/')::bigint[]))"
    arg_joiner = " = ANY(string_to_array(trim(both '/' from "
    output_field = BooleanField()


def correction(who: Who, correction_id: int, day: date) -> Correction:
    """One, for the person who asked, for who answers this person and for who answered it; otherwise Http404."""
    found = Correction.objects.filter(pk=correction_id).select_related("person", "answered_by").first()
    if found is None:
        raise Http404
    concerned = who.person_id in (found.person_id, found.answered_by_id)
    if not concerned and not answers(who, found.person_id, day):
        raise Http404
    return found


def answers(who: Who, person_id: int, day: date) -> bool:
    """Whether somebody answers what this person asks: who keeps the data, or administers where nobody else keeps it."""
    if keeps(who, person_id, paths_of(person_id, day)):
        return True
    if not isinstance(who, Actor) or not who.may(Permission.BLANK_PERSON):
        return False
    return left_to(who, day).filter(person_id=person_id).exists()


def waiting_of(person_id: int) -> Correction | None:
    """What a person has asked and nobody has answered yet."""
    return Correction.objects.filter(person_id=person_id, state=CorrectionState.ASKED).first()


def corrections_of(person_id: int) -> QuerySet[Correction]:
    """All that a person asked, newest first."""
    return Correction.objects.filter(person_id=person_id).select_related("answered_by").order_by("-asked_at")


def to_answer(actor: Actor, day: date) -> QuerySet[Correction]:
    """What the actor is the nearest to answer, the longest waiting first: asked by people of the own organisation, or
    of one below it where nobody else on the way up keeps people. Who belongs nowhere any more is answered at the top.
    """
    own = [int(part) for part in actor.path.strip("/").split("/")]
    return asked_by_others(actor, day).filter(_near(actor, day, but=own))


def left_to(actor: Actor, day: date) -> QuerySet[Correction]:
    """What no keeper of people can answer, because the one who asked is the only one up to the top: it falls to who
    administers over him."""
    return asked_by_others(actor, day).filter(_near(actor, day, but=[]), ~_kept_at_top(day))


def asked_by_others(actor: Actor, day: date) -> QuerySet[Correction]:
    """Whatever waits for an answer anywhere, but for what the actor asked himself."""
    asked = Correction.objects.filter(state=CorrectionState.ASKED).exclude(person_id=actor.person_id)
    return asked.select_related("person").order_by("asked_at", "pk")


def _near(actor: Actor, day: date, *, but: list[int]) -> Q:
    """Whether who asked is at or under the actor's organisation, and no other keeper on the way; of those in the
    organisations `but` none counts."""
    member, post = _here(actor, day, Membership, but), _here(actor, day, Post, but)
    near = member | ~_anywhere(Membership, day) & post
    if actor.path.count("/") == 2:
        near |= ~_anywhere(Membership, day) & ~_anywhere(Post, day)
    return near


def _kept_at_top(day: date) -> Q:
    """Whether somebody else than who asked keeps people at the top of the tree, and so everybody's."""
    top = Placement.objects.filter(on_day(day), depth=0).values("organisation_id")
    keepers = Post.objects.filter(on_day(day), kind__in=KEEPERS, organisation_id__in=top)
    return Q(Exists(keepers.exclude(person_id=OuterRef("person_id"))))


def _anywhere(model: type[Membership] | type[Post], day: date) -> Q:
    return Q(Exists(model.objects.filter(on_day(day), person_id=OuterRef("person_id"))))


def _here(actor: Actor, day: date, model: type[Membership] | type[Post], but: list[int]) -> Q:
    """Whether who asked belongs at or under the actor's organisation, without a keeper on the way."""
    nearer = (
        Post.objects.filter(on_day(day), kind__in=KEEPERS)
        .filter(_OnPath("organisation_id", OuterRef("path")))
        .exclude(organisation_id__in=but)
        .exclude(person_id=OuterRef(OuterRef("person_id")))
    )
    belonging: QuerySet[Any] = model.objects.filter(on_day(day), person_id=OuterRef(OuterRef("person_id")))
    belonging = belonging.values("organisation_id")
    place = Placement.objects.filter(on_day(day), path__startswith=actor.path, organisation_id__in=belonging)
    return Q(Exists(place.filter(~Exists(nearer))))
