"""Every figure: documented, adding up, equal to its rows, and the same for ever as of the same past day."""

import random
from functools import partial

import pytest

from tests.cast import Cast, ExpectationOf, enrol, found
from tests.reports.conftest import History
from zhengyou.campaigns.models import Expectation, Fulfilment, Record
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.organisations.models import Kind, MemberStatus, Organisation
from zhengyou.reports.figures import documentation
from zhengyou.reports.figures.catalogue import DEFINITIONS, Catalogue, UnknownFigure
from zhengyou.reports.figures.checking import Book
from zhengyou.reports.figures.definition import Figure
from zhengyou.reports.figures.listing import NoSuchPage, Page, Row
from zhengyou.reports.figures.values import Count, Median, Share

DAYS_AGO = (0, 8, 12, 27, 61)


def all_rows(figure: Figure, scope: Scope, cast: Cast, size: int = 2) -> list[Row]:
    """Every row, page after page, so that paging is tried with the counting."""
    found: list[Row] = []
    after = ""
    while True:
        rows = figure.rows(scope, Page(cast.office, after, size))
        assert rows.withheld == ""
        found += rows.rows
        if not rows.next_key:
            return found
        after = rows.next_key


@pytest.mark.parametrize("key", DEFINITIONS)
def test_a_figure_says_all_about_itself(key: str) -> None:
    one = DEFINITIONS[key]
    for text in (one.name, one.name_en, one.formula, one.source):
        assert str(text).strip()
    assert str(one.formula).endswith("。")
    assert one.name_en.isascii()
    assert one.key == key


def test_the_document_lists_every_figure_as_it_is() -> None:
    assert documentation.TARGET.read_text(encoding="utf-8") == documentation.markdown()


@pytest.mark.parametrize("where", ["district", "street", "first"])
def test_a_count_is_the_number_of_its_rows(eventful: History, cast: Cast, where: str) -> None:
    enrol("郑向阳", cast.places["first"], MemberStatus.PROBATIONARY)
    enrol("于新苗", cast.places["first"], MemberStatus.ACTIVIST)
    counted, listed = {}, {}
    for ago in DAYS_AGO:
        scope = eventful.scope(ago, where)
        book = Book(scope)
        for figure in book.catalogue.figures():
            value = figure.within(book.counted)
            if isinstance(value, Count | Share):
                key = (ago, figure.key)
                counted[key] = value.number if isinstance(value, Count) else value.total
                listed[key] = len(all_rows(figure, scope, cast))
    assert listed == counted
    assert sum(bool(number) for number in counted.values()) > 100


def test_parts_add_up_to_the_whole(eventful: History) -> None:
    books = [Book(eventful.scope(ago)) for ago in DAYS_AGO]
    checked = [book.checked(figure) for book in books for figure in book.catalogue.figures()]
    assert [one.disagreement for one in checked if not one.agrees] == []
    assert sum(bool(one.parts) for one in checked) > 100


def test_sectors_and_tasks_add_up_to_everything_asked(eventful: History) -> None:
    book = Book(eventful.scope())
    for key in ("asked", "due", "done", "missing", "excused", "soon"):
        slices = [figure for figure in book.catalogue.figures() if figure.key.startswith(f"{key}.")]
        for dimension in ("task", "sector"):
            parts = [one for one in slices if one.slice and one.slice.dimension == dimension]
            assert sum(book.number(part.key) for part in parts) == book.number(key)


def test_the_values_are_those_of_the_story(eventful: History) -> None:
    book = Book(eventful.scope())
    tasks = {name: key for key, name in book.catalogue._names(dimension="task").items()}
    meeting = tasks["动员大会"]
    told = {
        key: book.number(f"{key}.task.{meeting}")
        for key in ("asked", "due", "done", "on-time", "late", "missing", "excused", "in-grace", "confirmed")
    }
    # 第一支部 in time and accepted; 第二支部 returned 8 days ago, its days of grace over; 白鹭村 excused.
    assert told == {
        "asked": 3, "due": 2, "done": 1, "on-time": 1, "late": 0, "missing": 1, "excused": 1, "in-grace": 0,
        "confirmed": 1,
    }  # fmt: skip
    assert book.value(f"completion.task.{meeting}") == Share(1, 2)
    assert book.number("records") == 4
    assert [book.number(f"records-{state}") for state in ("accepted", "waiting", "returned")] == [1, 2, 1]


