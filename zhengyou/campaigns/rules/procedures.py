"""The procedures as tables: states, transitions, who may, what is required. Pages, actions and documentation read
these and nothing else."""

from dataclasses import dataclass, replace
from enum import Enum

from zhengyou.organisations.rules import Actor, NotPermitted, Permission

from ..models.activities import Record, RecordState
from ..models.plans import Plan, PlanState
from ..models.tasks import ExcuseState


class Reach(Enum):
    """Where the actor must stand towards the organisation concerned."""

    WITHIN = "本级或下级"
    OWN = "本组织"
    ABOVE = "上级组织"


@dataclass(frozen=True)
class Transition:
    """One step: its verb, the word on the button, from which states to which, and what it takes."""

    verb: str
    label: str
    sources: tuple[str, ...]
    target: str
    permission: Permission
    reach: Reach
    comment: bool = False
    by_another: bool = False


class WrongState(Exception):
    """The step is not open in the present state; the sentence says what state that is."""


@dataclass(frozen=True)
class Procedure:
    """One declared state machine."""

    name: str
    labels: dict[str, str]
    transitions: tuple[Transition, ...]

    def step(self, verb: str) -> Transition:
        """The transition with this verb."""
        return next(step for step in self.transitions if step.verb == verb)

    def offered(self, state: str, actor: Actor, path: str, proposer_id: int | None) -> list[Transition]:
        """The steps this actor may take now; `proposer_id` is the account that made what is to be decided."""
        return [
            step
            for step in self.transitions
            if state in step.sources and _refusal(step, actor, path, proposer_id) is None
        ]

    def check(self, verb: str, state: str, actor: Actor, path: str, proposer_id: int | None) -> Transition:
        """The transition if it is open to this actor now; raises WrongState or NotPermitted with a sentence."""
        step = self.step(verb)
        refusal = _refusal(step, actor, path, proposer_id)
        if refusal:
            raise NotPermitted(refusal)
        if state not in step.sources:
            raise WrongState(
                f"{self.name}现在是“{self.labels[state]}”，不能再“{step.label}”。请刷新页面查看最新情况。"
            )
        return step


def _refusal(step: Transition, actor: Actor, path: str, proposer_id: int | None) -> str | None:
    if not actor.may(step.permission, path) or (step.reach is Reach.OWN and path != actor.path):
        return f"您的岗位（{actor.organisation_name}{actor.post_title}）不能办理“{step.label}”。"
    if step.reach is Reach.ABOVE and not actor.above(path):
        return f"“{step.label}”要由上级组织办理，本级不能自己办理。"
    if step.by_another and actor.account_id == proposer_id:
        return f"提出的人不能自己“{step.label}”，请由另一位同志办理。"
    return None


def may_edit_plan(state: str, actor: Actor, path: str) -> bool:
    """Whether the actor may correct a plan in this state of the organisation at `path`: drafts of the own one."""
    own = path == actor.path and actor.may(Permission.EDIT_PLAN, path)
    return own and state in EDITABLE


def _labels(states: type[PlanState] | type[RecordState] | type[ExcuseState]) -> dict[str, str]:
    return {state.value: str(state.label) for state in states}


EDITABLE = (PlanState.DRAFT, PlanState.AMENDING)
_RUNNING = (
    Transition("amend", "修订", ("in_force",), "amending", Permission.EDIT_PLAN, Reach.OWN),
    Transition("abandon", "放弃修订", ("amending",), "in_force", Permission.EDIT_PLAN, Reach.OWN),
    Transition("close", "结束", ("in_force",), "closed", Permission.APPROVE_PLAN, Reach.OWN, comment=True),
    Transition("discard", "作废", ("draft",), "discarded", Permission.EDIT_PLAN, Reach.OWN),
)
PLAN = Procedure(
    "方案",
    _labels(PlanState),
    (
        Transition("propose", "提交审批", ("draft", "amending"), "proposed", Permission.EDIT_PLAN, Reach.OWN),
        Transition(
            "approve", "批准", ("proposed",), "in_force", Permission.APPROVE_PLAN, Reach.OWN, by_another=True
        ),
        Transition(
            "return", "退回修改", ("proposed",), "draft", Permission.APPROVE_PLAN, Reach.OWN, comment=True
        ),
        *_RUNNING,
    ),
)
# A plan that carries out a superior's: its own meeting passes it, the level above receives it. The other pair of eyes
# is there, so that one secretary of a small branch can do both steps below.
CARRIED_PLAN = Procedure(
    "方案",
    _labels(PlanState),
    (
        Transition(
            "pass", "记下会议通过", ("draft", "amending"), "approved", Permission.EDIT_PLAN, Reach.OWN
        ),
        Transition("file", "报备", ("approved",), "filed", Permission.EDIT_PLAN, Reach.OWN),
        Transition("reopen", "重新修改", ("approved",), "draft", Permission.EDIT_PLAN, Reach.OWN),
        *_RUNNING,
    ),
)


def procedure_of(plan: Plan) -> Procedure:
    """The procedure a plan goes through: filed upward where it carries out a superior's, else approved at home."""
    return CARRIED_PLAN if plan.superior_id else PLAN


def back_to(*, running: bool) -> PlanState:
    """Where a plan goes that was sent back or taken up again: an amendment while its campaign runs, else a draft."""
    return PlanState.AMENDING if running else PlanState.DRAFT


RECORD = Procedure(
    "这条记录",
    _labels(RecordState),
    (
        Transition(
            "accept", "验收", ("submitted",), "accepted", Permission.DECIDE, Reach.ABOVE, by_another=True
        ),
        Transition(
            "return",
            "退回",
            ("submitted", "accepted"),
            "returned",
            Permission.DECIDE,
            Reach.ABOVE,
            comment=True,
            by_another=True,
        ),
        Transition("resubmit", "重新报送", ("returned",), "submitted", Permission.RECORD, Reach.OWN),
        Transition("withdraw", "撤回", ("submitted", "returned"), "withdrawn", Permission.RECORD, Reach.OWN),
    ),
)

# A filed plan goes the same way in words of its own; whoever prepares plans sends them and takes them back.
_OF_FILING = {"accept": "同意备案", "return": "退回修改", "resubmit": "改好再报", "withdraw": "撤回报备"}
_WHO_FILES = {Permission.RECORD: Permission.EDIT_PLAN}
FILING = Procedure(
    "这次报备",
    RECORD.labels | {RecordState.SUBMITTED: "待审核", RecordState.ACCEPTED: "已备案"},
    tuple(
        replace(
            step, label=_OF_FILING[step.verb], permission=_WHO_FILES.get(step.permission, step.permission)
        )
        for step in RECORD.transitions
    ),
)


def record_procedure(record: Record) -> Procedure:
    """The procedure a record goes through: of a filing where a plan went up with it."""
    return FILING if record.plan_version_id else RECORD


EXCUSE = Procedure(
    "不适用说明",
    _labels(ExcuseState),
    (
        Transition(
            "approve", "同意", ("requested",), "approved", Permission.DECIDE, Reach.ABOVE, by_another=True
        ),
        Transition(
            "refuse",
            "不同意",
            ("requested",),
            "refused",
            Permission.DECIDE,
            Reach.ABOVE,
            comment=True,
            by_another=True,
        ),
        Transition("withdraw", "撤回", ("requested",), "withdrawn", Permission.RECORD, Reach.OWN),
    ),
)
