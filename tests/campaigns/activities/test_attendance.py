"""Who came: everybody but those who are named, told in one form; who did not is told later."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from tests.campaigns.activities.holding import held, members, send, told
from tests.cast import Cast, ExpectationOf, at_noon
from zhengyou.campaigns.actions import attendance, records
from zhengyou.campaigns.models import Absence, Expectation, Held, Record
from zhengyou.campaigns.queries import attendance as queries
from zhengyou.ledger.queries import history
from zhengyou.organisations.models import Membership
from zhengyou.organisations.rules import NotPermitted


@pytest.fixture
def study(expectation_of: ExpectationOf) -> Expectation:
    """The first branch's 学习研讨 of the earliest month."""
    return expectation_of("first", "学习研讨")


def _ids(cast: Cast, *names: str) -> list[int]:
    rows = Membership.objects.filter(
        organisation_id=cast.places["first"].organisation_id, person__name__in=names
    )
    return list(rows.values_list("person_id", flat=True))


def _now(record: Record) -> tuple[Any, ...]:
    row = Held.objects.get(record=record, until=None)
    return row.present, row.due, row.voting_present, row.voting_due


def test_the_form_of_a_known_kind_is_filled_in_and_names_who_need_not_come(
    cast: Cast, study: Expectation, expectation_of: ExpectationOf
) -> None:
    found = members(cast)
    client = cast.client("secretary")
    held(cast, study, place="二楼会议室")
    rows = Expectation.objects.filter(task=study.task, organisation_id=study.organisation_id)
    later = rows.get(opens_on__lte=cast.today, period_end__gte=cast.today)
    form = client.get(f"/expectations/{later.pk}/").context["form"]
    assert form["kind"].value() == "study"
    assert form["happened_on"].value() == cast.today
    assert form["place"].value() == "二楼会议室"
    assert form["absent"].value() == [found["成二水"].pk]
    words = [word for _value, word in form.fields["absent"].choices]
    assert words == ["丁三木", "成二水（流动党员）", "林小满", "白一川", "程初晓"]
    assert "participants" not in form.fields
    # Of a period that is over nothing is said of the day.
    over = expectation_of("first", "动员大会")
    assert client.get(f"/expectations/{over.pk}/").context["form"]["happened_on"].value() is None


def test_everybody_came_but_those_named_and_who_may_stay_away_is_not_due(
    cast: Cast, study: Expectation
) -> None:
    found = members(cast)
    absent = [found["成二水"].pk, cast.accounts["member"].person_id]
    record = held(cast, study, absent=absent)
    assert _now(record) == (3, 4, 2, 3)
    rows = Absence.objects.order_by("due").values_list("person__name", "due", "circumstance")
    assert list(rows) == [("成二水", False, "floating"), ("程初晓", True, "")]
    assert sorted(person.name for person in record.participants.all()) == ["丁三木", "林小满", "白一川"]
    assert (record.attended, record.result, record.kind) == (3, "本组织到会3人。", "study")
    (line,) = history(attendance.SUBJECT, record.pk)
    after = line.after or {}
    assert [after[name] for name in ("kind", "due", "present")] == ["学习研讨", 4, 3]


def test_who_may_stay_away_counts_when_he_comes(cast: Cast, study: Expectation) -> None:
    members(cast)
    assert _now(held(cast, study)) == (5, 5, 4, 4)


def test_whoever_was_no_member_on_the_day_is_not_counted(cast: Cast, study: Expectation) -> None:
    found = members(cast)
    Membership.objects.filter(person=found["白一川"]).update(since=cast.today - timedelta(days=1))
    record = held(cast, study, happened_on=(cast.today - timedelta(days=2)).isoformat())
    assert _now(record)[:2] == (4, 4)