def test_a_late_record_counts_as_late_until_it_is_returned(eventful: History) -> None:
    told = {ago: Book(eventful.scope(ago)) for ago in (13, 12, 9, 8)}
    assert {ago: (book.number("late"), book.number("records-waiting")) for ago, book in told.items()} == {
        13: (0, 1), 12: (1, 2), 9: (1, 2), 8: (0, 1),
    }  # fmt: skip


def test_days_of_grace_given_later_do_not_reach_back(history: History, expectation_of: ExpectationOf) -> None:
    before = Book(history.scope(10)).number("missing")
    record = history.submit("secretary", expectation_of("first", "动员大会"), 6)
    history.return_(record, 1)
    assert Book(history.scope(10)).number("missing") == before
    told = {
        ago: [Book(history.scope(ago)).number(key) for key in ("missing", "late", "in-grace")]
        for ago in (7, 6, 1)
    }
    assert told == {7: [before, 0, 0], 6: [before - 1, 1, 0], 1: [before - 1, 0, 1]}


def test_the_latest_return_decides_how_long_there_is_grace(
    history: History, expectation_of: ExpectationOf
) -> None:
    before = Book(history.scope(11)).number("missing")
    expectation = expectation_of("first", "动员大会")
    record = history.submit("secretary", expectation, 12)
    history.return_(record, 11)
    history.resubmit("secretary", record, expectation, 4)
    history.return_(record, 2)
    told = {ago: Book(history.scope(ago)).number("missing") - before for ago in (11, 5, 4, 1)}
    # Three working days from Monday the 9th; overdue again by the 15th; done; three more days from the 18th.
    assert told == {11: -1, 5: 0, 4: -1, 1: -1}


def test_members_are_full_and_probationary_and_activists_stand_apart(history: History, cast: Cast) -> None:
    before = Book(history.scope(0, "first")).number("members")
    enrol("郑向阳", cast.places["first"], MemberStatus.PROBATIONARY)
    enrol("于新苗", cast.places["first"], MemberStatus.ACTIVIST)
    enrol("孔来日", cast.places["first"], MemberStatus.TARGET)
    book = Book(history.scope(0, "first"))
    assert [book.number(key) for key in ("members", "full-members", "probationary-members", "activists")] == [
        before + 1, before, 1, 1,
    ]  # fmt: skip


def test_the_median_is_the_middle_of_the_organisations(
    history: History, expectation_of: ExpectationOf
) -> None:
    history.submit("secretary", expectation_of("first", "动员大会"), 30)
    scope = history.scope(14)
    assert Catalogue(history.campaign.pk).figure("median").value(scope) == Median(0.0)
    history.submit("other_secretary", expectation_of("second", "动员大会"), 30)
    rates = sorted(
        book.number("done") / book.number("due")
        for book in (Book(history.scope(14, where)) for where in ("first", "second", "village"))
    )
    assert Catalogue(history.campaign.pk).figure("median").value(scope) == Median(rates[1])


@pytest.mark.parametrize("key", ["", "nothing", "due.task", "due.task.0", "due.sector.moon", "due.kind.branch",
                                 "organisations.task.1", "due.task.1.2", "phases.sector.rural"])  # fmt: skip
def test_what_is_no_figure_is_unknown(history: History, key: str) -> None:
    with pytest.raises(UnknownFigure):
        Catalogue(history.campaign.pk).figure(key)


@pytest.mark.parametrize("key", ["due", "members", "records", "phases"])
@pytest.mark.parametrize("after", ["x", "2026-13-40.1", "-1", "٣", "9" * 40])
def test_a_key_that_no_page_gave_is_refused(history: History, cast: Cast, key: str, after: str) -> None:
    figure = Catalogue(history.campaign.pk).figure(key)
    with pytest.raises(NoSuchPage):
        figure.rows(history.scope(), Page(cast.office, after))


