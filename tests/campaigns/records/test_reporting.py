"""From what awaits a secretary to a record that the level above can look at."""

import threading
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection

from tests.campaigns.records.telling import reported, said, send, told
from tests.cast import Cast, ExpectationOf, enrol
from zhengyou.campaigns.models import Expectation, Fulfilment, Record, Task
from zhengyou.ledger.models import Entry
from zhengyou.organisations.models import Membership


def _state(expectation: Expectation) -> tuple[str, bool | None, bool]:
    expectation.refresh_from_db()
    return expectation.outcome, expectation.in_time, expectation.confirmed


def test_what_happened_is_recorded_and_settles_what_was_asked(
    cast: Cast, expectation_of: ExpectationOf
) -> None:
    asked = expectation_of("first", "为民办实事")
    client = cast.client("secretary")
    page = client.get(f"/expectations/{asked.pk}/")
    assert page.status_code == 200
    assert page.context["form"]["title"].value() == "为民办实事"
    ticked = Membership.objects.filter(organisation_id=asked.organisation_id).values_list(
        "person_id", flat=True
    )

    answer = send(client, asked, told(cast, participants=list(ticked)))
    assert (answer.status_code, answer["Location"]) == (302, "/")
    record = Record.objects.get()
    assert said(client) == [
        "已报送“到商户家里宣讲”。青石商圈党总支会看到并验收；验收之前，可以在"
        f'<a href="/records/{record.pk}/">这条记录</a>里撤回。'
    ]
    assert {
        "title": record.title,
        "happened_on": record.happened_on,
        "place": record.place,
        "attended": record.attended,
        "result": record.result,
        "quantity": record.quantity,
        "unit": record.unit,
        "state": record.state,
        "zero": record.zero,
        "entered_by": record.entered_by_id,
        "organisation": record.organisation_id,
    } == {
        "title": "到商户家里宣讲",
        "happened_on": cast.today - timedelta(days=2),
        "place": "青石商圈活动室",
        "attended": 18,
        "result": "发出倡议书40份，12家商户当场报名。",
        "quantity": Decimal(2),
        "unit": "件",
        "state": "submitted",
        "zero": False,
        "entered_by": cast.secretary.account_id,
        "organisation": cast.secretary.organisation_id,
    }
    assert set(record.participants.values_list("pk", flat=True)) == set(ticked)
    assert _state(asked) == ("met", True, False)
    assert [entry.sentence for entry in Entry.objects.filter(verb="campaigns.record.submit")] == [
        "报送“到商户家里宣讲”，对应 1 项应办事项。"
    ]


def test_the_page_says_what_is_asked_and_how_long_there_is(cast: Cast, expectation_of: ExpectationOf) -> None:
    asked = expectation_of("first", "学习研讨")
    page = cast.client("secretary").get(f"/expectations/{asked.pk}/").content.decode()
    assert "每月至少开展一次学习研讨。" in page
    assert "，方案第3段" in page
    year = f"{asked.period_end.year}年" if asked.period_end.year != cast.today.year else ""
    assert f"学习研讨（{year}{asked.period_end.month}月）" in page


def test_late_is_said_plainly_and_marked_on_the_record(cast: Cast, expectation_of: ExpectationOf) -> None:
    asked = expectation_of("first", "动员大会")
    client = cast.client("secretary")
    assert "现在报送照样算数，只是会标明“迟报”。" in client.get(f"/expectations/{asked.pk}/").content.decode()
    record = reported(cast, asked)
    assert _state(asked) == ("met", False, False)
    page = client.get(f"/records/{record.pk}/").content.decode()
    assert "chip is-late" in page
    assert "补记" not in page


def test_what_was_entered_long_after_it_happened_is_marked(cast: Cast, expectation_of: ExpectationOf) -> None:
    on_the_edge = reported(
        cast, expectation_of("first", "动员大会"), happened_on=str(cast.today - timedelta(days=15))
    )
    beyond = reported(
        cast, expectation_of("first", "风险排查"), happened_on=str(cast.today - timedelta(days=16))
    )
    client = cast.client("secretary")
    assert "补记" not in client.get(f"/records/{on_the_edge.pk}/").content.decode()
    assert "补记" in client.get(f"/records/{beyond.pk}/").content.decode()


def test_one_record_meets_several_expectations(cast: Cast, expectation_of: ExpectationOf) -> None:
    first, also = expectation_of("first", "动员大会"), expectation_of("first", "风险排查")
    record = reported(cast, first, others=[also.pk])
    assert set(record.fulfilments.values_list("expectation_id", flat=True)) == {first.pk, also.pk}
    assert (_state(first), _state(also)) == (("met", False, False), ("met", True, False))


