"""Nothing joins a voter to an answer: every path, hidden column, order, dump and log is tried, before and after the
urns are opened (docs/secrecy.md)."""

import logging
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.urls import reverse

from tests.appraisals import phoning
from tests.appraisals.papers import agree, bundled, finish, read
from tests.appraisals.rounds import Poll, opened
from tests.cast import Cast
from zhengyou.appraisals.actions.pile import code_key
from zhengyou.appraisals.models import (
    Ballot,
    Code,
    Contact,
    Elector,
    PaperReading,
    PaperRemark,
    PiledCode,
    Receipt,
    Remark,
    SealedBallot,
    Tally,
)
from zhengyou.appraisals.rules import codes
from zhengyou.appraisals.rules.paper import MARKED, Reading
from zhengyou.campaigns.models import Campaign
from zhengyou.organisations.models import Account, Person

OF_THE_URN = (Code, PiledCode, SealedBallot, Ballot, Remark, Receipt, Tally, PaperReading, PaperRemark)
ANSWERS = (Ballot, Remark, Tally)
MEMBERS, SLIPS = "党员", "服务对象"
WRITTEN = "这句话只有我会写"


@pytest.fixture
def poll(cast: Cast, campaign: Campaign) -> Poll:
    """A vote that is running."""
    return opened(cast, campaign)


def _vote(cast: Cast, code: str, mark: int) -> str:
    """Vote through the pages, in a browser that is logged in; gives the receipt."""
    sent = {"code": code, "r0": f"{WRITTEN}{mark}", **{f"m{place}": str(mark) for place in range(5)}}
    page = cast.client("member").post(reverse("vote-cast"), sent)
    assert codes.grouped(codes.receipt(code)) in page.content.decode()
    return codes.receipt(code)


def _fields(model: type[models.Model]) -> list[Any]:
    return list(model._meta.get_fields(include_parents=True))


@pytest.mark.parametrize("model", OF_THE_URN)
def test_no_row_of_the_urn_has_a_person_a_time_an_address_or_a_rising_number(
    model: type[models.Model],
) -> None:
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey):
            assert field.related_model not in (Person, Account, Elector), field
        assert not isinstance(
            field, models.DateField | models.DateTimeField | models.GenericIPAddressField
        ), field
        if model is not Tally:
            assert not isinstance(field, models.AutoField), field


@pytest.mark.parametrize("model", OF_THE_URN)
def test_from_the_urn_no_chain_of_keys_leads_to_whoever_voted(model: type[models.Model]) -> None:
    """Forwards from an answer one comes to its round and what is judged. What points at electors or codes from there
    is a class of people, which is told of only when it is large enough; an answer itself does not know its batch."""
    seen, way = set(), [model]
    while way:
        here = way.pop()
        seen.add(here)
        way += [
            field.related_model
            for field in here._meta.concrete_fields
            if isinstance(field, models.ForeignKey) and field.related_model not in seen
        ]
    assert not {Elector, Contact} & seen
    if model in ANSWERS:
        assert not {one for one in seen if one._meta.model_name in ("batch", "code", "sealedballot")}


@pytest.mark.django_db(transaction=True)
def test_before_the_urns_are_opened_no_hidden_column_joins_who_drew_a_code_to_a_code_or_a_ballot(
    cast: Cast, poll: Poll
) -> None:
    for mark, code in enumerate(poll.codes(poll.batch("first"))):
        _vote(cast, code, 1 + mark % 4)
    drawn = _hidden(Elector)
    assert len({xmin for xmin, _place in drawn}) > 1
    for model in (Code, SealedBallot, PiledCode):
        assert not {xmin for xmin, _place in drawn} & {xmin for xmin, _place in _hidden(model)}, model


@pytest.mark.django_db(transaction=True)
def test_before_the_urns_are_opened_nothing_stored_can_be_read_as_an_answer_a_code_or_a_receipt(
    cast: Cast, poll: Poll
) -> None:
    drawn = poll.codes(poll.batch("first"))
    receipts = [_vote(cast, code, 1) for code in drawn]
    dump = _dump()
    assert WRITTEN not in dump
    assert (
        Ballot.objects.count()
        == Remark.objects.count()
        == Receipt.objects.count()
        == Tally.objects.count()
        == 0
    )
    for secret in (*drawn, *receipts, *map(codes.grouped, drawn), *poll.slips.values()):
        assert secret not in dump
    # All sealed ballots look alike, though some of the marks are alike and others not.
    assert len({len(bytes(one.sealed)) for one in SealedBallot.objects.all()}) == 1
    assert len({bytes(one.sealed)[:32] for one in SealedBallot.objects.all()}) == len(drawn)


@pytest.mark.django_db(transaction=True)
def test_after_the_urns_were_opened_no_hidden_column_tells_one_ballot_from_another(
    cast: Cast, poll: Poll
) -> None:
    order = poll.codes(poll.batch("first")) + poll.codes(poll.batch("first", SLIPS))
    receipts = [_vote(cast, code, 1 + place % 4) for place, code in enumerate(order)]
    poll.close()
    poll.count()
    for model in (Ballot, Remark, Receipt):
        assert len({xmin for xmin, _place in _hidden(model)}) == 1, model
    # Receipts lie in the order of their digests, ballots and remarks in one of chance: not in that of the voting.
    kept = [bytes(one) for one in _as_they_lie(Receipt, "digest")]
    assert kept == sorted(codes.receipt_digest(receipt) for receipt in receipts)
    remarks = _as_they_lie(Remark, "text")
    assert sorted(remarks) == sorted(f"{WRITTEN}{1 + place % 4}" for place in range(len(order)))
    assert remarks != [f"{WRITTEN}{1 + place % 4}" for place in range(len(order))]


