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
    RAISER_ITSELF = "提出的组织"
    OWNER = "责任组织，个人的事由本人"
    SELF = "本人"
    NAMED = "派去的同志，不能是被督查单位自己的"
    APPOINTED = "这一轮的监票人"
    ON_BEHALF = "本人，或替本人代录的本组织"
    ABOVE_OR_TOP = "上级组织；最高一级由本级的另一位同志"
    NOBODY = "系统自动"


class Kind(Enum):
    """What is typed into a field of a step."""

    LINE = "一行字"
    TEXT = "一段话"
    DAY = "日期"
    NUMBER = "数"
    PERSON = "一位同志"
    CHOICE = "选一项"
    TICK = "勾选"
    ITEM = "选一条"
    FILE = "一个文件"


@dataclass(frozen=True)
class Asked:
    """One field of a step: where it is kept on the row, its word, what it takes. `most`: characters of a text.

    `choices` are (value, word); those of a PERSON or an ITEM are given when the form is made. A FILE is laid beside the
    row by the action, not kept in it.
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
    the path of the organisation that raised it, and the person it is about or who answers for it (`called` so).

    A `personal` thing is the person's own: the person speaks for it, and only the organisation itself decides. `named`
    are the people it was given to, whatever post they hold.
    """

    path: str
    proposer_id: int | None = None
    raiser: str = ""
    person_id: int | None = None
    called: str = "责任人"
    personal: bool = False
    named: frozenset[int] = frozenset()


class WrongState(Exception):
    """The step is not open in the present state; the sentence says what state that is."""


@dataclass(frozen=True)
class Procedure:
    """One declared state machine. `name` stands in sentences, `title` above its page; `key` names it in addresses,
    `source` says where its rule stands; `shapes` are the chips of its states (see `state_chip` of the ui)."""

    name: str
    labels: dict[str, str]
    transitions: tuple[Transition, ...]
    key: str = ""
    title: Words = ""
    source: str = ""
    purpose: Words = ""
    shapes: Mapping[str, str] = field(default_factory=dict)

    @property
    def passed(self) -> dict[str, str]:
        """The states that a row of this procedure can be in, with their words."""
        found = {state for step in self.transitions for state in (*step.sources, step.target)}
        return {state: word for state, word in self.labels.items() if state in found}

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


_OF_RAISER = (Reach.RAISER, Reach.RAISER_ITSELF)
_ITSELF = (Reach.OWN, Reach.OWNER, Reach.RAISER_ITSELF)


def _refusal(step: Transition, actor: Actor, concerned: Concerned) -> str | None:
    if step.reach is Reach.NOBODY:
        return f"“{step.label}”由系统自动办理。"
    if step.reach is Reach.ON_BEHALF:
        return _not_on_behalf(step, actor, concerned)
    if step.reach in (Reach.NAMED, Reach.APPOINTED):
        return _not_named(step, actor, concerned)
    if step.reach is Reach.SELF or (step.reach is Reach.OWNER and concerned.personal):
        own = actor.person_id == concerned.person_id
        if own and (step.reach is Reach.OWNER or actor.may(step.permission)):
            return None
        return f"“{step.label}”要由本人办理。"
    path = concerned.raiser if step.reach in _OF_RAISER else concerned.path
    itself = step.reach in _ITSELF or concerned.personal
    if not actor.may(step.permission, path) or (itself and path != actor.path):
        return f"您的岗位（{actor.organisation_name}{actor.post_title}）不能办理“{step.label}”。"
    wants_above = step.reach is Reach.ABOVE or (step.reach is Reach.ABOVE_OR_TOP and not _top(path))
    if wants_above and not actor.above(path):
        return f"“{step.label}”要由上级组织办理，本级不能自己办理。"
    if step.by_another and actor.account_id == concerned.proposer_id:
        return f"提出的人不能自己“{step.label}”，请由另一位同志办理。"
    if step.by_another and actor.person_id == concerned.person_id:
        return f"{concerned.called}不能自己“{step.label}”，请由另一位同志办理。"
    return None


def _not_named(step: Transition, actor: Actor, concerned: Concerned) -> str | None:
    """Whoever it was given to does it, in any post but one of the organisation that is looked at."""
    if step.reach is Reach.APPOINTED:
        return None if actor.person_id in concerned.named else f"“{step.label}”由监票人办理，您不是。"
    if actor.person_id not in concerned.named or not actor.may(step.permission):
        return f"“{step.label}”由派去的同志办理，您不在名单里。"
    if actor.path == concerned.path:
        return f"您在这个单位任职，不能自己“{step.label}”，请由另一位同志办理。"
    return None


def _not_on_behalf(step: Transition, actor: Actor, concerned: Concerned) -> str | None:
    """The person concerned speaks for himself; whoever keeps the records of his organisation types it in for him."""
    if actor.person_id == concerned.person_id and actor.may(step.permission):
        return None
    if actor.path == concerned.path and actor.may(Permission.RECORD, concerned.path):
        return None
    return f"“{step.label}”要由本人办理，或者由所在支部代录。"


def _top(path: str) -> bool:
    """Whether an organisation stands at the top of the tree: nobody is above it."""
    return path.count("/") == 2


def labels(states: type[TextChoices]) -> dict[str, str]:
    """The words of the states by their values."""
    return {state.value: str(state.label) for state in states}
