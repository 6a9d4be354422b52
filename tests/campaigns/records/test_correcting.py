"""A branch that finds its own mistake mends it: nothing is returned, nothing becomes late, and the past stays."""

from datetime import timedelta

import pytest

from tests.campaigns.records.telling import reported, said, told
from tests.cast import Cast, ExpectationOf, at_noon
from zhengyou.campaigns.actions import records
from zhengyou.campaigns.models import Expectation, Fulfilment, Record
from zhengyou.ledger.models import Entry

WHY = "日期记成了上报那天。"


@pytest.fixture
def asked(expectation_of: ExpectationOf) -> Expectation:
    return expectation_of("first", "风险排查")


def _accepted(cast: Cast, asked: Expectation, days_ago: int) -> Record:
    """A record sent and accepted so many days ago."""
    at = at_noon(cast.today - timedelta(days=days_ago))
    happening = records.Happening(title="排查", happened_on=at.date(), result="查了十二处。")
    record = records.submit(by=cast.secretary, happening=happening, expectations=[asked.pk], now=at)
    return records.accept(by=cast.general_secretary, record=record, now=at)


def _rows(record: Record) -> list[tuple[bool, bool, bool]]:
    found = Fulfilment.objects.filter(record=record).order_by("pk")
    return [(row.in_time, row.accepted_on is not None, row.until is None) for row in found]


def test_an_accepted_record_is_mended_and_looked_at_again(cast: Cast, asked: Expectation) -> None:
    record = _accepted(cast, asked, 3)
    client = cast.client("secretary")
    page = client.get(f"/records/{record.pk}/").content.decode()
    assert f'href="/records/{record.pk}/correct/"' in page
    happened = cast.today - timedelta(days=6)
    data = told(cast, title="排查出租房", happened_on=happened.isoformat(), comment=WHY)
    answer = client.post(f"/records/{record.pk}/correct/", data)
    assert (answer.status_code, answer["Location"]) == (302, f"/records/{record.pk}/")
    record.refresh_from_db()
    asked.refresh_from_db()
    assert (record.state, record.title, record.happened_on) == ("submitted", "排查出租房", happened)
    assert (asked.outcome, asked.confirmed, asked.in_time) == ("met", False, True)
    assert _rows(record) == [(True, True, False), (True, False, True)]
    (sentence,) = said(client)
    assert "已更正“排查出租房”" in sentence
    line = Entry.objects.filter(verb="campaigns.record.correct").get()
    assert line.sentence == f"更正“排查出租房”：{WHY}"
    assert (line.before["title"], line.after["title"]) == ("排查", "排查出租房")
    records.accept(by=cast.general_secretary, record=record, now=at_noon(cast.today))
    asked.refresh_from_db()
    assert asked.confirmed


def test_what_was_late_stays_late(cast: Cast, expectation_of: ExpectationOf) -> None:
    late = expectation_of("first", "动员大会")
    record = reported(cast, late)
    cast.client("secretary").post(f"/records/{record.pk}/correct/", told(cast, comment=WHY))
    assert _rows(record) == [(False, False, True)]


def test_a_day_that_has_not_come_is_refused_and_what_was_typed_stays(cast: Cast, asked: Expectation) -> None:
    record = _accepted(cast, asked, 3)
    tomorrow = (cast.today + timedelta(days=1)).isoformat()
    answer = cast.client("secretary").post(
        f"/records/{record.pk}/correct/", told(cast, happened_on=tomorrow, result="写了很久", comment="")
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "这一天还没有到" in page
    assert "请写原来哪里不对" in page
    assert "写了很久" in page
    record.refresh_from_db()
    assert record.state == "accepted"


def test_a_zero_declaration_has_nothing_to_mend(cast: Cast, expectation_of: ExpectationOf) -> None:
    of = expectation_of("first", "风险排查")
    cast.client("secretary").post(f"/expectations/{of.pk}/zero/", {"note": ""})
    record = Record.objects.latest("pk")
    assert record.zero
    client = cast.client("secretary")
    assert "/correct/" not in client.get(f"/records/{record.pk}/").content.decode()
    answer = client.post(f"/records/{record.pk}/correct/", told(cast, comment=WHY))
    assert answer.status_code == 422
    assert "没有可更正的内容" in answer.content.decode()


def test_nobody_mends_for_another(cast: Cast, asked: Expectation) -> None:
    record = _accepted(cast, asked, 3)
    for role in ("general_secretary", "office", "other_secretary", "member"):
        answer = cast.client(role).post(f"/records/{record.pk}/correct/", told(cast, comment=WHY))
        assert answer.status_code in (403, 404)
