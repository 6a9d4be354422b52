"""The form of a gold reading: one line of text an item, its parts split by |."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Gold:
    """One document. `span` is its first and last line with words; the dates are ISO, a period start..end or "3 years".

    sections   line|label|level|heading
    phases     line|ordinal|name|start|end            (dates empty where the text gives none)
    standards  line|label|applies_to|item, item, …    (applies_to ? = not judged)
    tasks      line|key|owner=…|date=…|due=…|every=kind:count|phase=n
    targets    line|comparator|quantity|upper|unit|key|period
    people     line|name|post
    mechanisms name  (alternatives split by /)
    defects    code line line …                       (no line = anywhere in the document)
    """

    title: str
    kind: str
    span: tuple[int, int]
    issuer: str | None = None
    number: str | None = None
    signed_on: str | None = None
    published_on: str | None = None
    period: str | None = None
    script: str = "hans"
    sections: str = ""
    phases: str = ""
    standards: str = ""
    tasks: str = ""
    targets: str = ""
    people: str = ""
    mechanisms: str = ""
    defects: str = ""


UNJUDGED = "?"
