"""People in the ledger stand apart from the sentences, so that they alone can be blanked."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from tests.cast import Cast
from zhengyou.ledger import blanking, sealing
from zhengyou.ledger.models import Entry, Name
from zhengyou.ledger.naming import mention
from zhengyou.ledger.queries import Told, told
from zhengyou.ledger.verification import verify
from zhengyou.ledger.writing import Line, Writer, write
from zhengyou.organisations.rules import System

SIGNS = "\U0010f000\U0010f001\U0010f002"


def _line(sentence: str, **more: Any) -> Line:
    return Line(verb="test.write", sentence=sentence, subject="test", subject_id=1, path="/1/", **more)


def _write(sentence: str, by: Writer | None = None, **more: Any) -> Told:
    with transaction.atomic():
        write(by=by or System(), line=_line(sentence, **more))
    return told([Entry.objects.latest("pk")])[0]


def test_the_person_who_acts_and_those_mentioned_are_read_by_their_names(cast: Cast) -> None:
    actor = cast.secretary
    other = cast.member
    line = _write(
        f"{mention(other.person_id, other.name)}接替{mention(actor.person_id, actor.name)}任书记。",
        by=actor,
        before={"who": mention(actor.person_id, actor.name)},
        after={"who": [mention(other.person_id, other.name), 3]},
    )
    assert (line.actor_name, line.sentence) == ("林小满", "程初晓接替林小满任书记。")
    assert (line.before, line.after) == ({"who": "林小满"}, {"who": ["程初晓", 3]})


def test_no_name_stands_in_the_row_itself(cast: Cast) -> None:
    actor = cast.secretary
    _write(f"{mention(actor.person_id, actor.name)}来了。", by=actor, after={"who": mention(7, "别人")})
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(e)::text FROM ledger_entry e ORDER BY id DESC LIMIT 1")
        (text,) = cursor.fetchone()
    assert (actor.name in text, "别人" in text) == (False, False)


def test_the_system_has_its_name_in_the_line_itself(db: None) -> None:
    line = _write(f"{mention(5, '沈新任')}任书记。")
    assert (line.actor_name, line.sentence) == ("系统", "沈新任任书记。")
    assert Entry.objects.get().actor_name == "系统"


def test_a_name_is_kept_once_however_often_it_is_written(cast: Cast) -> None:
    for _ in range(3):
        _write(f"{mention(cast.member.person_id, cast.member.name)}来了。", by=cast.secretary)
    assert sorted(Name.objects.values_list("text", flat=True)) == ["林小满", "程初晓"]


def test_two_people_of_one_name_are_two_names(db: None) -> None:
    _write(f"{mention(5, '王芳')}和{mention(6, '王芳')}来了。")
    assert sorted(Name.objects.values_list("person_id", "text")) == [(5, "王芳"), (6, "王芳")]


def test_nobody_can_type_a_mention(db: None) -> None:
    typed = f"{SIGNS[0]}0{SIGNS[1]}和{SIGNS[0]}00000000{SIGNS[2]}5{SIGNS[2]}王芳{SIGNS[1]}"
    line = _write(f"{mention(5, '王' + SIGNS + '芳')}写道：{typed}", after={"text": typed})
    assert line.sentence == "王芳写道：0和000000005王芳"
    assert line.after == {"text": "0和000000005王芳"}
    assert Name.objects.count() == 1


def test_a_blanked_person_is_gone_from_every_line_and_the_ledger_verifies(cast: Cast) -> None:
    actor = cast.secretary
    _write("来了。", by=actor, after={"who": mention(actor.person_id, "linxiaoman")})
    _write(f"{mention(cast.member.person_id, cast.member.name)}来了。", by=cast.office)
    sealing.seal()
    head = verify().head
    assert blanking.blank(by=cast.office, person_id=actor.person_id, reason="本人申请。") == 2
    lines = [
        (line.actor_name, line.sentence, line.after) for line in told(Entry.objects.order_by("pk"))
    ]  # fmt: skip
    assert lines == [
        ("（已隐去）", "来了。", {"who": "（已隐去）"}),
        ("方文清", "程初晓来了。", None),
        ("方文清", "隐去一名人员在台账里的全部姓名：本人申请。", {"names": 0}),
    ]
    assert (verify().faults, verify().head) == ([], head)
    sealing.seal()
    assert verify().faults == []


def test_a_blanked_person_stays_blanked_whatever_is_written_later(cast: Cast) -> None:
    _write(f"{mention(5, '王芳')}来了。")
    blanking.blank(by=cast.office, person_id=5, reason="本人申请。")
    assert _write(f"{mention(5, '王芳')}又来了。").sentence == "（已隐去）又来了。"
    assert _write(f"{mention(5, '王小芳')}又来了。").sentence == "（已隐去）又来了。"


def test_a_name_that_a_slow_transaction_brings_after_the_blanking_is_let_go_too(cast: Cast) -> None:
    blanking.blank(by=cast.office, person_id=5, reason="本人申请。")
    line = _write(f"{mention(5, '王芳')}来了。")
    assert line.sentence == "王芳来了。"
    assert blanking.blank_late() == 1
    assert told(Entry.objects.filter(pk=line.pk))[0].sentence == "（已隐去）来了。"
    assert (blanking.blank_late(), verify().faults) == (0, [])


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE ledger_name SET text = '改了'",
        "UPDATE ledger_name SET text = NULL",
        "UPDATE ledger_name SET salt = NULL",
        "UPDATE ledger_name SET text = NULL, salt = NULL, person_id = 9",
        "UPDATE ledger_name SET text = NULL, salt = NULL, digest = ''",
        "DELETE FROM ledger_name",
        "TRUNCATE ledger_name",
    ],
)
def test_sql_that_would_do_more_than_blank_is_refused(db: None, sql: str) -> None:
    _write(f"{mention(5, '王芳')}来了。")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert list(Name.objects.values_list("person_id", "text")) == [(5, "王芳")]


def test_a_blanked_name_cannot_be_given_back(cast: Cast) -> None:
    _write(f"{mention(5, '王芳')}来了。")
    blanking.blank(by=cast.office, person_id=5, reason="本人申请。")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Name.objects.filter(person_id=5).update(text="王芳", salt=b"0" * 16)


@pytest.mark.parametrize("people", [1, 40])
def test_reading_takes_one_more_query_however_many_names_there_are(
    cast: Cast, django_assert_num_queries: Any, people: int
) -> None:
    for person in range(people):
        _write(f"{mention(1000 + person, '王芳')}来了。", by=cast.secretary)
    with django_assert_num_queries(2):
        assert len(told(Entry.objects.all())) == people


@pytest.mark.django_db(transaction=True)
def test_two_who_bring_the_same_new_name_do_not_wait_for_each_other() -> None:
    other = connection.copy()
    other.set_autocommit(False)
    try:
        with other.cursor() as cursor:
            cursor.execute(
                "INSERT INTO ledger_name (person_id, text, salt, digest) VALUES (5, '王芳', '\\x00', repeat('a', 64))"
            )
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '5s'")  # whoever waited would be told, not waited for
        assert _write(f"{mention(5, '王芳')}来了。").sentence == "王芳来了。"
        other.commit()
    finally:
        other.close()
        with connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")
    assert Name.objects.filter(person_id=5).count() == 2
    assert _write(f"{mention(5, '王芳')}又来了。").sentence == "王芳又来了。"
    assert Name.objects.filter(person_id=5).count() == 2
    assert blanking.blank(by=System(), person_id=5, reason="本人申请。") == 2