def test_a_general_meeting_says_whether_it_may_pass_and_elect(cast: Cast, study: Expectation) -> None:
    found = members(cast)
    absent = [found["白一川"].pk]
    record = held(cast, study, "branch-assembly", absent=absent)
    page = cast.client("secretary").get(reverse("record", args=[record.pk])).content.decode()
    assert "有表决权的党员应到4人，实到3人。" in page
    assert "可以表决，通过要3票以上（应到的过半数）。" in page
    assert "选举要到应到的80%，还不能选举。" in page
    records.withdraw(by=cast.secretary, record=record, now=at_noon(cast.today))
    absent += _ids(cast, "林小满", "程初晓")
    few = held(cast, study, "branch-assembly", absent=absent)
    page = cast.client("secretary").get(reverse("record", args=[few.pk])).content.decode()
    assert "有表决权的党员应到4人，实到1人。" in page
    assert "不到应到的50%，不能表决。" in page


def test_absentees_wait_on_the_desk_until_they_are_told_and_the_rate_stays(
    cast: Cast, study: Expectation
) -> None:
    found = members(cast)
    absent = [found["成二水"].pk, cast.accounts["member"].person_id]
    record = held(cast, study, absent=absent)
    client = cast.client("secretary")
    assert "程初晓" in client.get("/").content.decode()
    address = reverse("record-brief", args=[record.pk])
    form = client.get(address).context["form"]
    due = Absence.objects.get(person__name="程初晓")
    assert form["absences"].value() == [due.pk]
    sent = {"absences": [due.pk], "on": cast.today.isoformat(), "how": "发了讲稿。", "reason": "出差。"}
    page = client.post(address, sent, follow=True).content.decode()
    assert "已记下1位同志补上了" in page
    assert "程初晓：出差。" in page
    due.refresh_from_db()
    assert (due.briefed_on, due.how, due.reason) == (cast.today, "发了讲稿。", "出差。")
    assert list(queries.to_brief(cast.secretary, cast.today)) == []
    assert _now(record)[:2] == (3, 4)
    line = history(attendance.SUBJECT, record.pk)[-1]
    assert line.sentence == f"给程初晓补上“学习研讨（11月）”（{cast.today:%Y年%-m月%-d日}）。"
    # The one who floats may still be told, and after him nobody is left.
    client.post(address, sent | {"absences": [Absence.objects.get(person=found["成二水"]).pk]})
    assert client.get(address)["Location"] == reverse("record", args=[record.pk])


@pytest.mark.parametrize("days", [1, -3])
def test_nobody_is_told_before_it_happened_or_after_today(cast: Cast, study: Expectation, days: int) -> None:
    happened = cast.today - timedelta(days=2)
    absent = [cast.accounts["member"].person_id]
    record = held(cast, study, absent=absent, happened_on=happened.isoformat())
    row = Absence.objects.get()
    sent = {"absences": [row.pk], "on": (cast.today + timedelta(days=days)).isoformat(), "how": "讲了一遍"}
    answer = cast.client("secretary").post(reverse("record-brief", args=[record.pk]), sent)
    assert answer.status_code == 422
    assert "要在活动那天和今天之间" in answer.content.decode()
    assert "讲了一遍" in answer.content.decode()
    row.refresh_from_db()
    assert row.briefed_on is None


def test_telling_the_same_person_twice_is_refused_and_a_stranger_tells_nobody(
    cast: Cast, study: Expectation
) -> None:
    record = held(cast, study, absent=[cast.accounts["member"].person_id])
    given: dict[str, Any] = {"record": record, "absences": [Absence.objects.get().pk], "on": cast.today}
    given["now"] = at_noon(cast.today)
    with pytest.raises(NotPermitted):
        attendance.brief(by=cast.other_secretary, **given)
    assert attendance.brief(by=cast.secretary, **given) == 1
    with pytest.raises(attendance.NotToBrief, match="刚才已经记过"):
        attendance.brief(by=cast.secretary, **given)


def test_a_returned_record_tells_of_nobody_and_put_right_it_keeps_who_was_told(
    cast: Cast, study: Expectation
) -> None:
    member = cast.accounts["member"].person_id
    record = held(cast, study, absent=[member])
    rows = [Absence.objects.get().pk]
    now = at_noon(cast.today)
    attendance.brief(by=cast.secretary, record=record, absences=rows, on=cast.today, now=now)
    records.return_(by=cast.general_secretary, record=record, comment="请写主题。", now=now)
    assert Held.objects.filter(until=None).count() == 0
    with pytest.raises(attendance.NotToBrief, match="不算数"):
        attendance.brief(by=cast.secretary, record=record, absences=rows, on=cast.today, now=now)
    client = cast.client("secretary")
    address = reverse("record-resubmit", args=[record.pk])
    form = client.get(address).context["form"]
    assert (form["absent"].value(), form["kind"].value()) == ([member], "study")
    sent = told(cast, absent=[member], others=[study.pk], of_kind_material="文件选编", result="谈了体会。")
    assert client.post(address, sent).status_code == 302
    live = Held.objects.get(until=None)
    assert live.absences.get().briefed_on == cast.today
    record.refresh_from_db()
    assert record.details == {"material": "文件选编"}


