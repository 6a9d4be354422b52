"""The demonstration district: its organisations, people, logins and plans, on the small one."""

from datetime import date
from random import Random

import pytest
from django.contrib.auth import authenticate
from django.db.models import Count

from zhengyou import demo
from zhengyou.campaigns.models import Expectation, Plan, PlanItem, Task
from zhengyou.campaigns.models.plans import ItemKind
from zhengyou.campaigns.queries import plans as plan_queries
from zhengyou.campaigns.queries.campaigns import phases, standards
from zhengyou.campaigns.queries.records import awaiting, excuses_to_decide, returned, to_decide
from zhengyou.demo.district.names import person_name, place_names
from zhengyou.demo.district.scale import shares
from zhengyou.demo.loading import NotEmpty
from zhengyou.ledger.models import Entry
from zhengyou.organisations.models import Account, Kind, Membership, Organisation, Person, Placement, PostKind
from zhengyou.organisations.queries import (
    MemberCounts,
    actors_of,
    branches_by_sector,
    member_counts,
    organisations_by_kind,
    root,
    today,
)
from zhengyou.organisations.rules import ROLE_OF_POST, Actor

pytestmark = pytest.mark.django_db


def acting(username: str) -> Actor:
    return actors_of(Account.objects.get(username=username), today())[0]


def test_the_small_district_has_every_kind_and_every_sector(district):
    top = root(today())
    assert organisations_by_kind(top.path, today()) == {
        "district_committee": 1,
        "committee": 4,
        "working_committee": 3,
        "second_committee": 1,
        "general_branch": 3,
        "branch": 21,
    }
    assert branches_by_sector(top.path, today()) == {
        "rural": 6,
        "community": 3,
        "organs": 4,
        "schools": 3,
        "institutions": 1,
        "private": 2,
        "state_enterprises": 1,
        "minority": 1,
    }


def test_activists_stand_beside_the_members_and_are_not_among_them(district):
    assert member_counts(root(today()).path, today()) == MemberCounts(
        full=864, probationary=36, members=900, activists=36
    )


def test_every_branch_can_exist_with_at_least_three_full_members(district):
    full = Membership.objects.filter(status="full").values("organisation").annotate(n=Count("pk"))
    assert len(full) == Organisation.objects.filter(kind=Kind.BRANCH).count()
    assert min(row["n"] for row in full) >= 3


def test_every_place_in_the_tree_is_its_parents_and_its_own_number(district):
    places = {place.organisation_id: place for place in Placement.objects.all()}
    assert {place.pk: (place.path, place.depth) for place in places.values()} == {
        place.pk: (
            (places[place.parent_id].path if place.parent_id else "/") + f"{place.organisation_id}/",
            places[place.parent_id].depth + 1 if place.parent_id else 0,
        )
        for place in places.values()
    }


def test_each_printed_login_opens_its_role(district):
    found = {}
    for role, username, password, _sentence in demo.logins():
        account = authenticate(username=username, password=password)
        actor = actors_of(account, today())[0]
        found[role] = (actor.post_kind, actor.organisation_name)
    assert found == {
        "区委领导": ("leader", "澜溪区委"),
        "区活动办": ("office", "澜溪区委"),
        "系统管理员": ("administrator", "澜溪区委"),
        "督导组": ("inspector", "澜溪区委"),
        "上级查阅": ("reader", "澜溪区委"),
        "柳渡镇党委活动办": ("office", "柳渡镇党委"),
        "村党支部书记": ("secretary", "柳渡镇双坡村党支部"),
        "党员": ("member", "柳渡镇双坡村党支部"),
        "党总支书记": ("secretary", "柳渡镇金岭村党总支"),
        "支部委员": ("commissioner", "柳渡镇双坡村党支部"),
        "信息员": ("reporter", "柳渡镇双坡村党支部"),
    }
    assert set(ROLE_OF_POST) == set(PostKind.values)
    assert {ROLE_OF_POST[kind] for kind, _ in found.values()} == set(ROLE_OF_POST.values())


def test_only_those_who_act_have_accounts(district):
    without_posts = Account.objects.filter(person__posts__isnull=True)
    assert list(without_posts) == []
    assert Account.objects.count() < Person.objects.count() / 10


def test_a_second_load_is_refused_and_changes_nothing(district):
    before = (Organisation.objects.count(), Person.objects.count(), Entry.objects.count())
    with pytest.raises(NotEmpty, match="数据库里已经有组织"):
        demo.load(small=True, report=lambda *_: None)
    assert (Organisation.objects.count(), Person.objects.count(), Entry.objects.count()) == before


