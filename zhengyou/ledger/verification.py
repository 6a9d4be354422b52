"""Finds any altered, missing or reordered line of the ledger and says where."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from .blanking import blanked_persons
from .models import Entry, Link, Name
from .naming import name_digest
from .sealing import GENESIS, digest, names_of

_BATCH = 5_000
_TRIGGERS_EXPECTED = 6


@dataclass(frozen=True)
class Verification:
    """The outcome: how many lines stand in the chain, its head, and a sentence for each thing wrong."""

    lines: int
    unsealed: int
    head: str
    faults: list[str]

    @property
    def ok(self) -> bool:
        """Nothing wrong was found."""
        return not self.faults

    @property
    def sentences(self) -> list[str]:
        """The outcome in the words of the person who asked."""
        summary = f"台账共核对 {self.lines} 行，链首摘要 {self.head[:16]}…"
        if self.unsealed:
            summary += f"；另有 {self.unsealed} 行刚写入、尚未封存"
        return [summary + ("。" if self.ok else "，发现问题："), *self.faults]


def verify() -> Verification:
    """Recompute the whole chain from the entries; reads each line once."""
    faults = [*_trigger_faults(), *_name_faults()]
    position, previous = 0, GENESIS
    while True:
        links = list(Link.objects.filter(position__gt=position).order_by("position")[:_BATCH])
        if not links:
            break
        entries = Entry.objects.in_bulk([link.entry_id for link in links])
        names = names_of(entries.values())
        for link in links:
            if link.position != position + 1:
                faults.append(f"链上第 {position + 1} 至 {link.position - 1} 位缺失。")
            entry = entries.get(link.entry_id)
            if entry is None:
                faults.append(f"链上第 {link.position} 位所指的第 {link.entry_id} 行已被删除。")
            elif digest(previous, entry, names) != link.digest:
                faults.append(f"第 {link.entry_id} 行（链上第 {link.position} 位）的内容与封存时不同。")
            position, previous = link.position, link.digest
    unsealed = Entry.objects.count() - Link.objects.count()
    return Verification(lines=position, unsealed=max(unsealed, 0), head=previous, faults=faults)


def _trigger_faults() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_trigger WHERE tgrelid IN ('ledger_entry'::regclass, 'ledger_link'::regclass,"
            " 'ledger_name'::regclass)"
            " AND NOT tgisinternal AND tgenabled <> 'D'"
        )
        (count,) = cursor.fetchone()
    if count < _TRIGGERS_EXPECTED:
        return ["台账的防改触发器被停用或删除，期间的改动可能未留痕迹。"]
    return []


def _name_faults() -> Iterator[str]:
    """Names that were altered, or taken away though no line of the ledger orders it."""
    ordered = blanked_persons()
    for name in Name.objects.order_by("pk").iterator(5000):
        if name.text is None or name.salt is None:
            if name.person_id not in ordered:
                yield f"第 {name.pk} 号姓名（人员 {name.person_id}）已被隐去，台账里却没有隐去它的一行。"
        elif name_digest(name.salt, name.text) != name.digest:
            yield f"第 {name.pk} 号姓名（人员 {name.person_id}）与写下时不同。"
