"""The demonstration's problems: raised by those above, put right by branches, and never verified by the owner."""

from collections import Counter

from zhengyou.campaigns.models import Campaign, Rectification, RectificationStage
from zhengyou.organisations.queries import standing_place, today


def test_problems_stand_in_several_states_and_some_are_overdue(district: Campaign) -> None:
    states = Counter(Rectification.objects.values_list("state", flat=True))
    assert set(states) >= {"raised", "proposed", "ongoing", "claimed", "closed"}
    assert Rectification.objects.filter(state="raised", due_on__lt=today()).exists()
    assert Rectification.objects.filter(extensions=1).exists()


def test_each_problem_was_raised_above_and_verified_by_somebody_else(district: Campaign) -> None:
    for row in Rectification.objects.filter(found_in_inspection__isnull=True):
        above = standing_place(row.organisation_id, today()).parent_id
        assert row.raiser_id == (row.organisation_id if row.personal else above)
        spoke = set(row.stages.filter(verb__in=("propose", "claim")).values_list("by", flat=True))
        judged = set(row.stages.filter(verb__in=("approve", "verify")).values_list("by", flat=True))
        assert not spoke & judged


def test_every_stage_follows_the_one_before(district: Campaign) -> None:
    for row in Rectification.objects.prefetch_related("stages"):
        stages: list[RectificationStage] = sorted(row.stages.all(), key=lambda stage: stage.pk)
        assert [stage.until for stage in stages[:-1]] == [stage.since for stage in stages[1:]]
        assert (stages[-1].state, stages[-1].until) == (row.state, None)