def test_what_needs_another_number_or_is_the_same_task_is_not_offered_as_well(
    cast: Cast, expectation_of: ExpectationOf
) -> None:
    page = cast.client("secretary").get(f"/expectations/{expectation_of('first', '动员大会').pk}/")
    study = Expectation.objects.filter(
        organisation_id=cast.secretary.organisation_id, task__name="学习研讨", opens_on__lte=cast.today
    ).order_by("due_on")
    offered = [key for key, _ in page.context["form"].fields["others"].choices]
    assert sorted(offered) == sorted([study[0].pk, expectation_of("first", "风险排查").pk])


def test_an_expectation_of_another_branch_cannot_be_met_as_well(
    cast: Cast, expectation_of: ExpectationOf
) -> None:
    asked, foreign = expectation_of("first", "动员大会"), expectation_of("second", "风险排查")
    answer = send(cast.client("secretary"), asked, told(cast, others=[foreign.pk]))
    assert answer.status_code == 422
    assert "所选的有一项已不在名单里，请重新勾选。" in answer.content.decode()
    assert Record.objects.count() == 0


@pytest.mark.parametrize(
    ("answers", "field", "sentence"),
    [
        ({"title": ""}, "title", "请用一句话写做了什么。"),
        ({"title": "长" * 121}, "title", "这一行最多120个字，细节请写在“结果”里。"),
        ({"happened_on": ""}, "happened_on", "请选实际发生的那一天。"),
        ({"happened_on": "上周五"}, "happened_on", "这不是一个日期，请写成 2026-07-01 这样。"),
        ({"happened_on": "0202-07-01"}, "happened_on", "请核对年份。"),
        ({"result": " "}, "result", "请写一两句结果。"),
        ({"attended": "十八"}, "attended", "人数请填一个整数，比如 25。"),
        ({"quantity": ""}, "quantity", "这项任务要一个数，没有就填 0。"),
        ({"quantity": "两件"}, "quantity", "请填一个数，比如 2 或 0.5。"),
        ({"quantity": "-1"}, "quantity", "这个数不能小于 0。"),
        ({"participants": ["999999"]}, "participants", "所选的有一项已不在名单里，请重新勾选。"),
    ],
)
def test_a_refused_form_comes_back_whole(
    cast: Cast, expectation_of: ExpectationOf, answers: dict[str, object], field: str, sentence: str
) -> None:
    asked = expectation_of("first", "为民办实事")
    sent = told(cast, **answers)
    answer = send(cast.client("secretary"), asked, sent)
    assert answer.status_code == 422
    form = answer.context["form"]
    assert {name: list(errors) for name, errors in form.errors.items()} == {field: [sentence]}
    assert {name: form[name].value() for name in sent if name != field} == {
        name: value for name, value in sent.items() if name != field
    }
    assert sentence in answer.content.decode()
    assert (Record.objects.count(), _state(asked)) == (0, ("open", None, False))


