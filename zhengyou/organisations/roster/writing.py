"""Carrying out what a roster changes, within the caller's transaction, and remembering whom it touched."""

from ..copying import copy
from ..models import RosterTouch
from .enrolling import Enrolling
from .planting import plant
from .progress import Course
from .working import Worked

Touched = tuple[int | None, int | None, str]
"""(organisation or None, person or None, verb)."""


def write(worked: Worked, course: Course) -> list[Touched]:
    """Organisations first, then people; returns everything touched."""
    changes = worked.difference
    course.begin("写入组织")
    ids = worked.ids()
    if changes.organisations:
        ids = plant(worked.tree, worked.final, changes.day)
    course.begin("写入人员")
    people = Enrolling(ids, worked.spans, changes.day, course.tick).enrol(changes.people)
    touched: list[Touched] = [(ids[one.placing.code], None, one.verb) for one in changes.organisations]
    return touched + [(None, key, one.verb) for key, one in zip(people, changes.people, strict=True)]


def remember(run: int, touched: list[Touched]) -> None:
    """Keep what was touched under the run, to which its line in the ledger leads."""
    copy(RosterTouch, ("run", "organisation", "person", "verb"), ((run, *one) for one in touched))
