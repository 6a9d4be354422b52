"""A procedure as people and programs read it: its states, and for each step by whom, with what, to where."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from zhengyou.organisations.models import PostKind
from zhengyou.organisations.rules import ROLE_OF_POST, Permission

from .machine import Procedure, Reach, Transition


@dataclass(frozen=True)
class Told:
    """One step in words; `verb` and `target` are codes, the rest is Chinese."""

    verb: str
    label: str
    sources: list[str]
    target: str
    target_word: str
    who: str
    asks: list[str]
    by_another: bool


@dataclass(frozen=True)
class State:
    """One state: its code, its word, the shape of its chip (empty: none declared), and the steps out of it."""

    code: str
    word: str
    shape: str
    steps: list[Told]


def states(procedure: Procedure) -> list[State]:
    """The states in their declared order with what may be done in each."""
    return [
        State(
            code,
            word,
            procedure.shapes.get(code, ""),
            [told(procedure, step) for step in procedure.transitions if code in step.sources],
        )
        for code, word in procedure.passed.items()
    ]


def told(procedure: Procedure, step: Transition) -> Told:
    """One step in words."""
    asks = [str(asked.label) for asked in step.asks]
    return Told(
        verb=step.verb,
        label=str(step.label),
        sources=[procedure.labels[code] for code in step.sources],
        target=step.target,
        target_word=procedure.labels[step.target],
        who=who(step),
        asks=[*asks, _("原因")] if step.comment else asks,
        by_another=step.by_another,
    )


def who(step: Transition) -> str:
    """Who takes a step: which side, and which posts there."""
    if step.reach in (Reach.SELF, Reach.NAMED, Reach.NOBODY):
        return str(step.reach.value)
    return f"{step.reach.value}：{'、'.join(_posts(step.permission))}"


def _posts(permission: Permission) -> Iterator[str]:
    for kind, role in ROLE_OF_POST.items():
        if permission in role.permissions:
            yield str(PostKind(kind).label)


def main_way(procedure: Procedure) -> list[str]:
    """The states, as words, that one passes when every main step is taken once, from the first state on."""
    code = next(iter(procedure.passed))
    passed = [code]
    while step := next((s for s in procedure.transitions if s.main and code in s.sources), None):
        if step.target in passed:
            break
        code = step.target
        passed.append(code)
    return [procedure.labels[state] for state in passed]


def as_data(procedure: Procedure) -> dict[str, Any]:
    """The whole procedure for programs, as JSON has it."""
    return {
        "key": procedure.key,
        "title": str(procedure.title),
        "source": procedure.source,
        "purpose": str(procedure.purpose),
        "states": [asdict(state) for state in states(procedure)],
    }
