"""Named projects: of a subtree, one of them, what awaits whom, and their numbers (domain.md M17)."""

from ...models.projects import ProjectState
from .awaiting import running_late, to_confirm
from .counting import FINISHED, RUNNING, ProjectCounts, project_counts, projects_page
from .seeing import (
    FILTERS,
    concerned_in,
    ledger,
    may_propose,
    milestone,
    names,
    people,
    place_of,
    project,
    records_of,
    running_of,
    stages,
    totals,
)

__all__ = [
    "FILTERS",
    "FINISHED",
    "RUNNING",
    "ProjectCounts",
    "ProjectState",
    "concerned_in",
    "ledger",
    "may_propose",
    "milestone",
    "names",
    "people",
    "place_of",
    "project",
    "project_counts",
    "projects_page",
    "records_of",
    "running_late",
    "running_of",
    "stages",
    "to_confirm",
    "totals",
]
