"""Whatever is done to a sealed ledger behind the triggers is found, and the sentence says where."""

import random
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import connection, transaction

from tests.ledger.lines import behind_the_triggers, written
from zhengyou.ledger.blanking import blank
from zhengyou.ledger.models import Entry, Link, Name
from zhengyou.ledger.sealing import seal
from zhengyou.ledger.verification import verify
from zhengyou.ledger.writing import mention
from zhengyou.organisations.rules import System

pytestmark = pytest.mark.django_db


@dataclass
class Book:
    """A sealed ledger: the ids of its lines in the order of the chain; line 4 names a person, line 5 another who was
    blanked, as line 10 orders."""

    lines: list[int]

    def position(self, line: int) -> int:
        return self.lines.index(line) + 1


@pytest.fixture
def book(db: None) -> Book:
    """Eleven sealed lines."""
    for number in range(1, 4):
        written(f"第{number}件事。", before={"state": "draft"}, after={"state": "passed", "count": number})
    written(f"{mention(7, '王芳')}来了。", after={"who": mention(7, "王芳")})
    written(f"{mention(8, '李梅')}来了。")
    for number in range(6, 10):
        written(f"第{number}件事。")
    with transaction.atomic():
        blank(by=System(), person_id=8, reason="本人申请。")
    written("最后一件事。")
    seal()
    assert verify().faults == []
    return Book(list(Link.objects.order_by("position").values_list("entry_id", flat=True)))


COLUMNS = {
    "id": "id + 100000",
    "entered_at": "entered_at + interval '1 microsecond'",
    "happened_on": "date '2020-01-01'",
    "actor_id": "999",
    "actor_name": "'别人'",
    "names": "names || 1::bigint",
    "verb": "verb || 'x'",
    "subject": "'other'",
    "subject_id": "subject_id + 1",
    "organisation_path": "'/2/'",
    "sentence": "sentence || '！'",
    "before": '\'{"state": "other"}\'::jsonb',
    "after": '\'{"state": "other"}\'::jsonb',
    "request_id": "gen_random_uuid()",
}


def test_every_column_of_a_line_is_tried_here() -> None:
    assert set(COLUMNS) == {field.column for field in Entry._meta.concrete_fields}


@pytest.mark.parametrize("column", COLUMNS)
def test_a_line_altered_in_any_column_is_found_at_its_place(book: Book, column: str) -> None:
    line = book.lines[2]
    behind_the_triggers(f"UPDATE ledger_entry SET {column} = {COLUMNS[column]} WHERE id = {line}")
    told = f"第 {line} 行（链上第 3 位）的内容与封存时不同。"
    if column == "id":  # then the link points at nothing, and a line stands outside that nobody had written
        told = f"链上第 3 位所指的第 {line} 行已被删除。"
    assert told in verify().faults
    assert not verify().ok


Tamper = Callable[[Book, random.Random], str]


def _pick(book: Book, chance: random.Random) -> int:
    return chance.choice(book.lines[:9])


def _alter(book: Book, chance: random.Random) -> str:
    line = _pick(book, chance)
    column = chance.choice([name for name in COLUMNS if name not in ("id", "names")])
    behind_the_triggers(f"UPDATE ledger_entry SET {column} = {COLUMNS[column]} WHERE id = {line}")
    return f"第 {line} 行（链上第 {book.position(line)} 位）"


def _delete(book: Book, chance: random.Random) -> str:
    line = _pick(book, chance)
    behind_the_triggers(f"DELETE FROM ledger_entry WHERE id = {line}")
    return f"链上第 {book.position(line)} 位所指的第 {line} 行已被删除。"


def _unlink(book: Book, chance: random.Random) -> str:
    line = chance.choice(book.lines)
    behind_the_triggers(f"DELETE FROM ledger_link WHERE entry_id = {line}")
    return f"第 {line} 行不在链上，早该封存了"


def _swap(book: Book, chance: random.Random) -> str:
    one, other = sorted(chance.sample(book.lines, 2))
    behind_the_triggers(
        f"UPDATE ledger_link SET entry_id = -1 WHERE entry_id = {one}",
        f"UPDATE ledger_link SET entry_id = {one} WHERE entry_id = {other}",
        f"UPDATE ledger_link SET entry_id = {other} WHERE entry_id = -1",
    )
    return f"（链上第 {book.position(one)} 位和第 {book.position(other)} 位）。"


def _exchange_places(book: Book, chance: random.Random) -> str:
    one, other = sorted(chance.sample(range(1, 12), 2))
    behind_the_triggers(
        f"UPDATE ledger_link SET position = -1 WHERE position = {one}",
        f"UPDATE ledger_link SET position = {one} WHERE position = {other}",
        f"UPDATE ledger_link SET position = {other} WHERE position = -1",
    )
    return f"（链上第 {one} 位）"


def _renumber(book: Book, chance: random.Random) -> str:
    position = chance.randrange(1, 12)
    behind_the_triggers(f"UPDATE ledger_link SET position = 100 WHERE position = {position}")
    return "位缺失。"


def _falsify(book: Book, chance: random.Random) -> str:
    position = chance.randrange(1, 12)
    behind_the_triggers(f"UPDATE ledger_link SET digest = repeat('a', 64) WHERE position = {position}")
    return f"链上第 {position} 位"


