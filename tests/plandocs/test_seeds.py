"""The documents this was built to read (domain.md 3.4), when they lie beside the project."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.plandocs.test_properties import check
from zhengyou.plandocs import Document, Reading, read, read_safely

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(
    not SEEDS.is_dir(),
    reason="the seed documents may not be copied into the project, and here they do not stand beside it",
)


def seed(number: str) -> tuple[bytes, str]:
    path = next(SEEDS.glob(f"{number}*"))
    return path.read_bytes(), path.name


def document(number: str) -> Document:
    (only,) = read(*seed(number)).documents
    return only


@pytest.mark.parametrize("number", ["000", "001", "003", "004"])
def test_every_seed_keeps_the_promises_and_reads_the_same_in_the_child(number: str) -> None:
    data, name = seed(number)
    reading = read_safely(data, name)
    check(reading)
    assert reading == read(data, name)


def test_001_head_foot_period_and_sections() -> None:
    d = document("001")
    assert (d.title, d.kind, d.issuer, d.signed_on, d.published_on, d.script) == (
        "卢湾区教育党工委开展创先争优活动的实施方案", "plan", "中共卢湾区教育工作委员会", date(2010, 6, 10),
        date(2010, 7, 19), "hans",
    )  # fmt: skip
    assert d.period is not None
    assert (d.period.text, d.period.starts, d.period.ends) == (
        "2010-2012年",
        date(2010, 1, 1),
        date(2012, 12, 31),
    )
    assert [(s.label, s.heading) for s in d.sections] == [
        ("一、", "指导思想"), ("二、", "总体要求"), ("三、", "具体措施"), ("四、", "主要内容及基本要求"),
        ("五、", "创建方法"), ("六、", "组织领导"),
    ]  # fmt: skip
    assert d.phases == ()


def test_001_standards_people_themes_and_basis() -> None:
    d = document("001")
    assert [(s.label, s.applies_to, [i.label for i in s.items]) for s in d.standards] == [
        ("五个好", "organisation", ["领导班子好", "党员队伍好", "工作机制好", "工作业绩好", "师生反映好"]),
        (
            "五带头",
            "member",
            ["带头学习提高", "带头争创佳绩", "带头服务师生", "带头遵纪守法", "带头弘扬正气"],
        ),
    ]
    assert [(p.name, p.post) for p in d.people] == [
        ("王伟民", "组长"),
        ("唐海宝", "副组长"),
        ("刘寿华", "副组长"),
    ]
    assert [(t.year, t.text) for t in d.themes if t.year] == [
        (2010, "世博先锋行动"), (2011, "迎接中国共产党成立90周年"), (2012, "向十八大献礼"),
    ]  # fmt: skip
    assert [b.text[:12] for b in d.basis] == [
        "《中央组织部、中央宣传部",
        "《市委组织部、市委宣传部",
        "《区委组织部、宣传部关于",
    ]


def test_001_tasks_and_practices_a_secretary_can_work_from() -> None:
    d = document("001")
    owners = {(t.name, t.owner) for t in d.tasks}
    assert {
        ("成立创先争优活动领导小组和工作机构", "教育党工委"), ("各基层党组织要及时建立创先争优活动领导小组",
        "各基层党组织"),
    } <= owners  # fmt: skip
    measures = ["强化基础建设", "推动工作创新", "树立先进典型", "促进教育发展"]
    assert [t.name for t in d.tasks if t.name in measures] == measures
    assert {"一个支部一个品牌", "项目引领", "一日调研", "长效机制"} <= {m.name for m in d.mechanisms}


def test_001_defects() -> None:
    found = {d.code for d in document("001").defects}
    assert {"glued-paragraphs", "site-furniture", "date-conflict", "half-width", "typo", "no-owner"} <= found
    assert found.isdisjoint(
        {"duplicate-number", "missing-section", "truncated", "count-mismatch", "year-damage"}
    )


def test_000_traditional_text_with_pinyin() -> None:
    reading = read(*seed("000"))
    (d,) = reading.documents
    assert (d.title, d.kind, d.script, d.signed_on) == (
        "幼兒園深入開展創先爭優活動實施計劃",
        "plan",
        "hant",
        None,
    )
    assert d.title_at is not None
    assert d.title_at.printed == "幼兒園深入開展創(chuàng)先爭優(yōu)活動實施計劃"
    assert reading.cleaned[0] == "幼儿园深入开展创先争优活动实施计划"
    assert d.period is not None
    assert (d.period.years, d.period.starts, d.period.ends) == (3, None, None)
    assert [s.label for s in d.sections] == ["一、", "二、", "三、", "四、", "五、", "五、"]


def test_000_phases_tasks_standards_leader_and_carrier() -> None:
    d = document("000")
    assert [(p.name, p.starts, p.ends, p.certain) for p in d.phases] == [
        ("廣泛發動,安排部署", None, None, False), ("全面爭創,扎實推進", None, None, False),
        ("認真自查,深化提高", None, None, False), ("總結完善,建立長效機制", None, None, False),
    ]  # fmt: skip
    by_phase = {n: [t.name for t in d.tasks if t.phase == n] for n in (1, 2, 3, 4)}
    assert by_phase[1] == ["動員部署", "制定方案"]
    assert by_phase[2][-3:] == ["公開承諾", "領導點評", "群眾評議"]
    assert by_phase[4] == ["展示成果", "搞好總結", "完善機制"]
    assert [(s.key, s.applies_to, s.items) for s in d.standards][2:4] == [
        ("五个好", "organisation", ()),
        ("五表率", "member", ()),
    ]
    assert [(p.name, p.post) for p in d.people] == [("盧小君", "組長")]
    assert [(t.kind, t.text) for t in d.themes] == [("carrier", "建設學習型黨組織,打造特色幼兒園")]
    assert {"動力機制", "幫帶機制", "評價機制", "激勵機制"} <= {m.name for m in d.mechanisms}


def test_000_defects() -> None:
    d = document("000")
    by_code = {defect.code: defect for defect in d.defects}
    assert "300处、31个字" in by_code["pinyin"].message
    assert (by_code["duplicate-number"].line, by_code["stray-mark"].line, by_code["site-furniture"].line) == (
        35,
        15,
        42,
    )
    assert {"mixed-script", "missing-digits", "items-missing", "no-deadline"} <= set(by_code)
    assert [x.printed for x in d.defects if x.code == "items-missing"] == [
        "四講一爭", "五比一爭", "五個好", "五表率", "五項禁令", "八不準",
    ]  # fmt: skip


def test_003_is_known_for_a_translation_with_four_phases() -> None:
    d = document("003")
    assert (d.script, len(d.phases), [p.name for p in d.people]) == ("latin", 4, ["Lu Xiaojun"])
    assert {"machine-translation", "duplicate-number"} <= {x.code for x in d.defects}


def collection() -> Reading:
    return read(*seed("004"))


def test_004_is_eight_documents_classified_by_content() -> None:
    assert [(d.title[-2:], d.kind) for d in collection().documents] == [
        ("篇一", "plan"), ("篇三", "plan"), ("篇四", "plan"), ("篇五", "plan"), ("篇六", "plan"), ("篇七", "report"),
        ("篇九", "plan"), ("十一", "report"),
    ]  # fmt: skip


def test_004_targets_and_defects_of_its_parts() -> None:
    parts = collection().documents
    assert [(t.what, t.comparator, t.quantity) for t in parts[2].targets] == [
        ("党员集中大培训活动", "at_least", 2), ("形象大展示活动", "at_least", 2), ("技能大提升或大比武活动",
        "at_least", 4),
    ]  # fmt: skip
    codes = [{x.code for x in d.defects} for d in parts]
    assert "year-damage" in codes[0]
    assert {"year-damage", "missing-digits"} <= codes[2]
    assert {"count-mismatch", "missing-section"} <= codes[3]
    assert "near-duplicate-parts" in codes[4]
    assert all("glued-documents" in found for found in codes)
