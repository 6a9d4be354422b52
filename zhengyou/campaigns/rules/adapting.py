"""What a plan copied from its superior's keeps of how that document was read."""

from typing import Any

# Where things stand in the text, by which it is shown. What was understood of it is laid out as items, and what is
# wrong with it is the superior's to mend.
_PLACES = ("kind", "span", "title", "title_at", "issuer_at", "number_at", "signed_at", "period", "sections")


def reading_of_copy(reading: dict[str, Any]) -> dict[str, Any]:
    """`PlanSource.reading` of a copy, from that of the superior's plan."""
    documents = [
        {name: document[name] for name in _PLACES if name in document} | {"defects": []}
        for document in reading["documents"]
    ]
    return {"documents": documents}
