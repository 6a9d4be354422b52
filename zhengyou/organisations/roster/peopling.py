"""The people of a roster beside those that stand: who is new, who changes, who moves, who is missing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ..models import CircumstanceKind
from ..queries.person import asked_transfers
from . import hanging, words
from .difference import ADDED, CHANGED, MOVED, ConditionRow, Difference, Edit, Missing, PersonChange
from .matching import Matching, Pair
from .notes import Notes
from .placing import Placed
from .rows import Enrolled, Tick
from .standing import Known, people
from .timeline import CannotBe, Timeline, beginning

_BATCH = 1000


@dataclass
class Peopling:
    """The people of one roster; what is wrong goes into the notes, what would change into the difference.

    `unsure`: organisations of the roster are faulty, so that one that is not found may be among those.
    """

    placed: Placed
    notes: Notes
    difference: Difference
    tick: Tick
    unsure: bool

    def compare(
        self, enrolled: list[Enrolled], broken: list[Enrolled]
    ) -> dict[int, tuple[date, date | None]]:
        """Work everything out; of `broken` rows only the organisation is looked up. Returns the days of the
        memberships there are, by id."""
        rows = [(one, code) for one in enrolled if (code := self._home(one)) is not None]
        for one in broken:
            self._home(one)
        tree = self.placed.tree
        self.codes = tree.codes()
        covered = {code for _, code in rows} | set(self.placed.wanted)
        homes = [tree.placements[code].organisation_id for code in covered if code in tree.placements]
        known = people(homes, [one.number for one, _ in rows if one.number], tree.day)
        self.stays = {one.id: one.stay(tree.day) for one in known.values()}
        home_of = {key: self.codes.get(stay[-1].organisation, "") for key, stay in self.stays.items() if stay}
        matching = Matching(known, home_of, self.notes)
        pairs = matching.match(rows)
        for count, pair in enumerate(pairs, 1):
            self._one(pair)
            if count % _BATCH == 0:
                self.tick(count, len(pairs))
        self._tell_what_ends()
        self._receive_what_waits()
        named = {pair.known.id for pair in pairs if pair.known} | matching.ambiguous
        self.difference.missing_people = list(self._missing(known, named, covered, home_of))
        return {row.id: (row.since, row.until) for one in known.values() for row in one.members}

    def _home(self, one: Enrolled) -> str | None:
        """The code of the organisation that a row names, by code or by name."""
        row, written = one.row, one.organisation or one.organisation_name
        column = "organisation" if one.organisation else "organisation_name"
        found = self.placed.resolve(written)
        if len(found) > 1:
            sentence = f"叫“{written}”的组织有 {len(found)} 个，分不清是哪一个。请写组织编码。"
        elif not found and self.unsure:
            return None
        elif not found:
            sentence = f"组织“{written}”找不到。请先在组织表里加上这个组织，或改正编码、名称。"
            if self.placed.tree.taken.get(written, "").endswith("范围以外的组织"):
                sentence = f"组织“{written}”不在您管的范围里。请删去这一行，或改正编码。"
        else:
            self._check_name(one, found[0])
            return found[0]
        self.notes.fault(row.place(column), sentence)
        return None

    def _check_name(self, one: Enrolled, code: str) -> None:
        if (
            one.organisation
            and one.organisation_name
            and code not in self.placed.resolve(one.organisation_name)
        ):
            stands = self.placed.name_of(code)
            sentence = f"组织名称“{one.organisation_name}”和编码“{code}”（{stands}）对不上，按编码算。"
            self.notes.warn(one.row.place("organisation_name"), sentence)

    def _one(self, pair: Pair) -> None:
        try:
            change = self._change(pair)
        except CannotBe as wrong:
            self.notes.fault(pair.row.row.place(wrong.column), f"{pair.row.name}：{wrong}")
            return
        if change is not None:
            self.difference.people.append(change)

    def _change(self, pair: Pair) -> PersonChange | None:
        known, row = pair.known, pair.row
        if known is None:
            change = self._blank(pair, ADDED)
            change.members = beginning(row, pair.code, self.difference.day)
            change.conditions = self._conditions(row, None, [])
            return change
        stay = self.stays.get(known.id, [])
        if not stay or self.codes.get(stay[-1].organisation) is None:
            return self._elsewhere(pair, known, bool(stay))
        home = self.codes[stay[-1].organisation]
        change = self._blank(pair, CHANGED if home == pair.code else MOVED)
        change.edits = self._personal(known, row)
        change.renamed = bool(change.edits)
        line = Timeline(known, stay, home, self.difference.day)
        line.apply(row if home == pair.code else replace(row, since=None))
        if home != pair.code:
            line.move(row, pair.code, self.placed.name_of(home), self.placed.name_of(pair.code))
            change.leaves = stay[-1].organisation
        change.members = line.rows()
        change.edits = [*line.edits, *change.edits]
        change.conditions = self._conditions(row, known, change.edits)
        return change if change.edits else None

    def _tell_what_ends(self) -> None:
        """Posts and seats that end with a transfer stand among what changes."""
        moved = [one for one in self.difference.people if one.leaves]
        leavers = [hanging.Leaver(one.person or 0, one.leaves or 0) for one in moved]
        ending = hanging.told(leavers, self.difference.day)
        for one in moved:
            if one.person in ending:
                words_told = "、".join(ending[one.person])
                one.edits.append(Edit("随之终止", words_told, f"自 {self.difference.day} 起"))

    def _receive_what_waits(self) -> None:
        """A transfer that was asked for and means the same is received with it; one elsewhere must be decided first."""
        moved = [one for one in self.difference.people if one.leaves]
        waiting = asked_transfers() if moved else {}
        for one in moved:
            asked = waiting.get(one.person or 0)
            if asked is None:
                continue
            if self.codes.get(asked.target_id) == one.organisation:
                one.receives = asked.pk
                one.edits.append(Edit("转接请求", "等对方接收", "随之接收"))
            else:
                sentence = (
                    f"{one.name}另有一件转到别处的转接在等对方接收。请先由对方接收、退回，或由原组织撤回。"
                )
                self.notes.fault(one.place, sentence)

    def _elsewhere(self, pair: Pair, known: Known, belongs: bool) -> PersonChange:
        """Somebody whose number is known, but who belongs to nothing within reach."""
        if belongs or not self.placed.tree.whole:
            sentence = (
                f"人员编号“{known.number}”的人不在您管的范围里。转进来要由同时管两边的上级办理；"
                "如果编号写错了，请改正。"
            )
            raise CannotBe("number", sentence)
        change = self._blank(pair, ADDED)
        change.edits = self._personal(known, pair.row)
        change.renamed = bool(change.edits)
        change.members = beginning(pair.row, pair.code, self.difference.day)
        last = max((one.until for one in known.members if one.until), default=None)
        later = any(one.since > self.difference.day for one in known.members)
        if later or (last and change.members[0].since < last):
            raise CannotBe("since", "加入日期早于以前离开的日期，或以后的变动已定，请核对。")
        change.conditions = self._conditions(pair.row, known, change.edits)
        return change

    def _blank(self, pair: Pair, verb: str) -> PersonChange:
        row, known = pair.row, pair.known
        return PersonChange(
            verb,
            row.row.place(),
            known.id if known else None,
            row.name,
            row.number or (known.number if known else ""),
            row.joined_on or (known.joined_on if known else None),
            pair.code,
            row.status,
        )

    def _personal(self, known: Known, row: Enrolled) -> list[Edit]:
        """Name, number and day of joining, where they become others."""
        found = []
        if known.name != row.name:
            found.append(Edit("姓名", known.name, row.name))
            if not set(known.name) & set(row.name):
                sentence = f"姓名从“{known.name}”变成“{row.name}”，一个字也不同，请核对人员编号。"
                self.notes.warn(row.row.place("name"), sentence)
        if row.number and row.number != known.number:
            found.append(Edit("人员编号", known.number, row.number))
        if row.joined_on and row.joined_on != known.joined_on:
            found.append(Edit("入党日期", f"{known.joined_on or ''}", f"{row.joined_on}"))
        return found

    def _conditions(self, row: Enrolled, known: Known | None, edits: list[Edit]) -> list[ConditionRow]:
        """Circumstances that begin, end, or get another reason. Raises CannotBe where a reason is lacking."""
        day = self.difference.day
        there = known.circumstances if known else []
        before = {one.kind for one in there}
        wanted = before if row.circumstances is None else row.circumstances
        told = known.reason if known else ""
        reason = row.reason or told
        if CircumstanceKind.EXCUSED in wanted and not (
            row.reason or any(one.reason for one in there if one.kind == CircumstanceKind.EXCUSED)
        ):
            raise CannotBe("reason", "经批准不参加的，请在情况说明里写明原因（谁批准、为什么）。")
        found = []
        for one in there:
            if one.kind not in wanted:
                until = max(day, one.since + timedelta(days=1))
                found.append(ConditionRow(one.id, one.kind, one.reason, one.since, until))
            elif row.reason and row.reason != told and one.reason != row.reason:
                found.append(ConditionRow(one.id, one.kind, row.reason, one.since, None))
        new = sorted(wanted - before)
        found += [ConditionRow(None, kind, row.reason, day, None) for kind in new]
        if wanted != before:
            edits.append(Edit("情况", _kinds(before), _kinds(wanted)))
        if found and wanted and reason != told:
            edits.append(Edit("情况说明", told, reason))
        return found

    def _missing(
        self, known: dict[int, Known], named: set[int], covered: set[str], home_of: dict[int, str]
    ) -> Iterator[Missing]:
        for one in known.values():
            home = home_of.get(one.id, "")
            if one.id not in named and home in covered:
                yield Missing(self.placed.name_of(home), home, one.name, one.number)


def _kinds(kinds: Iterable[str]) -> str:
    return "、".join(str(CircumstanceKind(kind).label) for kind in sorted(kinds)) or words.NONE
