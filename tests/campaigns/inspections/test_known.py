"""What is on record of a unit already stands first on the page of whoever is sent there."""

from django.urls import reverse

from tests.campaigns.inspections.inspecting import standing_visit
from tests.campaigns.selfchecks.checking import brought, entry, mend, opened, problem_of, sheet_of
from tests.cast import Cast
from zhengyou.campaigns.models import Campaign


def test_what_a_unit_found_itself_is_shown_before_all_else_until_it_is_put_right(
    cast: Cast, campaign: Campaign
) -> None:
    address = reverse("visit", args=[standing_visit(cast, campaign, "notified").pk])

    def shown() -> str:
        page = cast.client("inspector").get(address).content.decode()
        return page.partition("系统里已有的")[2]

    sheet = brought(cast, sheet_of(cast, opened(cast, campaign)), ["fill"])
    assert "自己查出的差距" not in shown()  # not handed up: nobody above reads it
    sheet = brought(cast, sheet, ["hand_up"])
    gap = entry(cast, "gap").gap
    handed = shown()
    assert handed.index("自己查出的差距") < handed.index(gap) < handed.index("过期没办的")
    sheet = brought(cast, sheet, ["agree"])
    problem = problem_of(sheet)
    assert reverse("rectification", args=[problem.pk]) in shown()
    mend(cast, problem)
    assert gap not in shown()
