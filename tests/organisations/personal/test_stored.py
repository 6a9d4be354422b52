"""What is stored of a person: everything, for himself; counts of the campaign for the administrator; to take away."""

import io
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Field, ForeignKey, IntegerField, ManyToManyField
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from tests.cast import Cast, ExpectationOf, at_noon
from tests.organisations.personal.changes import WISH, asked
from zhengyou.campaigns.actions import records
from zhengyou.campaigns.models import Campaign, Record
from zhengyou.organisations.models import Account, Person, Post, Reading
from zhengyou.organisations.queries.personal import everything, totals
from zhengyou.organisations.rules.personal_data import Section

# Tables of the framework that hold an account's number: contents of a session are known to the accounts room.
FRAMEWORK = {"auth", "contenttypes", "sessions", "procrastinate"}


def _person(cast: Cast, role: str = "member") -> int:
    return cast.accounts[role].person_id


def _address(cast: Cast, role: str = "member") -> str:
    return f"/people/{_person(cast, role)}/data/"


def _holds_a_person(field: Field) -> bool:
    """Whether a column points to a person or an account, with a foreign key or (in the ledger) without."""
    if isinstance(field, ForeignKey | ManyToManyField):
        return field.related_model in (Person, Account)
    return isinstance(field, IntegerField) and field.name in ("person_id", "actor_id", "account_id")


def _columns() -> Iterator[str]:
    for model in apps.get_models():
        if model._meta.app_label not in FRAMEWORK:
            fields = [*model._meta.fields, *model._meta.many_to_many]
            yield from (f"{model._meta.label}.{field.name}" for field in fields if _holds_a_person(field))


def test_every_column_that_holds_a_person_is_told_in_a_section(cast: Cast) -> None:
    told = [column for section in everything(_person(cast), cast.today) for column in section.of]
    assert sorted(told) == sorted({*_columns(), "organisations.Person.id"})


def _sections(cast: Cast, role: str = "member") -> dict[str, Section]:
    return {section.key: section for section in everything(_person(cast, role), cast.today)}


def _told(section: Section) -> list[tuple[str, str]]:
    return [(fact.word, fact.value) for fact in section.every()]


def test_all_sections_are_counted_in_one_statement(
    cast: Cast, campaign: Campaign, expectation_of: ExpectationOf
) -> None:
    _work(cast, expectation_of)
    for role in cast.accounts:
        found = everything(_person(cast, role), cast.today)
        with CaptureQueriesContext(connection) as done:
            counted = totals(found)
        assert len(done) == 1
        assert counted == [section.total for section in found]


