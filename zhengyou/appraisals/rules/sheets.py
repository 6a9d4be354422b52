"""Question sheets (测评表) as data: scales of any wording, items for organisations or people, prompts for remarks.

A sheet is a TOML file of a pack; a round keeps its own copy as JSON, so that what was asked never changes afterwards.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from zhengyou import ROOT

ORGANISATION, PERSON = "organisation", "person"
SHEETS = ROOT / "packs" / "sheets"


class BadSheet(Exception):
    """A sheet that cannot be used; the sentence says where and why."""


@dataclass(frozen=True)
class Option:
    """One answer of a scale: its word, what it counts in a scored rate, and whether it counts in the strict and in the
    broad rate of satisfaction."""

    label: str
    score: int
    strict: bool
    broad: bool


@dataclass(frozen=True)
class Item:
    """One question about each subject."""

    key: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Sheet:
    """What is asked about subjects of one kind, and the prompts under which one may write something."""

    key: str
    title: str
    subject: str
    source: str
    items: tuple[Item, ...]
    prompts: tuple[str, ...]
    characters: int
    order: int = 0

    def as_json(self) -> dict[str, Any]:
        """The sheet as a round keeps it."""
        return asdict(self)

    def marks(self, subjects: int) -> int:
        """How many marks a ballot about so many subjects has."""
        return subjects * len(self.items)


def from_json(kept: Mapping[str, Any]) -> Sheet:
    """A sheet as a round kept it."""
    items = tuple(
        Item(one["key"], one["label"], tuple(Option(**option) for option in one["options"]))
        for one in kept["items"]
    )
    return Sheet(
        kept["key"],
        kept["title"],
        kept["subject"],
        kept["source"],
        items,
        tuple(kept["prompts"]),
        int(kept["characters"]),
        int(kept.get("order", 0)),
    )


def read(text: str, key: str) -> Sheet:
    """A sheet from a pack's file; raises BadSheet with a sentence that names the place."""
    try:
        found = tomllib.loads(text)
        scales = {
            name: tuple(Option(**option) for option in options) for name, options in found["scales"].items()
        }
        items = tuple(Item(one["key"], one["label"], scales[one["scale"]]) for one in found["items"])
        sheet = Sheet(
            key,
            found["title"],
            found["subject"],
            found["source"],
            items,
            tuple(found.get("prompts", ())),
            int(found.get("characters", 200)),
            int(found.get("order", 0)),
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise BadSheet(f"测评表“{key}”写得不对：{error}。") from error
    _check(sheet)
    return sheet


def _check(sheet: Sheet) -> None:
    if sheet.subject not in (ORGANISATION, PERSON):
        raise BadSheet(f"测评表“{sheet.key}”的 subject 只能是 {ORGANISATION} 或 {PERSON}。")
    if not sheet.items:
        raise BadSheet(f"测评表“{sheet.key}”一项也没有问。")
    keys = [item.key for item in sheet.items]
    if len(set(keys)) != len(keys):
        raise BadSheet(f"测评表“{sheet.key}”里有两项用了同一个 key。")
    for item in sheet.items:
        if not 2 <= len(item.options) <= 10:
            raise BadSheet(f"测评表“{sheet.key}”的“{item.label}”要有2到10种回答。")


@cache
def sheets(folder: Path = SHEETS) -> dict[str, Sheet]:
    """Every sheet of the packs, by its key (the file's name), those most used first; raises BadSheet."""
    found = [read(path.read_text(encoding="utf-8"), path.stem) for path in folder.glob("*.toml")]
    return {sheet.key: sheet for sheet in sorted(found, key=lambda sheet: (sheet.order, sheet.key))}
