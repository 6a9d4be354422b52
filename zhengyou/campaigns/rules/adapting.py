"""What a plan copied from its superior's keeps of how that document was read."""

from typing import Any

# Where things stand in the text, by which it is shown. What was understood of it is laid out as items, and what is
# wrong with it is the superior's to mend, but for what every copy lacks: who does it here.
_PLACES = ("kind", "span", "title", "title_at", "issuer_at", "number_at", "signed_at", "period", "sections")
# Asked once for all tasks taken over, like a defect of a document (rules.repairs).
_UNOWNED = {
    "code": "no-owner",
    "severity": "warning",
    "line": 1,
    "message": "沿用上级的任务还没有写明在本单位由谁牵头，请填上。",
}


def reading_of_copy(reading: dict[str, Any]) -> dict[str, Any]:
    """`PlanSource.reading` of a copy, from that of the superior's plan."""
    documents = [
        {name: document[name] for name in _PLACES if name in document} | {"defects": [_UNOWNED]}
        for document in reading["documents"]
    ]
    return {"documents": documents}


def title_of_copy(organisation: str, title: str) -> str:
    """The title of the plan by which an organisation carries out one of this title; marks inside marks are single."""
    inner = title.replace("《", "〈").replace("》", "〉")
    return f"{organisation}落实《{inner}》的实施方案"[:200]
