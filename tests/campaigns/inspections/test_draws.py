"""The public list of draws: every round that was published, none before, and no unit's name."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.campaigns.inspections.inspecting import planned, scheme, standing, step
from tests.cast import Cast
from zhengyou.campaigns.models import Campaign


def _listed(cast: Cast, campaign: Campaign) -> list[tuple[str, str]]:
    """Address and title of each round on the public list, in its order."""
    page = cast.client(None).get(reverse("public-draws", args=[campaign.slug]))
    assert (page.status_code, "Set-Cookie" in page.headers) == (200, False)
    return re.findall(r'<a class="row-link" href="([^"]+)">([^<]+)</a>', page.content.decode())


def test_every_published_round_leads_to_the_page_of_its_draw_and_no_other_is_named(
    cast: Cast, campaign: Campaign
) -> None:
    address = reverse("public-draws", args=[campaign.slug])
    assert "还没有公布过督查" in cast.client(None).get(address).content.decode()
    planned(cast, campaign, scheme(cast, title="还没公布的"))
    assert _listed(cast, campaign) == []
    first = standing(cast, campaign, "visiting", scheme(cast, title="第一轮"))
    second = standing(cast, campaign, "published", scheme(cast, title="取消的一轮"))
    step(cast, second, "call_off")
    assert _listed(cast, campaign) == [
        (reverse("public-draw", args=[campaign.slug, row.pk]), row.title) for row in (second, first)
    ]
    for where, _title in _listed(cast, campaign):
        assert cast.client(None).get(where).status_code == 200
    public = cast.client(None).get(reverse("public-campaign", args=[campaign.slug])).content.decode()
    assert address in public


def test_the_list_names_no_unit(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "visiting", scheme(cast, unannounced=True))
    page = cast.client(None).get(reverse("public-draws", args=[campaign.slug])).content.decode()
    assert [name for name in row.units.values_list("name", flat=True) if name in page] == []


def test_three_rounds_take_as_many_questions_as_one(cast: Cast, campaign: Campaign) -> None:
    asked = []
    for more in (1, 2):
        for _round in range(more):
            standing(cast, campaign, "published")
        _listed(cast, campaign)
        with CaptureQueriesContext(connection) as made:
            _listed(cast, campaign)
        asked.append(len(made))
    assert asked[0] == asked[1]
