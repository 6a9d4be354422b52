"""A reading as plain Chinese text for the command line."""

from __future__ import annotations

from zhengyou.plandocs.plan import Document, Period, Place, Reading, Section

_KINDS = {"plan": "方案或计划", "report": "总结或汇报", "notice": "通知", "unknown": "未能判断"}
_SCRIPTS = {"hans": "简体", "hant": "繁体", "mixed": "繁简混用", "latin": "外文"}
_SEVERITIES = {"error": "错误", "warning": "请核对", "note": "提示"}
_APPLIES = {"organisation": "党组织", "member": "党员", "": "对象不明"}
_COMPARATORS = {
    "at_least": "不少于",
    "at_most": "不超过",
    "equal": "",
    "range": "",
    "unspecified": "数量未定",
}


def as_text(reading: Reading) -> str:
    """What was understood, with line numbers, ready to print. Ends with a newline."""
    source = reading.source
    head = f"文件：{source.name}（{source.format}，{source.encoding or '自带编码'}，{len(reading.lines)} 行）"
    parts = [
        _document(document, number, len(reading.documents))
        for number, document in enumerate(reading.documents, 1)
    ]
    return "\n\n".join([head, *parts]) + "\n"


def _document(document: Document, number: int, total: int) -> str:
    title = f"【{number}/{total}】" if total > 1 else ""
    rows = [f"{title}{document.title or '（没有标题）'}", *_facts(document)]
    for name, lines in _groups(document):
        if lines:
            rows += ["", f"{name}（{len(lines)}）", *(f"  {line}" for line in lines)]
    return "\n".join(rows)


def _facts(document: Document) -> list[str]:
    facts = [
        ("类别", _KINDS[document.kind]),
        ("发文单位", document.issuer),
        ("文号", document.number),
        ("落款日期", document.signed_on and document.signed_on.isoformat()),
        ("网上发布", document.published_on and document.published_on.isoformat()),
        ("起止", _period(document.period)),
        ("文字", _SCRIPTS[document.script]),
        ("所在行", f"{document.span[0]}—{document.span[1]}"),
    ]
    return [f"  {name}：{value}" for name, value in facts if value]


def _period(period: Period | None) -> str:
    if period is None:
        return ""
    dates = (
        f"{period.starts or '？'} 至 {period.ends or '？'}"
        if period.starts or period.ends
        else "没有写明起止日期"
    )
    return f"{dates}（{period.text}）"


def _groups(document: Document) -> list[tuple[str, list[str]]]:
    sections: list[str] = []
    for section in document.sections:
        _tree(section, sections)
    return [
        ("依据", [f"{b.text}{b.number or ''}{_where(b)}" for b in document.basis]),
        ("主题与载体", [f"{f'{t.year}年：' if t.year else ''}{t.text}{_where(t)}" for t in document.themes]),
        ("章节", sections),
        ("标准", _standards(document)),
        ("阶段", [_phase_row(document, i) for i in range(len(document.phases))]),
        ("任务", _tasks(document)),
        ("数量指标", _targets(document)),
        ("人员", [f"{p.name}　{p.post}{_unsure(p.certain, p.doubt)}{_where(p)}" for p in document.people]),
        ("机制", [f"{m.name}{_where(m)}" for m in document.mechanisms]),
        ("需要核对的地方", [f"[{_SEVERITIES[d.severity]}] {d.message}{_where(d)}" for d in document.defects]),
    ]


def _tree(section: Section, rows: list[str]) -> None:
    gap = " " if section.label[-1:].isascii() and section.label[-1:].isalpha() else ""
    rows.append(f"{'  ' * (section.level - 1)}{section.label}{gap}{section.heading}{_where(section)}")
    for child in section.children:
        _tree(child, rows)


def _standards(document: Document) -> list[str]:
    rows = []
    for standard in document.standards:
        applies = _APPLIES.get(standard.applies_to, standard.applies_to)
        empty = "" if standard.items else "，原文没有给出条目"
        rows.append(f"{standard.label}（{applies}{empty}）{_where(standard)}")
        rows += [f"  {item.label}{_where(item)}" for item in standard.items]
    return rows


def _phase_row(document: Document, index: int) -> str:
    phase = document.phases[index]
    dates = (
        f"{phase.starts or '？'} 至 {phase.ends or '？'}"
        if phase.starts or phase.ends
        else phase.date_text or "没有日期"
    )
    return f"{phase.ordinal}. {phase.name}（{dates}）{_unsure(phase.certain, phase.doubt)}{_where(phase)}"


def _tasks(document: Document) -> list[str]:
    rows = []
    for task in document.tasks:
        when = task.due.isoformat() if task.due else task.date_text
        facts = [f"第{task.phase}阶段" if task.phase else "", task.owner or "", when, _often(task)]
        rows.append(f"{task.name}（{'；'.join(filter(None, facts)) or '没有写谁办、何时办'}）"
                    f"{_unsure(task.certain, task.doubt)}{_where(task)}")  # fmt: skip
    return rows


def _often(task: object) -> str:
    units = {
        "week": "每周",
        "month": "每月",
        "quarter": "每季度",
        "half_year": "每半年",
        "year": "每年",
        "term": "每学期",
    }
    recurrence = getattr(task, "recurrence", None)
    each = "每班" if getattr(task, "per_class", False) else ""
    if recurrence is None:
        return each
    return (
        f"{each}{units[recurrence.unit]}{'至少' if recurrence.kind == 'minimum' else ''}{recurrence.count}次"
    )


def _targets(document: Document) -> list[str]:
    rows = []
    for target in document.targets:
        number = "" if target.quantity is None else f"{target.quantity:g}"
        upper = "" if target.upper is None else f"—{target.upper:g}"
        period = f"{target.period}" if target.period else ""
        amount = f"{_COMPARATORS[target.comparator]}{number}{upper}{target.unit}"
        rows.append(f"{target.what}：{period}{amount}{_unsure(target.certain, target.doubt)}{_where(target)}")
    return rows


def _unsure(certain: bool, doubt: str) -> str:
    return "" if certain else f" ？{doubt}"


def _where(place: Place) -> str:
    return f"　〔第{place.line}行〕"
