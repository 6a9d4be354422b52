"""From a plan to a campaign with its expectations."""

import pytest
from django.db import IntegrityError, transaction

from tests.cast import Cast, approved, at_noon, draft_plan, found, meeting, task_item
from zhengyou.campaigns.actions import corrections, expectations, plans
from zhengyou.campaigns.actions.plan_steps import NotReady
from zhengyou.campaigns.models import Campaign, Expectation, Plan
from zhengyou.campaigns.rules.procedures import WrongState
from zhengyou.ledger.models import Entry
from zhengyou.organisations.models import Kind, Organisation, Sector
from zhengyou.organisations.rules import NotPermitted


def _asked(campaign: Campaign) -> set[str]:
    ids = Expectation.objects.filter(campaign=campaign).values_list("organisation_id", flat=True)
    return set(Organisation.objects.filter(pk__in=ids).values_list("code", flat=True))


def test_a_task_falls_on_every_organisation_of_its_kind(cast: Cast) -> None:
    campaign = approved(cast, draft_plan(cast, [task_item("动员")]))
    assert _asked(campaign) == {cast.places[key].organisation.code for key in ("first", "second", "village")}


def test_a_task_for_one_sector_leaves_the_others_alone(cast: Cast) -> None:
    campaign = approved(cast, draft_plan(cast, [task_item("动员", audience_sectors=[Sector.RURAL])]))
    assert _asked(campaign) == {cast.places["village"].organisation.code}


def test_a_task_for_one_subtree_leaves_the_others_alone(cast: Cast) -> None:
    root = cast.places["street"].organisation
    campaign = approved(cast, draft_plan(cast, [task_item("动员", audience_root=root)]))
    assert _asked(campaign) == {cast.places[key].organisation.code for key in ("first", "second")}


def test_a_task_for_several_kinds_reaches_all_of_them(cast: Cast) -> None:
    kinds = [Kind.BRANCH, Kind.GENERAL_BRANCH]
    campaign = approved(cast, draft_plan(cast, [task_item("动员", audience_kinds=kinds)]))
    assert _asked(campaign) == {
        cast.places[key].organisation.code for key in ("first", "second", "village", "general")
    }


def test_an_organisation_that_ends_before_the_due_day_is_not_asked(cast: Cast) -> None:
    village = cast.places["village"].organisation
    village.ended_on = cast.today
    village.save(update_fields=["ended_on"])
    campaign = approved(cast, draft_plan(cast, [task_item("动员")]))
    assert village.code not in _asked(campaign)


def test_an_organisation_founded_later_is_asked_once_and_only_once(cast: Cast, campaign: Campaign) -> None:
    before = Expectation.objects.count()
    new = found("新成立党支部", Kind.BRANCH, Sector.RURAL, cast.places["township"], since=cast.today)
    added = expectations.extend(campaign=campaign)
    # The meeting that was due before it was founded is not asked of it.
    names = set(
        Expectation.objects.filter(organisation_id=new.organisation_id).values_list("task__name", flat=True)
    )
    assert names == {"为民办实事", "学习研讨", "风险排查"}
    assert Expectation.objects.count() == before + added
    assert expectations.extend(campaign=campaign) == 0


def test_a_plan_without_audience_is_not_ready_and_says_so(cast: Cast) -> None:
    plan = draft_plan(cast, [task_item("动员", audience_kinds=[])])
    with pytest.raises(NotReady, match="任务“动员”没有说由哪些组织办"):
        plans.propose(by=cast.office, plan=plan, now=at_noon(cast.today))
    plan.refresh_from_db()
    assert plan.state == "draft"


def test_the_proposer_cannot_approve_even_as_a_leader(cast: Cast) -> None:
    plan = draft_plan(cast, [task_item("动员")])
    plans.propose(by=cast.office, plan=plan, now=at_noon(cast.today))
    Plan.objects.filter(pk=plan.pk).update(proposed_by=cast.accounts["leader"])
    with pytest.raises(NotPermitted, match="不能自己“批准”"):
        plans.approve(by=cast.leader, plan=plan, meeting=meeting(cast.today), now=at_noon(cast.today))
    assert not Campaign.objects.exists()


def test_the_database_itself_refuses_an_approval_by_the_proposer(cast: Cast) -> None:
    plan = draft_plan(cast, [])
    leader = cast.accounts["leader"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.filter(pk=plan.pk).update(
            state="approved", proposed_by=leader, decided_by=leader, decided_at=at_noon(cast.today)
        )


def test_a_plan_is_approved_once(cast: Cast) -> None:
    plan = draft_plan(cast, [task_item("动员")])
    approved(cast, plan)
    with pytest.raises(WrongState, match="现在是“已生效”"):
        plans.approve(by=cast.leader, plan=plan, meeting=meeting(cast.today), now=at_noon(cast.today))
    assert Campaign.objects.count() == 1


def test_of_two_corrections_of_the_same_version_the_second_is_refused_and_nothing_lost(cast: Cast) -> None:
    plan = draft_plan(cast, [task_item("动员")])
    item = plan.items.get()
    corrections.change_item(by=cast.office, item=item, revision=0, changes={"name": "动员部署会"})
    with pytest.raises(corrections.Overtaken):
        corrections.change_item(by=cast.office, item=item, revision=0, changes={"name": "别的"})
    assert plan.items.get().name == "动员部署会"


def test_a_committee_cannot_touch_the_districts_plan(cast: Cast) -> None:
    plan = draft_plan(cast, [task_item("动员")])
    with pytest.raises(NotPermitted):
        corrections.change_facts(by=cast.committee_office, plan=plan, revision=0, facts={"title": "改了"})
    plan.refresh_from_db()
    assert plan.title == "澜溪区创先争优活动实施方案"


def test_approving_writes_one_sentence_with_the_number_of_expectations(cast: Cast) -> None:
    campaign = approved(cast, draft_plan(cast, [task_item("动员")]))
    lines = Entry.objects.filter(verb="campaigns.plan.approve")
    assert [line.sentence for line in lines] == [
        f"批准方案《{campaign.title}》（{meeting(campaign.starts_on).told}），活动开始，共产生 3 项应办事项。"
    ]
