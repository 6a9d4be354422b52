"""Plan documents (实施方案): bytes in, structured plan out. Pure: no Django, no database.

>>> reading = read_safely(data, "方案.docx")
>>> reading.documents[0].tasks[0].name, reading.lines[reading.documents[0].tasks[0].line - 1]
"""

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
from zhengyou.plandocs.reading import read
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
