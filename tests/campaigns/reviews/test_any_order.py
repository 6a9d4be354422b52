"""Whoever presses whatever in whatever order: a review stands where the table says, and the counts follow it."""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.campaigns.reviews.reviewing import of_member, opened, put_right, recorded, step
from tests.cast import Cast, at_noon
from zhengyou.campaigns.actions import rectification
from zhengyou.campaigns.models import Campaign, Rectification, Review, ReviewRound
from zhengyou.campaigns.queries.coverage import coverage
from zhengyou.campaigns.rules.procedures import REVIEW, WrongState
from zhengyou.organisations.rules import NotPermitted

SIDES = {"member": {"deliver", "read"}, "secretary": {"record", "praise", "correct", "excuse", "resume"}}
VERBS = ["deliver", "record", "praise", "correct", "read", "excuse", "resume", "mend", "rebound"]
PRESSES = st.tuples(st.sampled_from(["secretary", "member", "general_secretary"]), st.sampled_from(VERBS))


class _Expected:
    """Where a review should stand, and whether its problem is open (None: it has none)."""

    def __init__(self) -> None:
        self.state, self.open = "planned", None

    def press(self, role: str, verb: str) -> type[Exception] | None:
        """What the press should raise; otherwise the state moves on."""
        if verb in ("mend", "rebound"):
            return self._problem(verb)
        if verb not in SIDES.get(role, ()):
            return NotPermitted
        declared = REVIEW.step("record" if verb == "praise" else verb)
        if self.state not in declared.sources:
            return WrongState
        self.state = declared.target
        if verb == "record":
            self.open = True
        if verb == "read" and not self.open:
            self.state = "closed"
        return None

    def _problem(self, verb: str) -> None:
        if self.open is (verb == "mend"):
            self.open = not self.open
            if self.state == ("read" if verb == "mend" else "closed"):
                self.state = "closed" if verb == "mend" else "read"


def _press(cast: Cast, row: Review, role: str, verb: str) -> None:
    problem = Rectification.objects.filter(found_in_review__review=row).first()
    match verb:
        case "mend" if problem is not None and problem.state in ("raised", "ongoing"):
            _mend(cast, problem)
        case "rebound" if problem is not None and problem.state == "closed":
            _reopen(cast, problem)
        case "mend" | "rebound":
            pass
        case "record":
            recorded(cast, row, "三季度学习缺席四次", by=role)
        case "praise":
            recorded(cast, row, by=role)
        case _:
            step(cast, row, verb, by=role)


def _mend(cast: Cast, problem: Rectification) -> None:
    if problem.state == "raised":
        put_right(cast, problem)
        return
    given = {"claim": {"evidence": "又改好了。", "done_on": cast.today}, "verify": {"satisfaction": "fairly"}}
    for role, verb in (("member", "claim"), ("secretary", "verify")):
        _step(cast, problem, role, verb, given[verb])


def _reopen(cast: Cast, problem: Rectification) -> None:
    _step(cast, problem, "secretary", "reopen", {"due_on": cast.today, "comment": "又缺席了。"})


def _step(cast: Cast, problem: Rectification, role: str, verb: str, answers: dict[str, Any]) -> None:
    rectification.step(
        by=cast.actor(role), rectification=problem, verb=verb, answers=answers, now=at_noon(cast.today)
    )


@pytest.fixture
def round_(cast: Cast, campaign: Campaign) -> ReviewRound:
    """A round that every story begins in."""
    return opened(cast, campaign)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=st.lists(PRESSES, max_size=14))
def test_presses_in_any_order_lead_where_the_table_says(
    cast: Cast, round_: ReviewRound, story: list[tuple[str, str]]
) -> None:
    with transaction.atomic():
        row, expected = of_member(cast, round_), _Expected()
        for role, verb in story:
            raised: type[Exception] | None = None
            try:
                with transaction.atomic():
                    _press(cast, row, role, verb)
            except (NotPermitted, WrongState) as refusal:
                raised = type(refusal)
            assert raised is expected.press(role, verb), (role, verb)
        row.refresh_from_db()
        _check(cast, row, expected)
        transaction.set_rollback(True)


def _check(cast: Cast, row: Review, expected: _Expected) -> None:
    """The row, its dated stages and the counts tell the same."""
    assert row.state == expected.state
    stages = list(row.stages.order_by("pk"))
    assert [stage.state for stage in stages if stage.until is None] == ([row.state] if stages else [])
    assert row.problems.count() == (expected.open is not None)
    found = coverage([row.round_id], cast.places["first"], cast.today).of_members
    held, excused = row.state in ("held", "read", "closed"), row.state == "excused"
    assert found == (
        1 - excused, held, excused, held and expected.open is None, expected.open is not None, expected.open is False
    )  # fmt: skip
