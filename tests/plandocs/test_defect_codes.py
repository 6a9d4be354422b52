"""Every defect code on an invented text that has the defect and on one that only looks like it (domain.md 3.2)."""

from __future__ import annotations

import re

import pytest

from tests.plandocs.making import reading_of
from tests.plandocs.test_defects import CLEAN, OTHER, SAME
from zhengyou.plandocs import Defect

AIM = "以上级部署为遵循。"
FIRST = "（一）动员阶段（2011年3月）。党政办公室于2011年3月20日前召开动员大会。"
LAST = "（二）总结阶段（2011年12月）。组织科于2011年12月20日前报送总结。"
GROUP = "街道党工委于2011年3月10日前成立领导小组，由方小舟同志任组长。"
ENGLISH = (
    "Implementation plan\nFirst, the aim\nThe party branch will strive in competing for excellence with the party "
    "members and play the vanguard role.\nSecond, the steps\nA meeting is held."
)
PLAIN_ENGLISH = "Work plan\nFirst, the aim\nOur club plants trees.\nSecond, the steps\nWe meet in May."


def parts(*texts: str) -> str:
    return "\n".join(f"工作计划篇{n}\n{text}。" for n, text in zip("一二三", texts, strict=False))


def aim(text: str) -> str:
    return CLEAN.replace(AIM, text)


def last(text: str) -> str:
    return CLEAN.replace(LAST, text)


