"""What the people of the printed logins find on their desks, whatever the day: something due, overdue and returned for
the secretary, something to accept and a plea to answer for the committee's office."""

from datetime import datetime, timedelta

from . import stories
from .course import Course, Plea, Step

_OVERDUE = "月度报告"
_SETTLED = timedelta(days=3)


def for_secretary(courses: list[Course], last: datetime) -> list[Course]:
    """The secretary's branch: the latest record fit for it comes back, and a monthly report was forgotten."""
    found = sorted(courses, key=lambda course: course.entered_at)
    back = next(
        (c for c in reversed(found) if _old(c, last) and not c.zero and _OVERDUE not in _tasks(c)), None
    )
    if back is not None:
        back.steps = [Step("return", last, stories.RETURNS[0])]
    forgotten = next(
        (
            c
            for c in reversed(found)
            if c is not back and _OVERDUE in _tasks(c) and c.meets[0].due_on < last.date() - _SETTLED
        ),
        None,
    )
    return [course for course in found if course is not forgotten]


def for_office(courses: list[Course], pleas: list[Plea], last: datetime) -> None:
    """One village below the committee: its latest record still waits, and its latest plea is not answered."""
    waiting = max(courses, key=lambda course: course.entered_at, default=None)
    if waiting is not None:
        waiting.steps = []
    if pleas:
        max(pleas, key=lambda plea: plea.entered_at).answer = None


def plea_instead(courses: list[Course], last: datetime) -> tuple[list[Course], Plea | None]:
    """Instead of the latest monthly report entered on time, a plea that it does not apply."""
    found = sorted(courses, key=lambda course: course.entered_at)
    for course in reversed(found):
        if _tasks(course) == [_OVERDUE] and course.meets[0].opens_on <= last.date():
            plea = Plea(
                course.place,
                course.reporter,
                course.decider,
                course.meets[0],
                stories.REASONS[""][2],
                last - timedelta(hours=3),
            )
            return [other for other in found if other is not course], plea
    return found, None


def _old(course: Course, last: datetime) -> bool:
    return course.entered_at < last - timedelta(days=1)


def _tasks(course: Course) -> list[str]:
    return [due.task for due in course.meets]
