"""docs/procedures.md, written from the tables themselves.

python -m django shell -c "from zhengyou.campaigns.rules.procedures import documentation; documentation.write()"
"""

from pathlib import Path

from django.utils.translation import override

from .catalogue import procedures
from .machine import Procedure
from .telling import told

TARGET = Path(__file__).resolve().parents[4] / "docs" / "procedures.md"
_INTRODUCTION = """# Procedures / 办事流程

Each procedure is one declared table (`zhengyou/campaigns/rules/procedures/`), which its page, its steps, its
permissions, its sentences in the ledger, the page 办事流程 and this document read. `write()` in `documentation.py`
there writes this document; a test fails when it differs. The same tables as JSON: `/procedures/KEY/?format=json`.
"""
_HEAD = """| Step 步骤 | Verb | From 从 | To 到 | Who 谁 | Asks 填什么 | By another 要另一人 |
|---|---|---|---|---|---|---|
"""


def markdown() -> str:
    """The whole document."""
    with override("zh-hans"):
        return _INTRODUCTION + "".join(_section(procedure) for procedure in procedures().values())


def _section(procedure: Procedure) -> str:
    steps = [told(procedure, step) for step in procedure.transitions]
    rows = [
        (
            *(step.label, f"`{step.verb}`", "、".join(step.sources), step.target_word, step.who),
            *("、".join(step.asks) or "—", "是" if step.by_another else "—"),
        )
        for step in steps
    ]
    table = "".join("| " + " | ".join(row) + " |\n" for row in rows)
    words = "、".join(f"{word}（`{code}`）" for code, word in procedure.passed.items())
    head = f"\n## {procedure.title} `{procedure.key}`\n\n{procedure.purpose} Rule: {procedure.source}.\n\n"
    return f"{head}States 状态：{words}。\n\n{_HEAD}{table}"


def write() -> None:
    """Write the document into the project."""
    TARGET.write_text(markdown(), encoding="utf-8")
