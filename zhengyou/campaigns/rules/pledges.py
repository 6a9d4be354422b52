"""Texts of collective pledges (师德承诺书 and the like, domain.md M24): those that come as data, and a used text beside
the one it was made from.

The files are `zhengyou/packs/pledges/KEY.toml` with `name`, `for_whom` and `text`. Nothing in the code names a pledge.
"""

import tomllib
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import zip_longest
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "packs" / "pledges"
MOST = 3000
"""Characters of a pledge's text."""


@dataclass(frozen=True)
class Sample:
    """A text that comes as data; `key` is the name of its file."""

    key: str
    name: str
    for_whom: str
    text: str


@cache
def samples() -> dict[str, Sample]:
    """All that come as data, by key. Raises ValueError for a file that is not whole."""
    found = {}
    for path in sorted(FOLDER.glob("*.toml")):
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        if set(told) != {"name", "for_whom", "text"} or not all(
            isinstance(value, str) and value.strip() for value in told.values()
        ):
            raise ValueError(f"承诺书样本“{path.name}”里只写 name、for_whom、text 三样，都不能空。")
        found[path.stem] = Sample(path.stem, told["name"], told["for_whom"], told["text"].strip())
    return found


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, without empty ones and without blanks around them."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def same(one: str, other: str) -> bool:
    """Whether two texts say the same but for blanks and empty lines."""
    return paragraphs(one) == paragraphs(other)


@dataclass(frozen=True)
class Beside:
    """A paragraph of the template and what stands for it in the text that is used; either may be empty."""

    template: str
    used: str

    @property
    def changed(self) -> bool:
        """Whether they differ."""
        return self.template != self.used


def beside(template: str, used: str) -> list[Beside]:
    """Both texts paragraph by paragraph: read down either column, each is whole and in its order."""
    old, new = paragraphs(template), paragraphs(used)
    found = []
    for _tag, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        pairs = zip_longest(old[first:last], new[start:end], fillvalue="")
        found += [Beside(template, used) for template, used in pairs]
    return found