def _insert(book: Book, chance: random.Random) -> str:
    line = book.lines[0] - chance.randrange(1, 9)
    behind_the_triggers(
        "INSERT INTO ledger_entry (id, actor_name, names, verb, subject, organisation_path, sentence)"
        f" VALUES ({line}, '系统', '{{}}', 'test.write', 'test', '/1/', '补进去的一行。')"
    )
    return f"第 {line} 行不在链上，早该封存了"


def _append(book: Book, chance: random.Random) -> str:
    line = written("新的一行。").pk
    behind_the_triggers(f"INSERT INTO ledger_link VALUES (12, {line}, repeat('b', 64))")
    return f"第 {line} 行（链上第 12 位）的内容与封存时不同。"


def _at_name(statement: str, told: str) -> Tamper:
    def tamper(book: Book, _chance: random.Random) -> str:
        name = Name.objects.get(person_id=7)
        behind_the_triggers(f"{statement} WHERE id = {name.pk}")
        return told.format(line=book.lines[3], name=name.pk)

    return tamper


_NAMED = "第 {line} 行里的姓名（第 {name} 号）"
TAMPERINGS: dict[str, Tamper] = {
    "a line altered": _alter,
    "a line deleted": _delete,
    "a place taken out": _unlink,
    "two lines exchanged": _swap,
    "two places exchanged": _exchange_places,
    "a place numbered anew": _renumber,
    "a digest altered": _falsify,
    "a line put in": _insert,
    "a line put in with a place": _append,
    "a name altered": _at_name("UPDATE ledger_name SET text = '别人'", _NAMED + "和写下时不同。"),
    "a name's salt altered": _at_name(
        "UPDATE ledger_name SET salt = '\\x00'::bytea", _NAMED + "和写下时不同。"
    ),
    "a name's digest altered": _at_name(
        "UPDATE ledger_name SET digest = repeat('c', 64)", _NAMED + "和写下时不同。"
    ),
    "a name made another's": _at_name("UPDATE ledger_name SET person_id = 9", "第 {line} 行（链上第 4 位）"),
    "a name deleted": _at_name("DELETE FROM ledger_name", _NAMED + "已被删除。"),
    "a name blanked without order": _at_name(
        "UPDATE ledger_name SET text = NULL, salt = NULL", _NAMED + "已被隐去，台账里却没有要求隐去它的一行。"
    ),
}


@pytest.mark.parametrize("kind", TAMPERINGS)
def test_whatever_is_done_behind_the_triggers_is_found_and_located(book: Book, kind: str) -> None:
    head = verify().head
    for seed in range(6):
        with transaction.atomic():
            told = TAMPERINGS[kind](book, random.Random(seed))
            faults = verify(kept=head).faults
            assert [fault for fault in faults if told in fault] != [], (told, faults)
            transaction.set_rollback(True)
    assert verify(kept=head).faults == []


@pytest.mark.parametrize("seed", range(6))
def test_two_tamperings_at_once_do_not_hide_each_other(book: Book, seed: int) -> None:
    chance = random.Random(seed)
    altered, deleted = chance.sample(book.lines[:9], 2)
    behind_the_triggers(
        f"UPDATE ledger_entry SET sentence = '改了' WHERE id = {altered}",
        f"DELETE FROM ledger_entry WHERE id = {deleted}",
    )
    assert verify().faults == [
        f"链上第 {book.position(deleted)} 位所指的第 {deleted} 行已被删除。",
        f"第 {altered} 行（链上第 {book.position(altered)} 位）的内容与封存时不同。",
    ]


def test_the_last_lines_taken_off_are_found_with_a_head_that_was_kept(book: Book) -> None:
    head, position = verify().head, 11
    behind_the_triggers(
        f"DELETE FROM ledger_entry WHERE id = {book.lines[-1]}",
        f"DELETE FROM ledger_link WHERE entry_id = {book.lines[-1]}",
    )
    assert verify().faults == []
    (fault,) = verify(kept=head).faults
    assert fault.startswith("链上找不到您保存的链首摘要")
    assert f"现在链上共 {position - 1} 位" in fault


def test_a_chain_made_anew_is_found_with_a_head_that_was_kept(book: Book) -> None:
    head = verify().head
    behind_the_triggers(
        f"UPDATE ledger_entry SET sentence = '改了' WHERE id = {book.lines[0]}",
        "TRUNCATE ledger_link",
        "TRUNCATE ledger_sealed",
    )
    seal()
    assert verify().faults == []
    assert verify(kept=head).faults != []


def test_a_head_that_was_kept_says_up_to_where_all_is_as_it_was(book: Book) -> None:
    head = verify().head
    written("以后的一行。")
    seal()
    outcome = verify(kept=f" {head.upper()} ")
    assert (outcome.faults, outcome.kept_at, outcome.lines) == ([], 11, 12)
    assert outcome.sentences[1] == "您保存的摘要在链上第 11 位，到那里为止每一行都和保存时一样。"


@pytest.mark.parametrize("table", ["entry", "link", "name"])
@pytest.mark.parametrize("how", ["DISABLE TRIGGER {}", "ENABLE REPLICA TRIGGER {}"])
def test_a_trigger_that_does_not_fire_is_told(book: Book, table: str, how: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE ledger_{table} {how.format(f'ledger_{table}_rows')}")
    assert verify().faults == ["台账的防改触发器被停用或删除，期间的改动可能未留痕迹。"]


def test_how_far_it_has_come_is_reported(book: Book) -> None:
    reported: list[tuple[int, int]] = []
    verify(report=lambda done, total: reported.append((done, total)))
    assert reported == [(11, 11)]
