"""The name of the organisation at the top: entered by its own office, decided by somebody above the whole tree."""

from datetime import timedelta
from typing import Any

import pytest

from tests.cast import Cast, at_noon
from tests.organisations.reorganising.deciding import decide, number, order, tree, undo
from zhengyou.ledger.models import Entry
from zhengyou.ledger.queries import told
from zhengyou.organisations.actions.reorganising import NotPossible, reorganise
from zhengyou.organisations.models import Reorganisation, Sector
from zhengyou.organisations.queries import root
from zhengyou.organisations.queries.shifts import Rename, Retype
from zhengyou.organisations.rules import NotPermitted

NEW = "澜溪市委"
ORDER = {"document": "省委发〔2026〕3号", "reason": "撤区设市。"}


def _names(cast: Cast, ahead: int = 0) -> list[object]:
    """The names of the day, the root's first."""
    rows = tree(cast.today + timedelta(days=ahead))
    return [row[0] for row in sorted(rows.values(), key=lambda row: str(row[2]))]


def _sent(cast: Cast, role: str = "office", **more: object) -> Any:
    url = f"/organisations/{number(cast, 'district')}/change/rename/"
    day = cast.today.isoformat()
    data = {"name": NEW, "effective_on": day, "decided_on": day, **ORDER, **more}
    return cast.client(role).post(url, data)


def test_its_office_renames_it_from_a_day_on_and_nothing_below_changes(cast: Cast) -> None:
    before = tree(cast.today)
    change = decide(cast, Rename(number(cast, "district"), NEW), ahead=3)
    day = cast.today + timedelta(days=3)
    top = root(day)
    assert (root(cast.today).name, top.name) == ("澜溪区委", NEW)
    here = number(cast, "district")
    assert tree(cast.today) == before
    assert tree(day) == before | {here: (NEW, *before[here][1:])}
    (line,) = told(Entry.objects.filter(subject_id=change.pk, verb="organisations.reorganisation.do"))
    assert (line.before, line.after) == ({NEW: {"name": "澜溪区委"}}, {NEW: {"name": NEW}})
    assert line.organisation_path == top.path


def test_it_is_done_on_its_page_with_a_preview_first(cast: Cast) -> None:
    page = cast.client("office").get(f"/organisations/{number(cast, 'district')}/")
    assert [str(word) for _url, word in page.context["changes"]] == ["成立下级组织", "更名"]
    assert f"澜溪区委更名为{NEW}" in _sent(cast).content.decode()
    assert not Reorganisation.objects.exists()
    done = _sent(cast, confirm="1")
    assert done["Location"] == f"/organisations/changes/{Reorganisation.objects.get().pk}/"
    assert _names(cast)[0] == NEW
    assert cast.office.organisation_name == NEW


@pytest.mark.parametrize(("name", "label"), [("document", "批准的文号"), ("decided_on", "上一级哪天批准的")])
def test_without_the_decision_of_somebody_above_nothing_changes(cast: Cast, name: str, label: str) -> None:
    page = _sent(cast, confirm="1", **{name: " "})
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [name]
    assert label in page.content.decode()
    assert _names(cast)[0] == "澜溪区委"
    assert not Reorganisation.objects.exists()


def test_the_action_refuses_it_too(cast: Cast) -> None:
    wanted, undecided = Rename(number(cast, "district"), NEW), order(cast, document="")
    with pytest.raises(NotPossible, match="由再上一级批准"):
        reorganise(by=cast.office, wanted=wanted, order=undecided, now=at_noon(cast.today))


def test_nothing_but_its_name_can_be_changed(cast: Cast) -> None:
    here = number(cast, "district")
    with pytest.raises(NotPermitted):
        decide(cast, Retype(here, "committee", Sector.RURAL))
    client = cast.client("office")
    verbs = ("retype", "move", "merge", "unite", "split", "close")
    found = [client.get(f"/organisations/{here}/change/{verb}/").status_code for verb in verbs]
    assert found == [404] * len(verbs)


def test_nobody_else_renames_it(cast: Cast) -> None:
    for role in ("leader", "administrator", "committee_office", "secretary"):
        assert _sent(cast, role).status_code == 404
        with pytest.raises(NotPermitted):
            decide(cast, Rename(number(cast, "district"), NEW), role=role)
    # Where it is not the top, the own organisation stays the level above's to change.
    assert cast.client("committee_office").get(_rename(cast, "street")).status_code == 404


def _rename(cast: Cast, where: str) -> str:
    return f"/organisations/{number(cast, where)}/change/rename/"


def test_it_is_taken_back_by_the_office(cast: Cast) -> None:
    before = tree(cast.today)
    change = decide(cast, Rename(number(cast, "district"), NEW))
    client = cast.client("office")
    assert "撤回这项变动" in client.get(f"/organisations/changes/{change.pk}/").content.decode()
    asked = {"effective_on": cast.today.isoformat(), "reason": "批错了。"}
    page = client.post(f"/organisations/changes/{change.pk}/take-back/", asked)
    assert (page.status_code, "由再上一级批准" in page.content.decode()) == (422, True)
    assert cast.client("leader").get(f"/organisations/changes/{change.pk}/take-back/").status_code == 404
    undo(cast, change)
    assert tree(cast.today) == before


def test_two_names_cannot_begin_on_one_day(cast: Cast) -> None:
    decide(cast, Rename(number(cast, "district"), NEW))
    with pytest.raises(NotPossible, match="同一天不能变两次"):
        decide(cast, Rename(number(cast, "district"), "澜溪新区党工委"))
