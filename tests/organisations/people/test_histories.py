"""Whatever is decided about people in whatever order: one membership a day, sums that agree, a past that stays."""

from collections import Counter
from datetime import timedelta
from random import Random

import pytest

from tests.cast import Cast, at_noon
from tests.organisations.people.keeping import decided, entered, gone, moved, raised, undone
from tests.organisations.reorganising.deciding import number
from zhengyou.organisations.actions import people
from zhengyou.organisations.actions.groups import NotKept
from zhengyou.organisations.models import MEMBERS, LeaveReason, Membership, MemberStatus, MemberStep, Person
from zhengyou.organisations.queries import (
    children,
    counts_below,
    member_counts,
    member_counts_of,
    on_day,
    place,
)
from zhengyou.organisations.queries.members import Sought, members_page

DAY = timedelta(days=1)
PLACES = ("first", "second", "village", "general")
AHEAD = 12


def _random_step(cast: Cast, rng: Random, everybody: list[Person]) -> None:
    """Something is decided about somebody, today or for a later day; refusals are part of it."""
    act = rng.choice(("enter", "raise", "raise", "move", "leave", "again", "undo"))
    ahead, person = rng.choice((0, 0, 1, 4, 9)), rng.choice(everybody) if everybody else None
    if act == "enter" or person is None:
        status = rng.choice(MemberStatus.values)
        name = f"某{len(everybody)}"
        everybody.append(entered(cast, name, status, rng.choice(PLACES), ahead, role="office"))
    elif act == "raise":
        raised(cast, person, rng.choice(MemberStatus.values), ahead, role="office")
    elif act == "move":
        moved(cast, person, rng.choice(PLACES), ahead, role="office")
    elif act == "leave":
        gone(cast, person, rng.choice(list(LeaveReason)), ahead, role="office")
    elif act == "undo":
        step = MemberStep.objects.filter(person=person, reverses=None, reversed_by=None).last()
        if step is not None:
            undone(cast, step, role="office")
    else:
        people.enrol(
            by=cast.office,
            organisation=number(cast, rng.choice(PLACES)),
            newcomer=people.Newcomer(person.name, rng.choice(MemberStatus.values), person=person.pk),
            decided=decided(cast, ahead),
            now=at_noon(cast.today),
        )


@pytest.mark.parametrize("seed", range(4))
def test_any_course_keeps_one_membership_a_day_and_sums_that_agree(cast: Cast, seed: int) -> None:
    rng = Random(seed)
    everybody: list[Person] = []
    before = _of_day(cast, -1)
    done = refused = 0
    for _number in range(40):
        try:
            _random_step(cast, rng, everybody)
            done += 1
        except NotKept:
            refused += 1
    assert (done > 10, refused > 0) == (True, True)
    assert _of_day(cast, -1) == before  # nothing that was decided touched a day before today
    for ahead in range(AHEAD):
        day = cast.today + ahead * DAY
        held = Counter(Membership.objects.filter(on_day(day)).values_list("person_id", flat=True))
        assert set(held.values()) <= {1}
        top = place(number(cast, "district"), day)
        whole = member_counts(top.path, day)
        assert whole.members == whole.full + whole.probationary
        below = counts_below(top, day)
        own = member_counts_of(top.organisation_id, day)
        parts = [below[child.organisation_id].members for child in children(top.organisation_id, day)]
        assert whole.members == own.members + sum(parts)
        listed = members_page(top, day, Sought(), size=10_000)
        statuses = Counter(row.membership.status for row in listed)
        assert (statuses["activist"], statuses["target"]) == (whole.activists, whole.targets)
        assert sum(statuses[status] for status in MEMBERS) == whole.members


def _of_day(cast: Cast, ahead: int) -> set[tuple[int, int, str]]:
    rows = Membership.objects.filter(on_day(cast.today + ahead * DAY))
    return set(rows.values_list("person_id", "organisation_id", "status"))
