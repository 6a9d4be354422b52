"""Whoever presses whatever in whatever order: a sheet stands where the table says, and the counts follow it."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.campaigns.selfchecks.checking import entry, filled, mend, opened, problem_of, sheet_of, step
from tests.cast import Cast, at_noon
from zhengyou.campaigns.actions import selfchecks
from zhengyou.campaigns.models import Campaign, Rectification, SelfCheck, SelfCheckRound
from zhengyou.campaigns.queries.selfchecks import progress
from zhengyou.campaigns.rules.procedures import SELF_CHECK, WrongState
from zhengyou.organisations.rules import NotPermitted

SIDES = {
    "secretary": {"fill", "all_met", "hand_up", "take_back"},
    "general_secretary": {"agree", "send_back", "excuse", "ask_again"},
}
VERBS = [*sorted({verb for verbs in SIDES.values() for verb in verbs}), "empty", "mend", "rebound"]
PRESSES = st.tuples(
    st.sampled_from(["secretary", "general_secretary", "other_secretary"]), st.sampled_from(VERBS)
)
EDITABLE = ("open", "sent_back")


class _Expected:
    """Where a sheet should stand: what is filled in ("", "fill" with a gap, "all_met", "empty": one item without its
    measure), and whether its problem is open (None: none was opened)."""

    def __init__(self) -> None:
        self.state, self.filled = "open", ""
        self.open: bool | None = None

    def press(self, role: str, verb: str) -> type[Exception] | None:
        """What the press should raise; otherwise the state moves on."""
        if verb in ("mend", "rebound"):
            self._problem(verb)
            return None
        if verb not in SIDES.get(role, ()) and not (verb == "empty" and role == "secretary"):
            return NotPermitted
        if verb in ("fill", "all_met", "empty"):
            return self._fill(verb)
        declared = SELF_CHECK.step(verb)
        if self.state not in declared.sources:
            return WrongState
        if verb == "hand_up" and self.filled in ("", "empty"):
            return selfchecks.NotComplete
        self.state = declared.target
        if verb == "agree":
            self.open = True if self.filled == "fill" else None
            self.state = "running" if self.open else "closed"
        return None

    def _fill(self, verb: str) -> type[Exception] | None:
        if self.state not in EDITABLE:
            return WrongState
        self.filled = verb
        return None

    def _problem(self, verb: str) -> None:
        if self.open is (verb == "mend"):
            self.open = not self.open
            self.state = "running" if self.open else "closed"


def _press(cast: Cast, row: SelfCheck, role: str, verb: str) -> None:
    match verb:
        case "fill":
            filled(cast, row, by=role)
        case "all_met":
            filled(cast, row, (), by=role)
        case "empty":
            filled(cast, row, by=role)
            last = row.items.order_by("-pk")[0]
            half = entry(cast, "gap", measure="")
            selfchecks.fill_in(by=cast.actor(role), item=last, entry=half, now=at_noon(cast.today))
        case "mend" | "rebound":
            _problem(cast, row, verb)
        case _:
            step(cast, row, verb, by=role)


def _problem(cast: Cast, row: SelfCheck, verb: str) -> None:
    if Rectification.objects.filter(found_in_self_checks__sheet=row).exists():
        problem = problem_of(row)
        if (problem.state == "ongoing") is (verb == "mend"):
            mend(cast, problem, ("claim", "verify") if verb == "mend" else ("reopen",))


@pytest.fixture
def round_(cast: Cast, campaign: Campaign) -> SelfCheckRound:
    """A round that every story begins in."""
    return opened(cast, campaign)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    story=st.lists(PRESSES, max_size=12),
    ahead=st.sampled_from([(), ("fill", "hand_up"), ("all_met", "hand_up")]),
)
def test_presses_in_any_order_lead_where_the_table_says(
    cast: Cast, round_: SelfCheckRound, story: list[tuple[str, str]], ahead: tuple[str, ...]
) -> None:
    with transaction.atomic():
        row, expected = sheet_of(cast, round_), _Expected()
        for role, verb in [*(("secretary", verb) for verb in ahead), *story]:
            raised: type[Exception] | None = None
            try:
                with transaction.atomic():
                    _press(cast, row, role, verb)
            except (NotPermitted, WrongState, selfchecks.NotComplete) as refusal:
                raised = type(refusal)
            assert raised is expected.press(role, verb), (role, verb)
        row.refresh_from_db()
        _check(cast, row, expected)
        transaction.set_rollback(True)


def _check(cast: Cast, row: SelfCheck, expected: _Expected) -> None:
    """The row, its dated stages, its findings and the counts tell the same."""
    assert row.state == expected.state
    stages = list(row.stages.order_by("pk"))
    assert [stage.state for stage in stages if stage.until is None] == ([row.state] if stages else [])
    handed, reviewed = row.state in ("handed_up", "running", "closed"), row.state in ("running", "closed")
    node, rounds = cast.places["first"], [row.round_id]
    found = progress.total(progress.checked(rounds, node, cast.today))
    excused = row.state == "excused"
    assert found == (
        *(not excused, handed, reviewed),
        *(row.state == "closed", row.state == "sent_back", 0, excused),
    )
    gaps = 1 if expected.filled == "fill" else 0
    assert progress.items_total(rounds, node, cast.today) == ((4 - gaps, gaps) if handed else (0, 0))
