"""Random changes of the tree, one after another: every day has one tree, and no later change touches an earlier day."""

from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.cast import Cast, enrol
from tests.organisations.reorganising.deciding import decide, homes, tree, undo
from zhengyou.organisations.actions.reorganising import NotPossible
from zhengyou.organisations.models import Kind, Membership, Organisation, Placement, Reorganisation
from zhengyou.organisations.queries import counts_below, member_counts, member_counts_of, place
from zhengyou.organisations.queries.shifts import (
    Close,
    Found,
    Merge,
    Move,
    New,
    Rename,
    Retype,
    Split,
    Wanted,
)
from zhengyou.organisations.rules import NotPermitted

AHEAD = 6
Step = tuple[str, int, int, int]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["found", "rename", "retype", "move", "merge", "unite", "split", "close", "undo"]),
        st.integers(0, 40),
        st.integers(0, 40),
        st.integers(0, AHEAD),
    ),
    min_size=3,
    max_size=9,
)


def _wanted(step: Step, number: int, day: date) -> Wanted:
    """One change out of three numbers, of whatever stands on the day."""
    verb, one, two, _ahead = step
    there = sorted(
        Placement.objects.filter(since__lte=day).values_list("organisation_id", flat=True).distinct()
    )
    first, second = there[one % len(there)], there[two % len(there)]
    people = Membership.objects.filter(organisation_id=first, until=None).values_list("person_id", flat=True)
    made: dict[str, Wanted] = {
        "found": Found(first, New(f"R{number}", f"新设{number}"), list(Kind)[two % len(Kind)], ""),
        "rename": Rename(first, f"改名{number}"),
        "retype": Retype(first, list(Kind)[two % len(Kind)], "rural"),
        "move": Move(first, second),
        "merge": Merge((first,), second),
        "unite": Merge((first, second), New(f"R{number}", f"联合{number}")),
        "split": Split(first, (New(f"R{number}", f"分出{number}", frozenset(people[: 1 + two % 2])),)),
        "close": Close(first, second if two % 3 else None),
    }
    return made[verb]


def _take(cast: Cast, step: Step, number: int) -> bool:
    """Carry the step out if it can be; whether it was."""
    verb, one, _two, ahead = step
    try:
        with transaction.atomic():
            if verb != "undo":
                decide(cast, _wanted(step, number, cast.today + timedelta(days=ahead)), ahead)
            elif changes := list(Reorganisation.objects.order_by("pk")):
                undo(cast, changes[one % len(changes)], ahead)
    except (NotPossible, NotPermitted):  # nobody stands above the root
        return False
    return True


def _one_tree(day: date) -> None:
    """Exactly one place each, paths as the parents say, no circle, everything under one root."""
    rows = list(Placement.objects.filter(since__lte=day).exclude(until__lte=day))
    assert max(Counter(row.organisation_id for row in rows).values()) == 1
    paths = {row.organisation_id: row.path for row in rows}
    for row in rows:
        above = "/" if row.parent_id is None else paths[row.parent_id]
        assert row.path == f"{above}{row.organisation_id}/"
        assert row.depth == row.path.count("/") - 2
    assert [row.parent_id for row in rows].count(None) == 1


def _counts_add_up(day: date) -> None:
    """A node's members are its own and those of what stands under it, and everybody belongs to what stands."""
    for row in Placement.objects.filter(since__lte=day).exclude(until__lte=day):
        below = counts_below(row, day)
        own = member_counts_of(row.organisation_id, day).members
        assert member_counts(row.path, day).members == own + sum(one.members for one in below.values())
    stands = set(tree(day))
    assert {organisation for _person, organisation, _status in homes(day)} <= stands
    assert max(Counter(person for person, _organisation, _status in homes(day)).values()) == 1


def _lives() -> None:
    """What has ended has no place after; what has not has exactly one that goes on."""
    lasting = Counter(Placement.objects.filter(until=None).values_list("organisation_id", flat=True))
    for organisation in Organisation.objects.all():
        assert lasting[organisation.pk] == (organisation.ended_on is None)
    last: dict[int, date] = defaultdict(lambda: date.min)
    for row in Placement.objects.order_by("organisation_id", "since"):
        assert last[row.organisation_id] <= row.since  # no two at once
        last[row.organisation_id] = row.until or date.max


@settings(
    max_examples=6,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # looking for the smallest case takes minutes on a database
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    print_blob=True,
)
@given(steps=STEPS)
def test_any_changes_leave_one_tree_a_day_and_the_past_as_it_was(cast: Cast, steps: list[Step]) -> None:
    days = [cast.today + timedelta(days=ahead) for ahead in range(-1, AHEAD + 2)]
    with transaction.atomic():
        for name in ("甲", "乙", "丙"):
            enrol(name, cast.places["general"])
        for number, step in enumerate(steps):
            before = {day: (tree(day), homes(day)) for day in days}
            done = _take(cast, step, number)
            begins = days[1] + timedelta(days=step[3])
            for day in days:
                if day < begins or not done:
                    assert (tree(day), homes(day)) == before[day]
        for day in days:
            _one_tree(day)
            _counts_add_up(day)
        _lives()
        assert len({len(homes(day)) for day in days}) == 1  # nobody is lost, nobody doubled
        transaction.set_rollback(True)


def test_a_tree_of_the_past_is_asked_by_its_day(cast: Cast) -> None:
    general, day = cast.places["general"], cast.today + timedelta(days=3)
    decide(cast, Move(general.organisation_id, cast.places["township"].organisation_id), ahead=3)
    assert place(general.organisation_id, day - timedelta(days=1)).path == general.path
    # Who reaches it now saw it before, too: scope follows the organisation, not the path it once had.
    assert cast.general_secretary.path == general.path
    with pytest.raises(NotPossible):
        decide(cast, Move(general.organisation_id, cast.places["township"].organisation_id), ahead=3)