def test_a_reader_without_the_post_sees_neither_names_nor_records(eventful: History, cast: Cast) -> None:
    scope = eventful.scope(0, "first")
    catalogue = Catalogue(eventful.campaign.pk)
    page = Page(cast.member)
    for key in ("members", "records"):
        rows = catalogue.figure(key).rows(scope, page)
        assert (rows.rows, bool(rows.withheld)) == ((), True)
    assert [row.href for row in catalogue.figure("due").rows(scope, page).rows if row.href] == []
    assert all(row.href for row in catalogue.figure("due").rows(scope, Page(cast.secretary)).rows)


def test_branches_without_a_sector_make_the_figure_disagree(history: History, cast: Cast) -> None:
    found("新成立的党支部", Kind.BRANCH, "", cast.places["street"])
    book = Book(history.scope())
    checked = book.checked(book.catalogue.figure("branches"))
    assert (checked.value, checked.parts_sum, checked.agrees, checked.refused) == (Count(4), 3, False, True)
    assert checked.disagreement == "这个数字与各部分之和不一致：“党支部”是4，各部分相加是3。"
    assert Organisation.objects.filter(sector="").count() == 1


# --- the same day, the same value, for ever ------------------------------------------------------------------------

STEPS = {"submit": 2, "late entry": 4, "zero": 1, "excuse": 1, "accept": 3, "return": 4, "resubmit": 3, "withdraw": 1,
         "nothing": 2}  # fmt: skip


def _first(records: list[Record], *states: str) -> Record | None:
    return next((record for record in records if record.state in states), None)


def _do(step: str, history: History, ago: int) -> None:
    """One step of a random story on a day, where the story allows it."""
    mine = history.cast.places["first"].organisation_id
    open_now = list(
        Expectation.objects.filter(
            campaign=history.campaign, organisation_id=mine, outcome="open", opens_on__lte=history.day(ago)
        ).order_by("due_on", "pk")
    )
    for record in history.made:
        record.refresh_from_db()
    if step in ("submit", "late entry", "zero", "excuse"):
        _settle(step, history, open_now, ago)
    elif step == "accept" and (record := _first(history.made, "submitted")):
        history.accept(record, ago)
    elif step == "return" and (record := _first(history.made[::-1], "submitted", "accepted")):
        history.return_(record, ago)
    elif step == "withdraw" and (record := _first(history.made, "submitted")):
        history.withdraw("secretary", record, ago)
    elif step == "resubmit" and (record := _first(history.made, "returned")):
        was = Fulfilment.objects.filter(record=record).order_by("pk").last()
        if was is not None and was.expectation in open_now:
            history.resubmit("secretary", record, was.expectation, ago)


def _settle(step: str, history: History, open_now: list[Expectation], ago: int) -> None:
    if step == "zero":
        open_now = [expectation for expectation in open_now if expectation.task.zero_allowed]
    if not open_now:
        return
    chosen = open_now[-1 if step == "submit" else 0]
    if step == "excuse":
        history.excuse("secretary", chosen, ago)
    else:
        history.submit("secretary", chosen, ago, zero=step == "zero")


def _values(history: History, ago: int) -> dict[str, str]:
    book = Book(history.scope(ago))
    return {figure.key: figure.within(book.counted).text for figure in book.catalogue.figures()}


@pytest.mark.parametrize("seed", range(8))
def test_the_same_figure_as_of_the_same_day_never_changes(
    history: History, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """What was seen on each day, counted as "today" on that day, is what is told of that day ever after."""
    story = random.Random(seed)
    ago, seen = 26, {}
    for step in story.choices(list(STEPS), list(STEPS.values()), k=20):
        ago -= story.randrange(3)
        if ago < 1:
            break
        _do(step, history, ago)
        with monkeypatch.context() as clock:
            clock.setattr("zhengyou.campaigns.queries.standing.today", partial(history.day, ago))
            seen[ago] = _values(history, ago)
    assert len(seen) > 5
    assert {ago: _values(history, ago) for ago in seen} == seen
