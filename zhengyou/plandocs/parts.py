"""The documents of a file."""

from __future__ import annotations

from zhengyou.plandocs.cleaning import Line
from zhengyou.plandocs.plan import Document, Place

type_note = tuple[int, str, str, str]


def documents(lines: list[Line], notes: list[type_note]) -> tuple[Document, ...]:
    first = next(line for line in lines if line.match.strip())
    return (
        Document(
            title=first.mended.strip(),
            kind="unknown",
            issuer=None,
            number=None,
            signed_on=None,
            published_on=None,
            period=None,
            script="hans",
            span=(1, len(lines)),
            title_at=Place(**first.at(0, len(first.match))),
        ),
    )
