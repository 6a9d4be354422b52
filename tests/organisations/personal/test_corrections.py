"""Asking for a correction of the own data: whoever is nearest answers, nobody his own, both see the result."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from tests.cast import Cast, at_noon, enrol
from tests.organisations.personal.changes import WISH, asked
from zhengyou.ledger.models import Entry
from zhengyou.ledger.queries import told
from zhengyou.organisations.actions import personal
from zhengyou.organisations.models import Correction, Membership, Post, PostKind
from zhengyou.organisations.queries.corrections import to_answer
from zhengyou.organisations.rules import NotPermitted
from zhengyou.organisations.rules.corrections import NotAnswered

REFUSED = "入党时间以志愿书为准，志愿书上是2015年。"


def _settle(
    cast: Cast, correction: Correction, verb: str, *, role: str = "secretary", answer: str = ""
) -> None:
    now = at_noon(cast.today)
    personal.settle(by=cast.actor(role), correction=correction, verb=verb, answer=answer, now=now)


def _sees(cast: Cast) -> list[str]:
    """Who has a request on the desk."""
    return [role for role in cast.accounts if to_answer(cast.actor(role), cast.today).exists()]


def _ends(cast: Cast, role: str) -> None:
    Post.objects.filter(person_id=cast.accounts[role].person_id).update(until=cast.today)


def _keeping(cast: Cast) -> list[str]:
    """Roles that keep people."""
    return [role for role in cast.accounts if cast.actor(role).may("keep_people")]


def test_the_secretary_of_the_own_branch_finds_it_on_the_desk_and_nobody_else(cast: Cast) -> None:
    asked(cast)
    assert [role for role in _sees(cast) if role in _keeping(cast)] == ["secretary"]
    page = cast.client("secretary").get("/").content.decode()
    assert "程初晓请求更正自己的信息" in page
    assert "程初晓" not in cast.client("general_secretary").get("/").content.decode()


def test_what_a_secretary_asks_himself_goes_to_the_level_above(cast: Cast) -> None:
    asked(cast, "secretary")
    assert [role for role in _sees(cast) if role in _keeping(cast)] == ["general_secretary"]


def test_where_nobody_keeps_people_it_goes_further_up(cast: Cast) -> None:
    asked(cast)
    Post.objects.filter(person_id=cast.accounts["secretary"].person_id).update(kind=PostKind.REPORTER)
    assert [role for role in _sees(cast) if role in _keeping(cast)] == ["general_secretary"]
    Post.objects.filter(person_id=cast.accounts["general_secretary"].person_id).update(kind=PostKind.REPORTER)
    assert [role for role in _sees(cast) if role in _keeping(cast)] == ["committee_office"]


def test_a_deputy_answers_what_the_secretary_asked(cast: Cast) -> None:
    deputy = enrol("严子陵", cast.places["second"])
    place = cast.places["first"].organisation_id
    Post.objects.create(
        person=deputy, organisation_id=place, kind=PostKind.DEPUTY_SECRETARY, since=cast.today
    )
    asked(cast, "secretary")
    assert [role for role in _sees(cast) if role in _keeping(cast)] == []
    asked(cast)
    assert [role for role in _sees(cast) if role in _keeping(cast)] == ["secretary"]


def _left(cast: Cast) -> list[str]:
    """Who has a request on the desk that only an administrator can answer."""
    sections = {role: cast.client(role).get("/").context["sections"] for role in cast.accounts}
    return [role for role, some in sections.items() if any(one.name == "corrections-left" for one in some)]


def test_what_the_only_keeper_at_the_top_asks_is_answered_by_the_administrator(cast: Cast) -> None:
    correction = asked(cast, "office")
    assert [role for role in _sees(cast) if role in _keeping(cast)] == []
    assert _left(cast) == ["administrator"]
    client = cast.client("administrator")
    address = f"/people/corrections/{correction.pk}/"
    assert "已经更正" in client.get(address).content.decode()
    assert client.post(f"{address}correct/").status_code == 302
    correction.refresh_from_db()
    assert (correction.state, correction.answered_by_id) == (
        "corrected",
        cast.accounts["administrator"].person_id,
    )
    assert _left(cast) == []


def test_another_office_at_the_top_answers_before_the_administrator(cast: Cast) -> None:
    correction = asked(cast, "office")
    Post.objects.filter(person_id=cast.accounts["leader"].person_id).update(kind=PostKind.OFFICE)
    assert [role for role in _sees(cast) if role in _keeping(cast)] == ["leader"]
    assert _left(cast) == []
    assert cast.client("administrator").get(f"/people/corrections/{correction.pk}/").status_code == 404


def test_an_administrator_answers_nothing_that_a_keeper_can_answer(cast: Cast) -> None:
    for role in ("member", "secretary", "committee_office"):
        asked(cast, role)
    assert _left(cast) == []


def test_where_no_office_is_left_the_administrator_answers_whoever_has_no_keeper(cast: Cast) -> None:
    asked(cast)
    asked(cast, "inspector")
    _ends(cast, "office")
    assert _left_but(cast, "office") == ["administrator"]
    sections = cast.client("administrator").get("/").context["sections"]
    assert [line.title for one in sections for line in one.lines] == ["邵明远请求更正自己的信息"]


def _left_but(cast: Cast, gone: str) -> list[str]:
    cast.accounts.pop(gone)
    return _left(cast)


def test_one_who_never_belonged_anywhere_is_answered_at_the_top(cast: Cast) -> None:
    correction = asked(cast)
    person = correction.person_id
    Membership.objects.filter(person_id=person).delete()
    Post.objects.filter(person_id=person).delete()
    page = cast.client("office").get(f"/people/corrections/{correction.pk}/").content.decode()
    assert "已经更正" in page


def test_who_belongs_nowhere_any_more_is_answered_at_the_top(cast: Cast) -> None:
    asked(cast)
    _ends(cast, "member")
    Membership.objects.filter(person_id=cast.accounts["member"].person_id).update(until=cast.today)
    keeping = [
        role for role in _keeping_but(cast, "member") if to_answer(cast.actor(role), cast.today).exists()
    ]
    assert keeping == ["office"]


def _keeping_but(cast: Cast, gone: str) -> list[str]:
    return [role for role in cast.accounts if role != gone and cast.actor(role).may("keep_people")]


def test_the_answer_reaches_the_person_and_the_ledger_names_both_but_not_what_was_said(cast: Cast) -> None:
    correction = asked(cast)
    before = Entry.objects.count()
    client = cast.client("secretary")
    address = f"/people/corrections/{correction.pk}/"
    client.post(f"{address}decline/", {"answer": REFUSED})
    correction.refresh_from_db()
    assert (correction.state, correction.answered_by_id) == ("declined", cast.accounts["secretary"].person_id)
    assert REFUSED in cast.client("member").get(address).content.decode()
    (line,) = told(Entry.objects.order_by("pk")[before:])
    assert (line.actor_name, line.sentence) == ("林小满", "答复程初晓的更正请求：不更正。")
    assert (line.before, line.after) == ({"state": "asked"}, {"state": "declined"})
    assert _sees(cast) == []


def test_declining_without_a_reason_is_refused_and_nothing_changes(cast: Cast) -> None:
    correction = asked(cast)
    response = cast.client("secretary").post(f"/people/corrections/{correction.pk}/decline/", {"answer": " "})
    assert response.status_code == 422
    assert "请写明为什么不更正" in response.content.decode()
    correction.refresh_from_db()
    assert (correction.state, correction.answer) == ("asked", "")


def test_correcting_needs_no_word(cast: Cast) -> None:
    correction = asked(cast)
    response = cast.client("secretary").post(f"/people/corrections/{correction.pk}/correct/", follow=True)
    assert "已答复" in response.content.decode()
    assert "已更正" in cast.client("member").get(f"/people/corrections/{correction.pk}/").content.decode()


@pytest.mark.parametrize("verb", ["correct", "decline"])
def test_nobody_answers_his_own(cast: Cast, verb: str) -> None:
    correction = asked(cast, "secretary")
    with pytest.raises(NotPermitted, match="不能自己答复"):
        _settle(cast, correction, verb, answer="好。")
    page = cast.client("secretary").get(f"/people/corrections/{correction.pk}/").content.decode()
    assert "撤回" in page
    assert "不更正" not in page


def test_the_database_refuses_an_answer_of_ones_own_too(cast: Cast) -> None:
    correction = asked(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.filter(pk=correction.pk).update(
            state="corrected", settled_at=at_noon(cast.today), answered_by_id=correction.person_id
        )


def test_a_neighbour_does_not_find_it(cast: Cast) -> None:
    address = f"/people/corrections/{asked(cast).pk}/"
    for role in ("other_secretary", "leader", "administrator", "inspector"):
        assert cast.client(role).get(address).status_code == 404
        assert cast.client(role).post(f"{address}correct/").status_code == 404


def test_a_request_is_taken_back_and_asked_anew(cast: Cast) -> None:
    correction = asked(cast)
    client = cast.client("member")
    address = f"/people/{correction.person_id}/ask-correction/"
    refused = client.post(address, {"wish": "还有一处。"})
    assert refused.status_code == 422
    assert "请先撤回那一件" in refused.content.decode()
    assert "还有一处。" in refused.content.decode()
    client.post(f"/people/corrections/{correction.pk}/withdraw/")
    assert client.post(address, {"wish": "还有一处。"}).status_code == 302
    states = Correction.objects.order_by("pk").values_list("state", "wish")
    assert list(states) == [("withdrawn", WISH), ("asked", "还有一处。")]


def test_what_is_settled_stays_so(cast: Cast) -> None:
    correction = asked(cast)
    _settle(cast, correction, "withdraw", role="member")
    with pytest.raises(NotAnswered, match="现在是“已撤回”"):
        _settle(cast, correction, "correct")
    with pytest.raises(NotAnswered, match="现在是“已撤回”"):
        _settle(cast, correction, "withdraw", role="member")


def test_an_unknown_step_is_not_found(cast: Cast) -> None:
    address = f"/people/corrections/{asked(cast).pk}/publish/"
    assert cast.client("secretary").post(address).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_of_answer_and_taking_back_at_one_moment_one_holds(cast: Cast) -> None:
    correction, start = asked(cast), Barrier(2)
    acting = {"correct": cast.secretary, "withdraw": cast.member}

    def act(verb: str) -> str:
        start.wait()
        try:
            given: dict[str, Any] = {"answer": "", "now": at_noon(cast.today)}
            personal.settle(by=acting[verb], correction=correction, verb=verb, **given)
        except NotAnswered:
            return "refused"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(act, acting))
    assert sorted(outcomes) == ["done", "refused"]
    assert Entry.objects.filter(subject="organisations.correction", subject_id=correction.pk).count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_request_sent_twice_at_one_moment_is_asked_once(cast: Cast) -> None:
    by, start = cast.member, Barrier(2)

    def send(number: int) -> str:
        start.wait()
        try:
            personal.ask(by=by, wish=f"第{number}次。", now=at_noon(cast.today))
        except personal.NotAsked:
            return "refused"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(send, range(2))) == ["done", "refused"]
    assert Correction.objects.count() == 1
