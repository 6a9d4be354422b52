"""Which files may lie beside a record: told by their content, never by their name."""

import io
import zipfile
from dataclasses import dataclass

import filetype


@dataclass(frozen=True, kw_only=True)
class File:
    """One file as it was sent."""

    name: str
    media_type: str
    content: bytes


MAX_BYTES = 10_000_000
ACCEPT = "image/*,.pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.odt,.ods,.odp,.wps,.et,.dps"
"""What the browser's file chooser offers first; the check itself is `media_type`."""

_IMAGES = {"jpg", "png", "gif", "webp", "heic", "avif", "bmp", "tif"}
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_PARTS = {
    "word/": _OPEN_XML + "wordprocessingml.document",
    "xl/": _OPEN_XML + "spreadsheetml.sheet",
    "ppt/": _OPEN_XML + "presentationml.presentation",
}
_OPEN_DOCUMENT = {
    f"application/vnd.oasis.opendocument.{kind}".encode() for kind in ("text", "spreadsheet", "presentation")
}


def media_type(content: bytes) -> str | None:
    """The media type of a PDF, a picture or an office document; None for anything else."""
    if content.startswith(_OLE):  # Office before 2007 and WPS
        return "application/x-ole-storage"
    if content.startswith(b"PK"):
        return _of_archive(content)
    kind = filetype.guess(content)
    if kind is None or (kind.extension != "pdf" and kind.extension not in _IMAGES):
        return None
    return str(kind.mime)


def _of_archive(content: bytes) -> str | None:
    """Only the list of members is read, so that a bomb stays closed."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            declared = archive.read("mimetype") if _small(archive, "mimetype") else b""
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError, OSError, EOFError):
        return None
    if declared in _OPEN_DOCUMENT:
        return declared.decode("ascii")
    if "[Content_Types].xml" not in names:
        return None
    return next((kind for part, kind in _PARTS.items() if any(name.startswith(part) for name in names)), None)


def _small(archive: zipfile.ZipFile, name: str) -> bool:
    return name in archive.namelist() and archive.getinfo(name).file_size <= 100
