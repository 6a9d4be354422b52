"""A ballot as it is sent by the page: marks and remarks read from what was posted."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from zhengyou.ui.asked import number_in

from ..queries.voting import Asked
from ..rules.sheets import Option


@dataclass(frozen=True)
class Choice:
    """One option of a question: its place from 1 as the form sends it, and whether it was chosen."""

    place: int
    label: str
    chosen: bool


@dataclass(frozen=True)
class Question:
    """One item about one subject: the name of its field, its words, its options, and the word of what was chosen."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    answer: str


@dataclass(frozen=True)
class About:
    """One subject with its questions."""

    name: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Prompt:
    """A prompt of the sheet with what was written under it."""

    name: str
    label: str
    text: str


@dataclass
class BallotForm:
    """What was sent about what was asked. Nothing is compulsory: what is left out counts as left blank."""

    asked: Asked
    sent: QueryDict
    mistakes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        items = self.asked.sheet.items
        self.marks = tuple(
            self._mark(place, items[place % len(items)].options)
            for place in range(self.asked.sheet.marks(len(self.asked.subjects)))
        )
        self.remarks = tuple(
            self.sent.get(f"r{place}", "").strip().replace("\r\n", "\n")
            for place in range(len(self.asked.sheet.prompts))
        )
        most = self.asked.sheet.characters
        for text, prompt in zip(self.remarks, self.asked.sheet.prompts, strict=True):
            if len(text) > most:
                self.mistakes.append(
                    _("“%(prompt)s”写了%(found)s个字，最多%(most)s个字。请删掉一些。")
                    % {"prompt": prompt, "found": len(text), "most": most}
                )

    def _mark(self, place: int, options: Sequence[Option]) -> int:
        found = number_in(self.sent, f"m{place}") or 0
        return found if found <= len(options) else 0

    @property
    def blank(self) -> int:
        """How many questions were left blank."""
        return self.marks.count(0)

    def abouts(self) -> list[About]:
        """Every subject with its questions, and what was chosen."""
        items = self.asked.sheet.items
        return [
            About(
                name,
                tuple(
                    self._question(order * len(items) + place, item.label, item.options)
                    for place, item in enumerate(items)
                ),
            )
            for order, name in enumerate(self.asked.subjects)
        ]

    def _question(self, place: int, label: str, options: Sequence[Option]) -> Question:
        mark = self.marks[place]
        choices = tuple(Choice(one, option.label, one == mark) for one, option in enumerate(options, start=1))
        return Question(f"m{place}", label, choices, options[mark - 1].label if mark else "")

    def prompts(self) -> list[Prompt]:
        """The prompts with what was written."""
        return [
            Prompt(f"r{place}", label, self.remarks[place])
            for place, label in enumerate(self.asked.sheet.prompts)
        ]
