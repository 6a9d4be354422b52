"""Sketches of plans: made with the upload, made anew when they no longer fit, found by the database."""

import pytest
from django.db import DatabaseError

from tests.campaigns.likeness.conftest import ADAPTED, COPIED, HEAD, OTHER, OWN, PLAN, Uploaded
from tests.cast import Cast
from zhengyou.campaigns.actions import likeness as actions
from zhengyou.campaigns.actions import plans
from zhengyou.campaigns.models import Campaign, Plan, PlanSketch
from zhengyou.campaigns.models.campaigns import CampaignState
from zhengyou.campaigns.queries import likeness
from zhengyou.plandocs.comparison import compare, stream


def rows(plan: Plan) -> list[tuple[str, int | None, int, int]]:
    return list(
        PlanSketch.objects.filter(plan=plan)
        .order_by("-part")
        .values_list("part", "superior_id", "units", "inherited")
    )


def of(text: str) -> int:
    return len(stream(text.splitlines()))


def test_an_upload_sketches_the_whole_and_what_the_superior_did_not_say(
    in_force: Plan, uploaded: Uploaded
) -> None:
    plan = uploaded("committee_office", HEAD + ADAPTED + OWN)
    whole, beside = stream((HEAD + ADAPTED + OWN).splitlines()), stream(PLAN.splitlines())
    inherited = compare(whole, beside).first.shared
    assert rows(plan) == [
        ("whole", None, len(whole), 0),
        ("own", in_force.pk, len(whole), inherited),
    ]
    assert len(whole) - inherited == of(OWN)


def test_without_a_superiors_plan_there_is_only_the_whole(cast: Cast, uploaded: Uploaded) -> None:
    plan = uploaded("office", PLAN)
    assert rows(plan) == [("whole", None, of(PLAN), 0)]


def test_the_own_plan_in_force_is_not_its_superiors(in_force: Plan, uploaded: Uploaded) -> None:
    plan = uploaded("office", PLAN + OWN)
    assert [part for part, *_ in rows(plan)] == ["whole"]


def test_an_upload_that_cannot_be_sketched_is_not_kept_half(
    cast: Cast, uploaded: Uploaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise DatabaseError("disk full")

    monkeypatch.setattr(plans, "sketch", fails)
    with pytest.raises(DatabaseError, match="disk full"):
        uploaded("office", PLAN)
    assert Plan.objects.count() == 0


def test_the_nearest_plans_are_found_the_likest_first(cast: Cast, uploaded: Uploaded) -> None:
    plan = uploaded("office", PLAN)
    near = uploaded("office", PLAN.replace("每月", "每季") + OWN)
    far = uploaded("office", PLAN + OTHER + COPIED + OWN)
    unlike = uploaded("office", OTHER)
    found = likeness.nearest(plan.pk, Plan.objects.all())
    assert [one.plan_id for one in found] == [near.pk, far.pk]
    assert found[0].likeness > found[1].likeness > 0.3
    assert likeness.nearest(plan.pk, Plan.objects.filter(pk=far.pk))[0].plan_id == far.pk
    assert likeness.nearest(unlike.pk, Plan.objects.filter(pk=near.pk)) == []


def test_a_plan_without_words_or_without_a_sketch_has_no_nearest(cast: Cast, uploaded: Uploaded) -> None:
    plan = uploaded("office", PLAN)
    PlanSketch.objects.filter(plan=plan).update(bands=[])
    assert likeness.nearest(plan.pk, Plan.objects.all()) == []
    PlanSketch.objects.all().delete()
    assert likeness.nearest(plan.pk, Plan.objects.all()) == []


def test_the_night_sketches_what_is_missing_old_or_beside_another_plan(
    cast: Cast, in_force: Plan, uploaded: Uploaded
) -> None:
    right = uploaded("committee_office", HEAD + OWN)
    missing = uploaded("committee_office", HEAD + COPIED)
    old = uploaded("committee_office", HEAD + OTHER)
    wrong = uploaded("committee_office", HEAD + ADAPTED)
    PlanSketch.objects.filter(plan=missing).delete()
    PlanSketch.objects.filter(plan=old).update(version="0")
    PlanSketch.objects.filter(plan=wrong, part="own").update(superior=right)
    assert set(likeness.stale(cast.today)) == {in_force.pk, missing.pk, old.pk, wrong.pk}
    kept = list(PlanSketch.objects.filter(plan=right).order_by("pk").values())
    assert actions.refresh(day=cast.today) == 4
    assert likeness.stale(cast.today) == []
    assert actions.refresh(day=cast.today) == 0
    assert list(PlanSketch.objects.filter(plan=right).order_by("pk").values()) == kept
    assert [row[:2] for row in rows(wrong)] == [("whole", None), ("own", in_force.pk)]


def test_when_the_superiors_campaign_ends_its_text_is_no_longer_taken_off(
    cast: Cast, in_force: Plan, uploaded: Uploaded
) -> None:
    plan = uploaded("committee_office", HEAD + ADAPTED)
    Campaign.objects.update(state=CampaignState.CLOSED)
    actions.refresh(day=cast.today)
    assert [part for part, *_ in rows(plan)] == ["whole"]


def test_a_discarded_plan_is_left_alone(cast: Cast, uploaded: Uploaded) -> None:
    plan = uploaded("office", PLAN)
    plans.discard(by=cast.office, plan=plan)
    PlanSketch.objects.all().delete()
    assert likeness.stale(cast.today) == []
