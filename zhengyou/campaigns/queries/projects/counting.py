"""Projects as of any day, counted from their dated stages."""

from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from zhengyou.organisations.queries import on_day, subtree

from ...models.projects import ProjectStage, ProjectState
from ..campaigns import Scope

RUNNING = (ProjectState.RUNNING, ProjectState.REPORTED)
FINISHED = (ProjectState.CONFIRMED,)


class ProjectCounts(NamedTuple):
    """Projects of a subtree on a day."""

    running: int
    finished: int


def project_counts(scope: Scope) -> ProjectCounts:
    """How many projects were running and finished in the scope by its day, in one query."""
    counts = {
        "running": Count("pk", filter=Q(state__in=RUNNING)),
        "finished": Count("pk", filter=Q(state__in=FINISHED)),
    }
    return ProjectCounts(**_standing(scope).aggregate(**counts))


def projects_page(
    scope: Scope, states: tuple[ProjectState, ...], *, after_id: int, size: int
) -> list[ProjectStage]:
    """The projects in these states that day, behind the project `after_id`."""
    found = _standing(scope).filter(state__in=states, row_id__gt=after_id)
    return list(found.select_related("row").order_by("row_id")[:size])


def _standing(scope: Scope) -> QuerySet[ProjectStage]:
    within = subtree(scope.path, scope.as_of).values("organisation_id")
    found = ProjectStage.objects.filter(on_day(scope.as_of), row__campaign_id=scope.campaign.pk)
    return found.filter(row__organisation_id__in=within)
