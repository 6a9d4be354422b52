"""The pages of people: what they show, to whom, and that every button does what it says."""

from datetime import timedelta
from typing import Any

import pytest

from tests.cast import Cast, enrol, found
from tests.organisations.people.keeping import belongs, entered, gone, moved, secretaries
from tests.organisations.reorganising.deciding import number
from zhengyou.organisations.models import (
    Circumstance,
    Cultivation,
    Handover,
    Kind,
    MemberStep,
    Person,
    PostKind,
    Sector,
    Transfer,
)

DAY = timedelta(days=1)


def _list(cast: Cast, role: str, where: str, **query: object) -> Any:
    return cast.client(role).get(f"/organisations/{number(cast, where)}/people/", query)


def _names(page: Any) -> list[str]:
    return [row.membership.person.name for row in page.context["rows"]]


def test_the_list_holds_everybody_at_and_under_an_organisation_by_pinyin(cast: Cast) -> None:
    for name in ("张三", "单立诚", "欧阳明"):
        entered(cast, name, "full")
    assert _names(_list(cast, "office", "first")) == ["欧阳明", "单立诚", "张三", "林小满", "程初晓"]
    assert "何立夏" in _names(_list(cast, "office", "general"))
    assert "何立夏" not in _names(_list(cast, "secretary", "first"))


@pytest.mark.parametrize("words", ["zs", "ZS", "zhang", "zhangs", "zhang s", "张", "三", "张三", "R7"])
def test_somebody_is_found_by_name_letters_or_number(cast: Cast, words: str) -> None:
    entered(cast, "张三", "full")
    entered(cast, "李四", "full")
    Person.objects.filter(name="张三").update(number="R7")
    assert _names(_list(cast, "secretary", "first", q=words)) == ["张三"]


def test_the_list_is_narrowed_by_status_circumstance_and_post(cast: Cast) -> None:
    activist = entered(cast, "甲")
    entered(cast, "乙", "target")
    Circumstance.objects.create(person=activist, kind="floating", since=cast.today)
    assert _names(_list(cast, "secretary", "first", status="activist")) == ["甲"]
    assert _names(_list(cast, "secretary", "first", status="target")) == ["乙"]
    assert _names(_list(cast, "secretary", "first", circumstance="floating")) == ["甲"]
    assert _names(_list(cast, "secretary", "first", post="secretary")) == ["林小满"]
    assert _names(_list(cast, "secretary", "first", status="nonsense")) == ["甲", "乙", "林小满", "程初晓"]


def test_the_list_of_a_past_day_shows_who_was_there_then(cast: Cast) -> None:
    member = cast.accounts["member"].person
    moved(cast, member, "second")
    assert "程初晓" not in _names(_list(cast, "general_secretary", "first"))
    then = _list(cast, "general_secretary", "first", as_of=(cast.today - DAY).isoformat())
    assert "程初晓" in _names(then)
    wrong = _list(cast, "general_secretary", "first", as_of="2026-13-01")
    assert (wrong.status_code, wrong.context["day"]) == (200, cast.today)