def test_what_a_kind_asks_is_kept_shown_and_refused_with_all_that_was_typed(
    cast: Cast, study: Expectation
) -> None:
    client = cast.client("secretary")
    bad = told(cast, "volunteering", result="清了三条巷子。", of_kind_hours="很多", of_kind_served="30")
    answer = send(client, study, bad)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请填一个数" in page
    assert "很多" in page
    assert not Record.objects.exists()
    record = held(cast, study, "volunteering", result="清了三条巷子。", of_kind_hours="36.5")
    page = client.get(reverse("record", args=[record.pk])).content.decode()
    assert "合计多少小时" in page
    assert "36.5小时" in page
    assert Held.objects.get().due is None


def test_another_kind_may_be_chosen_and_none_leaves_the_plain_form(cast: Cast, study: Expectation) -> None:
    client = cast.client("secretary")
    address = f"/expectations/{study.pk}/"
    assert "of_kind_speaker" in client.get(f"{address}?kind=party-lecture").context["form"].fields
    plain = client.get(f"{address}?kind=none").context["form"]
    assert "kind" not in plain.fields
    assert "participants" in plain.fields
    # What nobody knows is no kind.
    assert "kind" not in client.get(f"{address}?kind=unheard").context["form"].fields


def test_the_sheet_to_sign_names_the_members_and_not_why_somebody_may_stay_away(
    cast: Cast, study: Expectation
) -> None:
    members(cast)
    page = cast.client("secretary").get(reverse("sign-in", args=[study.pk])).content.decode()
    assert "成二水" in page
    assert "流动" not in page
    assert "程初晓" in page
    assert "党员5名" in page


def test_one_event_counts_once_for_a_task_however_many_periods_are_ticked(
    cast: Cast, study: Expectation
) -> None:
    same = Expectation.objects.filter(
        task=study.task, organisation_id=study.organisation_id, opens_on__lte=cast.today
    )
    both = list(same.order_by("period_start").values_list("pk", flat=True)[:2])
    assert len(both) == 2
    happening = records.Happening(title="学习", happened_on=cast.today, result="学了。")
    with pytest.raises(records.NotOpen, match="一次活动在“学习研讨”里只能算一次"):
        records.submit(by=cast.secretary, happening=happening, expectations=both, now=at_noon(cast.today))
    assert not Record.objects.exists()


@pytest.mark.parametrize("more", [False, True])
def test_a_record_takes_the_same_queries_however_many_were_absent(
    cast: Cast, study: Expectation, more: bool, django_assert_num_queries: Any
) -> None:
    others = [person.pk for person in members(cast).values()] if more else []
    record = held(cast, study, absent=[cast.accounts["member"].person_id, *others])
    client = cast.client("secretary")
    client.get("/")
    with django_assert_num_queries(17):
        client.get(reverse("record", args=[record.pk]))


def test_of_what_is_asked_several_times_only_what_was_accepted_counts(cast: Cast, study: Expectation) -> None:
    study.task.times = 2
    study.task.save()
    second = Expectation.objects.get(pk=study.pk)
    second.pk, second.sequence = None, 2
    second.save()
    client = cast.client("secretary")

    def words() -> str:
        return " ".join(client.get(f"/expectations/{second.pk}/").content.decode().split())

    assert "本期至少2次：已验收0次，待验收0次" in words()
    record = held(cast, study)
    assert "本期至少2次：已验收0次，待验收1次" in words()
    records.accept(by=cast.general_secretary, record=record, now=at_noon(cast.today))
    assert "本期至少2次：已验收1次，待验收0次" in words()
