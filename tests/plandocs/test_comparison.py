"""How much of one plan stands in another, on invented pairs."""

from __future__ import annotations

import re

import opencc
import pytest

from tests.plandocs.making import document_of
from zhengyou.plandocs.comparison import (
    Comparison,
    Renaming,
    Stream,
    compare,
    coverage,
    likely_origin,
    stream,
)

PLAN = """澜溪区教育系统开展岗位建功活动实施方案
一、总体要求
围绕办好每一所学校，把党员教师的带头作用落到课堂、落到家访、落到学生食堂这些家长看得见的地方。
二、主要任务
（一）开门听意见。各党支部每学期至少召开两次家长座谈会，听到的问题三天内答复，办完以后当面回访。
（二）课堂作示范。党员教师每月上一节公开课，课后由年级组当场评议，评议意见张贴在办公室门口。
（三）结对帮一把。骨干教师与新教师结成对子，一学期共同备课不少于十次，期末由新教师说效果。
三、步骤安排
动员部署从三月上旬开始，各单位开会讲清为什么做、做什么、谁来做，不层层开动员大会。
四、组织领导
澜溪区教育工委成立领导小组，办公室设在澜溪区教育局机关党办，每月汇总一次各校进展。
"""
OTHER = """清水镇河道保洁工作方案
一、目标
十月底前，全镇二十三条河段水面没有漂浮物，两岸没有新倒的垃圾，断面水质比去年好一个等级。
二、分工
每条河段定一名河长，河长每周走一遍，发现排污口拍照上报，镇水利站两天内到场核实并贴封条。
三、经费
每公里每年补助四千元，先干后补，村里张榜公布，余款留作明年清淤，不得挪作他用。
"""


def of(text: str) -> Stream:
    return stream(text.splitlines())


def compared(one: str, two: str, superior: str | None = None) -> Comparison:
    return compare(of(one), of(two), superior=of(superior) if superior else None)


def shares(found: Comparison) -> tuple[float, float]:
    return round(found.first.share, 2), round(found.second.share, 2)


def test_a_plan_stands_whole_in_itself() -> None:
    found = compared(PLAN, PLAN)
    assert (found.first.share, found.second.share, found.similarity) == (1.0, 1.0, 1.0)
    assert [(p.first.line, p.first.last_line, p.alike) for p in found.passages] == [(1, 11, len(of(PLAN)))]


def test_unrelated_plans_share_nothing() -> None:
    found = compared(PLAN, OTHER)
    assert (shares(found), found.passages, found.renamings) == ((0.0, 0.0), (), ())
    assert found.similarity < 0.01


def test_another_place_in_every_line_is_still_the_same_plan() -> None:
    renamed = PLAN.replace("澜溪区", "云岭自治县")
    found = compared(PLAN, renamed)
    assert shares(found) == (1.0, 1.0)
    assert found.renamings == (Renaming(first="澜溪区", second="云岭自治县", count=3),)


def test_a_masked_place_is_a_renaming_too() -> None:
    found = compared(PLAN.replace("澜溪区", "XX区"), PLAN)
    assert found.second.share == 1.0
    assert [(r.first, r.second) for r in found.renamings] == [("XX", "澜溪")]


def test_script_width_punctuation_spacing_and_heading_numbers_change_nothing() -> None:
    copies = {
        "traditional": opencc.OpenCC("s2t").convert(PLAN),
        "half width": PLAN.translate(str.maketrans("，。；（）", ",.;()")),
        "no punctuation": re.sub("[，。、]", "", PLAN.replace("一、", "").replace("二、", "")),
        "blanks": "\n".join("　　" + " ".join(line) for line in PLAN.splitlines()),
        "pinyin": PLAN.replace("党", "党(dǎng)"),
        "renumbered": PLAN.replace("（一）", "1.").replace("（二）", "2.").replace("（三）", "3."),
    }
    found = {name: shares(compared(PLAN, copy)) for name, copy in copies.items()}
    assert {name: pair for name, pair in found.items() if min(pair) < 0.97} == {}


def test_site_furniture_is_nobodys_text() -> None:
    printed = PLAN + "ICP备20260001号\n上一篇：通知\n"
    assert shares(compared(PLAN, printed)) == (1.0, 1.0)


def test_shuffled_paragraphs_are_found_where_they_went() -> None:
    lines = PLAN.splitlines()
    shuffled = [*lines[6:], *lines[3:6], *lines[:3]]
    found = compared(PLAN, "\n".join(shuffled))
    assert min(found.first.share, found.second.share) > 0.95
    assert {(p.first.line, p.second.line) for p in found.passages} == {(7, 1), (4, 6), (1, 9)}