def test_pages_follow_each_other_by_key_also_for_equal_names(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zhengyou.organisations.views.people.PAGE", 2)
    place = found("新支部", Kind.BRANCH, Sector.COMMUNITY, cast.places["street"])
    cast.places["new"] = place
    for name in ("b", "d", "a", "c", "a"):
        enrol(name, place)
    names: list[list[str]] = []
    key: object = ""
    while key is not None:
        page = _list(cast, "office", "new", after=key)
        names.append(_names(page))
        key = page.context["next_key"]
    assert names == [["a", "a"], ["b", "c"], ["d"]]
    for key in ("x", "-1", "9" * 30, "999999"):
        assert _names(_list(cast, "office", "new", after=key)) == ["a", "a"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_queries_for_one_and_three_people(
    cast: Cast, django_assert_num_queries: Any, rows: int
) -> None:
    place = found("新支部", Kind.BRANCH, Sector.COMMUNITY, cast.places["street"])
    for name in range(rows):
        enrol(f"党员{name}", place)
    client = cast.client("office")
    with django_assert_num_queries(12):
        page = client.get(f"/organisations/{place.organisation_id}/people/")
    assert len(page.context["rows"]) == rows


def test_a_file_is_seen_by_the_person_and_by_those_above_only(cast: Cast) -> None:
    member = cast.accounts["member"].person
    seen = {
        role: cast.client(role).get(f"/people/{member.pk}/").status_code for role in (*cast.accounts, None)
    }
    assert {role for role, status in seen.items() if status == 200} == {
        *("office", "leader", "administrator", "committee_office", "general_secretary", "secretary", "member")
    }
    assert seen[None] == 302
    own = cast.client("member").get(f"/people/{member.pk}/").content.decode()
    assert "转接组织关系" not in own
    assert "系统里存了我的哪些信息" in own


def test_the_old_secretary_no_longer_sees_who_was_transferred(cast: Cast) -> None:
    member = cast.accounts["member"].person
    moved(cast, member, "second")
    assert cast.client("secretary").get(f"/people/{member.pk}/").status_code == 404
    assert cast.client("other_secretary").get(f"/people/{member.pk}/").status_code == 200


def test_somebody_is_entered_and_raised_through_the_pages(cast: Cast) -> None:
    client = cast.client("secretary")
    url = f"/organisations/{number(cast, 'first')}/people/add/"
    refused = client.post(url, {"name": " ", "status": "activist", "number": "110101199003070715"})
    assert refused.status_code == 422
    assert "不收身份证号" in refused.content.decode()
    given = {"name": "沈 知秋", "status": "activist", "effective_on": cast.today.isoformat()}
    done = client.post(url, given, follow=True)
    person = Person.objects.get(name="沈知秋")
    assert done.redirect_chain == [(f"/people/{person.pk}/", 302)]
    assert "转为发展对象" in done.content.decode()
    step = f"/people/{person.pk}/status/"
    raising = {"status": "probationary", "effective_on": cast.today.isoformat(), "reason": "支部大会通过。"}
    preview = client.post(step, raising)
    text = preview.content.decode()
    assert preview.status_code == 200
    assert "中间没有经过发展对象" in text
    assert "不满1年" in text
    assert "党员2名 → 3名" in text
    assert belongs(person, cast.today) == [(number(cast, "first"), "activist")]
    client.post(step, raising | {"confirm": "1"})
    assert belongs(person, cast.today) == [(number(cast, "first"), "probationary")]
    back = MemberStep.objects.latest("pk")
    client.post(f"/people/steps/{back.pk}/take-back/")
    assert belongs(person, cast.today) == [(number(cast, "first"), "activist")]


def test_a_transfer_to_another_part_of_the_tree_waits_for_the_other_side(cast: Cast) -> None:
    member = cast.accounts["member"].person
    client = cast.client("secretary")
    url = f"/people/{member.pk}/transfer/"
    given = {"elsewhere": "白鹭村党支部", "effective_on": cast.today.isoformat(), "document": "介字12号"}
    assert "没有找到" in client.post(url, given | {"elsewhere": "白鹭"}).content.decode()
    assert "对方接收以前" in client.post(url, given).content.decode()
    client.post(url, given | {"confirm": "1"})
    (asked,) = Transfer.objects.all()
    assert belongs(member, cast.today) == [(number(cast, "first"), "full")]
    page = f"/people/transfers/{asked.pk}/"
    assert cast.client("other_secretary").get(page).status_code == 404
    assert cast.client("secretary").post(f"{page}receive/").status_code == 404
    other = cast.client("village_secretary")
    assert (
        "程初晓的组织关系等这里接收"
        in other.get(f"/organisations/{number(cast, 'village')}/").content.decode()
    )
    assert "接收程初晓吗" in other.get(page).content.decode()
    refused = other.post(f"{page}refuse/", {"comment": " "})
    assert refused.status_code == 422
    other.post(f"{page}receive/")
    assert belongs(member, cast.today) == [(number(cast, "village"), "full")]
    assert other.get(f"/people/{member.pk}/").status_code == 200
    again = other.post(f"{page}receive/", follow=True).content.decode()
    assert "已接收" in again


def test_a_transfer_is_sent_back_or_taken_back(cast: Cast) -> None:
    member = cast.accounts["member"].person
    given = {"elsewhere": "白鹭村党支部", "effective_on": cast.today.isoformat(), "confirm": "1"}
    client = cast.client("secretary")
    for verb, role, state in (
        ("refuse", "village_secretary", "refused"),
        ("withdraw", "secretary", "withdrawn"),
    ):
        client.post(f"/people/{member.pk}/transfer/", given)
        asked = Transfer.objects.latest("pk")
        cast.client(role).post(f"/people/transfers/{asked.pk}/{verb}/", {"comment": "名额已满。"})
        asked.refresh_from_db()
        assert asked.state == state
    assert belongs(member, cast.today) == [(number(cast, "first"), "full")]


def test_a_wrong_entry_is_put_right_with_a_reason(cast: Cast) -> None:
    person = entered(cast, "单立城", "full")
    url = f"/people/{person.pk}/mend/"
    client = cast.client("secretary")
    page = client.get(url).context["form"].initial
    given = {key: value or "" for key, value in page.items()} | {"since": cast.today.isoformat()}
    assert client.post(url, given | {"reason": "核对无误"}).status_code == 422
    client.post(url, given | {"name": "单立诚", "joined_on": "2019-07-01", "reason": "写错了一个字"})
    person.refresh_from_db()
    assert (person.name, person.pinyin, str(person.joined_on)) == ("单立诚", "shan li cheng", "2019-07-01")
    client.post(url, given | {"name": "单立诚", "pinyin": "Dan Li Cheng", "reason": "他家读 dān"})
    person.refresh_from_db()
    assert person.pinyin == "dan li cheng"


def test_a_moved_day_takes_the_day_before_along(cast: Cast) -> None:
    member = cast.accounts["member"].person
    moved(cast, member, "second")
    url = f"/people/{member.pk}/mend/"
    client = cast.client("other_secretary")
    day = cast.today - 10 * DAY
    given = {"name": "程初晓", "pinyin": "程初晓", "since": day.isoformat(), "reason": "介绍信是那天的"}
    client.post(url, given)
    assert belongs(member, day - DAY) == [(number(cast, "first"), "full")]
    assert belongs(member, day) == [(number(cast, "second"), "full")]
    assert client.post(url, given | {"since": "2019-01-01"}).status_code == 422


def test_circumstances_and_cultivation_are_kept_through_the_pages(cast: Cast) -> None:
    member = cast.accounts["member"].person
    client = cast.client("secretary")
    url = f"/people/{member.pk}/circumstances/add/"
    today = cast.today.isoformat()
    assert client.post(url, {"kind": "excused", "since": today}).status_code == 422
    client.post(url, {"kind": "retired", "since": today})
    one = Circumstance.objects.get()
    assert "离退休" in client.get(f"/people/{member.pk}/").content.decode()
    later = (cast.today + DAY).isoformat()
    client.post(f"/people/circumstances/{one.pk}/end/", {"day": later})
    one.refresh_from_db()
    assert one.until == cast.today + DAY
    begin = f"/people/{member.pk}/cultivation/add/"
    assert client.post(begin, {"direction": "to_member", "since": today}).status_code == 422
    since = (cast.today - DAY).isoformat()
    client.post(begin, {"direction": "to_backbone", "since": since, "how": "带徒弟"})
    kept = Cultivation.objects.get()
    client.post(
        f"/people/cultivation/{kept.pk}/end/", {"reached": "yes", "result": "评上技术标兵", "day": today}
    )
    page = client.get(f"/organisations/{number(cast, 'first')}/cultivated/")
    assert page.context["years"][0].rows()[1] == ("把党员培养成骨干", 1, 1, 1)


def test_one_who_left_is_entered_again_where_he_was(cast: Cast) -> None:
    member = cast.accounts["member"].person
    gone(cast, member)
    client = cast.client("secretary")
    page = client.get(f"/people/{member.pk}/").content.decode()
    assert "重新登记" in page
    today = cast.today.isoformat()
    client.post(f"/people/{member.pk}/again/", {"status": "full", "effective_on": today})
    assert belongs(member, cast.today) == [(number(cast, "first"), "full")]


def test_leaving_says_where_to_and_is_looked_at_first(cast: Cast) -> None:
    member = cast.accounts["member"].person
    url = f"/people/{member.pk}/leave/"
    client = cast.client("secretary")
    given = {"left": "transferred_out", "effective_on": cast.today.isoformat()}
    assert client.post(url, given).status_code == 422
    preview = client.post(url, given | {"reason": "转到云州市某局党委"}).content.decode()
    assert "程初晓" in preview
    assert "同一天结束" in preview
    assert belongs(member, cast.today) != []
    client.post(url, given | {"reason": "转到云州市某局党委", "confirm": "1"})
    assert belongs(member, cast.today) == []


def test_posts_are_given_and_ended_through_the_pages(cast: Cast) -> None:
    member = cast.accounts["member"].person
    client = cast.client("secretary")
    url = f"/organisations/{number(cast, 'first')}/posts/add/"
    given = {"name": "程初晓", "kind": PostKind.COMMISSIONER, "since": cast.today.isoformat()}
    assert client.post(url, given | {"kind": PostKind.SECRETARY}).status_code == 422
    assert client.post(url, given | {"name": "查无此人"}).status_code == 422
    client.post(url, given)
    post = member.posts.get(kind=PostKind.COMMISSIONER)
    client.post(f"/organisations/posts/{post.pk}/end/", {"day": (cast.today + DAY).isoformat()})
    post.refresh_from_db()
    assert post.until == cast.today + DAY


def test_an_organisation_without_a_secretary_says_who_answers_for_it(cast: Cast) -> None:
    page = cast.client("office").get(f"/organisations/{number(cast, 'street')}/")
    assert page.context["vacant"]
    listed = cast.client("office").get("/organisations/vacant/")
    assert [row.name for row in listed.context["rows"]] == ["青石街道党工委", "云岭乡党委"]
    cast.accounts["secretary"].person.posts.update(until=cast.today)
    text = cast.client("general_secretary").get(f"/organisations/{number(cast, 'first')}/").content.decode()
    assert "空缺期间由青石商圈党总支书记顾全之负责" in text


def test_handing_over_through_the_pages(cast: Cast) -> None:
    first = number(cast, "first")
    client = cast.client("general_secretary")
    given = {"name": "程初晓", "day": (cast.today + DAY).isoformat(), "note": "公章在柜子里。"}
    url = f"/organisations/{first}/handover/"
    assert cast.client("secretary").get(url).status_code == 404
    assert "他不能再用这个岗位办事" in client.post(url, given).content.decode()
    client.post(url, given | {"confirm": "1"})
    (made,) = Handover.objects.all()
    assert secretaries(first, cast.today) == ["林小满"]
    assert secretaries(first, cast.today + DAY) == ["程初晓"]
    page = f"/organisations/handovers/{made.pk}/"
    for role, status in (("secretary", 200), ("member", 200), ("office", 200), ("other_secretary", 404)):
        assert cast.client(role).get(page).status_code == status
    assert cast.client("office").post(f"{page}confirm/").status_code == 403
    cast.client("secretary").post(f"{page}confirm/")
    made.refresh_from_db()
    assert (made.given_on, made.taken_on) == (cast.today, None)
    assert "不能撤回" in client.post(f"{page}take-back/", follow=True).content.decode()
