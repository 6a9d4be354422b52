"""Problems to be put right as of any day, counted from their dated stages (domain.md P14)."""

from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from zhengyou.organisations.queries import on_day, subtree

from ..models.rectification import RectificationStage, RectificationState
from .campaigns import Scope

CLOSED = (RectificationState.CLOSED, RectificationState.SETTLED)


class Problems(NamedTuple):
    """Problems of a subtree on a day: raised = open + closed; those raised in error are not counted."""

    raised: int
    open: int
    closed: int


def problem_counts(scope: Scope) -> Problems:
    """How many problems the organisations of a scope had by its day, in one query."""
    closed = Q(state__in=CLOSED)
    return Problems(
        **_standing(scope).aggregate(
            raised=Count("pk"), open=Count("pk", filter=~closed), closed=Count("pk", filter=closed)
        )
    )


def problems_page(scope: Scope, *, closed: bool | None, after_id: int, size: int) -> list[RectificationStage]:
    """The problems with where each stood that day, behind the problem `after_id`; `closed`: only these, only others,
    or (None) all."""
    found = _standing(scope).filter(row_id__gt=after_id)
    if closed is not None:
        found = found.filter(state__in=CLOSED) if closed else found.exclude(state__in=CLOSED)
    return list(found.select_related("row").order_by("row_id")[:size])


def _standing(scope: Scope) -> QuerySet[RectificationStage]:
    within = subtree(scope.path, scope.as_of).values("organisation_id")
    found = RectificationStage.objects.filter(on_day(scope.as_of), row__campaign_id=scope.campaign.pk)
    return found.filter(row__organisation_id__in=within).exclude(state=RectificationState.WITHDRAWN)
