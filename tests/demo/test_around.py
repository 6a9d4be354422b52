"""What lies across the small demonstration's tree: units, groups, branch committees."""

import pytest
from django.db.models import Count

from zhengyou.organisations.models import Group, GroupMember, Kind, Organisation, Unit, UnitLink
from zhengyou.organisations.rules.structure import GROUP_KINDS, GROUP_ROLES, MEASURES, UNIT_KINDS

pytestmark = pytest.mark.django_db


def test_every_organisation_below_the_top_stands_in_a_unit_and_parts_share_theirs(district):
    linked = UnitLink.objects.values_list("organisation_id", flat=True)
    below = Organisation.objects.exclude(kind=Kind.DISTRICT_COMMITTEE)
    assert sorted(linked) == sorted(below.values_list("pk", flat=True))
    shared = Unit.objects.annotate(n=Count("links")).filter(n__gt=1).values_list("name", flat=True)
    assert {"柳渡镇", "澜溪第一中学"} < set(shared)
    assert set(Unit.objects.values_list("kind", flat=True)) <= set(UNIT_KINDS)


def test_the_office_has_seventeen_people_in_four_groups(district):
    office = Group.objects.get(kind="office")
    assert sorted(
        Group.objects.filter(within=office).annotate(n=Count("members")).values_list("name", "n")
    ) == [("宣传组", 3), ("文稿组", 4), ("督导组", 5), ("综合组", 5)]
    lent = GroupMember.objects.filter(group__within=office, role="seconded")
    assert all(member.from_where for member in lent)


def test_branch_committees_have_a_size_the_rules_allow_and_nobody_twice(district):
    committees = Group.objects.filter(kind="branch_committee").annotate(
        n=Count("members__person", distinct=True)
    )
    least, usual = MEASURES["committee_least"].value, MEASURES["committee_usual"].value
    assert committees.count() > 10
    assert all(least <= committee.n <= usual for committee in committees)
    assert set(GroupMember.objects.values_list("role", flat=True)) <= set(GROUP_ROLES)
    assert set(Group.objects.values_list("kind", flat=True)) <= set(GROUP_KINDS)
