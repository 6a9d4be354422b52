"""What a .docx's styles say about a paragraph: whether it is a heading, and which list it belongs to."""

from __future__ import annotations

import re

from lxml import etree

from zhengyou.plandocs.docx_numbers import W

_HEADING = re.compile(r"^(?:heading|标题)\s?([1-9])$", re.IGNORECASE)
_DEEP = 12  # styles based on styles based on styles


class Styles:
    """Looks through a paragraph's own properties first, then up its chain of styles."""

    def __init__(self, styles: etree._Element | None) -> None:
        found = [] if styles is None else list(styles.iterfind(f"{W}style"))
        self._styles = {style.get(f"{W}styleId", ""): style for style in found}

    def heading(self, paragraph: etree._Element) -> int:
        """The heading level 1-9 by outline level or style name, 0 for body text."""
        for properties in self._chain(paragraph):
            level = _value(properties.find(f"{W}outlineLvl"))
            if level is not None and level.isdigit():
                return int(level) + 1 if int(level) < 9 else 0
        for style in self._style_chain(paragraph):
            name = _HEADING.match(_value(style.find(f"{W}name")) or "")
            if name:
                return int(name[1])
        return 0

    def list_of(self, paragraph: etree._Element) -> tuple[str, int] | None:
        """The list's id and level, or None. Id 0 takes a paragraph out of its style's list."""
        list_id: str | None = None
        depth: int | None = None
        for properties in self._chain(paragraph):
            numbers = properties.find(f"{W}numPr")
            if numbers is None:
                continue
            level = _value(numbers.find(f"{W}ilvl"))
            depth = int(level) if depth is None and level is not None and level.isdigit() else depth
            list_id = list_id or _value(numbers.find(f"{W}numId"))
            if list_id is not None:
                break
        return (list_id, depth or 0) if list_id and list_id != "0" else None

    def _chain(self, paragraph: etree._Element) -> list[etree._Element]:
        own = paragraph.find(f"{W}pPr")
        styled = [style.find(f"{W}pPr") for style in self._style_chain(paragraph)]
        return [properties for properties in (own, *styled) if properties is not None]

    def _style_chain(self, paragraph: etree._Element) -> list[etree._Element]:
        name = _value(paragraph.find(f"{W}pPr/{W}pStyle"))
        chain: list[etree._Element] = []
        while name and name in self._styles and len(chain) < _DEEP:
            chain.append(self._styles[name])
            name = _value(chain[-1].find(f"{W}basedOn"))
        return chain


def _value(element: etree._Element | None) -> str | None:
    return None if element is None else element.get(f"{W}val")
