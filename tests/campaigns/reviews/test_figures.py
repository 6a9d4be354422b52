"""The figures of reviews: equal to their rows, adding up, the same for ever as of the same day."""

from datetime import timedelta

import pytest

from tests.campaigns.reviews.reviewing import BEGAN, of_member, of_place, opened, put_right, recorded, step
from tests.cast import Cast
from zhengyou.campaigns.models import Campaign, Rectification
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.reports.figures.checking import Book
from zhengyou.reports.figures.listing import Page, Row
from zhengyou.reports.figures.reviews import DEFINITIONS
from zhengyou.reports.figures.values import Count, Share

KEYS = [one.key for one in DEFINITIONS]


def _story(cast: Cast, campaign: Campaign) -> None:
    """Two rounds: the member's problems, one put right; the branch without a problem; a neighbour excused."""
    first = opened(cast, campaign)
    row = recorded(cast, of_member(cast, first), "缺席", "迟到")
    step(cast, row, "read")
    put_right(cast, Rectification.objects.get(title="缺席"))
    recorded(cast, of_place(cast, first))
    step(cast, of_place(cast, first, "second"), "excuse", by="general_secretary")
    opened(cast, campaign, ago=10, name="第二轮点评")


def _rows(cast: Cast, scope: Scope, key: str) -> list[Row]:
    book, found, after = Book(scope), [], ""
    while True:
        rows = book.catalogue.figure(key).rows(scope, Page(cast.office, after, 2))
        found += rows.rows
        if not rows.next_key:
            return found
        after = rows.next_key


@pytest.mark.parametrize(
    ("ago", "told"),
    [
        (0, {"reviews-due": 25, "reviews-held": 2, "reviews-left": 23, "reviews-problems": 2,
             "reviews-problems-closed": 1, "reviews-none-found": 1}),
        (1, {"reviews-due": 26, "reviews-held": 0, "reviews-left": 26, "reviews-problems": 0,
             "reviews-problems-closed": 0, "reviews-none-found": 0}),
        (11, {"reviews-due": 13, "reviews-held": 0, "reviews-left": 13, "reviews-problems": 0,
              "reviews-problems-closed": 0, "reviews-none-found": 0}),
        (BEGAN + 1, dict.fromkeys(("reviews-due", "reviews-held", "reviews-left", "reviews-problems",
                                   "reviews-problems-closed", "reviews-none-found"), 0)),
    ],
)  # fmt: skip
def test_the_values_are_those_of_the_story_and_each_has_its_rows(
    ago: int, told: dict[str, int], cast: Cast, campaign: Campaign
) -> None:
    _story(cast, campaign)
    scope = Scope(campaign, cast.places["district"], cast.today - timedelta(days=ago))
    book = Book(scope)
    found = {key: book.value(key) for key in KEYS}
    assert {key: one.number for key, one in found.items() if isinstance(one, Count)} == told
    assert found["reviews-coverage"] == Share(told["reviews-held"], told["reviews-due"])
    rows = {key: len(_rows(cast, scope, key)) for key in told}
    assert rows == told
    checked = book.checked(book.catalogue.figure("reviews-due"))
    assert (checked.agrees, checked.refused) == (True, False)


def test_the_rows_name_organisations_and_no_member(cast: Cast, campaign: Campaign) -> None:
    _story(cast, campaign)
    scope = Scope(campaign, cast.places["general"], cast.today)
    rows = {key: [(row.name, row.cells, bool(row.href)) for row in _rows(cast, scope, key)] for key in KEYS}
    first = cast.places["first"].name
    assert rows["reviews-held"] == [(first, (first,), True), ("一名党员", (first,), False)]
    assert rows["reviews-problems"] == [("党员个人的一个问题", (first,), False)] * 2
    text = str(rows)
    assert [name for name in ("程初晓", "缺席", "迟到") if name in text] == []


def test_whoever_sees_no_records_sees_no_rows(cast: Cast, campaign: Campaign) -> None:
    _story(cast, campaign)
    scope = Scope(campaign, cast.places["first"], cast.today)
    for key in KEYS:
        found = Book(scope).catalogue.figure(key).rows(scope, Page(cast.member))
        assert (found.rows, bool(found.withheld)) == ((), True)
