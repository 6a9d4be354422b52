"""Finds any altered, missing or reordered line of the ledger and says where."""

from dataclasses import dataclass

from django.db import connection

from .models import Entry, Link
from .sealing import GENESIS, digest

_BATCH = 5_000
_TRIGGERS_EXPECTED = 4


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
    faults = _trigger_faults()
    position, previous = 0, GENESIS
    while True:
        links = list(Link.objects.filter(position__gt=position).order_by("position")[:_BATCH])
        if not links:
            break
        entries = Entry.objects.in_bulk([link.entry_id for link in links])
        for link in links:
            if link.position != position + 1:
                faults.append(f"链上第 {position + 1} 至 {link.position - 1} 位缺失。")
            entry = entries.get(link.entry_id)
            if entry is None:
                faults.append(f"链上第 {link.position} 位所指的第 {link.entry_id} 行已被删除。")
            elif digest(previous, entry) != link.digest:
                faults.append(f"第 {link.entry_id} 行（链上第 {link.position} 位）的内容与封存时不同。")
            position, previous = link.position, link.digest
    unsealed = Entry.objects.count() - Link.objects.count()
    return Verification(lines=position, unsealed=max(unsealed, 0), head=previous, faults=faults)


def _trigger_faults() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_trigger WHERE tgrelid IN ('ledger_entry'::regclass, 'ledger_link'::regclass)"
            " AND NOT tgisinternal AND tgenabled <> 'D'"
        )
        (count,) = cursor.fetchone()
    if count < _TRIGGERS_EXPECTED:
        return ["台账的防改触发器被停用或删除，期间的改动可能未留痕迹。"]
    return []
