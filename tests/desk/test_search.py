"""Finding an organisation."""

from typing import Any

import pytest

from tests.cast import Cast, found
from zhengyou.organisations.models import Kind, Sector


def _names(cast: Cast, role: str, words: str) -> list[str]:
    return [place.name for place, _ in cast.client(role).get("/search/", {"q": words}).context["rows"]]


def test_organisations_are_found_by_a_part_of_their_name(cast: Cast) -> None:
    assert _names(cast, "office", "商圈") == [
        "青石商圈党总支",
        "青石商圈第一党支部",
        "青石商圈第二党支部",
    ]


def test_only_what_lies_in_the_own_part_of_the_tree_is_found(cast: Cast) -> None:
    assert _names(cast, "secretary", "商圈") == ["青石商圈第一党支部"]
    assert _names(cast, "secretary", "云岭") == []


def test_nothing_found_says_so_and_nothing_asked_asks(cast: Cast) -> None:
    client = cast.client("office")
    assert "没有找到" in client.get("/search/?q=不存在").content.decode()
    assert "要找哪个组织？" in client.get("/search/").content.decode()


def test_signs_of_a_pattern_are_only_signs(cast: Cast) -> None:
    assert _names(cast, "office", "%") == []
    page = cast.client("office").get("/search/", {"q": '<b>"x"'}).content.decode()
    assert "<b>" not in page


def test_too_many_finds_are_cut_and_said_to_be(cast: Cast) -> None:
    for number in range(21):
        found(f"白鹭第{number}支部", Kind.BRANCH, Sector.RURAL, cast.places["township"])
    page = cast.client("office").get("/search/?q=白鹭")
    assert len(page.context["rows"]) == 20
    assert "只列出前20个" in page.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_search_takes_the_same_queries_for_one_and_three_rows(
    cast: Cast, django_assert_num_queries: Any, rows: int
) -> None:
    for number in range(rows):
        found(f"白鹭第{number}新支部", Kind.BRANCH, Sector.RURAL, cast.places["township"])
    client = cast.client("office")
    with django_assert_num_queries(6):
        page = client.get("/search/?q=新支部")
    assert len(page.context["rows"]) == rows