HANS, HANT = "开展学习活动，发挥党员作用，让群众满意。", "開展學習活動，發揮黨員作用，讓羣眾滿意，推動發展。"
CASES: dict[str, list[tuple[str, str]]] = {
    "duplicate-number": [
        (CLEAN.replace("三、组织", "二、组织"), CLEAN),
        (CLEAN.replace("（二）总结", "（一）总结"),
         CLEAN.replace("三、组织领导\n", "三、组织领导\n（一）成立机构。\n（二）明确责任。\n")),
    ],
    "missing-section": [
        (CLEAN.replace("一、指导思想\n", "二、指导思想\n").replace("二、方法", "三、方法")
         .replace("三、组织", "四、组织"), CLEAN),
        (CLEAN.replace("三、组织", "五、组织"), aim("牢记一、二、三条要求。")),
    ],
    "missing-phases": [
        (CLEAN.replace("（二）总结", "（三）总结"), CLEAN),
        (CLEAN.replace("二、方法步骤\n", "二、方法步骤\n活动分四个阶段进行。\n"),
         CLEAN.replace("二、方法步骤\n", "二、方法步骤\n活动分两个阶段进行。\n")),
    ],
    "count-mismatch": [
        (aim("抓好“三个结合”：一是与学习相结合。二是与服务相结合。"),
         aim("抓好“三个结合”：一是与学习相结合。二是与服务相结合。三是与生产相结合。")),
        (aim("做到“五个好”：一是班子好。二是队伍好。三是机制好。四是业绩好。"),
         aim("做到“四个好”：一是班子好。二是队伍好。三是机制好。四是业绩好。")),
    ],
    "date-order": [
        (last(LAST.replace("（2011年12月）", "（2011年12月至2011年9月）")),
         last(LAST.replace("（2011年12月）", "（2011年9月至2011年12月）"))),
        (last(LAST.replace("（2011年12月）", "（2010年12月）")), CLEAN),
    ],
    "date-conflict": [
        ("某局2009年工作计划\n" + CLEAN.split("\n", 1)[1], "某局2011年工作计划\n" + CLEAN.split("\n", 1)[1]),
        ("某局实施方案\n发布日期：2011-07-19\n" + CLEAN.split("\n", 1)[1], CLEAN),
    ],
    "year-damage": [
        (aim("迎接建党100周年。"), aim("迎接建党90周年。")),
        (CLEAN.replace("2011年", "2024年").replace(AIM, "以优异成绩迎接党的十八大召开。"),
         aim("以优异成绩迎接党的十八大召开。")),
    ],
    "missing-digits": [
        (aim("在20xx年里抓好落实。"), aim("在2011年里抓好落实。")),
        (aim("庆祝建党__周年。"), aim("庆祝建党九十周年。")),
        (aim("在XX区开展。"), aim("在城关区开展。")),
        (aim("现制定年工作计划。"), aim("现制定年度工作计划。")),
        (aim("从20起执行。"), aim("从20日起执行。")),
    ],
    "sum-mismatch": [
        (aim("全区共有党支部30个，其中机关10个、学校25个。"), aim("全区共有党支部35个，其中机关10个、学校25个。")),
        (aim("共有党员90名，其中甲村30名、乙村20名、丙村10名。"), aim("共有党员90名，其中甲村30名、乙村20名。")),
    ],
    "page-debris": [
        (aim(f"{AIM}\n4 5 6\n继续抓好。"), aim(f"{AIM}\n4月5日前抓好。\n继续抓好。")),
        (aim(f"{AIM}\n第 2 页 共 9 页\n继续抓好。"), aim(f"{AIM}\n第2页所列各项要抓好。")),
    ],
    "pinyin": [(aim("以上级部署(shǔ)为遵循。"), aim("以上级部署（简称APP）为遵循。"))],
    "stray-mark": [
        (aim("以上级的'部署为遵循。"), aim("以上级的“部署”为遵循。")),
        (aim("以上级的.部署为遵循。"), aim("围绕“七.一”部署。")),
        (aim("后顾之忧,,使他们安心。"), aim("后顾之忧,使他们安心。")),
    ],
    "teaser-duplicate": [
        (CLEAN.replace("一、指导思想", "为把主题活动办实办好，制定本方案，请...\n"
         "为把主题活动办实办好，制定本方案，请遵照执行。\n一、指导思想"),
         CLEAN.replace("一、指导思想", "为把主题活动办实办好，制定本方案，请遵照执行。\n一、指导思想")),
        (CLEAN.replace("一、指导思想", "某街道党工委方案为把主题活动办实办好，制定本方...\n"
         "为把主题活动办实办好，制定本方案。\n一、指导思想"),
         CLEAN.replace("一、指导思想", "学习、宣传、贯彻……\n为把主题活动办实办好，制定本方案。\n一、指导思想")),
    ],
    "mixed-script": [
        (f"某园实施计划\n一、要求\n{HANS}{HANT}", f"某园实施计划\n一、要求\n{HANS}{HANS}"),
        (f"某園實施計劃\n一、要求\n開展“主題”活動,{HANT}", f"某園實施計劃\n一、要求\n開展「主題」活動，{HANT}"),
    ],
    "site-furniture": [
        (CLEAN + "\n沪ICP备15052465号", CLEAN + "\n抄送：县委办公室"),
        (CLEAN + "\n相关文章：\n某局工作总结范文08-26", CLEAN + "\n附件：相关文章目录"),
    ],
    "truncated": [
        (CLEAN[: CLEAN.index("由方小舟")] + "由方小舟同志任组", CLEAN[: CLEAN.index("\n某街道党工委\n")]),
        (CLEAN[: CLEAN.index("由方小舟")] + "并负责……", CLEAN),
    ],
    "glued-documents": [
        (parts(SAME, OTHER), CLEAN),
        (CLEAN + "\n附件：\n某街道党工委活动工作计划\n一、目标\n抓好学习。\n二、措施\n按时开会。",
         CLEAN + "\n附件：活动进度表"),
    ],
    "near-duplicate-parts": [(parts(SAME, SAME + "再加一句"), parts(SAME, OTHER))],
    "template-reuse": [(parts(SAME, OTHER + SAME[:60]), parts(SAME, OTHER))],
    "machine-translation": [(ENGLISH, PLAIN_ENGLISH)],
    "items-missing": [
        (aim("做到“五个好”。"), aim("做到“两个好”：一是班子好。二是队伍好。")),
        (aim("开展“四比四争”活动。"), aim("坚持“三会一课”。")),
    ],
    "vague-target": [
        (CLEAN.replace("任组长。", "任组长，评选先进若干名。"), CLEAN.replace("任组长。", "任组长，评选先进10名。")),
        (CLEAN.replace("任组长。", "任组长，树立一批典型。"), CLEAN.replace("任组长。", "任组长，分三批推进。")),
    ],
    "no-owner": [(CLEAN.replace(GROUP, "于2011年3月10日前成立领导小组。"), CLEAN)],
    "no-deadline": [
        (CLEAN.replace("于2011年3月10日前成立", "成立"), CLEAN),
        (CLEAN.replace("组织科于2011年12月20日前报送总结。", "组织科报送总结。"),
         CLEAN.replace("组织科于2011年12月20日前报送总结。", "组织科每月报送总结。")),
    ],
    "half-width": [(aim("学习,讨论,交流,提高。"), aim("学习，讨论，交流，提高。"))],
    "typo": [
        (aim("要塌实工作。"), aim("要踏实工作。")), (aim("学习十七届4中全会精神。"), aim("学习十七届四中全会精神。")),
        (aim("宣传‘西博会”。"), aim("宣传“西博会”。")),
    ],
    "glued-paragraphs": [
        ("某局实施方案\n为抓好工作，制定本方案。 一、指导思想 以上级部署为遵循，围绕中心，服务大局，把各项工作"
         "做实做好，让群众满意放心。 二、方法步骤 各支部召开动员大会，统一思想。",
         "某局实施方案\n为抓好工作，制定本方案。\n一、指导思想\n以上级部署为遵循。\n二、方法步骤\n各支部召开动员大会。"),
    ],
}  # fmt: skip
PAIRS = [(code, *pair) for code, pairs in CASES.items() for pair in pairs]


def found(text: str, code: str) -> list[Defect]:
    return [d for document in reading_of(text).documents for d in document.defects if d.code == code]


def test_the_clean_text_from_which_the_cases_are_made_has_none() -> None:
    assert [d for document in reading_of(CLEAN).documents for d in document.defects] == []


@pytest.mark.parametrize(("code", "bad", "good"), PAIRS)
def test_the_defect_is_found_where_it_is_and_not_where_it_only_seems_to_be(
    code: str, bad: str, good: str
) -> None:
    assert bad != good
    assert (bool(found(bad, code)), found(good, code)) == (True, [])


@pytest.mark.parametrize(("code", "bad", "good"), PAIRS)
def test_every_message_says_in_plain_words_what_to_do(code: str, bad: str, good: str) -> None:
    message = found(bad, code)[0].message
    assert message.endswith(("。", "。）"))
    assert re.search("请|以落款为准", message)
    assert re.search(r"[a-z]+[-_][a-z]+|None|null", message) is None
