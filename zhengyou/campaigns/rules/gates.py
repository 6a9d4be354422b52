"""What must be there before a phase closes: gates whose figures exist already, each with a least share."""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


@dataclass(frozen=True)
class Gate:
    """One gate: its word, what is counted of what, and in which phases it is usual."""

    key: str
    word: str | Promise
    counts: str | Promise
    usual: re.Pattern[str]


GATES: dict[str, Gate] = {
    gate.key: gate
    for gate in (
        Gate(
            "mobilised",
            gettext_lazy("动员会开过"),
            gettext_lazy("动员类任务已办结的，占应办的"),
            re.compile("动员|部署|启动"),
        ),
        Gate(
            "promised",
            gettext_lazy("承诺已公示"),
            gettext_lazy("有承诺公示出来的，占应当承诺的党员和组织"),
            re.compile("承诺|争创|创争|实施"),
        ),
        Gate(
            "reviewed",
            gettext_lazy("点评过"),
            gettext_lazy("点评过的，占应当点评的"),
            re.compile("点评"),
        ),
        Gate(
            "checked",
            gettext_lazy("自查表交了"),
            gettext_lazy("交了自查表的组织，占应当自查的"),
            re.compile("自查|对照|整改|查摆"),
        ),
        Gate(
            "done",
            gettext_lazy("本阶段任务办结"),
            gettext_lazy("本阶段各项任务已办结的，占已到期的"),
            re.compile(""),
        ),
    )
}


def usual(name: str, least: int) -> dict[str, int]:
    """The gates that a phase of this name usually has, each with the same least share in percent."""
    return {key: least for key, gate in GATES.items() if gate.usual.search(name)}


@dataclass(frozen=True)
class Passed:
    """What a gate came to: `found` of `of`, against the least percent. Where nobody is asked nothing is there."""

    key: str
    least: int
    found: int
    of: int

    @property
    def word(self) -> str:
        """The gate in words; one that no longer exists by its key."""
        return str(GATES[self.key].word) if self.key in GATES else self.key

    @property
    def counts(self) -> str:
        """What is counted of what."""
        return str(GATES[self.key].counts) if self.key in GATES else ""

    @property
    def met(self) -> bool:
        """Whether the share is reached; compared without rounding."""
        return self.of > 0 and self.found * 100 >= self.least * self.of

    def kept(self) -> dict[str, Any]:
        """As it is kept with a closing."""
        return {"key": self.key, "least": self.least, "found": self.found, "of": self.of}
