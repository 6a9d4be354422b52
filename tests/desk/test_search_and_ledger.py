"""Finding an organisation, and reading who changed what."""

from typing import Any

import pytest

from tests.campaigns.records.telling import reported
from tests.cast import Cast, ExpectationOf, found
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


def test_the_ledger_reads_the_newest_first_within_the_own_part_of_the_tree(
    cast: Cast, expectation_of: ExpectationOf
) -> None:
    mine = reported(cast, expectation_of("first", "动员大会"))
    village = reported(cast, expectation_of("village", "动员大会"), role="village_secretary")

    def rows(role: str) -> list[tuple[str, str, str]]:
        page = cast.client(role).get("/ledger/")
        return [(entry.actor_name, entry.subject, address) for entry, address in page.context["rows"]]

    assert rows("committee_office") == [("林小满", "campaigns.record", f"/records/{mine.pk}/")]
    assert rows("inspector")[:2] == [
        ("田有禾", "campaigns.record", f"/records/{village.pk}/"),
        ("林小满", "campaigns.record", f"/records/{mine.pk}/"),
    ]


def test_the_ledger_goes_on_page_by_page(
    cast: Cast, expectation_of: ExpectationOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zhengyou.desk.views.LEDGER_PAGE", 2)
    for name in ("动员大会", "为民办实事", "风险排查"):
        reported(cast, expectation_of("first", name), title=name)
    client = cast.client("committee_office")
    first = client.get("/ledger/")
    second = client.get(f"/ledger/?after={first.context['next_key']}")
    assert [
        [entry.sentence for entry, _ in page.context["rows"]] for page in (first, second)
    ] == [
        ["报送“风险排查”，对应 1 项应办事项。", "报送“为民办实事”，对应 1 项应办事项。"],
        ["报送“动员大会”，对应 1 项应办事项。"],
    ]  # fmt: skip
    assert second.context["next_key"] is None


@pytest.mark.parametrize("role", ["secretary", "general_secretary", "member", "administrator"])
def test_the_ledger_is_closed_to_others(cast: Cast, role: str) -> None:
    assert cast.client(role).get("/ledger/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_ledger_takes_the_same_queries_for_one_and_three_rows(
    cast: Cast, expectation_of: ExpectationOf, django_assert_num_queries: Any, rows: int
) -> None:
    for name in ("动员大会", "为民办实事", "风险排查")[:rows]:
        reported(cast, expectation_of("first", name))
    client = cast.client("committee_office")
    with django_assert_num_queries(6):
        page = client.get("/ledger/")
    assert len(page.context["rows"]) == rows


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
