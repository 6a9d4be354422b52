"""The written schema (docs/reading.md) and the dataclasses say the same."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

import zhengyou.plandocs as plandocs
from tests.plandocs.gold.items import DOCUMENT_WIDE
from tests.plandocs.test_defect_codes import CASES
from zhengyou.plandocs.blocks import Join

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "reading.md").read_text(encoding="utf-8")
PLACE = {"line", "start", "end", "printed"}
CLASSES = [
    *(cls for name in plandocs.__all__ if is_dataclass(cls := getattr(plandocs, name)) and name[0].isupper()),
    Join,
]
READER = ["Reading", "Source", "Origin", "Join", "Place", "Document", "Period", "Section", "Standard", "StandardItem",
          "Phase", "Task", "Recurrence", "Target", "PersonNamed", "Mechanism", "Basis", "Theme", "Defect"]  # fmt: skip


def passage(name: str) -> str:
    """What the document says of a class: its heading's part, or the paragraph that begins with its name."""
    if part := re.search(rf"^## {name}\n(.*?)(?=^\*\*|^## )", TEXT, re.MULTILINE | re.DOTALL):
        return part[1]
    paragraph = re.search(rf"\*\*{name}\*\*(.*?)(?=\n\n|\n\*\*)", TEXT, re.DOTALL)
    assert paragraph is not None, name
    return paragraph[1]


@pytest.mark.parametrize("name", READER)
def test_every_field_is_described_under_its_class(name: str) -> None:
    cls = next(cls for cls in CLASSES if cls.__name__ == name)
    own = {field.name for field in fields(cls)} - (PLACE if name != "Place" else set())
    assert sorted(own - set(re.findall(r"`(\w+)`", passage(name)))) == []


def test_every_class_of_a_reading_is_described() -> None:
    told = {cls.__name__ for cls in CLASSES if getattr(cls, "LOCATED", False)}
    assert told <= set(READER)


def test_the_version_is_the_one_in_the_code() -> None:
    assert re.findall(r"Schema version (\d+\.\d+)", TEXT) == [plandocs.SCHEMA_VERSION]


def test_every_defect_code_is_in_the_list_and_has_its_examples() -> None:
    listed = re.findall(r"^\| `([a-z-]+)` \|", TEXT.split("## Defect codes")[1], re.MULTILINE)
    assert set(listed) == set(CASES) | {"tracked-changes"}
    assert len(listed) == len(set(listed))
    assert set(listed) >= DOCUMENT_WIDE
