"""docs/figures.md, written from the definitions themselves.

python -m django shell -c "from zhengyou.reports.figures import documentation; documentation.write()"
"""

from pathlib import Path

from django.utils.translation import override

from .catalogue import DEFINITIONS

TARGET = Path(__file__).resolve().parents[3] / "docs" / "figures.md"
_INTRODUCTION = """# Figures / 数字

Every number that Zhengyou prints is one of these. This page is written by `write()` in
zhengyou/reports/figures/documentation.py; a test fails when it differs from the code. A figure has a scope (an
organisation with everything under it, in one campaign) and a day; the same figure of the same past day has the same
value for ever.

A slice has its own key: `due.task.12` (one task), `due.sector.rural` (one sector, `none` for organisations without
one), `organisations.kind.branch` (one kind of organisation). The parts of a figure must add up to it; where they do
not, reports refuse to print it until somebody has typed why.

| Key 代号 | Name 名称 | Unit 单位 | Formula 算法 | Parts 各部分 | Slices 分项 | Public 公开 | Rule 依据 |
|---|---|---|---|---|---|---|---|
"""


def markdown() -> str:
    """The whole document."""
    lines = []
    with override("zh-hans"):
        for one in DEFINITIONS.values():
            cells = (
                f"`{one.key}`",
                f"{one.name} / {one.name_en}",
                str(one.unit) or "—",
                str(one.formula),
                "、".join(f"`{part}`" for part in one.parts) or "—",
                "、".join(one.by) or "—",
                "是" if one.public else "否",
                one.source,
            )
            lines.append("| " + " | ".join(cells) + " |\n")
    return _INTRODUCTION + "".join(lines)


def write() -> None:
    """Write the document into the project."""
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(markdown(), encoding="utf-8")
