"""The figures of self-checks: equal to their rows, the same for ever as of the same day."""

from datetime import timedelta

import pytest

from tests.campaigns.selfchecks.checking import BEGAN, brought, filled, opened, sheet_of, step
from tests.cast import Cast
from zhengyou.campaigns.models import Campaign
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.reports.figures.checking import Book
from zhengyou.reports.figures.listing import Page, Row
from zhengyou.reports.figures.selfchecks import DEFINITIONS
from zhengyou.reports.figures.values import Count

KEYS = [one.key for one in DEFINITIONS]


def _story(cast: Cast, campaign: Campaign) -> None:
    """The first branch handed up five days ago and was agreed to three days ago; the second handed up today, was sent
    back and handed up again; the village nothing."""
    round_ = opened(cast, campaign)
    first = step(cast, filled(cast, sheet_of(cast, round_)), "hand_up", ago=5)
    step(cast, first, "agree", ago=3)
    second = filled(cast, sheet_of(cast, round_, "second"), (), by="other_secretary")
    for verb, by in (("hand_up", "other_secretary"), ("send_back", ""), ("hand_up", "other_secretary")):
        second = step(cast, second, verb, by=by)


def _rows(cast: Cast, scope: Scope, key: str) -> list[Row]:
    book, after = Book(scope), ""
    found: list[Row] = []
    while True:
        rows = book.catalogue.figure(key).rows(scope, Page(cast.office, after, 2))
        found += rows.rows
        if not rows.next_key:
            return found
        after = rows.next_key


@pytest.mark.parametrize(
    ("ago", "told"), [(0, (3, 2, 1, 1, 0, 7, 1)), (2, (3, 1, 2, 1, 0, 3, 1)), (4, (3, 1, 2, 0, 0, 3, 1)),
                      (6, (3, 0, 3, 0, 0, 0, 0)), (BEGAN + 1, (0, 0, 0, 0, 0, 0, 0))]
)  # fmt: skip
def test_the_values_are_those_of_the_story_and_each_has_its_rows(
    ago: int, told: tuple[int, ...], cast: Cast, campaign: Campaign
) -> None:
    _story(cast, campaign)
    scope = Scope(campaign, cast.places["district"], cast.today - timedelta(days=ago))
    book = Book(scope)
    assert [book.value(key) for key in KEYS] == [Count(number) for number in told]
    assert tuple(len(_rows(cast, scope, key)) for key in KEYS) == told
    assert book.checked(book.catalogue.figure("selfchecks-due")).agrees


def test_the_rows_of_items_say_which(cast: Cast, campaign: Campaign) -> None:
    _story(cast, campaign)
    scope = Scope(campaign, cast.places["general"], cast.today)
    rows = [(row.name, row.cells, bool(row.href)) for row in _rows(cast, scope, "selfchecks-items-gap")]
    assert rows == [(cast.places["first"].name, ("制度落实好",), True)]


def test_whoever_sees_no_records_sees_no_rows(cast: Cast, campaign: Campaign) -> None:
    brought(cast, sheet_of(cast, opened(cast, campaign)), ["fill", "hand_up"])
    scope = Scope(campaign, cast.places["first"], cast.today)
    found = Book(scope).catalogue.figure("selfchecks-handed-up").rows(scope, Page(cast.member))
    assert (list(found.rows), bool(found.withheld)) == ([], True)
