"""What a procedure is: states, and steps between them with who may take them, what each asks and what it tells.

A page, an action, a permission, the ledger's line, the documentation and the API of a procedure read its table and
nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from django.db.models import TextChoices
from django.utils.functional import Promise

from zhengyou.organisations.rules import Actor, NotPermitted, Permission

Words = str | Promise


class Reach(Enum):
    """Where the actor must stand towards what is concerned."""

    WITHIN = "本级或下级"
    OWN = "本组织"
    ABOVE = "上级组织"
    RAISER = "提出的组织或它的上级"
    SELF = "本人"


class Kind(Enum):
    """What is typed into a field of a step."""

    LINE = "一行字"
    TEXT = "一段话"
    DAY = "日期"
    NUMBER = "数"
    PERSON = "一位同志"
    CHOICE = "选一项"
    TICK = "勾选"


@dataclass(frozen=True)
class Asked:
    """One field of a step: where it is kept on the row, its word, what it takes. `most`: characters of a text.

    `choices` are (value, word); those of a PERSON are given when the form is made.
    """

    name: str
    label: Words
    kind: Kind = Kind.TEXT
    required: bool = True
    help: Words = ""
    lacking: Words = ""
    most: int = 1000
    choices: tuple[tuple[str, Words], ...] = ()


@dataclass(frozen=True)
class Transition:
    """One step: its verb, the word on the button, from which states to which, and what it takes.

    `asks` are the fields its form shows; `told` is the ledger's sentence with {title} and the fields in it; `hint` says
    beforehand what the step does, `done` afterwards what changed and what comes next. `comment`: a reason is required.
    """

    verb: str
    label: Words
    sources: tuple[str, ...]
    target: str
    permission: Permission
    reach: Reach
    comment: bool = False
    by_another: bool = False
    asks: tuple[Asked, ...] = ()
    told: str = ""
    hint: Words = ""
    done: Words = ""
    main: bool = False


@dataclass(frozen=True)
class Concerned:
    """Whom a thing concerns: the path of the organisation it belongs to, the account that made what is to be decided,
    the path of the organisation that raised it, and the person it is about or who answers for it."""

    path: str
    proposer_id: int | None = None
    raiser: str = ""
    person_id: int | None = None


class WrongState(Exception):
    """The step is not open in the present state; the sentence says what state that is."""


@dataclass(frozen=True)
class Procedure:
    """One declared state machine. `key` names it in addresses and in the ledger, `source` says where its rule stands;
    `shapes` are the chips of its states (see `state_chip` of the ui)."""

    name: str
    labels: dict[str, str]
    transitions: tuple[Transition, ...]
    key: str = ""
    source: str = ""
    purpose: Words = ""
    shapes: Mapping[str, str] = field(default_factory=dict)

    def step(self, verb: str) -> Transition:
        """The transition with this verb; raises KeyError when there is none."""
        for step in self.transitions:
            if step.verb == verb:
                return step
        raise KeyError(verb)

    def offered(self, state: str, actor: Actor, concerned: Concerned) -> list[Transition]:
        """The steps this actor may take now."""
        return [
            step
            for step in self.transitions
            if state in step.sources and _refusal(step, actor, concerned) is None
        ]

    def check(self, verb: str, state: str, actor: Actor, concerned: Concerned) -> Transition:
        """The transition if it is open to this actor now; raises WrongState or NotPermitted with a sentence."""
        step = self.step(verb)
        refusal = _refusal(step, actor, concerned)
        if refusal:
            raise NotPermitted(refusal)
        if state not in step.sources:
            raise WrongState(
                f"{self.name}现在是“{self.labels[state]}”，不能再“{step.label}”。请刷新页面查看最新情况。"
            )
        return step


def _refusal(step: Transition, actor: Actor, concerned: Concerned) -> str | None:
    if step.reach is Reach.SELF:
        if actor.person_id != concerned.person_id or not actor.may(step.permission):
            return f"“{step.label}”要由本人办理。"
        return None
    path = concerned.raiser if step.reach is Reach.RAISER else concerned.path
    if not actor.may(step.permission, path) or (step.reach is Reach.OWN and path != actor.path):
        return f"您的岗位（{actor.organisation_name}{actor.post_title}）不能办理“{step.label}”。"
    if step.reach is Reach.ABOVE and not actor.above(path):
        return f"“{step.label}”要由上级组织办理，本级不能自己办理。"
    if step.by_another and actor.account_id == concerned.proposer_id:
        return f"提出的人不能自己“{step.label}”，请由另一位同志办理。"
    if step.by_another and actor.person_id == concerned.person_id:
        return f"责任人不能自己“{step.label}”，请由另一位同志办理。"
    return None


def labels(states: type[TextChoices]) -> dict[str, str]:
    """The words of the states by their values."""
    return {state.value: str(state.label) for state in states}
