"""Whatever is tried in whatever order: every ballot that was acknowledged is counted once, and nothing else."""

from collections import Counter
from collections.abc import Sequence

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.appraisals.rounds import Poll, scheduled
from tests.cast import Cast, at_noon
from zhengyou.appraisals.actions import casting, counting, officers, pile, rounds
from zhengyou.appraisals.models import Ballot, Batch, Elector, Receipt, SealedBallot
from zhengyou.appraisals.rules import codes
from zhengyou.campaigns.models import Campaign
from zhengyou.campaigns.rules.procedures import WrongState
from zhengyou.organisations.rules import Actor

LEAST = 10
STEPS = ("frame", "circulate", "open", "close")
AROUND = {
    "frame": ("scheduled", "framed"),
    "circulate": ("framed", "circulated"),
    "open": ("circulated", "open"),
    "close": ("open", "closed"),
}
"""The state before and after each step."""
SETTINGS = settings(
    max_examples=10,
    stateful_step_count=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
REFUSALS = (WrongState, rounds.NotPossible, pile.NothingToDraw)
marks = st.lists(st.integers(0, 4), min_size=5, max_size=5)


class Life(RuleBasedStateMachine):
    """One round, beside what ought to be true of it."""

    poll: Poll

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.state = "scheduled"
        self.now, self.by = at_noon(self.poll.cast.today), self.poll.cast.committee_office
        self.codes: list[tuple[str, int]] = []
        self.issued: set[int] = set()
        self.acknowledged: dict[str, tuple[int, list[int]]] = {}

    def teardown(self) -> None:
        """Lived to its end, where one may vote already; nothing of it is left for the next."""
        try:
            if self.state in ("open", "closed"):
                self._tried("close")
                self._opened_by(self.poll.scrutineers[:2])
                self.the_state_is_as_told()
        finally:
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)
            self.poll.round.refresh_from_db()

    @initialize(verbs=st.sampled_from([(), ("frame",), STEPS[:3], STEPS[:3], STEPS[:3], STEPS[:3]]))
    def begin(self, verbs: tuple[str, ...]) -> None:
        """Some are told from their very beginning, most from when the vote is open."""
        for verb in verbs:
            self._tried(verb)

    @rule(verb=st.sampled_from(STEPS[:3]))
    def step(self, verb: str) -> None:
        """A step is taken in the one state where it belongs."""
        self._tried(verb)

    @precondition(lambda self: len(self.acknowledged) > 12)
    @rule()
    def close(self) -> None:
        """The vote ends once."""
        self._tried("close")

    def _tried(self, verb: str) -> None:
        self._move(verb, *AROUND[verb])

    def _move(self, verb: str, before: str, after: str) -> None:
        """Try a step: it is taken in the one state where it belongs, and refused in all others."""
        row = self.poll.round
        try:
            if verb == "circulate":
                rounds.step(
                    by=self.by, row=row, verb=verb, answers={"situation": "走访十二户。"}, now=self.now
                )
            else:
                {"frame": rounds.fix_frame, "open": rounds.open_round, "close": rounds.close_round}[verb](
                    by=self.by, row=row, now=self.now
                )
        except REFUSALS:
            assert self.state != before
        else:
            assert self.state == before
            self.state = after

    @precondition(lambda self: self.state != "scheduled")
    @rule(which=st.integers(0, 12))
    def draw(self, which: int) -> None:
        """Everybody draws one code while the vote runs."""
        elector = Elector.objects.order_by("pk").select_related("person", "batch")[which]
        try:
            code = self.poll.code_of(elector)
        except pile.NothingToDraw:
            assert self.state != "open" or elector.pk in self.issued
        else:
            assert self.state == "open"
            assert elector.pk not in self.issued
            self.issued.add(elector.pk)
            self.codes.append((code, elector.batch.urn_id))

    @precondition(lambda self: self.state != "scheduled")
    @rule(where=st.sampled_from(["first", "second"]))
    def print_slips(self, where: str) -> None:
        """Slips are printed once while the vote runs."""
        batch = self.poll.batch(where, "服务对象")
        try:
            slips = pile.print_slips(by=self.by, batch=batch)
        except pile.NothingToDraw:
            assert self.state != "open" or -batch.pk in self.issued
        else:
            assert self.state == "open"
            assert -batch.pk not in self.issued
            self.issued.add(-batch.pk)
            self.codes += [(slip, batch.urn_id) for slip in slips]

    @precondition(lambda self: self.codes)
    @rule(which=st.integers(0, 100), answers=marks, many=st.integers(1, 9))
    def vote(self, which: int, answers: list[int], many: int) -> None:
        """Some cast what they have, one of them perhaps again."""
        for place in range(which, which + many):
            code, urn_id = self.codes[place % len(self.codes)]
            accepted = self.poll.vote(code, answers)
            assert accepted == (self.state == "open" and code not in self.acknowledged)
            if accepted:
                self.acknowledged[code] = (urn_id, answers)

    @precondition(lambda self: self.codes)
    @rule(answers=marks)
    def forge(self, answers: list[int]) -> None:
        """A code that passes for one of ours, but was never laid on the pile, opens nothing."""
        assert not self.poll.vote(codes.new_code(pile.code_key()), answers)
        assert not casting.cast(digest=b"0" * 32, sealed=b"x")

    @precondition(lambda self: self.state != "scheduled")
    @rule(honest=st.booleans())
    def count(self, honest: bool) -> None:
        """Two scrutineers open the urns after the end; one alone never."""
        first, second = self.poll.scrutineers[:2]
        self._opened_by([first, second if honest else first])

    def _opened_by(self, two: Sequence[Actor]) -> None:
        slips = [self.poll.slips[one.person_id] for one in two]
        honest = two[0] != two[1]
        try:
            counting.count(by=two[0], row=self.poll.round, slips=slips, now=self.now)
        except REFUSALS:
            assert self.state != "closed" or not honest
        else:
            assert self.state == "closed"
            assert honest
            self.state = "counted"

    @invariant()
    def the_state_is_as_told(self) -> None:
        """What the database says is what was acknowledged."""
        self.poll.round.refresh_from_db()
        assert self.poll.round.state == self.state
        if self.state == "counted":
            self._counted()
        else:
            assert SealedBallot.objects.count() == len(self.acknowledged)
            assert not Ballot.objects.exists()

    def _counted(self) -> None:
        assert self.poll.round.unreadable == 0
        returned = [number or 0 for number in Batch.objects.values_list("returned", flat=True)]
        assert sum(returned) == len(self.acknowledged)
        assert sorted(bytes(one) for one in Receipt.objects.values_list("digest", flat=True)) == sorted(
            codes.receipt_digest(codes.receipt(code)) for code in self.acknowledged
        )
        kept = [
            (urn_id, tuple(told)) for urn_id, told in Ballot.objects.values_list("piece__urn_id", "marks")
        ]
        sizes = Counter(urn_id for urn_id, _told in self.acknowledged.values())
        small = sum(size for size in sizes.values() if size < LEAST)
        expected = [
            (urn_id if sizes[urn_id] >= LEAST else None, tuple(told))
            for urn_id, told in self.acknowledged.values()
            if sizes[urn_id] >= LEAST or small >= LEAST
        ]
        assert Counter(kept) == Counter(expected)


@pytest.mark.django_db
def test_in_any_order_every_acknowledged_ballot_is_counted_once_and_nothing_else(
    cast: Cast, campaign: Campaign
) -> None:
    poll = scheduled(cast, campaign)
    for actor in poll.scrutineers:
        poll.slips[actor.person_id] = officers.make_slip(by=actor, row=poll.round, now=at_noon(cast.today))

    class Here(Life):
        pass

    Here.poll = poll
    run_state_machine_as_test(Here, settings=SETTINGS)
