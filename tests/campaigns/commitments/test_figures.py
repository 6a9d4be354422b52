"""Figures of promises: they add up, open onto their rows, and stay the same of a past day whatever comes later."""

from datetime import date, timedelta

from tests.campaigns.commitments.promising import LATER, WAYS, comrades, standing, step
from tests.cast import Cast
from zhengyou.campaigns.models import Campaign, Policy
from zhengyou.campaigns.queries.awaiting_promises import without
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.queries.promised import COUNTS, Covered, Promised, coverage, items, promised
from zhengyou.organisations.models import Circumstance
from zhengyou.reports.figures.catalogue import Catalogue
from zhengyou.reports.figures.checking import Book
from zhengyou.reports.figures.listing import Page
from zhengyou.reports.figures.values import Share


def _scope(cast: Cast, campaign: Campaign, day: date, where: str = "district") -> Scope:
    return Scope(campaign, cast.places[where], day)


def _many(cast: Cast, campaign: Campaign) -> None:
    Policy.objects.create(
        campaign=campaign, key="commitments_most", value="50", source="区委通知", since=cast.today
    )
    for state in WAYS:
        standing(cast, campaign, state)
        standing(cast, campaign, state, person=None)


def test_the_counts_of_a_node_add_up(cast: Cast, campaign: Campaign) -> None:
    _many(cast, campaign)
    after = cast.today + timedelta(days=LATER + 1)
    found = promised(_scope(cast, campaign, after))
    each = Promised(
        made=14, unpublished=3, published=10, cancelled=1, due=10, honoured=2, partly=1, unmet_objective=1,
        unmet=1, undecided=5,
    )  # fmt: skip
    assert found == {"person": each, "organisation": each}
    assert each.made == each.unpublished + each.published + each.cancelled
    assert each.due == each.honoured + each.partly + each.unmet_objective + each.unmet + each.undecided
    assert promised(_scope(cast, campaign, after, "township")) == {
        "person": Promised(),
        "organisation": Promised(),
    }
    for name in COUNTS:
        listed = items(_scope(cast, campaign, after), name, size=100)
        assert len(listed) == 2 * getattr(each, name), name


def test_before_its_deadline_only_what_was_judged_is_due(cast: Cast, campaign: Campaign) -> None:
    standing(cast, campaign, "published")
    standing(cast, campaign, "honoured")
    of_members = promised(_scope(cast, campaign, cast.today))["person"]
    assert (of_members.published, of_members.due, of_members.honoured, of_members.undecided) == (2, 1, 1, 0)
    on_the_day = promised(_scope(cast, campaign, cast.today + timedelta(days=LATER)))["person"]
    assert (on_the_day.due, on_the_day.undecided) == (2, 1)


def test_a_figure_of_a_past_day_stays_whatever_comes_later(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "published")
    days = [cast.today + timedelta(days=n) for n in (0, 5, LATER - 1, LATER, LATER + 20, 95)]
    asked = step(cast, row, "ask_change", day=10, asked_due=cast.today + timedelta(days=90))
    before = [promised(_scope(cast, campaign, day))["person"] for day in days[:2]]
    changed = step(cast, asked, "grant_change", day=12)
    step(cast, changed, "unmet", day=95)
    found = [promised(_scope(cast, campaign, day))["person"] for day in days]
    assert found[:2] == before
    # The later deadline counts from the day on which it was approved; the result from the day it was given.
    assert [one.due for one in found] == [0, 0, 0, 0, 0, 1]
    assert [one.unmet for one in found] == [0, 0, 0, 0, 0, 1]


def test_every_figure_agrees_with_its_parts_and_opens_onto_rows(cast: Cast, campaign: Campaign) -> None:
    _many(cast, campaign)
    scope = _scope(cast, campaign, cast.today + timedelta(days=LATER + 1))
    book = Book(scope)
    found = {figure.key: figure for figure in Catalogue(campaign.pk).figures() if "commitment" in figure.key}
    assert len(found) == 12 * 3
    assert [key for key, figure in found.items() if not book.checked(figure).agrees] == []
    assert found["commitments-rate"].value(scope) == Share(4, 20)
    assert found["commitments-rate.subject.person"].value(scope) == Share(2, 10)
    rows = found["commitments-unmet.subject.person"].rows(scope, Page(cast.office)).rows
    assert [(row.word, row.cells[1]) for row in rows] == [("未兑现", "程初晓")]
    withheld = found["commitments-unmet"].rows(scope, Page(cast.member))
    assert (withheld.rows, withheld.withheld != "") == ((), True)
    hidden = found["commitments-unmet.subject.person"].rows(scope, Page(cast.reader)).rows
    assert [row.cells[1] for row in hidden] == ["程某"]


def test_coverage_counts_at_every_child_who_promised_at_all(cast: Cast, campaign: Campaign) -> None:
    old, _young = comrades(cast, "白一鸣", "成二月")
    Circumstance.objects.create(person=old, kind="retired", since=cast.today - timedelta(days=9))
    standing(cast, campaign, "published")
    standing(cast, campaign, "honoured")
    standing(cast, campaign, "accepted", person=cast.accounts["member"].person_id)
    standing(cast, campaign, "published", person=None)
    general = coverage(_scope(cast, campaign, cast.today, "general"))
    ids = {name: cast.places[name].organisation_id for name in ("general", "first", "second")}
    # Of the first branch the secretary, the member and the younger comrade are asked; the retired one is not.
    assert general == {
        ids["general"]: {"person": Covered(0, 1), "organisation": Covered(0, 1)},
        ids["first"]: {"person": Covered(1, 3), "organisation": Covered(1, 1)},
        ids["second"]: {"person": Covered(0, 1), "organisation": Covered(0, 1)},
    }
    first = ids["first"]
    assert without(campaign.pk, first, cast.today) == ["成二月", "林小满"]
    district = coverage(_scope(cast, campaign, cast.today))
    assert district[cast.places["street"].organisation_id] == {
        "person": Covered(1, 6),
        "organisation": Covered(1, 4),
    }
