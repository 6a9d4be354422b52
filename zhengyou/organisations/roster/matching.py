"""Which stored person each row means: by number, else by organisation and name, and the day of joining the party."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from . import cells
from .notes import Notes
from .rows import Enrolled
from .standing import Known

Home = tuple[str, str]
"""The code of an organisation, and a name as it is compared."""


@dataclass(slots=True)
class Pair:
    """One row, the code of its organisation, and the person it means: None for somebody new."""

    row: Enrolled
    code: str
    known: Known | None


@dataclass
class Matching:
    """Brings rows and people together; `home_of` gives the code of the organisation each person belongs to, "" for
    none."""

    known: dict[int, Known]
    home_of: dict[int, str]
    notes: Notes
    pairs: list[Pair] = field(default_factory=list)
    ambiguous: set[int] = field(default_factory=set)
    """People of whom a row could not say whether it means them: not missing either."""

    def match(self, rows: Iterable[tuple[Enrolled, str]]) -> list[Pair]:
        """Every row with its person, in the order of the rows; ambiguous ones are told and left out."""
        given = list(rows)
        numbers = {one.number: one for one in self.known.values() if one.number}
        rest: dict[Home, list[tuple[Enrolled, str]]] = defaultdict(list)
        taken: set[int] = set()
        for row, code in given:
            found = numbers.get(row.number) if row.number else None
            if found is not None:
                self.pairs.append(Pair(row, code, found))
                taken.add(found.id)
            else:
                rest[code, cells.key(row.name)].append((row, code))
        there = self._by_home(taken)
        for home, some in rest.items():
            self._of_one_name([row for row, _ in some], home, there.get(home, []))
        self.pairs.sort(key=lambda pair: pair.row.row.number)
        return self.pairs

    def _by_home(self, taken: set[int]) -> dict[Home, list[Known]]:
        found: dict[Home, list[Known]] = defaultdict(list)
        for one in self.known.values():
            home = self.home_of.get(one.id, "")
            if home and one.id not in taken:
                found[home, cells.key(one.name)].append(one)
        return found

    def _of_one_name(self, rows: list[Enrolled], home: Home, there: list[Known]) -> None:
        """Rows of one name in one organisation, beside the people of that name there."""
        if len(rows) == 1 and len(there) <= 1:
            self._alone(rows[0], home, there)
            return
        left = []
        for row in rows:
            same = [one for one in there if one.joined_on == row.joined_on and _may_be(row, one)]
            twins = [other for other in rows if other.joined_on == row.joined_on]
            if row.joined_on and len(same) == len(twins) == 1:
                self.pairs.append(Pair(row, home[0], same[0]))
                there = [one for one in there if one is not same[0]]
            else:
                left.append(row)
        self._left(left, home, [one for one in there if any(_may_be(row, one) for row in left)])

    def _alone(self, row: Enrolled, home: Home, there: list[Known]) -> None:
        found = there[0] if there and _may_be(row, there[0]) else None
        if there and found is None:
            sentence = (
                f"本组织已有一名{row.name}，人员编号是“{there[0].number}”。这一行按另一个人新增；"
                "如果是同一个人，请改成原来的编号。"
            )
            self.notes.warn(row.row.place("number"), sentence)
        self.pairs.append(Pair(row, home[0], found))

    def _left(self, rows: list[Enrolled], home: Home, there: list[Known]) -> None:
        """Rows that no day of joining told apart: new where nobody of the name is left and each has something of its
        own."""
        for row in rows:
            twins = [one for one in rows if not one.number and one.joined_on == row.joined_on]
            if not there and (row.number or len(twins) == 1):
                self.pairs.append(Pair(row, home[0], None))
                continue
            self.ambiguous.update(one.id for one in there)
            sentence = f"本组织不止一名{row.name}，分不清这一行是谁。请填写人员编号（或入党日期）。"
            self.notes.fault(row.row.place("number" if row.row.has("number") else "name"), sentence)


def _may_be(row: Enrolled, one: Known) -> bool:
    """A row with a number means nobody who has another one."""
    return not (row.number and one.number)
