"""Whatever schools say of their classes and in whatever order they meet what is asked: the sequence holds."""

from collections import Counter
from datetime import date
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.campaigns.classes.schools import PARENTS, School
from tests.campaigns.filing.amending import Amendment
from tests.cast import Cast
from tests.chance import TIMES
from zhengyou.campaigns.models import Expectation
from zhengyou.campaigns.queries.campaigns import scope
from zhengyou.campaigns.queries.progress import progress

_STEP = st.one_of(
    st.tuples(st.just("say"), st.integers(1, 6)),
    st.tuples(st.just("meet"), st.integers(0, 7)),
    st.tuples(st.just("times"), st.integers(1, 3)),
    st.tuples(st.just("each"), st.booleans()),
)


@settings(max_examples=10 * TIMES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(_STEP, min_size=1, max_size=6))
def test_each_class_is_asked_as_often_as_the_task_says_and_what_was_met_stays(
    school: School, steps: list[tuple[str, Any]]
) -> None:
    with transaction.atomic():
        _gone_through(school, steps)
        transaction.set_rollback(True)


def _gone_through(school: School, steps: list[tuple[str, Any]]) -> None:
    classes, times, each = None, 1, True
    for what, how in steps:
        met = {one.pk: (one.class_number, one.class_name) for one in school.asked() if one.outcome == "met"}
        if what == "say":
            school.say(how)
            classes = how
        elif what == "meet":
            still = [one for one in school.current() if one.outcome == "open"]
            if how < len(still):
                school.done(still[how])
        else:
            amendment = Amendment(school.cast, school.campaign.plan)
            amendment.begin()
            amendment.change(PARENTS, **({"times": how} if what == "times" else {"per_class": how}))
            amendment.in_force()
            school.campaign.refresh_from_db()
            times, each = (how, each) if what == "times" else (times, how)
        live = {one.pk: (one.class_number, one.class_name) for one in school.asked()}
        assert {pk: live.get(pk) for pk in met} == met
        _holds(school, classes if each else None, times)


def _holds(school: School, classes: int | None, times: int) -> None:
    """In each period to come every class is asked `times` times, less what was met for it; nothing else is open."""
    rows = school.asked()
    keys = [(one.period_start, one.class_number, one.sequence) for one in rows]
    assert len(set(keys)) == len(keys)
    periods: dict[date, list[Expectation]] = {}
    for one in rows:
        periods.setdefault(one.period_start, []).append(one)
    wanted = [0] if classes is None else list(range(1, classes + 1))
    for found in periods.values():
        still = Counter(one.class_number for one in found if one.outcome == "open")
        met = Counter(max(one.class_number, 1) for one in found if one.outcome == "met")
        left = {k: times - (met.total() if k == 0 else met[k]) for k in wanted}
        assert still == Counter({k: n for k, n in left.items() if n > 0})
    _adds_up(school.cast, school)


def _adds_up(cast: Cast, school: School) -> None:
    def asked(where: str) -> int:
        node = cast.places[where].organisation_id
        return progress(scope(cast.office, school.campaign.pk, node, cast.today)).total.asked

    assert asked("school") == len(school.asked())
    assert asked("district") == asked("street") + asked("township")
    assert asked("township") == asked("village") + asked("school")
