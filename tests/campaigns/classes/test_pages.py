"""Saying how many classes there are, on the page and from 待办, and what the branch then sees."""

import pytest
from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from tests.campaigns.classes.schools import NAMES, PARENTS, School, plan_of, running
from tests.cast import Cast, at_noon
from zhengyou.campaigns.actions import records
from zhengyou.campaigns.models.classes import Classes

ASKED = "本单位有几个班？有任务要每个班各办各的"


def _text(response: HttpResponseBase) -> str:
    assert isinstance(response, HttpResponse)
    found = LexborHTMLParser(response.content.decode()).css_first("main")
    assert found is not None
    return " ".join(found.text().split())


def _page(school: School) -> str:
    return reverse("classes", args=[school.pk])


def test_a_school_is_asked_for_its_classes_on_its_desk_until_it_says_them(cast: Cast) -> None:
    school = running(cast, recurrence="monthly")
    client = school.cast.client("school_secretary")
    assert ASKED in _text(client.get("/"))
    given = {"number": "3", "names": "七（1）班\n七（2）班、八（1）班", "since": str(school.cast.today)}
    sent = client.post(_page(school), given, follow=True)
    assert sent.status_code == 200
    assert "记下了：有3个班。每班要办的事随之新增" in " ".join(sent.content.decode().split())
    assert Classes.objects.get(organisation_id=school.pk).names == list(NAMES)
    desk = _text(client.get("/"))
    assert ASKED not in desk
    assert "家长会（11月，八（1）班）" in desk


def test_nobody_else_is_asked_for_classes(cast: Cast, school: School) -> None:
    for role in ("office", "leader", "general_secretary", "member"):
        assert ASKED not in _text(cast.client(role).get("/"))


def test_what_stands_once_says_why_and_where_to_say_the_number(school: School) -> None:
    client = school.cast.client("school_secretary")
    (whole,) = school.current()
    page = client.get(reverse("expectation", args=[whole.pk]))
    assert "本单位还没有报过班级数，所以先按一次算" in _text(page)
    assert f'href="{_page(school)}"' in page.content.decode()
    school.say(2)
    first = client.get(reverse("expectation", args=[school.current()[0].pk]))
    assert "本单位还没有报过班级数" not in _text(first)


def test_one_meeting_counts_for_the_classes_that_are_ticked(school: School) -> None:
    school.say(3, names=NAMES)
    one, two, three = school.current()
    client, address = school.cast.client("school_secretary"), reverse("expectation", args=[one.pk])
    form = LexborHTMLParser(client.get(address).content.decode())
    offered = [box.attributes["value"] for box in form.css("input[name=others]")]
    assert offered == [str(two.pk), str(three.pk)]
    told = {"title": "家长会", "happened_on": str(school.cast.today), "result": "两个班到了八十人。"}
    sent = client.post(address, told | {"others": [str(three.pk)]})
    assert sent.status_code == 302
    assert [row.outcome for row in school.current()] == ["met", "open", "met"]


def test_a_returned_meeting_is_put_right_for_the_same_classes(school: School) -> None:
    school.say(3, names=NAMES)
    one, two, _three = school.current()
    record, cast = school.done(one, two), school.cast
    records.return_(by=cast.office, record=record, comment="缺签到。", now=at_noon(cast.today))
    page = cast.client("school_secretary").get(reverse("record-resubmit", args=[record.pk]))
    form = LexborHTMLParser(page.content.decode())
    ticked = [
        box.attributes["value"] for box in form.css("input[name=others]") if "checked" in box.attributes
    ]
    assert ticked == [str(one.pk), str(two.pk)]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"number": ""}, "请写 1 到 200 之间的整数。"),
        ({"number": "0"}, "请写 1 到 200 之间的整数。"),
        ({"number": "2", "names": "七（1）班"}, "班级数是2，班名写了1个，请核对；班名也可以都不写。"),
        ({"number": "2", "names": "七（1）班、七（1）班"}, "“七（1）班”写了两遍，请核对。"),
        ({"number": "1", "names": "王云班主任"}, "“王云班主任”不像班名"),
        ({"since": "2026-11-01"}, "过去的应办事项不再改动"),
        ({"since": "后天"}, "没有这一天"),
    ],
)
def test_a_refused_form_says_why_and_keeps_what_was_typed(
    school: School, given: dict[str, str], sentence: str
) -> None:
    typed = {"number": "2", "names": "", "since": str(school.cast.today)} | given
    page = school.cast.client("school_secretary").post(_page(school), typed)
    assert page.status_code == 422
    assert sentence in _text(page)
    form = LexborHTMLParser(page.content.decode())
    kept = form.css_first("input[name=number]")
    assert kept is not None
    assert (kept.attributes.get("value") or "") == typed["number"]
    assert not Classes.objects.exists()


def test_what_was_said_before_stands_beneath_the_form(school: School) -> None:
    school.say(2)
    school.say(3, names=NAMES, days=40)
    page = _text(school.cast.client("school_secretary").get(_page(school)))
    assert "3个班（七（1）班、七（2）班、八（1）班）" in page
    assert "2个班，到" in page


def test_the_page_of_a_school_leads_to_its_classes_and_that_of_others_does_not(school: School) -> None:
    client = school.cast.client("office")
    own = client.get(reverse("organisation", args=[school.pk])).content.decode()
    assert f'href="{_page(school)}"' in own
    other = school.cast.places["village"].organisation_id
    page = client.get(reverse("organisation", args=[other])).content.decode()
    assert reverse("classes", args=[other]) not in page


def test_the_office_sets_each_class_on_the_workbench_and_sees_it_in_words(cast: Cast) -> None:
    plan = plan_of(cast, per_class=False)
    item = plan.items.get(name=PARENTS)
    client, address = cast.client("office"), reverse("plan-item", args=[plan.pk, item.pk])
    form = LexborHTMLParser(client.get(address).content.decode())
    box = form.css_first("input[name=per_class]")
    assert box is not None
    assert "checked" not in box.attributes
    given = {
        "revision": "0",
        "name": PARENTS,
        "recurrence": "per_term",
        "times": "1",
        "grace_days": "0",
        "per_class": "on",
        "audience_kinds": ["branch"],
    }
    assert client.post(address, given).status_code == 302
    item.refresh_from_db()
    assert item.per_class is True
    assert "每班每学期 1 次" in _text(client.get(reverse("plan", args=[plan.pk])))
