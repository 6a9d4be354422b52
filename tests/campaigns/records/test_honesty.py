"""What should be looked at once more: the branch reads it first, nobody is accused."""

from datetime import timedelta

from django.urls import reverse

from tests.campaigns.records.telling import reported
from tests.cast import Cast, ExpectationOf, at_noon
from zhengyou.campaigns.actions import records
from zhengyou.campaigns.models import Expectation, Record
from zhengyou.campaigns.queries.honesty import Burst, bursts

WARNING = "补记了5件较早的事"


def _back_dated(
    cast: Cast, expectation_of: ExpectationOf, how_many: int, *, entered: int = 0
) -> list[Record]:
    """So many records of the first branch, entered `entered` days from today, that happened 20 to 40 days earlier."""
    wanted = expectation_of("first", "学习研讨")
    made = []
    for number in range(how_many):
        wanted.pk, wanted.sequence = None, 10 + number
        wanted.save()
        day = cast.today + timedelta(days=entered)
        happening = records.Happening(
            title=f"补记{number}", happened_on=day - timedelta(days=20 + 4 * number), result="学了一章。"
        )
        made.append(
            records.submit(by=cast.secretary, happening=happening, expectations=[wanted.pk], now=at_noon(day))
        )
    return made


def test_a_branch_that_entered_many_old_things_at_once_reads_it_before_those_above(
    cast: Cast, expectation_of: ExpectationOf
) -> None:
    _back_dated(cast, expectation_of, 5)
    node, first = cast.places["first"], cast.places["first"].organisation_id
    assert WARNING in cast.client("secretary").get(reverse("records")).content.decode()
    above = cast.client("general_secretary")
    assert WARNING not in above.get(reverse("records"), {"node": first}).content.decode()
    later = cast.today + timedelta(days=7)
    found = bursts(cast.general_secretary, node, later)
    assert found == [Burst(cast.today, 5, cast.today - timedelta(days=36))]


def test_a_few_late_entries_and_things_entered_in_time_say_nothing(
    cast: Cast, expectation_of: ExpectationOf
) -> None:
    _back_dated(cast, expectation_of, 4)
    reported(cast, expectation_of("first", "为民办实事"))
    assert Expectation.objects.filter(settled_on=cast.today).count() == 5
    assert bursts(cast.secretary, cast.places["first"], cast.today) == []


def test_what_was_withdrawn_is_no_longer_counted(cast: Cast, expectation_of: ExpectationOf) -> None:
    made = _back_dated(cast, expectation_of, 5)
    records.withdraw(by=cast.secretary, record=made[0], now=at_noon(cast.today))
    assert bursts(cast.secretary, cast.places["first"], cast.today) == []


def test_the_same_file_beside_two_records_is_named_to_those_who_may_see_both(
    cast: Cast, expectation_of: ExpectationOf
) -> None:
    file = records.File(name="照片.png", media_type="image/png", content=b"\x89PNG\r\n\x1a\n")

    def record(where: str, role: str, title: str) -> Record:
        happening = records.Happening(title=title, happened_on=cast.today, result="做了。", files=[file])
        ids = [expectation_of(where, "为民办实事").pk]
        now = at_noon(cast.today)
        return records.submit(by=cast.actor(role), happening=happening, expectations=ids, now=now)

    mine = record("first", "secretary", "走访")
    record("second", "other_secretary", "慰问")
    address = reverse("record", args=[mine.pk])
    assert "一模一样的文件" not in cast.client("secretary").get(address).content.decode()
    page = cast.client("general_secretary").get(address).content.decode()
    assert "一模一样的文件" in page
    assert "慰问" in page
