"""What is to be said about a roster: faults that stop it, warnings that do not, each with its cell."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Place:
    """A cell as people count it: sheet, row from 1; `column` counts from 0, None for the whole row."""

    sheet: str
    row: int
    column: int | None = None

    @property
    def words(self) -> str:
        """“人员”第 5 行 C 列."""
        where = f"“{self.sheet}”第 {self.row} 行"
        return where if self.column is None else f"{where} {letters(self.column)} 列"


@dataclass(frozen=True)
class Note:
    """One thing to mend (`stops`) or to look at, with what to do."""

    place: Place
    sentence: str
    stops: bool = True

    def __str__(self) -> str:
        return f"{self.place.words}：{self.sentence}"


@dataclass
class Notes:
    """All that was noticed so far."""

    all: list[Note] = field(default_factory=list)
    faults: int = 0

    def fault(self, place: Place, sentence: str) -> None:
        """Something that must be mended before anything is imported."""
        self.faults += 1
        self.all.append(Note(place, sentence))

    def warn(self, place: Place, sentence: str) -> None:
        """Something to look at; it stops nothing."""
        self.all.append(Note(place, sentence, stops=False))

    def sorted(self, sheets: list[str]) -> list[Note]:
        """In the order of the file, faults first within a row."""
        order = {name: number for number, name in enumerate(sheets)}
        return sorted(
            self.all,
            key=lambda note: (
                order.get(note.place.sheet, len(order)),
                note.place.row,
                not note.stops,
                -1 if note.place.column is None else note.place.column,
            ),
        )


def letters(column: int) -> str:
    """The name of a column counted from 0: A, B … Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
