"""Plans with texts that are alike: the district's in force, and what the offices below made of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.cast import FOUNDED, Cast, at_noon, enrol
from tests.plandocs.test_comparison import OTHER as OTHER_PLAN
from tests.plandocs.test_comparison import PLAN
from zhengyou.campaigns.actions import plans
from zhengyou.campaigns.models import Campaign, Plan, PlanSource
from zhengyou.organisations.models import Account, Post, PostKind
from zhengyou.organisations.queries import actors_of
from zhengyou.plandocs import read

HEAD = "青石街道开展岗位建功活动实施方案\n"
OWN = "街道每个社区设一间议事屋，周三晚七点开门，由党员轮值，居民随到随说。\n"
COPIED = "三楼阅览室周末向居民开放，由退休教师轮流值守，借书不收押金，弄脏不罚款。\n"
# Without its title, which would make a second document of it.
OTHER = OTHER_PLAN.partition("\n")[2]
# 澜溪区's plan without its title, in the street's name.
ADAPTED = PLAN.partition("\n")[2].replace("澜溪区", "青石街道")

Uploaded = Callable[..., Plan]


@pytest.fixture
def uploaded(cast: Cast) -> Uploaded:
    """uploaded("committee_office", text): a draft of that office's organisation, uploaded some days ago."""

    def upload(role: str, text: str, *, days_ago: int = 0, name: str = "方案.txt") -> Plan:
        reading = read(text.encode(), name)
        given = plans.Upload(text.encode(), reading)
        now = at_noon(cast.today - timedelta(days=days_ago))
        return plans.upload(by=cast.actor(role), upload=given, now=now)

    return upload


@pytest.fixture
def in_force(cast: Cast, campaign: Campaign) -> Plan:
    """The district's plan in force, with a text of some length."""
    PlanSource.objects.filter(plan=campaign.plan).update(lines=PLAN.splitlines())
    return Plan.objects.get(pk=campaign.plan_id)


@pytest.fixture
def township_office(cast: Cast) -> str:
    """The role of an office in 云岭乡, beside 青石街道."""
    person = enrol("沈白露", cast.places["township"])
    where = cast.places["township"].organisation_id
    Post.objects.create(person=person, organisation_id=where, kind=PostKind.OFFICE, since=FOUNDED)
    cast.accounts["township_office"] = Account.objects.create(username="township_office", person=person)
    assert actors_of(cast.accounts["township_office"], timezone.localdate())
    return "township_office"


def approve(cast: Cast, plan: Plan) -> Plan:
    """The plan as if its own leaders had approved it."""
    plan.state, plan.decided_at = "approved", at_noon(cast.today)
    plan.decided_by = cast.accounts["leader"]
    plan.save()
    return plan


__all__ = ["ADAPTED", "COPIED", "HEAD", "OTHER", "OWN", "PLAN", "Uploaded", "approve"]
