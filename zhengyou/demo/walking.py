"""Rows of a procedure taken step by step through a past that never was: the rows, their stages and lines, to be stored
in bulk. What a step changes and says comes from the procedure itself."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Self

from django.utils import timezone

from zhengyou.campaigns.actions.stepping import Way, carry
from zhengyou.campaigns.models.stages import Staged
from zhengyou.ledger.telling import Values, given

from .district.posts import Holder
from .records.course import Written


class Walk:
    """One row on its way. `row` has a reserved key and its first state; `told` is the line of its beginning."""

    def __init__(
        self, way: Way, row: Staged, path: str, by: Holder, at: datetime, *, verb: str, told: str
    ) -> None:
        self._stand(way, row, path)
        self._enter(verb, by, at)
        self._tell(verb, by, at, told, None, given(row, "state", *way.kept))

    @classmethod
    def waiting(cls, way: Way, row: Staged, path: str) -> Self:
        """A row that stands there without anybody having begun it, as those of a round do."""
        walk = cls.__new__(cls)
        walk._stand(way, row, path)
        return walk

    def _stand(self, way: Way, row: Staged, path: str) -> None:
        self.way, self.row, self.path = way, row, path
        self.stages: list[Any] = []
        self.lines: list[Written] = []

    def step(
        self,
        verb: str,
        by: Holder,
        at: datetime,
        answers: Mapping[str, Any],
        also: Mapping[str, Any] | None = None,
    ) -> None:
        """One step as the action takes it, but for the asking: who takes it is up to the story."""
        told = carry(self.way, self.row, self.way.procedure.step(verb), answers, also or {})
        self._enter(verb, by, at)
        self._tell(verb, by, at, told.sentence, told.before, told.after)

    def stand(self, state: str, verb: str, by: Holder, at: datetime) -> None:
        """A state that the row comes to with another thing's step, whose line tells of it."""
        self.row.state = state
        self._enter(verb, by, at)

    def _enter(self, verb: str, by: Holder, at: datetime) -> None:
        day = timezone.localdate(at)
        if self.stages:
            self.stages[-1].until = day
        dated = {name: getattr(self.row, name) for name in self.way.dated}
        self.stages.append(
            self.way.stage(
                row=self.row,
                state=self.row.state,
                since=day,
                verb=verb,
                comment=self.row.comment,
                by_id=by.account_id,
                at=at,
                **dated,
            )
        )

    def _tell(
        self, verb: str, by: Holder, at: datetime, told: str, before: Values | None, after: Values
    ) -> None:
        self.lines.append(
            Written(
                at=at,
                by=by,
                verb=f"{self.way.subject}.{verb}",
                sentence=told,
                subject=self.way.subject,
                subject_id=self.row.pk,
                path=self.path,
                before=before,
                after=after,
            )
        )


def store_walks(walks: Sequence[Walk]) -> list[Written]:
    """Store the rows of one procedure with their stages; gives the lines, to be written in the order of all lines."""
    if not walks:
        return []
    type(walks[0].row)._default_manager.bulk_create([walk.row for walk in walks], batch_size=2000)
    stage = walks[0].way.stage
    stage.objects.bulk_create([stage for walk in walks for stage in walk.stages], batch_size=2000)
    return [line for walk in walks for line in walk.lines]