def test_progress_only_grows_and_ends_at_the_whole(reports):
    shown = [done for done, _, _ in reports]
    assert shown == sorted(shown)
    assert reports[-1][:2] == (100, 100)
    assert len({sentence for _, _, sentence in reports}) >= 5


def test_the_campaign_came_of_the_real_document_by_the_real_steps(district):
    plan = district.plan
    assert plan.source.name == "澜溪区创先争优活动实施方案.docx"
    assert (plan.proposed_by.username, plan.decided_by.username) == ("huodongban", "lingdao")
    lines = Entry.objects.filter(subject="campaigns.plan", subject_id=plan.pk)
    verbs = list(
        dict.fromkeys(verb.rpartition(".")[2] for verb in lines.order_by("pk").values_list("verb", flat=True))
    )
    assert (verbs[:2], verbs[-2:]) == (["upload", "change_facts"], ["propose", "approve"])
    assert {"change_item", "remove_item"} <= set(verbs)
    assert {line.entered_at.date() for line in lines} == {date(2026, 2, 26)}


def test_the_campaign_has_the_plans_phases_and_standards(district):
    assert [(phase.name, phase.starts_on, phase.ends_on) for phase in phases(district.pk)] == [
        ("动员部署阶段", date(2026, 3, 1), date(2026, 4, 30)),
        ("全面争创阶段", date(2026, 5, 1), date(2027, 6, 30)),
        ("对标提高阶段", date(2027, 7, 1), date(2027, 9, 30)),
        ("总结完善阶段", date(2027, 10, 1), date(2027, 12, 31)),
    ]
    assert {standard.label: standard.items.count() for standard in standards(district.pk)} == {
        "五个好": 5,
        "五带头": 5,
    }


def test_every_expectation_was_made_on_the_plans_day(district):
    expectations = Expectation.objects.filter(campaign=district)
    assert set(expectations.values_list("created_on", flat=True)) == {date(2026, 2, 26)}
    asked = set(expectations.values_list("task_id", flat=True))
    assert asked == set(Task.objects.filter(campaign=district).values_list("pk", flat=True))


def test_each_practice_falls_on_its_own_sector_only(district):
    practices = Task.objects.filter(campaign=district, name__contains="主题实践")
    reached = practices.values_list("audience_sectors", "expectations__organisation__sector").distinct()
    assert sorted(reached) == sorted(([sector], sector) for sector in (
        ["rural", "community", "organs", "schools", "institutions", "private", "state_enterprises", "minority"]
    ))  # fmt: skip


def test_every_item_of_the_plan_points_at_the_words_it_rests_on(district):
    lines = district.plan.source.lines
    items = PlanItem.objects.filter(plan=district.plan, removed=False, kind=ItemKind.TASK)
    empty = [item.name for item in items if not lines[item.line - 1][item.start : item.end].strip()]
    assert (items.count(), empty) == (34, [])


def test_a_second_plan_waits_in_the_workbench_with_its_defects(district):
    (plan,) = Plan.objects.filter(state="draft", superior=None)
    plan = plan_queries.plan(acting("huodongban"), plan.pk)
    codes = {defect["code"] for defect in plan_queries.defects(plan)}
    assert len(codes) >= 3
    assert plan_queries.items(plan) != []


def test_the_secretary_finds_something_due_overdue_and_returned(district):
    actor = acting("zhishu")
    waiting = list(awaiting(actor, today()))
    overdue = [one for one in waiting if one.due_on < today()]
    assert any("月度报告" in one.task.name for one in overdue)
    assert [one for one in waiting if one.due_on >= today()] != []
    assert len(returned(actor)) >= 1


def test_the_committees_office_finds_records_to_accept_and_a_plea(district):
    actor = acting("dangweiban")
    assert to_decide(actor, today()).count() >= 1
    assert excuses_to_decide(actor, today()).count() >= 1


def test_shares_are_exact_whatever_the_weights():
    assert shares(10, [1, 1, 1]) == [4, 3, 3]
    assert shares(7, [100, 1], least=3) == [4, 3]
    assert sum(shares(33_518, [n % 7 + 0.3 for n in range(859)], least=5)) == 33_518


def test_shares_refuse_a_total_too_small():
    with pytest.raises(ValueError, match="too few"):
        shares(5, [1, 1], least=3)


def test_the_same_seed_gives_the_same_names():
    assert [person_name(Random(1)) for _ in range(2)] == [person_name(Random(1))] * 2
    names = place_names(Random(1), 289)
    assert len(set(names)) == 289
