"""What the level above does with a record, and how the branch puts it right."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from tests.campaigns.records.telling import reported, said, send, told
from tests.cast import Cast, ExpectationOf
from zhengyou.campaigns.models import Expectation, Fulfilment, Record
from zhengyou.campaigns.rules.workdays import add_workdays
from zhengyou.ledger.models import Entry

WHY = "请补上参加人数和照片说明。"


@pytest.fixture
def asked(expectation_of: ExpectationOf) -> Expectation:
    return expectation_of("first", "动员大会")


@pytest.fixture
def record(cast: Cast, asked: Expectation) -> Record:
    """A record of the first branch that waits for acceptance."""
    return reported(cast, asked)


def _stands(record: Record, asked: Expectation) -> tuple[str, str, bool]:
    record.refresh_from_db()
    asked.refresh_from_db()
    return record.state, asked.outcome, asked.confirmed


def test_one_press_on_the_desk_accepts(cast: Cast, record: Record, asked: Expectation) -> None:
    client = cast.client("general_secretary")
    assert f'action="/records/{record.pk}/accept/"' in client.get("/").content.decode()
    answer = client.post(f"/records/{record.pk}/accept/", {"next": "/"})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert _stands(record, asked) == ("accepted", "met", True)
    assert said(client) == [
        "已验收青石商圈第一党支部的“到商户家里宣讲”，对方和上级都会看到。如果后来发现不实，打开记录还可以退回。"
    ]
    assert client.get("/").context["sections"] == []


def test_every_level_above_may_accept(cast: Cast, record: Record, asked: Expectation) -> None:
    answer = cast.client("committee_office").post(f"/records/{record.pk}/accept/")
    assert (answer.status_code, answer["Location"]) == (302, f"/records/{record.pk}/")
    assert _stands(record, asked) == ("accepted", "met", True)


def test_the_way_back_never_leads_away_from_our_pages(cast: Cast, record: Record) -> None:
    answer = cast.client("office").post(f"/records/{record.pk}/accept/", {"next": "https://example.org/"})
    assert answer["Location"] == f"/records/{record.pk}/"


def test_nobody_accepts_or_returns_the_own_record(cast: Cast, record: Record, asked: Expectation) -> None:
    client = cast.client("secretary")
    page = client.get(f"/records/{record.pk}/").content.decode()
    assert "/accept/" not in page
    assert "/return/" not in page
    assert client.post(f"/records/{record.pk}/accept/").status_code == 403
    assert client.post(f"/records/{record.pk}/return/", {"comment": WHY}).status_code == 403
    assert _stands(record, asked) == ("submitted", "met", False)


@pytest.mark.parametrize(
    ("role", "status"),
    [("other_secretary", 404), ("village_secretary", 404), ("member", 404), ("administrator", 404),
     ("inspector", 404), ("reader", 404), (None, 302)],
)  # fmt: skip
def test_who_has_no_say_changes_nothing(
    cast: Cast, record: Record, asked: Expectation, role: str | None, status: int
) -> None:
    client = cast.client(role)
    verbs = ("accept", "return", "resubmit", "withdraw")
    answers = [client.post(f"/records/{record.pk}/{verb}/", {"comment": WHY}).status_code for verb in verbs]
    assert answers == [status] * 4
    assert _stands(record, asked) == ("submitted", "met", False)


@pytest.mark.parametrize("role", ["other_secretary", "village_secretary", "member", "administrator"])
def test_a_record_of_another_branch_is_not_to_be_seen(cast: Cast, record: Record, role: str) -> None:
    assert cast.client(role).get(f"/records/{record.pk}/").status_code == 404


def test_changes_take_a_press_and_never_a_link(cast: Cast, record: Record) -> None:
    client = cast.client("general_secretary")
    answers = [
        client.get(f"/records/{record.pk}/{verb}/").status_code for verb in ("accept", "return", "withdraw")
    ]
    assert answers == [405, 405, 405]


def test_what_was_accepted_already_says_so(cast: Cast, record: Record) -> None:
    cast.client("office").post(f"/records/{record.pk}/accept/")
    client = cast.client("general_secretary")
    client.post(f"/records/{record.pk}/accept/", {"next": "/"})
    assert said(client) == ["这条记录现在是“已验收”，不能再“验收”。请刷新页面查看最新情况。"]
    assert Entry.objects.filter(verb="campaigns.record.accept").count() == 1


def test_sending_back_takes_a_reason(cast: Cast, record: Record, asked: Expectation) -> None:
    client = cast.client("general_secretary")
    answer = client.post(f"/records/{record.pk}/return/", {"comment": "  "})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "请写明要补什么，对方才知道怎么改。" in page
    assert "发出倡议书40份" in page
    assert _stands(record, asked) == ("submitted", "met", False)


def test_a_returned_record_reopens_its_expectation_with_some_days_of_grace(
    cast: Cast, record: Record, asked: Expectation
) -> None:
    client = cast.client("general_secretary")
    answer = client.post(f"/records/{record.pk}/return/", {"comment": WHY})
    assert (answer.status_code, answer["Location"]) == (302, f"/records/{record.pk}/")
    assert said(client, answer["Location"]) == [
        "已退回“到商户家里宣讲”。青石商圈第一党支部会在待办里看到您的意见，补正后会再报上来。"
    ]
    assert _stands(record, asked) == ("returned", "open", False)
    assert asked.grace_until == add_workdays(cast.today, 3)
    page = cast.client("secretary").get(f"/expectations/{asked.pk}/").content.decode()
    assert WHY in page
    assert f"/records/{record.pk}/resubmit/" in page


def test_a_record_accepted_may_still_be_sent_back(cast: Cast, record: Record, asked: Expectation) -> None:
    client = cast.client("general_secretary")
    client.post(f"/records/{record.pk}/accept/")
    client.post(f"/records/{record.pk}/return/", {"comment": WHY})
    assert _stands(record, asked) == ("returned", "open", False)


def _sent_back(cast: Cast, record: Record) -> None:
    cast.client("general_secretary").post(f"/records/{record.pk}/return/", {"comment": WHY})


def test_putting_right_begins_with_what_was_there_and_why_it_came_back(
    cast: Cast, record: Record, asked: Expectation
) -> None:
    _sent_back(cast, record)
    client = cast.client("secretary")
    page = client.get(f"/records/{record.pk}/resubmit/")
    assert WHY in page.content.decode()
    form = page.context["form"]
    assert {name: form[name].value() for name in ("title", "place", "attended", "result", "others")} == {
        "title": "到商户家里宣讲",
        "place": "青石商圈活动室",
        "attended": 18,
        "result": "发出倡议书40份，12家商户当场报名。",
        "others": [asked.pk],
    }
    data = told(cast, attended="20", result="20人参加，照片已附。", others=[asked.pk])
    answer = client.post(f"/records/{record.pk}/resubmit/", data)
    assert (answer.status_code, answer["Location"]) == (302, f"/records/{record.pk}/")
    assert said(client, answer["Location"]) == [
        "已重新报送“到商户家里宣讲”，青石商圈党总支会再看。验收之前还可以撤回。"
    ]
    # Overdue at first, but put right within the days of grace.
    assert _stands(record, asked) == ("submitted", "met", False)
    live = Fulfilment.objects.get(expectation=asked, until__isnull=True)
    assert (live.record_id, live.in_time, record.attended) == (record.pk, True, 20)


def test_a_refused_correction_comes_back_whole(cast: Cast, record: Record, asked: Expectation) -> None:
    _sent_back(cast, record)
    client = cast.client("secretary")
    answer = client.post(f"/records/{record.pk}/resubmit/", told(cast, result="", title="新的题目"))
    assert answer.status_code == 422
    assert {name: list(errors) for name, errors in answer.context["form"].errors.items()} == {
        "result": ["请写一两句结果。"],
        "others": ["请至少勾选一件，不然这条记录不知道算作什么。"],
    }
    assert 'value="新的题目"' in answer.content.decode()
    assert _stands(record, asked) == ("returned", "open", False)


def test_a_record_that_was_not_sent_back_cannot_be_put_right(
    cast: Cast, record: Record, asked: Expectation
) -> None:
    client = cast.client("secretary")
    page = client.get(f"/records/{record.pk}/resubmit/")
    assert (page.status_code, page["Location"]) == (302, f"/records/{record.pk}/")
    free = Expectation.objects.get(task__name="风险排查", organisation_id=record.organisation_id)
    answer = client.post(f"/records/{record.pk}/resubmit/", told(cast, others=[free.pk]))
    assert answer.status_code == 422
    assert "这条记录现在是“待验收”，不能再“重新报送”。" in answer.content.decode()
    assert _stands(record, asked) == ("submitted", "met", False)


def test_what_another_record_met_meanwhile_needs_no_correction(
    cast: Cast, record: Record, asked: Expectation
) -> None:
    _sent_back(cast, record)
    client = cast.client("secretary")
    send(client, asked, told(cast, title="重做的一次"))
    assert [section.name for section in client.get("/").context["sections"]] == ["due"]
    page = client.get(f"/records/{record.pk}/resubmit/")
    assert (
        said(client, page["Location"])[-1]
        == "它对应的事已由别的记录办结，或者不再要求，不用再补正；不要的话可以撤回。"
    )


def test_a_returned_zero_declaration_may_be_confirmed_or_turned_into_a_record(
    cast: Cast, expectation_of: ExpectationOf
) -> None:
    asked, client = expectation_of("first", "风险排查"), cast.client("secretary")
    client.post(f"/expectations/{asked.pk}/zero/", {"note": ""})
    record = Record.objects.get()
    _sent_back(cast, record)
    page = client.get(f"/records/{record.pk}/resubmit/")
    assert f"/expectations/{asked.pk}/zero/" in page.content.decode()
    assert page.context["form"]["title"].value() == "风险排查"
    client.post(f"/records/{record.pk}/resubmit/", told(cast, others=[asked.pk]))
    assert _stands(record, asked) == ("submitted", "met", False)
    assert record.zero is False


def test_a_record_is_taken_back_until_it_is_accepted(cast: Cast, record: Record, asked: Expectation) -> None:
    client = cast.client("secretary")
    answer = client.post(f"/records/{record.pk}/withdraw/")
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert said(client) == ["已撤回“到商户家里宣讲”。它对应的事又回到待办里，可以重新报送。"]
    assert _stands(record, asked) == ("withdrawn", "open", False)

    second = reported(cast, asked, title="再报一次")
    cast.client("office").post(f"/records/{second.pk}/accept/")
    client.post(f"/records/{second.pk}/withdraw/")
    assert said(client) == ["这条记录现在是“已验收”，不能再“撤回”。请刷新页面查看最新情况。"]
    assert _stands(second, asked) == ("accepted", "met", True)


def test_the_record_tells_its_whole_story(cast: Cast, record: Record, asked: Expectation) -> None:
    _sent_back(cast, record)
    secretary = cast.client("secretary")
    secretary.post(f"/records/{record.pk}/resubmit/", told(cast, others=[asked.pk]))
    cast.client("office").post(f"/records/{record.pk}/accept/")
    lines = secretary.get(f"/records/{record.pk}/").context["history"]
    assert [(line.actor_name, line.sentence) for line in lines] == [
        ("林小满", "报送“到商户家里宣讲”，对应 1 项应办事项。"),
        ("顾全之", f"退回“到商户家里宣讲”：{WHY}"),
        ("林小满", "补正后重新报送“到商户家里宣讲”，对应 1 项应办事项。"),
        ("方文清", "验收“到商户家里宣讲”。"),
    ]


def test_names_of_those_who_took_part_are_for_those_who_may_see_people(
    cast: Cast, expectation_of: ExpectationOf
) -> None:
    asked = expectation_of("first", "为民办实事")
    record = reported(cast, asked, participants=[cast.member.person_id])
    page = f"/records/{record.pk}/"
    assert "程初晓" in cast.client("general_secretary").get(page).content.decode()
    for role in ("inspector", "reader"):
        text = cast.client(role).get(page).content.decode()
        assert "程初晓" not in text
        assert "18人" in text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_queries_for_one_and_three_rows(
    cast: Cast, expectation_of: ExpectationOf, django_assert_num_queries: object, rows: int
) -> None:
    for name in ("动员大会", "为民办实事", "风险排查")[:rows]:
        reported(cast, expectation_of("first", name), title=name)
    client = cast.client("general_secretary")
    with django_assert_num_queries(9):
        page = client.get("/records/")
    assert len(page.context["rows"]) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_a_record_takes_the_same_queries_however_many_expectations_it_meets(
    cast: Cast, expectation_of: ExpectationOf, django_assert_num_queries: object, rows: int
) -> None:
    names = ("动员大会", "风险排查", "学习研讨")[:rows]
    first, *others = [expectation_of("first", name).pk for name in names]
    record = reported(cast, Expectation.objects.get(pk=first), others=others)
    client = cast.client("general_secretary")
    with django_assert_num_queries(14):
        page = client.get(f"/records/{record.pk}/")
    assert len(page.context["met"]) == rows


def test_the_list_shows_the_newest_first_by_state_and_page(
    cast: Cast, expectation_of: ExpectationOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zhengyou.campaigns.views.records.PAGE", 2)
    made = [
        reported(cast, expectation_of("first", name), title=name)
        for name in ("动员大会", "为民办实事", "风险排查")
    ]
    client = cast.client("committee_office")
    client.post(f"/records/{made[1].pk}/accept/")
    page = client.get("/records/")
    assert [row.title for row, _, _ in page.context["rows"]] == ["风险排查", "为民办实事"]
    rest = client.get(f"/records/?after={page.context['next_key']}")
    assert [row.title for row, _, _ in rest.context["rows"]] == ["动员大会"]
    accepted = client.get("/records/?state=accepted")
    assert [row.title for row, _, _ in accepted.context["rows"]] == ["为民办实事"]


def test_the_list_at_a_node_holds_what_lies_under_it_and_nothing_else(
    cast: Cast, expectation_of: ExpectationOf
) -> None:
    mine = reported(cast, expectation_of("first", "动员大会"))
    village = reported(cast, expectation_of("village", "动员大会"), role="village_secretary")
    client = cast.client("office")

    def listed(where: str) -> list[int]:
        node = cast.places[where].organisation_id
        return [row.pk for row, _, _ in client.get(f"/records/?node={node}").context["rows"]]

    found = {where: listed(where) for where in ("district", "street", "first", "second", "township")}
    assert found == {
        "district": [village.pk, mine.pk],
        "street": [mine.pk],
        "first": [mine.pk],
        "second": [],
        "township": [village.pk],
    }
    street = cast.places["street"].organisation_id
    assert cast.client("secretary").get(f"/records/?node={street}").status_code == 404
    assert cast.client("member").get("/records/").status_code == 404


def test_a_due_day_and_a_past_day_are_written_as_people_say_them(
    cast: Cast, expectation_of: ExpectationOf
) -> None:
    page = (
        cast.client("secretary")
        .get(f"/expectations/{expectation_of('first', '动员大会').pk}/")
        .content.decode()
    )
    due = cast.today - timedelta(days=20)
    due = add_workdays(due, 0)
    assert f"（已过{(cast.today - due).days}天）" in page


@pytest.mark.django_db(transaction=True)
def test_accepting_and_taking_back_at_once_leaves_one_of_the_two(
    cast: Cast, record: Record, asked: Expectation
) -> None:
    together = threading.Barrier(2)

    def press(role: str, verb: str) -> None:
        client = cast.client(role)
        together.wait(timeout=300)
        try:
            client.post(f"/records/{record.pk}/{verb}/")
        finally:
            connection.close()

    hands = [("general_secretary", "accept"), ("secretary", "withdraw")]
    threads = [threading.Thread(target=press, args=hand) for hand in hands]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=300)
    outcome = _stands(record, asked)
    assert outcome in {("accepted", "met", True), ("withdrawn", "open", False)}
    verbs = Entry.objects.filter(subject="campaigns.record").order_by("pk").values_list("verb", flat=True)
    last = "accept" if outcome[0] == "accepted" else "withdraw"
    assert list(verbs) == ["campaigns.record.submit", f"campaigns.record.{last}"]
