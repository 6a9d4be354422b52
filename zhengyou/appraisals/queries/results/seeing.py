"""Who may see the results of a round (domain.md P5): of organisations everybody once they are published, of people the
people themselves, their branch and whoever stands above it."""

from django.db.models import Q, QuerySet

from zhengyou.organisations.rules import Actor, Permission

from ...models import Round, RoundState, Urn
from ...rules.sheets import PERSON

PUBLISHED = (RoundState.PUBLISHED, RoundState.RECTIFYING, RoundState.CHECKED)
COUNTED = (RoundState.COUNTED, RoundState.APPROVED, *PUBLISHED)


def of_people(row: Round) -> bool:
    """Whether the round judges people: their results are never public."""
    return bool(row.sheet["subject"] == PERSON)


def runs(actor: Actor, row: Round) -> bool:
    """Whether the actor decides for the organisation that runs the round."""
    return actor.may(Permission.DECIDE) and actor.organisation_id == row.organisation_id


def counts(actor: Actor, row: Round) -> bool:
    """Whether the actor is one of those who count in the round."""
    return row.officers.filter(person_id=actor.person_id).exists()


def visible_urns(actor: Actor, row: Round) -> QuerySet[Urn]:
    """The urns of a round whose results the actor may see now, in the order of the tree."""
    urns = Urn.objects.filter(round=row).order_by("pk")
    if row.state not in COUNTED:
        return urns.none()
    if runs(actor, row) or counts(actor, row):
        return urns
    if row.state not in PUBLISHED:
        return urns.none()
    if not of_people(row):
        return urns
    own = Q(subjects__person_id=actor.person_id)
    if actor.may(Permission.VIEW_PEOPLE):
        own |= Q(organisation__placements__path__startswith=actor.path)
    return urns.filter(own).distinct()


def only_himself(actor: Actor, row: Round, urn: Urn) -> bool:
    """Whether of a visible urn the actor sees his own results alone: a member who is no part of what decides there."""
    if not of_people(row) or runs(actor, row) or counts(actor, row):
        return False
    within = urn.organisation.placements.filter(path__startswith=actor.path).exists()
    return not (actor.may(Permission.VIEW_PEOPLE) and within)


def public_round(slug: str) -> Round | None:
    """A round whose public page there is: its results are published; None otherwise."""
    found = Round.objects.filter(slug=slug, state__in=PUBLISHED).select_related("campaign")
    return found.first()
