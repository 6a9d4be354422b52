"""What an official document consists of, described without saying how it looks.

A run of text is a plain string or `Printed`: a figure, whose bookmark in Word leads back to the query and the
records it was counted from (architecture.md, "Figure").
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from .house import HouseStyle

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
LEVELS = (1, 2, 3, 4)


@dataclass(frozen=True)
class Printed:
    """A figure as it stands in the text: the figure's id and the words printed for it, such as 「968个」."""

    figure_id: str
    text: str


Run: TypeAlias = str | Printed


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 4, without its number: 一、（一）1.（1） are given by the writer."""

    level: int
    text: str

    def __post_init__(self) -> None:
        if self.level not in LEVELS:
            raise ValueError(f"标题只有四级，不能是第{self.level}级：{self.text}")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of body text."""

    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Table:
    """A ruled table whose head is repeated on every page.

    `widths` are relative; left out, columns are as wide as their texts ask. Raises ValueError when a row or the
    widths do not fit the head.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[Run, ...], ...]
    caption: str = ""
    widths: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if not self.head:
            raise ValueError(f"表格“{self.caption}”没有表头，请至少写一栏。")
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.head):
                raise ValueError(
                    f"表格“{self.caption}”第{number}行有{len(row)}格，表头有{len(self.head)}格，请补齐。"
                )
        if self.widths and (len(self.widths) != len(self.head) or min(self.widths) <= 0):
            raise ValueError(f"表格“{self.caption}”的列宽要与表头一一对应，并且都大于0。")


@dataclass(frozen=True)
class Picture:
    """A picture (PNG) with its caption below and words for readers who cannot see it."""

    png: bytes
    caption: str
    alt: str

    def __post_init__(self) -> None:
        if not self.png.startswith(PNG_SIGNATURE):
            raise ValueError(f"图片“{self.caption}”不是PNG格式，请先转换。")


Block: TypeAlias = Heading | Paragraph | Table | Picture


@dataclass(frozen=True)
class Attachment:
    """An attachment: named under the text and, where it has blocks, printed on a page of its own."""

    name: str
    body: tuple[Block, ...] = ()

    @property
    def printed_name(self) -> str:
        """The name without punctuation at its end, the same under the text and over the attachment."""
        return self.name.rstrip("。；，、 ")


@dataclass(frozen=True)
class Imprint:
    """The 版记 at the foot of the last page: who gets copies, who printed it and when."""

    copies_to: str
    printed_by: str
    printed_on: date


@dataclass(frozen=True)
class OfficialDocument:
    """One document after GB/T 9704-2012 (domain.md 6.2).

    `title` may hold line breaks where it should turn; `signer` makes it an upward document (number left, signer
    right). Empty parts are left out. Raises ValueError when there is no title.
    """

    title: str
    date: date
    issuer: str
    body: tuple[Block, ...] = ()
    issuer_mark: str = ""
    number: str = ""
    signer: str = ""
    addressee: str = ""
    attachments: tuple[Attachment, ...] = ()
    note: str = ""
    imprint: Imprint | None = None
    house: HouseStyle = field(default_factory=HouseStyle)

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise ValueError("公文没有标题，请写上标题再生成。")
