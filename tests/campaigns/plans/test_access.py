"""Who may open which page of a plan: everybody else gets 404, as if it did not exist."""

import pytest

from tests.cast import ROLES, Cast
from zhengyou.campaigns.models import Plan
from zhengyou.ledger.models import Entry

from .conftest import ItemOf

VIEW = {"", "document/"}
EDIT = {"facts/", "items/add/", "items/{item}/", "propose/", "discard/"}
PRESS = {"items/{item}/confirm/", "items/{item}/remove/", "items/{item}/restore/"}
APPROVE = {"approve/", "return/"}
MAY = {"office": VIEW | EDIT | PRESS, "leader": VIEW | APPROVE, "reader": VIEW}


def _opened(cast: Cast, role: str | None, plan: Plan, item_id: int) -> dict[str, int]:
    """What each page answers. Pages that only take POST are asked so, except of those whose press would count."""
    client = cast.client(role)
    only_post = PRESS | {"propose/"} if role not in MAY else set()
    return {
        page: (client.post if page in only_post else client.get)(
            f"/plans/{plan.pk}/{page.format(item=item_id)}"
        ).status_code
        for page in VIEW | EDIT | PRESS | APPROVE
    }


@pytest.mark.parametrize("role", ROLES)
def test_a_page_opens_for_its_roles_in_its_organisation_and_is_unknown_to_all_others(
    cast: Cast, draft: Plan, item_of: ItemOf, role: str
) -> None:
    found = _opened(cast, role, draft, item_of("报送").pk)
    may = MAY.get(role, set())
    assert {page for page, status in found.items() if status != 404} == may


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"office"}))
def test_a_stranger_to_the_plan_changes_nothing_by_post(
    cast: Cast, draft: Plan, item_of: ItemOf, role: str
) -> None:
    client, before = cast.client(role), list(Plan.objects.values())
    for page in EDIT | PRESS:
        address = f"/plans/{draft.pk}/{page.format(item=item_of('报送').pk)}"
        assert client.post(address, {"revision": 0}).status_code == 404
    assert (list(Plan.objects.values()), Entry.objects.count()) == (before, 0)


def test_without_a_login_every_page_leads_to_it(cast: Cast, draft: Plan, item_of: ItemOf) -> None:
    assert set(_opened(cast, None, draft, item_of("报送").pk).values()) == {302}


def test_the_office_of_another_organisation_does_not_see_the_plan_in_its_list(
    cast: Cast, draft: Plan
) -> None:
    body = cast.client("committee_office").get("/plans/").content.decode()
    assert draft.title not in body


UPLOADING = {
    *("office", "committee_office", "general_secretary", "secretary", "other_secretary", "village_secretary")
}


@pytest.mark.parametrize("role", sorted(set(ROLES) - UPLOADING))
def test_only_offices_and_secretaries_upload(cast: Cast, role: str) -> None:
    assert cast.client(role).get("/plans/upload/").status_code == 404


def test_an_item_of_another_plan_is_not_reached_through_this_one(
    cast: Cast, draft: Plan, item_of: ItemOf
) -> None:
    other = Plan.objects.get(pk=draft.pk)
    other.pk = None
    other.save()
    item = item_of("报送")
    address = f"/plans/{other.pk}/items/{item.pk}/"
    client = cast.client("office")
    for page in ("", "confirm/", "remove/"):
        assert client.post(address + page, {"revision": 0}).status_code == 404