def test_changed_numbers_are_the_plans_own_and_shown_inside_the_passage() -> None:
    found = compared(PLAN, PLAN.replace("不少于十次", "不少于三十次").replace("至少召开两次", "至少召开六次"))
    first, second = of(PLAN), of(PLAN.replace("不少于十次", "不少于三十次").replace("两次", "六次"))
    changed = [
        (
            first.words(p.first.begin, p.first.end) if p.first else "",
            second.words(p.second.begin, p.second.end),
        )
        for passage in found.passages
        for p in passage.pieces
        if p.kind == "changed" and p.second
    ]
    assert changed == [("两", "六"), ("", "三")]
    assert found.first.units - found.first.shared == 1
    assert found.renamings == ()


def test_what_both_took_from_the_superior_is_apart_and_only_the_rest_is_compared() -> None:
    own, copied = (
        "本校另定：食堂陪餐由校长带头，每周公布陪餐记录。\n",
        "三楼阅览室周末向社区开放，由党员轮流值守。\n",
    )
    one, two = PLAN + own + copied, PLAN + OTHER + copied
    found = compared(one, two, superior=PLAN)
    inherited = len(of(PLAN))
    assert (found.first.inherited, found.second.inherited) == (inherited, inherited)
    assert (found.first.own, found.first.shared) == (len(of(own + copied)), len(of(copied)))
    assert found.second.shared == len(of(copied))
    assert [of(one).words(p.first.begin, p.first.end) for p in found.passages] == [copied.strip("\n。")]


def test_two_plans_that_only_follow_their_superior_share_nothing_of_their_own() -> None:
    found = compared(PLAN, PLAN, superior=PLAN)
    assert (found.first.own, found.first.share, found.similarity, found.passages) == (0, 0.0, 0.0, ())


def test_coverage_marks_exactly_the_units_that_stand_in_the_other() -> None:
    ours = of("学校每周公布食堂账目。\n" + PLAN)
    assert coverage(ours, of(PLAN)) == [False] * 10 + [True] * len(of(PLAN))


def test_own_text_is_cut_out_of_its_lines_with_its_punctuation() -> None:
    ours = of(PLAN.splitlines()[4] + "本校再加一次夜访。\n" + OTHER.splitlines()[2])
    labels = ["taken" if known else "own" for known in coverage(ours, of(PLAN))]
    assert [(p.line, p.segments) for p in ours.paragraphs(0, len(ours), labels)] == [
        (1, ((PLAN.splitlines()[4], "taken"), ("本校再加一次夜访。", "own"))),
        (2, ((OTHER.splitlines()[2], "own"),)),
    ]


@pytest.mark.parametrize("text", ["好", "先锋岗", "办 公 室", "一个 branch, 2 items"])
def test_a_text_of_a_few_words_still_stands_whole_in_itself(text: str) -> None:
    assert compared(text, text).first.share == 1.0


def test_a_text_without_words_is_compared_without_fault() -> None:
    found = compared("——……\n", PLAN)
    assert (found.first.units, found.first.share, found.second.share, found.passages) == (0, 0.0, 0.0, ())


SIGNED = PLAN + "澜溪区教育工委\n{}\n"


@pytest.mark.parametrize(
    ("one", "two", "origin", "reason"),
    [
        (SIGNED.format("2026年3月5日"), SIGNED.format("2026年2月5日"), 2, "它的落款日期早（2026-02-05）。"),
        (PLAN, PLAN + OTHER.partition("\n")[2], 1, "它有100%在另一份里，另一份还多出自己的内容。"),
        (PLAN, re.sub("[，。]", "", PLAN), 1, "另一份在相同的文字里少了"),
        (PLAN, PLAN, None, "日期、引用、篇幅和标点都看不出先后。"),
        (
            "第一中学岗位建功方案\n根据《澜溪区教育系统开展岗位建功活动实施方案》，结合学校实际，制定本方案。\n"
            + PLAN.partition("\n")[2],
            PLAN, 2, "另一份把它列为依据。",
        ),
    ],
)  # fmt: skip
def test_the_likely_origin_comes_with_its_reason(one: str, two: str, origin: int | None, reason: str) -> None:
    streams = of(one), of(two)
    likely = likely_origin(document_of(one), document_of(two), compare(*streams), streams)
    assert likely is not None
    assert (likely.origin, likely.reason[: len(reason)]) == (origin, reason)


def test_unrelated_plans_have_no_origin_to_guess() -> None:
    streams = of(PLAN), of(OTHER)
    assert likely_origin(document_of(PLAN), document_of(OTHER), compare(*streams), streams) is None
