"""Defects of domain.md 3.2, each on an invented text that has it and on one that has not."""

from __future__ import annotations

import pytest

from tests.plandocs.making import codes, document_of, docx, paragraph, reading_of
from zhengyou.plandocs import read

CLEAN = """某街道党工委开展主题活动的实施方案
一、指导思想
以上级部署为遵循。
二、方法步骤
（一）动员阶段（2011年3月）。党政办公室于2011年3月20日前召开动员大会。
（二）总结阶段（2011年12月）。组织科于2011年12月20日前报送总结。
三、组织领导
街道党工委于2011年3月10日前成立领导小组，由方小舟同志任组长。
某街道党工委
2011年3月1日"""


SAME = (
    "各支部每周安排一个晚上集中读书，轮流领读并记下心得。村里的老党员负责看护水渠，汛期前清完淤泥。合作社把账目贴在墙上，"
    "谁家有疑问当场答复。医生每月下乡两天，给行动不便的老人量血压。教师利用周末补课，不收一分钱。机关干部包片走访，"
    "把问题写进本子，办完一件划掉一件。年底请群众代表坐下来打分，分数低的说明原因，来年接着改，直到大家点头为止。"
    "司机师傅自愿组成车队，赶集日免费接送腿脚不好的乡亲，风雨无阻，油钱自己出，名单就挂在车站的牌子上面。"
)
OTHER = (
    "这一篇讲的是完全不同的事情。春天组织青年到果园帮忙嫁接，夏天守着雨量筒记数，秋天跟着测产队下田，冬天进校园讲安全课。"
    "每个小队自己定题目，队长抽签产生，做完以后拍照存档，照片背面写清时间地点和人名。遇到拿不准的事先问老师傅，再动手。"
    "器材由仓库统一借还，损坏照价赔偿，丢失写明经过。活动经费按人头拨付，剩下的转到下一年，账目在年会上宣读，听取意见。"
    "表现突出的队员推荐去省里参加比武，回来以后给大家讲一堂课，讲义留在资料室里供后来的人借阅，借期半个月，到期归还。"
)


def test_a_clean_plan_has_no_defects() -> None:
    assert codes(document_of(CLEAN)) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("三、组织", "二、组织", ("duplicate-number", 7)),
        ("三、组织", "四、组织", ("missing-section", 7)),
        ("一、指导思想\n", "二、指导思想\n", ("missing-section", 2)),
        ("（二）总结", "（四）总结", ("missing-phases", 6)),
        ("二、方法步骤\n", "二、方法步骤\n活动分三个阶段进行。\n", ("missing-phases", 5)),
        ("（2011年12月）", "（2012年12月—2011年12月）", ("date-order", 6)),
        ("（2011年12月）", "（2010年12月）", ("date-order", 6)),
        ("以上级部署为遵循。", "以上级部署为遵循，迎接建党100周年。", ("year-damage", 3)),
        ("以上级部署为遵循。", "为“七一”建党95周年献礼。", ("year-damage", 3)),
        ("以上级部署为遵循。", "在20xx年里抓好落实。", ("missing-digits", 3)),
        ("以上级部署为遵循。", "庆祝建党__周年。", ("missing-digits", 3)),
        ("以上级部署为遵循。", "在XX区开展。", ("missing-digits", 3)),
        ("以上级部署为遵循。", "以上级的'部署为遵循。", ("stray-mark", 3)),
        ("以上级部署为遵循。", "以上级部署(shǔ)为遵循。", ("pinyin", 3)),
        ("以上级部署为遵循。", "以上级部署为遵循。\n4 5 6\n继续抓好。", ("page-debris", 4)),
        ("2011年3月1日", "2011年3月1日\n沪ICP备15052465号", ("site-furniture", 11)),
        ("以上级部署为遵循。", "做到“五个好”。", ("items-missing", 3)),
        ("以上级部署为遵循。", "全区共有党支部30个，其中机关10个、学校25个。", ("sum-mismatch", 3)),
        ("以上级部署为遵循。", "抓好“三个结合”：一是与学习相结合。二是与服务相结合。", ("count-mismatch", 3)),
        ("由方小舟同志任组长。", "由方小舟同志任组长，评选先进若干名。", ("vague-target", 8)),
        ("街道党工委于2011年3月10日前成立", "成立", ("no-owner", 8)),
        ("党工委于2011年3月10日前成立", "党工委成立", ("no-deadline", 8)),
        ("一、指导思想",
        "为把主题活动办实办好，制定本方案，请...\n为把主题活动办实办好，制定本方案，请遵照执行。\n一、指导思想",
        ("teaser-duplicate", 2)),
        ("以上级部署为遵循。", "要塌实工作。", ("typo", 3)),
    ],
)  # fmt: skip
def test_one_change_gives_exactly_that_defect(old: str, new: str, expected: tuple[str, int]) -> None:
    assert old in CLEAN
    assert expected in codes(document_of(CLEAN.replace(old, new)))


def test_a_text_cut_in_the_middle_of_a_sentence_is_truncated() -> None:
    cut = CLEAN[: CLEAN.index("由方小舟")] + "由方小舟同志任组"
    assert ("truncated", 8) in codes(document_of(cut))


def test_traditional_text_with_mainland_quotes_and_a_true_mixture() -> None:
    hant = "某園實施計劃\n一、指導思想\n開展“創先爭優”活動,加強黨組織建設,發揮黨員作用,讓羣眾滿意。"
    mixed = "某園實施計劃\n一、指導思想\n开展学习活动，发挥党员作用，让群众满意，加強黨組織建設，發揮黨員帶頭作用。"
    assert [(document_of(text).script, ("mixed-script", 1) in codes(document_of(text))) for text in (hant, mixed)] == [
        ("hant", True), ("mixed", True),
    ]  # fmt: skip


def test_a_machine_translation_is_recognised() -> None:
    text = (
        "Implementation plan\nFirst, the aim\nThe party branch will strive in competing for excellence. "
        "The party branch acts.\nThe plan is done."
    )
    document = document_of(text)
    assert (document.script, ("machine-translation", 1) in codes(document)) == ("latin", True)


def test_near_copies_within_one_file_and_shared_passages_are_told_apart() -> None:
    text = f"工作计划篇一\n{SAME}\n工作计划篇二\n{SAME}再加一句。\n工作计划篇三\n{OTHER}{SAME[:60]}"
    found = [[code for code, _ in codes(document)] for document in reading_of(text).documents]
    assert [("near-duplicate-parts" in one, "template-reuse" in one) for one in found] == [
        (False, False), (True, False), (False, True),
    ]  # fmt: skip


def test_a_schedule_that_disagrees_with_the_text_is_a_date_conflict() -> None:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    rows = [("阶段", "起止时间", "主要任务"), ("动员", "2011年3月", "开会"), ("总结", "2011年11月", "写报告")]
    table = (
        "<w:tbl>"
        + "".join("<w:tr>" + "".join(cell.format(t) for t in row) + "</w:tr>" for row in rows)
        + "</w:tbl>"
    )
    reading = read(docx("".join(paragraph(line) for line in CLEAN.split("\n")) + table), "a.docx")
    assert codes(reading.documents[0]) == [("date-conflict", 13)]


def test_every_message_is_a_sentence_that_says_what_to_do() -> None:
    text = CLEAN.replace("三、组织", "五、组织").replace("以上级", "抓好“五个好”，20xx年，以上级的'")
    messages = [defect.message for defect in document_of(text).defects]
    assert len(messages) >= 4
    assert [m for m in messages if not m.endswith(("。", "。）"))] == []
