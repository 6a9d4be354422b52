"""Changing the tree on its pages: form, preview, confirmation, taking back; what is refused stays filled in."""

from datetime import timedelta
from typing import Any

import pytest

from tests.cast import Cast, enrol
from tests.organisations.reorganising.deciding import decide, number, tree
from zhengyou.ledger.models import Entry
from zhengyou.organisations.models import Organisation, Reorganisation
from zhengyou.organisations.queries.shifts import Rename


def _order(cast: Cast, ahead: int = 1) -> dict[str, str]:
    day = cast.today + timedelta(days=ahead)
    return {"effective_on": day.isoformat(), "document": "青组发〔2026〕8号", "reason": "优化设置。"}


def _send(cast: Cast, where: str, verb: str, role: str = "office", **data: object) -> Any:
    url = f"/organisations/{number(cast, where)}/change/{verb}/"
    return cast.client(role).post(url, {**_order(cast), **data})


def test_first_the_preview_then_the_change(cast: Cast) -> None:
    data = {"into": number(cast, "second")}
    page = _send(cast, "first", "merge", **data)
    text = page.content.decode()
    assert page.status_code == 200
    assert "青石商圈第一党支部并入青石商圈第二党支部" in text
    assert "林小满：青石商圈第一党支部书记" in text
    assert "2人：林小满、程初晓" in text
    assert not Reorganisation.objects.exists()
    done = _send(cast, "first", "merge", confirm="1", **data)
    change = Reorganisation.objects.get()
    assert (done.status_code, done["Location"]) == (302, f"/organisations/changes/{change.pk}/")
    assert number(cast, "first") not in tree(cast.today + timedelta(days=1))
    shown = cast.client("office").get(done["Location"]).content.decode()
    assert "青石商圈第一党支部" in shown
    assert "不再设立" in shown


def test_changing_ones_mind_shows_the_form_as_it_was_filled_in(cast: Cast) -> None:
    page = _send(cast, "first", "rename", name="中心支部", edit="1")
    assert page.status_code == 200
    assert page.context["form"]["name"].value() == "中心支部"
    assert not Reorganisation.objects.exists()


@pytest.mark.parametrize(
    ("verb", "data", "sentence"),
    [
        ("rename", {"name": "青石商圈第一党支部"}, "和现在的不同"),
        ("move", {"parent": ""}, "请选一项"),
        ("close", {"successor": ""}, "请选定由哪个组织承接"),
        ("unite", {"name": "新", "code": "N1"}, "请至少选一项"),
        ("split", {"name_1": "新", "code_1": "N1"}, "没有给新分人"),
        ("rename", {"name": "新名", "effective_on": "2020-01-01"}, "生效日期不能早于今天"),
        ("rename", {"name": "新名", "effective_on": "某天"}, "没有这一天"),
    ],
)
def test_a_refused_form_comes_back_whole(cast: Cast, verb: str, data: dict[str, str], sentence: str) -> None:
    page = _send(cast, "first", verb, **data)
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert "青组发〔2026〕8号" in page.content.decode()
    assert not Reorganisation.objects.exists()


def test_people_are_shared_out_between_two_new_branches(cast: Cast) -> None:
    people = [enrol(name, cast.places["first"]).pk for name in ("甲", "乙", "丙")]
    data = {"name_1": "一支部", "code_1": "N1", "name_2": "二支部", "code_2": "N2"}
    chosen = {f"person_{people[0]}": "1", f"person_{people[1]}": "2"}
    done = _send(cast, "first", "split", confirm="1", **data, **chosen)
    assert done.status_code == 302
    homes = {
        code: set(Organisation.objects.get(code=code).memberships.values_list("person__name", flat=True))
        for code in ("N1", "N2")
    }
    assert homes == {"N1": {"甲"}, "N2": {"乙"}}


@pytest.mark.parametrize("verb", ["found", "rename", "retype", "move", "merge", "unite", "split", "close"])
def test_every_form_opens(cast: Cast, verb: str) -> None:
    page = cast.client("office").get(f"/organisations/{number(cast, 'general')}/change/{verb}/")
    assert page.status_code == 200
    assert "看会变什么" in page.content.decode()


def test_the_own_organisation_is_not_ones_own_to_change(cast: Cast) -> None:
    client = cast.client("committee_office")
    street = number(cast, "street")
    assert client.get(f"/organisations/{street}/change/rename/").status_code == 404
    assert client.get(f"/organisations/{street}/change/found/").status_code == 200
    assert client.get(f"/organisations/{street}/change/explode/").status_code == 404
    page = client.get(f"/organisations/{street}/")
    assert [word for _url, word in page.context["changes"]] == ["成立下级组织"]
    # What lies outside is not even offered, and refused where somebody asks for it all the same.
    page = _send(cast, "first", "move", role="committee_office", parent=number(cast, "township"))
    assert page.status_code == 422
    assert cast.client("secretary").get(f"/organisations/{number(cast, 'first')}/").context["changes"] == []


def test_a_change_is_taken_back_from_its_page(cast: Cast) -> None:
    change = decide(cast, Rename(number(cast, "first"), "中心支部"), ahead=2)
    client = cast.client("office")
    assert "撤回这项变动" in client.get(f"/organisations/changes/{change.pk}/").content.decode()
    url = f"/organisations/changes/{change.pk}/take-back/"
    data = {**_order(cast, 2), "reason": "定错了。"}
    assert "恢复原来的组织设置" in client.post(url, data).content.decode()
    done = client.post(url, {**data, "confirm": "1"})
    counter = Reorganisation.objects.get(reverses=change)
    assert done["Location"] == f"/organisations/changes/{counter.pk}/"
    assert client.get(done["Location"]).status_code == 200
    assert "撤回这项变动" not in client.get(f"/organisations/changes/{change.pk}/").content.decode()
    page = client.post(url, {**data, "confirm": "1"})
    assert page.status_code == 422
    assert "已经撤回过了" in page.content.decode()
    (line,) = Entry.objects.filter(verb="organisations.reorganisation.take_back")
    assert "撤回" in line.sentence


def test_the_page_of_an_organisation_tells_what_was_and_what_is_decided(cast: Cast) -> None:
    decide(cast, Rename(number(cast, "first"), "中心支部"), ahead=2)
    url = f"/organisations/{number(cast, 'first')}/"
    client = cast.client("office")
    today = client.get(url)
    assert today.context["node"].name == "青石商圈第一党支部"
    assert "已定，还没有生效" in today.content.decode()
    day = cast.today + timedelta(days=2)
    assert client.get(url, {"as_of": day.isoformat()}).context["node"].name == "中心支部"
    for text, sentence in (("某天", "不是日期"), ("2199-01-01", "最多看到一年以后")):
        wrong = client.get(url, {"as_of": text})
        assert wrong.context["day"] == cast.today
        assert sentence in wrong.content.decode()
    assert client.get(url, {"as_of": "1999-01-01"}).status_code == 404
