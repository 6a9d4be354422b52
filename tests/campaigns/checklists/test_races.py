"""A list to tick off while two people write at one moment: nothing is counted twice and nothing is lost."""

from datetime import timedelta

import pytest

from tests.cast import Cast, approved, at_noon, draft_plan, task_item
from tests.meanwhile import meanwhile
from zhengyou.campaigns.actions import records
from zhengyou.campaigns.models import Expectation, Fulfilment, Record
from zhengyou.campaigns.queries.checklists import items_of
from zhengyou.campaigns.rules.procedures import WrongState

pytestmark = pytest.mark.django_db(transaction=True)

READ, WRITE = "读一本书", "写一篇心得"


@pytest.fixture
def asked(cast: Cast) -> Expectation:
    """What the first branch is asked: two items, each once."""
    items = [task_item("学习两个一", due_on=cast.today + timedelta(days=30), checklist=[READ, WRITE])]
    approved(cast, draft_plan(cast, items))
    return Expectation.objects.get(organisation_id=cast.places["first"].organisation_id)


def _tell(cast: Cast, asked: Expectation, *items: str) -> Record:
    happening = records.Happening(title="学习", happened_on=cast.today, result="办了。", items=items)
    now = at_noon(cast.today)
    return records.submit(by=cast.secretary, happening=happening, expectations=[asked.pk], now=now)


def _accept(cast: Cast, record: Record) -> None:
    records.accept(by=cast.general_secretary, record=record, now=at_noon(cast.today))


def _return(cast: Cast, record: Record) -> None:
    now = at_noon(cast.today)
    records.return_(by=cast.general_secretary, record=record, comment="写清书名。", now=now)


def _stands(asked: Expectation) -> tuple[str, bool, list[tuple[str, int, int]]]:
    """What became of it, and of each item how often it is told and confirmed."""
    asked.refresh_from_db()
    items = [(item.words, item.told, item.confirmed) for item in items_of(asked)]
    return asked.outcome, asked.confirmed, items


def _bearers(asked: Expectation) -> int:
    """How many records it is met by: one, or none while it is open."""
    return Fulfilment.objects.filter(expectation=asked, until__isnull=True, outcome="met").count()


def test_two_records_of_one_item_at_one_moment_do_not_stand_for_another_item(
    cast: Cast, asked: Expectation
) -> None:
    assert meanwhile(lambda: _tell(cast, asked, READ), lambda: _tell(cast, asked, READ)) == []
    assert (Record.objects.count(), _bearers(asked)) == (2, 0)
    assert _stands(asked) == ("open", False, [(READ, 2, 0), (WRITE, 0, 0)])
    _tell(cast, asked, WRITE)
    assert (_stands(asked)[0], _bearers(asked)) == ("met", 1)


def test_the_last_two_items_told_at_one_moment_meet_it_once(cast: Cast, asked: Expectation) -> None:
    assert meanwhile(lambda: _tell(cast, asked, READ), lambda: _tell(cast, asked, WRITE)) == []
    assert _stands(asked) == ("met", False, [(READ, 1, 0), (WRITE, 1, 0)])
    assert _bearers(asked) == 1


def test_the_last_item_told_twice_at_one_moment_meets_it_once(cast: Cast, asked: Expectation) -> None:
    _tell(cast, asked, READ)
    raised = meanwhile(lambda: _tell(cast, asked, WRITE), lambda: _tell(cast, asked, WRITE))
    assert [type(error) for error in raised] in ([], [records.NotOpen])
    assert (_stands(asked)[0], _bearers(asked)) == ("met", 1)
    assert Record.objects.count() == 3 - len(raised)


def test_a_record_that_is_returned_at_the_moment_of_its_acceptance_is_not_accepted(
    cast: Cast, asked: Expectation
) -> None:
    whole = _tell(cast, asked, READ, WRITE)
    (refused,) = meanwhile(lambda: _return(cast, whole), lambda: _accept(cast, whole))
    assert isinstance(refused, WrongState)
    assert _stands(asked) == ("open", False, [(READ, 0, 0), (WRITE, 0, 0)])


def test_a_record_that_was_accepted_at_the_moment_of_its_return_is_returned_whole(
    cast: Cast, asked: Expectation
) -> None:
    whole = _tell(cast, asked, READ, WRITE)
    assert meanwhile(lambda: _accept(cast, whole), lambda: _return(cast, whole)) == []
    assert _stands(asked) == ("open", False, [(READ, 0, 0), (WRITE, 0, 0)])
    assert _bearers(asked) == 0


@pytest.mark.parametrize("accepted_first", [True, False])
def test_one_record_accepted_while_another_is_returned_leaves_the_returned_items_open(
    cast: Cast, asked: Expectation, accepted_first: bool
) -> None:
    kept, sent_back = _tell(cast, asked, READ), _tell(cast, asked, WRITE)
    ways = (lambda: _accept(cast, kept), lambda: _return(cast, sent_back))
    first, second = ways if accepted_first else reversed(ways)
    assert meanwhile(first, second) == []
    assert _stands(asked) == ("open", False, [(READ, 1, 1), (WRITE, 0, 0)])
    assert _bearers(asked) == 0


def test_both_records_accepted_at_one_moment_confirm_the_whole(cast: Cast, asked: Expectation) -> None:
    one, other = _tell(cast, asked, READ), _tell(cast, asked, WRITE)
    assert meanwhile(lambda: _accept(cast, one), lambda: _accept(cast, other)) == []
    assert _stands(asked) == ("met", True, [(READ, 1, 1), (WRITE, 1, 1)])
