"""All figures there are: by definition, and for one campaign with its own tasks."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from zhengyou.campaigns.queries.campaigns import tasks
from zhengyou.campaigns.queries.commitments import round_names as promise_rounds
from zhengyou.campaigns.queries.inspections.counts import line_names, round_names
from zhengyou.campaigns.rules.activity_kinds import catalogue
from zhengyou.organisations.models import Kind, Sector

from . import (
    activities,
    commitments,
    expectations,
    held,
    inspections,
    people,
    phases,
    problems,
    projects,
    reviews,
    selfchecks,
)
from .definition import NO_SECTOR, Definition, Dimension, Figure, Slice

WITHOUT_SECTOR = gettext_lazy("未划分领域")
SUBJECTS = {"person": gettext_lazy("党员"), "organisation": gettext_lazy("组织")}

DEFINITIONS: dict[str, Definition] = {
    definition.key: definition
    for definition in (
        *(*people.DEFINITIONS, *activities.DEFINITIONS, *held.DEFINITIONS, *expectations.DEFINITIONS),
        *commitments.DEFINITIONS,
        *reviews.DEFINITIONS,
        *selfchecks.DEFINITIONS,
        *phases.DEFINITIONS,
        *projects.DEFINITIONS,
        *inspections.DEFINITIONS,
        *problems.DEFINITIONS,
    )
}


class UnknownFigure(KeyError):
    """No figure has this key."""


class Catalogue:
    """The figures of one campaign. Its tasks are read once, when the first figure asks for them."""

    def __init__(self, campaign_id: int) -> None:
        self._campaign_id = campaign_id
        self._tasks: dict[str, str] | None = None

    def figure(self, key: str) -> Figure:
        """The figure with this key; raises UnknownFigure."""
        name, *rest = key.split(".")
        definition = DEFINITIONS.get(name)
        if definition is None or len(rest) not in (0, 2):
            raise UnknownFigure(key)
        if not rest:
            return Figure(definition)
        dimension, value = rest
        if dimension not in definition.by:
            raise UnknownFigure(key)
        names = self._names(Dimension(dimension))
        if value not in names:
            raise UnknownFigure(key)
        return Figure(definition, Slice(Dimension(dimension), value, names[value]))

    def figures(self) -> Iterator[Figure]:
        """Every figure, with every slice it has in this campaign."""
        for definition in DEFINITIONS.values():
            yield Figure(definition)
            for dimension in definition.by:
                for value, name in self._names(dimension).items():
                    yield Figure(definition, Slice(dimension, value, name))

    def _names(self, dimension: Dimension) -> dict[str, str]:
        if dimension is Dimension.KIND:
            return {kind.value: str(kind.label) for kind in Kind}
        if dimension is Dimension.SUBJECT:
            return {subject: str(word) for subject, word in SUBJECTS.items()}
        if dimension is Dimension.ACTIVITY:
            return {kind.key: kind.name for kind in catalogue().kinds}
        if dimension is Dimension.ROUND:
            return round_names(self._campaign_id)
        if dimension is Dimension.PROMISED_IN:
            return promise_rounds(self._campaign_id)
        if dimension is Dimension.LINE:
            return line_names(self._campaign_id)
        if dimension is Dimension.SECTOR:
            return {**{sector.value: str(sector.label) for sector in Sector}, NO_SECTOR: str(WITHOUT_SECTOR)}
        if self._tasks is None:
            self._tasks = {str(task.pk): task.name for task in tasks(self._campaign_id)}
        return self._tasks
