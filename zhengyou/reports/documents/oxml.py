"""Small pieces of WordprocessingML that python-docx has no words for."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

__all__ = ["Xml", "child", "element", "parsed", "qn"]

# lxml's type stubs let an element hold only children of its own class, so no type of its
# own fits here.
Xml = Any


def element(tag: str, **attributes: str | float) -> Xml:
    """A new element such as `element("w:spacing", val=-5)`; attributes are in the w namespace."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def child(parent: Xml, tag: str, **attributes: str | float) -> Xml:
    """Append a new element to `parent` and return it."""
    made = element(tag, **attributes)
    parent.append(made)
    return made


def parsed(tag: str, inside: str) -> Xml:
    """The element `tag` (namespace w declared) around the given XML text."""
    return parse_xml(f"<{tag} {nsdecls('w')}>{inside}</{tag}>")
