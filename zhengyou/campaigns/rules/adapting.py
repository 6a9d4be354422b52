"""What a plan copied from its superior's keeps of how that document was read."""

from collections.abc import Sequence
from typing import Any

from ..models.tasks import Task

# Where things stand in the text, by which it is shown. What was understood of it is laid out as items, and what is
# wrong with it is the superior's to mend, but for what every copy lacks: who does it here.
_PLACES = ("kind", "span", "title", "title_at", "issuer_at", "number_at", "signed_at", "period", "sections")


def reading_of_copy(reading: dict[str, Any], tasks: Sequence[Task]) -> dict[str, Any]:
    """`PlanSource.reading` of a copy with these tasks, from that of the superior's plan."""
    documents = [
        {name: document[name] for name in _PLACES if name in document} | {"defects": _unowned(tasks)}
        for document in reading["documents"]
    ]
    return {"documents": documents}


def _unowned(tasks: Sequence[Task]) -> list[dict[str, Any]]:
    """Asked once for all tasks taken over, like a defect of a document (rules.repairs)."""
    if not tasks:
        return []
    message = f"沿用上级的 {len(tasks)} 项任务还没有写明在本单位由谁牵头，请填上。"
    return [{"code": "no-owner", "severity": "warning", "line": tasks[0].line or 1, "message": message}]


def title_of_copy(organisation: str, title: str) -> str:
    """The title of the plan by which an organisation carries out one of this title; marks inside marks are single."""
    inner = title.replace("《", "〈").replace("》", "〉")
    return f"{organisation}落实《{inner}》的实施方案"[:200]
