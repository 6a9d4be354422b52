"""Projects that wait for somebody: to be confirmed by the level above, to be carried on by their own branch."""

from datetime import date

from django.db.models import QuerySet

from zhengyou.organisations.models import Placement
from zhengyou.organisations.queries import on_day
from zhengyou.organisations.rules import Actor, Permission

from ...models.projects import Milestone, Project, ProjectState


def to_confirm(actor: Actor, day: date) -> QuerySet[Project]:
    """Results reported by the organisations directly below the actor's."""
    if not actor.may(Permission.DECIDE):
        return Project.objects.none()
    below = Placement.objects.filter(on_day(day), parent_id=actor.organisation_id).values("organisation_id")
    found = Project.objects.filter(organisation_id__in=below, state=ProjectState.REPORTED)
    found = found.exclude(moved_by_id=actor.account_id).exclude(responsible_id=actor.person_id)
    return found.order_by("ends_on", "pk")


def running_late(actor: Actor, day: date) -> QuerySet[Project]:
    """The own projects with a step past its day, or past their end, or still only drafted."""
    own = Project.objects.filter(organisation_id=actor.organisation_id)
    late = Milestone.objects.filter(
        project__organisation_id=actor.organisation_id, done_on__isnull=True, due_on__lt=day
    )
    drafts, running = own.filter(state=ProjectState.DRAFT), own.filter(state=ProjectState.RUNNING)
    waiting = running.filter(pk__in=late.values("project_id")) | running.filter(ends_on__lt=day) | drafts
    return waiting.order_by("ends_on", "pk")
