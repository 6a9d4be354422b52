"""The pages of leader reviews: a round on the screen, one member after another, refused forms, two at once."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from tests.campaigns.reviews.reviewing import of_member, of_place, opened, recorded, standing, step
from tests.cast import Cast, enrol
from zhengyou.campaigns.jobs import follow_review_rounds
from zhengyou.campaigns.models import Campaign, Rectification, Review, ReviewRound
from zhengyou.ledger.models import Entry


def _typed(cast: Cast, role: str = "secretary", **told: Any) -> dict[str, Any]:
    """What a secretary types into the form of a review."""
    values = {
        "form": "individual",
        "held_on": cast.today,
        "strengths": "带徒弟上心。",
        "direction": "教会两个人。",
        "problem_0": "学习缺席四次",
        "due_0": "",
        "problem_1": "",
        "due_1": "",
        "none_found": "",
        "reviewed_by": cast.accounts[role].person_id,
    }
    return values | told


def _record(row: Review) -> str:
    return reverse("review-step", args=[row.pk, "record"])


def _text(client: Client, url: str, **told: Any) -> str:
    answer = client.get(url, **told)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_round_goes_its_whole_way_on_the_screen(cast: Cast, campaign: Campaign) -> None:
    office, branch, member = (cast.client(role) for role in ("office", "secretary", "member"))
    page = reverse("review-rounds", args=[campaign.pk])
    assert "要点评6个组织、7名党员" in _text(office, page)
    typed = {
        "name": "第一轮点评",
        "due_on": cast.today + timedelta(days=30),
        "rectify_by": cast.today + timedelta(days=60),
    }
    answer = office.post(page, typed, follow=True)
    assert "第一轮点评已经开始" in answer.content.decode()
    assert "还有1个没有点评" in _text(branch, reverse("desk"))

    row = of_member(cast, ReviewRound.objects.get())
    list_ = _text(branch, reverse("reviews", args=[campaign.pk]))
    assert f'href="{_record(row)}"' in list_
    said = branch.post(_record(row), _typed(cast), follow=True).content.decode()
    assert "已记下对程初晓的点评，1个问题开始整改" in said

    assert "程初晓（第一轮点评）" in _text(member, reverse("desk"))
    assert "学习缺席四次" in _text(member, reverse("review", args=[row.pk]))
    said = member.post(
        reverse("review-step", args=[row.pk, "read"]), {"response": "以后都到。"}, follow=True
    ).content.decode()
    assert "已告诉点评的同志您看过了" in said
    row.refresh_from_db()
    assert (row.state, row.response) == ("read", "以后都到。")
    problem = Rectification.objects.get()
    assert "学习缺席四次" in _text(member, reverse("desk"))
    typed = {"measure": "提前请假。", "responsible_id": row.person_id, "due_on": cast.today}
    step_ = reverse("rectification-step", args=[problem.pk, "propose"])
    assert "程初晓" in _text(member, step_)
    assert "措施待同意" in member.post(step_, typed, follow=True).content.decode()


def test_one_member_after_another_each_with_one_press(cast: Cast, campaign: Campaign) -> None:
    for name in ("白露", "秋分"):
        enrol(name, cast.places["first"])
    round_ = opened(cast, campaign)
    client, seen = cast.client("secretary"), []
    answer = client.get(_record(Review.objects.filter(round=round_, person__name="白露").get()))
    while "下一位" in answer.content.decode() or not seen:
        row = answer.context["row"]
        seen.append(row.person.name)
        answer = client.post(_record(row), _typed(cast, next="1"), follow=True)
    last = answer.context["row"]
    assert sorted([*seen, last.person.name]) == ["白露", "秋分", "程初晓"]
    # The day and the form are filled in with those of the one before.
    assert answer.context["form"]["form"].value() == "individual"
    answer = client.post(_record(last), _typed(cast, next="1"), follow=True)
    assert answer.redirect_chain[-1][0] == f"{reverse('reviews', args=[campaign.pk])}?round={round_.pk}"
    assert (
        Review.objects.filter(round=round_, reviewer=cast.places["first"].organisation, state="held").count()
        == 3
    )


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"problem_0": ""}, "至少写一个问题；确实没有发现的，在下面写依据。"),
        ({"problem_0": "", "none_found": "很好"}, "依据写得太短，请写10个字以上。"),
        ({"none_found": "查了全年记录，问了五名群众。"}, "上面写了问题，这一栏就不用写了。"),
        ({"problem_0": "", "due_0": "2026-12-01"}, "选了期限，没有写是什么问题。"),
        ({"due_0": "年底"}, "这不是一个日期，请写成 2026-07-01 这样。"),
        ({"due_0": "2026-01-01"}, "早于发现问题的那一天"),
        ({"form": ""}, "请选怎么点评的。"),
        ({"strengths": " "}, "请写好在哪里，一件具体的事就行。"),
        ({"held_on": "2026-12-01"}, "点评的日子要在这一轮开始"),
        ({"problem_0": "缺" * 121}, "一个问题最多120个字，请分成几条写。"),
    ],
)
def test_a_refused_form_comes_back_whole_and_nothing_is_kept(
    told: dict[str, Any], sentence: str, cast: Cast, campaign: Campaign
) -> None:
    row = of_member(cast, opened(cast, campaign))
    answer = cast.client("secretary").post(_record(row), _typed(cast, **told))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    kept = _typed(cast, **told)
    assert [value for value in kept.values() if str(value).strip() and escape(str(value)) not in page] == []
    assert Review.objects.get(pk=row.pk).state == "planned"
    assert not Rectification.objects.exists()


def test_more_lines_keep_what_was_typed(cast: Cast, campaign: Campaign) -> None:
    row = of_member(cast, opened(cast, campaign))
    answer = cast.client("secretary").post(
        _record(row), _typed(cast, problem_1="没交小结", direction="", more="1")
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert ("学习缺席四次" in page, "没交小结" in page, "第4个问题" in page) == (True, True, True)
    assert "改好就能提交" not in page
    told = {f"problem_{n}": f"问题{n}" for n in range(4)} | {f"due_{n}": "" for n in range(4)}
    cast.client("secretary").post(_record(row), _typed(cast, **told))
    assert list(Rectification.objects.order_by("pk").values_list("title", flat=True)) == [
        told[f"problem_{n}"] for n in range(4)
    ]


def test_the_problems_of_the_last_round_stand_on_top_and_must_be_marked(
    cast: Cast, campaign: Campaign
) -> None:
    first = recorded(cast, of_member(cast, opened(cast, campaign)), "三季度学习缺席四次")
    row = of_member(cast, opened(cast, campaign, ago=0, name="第二轮点评"))
    client, problem = cast.client("secretary"), first.problems.get()
    page = _text(client, _record(row))
    assert (
        page.index("上一轮的问题，先看改了没有")
        < page.index("三季度学习缺席四次")
        < page.index('name="strengths"')
    )
    answer = client.post(_record(row), _typed(cast))
    assert answer.status_code == 422
    assert "请看一看改了没有，选一项。" in answer.content.decode()
    client.post(_record(row), _typed(cast, **{f"mark_{problem.pk}": "mended"}))
    row.refresh_from_db()
    assert row.state == "held"
    assert "三季度学习缺席四次：改了" in _text(client, reverse("review", args=[row.pk]))


def test_a_press_twice_counts_once(cast: Cast, campaign: Campaign) -> None:
    row = of_member(cast, opened(cast, campaign))
    client = cast.client("secretary")
    client.post(_record(row), _typed(cast))
    answer = client.post(_record(row), _typed(cast), follow=True)
    assert "现在是“已点评，待看”，不能再“记下点评”" in answer.content.decode()
    assert Rectification.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_that_record_one_review_at_once_give_one_result(cast: Cast, campaign: Campaign) -> None:
    row = of_place(cast, opened(cast, campaign), "street")
    together, codes = threading.Barrier(2), []

    def press(role: str) -> None:
        client = cast.client(role)
        together.wait(timeout=300)
        try:
            codes.append(client.post(_record(row), _typed(cast, role)).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[role]) for role in ("office", "leader")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=300)
    assert codes == [302, 302]
    assert Rectification.objects.count() == 1
    assert Entry.objects.filter(verb="campaigns.review.record").count() == 1
    assert row.stages.count() == 1


def test_the_list_asks_the_database_as_often_for_many_as_for_one(cast: Cast, campaign: Campaign) -> None:
    opened(cast, campaign)
    client, page = cast.client("secretary"), reverse("reviews", args=[campaign.pk])
    client.get(page)
    with CaptureQueriesContext(connection) as one:
        assert client.get(page).content.decode().count("row-link") == 1
    for name in ("白露", "秋分", "霜降"):
        enrol(name, cast.places["first"])
    follow_review_rounds(0)
    with CaptureQueriesContext(connection) as many:
        assert client.get(page).content.decode().count("row-link") == 4
    assert len(many) == len(one) < 25


def test_every_night_the_round_follows_who_came(cast: Cast, campaign: Campaign) -> None:
    round_ = opened(cast, campaign)
    enrol("小雪", cast.places["second"])
    follow_review_rounds(0)
    assert Review.objects.filter(round=round_, person__name="小雪", since=cast.today).count() == 1


def test_counts_lead_down_the_tree(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "read", member=False)
    page = reverse("reviews", args=[campaign.pk])
    upper = _text(cast.client("office"), page)
    street, general = (cast.places[where].organisation_id for where in ("street", "general"))
    assert f'href="?node={street}&amp;round={row.round_id}"' in upper
    lower = _text(cast.client("office"), f"{page}?node={general}")
    assert f'href="{reverse("review", args=[row.pk])}"' in lower
    assert "33%（1/3）" in lower
    assert cast.client("general_secretary").get(f"{page}?node={street}").status_code == 404
    assert cast.client("office").get(f"{page}?round=0").status_code == 404


def test_a_member_finds_only_what_is_said_of_him(cast: Cast, campaign: Campaign) -> None:
    page = reverse("reviews", args=[campaign.pk])
    assert "还没有开始点评" in _text(cast.client("member"), page)
    row = standing(cast, campaign, "excused")
    text = _text(cast.client("member"), page)
    assert reverse("review", args=[row.pk]) in text
    assert text.count("todo-title") == 1
    assert step(cast, row, "resume").state == "planned"
