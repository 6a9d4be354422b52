"""The whole district once: the figures of domain.md 2.4, exactly."""

import itertools

import pytest
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.demo.conftest import loaded
from tests.reports.test_filings import QUERIES
from zhengyou.campaigns.models import Campaign
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.queries.progress import progress
from zhengyou.organisations.models import Account, Membership, Organisation, Placement, Sector
from zhengyou.organisations.queries import MemberCounts, member_counts, organisations_by_kind, root, today

pytestmark = pytest.mark.django_db


def test_the_whole_district_has_the_figures_it_is_modelled_on_and_loads_in_few_statements():
    statements = itertools.count()

    def counting(execute, *arguments):
        next(statements)
        return execute(*arguments)

    with connection.execute_wrapper(counting), loaded(small=False):
        # How long that takes is the machine's affair; its cost is written in statements, of up to a thousand rows each.
        assert next(statements) < 3 * 968
        top = root(today())
        assert organisations_by_kind(top.path, today()) == {
            "district_committee": 1,
            "committee": 26,
            "working_committee": 4,
            "second_committee": 2,
            "general_branch": 76,
            "branch": 859,
        }
        assert member_counts(top.path, today()) == MemberCounts(
            full=33_518, probationary=1_403, members=34_921, activists=1_399
        )
        assert Organisation.objects.count() == 968
        sectors = Organisation.objects.exclude(sector="").values_list("sector", flat=True)
        assert set(sectors) == set(Sector.values)
        names = Placement.objects.values_list("name", flat=True)
        assert len(set(names)) == 968
        towns = [name for name in names if name.endswith(("乡党委", "镇党委", "街道党工委"))]
        ends = {end: sum(name.endswith(end) for name in towns) for end in ("乡党委", "镇党委", "街道党工委")}
        assert ends == {"乡党委": 10, "镇党委": 6, "街道党工委": 2}
        assert _villages(names) == (289, 19)
        smallest = Membership.objects.filter(status="full").values("organisation").annotate(n=Count("pk"))
        assert min(row["n"] for row in smallest) >= 3
        sectors = progress(Scope(Campaign.objects.get(superior=None), top, today())).sectors
        rates = {sector: tally.rate for sector, tally in sectors.items()}
        assert min(rates["organs"], rates["schools"]) > rates["rural"] > rates["private"] + 0.1
        assert _filings() == 967


def _filings():
    """How many organisations the filing table speaks of; it asks no more of the database than with one."""
    client = Client()
    client.force_login(Account.objects.get(username="huodongban"))
    address = f"/campaigns/{Campaign.objects.get(superior=None).pk}/filings/"
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(address)
    assert len(caught) == QUERIES
    assert answer.content.decode().count('class="row-link"') == 50
    return answer.context["total"]


def _villages(names):
    """Villages and communities: each has either a branch or a general branch of its own."""
    villages = {name for name in names if name.endswith(("村党支部", "村党总支"))}
    communities = {name for name in names if name.endswith("社区党总支")}
    return len(villages), len(communities)
