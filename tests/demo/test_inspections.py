"""The demonstration's inspections: one round finished with its circular, one under way, both drawn by the rule, and one
that the reader may draw on the day the demonstration is loaded."""

import hashlib
from itertools import pairwise

from zhengyou.campaigns.models import Campaign, Inspection, InspectionVisitStage
from zhengyou.campaigns.queries.inspections import framing, rounds
from zhengyou.campaigns.rules.inspections import drawing
from zhengyou.organisations.queries import today


def test_one_round_is_finished_one_is_under_way_and_one_waits_for_its_draw(district: Campaign) -> None:
    found = Inspection.objects.order_by("pk").values_list("title", "state")
    assert list(found) == [("三季度督查", "closed"), ("四季度督查", "visiting"), ("社区专项督查", "framed")]
    finished, running, waiting = Inspection.objects.order_by("pk")
    assert set(finished.visits.values_list("state", flat=True)) == {"confirmed", "missed"}
    assert set(running.visits.values_list("state", flat=True)) == {
        *("confirmed", "disputed", "fed_back", "notified")
    }
    assert hashlib.sha256(bytes(finished.issued.content)).hexdigest() == finished.issued.sha256
    assert waiting.draw_on == waiting.public_on == waiting.opens_on == today()
    assert [one.quota for one in waiting.strata.all()] == [2]


def test_the_units_are_those_that_the_rule_gives_for_the_sealed_list(district: Campaign) -> None:
    for row in Inspection.objects.exclude(state="framed"):
        units = rounds.frame(row)
        seed = drawing.effective_seed(row.seed, row.second)
        quota = [one.quota or 0 for one in row.strata.all()]
        drawn = {one.code for one in drawing.draw(seed, framing.listed(units), quota)}
        assert framing.digest_of(units) == row.frame_sha256
        assert {one.code for one in units if one.drawn} == drawn
        visited = set(row.visits.values_list("organisation__code", flat=True))
        assert visited == drawn | {one.code for one in units if one.place == "chosen"}


def test_every_stage_of_a_visit_follows_the_one_before(district: Campaign) -> None:
    stages = list(InspectionVisitStage.objects.order_by("row_id", "pk"))
    for stage, following in pairwise(stages):
        if stage.row_id == following.row_id:
            assert stage.until == following.since