@pytest.mark.django_db(transaction=True)
def test_after_the_urns_were_opened_neither_code_nor_receipt_stands_beside_an_answer(
    cast: Cast, poll: Poll
) -> None:
    drawn = poll.codes(poll.batch("first"))
    receipts = [_vote(cast, code, 1) for code in drawn]
    poll.close()
    poll.count()
    dump = _dump()
    for code, receipt in zip(drawn, receipts, strict=True):
        for told in (code, receipt, codes.digest(code).hex()):
            assert told not in dump
        lines = [line for line in dump.splitlines() if codes.receipt_digest(receipt).hex() in line]
        assert len(lines) == 1
        assert lines[0].startswith("appraisals_receipt")
    assert not [
        line for line in dump.splitlines() if line.startswith(("appraisals_code", "appraisals_sealed"))
    ]


@pytest.mark.django_db(transaction=True)
def test_after_the_urns_were_opened_no_paper_is_known_by_its_number(cast: Cast, campaign: Campaign) -> None:
    poll, bundle = bundled(cast, campaign)
    papers = {paper: Reading(MARKED, (1 + paper % 4,) * 5) for paper in bundle.papers}
    for actor in poll.scrutineers[:2]:
        read(poll, bundle, actor, papers, [[WRITTEN]])
        finish(poll, bundle, actor)
    for actor in poll.scrutineers[:2]:
        agree(poll, bundle, actor)
    poll.count()
    assert (PaperReading.objects.count(), PaperRemark.objects.count()) == (0, 0)
    assert sorted(_as_they_lie(Ballot, "marks")) == sorted(list(one.marks) for one in papers.values())
    assert len({xmin for xmin, _place in _hidden(Ballot)}) == 1
    assert not [line for line in _dump().splitlines() if line.startswith("appraisals_paper")]


@pytest.mark.django_db(transaction=True)
def test_who_answered_the_phone_is_gone_the_moment_his_ballot_is_in_the_urn(
    cast: Cast, campaign: Campaign
) -> None:
    """No visible row leads from a ballot to somebody called: who answered is deleted by the very statement that stores
    the ballot; who is still to be called was last touched by others. Nothing of him is in a dump, before or after."""
    survey = phoning.drawn(cast, campaign, 14)
    for mark in range(11):
        contact = survey.next()
        assert contact
        assert survey.answer(contact, 1 + mark % 4)
        assert not Contact.objects.filter(pk=contact.pk).exists()
    waiting, ballots = _hidden(Contact), _hidden(SealedBallot)
    assert (len(waiting), len(ballots)) == (3, 11)
    assert not {xmin for xmin, _place in waiting} & {xmin for xmin, _place in ballots}
    assert len({len(bytes(one.sealed)) for one in SealedBallot.objects.all()}) == 1
    for dump in (_dump(), _counted(survey.poll)):
        assert not [line for line in dump.splitlines() if "1390000" in line or "群众1" in line]
    assert not Contact.objects.exists()


def _counted(poll: Poll) -> str:
    poll.close()
    poll.count()
    return _dump()


@pytest.mark.django_db(transaction=True)
def test_nothing_of_a_vote_is_logged_or_noted_in_a_session_or_the_ledger(
    cast: Cast, poll: Poll, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    code = poll.codes(poll.batch("first"), 1)[0]
    client = cast.client("member")
    before = _dump(without=("appraisals_",))
    client.post(reverse("vote"), {"code": code})
    client.post(reverse("vote-cast"), {"code": code, "m0": "1"})
    client.post(reverse("vote"), {"code": codes.new_code(code_key())})
    assert _dump(without=("appraisals_",)) == before
    told = [record.getMessage() for record in caplog.records if record.name != "django.db.backends"]
    assert not [line for line in told if code in line or codes.grouped(code) in line]


def _hidden(model: type[models.Model]) -> list[tuple[int, str]]:
    """The transaction that wrote each row last, and where the row lies."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT xmin::text::bigint, ctid::text FROM "{model._meta.db_table}"')
        return list(cursor.fetchall())


def _as_they_lie(model: type[models.Model], column: str) -> list[Any]:
    """A column of all rows in the order in which they lie on the disk."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{column}" FROM "{model._meta.db_table}" ORDER BY ctid')
        return [value for (value,) in cursor.fetchall()]


def _dump(without: tuple[str, ...] = ()) -> str:
    """Every row of every table as text, a line each, as a backup has them."""
    return "\n".join(_lines(without))


def _lines(without: tuple[str, ...]) -> Iterator[str]:
    tables = sorted({model._meta.db_table for model in apps.get_models(include_auto_created=True)})
    with connection.cursor() as cursor:
        for table in tables:
            if without and table.startswith(without):
                continue
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                yield " ".join([table, *map(_text, row)])


def _text(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
