"""Saying that something does not apply: a reason, an answer from above, and a way back."""

import pytest

from tests.campaigns.records.telling import reported, said
from tests.cast import Cast, ExpectationOf
from zhengyou.campaigns.models import Excuse, Expectation, Record

REASON = "本支部没有流动党员。"


@pytest.fixture
def asked(expectation_of: ExpectationOf) -> Expectation:
    return expectation_of("first", "风险排查")


@pytest.fixture
def plea(cast: Cast, asked: Expectation) -> Excuse:
    """A plea of the first branch that waits for an answer."""
    cast.client("secretary").post(f"/expectations/{asked.pk}/excuse/", {"reason": REASON})
    return Excuse.objects.get()


def _stands(plea: Excuse, asked: Expectation) -> tuple[str, str, str]:
    plea.refresh_from_db()
    asked.refresh_from_db()
    return plea.state, plea.comment, asked.outcome


def test_a_reason_goes_to_the_level_above(cast: Cast, asked: Expectation) -> None:
    client = cast.client("secretary")
    assert "青石商圈党总支" in client.get(f"/expectations/{asked.pk}/excuse/").content.decode()
    answer = client.post(f"/expectations/{asked.pk}/excuse/", {"reason": REASON})
    plea = Excuse.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/excuses/{plea.pk}/")
    assert said(client, answer["Location"]) == [
        "已把“风险排查”不适用的理由报给青石商圈党总支。答复之前可以撤回，也可以照常报送。"
    ]
    assert _stands(plea, asked) == ("requested", "", "open")
    sections = cast.client("general_secretary").get("/").context["sections"]
    assert [(section.name, section.lines[0].url) for section in sections] == [
        ("excuses", f"/excuses/{plea.pk}/")
    ]


def test_without_a_reason_nothing_is_asked(cast: Cast, asked: Expectation) -> None:
    answer = cast.client("secretary").post(f"/expectations/{asked.pk}/excuse/", {"reason": " "})
    assert answer.status_code == 422
    assert "请写明理由，上级据此答复。" in answer.content.decode()
    assert Excuse.objects.count() == 0


def test_asking_twice_is_refused_with_the_words_kept(cast: Cast, plea: Excuse, asked: Expectation) -> None:
    answer = cast.client("secretary").post(f"/expectations/{asked.pk}/excuse/", {"reason": "另一个理由"})
    assert answer.status_code == 422
    assert "“风险排查”的说明已经报上去了，正等上级答复。" in answer.content.decode()
    assert "另一个理由" in answer.content.decode()
    assert Excuse.objects.count() == 1


def test_the_level_above_agrees(cast: Cast, plea: Excuse, asked: Expectation) -> None:
    client = cast.client("general_secretary")
    answer = client.post(f"/excuses/{plea.pk}/approve/", {"comment": ""})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert said(client) == ["已同意：这一项不再要求青石商圈第一党支部办，也不计入完成率。对方马上能看到。"]
    assert _stands(plea, asked) == ("approved", "", "excused")
    assert "不适用" in cast.client("secretary").get(f"/expectations/{asked.pk}/").content.decode()


def test_a_refusal_says_why(cast: Cast, plea: Excuse, asked: Expectation) -> None:
    client = cast.client("general_secretary")
    silent = client.post(f"/excuses/{plea.pk}/refuse/", {"comment": " "})
    assert silent.status_code == 422
    assert "不同意要写明原因，对方才知道该怎么办。" in silent.content.decode()
    assert _stands(plea, asked) == ("requested", "", "open")

    client.post(f"/excuses/{plea.pk}/refuse/", {"comment": "没有流动党员也要排查一遍。"})
    assert said(client) == ["已答复不同意，这一项回到青石商圈第一党支部的待办里，并附上了您的原因。"]
    assert _stands(plea, asked) == ("refused", "没有流动党员也要排查一遍。", "open")
    page = cast.client("secretary").get(f"/expectations/{asked.pk}/").content.decode()
    assert "没有流动党员也要排查一遍。" in page
    assert "<textarea" in page


def test_a_plea_is_taken_back_until_it_is_answered(cast: Cast, plea: Excuse, asked: Expectation) -> None:
    client = cast.client("secretary")
    answer = client.post(f"/excuses/{plea.pk}/withdraw/")
    assert (answer.status_code, answer["Location"]) == (302, f"/expectations/{asked.pk}/")
    assert _stands(plea, asked) == ("withdrawn", "", "open")
    client.post(f"/excuses/{plea.pk}/withdraw/")
    assert said(client)[-1] == "不适用说明现在是“已撤回”，不能再“撤回”。请刷新页面查看最新情况。"


def test_an_answer_that_comes_too_late_says_so(cast: Cast, plea: Excuse, asked: Expectation) -> None:
    page = cast.client("general_secretary")
    cast.client("secretary").post(f"/excuses/{plea.pk}/withdraw/")
    answer = page.post(f"/excuses/{plea.pk}/approve/", {"comment": "同意"})
    assert answer.status_code == 422
    assert "不适用说明现在是“已撤回”，不能再“同意”。" in answer.content.decode()
    assert _stands(plea, asked) == ("withdrawn", "", "open")


def test_reporting_after_all_takes_the_plea_back(cast: Cast, plea: Excuse, asked: Expectation) -> None:
    reported(cast, asked)
    assert _stands(plea, asked) == ("withdrawn", "", "met")
    assert Record.objects.count() == 1


def test_nobody_answers_the_own_plea(cast: Cast, plea: Excuse, asked: Expectation) -> None:
    client = cast.client("secretary")
    assert "/approve/" not in client.get(f"/excuses/{plea.pk}/").content.decode()
    for verb in ("approve", "refuse"):
        assert client.post(f"/excuses/{plea.pk}/{verb}/", {"comment": "好"}).status_code == 403
    assert _stands(plea, asked) == ("requested", "", "open")


@pytest.mark.parametrize("role", ["other_secretary", "village_secretary", "member", "administrator"])
def test_strangers_neither_see_nor_answer_a_plea(
    cast: Cast, plea: Excuse, asked: Expectation, role: str
) -> None:
    client = cast.client(role)
    assert client.get(f"/excuses/{plea.pk}/").status_code == 404
    for verb in ("approve", "refuse", "withdraw"):
        assert client.post(f"/excuses/{plea.pk}/{verb}/", {"comment": "好"}).status_code == 404
    assert _stands(plea, asked) == ("requested", "", "open")


@pytest.mark.parametrize("role", ["inspector", "reader"])
def test_readers_see_a_plea_without_buttons(cast: Cast, plea: Excuse, role: str) -> None:
    page = cast.client(role).get(f"/excuses/{plea.pk}/")
    assert page.status_code == 200
    assert REASON in page.content.decode()
    assert 'action="/excuses/' not in page.content.decode()
