"""The pages of the tree: counts, posts, people, and who may see them."""

from datetime import timedelta
from typing import Any

import pytest

from tests.cast import Cast, enrol, found
from zhengyou.organisations.models import Kind, Membership, MemberStatus, Sector


def _page(cast: Cast, role: str, where: str, **query: object) -> Any:
    return cast.client(role).get(f"/organisations/{cast.places[where].organisation_id}/", query)


def test_looking_around_begins_at_the_own_organisation(cast: Cast) -> None:
    for role, name in (("office", "澜溪区委"), ("secretary", "青石商圈第一党支部")):
        page = cast.client(role).get("/organisations/")
        assert page.status_code == 200
        assert page.context["node"].name == name


def test_a_node_counts_its_members_with_activists_apart(cast: Cast) -> None:
    enrol("预备甲", cast.places["first"], MemberStatus.PROBATIONARY)
    enrol("积极乙", cast.places["first"], MemberStatus.ACTIVIST)
    page = _page(cast, "office", "first")
    own = page.context["own"]
    assert (own.members, own.full, own.probationary, own.activists) == (3, 2, 1, 1)
    text = page.content.decode()
    assert "3名：正式党员2名，预备党员1名" in text
    assert "1名，不计入党员" in text


def test_what_stands_below_is_counted_with_everything_under_it(cast: Cast) -> None:
    enrol("积极丙", cast.places["village"], MemberStatus.ACTIVIST)
    page = _page(cast, "office", "district")
    assert [
        (child.name, counts.organisations, counts.members) for child, counts in page.context["children"]
    ] == [("青石街道党工委", 4, 5), ("云岭乡党委", 2, 1)]
    assert page.context["whole"].members == 11


def test_those_who_hold_a_post_are_named(cast: Cast) -> None:
    text = _page(cast, "member", "first").content.decode()
    assert "林小满" in text
    assert "书记" in text


def test_the_way_up_is_named_but_opens_only_what_the_post_may_see(cast: Cast) -> None:
    page = _page(cast, "general_secretary", "first")
    assert page.context["breadcrumbs"] == [
        ("澜溪区委", ""),
        ("青石街道党工委", ""),
        ("青石商圈党总支", f"/organisations/{cast.places['general'].organisation_id}/"),
        ("青石商圈第一党支部", ""),
    ]


@pytest.mark.parametrize(
    ("role", "where"),
    [
        ("secretary", "second"),
        ("secretary", "general"),
        ("member", "district"),
        ("committee_office", "township"),
        ("village_secretary", "first"),
    ],
)
def test_what_lies_outside_the_own_part_of_the_tree_does_not_exist(cast: Cast, role: str, where: str) -> None:
    assert _page(cast, role, where).status_code == 404


def test_an_organisation_that_is_not_there_is_not_found(cast: Cast) -> None:
    assert cast.client("office").get("/organisations/99999/").status_code == 404
    strangers = cast.client(None).get("/organisations/")
    assert (strangers.status_code, strangers["Location"]) == (302, "/login/?next=/organisations/")


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("secretary", True),
        ("general_secretary", True),
        ("committee_office", True),
        ("office", True),
        ("leader", True),
        ("member", False),
        ("inspector", False),
        ("reader", False),
        ("administrator", True),
    ],
)
def test_people_are_listed_only_for_those_who_may_see_them(cast: Cast, role: str, sees: bool) -> None:
    enrol("名单里的人", cast.places["first"])
    page = _page(cast, role, "first")
    assert page.status_code == 200
    assert ("名单里的人" in page.content.decode()) is sees


def test_the_first_people_stand_on_the_page_in_pinyin_order_and_the_rest_is_a_link_away(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zhengyou.organisations.views.tree.SHORT", 2)
    Membership.objects.filter(organisation_id=cast.places["first"].organisation_id).delete()
    for name in ("b", "a", "c"):
        enrol(name, cast.places["first"])
    page = _page(cast, "office", "first")
    assert [row.person.name for row in page.context["people"]] == ["a", "b"]
    assert f"/organisations/{cast.places['first'].organisation_id}/people/" in page.content.decode()


def test_who_has_left_is_neither_listed_nor_counted(cast: Cast) -> None:
    person = enrol("离开的人", cast.places["second"])
    Membership.objects.filter(person=person).update(until=cast.today - timedelta(days=1))
    page = _page(cast, "office", "second")
    assert "离开的人" not in page.content.decode()
    assert page.context["own"].members == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_the_same_queries_for_one_and_three_children(
    cast: Cast, django_assert_num_queries: Any, rows: int
) -> None:
    top = found("新区工委", Kind.WORKING_COMMITTEE, Sector.COMMUNITY, cast.places["district"])
    cast.places["new"] = top
    for number in range(rows):
        branch = found(f"新区第{number}支部", Kind.BRANCH, Sector.COMMUNITY, top)
        enrol(f"党员{number}", branch)
        enrol(f"本级{number}", top)
    client = cast.client("office")
    with django_assert_num_queries(22):
        page = client.get(f"/organisations/{top.organisation_id}/")
    assert len(page.context["children"]) == len(page.context["people"]) == rows
