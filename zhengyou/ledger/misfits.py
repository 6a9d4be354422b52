"""Places of the chain whose digest does not follow from their line: what was done there, as far as it can be told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .models import Entry, Link
from .sealing import digest, in_chain, names_of

_COMPARED = 100  # so many are compared with each other; the rest is only said to differ


@dataclass(frozen=True)
class Misfit:
    """A link that does not follow; `previous` is the digest before it, `after_gap` that the place before is missing."""

    link: Link
    previous: str
    entry: Entry
    after_gap: bool = False


@dataclass
class _Compared:
    """Some misfits, with what is needed to compare them, and the positions that were told already."""

    misfits: Sequence[Misfit]
    lost: Sequence[Entry]
    told: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        entries = [*(one.entry for one in self.misfits), *self.lost]
        self.names = {pk: in_chain(name) for pk, name in names_of(entries).items()}

    def fits(self, one: Misfit, previous: str, entry: Entry) -> bool:
        """Whether the link would be right after this digest with this line."""
        return digest(previous, entry, self.names) == one.link.digest

    def computed(self, one: Misfit) -> str:
        """The digest that follows from the line as it is."""
        return digest(one.previous, one.entry, self.names)

    def swapped(self, one: Misfit) -> Misfit | None:
        """The misfit whose line belongs here, and whose place belongs to the line that is here."""
        for other in self.misfits:
            if other is not one and self.fits(one, one.previous, other.entry):
                return other if self.fits(other, other.previous, one.entry) else None
        return None

    def next_fits(self, one: Misfit) -> Misfit | None:
        """The misfit that is right after what follows from this line: then only the digest here was altered."""
        new = self.computed(one)
        return next((other for other in self.misfits if self.fits(other, new, other.entry)), None)

    def whole(self, one: Misfit) -> bool:
        """Whether the line is as it was sealed, after another place of the chain or after a lost line."""
        before = [other.link.digest for other in self.misfits if other is not one]
        before += [digest(one.previous, entry, self.names) for entry in self.lost]
        return any(self.fits(one, previous, one.entry) for previous in before)


def tell(misfits: Sequence[Misfit], lost: Sequence[Entry]) -> Iterator[str]:
    """A sentence for each; `lost` are lines that stand outside the chain and should not."""
    compared = _Compared(misfits[:_COMPARED], lost[:_COMPARED])
    for one in compared.misfits:
        if one.link.position not in compared.told:
            yield from _tell(one, compared)
    for one in misfits[_COMPARED:]:
        yield f"{_where(one)}和封存时不同。"


def _tell(one: Misfit, compared: _Compared) -> Iterator[str]:
    if other := compared.swapped(one):
        compared.told.add(other.link.position)
        yield (
            f"第 {one.entry.pk} 行和第 {other.entry.pk} 行被调换了次序"
            f"（链上第 {one.link.position} 位和第 {other.link.position} 位）。"
        )
    elif compared.whole(one):
        if not one.after_gap:
            yield f"{_where(one)}本身没有变，但它前面的一位不是封存时的那一位。"
    elif (following := compared.next_fits(one)) is not None:
        compared.told.add(following.link.position)
        yield f"链上第 {one.link.position} 位的摘要被改动，第 {one.entry.pk} 行本身没有变。"
    elif one.after_gap:
        yield f"{_where(one)}前面的一位缺失，它本身因此无法核对。"
    else:
        yield f"{_where(one)}的内容与封存时不同。"


def _where(one: Misfit) -> str:
    return f"第 {one.entry.pk} 行（链上第 {one.link.position} 位）"
