"""Whatever is done to a promise, in whatever order the table allows: its past hangs together, nobody decides alone."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.campaigns.commitments.promising import promised, step
from tests.cast import Cast
from zhengyou.campaigns.actions.commitments import NotPossible
from zhengyou.campaigns.models import Campaign, Commitment, Policy
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.queries.commitments import concerned_in
from zhengyou.campaigns.queries.promised import promised as counted
from zhengyou.campaigns.rules.procedures import COMMITMENT

_ROLES = ("member", "secretary", "general_secretary")
_DECIDED_BY_ANOTHER = {one.verb for one in COMMITMENT.transitions if one.by_another}


def _open_to(cast: Cast, row: Commitment) -> list[tuple[str, str]]:
    """Every step that anybody may take now, with who takes it; "not kept" only comes after the deadline."""
    concerned = concerned_in(row, cast.today)
    return [
        (role, found.verb)
        for role in _ROLES
        for found in COMMITMENT.offered(row.state, cast.actor(role), concerned)
        if not found.verb.startswith("unmet")
    ]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_walk_through_the_table_keeps_its_past_and_its_sides_apart(
    data: st.DataObject, cast: Cast, campaign: Campaign
) -> None:
    Policy.objects.get_or_create(
        campaign=campaign,
        key="commitments_most",
        since=cast.today,
        defaults={"value": "99", "source": "通知"},
    )
    row = promised(cast, campaign, submit=data.draw(st.booleans()))
    for _ in range(9):
        options = _open_to(cast, row)
        if not options:
            break
        role, verb = data.draw(st.sampled_from(options))
        spoke_last = row.moved_by_id
        try:
            row = step(cast, row, verb, by=role, day=0)
        except NotPossible:
            continue
        if verb in _DECIDED_BY_ANOTHER:
            assert cast.accounts[role].pk != spoke_last
            assert cast.accounts[role].person_id != row.person_id
        past = list(row.stages.order_by("pk"))
        assert [one.until for one in past[:-1]] == [one.since for one in past[1:]]
        assert (past[-1].until, past[-1].state, past[-1].due_on) == (None, row.state, row.due_on)
        counts = counted(Scope(campaign, cast.places["district"], cast.today))["person"]
        assert counts.made == counts.unpublished + counts.published + counts.cancelled
        whole = counts.honoured + counts.partly + counts.unmet_objective + counts.unmet + counts.undecided
        assert counts.due == whole