def test_the_page_asks_further_only_of_what_there_is(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as done:
        page = cast.client("member").get(_address(cast))
    # Had each kind without a row been asked for it, there were more.
    assert len(page.context["empty"]) > 50
    assert len(done) < 40


def _work(cast: Cast, of: ExpectationOf) -> Record:
    happening = records.Happening(title="走访困难党员", happened_on=cast.today, result="走访十二户。")
    ids = [of("first", "为民办实事").pk]
    now = at_noon(cast.today)
    record = records.submit(by=cast.secretary, happening=happening, expectations=ids, now=now)
    return records.accept(by=cast.general_secretary, record=record, now=now)


def test_sections_tell_who_somebody_is_and_what_he_did(
    cast: Cast, campaign: Campaign, expectation_of: ExpectationOf
) -> None:
    record = _work(cast, expectation_of)
    record.participants.add(_person(cast, "secretary"))
    found = _sections(cast, "secretary")
    branch = "青石商圈第一党支部"
    assert _told(found["identity"])[:2] == [("姓名", "林小满"), ("排序用的拼音", "林小满")]
    assert _told(found["memberships"]) == [("正式党员", branch)]
    assert _told(found["posts"]) == [("书记", branch)]
    assert _told(found["account"])[0] == ("用户名", "secretary")
    assert _told(found["records_entered"]) == [("", "走访困难党员")]
    assert _told(found["records_attended"]) == [("", "走访困难党员")]
    assert _told(_sections(cast, "general_secretary")["records_decided"]) == [("", "走访困难党员 已验收")]
    (line,) = _told(found["ledger"])
    assert "走访困难党员" in line[1]


def test_a_person_reads_everything_and_the_administrator_only_how_much_he_did(
    cast: Cast, campaign: Campaign, expectation_of: ExpectationOf
) -> None:
    _work(cast, expectation_of)
    own = cast.client("secretary").get(_address(cast, "secretary")).content.decode()
    assert "走访困难党员" in own
    seen = cast.client("administrator").get(_address(cast, "secretary"))
    assert "走访困难党员" not in seen.content.decode()
    counted = {shown["key"]: shown["total"] for shown in seen.context["sections"] if shown["only_counted"]}
    assert counted == {"records_entered": 1, "ledger": 1}


def test_somebody_whose_last_post_has_ended_still_reads_the_own_data(cast: Cast) -> None:
    Post.objects.filter(person_id=_person(cast)).update(until=cast.today)
    client = cast.client("member")
    assert client.get(_address(cast)).status_code == 200
    assert client.get("/kept/").status_code == 200
    assert client.get(_address(cast, "secretary")).status_code == 404
    client.post(f"/people/{_person(cast)}/ask-correction/", {"wish": WISH})
    assert WISH in client.get(_address(cast)).content.decode()


def test_the_file_for_programs_explains_its_keys_and_holds_everything(
    cast: Cast, campaign: Campaign, expectation_of: ExpectationOf
) -> None:
    _work(cast, expectation_of)
    asked(cast, "secretary")
    response = cast.client("secretary").get(_address(cast, "secretary") + "export/", {"as": "json"})
    told = json.loads(response.content)
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert set(told) == {key.split(".")[0] for key in told["keys"]} | {"keys"}
    assert told["person"] == "林小满"
    by_key = {section["key"]: section for section in told["sections"]}
    assert list(by_key) == list(_sections(cast, "secretary"))
    several = ("identity", "account")  # one row, several facts
    assert all(one["total"] == len(one["facts"]) for one in told["sections"] if one["key"] not in several)
    facts = [fact for section in told["sections"] for fact in section["facts"]]
    assert {key for fact in facts for key in fact} <= {"word", "value", "since", "until", "at"}
    assert by_key["posts"]["facts"] == [
        {"word": "书记", "value": "青石商圈第一党支部", "since": "2020-01-01"}
    ]
    assert by_key["corrections"]["facts"][0]["value"] == WISH


def _rows(content: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def test_the_table_holds_the_same_and_works_out_nothing(
    cast: Cast, campaign: Campaign, expectation_of: ExpectationOf
) -> None:
    record = _work(cast, expectation_of)
    Record.objects.filter(pk=record.pk).update(title="=1+1")
    address = _address(cast, "secretary") + "export/"
    rows = _rows(cast.client("secretary").get(address, {"as": "xlsx"}).content)
    assert rows[0] == ["哪一类", "名目", "内容", "从哪天起", "到哪天止", "时间"]
    told = [(row[1], row[2]) for row in rows[1:]]
    assert told == [fact for section in _sections(cast, "secretary").values() for fact in _told(section)]
    assert ("", "=1+1") in told


def test_the_administrators_export_counts_the_campaign_and_is_noted(
    cast: Cast, campaign: Campaign, expectation_of: ExpectationOf
) -> None:
    _work(cast, expectation_of)
    address = _address(cast, "secretary") + "export/"
    told = json.loads(cast.client("administrator").get(address, {"as": "json"}).content)
    (entered,) = [section for section in told["sections"] if section["key"] == "records_entered"]
    assert (entered["total"], entered["facts"]) == (1, [])
    rows = _rows(cast.client("administrator").get(address).content)
    assert ["记录、报送的事", "共几条", "1"] in [row[:3] for row in rows]
    assert list(Reading.objects.values_list("what", "person", "times")) == [
        ("data_export", _person(cast, "secretary"), 2)
    ]
    cast.client("secretary").get(address)
    assert Reading.objects.count() == 1


def test_there_is_no_third_kind_of_file(cast: Cast) -> None:
    assert cast.client("member").get(_address(cast) + "export/", {"as": "pdf"}).status_code == 404


def test_all_that_the_ledger_tells_of_a_person_comes_from_indexes(cast: Cast) -> None:
    asked(cast)
    lines = _sections(cast)["ledger"].rows
    with connection.cursor() as cursor:
        # Whether indexes serve is asked, not whether so few lines are worth one to the planner.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_indexscan = off")
    (found,) = json.loads(lines.explain(format="json"))
    assert {node.get("Index Name") for node in _nodes(found["Plan"])} == {
        None,
        "ledger_of_actor",
        "ledger_of_names",
    }
    assert "Seq Scan" not in {node["Node Type"] for node in _nodes(found["Plan"])}
    assert lines.count() == 1


def _nodes(plan: dict[str, Any]) -> list[dict[str, Any]]:
    return [plan, *(node for part in plan.get("Plans", []) for node in _nodes(part))]


def test_the_page_takes_the_same_queries_for_one_and_three_posts(cast: Cast) -> None:
    client, place = cast.client("member"), cast.places["first"].organisation_id

    def look() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as done:
            page = client.get(_address(cast))
        (posts,) = [shown for shown in page.context["sections"] if shown["key"] == "posts"]
        return posts["total"], len(done)

    once, queries = look()
    for ago in (1, 2):
        days = {"since": cast.today - timedelta(days=ago + 1), "until": cast.today - timedelta(days=ago)}
        Post.objects.create(person_id=_person(cast), organisation_id=place, kind="group_head", **days)
    assert (once, look()) == (1, (3, queries))
