"""Finds any altered, missing, inserted or reordered line of the ledger and says where."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.db import connection

from .blanking import blanked_persons
from .misfits import Misfit, tell
from .models import Entry, Link, Name, Sealed
from .naming import name_digest
from .sealing import GENESIS, digest, in_chain, names_of, unsealed

_BATCH = 5_000
_MANY = 100  # so many faults are told one by one
_LOST = "第 {} 行不在链上，早该封存了：它是后来插进去的，或它在链上的一位被删去。"
_TRIGGERS = {
    "ledger_entry_rows",
    "ledger_entry_truncate",
    "ledger_link_rows",
    "ledger_link_truncate",
    "ledger_name_rows",
    "ledger_name_truncate",
}

Report = Callable[[int, int], None]


@dataclass(frozen=True)
class Verification:
    """The outcome: how many lines stand in the chain, its head, and a sentence for each thing wrong.

    `kept_at` is the position of the digest that was kept outside, where one was given and found.
    """

    lines: int
    unsealed: int
    head: str
    faults: list[str]
    kept_at: int | None = None

    @property
    def ok(self) -> bool:
        """Nothing wrong was found."""
        return not self.faults

    @property
    def sentences(self) -> list[str]:
        """The outcome in the words of the person who asked."""
        summary = f"台账共核对 {self.lines} 行，链首摘要 {self.head}"
        if self.unsealed:
            summary += f"；另有 {self.unsealed} 行刚写入、尚未封存"
        found = [summary + ("。" if self.ok else "，发现问题：")]
        if self.kept_at is not None and self.ok:
            found.append(f"您保存的摘要在链上第 {self.kept_at} 位，到那里为止每一行都和保存时一样。")
        rest = len(self.faults) - _MANY
        return [*found, *self.faults[:_MANY], *([f"还有 {rest} 处，没有一一列出。"] if rest > 0 else [])]


@dataclass
class _Chain:
    """Walking along the chain: where it has come to, and what was wrong on the way."""

    kept: str
    position: int = 0
    previous: str = GENESIS
    kept_at: int | None = None
    faults: list[str] = field(default_factory=list)
    misfits: list[Misfit] = field(default_factory=list)
    names: set[int] = field(default_factory=set)
    blanked: list[tuple[int, Name]] = field(default_factory=list)

    def walk(self, links: list[Link]) -> None:
        """The next links, in the order of their positions."""
        entries = Entry.objects.in_bulk([link.entry_id for link in links])
        names = names_of(entries.values())
        parts = {pk: in_chain(name) for pk, name in names.items()}
        for link in links:
            self._step(link, entries.get(link.entry_id), parts)
        for link in links:
            if link.entry_id in entries:
                self._look_at_names(entries[link.entry_id], names)

    def _step(self, link: Link, entry: Entry | None, names: dict[int, str]) -> None:
        gap = link.position != self.position + 1
        if gap:
            between = self.position + 1, link.position - 1
            self.faults.append(
                f"链上第 {between[0]} 位缺失。"
                if between[0] == between[1]
                else f"链上第 {between[0]} 至 {between[1]} 位缺失。"
            )
        if entry is None:
            self.faults.append(f"链上第 {link.position} 位所指的第 {link.entry_id} 行已被删除。")
        elif digest(self.previous, entry, names) != link.digest:
            self.misfits.append(Misfit(link, self.previous, entry, gap))
        if link.digest == self.kept:
            self.kept_at = link.position
        self.position, self.previous = link.position, link.digest

    def _look_at_names(self, entry: Entry, names: dict[int, Name]) -> None:
        """Names that were altered or taken away, each told once; whether one might be blanked is asked at the end."""
        for pk in set(entry.names) - self.names:
            self.names.add(pk)
            name = names.get(pk)
            if name is None:
                self.faults.append(_name_fault(entry.pk, pk, "已被删除"))
            elif name.text is None or name.salt is None:
                self.blanked.append((entry.pk, name))
            elif name_digest(name.salt, name.text) != name.digest:
                self.faults.append(_name_fault(entry.pk, pk, "和写下时不同"))

    def blanked_without_order(self) -> Iterator[str]:
        """Names that were blanked though no line of the ledger orders it."""
        ordered = blanked_persons() if self.blanked else set()
        for line, name in self.blanked:
            if name.person_id not in ordered:
                yield _name_fault(line, name.pk, "已被隐去，台账里却没有要求隐去它的一行")


def _name_fault(line: int, name: int, wrong: str) -> str:
    return f"第 {line} 行里的姓名（第 {name} 号）{wrong}。"


def verify(*, kept: str = "", report: Report | None = None) -> Verification:
    """Recompute the whole chain from the entries; reads each line once.

    `kept` is a head digest that somebody kept outside: then lines taken off the end, or a chain made anew, are found
    too. `report(done, total)` is called as it goes on.
    """
    kept = kept.strip().lower()
    chain = _Chain(kept)
    first = Link.objects.order_by("position").first()
    total = Link.objects.count() if report else 0
    if first is not None and first.position < 1:
        chain.faults.append(f"链上有一位的次序是 {first.position}，次序应从 1 起。")
    done = 0
    while links := list(Link.objects.filter(position__gt=chain.position).order_by("position")[:_BATCH]):
        chain.walk(links)
        done += len(links)
        if report:
            report(done, total)
    lost, waiting = _outside_the_chain()
    faults = [*_trigger_faults(), *chain.faults, *tell(chain.misfits, lost), *chain.blanked_without_order()]
    faults += [_LOST.format(entry.pk) for entry in lost]
    faults += _head_faults(kept, chain)
    return Verification(chain.position, waiting, chain.previous, faults, chain.kept_at)


def _head_faults(kept: str, chain: _Chain) -> Iterator[str]:
    if kept and chain.kept_at is None:
        yield (
            "链上找不到您保存的链首摘要：保存以后，有已封存的行被删去、被改，或整条链被重新做过。"
            f"现在链上共 {chain.position} 位，请和保存时记下的位数对照。"
        )


def _outside_the_chain() -> tuple[list[Entry], int]:
    """Lines that should be in the chain and are not, and how many were written too lately to be in it."""
    sealed = Sealed.objects.filter(pk=1).first()
    to = sealed.to if sealed else 0
    lost = unsealed().filter(pk__lte=to).order_by("pk")
    return list(lost[: 2 * _MANY]), unsealed().filter(pk__gt=to).count()


def _trigger_faults() -> list[str]:
    """Whether each of the triggers stands and fires for everybody."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid IN ('ledger_entry'::regclass, 'ledger_link'::regclass,"
            " 'ledger_name'::regclass) AND NOT tgisinternal AND tgenabled IN ('O', 'A')"
        )
        standing = {name for (name,) in cursor.fetchall()}
    if _TRIGGERS - standing:
        return ["台账的防改触发器被停用或删除，期间的改动可能未留痕迹。"]
    return []