def test_a_day_to_come_is_refused(cast: Cast, expectation_of: ExpectationOf) -> None:
    tomorrow = (cast.today + timedelta(days=1)).isoformat()
    answer = send(
        cast.client("secretary"), expectation_of("first", "动员大会"), told(cast, happened_on=tomorrow)
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "这一天还没有到。请写实际发生的那一天，或者等办完再报。" in page
    assert f'value="{tomorrow}"' in page
    assert Record.objects.count() == 0


def test_fewer_people_than_are_ticked_is_a_mistake(cast: Cast, expectation_of: ExpectationOf) -> None:
    asked = expectation_of("first", "动员大会")
    people = [cast.secretary.person_id, cast.member.person_id]
    answer = send(cast.client("secretary"), asked, told(cast, attended="1", participants=people))
    assert answer.status_code == 422
    assert "名单里勾了2人，人数却填了1，请核对。" in answer.content.decode()
    record = reported(cast, asked, attended="", participants=people)
    assert record.attended == 2


def test_people_of_another_branch_are_not_to_be_ticked(cast: Cast, expectation_of: ExpectationOf) -> None:
    stranger = enrol("外来人", cast.places["second"])
    asked = expectation_of("first", "动员大会")
    answer = send(cast.client("secretary"), asked, told(cast, participants=[stranger.pk]))
    assert answer.status_code == 422
    assert Record.objects.count() == 0


def test_sending_the_same_form_twice_leaves_one_record(cast: Cast, expectation_of: ExpectationOf) -> None:
    asked, client = expectation_of("first", "动员大会"), cast.client("secretary")
    send(client, asked, told(cast))
    said(client)
    again = send(client, asked, told(cast))
    record = Record.objects.get()
    assert (again.status_code, again["Location"]) == (302, f"/records/{record.pk}/")
    assert said(client, again["Location"]) == ["这条记录刚才已经报送，没有重复保存。"]


def test_another_record_for_what_is_settled_is_refused_without_losing_a_word(
    cast: Cast, expectation_of: ExpectationOf
) -> None:
    asked = expectation_of("first", "动员大会")
    reported(cast, asked)
    answer = send(cast.client("secretary"), asked, told(cast, title="另一件事"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "“动员大会”已经报送过了，没有重复保存。" in page
    assert 'value="另一件事"' in page
    assert Record.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_phones_at_once_settle_it_once(cast: Cast, expectation_of: ExpectationOf) -> None:
    asked = expectation_of("first", "动员大会")
    together = threading.Barrier(2)
    answers: list[int] = []

    def press(title: str) -> None:
        client = cast.client("secretary")
        together.wait(timeout=300)
        try:
            answers.append(send(client, asked, told(cast, title=title)).status_code)
        finally:
            connection.close()

    phones = [threading.Thread(target=press, args=(title,)) for title in ("手机一", "手机二")]
    for phone in phones:
        phone.start()
    for phone in phones:
        phone.join(timeout=300)
    assert sorted(answers) == [302, 422]
    assert (Record.objects.count(), Fulfilment.objects.count()) == (1, 1)
    assert Entry.objects.filter(verb="campaigns.record.submit").count() == 1


def test_zero_may_be_declared_where_the_task_allows_it(cast: Cast, expectation_of: ExpectationOf) -> None:
    asked, client = expectation_of("first", "风险排查"), cast.client("secretary")
    assert f"/expectations/{asked.pk}/zero/" in client.get(f"/expectations/{asked.pk}/").content.decode()
    assert client.get(f"/expectations/{asked.pk}/zero/").status_code == 200
    answer = client.post(f"/expectations/{asked.pk}/zero/", {"note": ""})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    record = Record.objects.get()
    assert (record.zero, record.title, record.result) == (True, "风险排查：本期没有", "本期没有这类情况。")
    assert record.happened_on == min(cast.today, asked.period_end)
    assert _state(asked) == ("zero", True, False)


def test_zero_is_neither_offered_nor_taken_elsewhere(cast: Cast, expectation_of: ExpectationOf) -> None:
    asked, client = expectation_of("first", "动员大会"), cast.client("secretary")
    assert "/zero/" not in client.get(f"/expectations/{asked.pk}/").content.decode()
    assert client.get(f"/expectations/{asked.pk}/zero/").status_code == 404
    assert client.post(f"/expectations/{asked.pk}/zero/").status_code == 404
    assert Record.objects.count() == 0


def test_what_is_not_open_yet_cannot_be_reported(cast: Cast, expectation_of: ExpectationOf) -> None:
    task = Task.objects.get(name="学习研讨")
    later = Expectation.objects.filter(
        task=task, organisation_id=cast.secretary.organisation_id, opens_on__gt=cast.today
    ).order_by("opens_on")[0]
    client = cast.client("secretary")
    page = client.get(f"/expectations/{later.pk}/")
    assert page.context.get("form") is None
    assert "起可以报送，到时会放进待办。" in page.content.decode()
    answer = send(client, later, told(cast))
    assert answer.status_code == 422
    assert "起才能报送。" in answer.content.decode()
    assert Record.objects.count() == 0


@pytest.mark.parametrize("role", ["other_secretary", "village_secretary", "member", "administrator"])
def test_strangers_get_nothing(cast: Cast, expectation_of: ExpectationOf, role: str) -> None:
    asked, client = expectation_of("first", "风险排查"), cast.client(role)
    for address in (f"/expectations/{asked.pk}/", f"/expectations/{asked.pk}/zero/"):
        assert client.get(address).status_code == 404
        assert client.post(address, told(cast)).status_code == 404
    assert client.post(f"/expectations/{asked.pk}/excuse/", {"reason": "没有"}).status_code == 404
    assert Record.objects.count() == 0


@pytest.mark.parametrize(
    "role", ["general_secretary", "committee_office", "office", "leader", "inspector", "reader"]
)
def test_those_above_may_look_but_not_report(cast: Cast, expectation_of: ExpectationOf, role: str) -> None:
    asked, client = expectation_of("first", "动员大会"), cast.client(role)
    page = client.get(f"/expectations/{asked.pk}/")
    assert page.status_code == 200
    assert "<textarea" not in page.content.decode()
    assert send(client, asked, told(cast)).status_code == 404
    assert Record.objects.count() == 0


def test_what_does_not_exist_is_not_found(cast: Cast) -> None:
    client = cast.client("secretary")
    addresses = ["/expectations/9/", "/records/9/", "/excuses/9/", "/records/9/files/9/", "/records/?node=99"]
    assert [client.get(address).status_code for address in addresses] == [404] * 5
