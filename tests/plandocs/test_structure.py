"""Sections by numbering, run-on lists, broken-up lines, and several documents in one file."""

from __future__ import annotations

from tests.plandocs.making import document_of, reading_of
from zhengyou.plandocs import Section


def tree(sections: tuple[Section, ...]) -> list[object]:
    return [
        (s.label, s.heading, s.line, tree(s.children)) if s.children else (s.label, s.heading, s.line)
        for s in sections
    ]


def test_the_usual_levels_nest() -> None:
    text = (
        "某镇实施方案\n一、指导思想\n内容。\n二、步骤\n（一）动员。开会部署。"
        "\n1、发文\n（1）起草\n①审稿\n2．开会\n（二）总结\n三、要求"
    )
    assert tree(document_of(text).sections) == [
        ("一、", "指导思想", 2),
        ("二、", "步骤", 4, [
            ("（一）", "动员", 5, [("1、", "发文", 6, [("（1）", "起草", 7, [("①", "审稿", 8)])]), ("2．", "开会", 9)]),
            ("（二）", "总结", 10),
        ]),
        ("三、", "要求", 11),
    ]  # fmt: skip


def test_the_outermost_numbering_is_the_top_whatever_it_is() -> None:
    assert tree(document_of("某镇实施方案\n（一）甲项工作\n1.做\n（二）乙项工作").sections) == [
        ("（一）", "甲项工作", 2, [("1.", "做", 3)]), ("（二）", "乙项工作", 4),
    ]  # fmt: skip


def test_a_run_on_list_becomes_children() -> None:
    document = document_of(
        "某镇实施方案\n一、措施\n要抓好三件事：一是定方案。明确分工。二是开大会。三是管考核。"
    )
    (section,) = document.sections
    assert [(s.label, s.heading, s.inline) for s in section.children] == [
        ("一是", "定方案", True), ("二是", "开大会", True), ("三是", "管考核", True),
    ]  # fmt: skip


def test_years_and_enumerations_are_no_labels() -> None:
    text = "某镇实施方案\n一、安排\n一、二年级学生参加。\n2010.5开始\n3.5万元经费\n十九大精神"
    assert tree(document_of(text).sections) == [("一、", "安排", 2)]


def test_a_glued_line_is_broken_at_headings_and_nothing_is_lost() -> None:
    body = (
        "为做好工作,制定本方案。 一、指导思想 以上级要求为遵循,把工作做实做细,让群众看得见变化。"
        " 二、组织领导 (一)成立小组。由办公室牵头。 (二)明确责任。"
    )
    glued = (
        f"某街道开展主题活动的实施方案 {body} 三、工作要求 各单位要认真组织,及时报送情况,确保活动有序推进、取得实效。"
        f" 某街道党工委 2011年5月6日"
    )
    reading = reading_of(glued)
    assert [line[:8] for line in reading.lines] == [
        "某街道开展主题活", "为做好工作,制定", "一、指导思想", "以上级要求为遵循", "二、组织领导",
        "(一)成立小组。", "(二)明确责任。",
        "三、工作要求", "各单位要认真组织", "某街道党工委", "2011年5月6",
    ]  # fmt: skip
    assert all(
        glued[o.offset : o.offset + len(line)] == line
        for line, o in zip(reading.lines, reading.origins, strict=True)
    )
    assert "".join(reading.lines).replace(" ", "") == glued.replace(" ", "")
    assert str(reading.documents[0].signed_on) == "2011-05-06"


def test_line_numbers_of_a_text_file_are_those_of_the_editor() -> None:
    assert reading_of("某镇方案\n\n\n一、要求").documents[0].sections[0].line == 4


COLLECTION = (
    "工作计划(汇总3篇)\n上传日期:2024-05-27\n社区工作计划篇一\n{}\n社区工作计划篇二\n{}\n社区工作计划篇四\n{}"
).format(
    "一、继续开展志愿服务。\n要组织党员参加。",
    "去年以来，社区召开了动员会，成立了小组，组织了培训，取得了明显成效，群众反映好。",
    "一、抓好学习，继续开好党课。\n二、进一步做好服务。",
)


def test_an_announced_collection_is_split_and_each_part_classified_by_content() -> None:
    documents = reading_of(COLLECTION).documents
    assert [(d.title, d.span, d.kind, d.issuer) for d in documents] == [
        ("社区工作计划篇一", (3, 5), "plan", None),
        ("社区工作计划篇二", (6, 7), "report", None),
        ("社区工作计划篇四", (8, 10), "plan", None),
    ]
    assert "编号缺第3篇" in next(d.message for d in documents[0].defects if d.code == "glued-documents")


def test_a_notice_and_its_attached_plan_are_two_documents() -> None:
    text = (
        "关于印发某县活动方案的通知\n各乡镇党委：\n现将方案印发给你们，请认真执行。\n中共某县委办公室\n2011年3月2日\n"
        "某县开展主题活动的实施方案\n一、目标\n抓好落实。\n二、措施\n各乡镇要召开动员大会。\n三、要求\n及时总结。"
    )
    assert [(d.title, d.kind, d.span) for d in reading_of(text).documents] == [
        ("关于印发某县活动方案的通知", "notice", (1, 5)), ("某县开展主题活动的实施方案", "plan", (6, 12)),
    ]  # fmt: skip
