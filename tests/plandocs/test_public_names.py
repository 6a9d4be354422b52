"""The names that other rooms may use, and no others."""

from __future__ import annotations

import zhengyou.plandocs as plandocs

EXPECTED = [
    "SCHEMA_VERSION", "Basis", "Damaged", "Defect", "Document", "Encrypted", "Mechanism", "NoText", "Origin",
    "Period", "PersonNamed", "Phase", "Place", "Reading", "Recurrence", "Section", "Source", "Standard",
    "StandardItem", "Target", "Task", "Theme", "TooLarge", "TookTooLong", "UnreadableDocument", "Unsafe",
    "WrongFormat", "as_text", "read", "read_safely",
]  # fmt: skip


def test_exactly_these_names_are_public() -> None:
    assert plandocs.__all__ == EXPECTED


def test_every_public_name_is_there() -> None:
    assert [name for name in plandocs.__all__ if not hasattr(plandocs, name)] == []


def test_every_refusal_is_an_unreadable_document() -> None:
    refusals = ["Damaged", "Encrypted", "NoText", "TookTooLong", "TooLarge", "Unsafe", "WrongFormat"]
    assert all(issubclass(getattr(plandocs, name), plandocs.UnreadableDocument) for name in refusals)
