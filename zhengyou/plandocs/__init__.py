"""Plan documents (实施方案): bytes in, structured plan out. Pure: no Django, no database.

>>> reading = read_safely(data, "方案.docx")
>>> reading.documents[0].tasks[0].name, reading.lines[reading.documents[0].tasks[0].line - 1]
"""

from typing import TYPE_CHECKING, Any

from zhengyou.plandocs.outline import as_text
from zhengyou.plandocs.plan import (
    SCHEMA_VERSION,
    Basis,
    Defect,
    Document,
    Mechanism,
    Origin,
    Period,
    PersonNamed,
    Phase,
    Place,
    Reading,
    Recurrence,
    Section,
    Source,
    Standard,
    StandardItem,
    Target,
    Task,
    Theme,
)
from zhengyou.plandocs.safely import read_safely
from zhengyou.plandocs.unreadable import (
    Damaged,
    Encrypted,
    NoText,
    TookTooLong,
    TooLarge,
    UnreadableDocument,
    Unsafe,
    WrongFormat,
)

if TYPE_CHECKING:
    from zhengyou.plandocs.reading import read

__all__ = [
    "SCHEMA_VERSION",
    "Basis",
    "Damaged",
    "Defect",
    "Document",
    "Encrypted",
    "Mechanism",
    "NoText",
    "Origin",
    "Period",
    "PersonNamed",
    "Phase",
    "Place",
    "Reading",
    "Recurrence",
    "Section",
    "Source",
    "Standard",
    "StandardItem",
    "Target",
    "Task",
    "Theme",
    "TooLarge",
    "TookTooLong",
    "UnreadableDocument",
    "Unsafe",
    "WrongFormat",
    "as_text",
    "read",
    "read_safely",
]


def __getattr__(name: str) -> Any:
    """`read` with all its readers is loaded when first asked for: a server never reads, its limited child does."""
    if name == "read":
        from zhengyou.plandocs.reading import read  # noqa: PLC0415 - the reason stands above

        return read
    raise AttributeError(name)
