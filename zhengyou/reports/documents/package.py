"""The .docx package round the text: a blank one to begin from, and the same bytes for the same input.

Word files betray the machine they were written on (author, times, application). Ours name the issuing
organisation and the document's own date, and nothing else.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime, time

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.opc.rel import Relationships

from .fonts import font_table
from .house import HouseStyle
from .oxml import Xml, parsed
from .styles import settings_xml, styles_xml

FIRST_ZIP_YEAR = 1980
KEPT_PARTS = {REL.STYLES, REL.SETTINGS, REL.FONT_TABLE}
KEPT_AT_ROOT = {REL.OFFICE_DOCUMENT, REL.CORE_PROPERTIES}


def blank(house: HouseStyle, *, numbering: str = "") -> Document:
    """An empty document with our styles, settings and fonts, and nothing of python-docx's template.

    `numbering` is the inside of a `w:numbering` part for documents with Word's automatic list numbers.
    """
    document = docx.Document()
    kept = KEPT_PARTS | ({REL.NUMBERING} if numbering else set())
    _keep_relationships(document.part.rels, kept)
    _keep_relationships(document.part.package.rels, KEPT_AT_ROOT)
    _replace_children(document.styles.element, styles_xml(house))
    _replace_children(document.settings.element, settings_xml())
    document.part.part_related_by(REL.FONT_TABLE)._blob = font_table(house.fonts)
    if numbering:
        _replace_children(document.part.numbering_part.element, numbering)
    return document


def describe(document: Document, *, title: str, author: str, dated: date) -> None:
    """Overwrite every property Word shows under "file, information"."""
    properties = document.core_properties
    element = properties._element
    for old in list(element):
        element.remove(old)
    moment = datetime.combine(dated, time(0, 0), UTC)
    properties.title, properties.author, properties.last_modified_by = title, author, author
    properties.created = properties.modified = moment
    properties.language, properties.revision = "zh-CN", 1


def packed(document: Document, *, dated: date, compressed: bool = True) -> bytes:
    """The document's bytes, equal whenever its content is equal.

    Uncompressed bytes do not even depend on the compression library: for files that are kept under version
    control and compared.
    """
    buffer = io.BytesIO()
    document.save(buffer)
    return _with_one_time(
        buffer.getvalue(), dated, zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
    )


def _with_one_time(data: bytes, dated: date, method: int) -> bytes:
    moment = (max(dated.year, FIRST_ZIP_YEAR), dated.month, dated.day, 0, 0, 0)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, moment)
            member.compress_type, member.create_system = method, 0
            target.writestr(member, source.read(name))
    return out.getvalue()


def _keep_relationships(relationships: Relationships, kept: set[str]) -> None:
    for identity, relationship in list(relationships.items()):
        if relationship.reltype not in kept:
            del relationships[identity]


def _replace_children(root: Xml, inside: str) -> None:
    for old in list(root):
        root.remove(old)
    for new in list(parsed("w:part", inside)):
        root.append(new)
