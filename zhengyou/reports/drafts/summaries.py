"""One member's written summary as a document (书面小结, domain.md M28)."""

from collections.abc import Iterable, Sequence
from datetime import date

from ..documents import Block, Heading, OfficialDocument, Paragraph, render


def document(*, name: str, branch: str, title: str, parts: Sequence[tuple[str, str]], day: date) -> bytes:
    """The .docx bytes: `parts` are (heading, text), empty ones left out; signed by the member on `day`."""
    return render(
        OfficialDocument(title=title, date=day, issuer=name, addressee=branch, body=tuple(_blocks(parts)))
    )


def _blocks(parts: Sequence[tuple[str, str]]) -> Iterable[Block]:
    for heading, text in parts:
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if lines:
            yield Heading(1, heading)
            yield from (Paragraph((line,)) for line in lines)
