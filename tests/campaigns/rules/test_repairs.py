"""What is offered about a defect, and what it would change."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from zhengyou.campaigns.models import Plan, PlanItem
from zhengyou.campaigns.rules.repairs import Mending, Sheet, chosen, key_of, mending, resolved

SURE = {"certain": True, "doubt": "", "checked": True}


def _item(pk: int, kind: str, name: str, **values: Any) -> PlanItem:
    return PlanItem(pk=pk, kind=kind, name=name, **{"line": 1, **values})


def _sheet(*items: PlanItem, line: str = "", **facts: Any) -> Sheet:
    return Sheet(Plan(issuer="柳林乡党委", **facts), items, [line])


def _defect(code: str, **values: Any) -> dict[str, Any]:
    return {
        "code": code,
        "severity": "warning",
        "message": "",
        "line": 1,
        "at": {"start": 0, "end": 2},
        **values,
    }


def _labels(found: Mending) -> list[str]:
    return [one.label for one in found.repairs]


def test_a_defect_keeps_its_name() -> None:
    assert key_of(_defect("typo", line=7, at={"start": 3, "end": 5})) == "typo-7-3"
    assert key_of({"code": "typo", "line": 7}) == "typo-7-0"


@pytest.mark.parametrize("code", ["pinyin", "stray-mark", "page-debris", "half-width", "mixed-script"])
def test_what_reading_left_out_already_needs_only_a_nod(code: str) -> None:
    (only,) = mending(_defect(code), _sheet()).repairs
    assert (only.label, dict(only.changes)) == ("照清理后的文字", {})


@pytest.mark.parametrize("code", ["teaser-duplicate", "site-furniture"])
def test_a_line_that_is_no_text_loses_what_was_read_from_it(code: str) -> None:
    read, elsewhere = _item(1, "task", "动员"), _item(2, "task", "总结", line=9)
    (only,) = mending(_defect(code), _sheet(read, elsewhere)).repairs
    assert (only.follows, dict(only.changes)) == ("从这一段读出的 1 项一并去掉。", {1: {"removed": True}})


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("五、组织领导", "按“六、”读，以下顺延"),
        ("（三）总结", "按“（四）”读，以下顺延"),
        ("(九)考核", "按“(十)”读，以下顺延"),
        ("十、附则", "按“十一、”读，以下顺延"),
        ("4.检查", "按“5.”读，以下顺延"),
        ("12、检查", "按“13、”读，以下顺延"),
    ],
)
def test_a_number_that_repeats_is_read_as_the_next(printed: str, label: str) -> None:
    assert _labels(mending(_defect("duplicate-number", printed=printed), _sheet())) == [label]


@pytest.mark.parametrize("printed", ["组织领导", "", "第三阶段"])
def test_a_number_that_cannot_be_counted_on_offers_nothing(printed: str) -> None:
    assert mending(_defect("duplicate-number", printed=printed), _sheet()) == Mending()


def test_lost_digits_are_asked_and_follow_into_the_words_of_the_items() -> None:
    item = _item(1, "task", "20__年底前总结", text="20__年底前，各支部总结。", date_text="20__年底前")
    found = mending(_defect("missing-digits", printed="20__"), _sheet(item))
    assert found.blank is not None
    assert found.blank.label == "原件上“20__”是什么"
    filled = chosen(found, "blank", " 2027 ")
    assert filled is not None
    assert filled.words == "第1段的“20__”原件是“2027”"
    assert dict(filled.changes) == {
        1: {"name": "2027年底前总结", "text": "2027年底前，各支部总结。", "date_text": "2027年底前"}
    }
    assert chosen(found, "blank", "  ") is None


@pytest.mark.parametrize(
    ("written", "quantity"),
    [("3", Decimal(3)), ("2.5", Decimal("2.5")), ("-1", None), ("两", None), ("1.234", None), ("1e30", None),
     ("NaN", None), ("Infinity", None)],
)  # fmt: skip
def test_a_vague_target_gets_its_number(written: str, quantity: Decimal | None) -> None:
    target = _item(1, "target", "先进典型", start=0, end=4, unit="名")
    found = mending(_defect("vague-target"), _sheet(_item(2, "task", "动员"), target))
    filled = chosen(found, "blank", written)
    assert (dict(filled.changes) if filled else None) == (
        {1: {"quantity": quantity, **SURE}} if quantity else None
    )


def test_vague_words_from_which_no_target_was_read_offer_nothing() -> None:
    elsewhere = _item(1, "target", "先进典型", start=5, end=9)
    assert mending(_defect("vague-target"), _sheet(elsewhere)) == Mending()


def test_tasks_without_an_owner_get_one_together() -> None:
    items = [_item(1, "task", "甲"), _item(2, "task", "乙", owner="办公室"), _item(3, "person", "丙")]
    found = mending(_defect("no-owner"), _sheet(*items))
    assert found.blank is not None
    assert (found.blank.given, found.blank.label) == ("柳林乡党委", "1 项没有牵头单位的任务，都由谁牵头")
    filled = chosen(found, "blank", "活动办")
    assert filled is not None
    assert dict(filled.changes) == {1: {"owner": "活动办"}}
    assert chosen(found, "blank", "长" * 121) is None
    assert mending(_defect("no-owner"), _sheet(items[1])) == Mending()


def test_tasks_without_a_time_run_to_the_end_of_their_phase_or_the_campaign() -> None:
    phase = _item(9, "phase", "启动", ends_on=date(2026, 4, 30))
    items = [
        _item(1, "task", "甲", parent=phase),
        _item(2, "task", "乙"),
        _item(3, "task", "丙", recurrence="monthly"),
        _item(4, "task", "丁", due_on=date(2026, 3, 1)),
    ]
    (only,) = mending(_defect("no-deadline"), _sheet(*items, ends_on=date(2027, 12, 31))).repairs
    assert dict(only.changes) == {1: {"due_on": date(2026, 4, 30)}, 2: {"due_on": date(2027, 12, 31)}}
    assert mending(_defect("no-deadline"), _sheet(items[1])) == Mending()


def test_years_that_were_replaced_have_two_readings_with_what_follows() -> None:
    line = "四、纪念建党90周年，开展系列活动。"
    items = [
        _item(1, "phase", "启动", starts_on=date(2015, 3, 1), ends_on=date(2015, 4, 30)),
        _item(2, "task", "甲", due_on=date(2015, 6, 30)),
        _item(3, "task", "乙"),
    ]
    facts = {"starts_on": date(2015, 3, 1), "ends_on": date(2015, 12, 31), "signed_on": date(2015, 2, 1)}
    defect = _defect("year-damage", at={"start": 6, "end": 10})
    moved, printed = mending(defect, _sheet(*items, line=line, **facts)).repairs
    assert (moved.label, printed.label, dict(printed.changes)) == ("按2011年读", "就按印的2015年", {})
    assert moved.follows == "建党90周年是2011年。活动和 2 项内容的日期整体移动4年。"
    assert dict(moved.changes) == {
        None: {
            "signed_on": date(2011, 2, 1),
            "starts_on": date(2011, 3, 1),
            "ends_on": date(2011, 12, 31),
        },
        1: {"starts_on": date(2011, 3, 1), "ends_on": date(2011, 4, 30)},
        2: {"due_on": date(2011, 6, 30)},
    }


def test_years_without_a_known_occasion_or_without_dates_offer_nothing() -> None:
    dated = _item(1, "task", "甲", due_on=date(2015, 6, 30))
    assert mending(_defect("year-damage"), _sheet(dated, line="为期两年")) == Mending()
    assert mending(_defect("year-damage"), _sheet(line="纪念建党90周年")) == Mending()


def test_a_phase_turned_round_is_offered_each_reading() -> None:
    phase = _item(1, "phase", "总结", starts_on=date(2012, 12, 1), ends_on=date(2012, 7, 31))
    found = mending(_defect("date-order"), _sheet(phase))
    assert _labels(found) == [
        "2012年12月1日至2013年7月31日",
        "2011年12月1日至2012年7月31日",
        "2012年7月31日至2012年12月1日",
    ]
    assert dict(found.repairs[0].changes) == {
        1: {"starts_on": date(2012, 12, 1), "ends_on": date(2013, 7, 31), **SURE}
    }


def test_a_wrong_character_follows_into_the_words_of_the_items() -> None:
    item = _item(1, "task", "此话动经费", text="此话动经费专款专用")
    defect = _defect("typo", printed="此话动", message="“此话动”可能是“此活动”之误，请核对。")
    (only,) = mending(defect, _sheet(item)).repairs
    assert (only.label, dict(only.changes)) == (
        "按“此活动”读",
        {1: {"name": "此活动经费", "text": "此活动经费专款专用"}},
    )
    assert mending(_defect("typo", message="前后引号不配对，请核对。"), _sheet(item)) == Mending()


@pytest.mark.parametrize(
    ("code", "kind"),
    [("items-missing", "standard_item"), ("missing-phases", "phase"), ("count-mismatch", "")],
)
def test_what_is_missing_leads_to_adding_it(code: str, kind: str) -> None:
    assert mending(_defect(code), _sheet()) == Mending(add=kind)


@pytest.mark.parametrize("code", ["truncated", "machine-translation", "glued-documents", "x"])
def test_what_no_press_can_mend_offers_nothing(code: str) -> None:
    assert mending(_defect(code), _sheet()) == Mending()
    assert chosen(Mending(), "cleaned", "") is None
    assert chosen(Mending(), "blank", "x") is None


def test_what_was_missing_counts_as_supplied_by_whatever_hand() -> None:
    standard = _item(1, "standard", "五个好")
    part = _item(2, "standard_item", "班子好", parent=standard, line=None)
    target = _item(3, "target", "典型", start=0, end=4)
    task = _item(4, "task", "动员")
    for code, lacking, supplied in (
        ("items-missing", [standard], [standard, part]),
        ("vague-target", [target], [_item(3, "target", "典型", start=0, end=4, quantity=Decimal(3))]),
        ("no-owner", [task], [_item(4, "task", "动员", owner="办公室")]),
        ("no-deadline", [task], [_item(4, "task", "动员", due_on=date(2026, 3, 1))]),
        ("typo", [task], []),
    ):
        found = [resolved(_defect(code), _sheet(*items)) for items in (lacking, supplied)]
        assert found == [False, code != "typo"], code
