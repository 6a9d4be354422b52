"""How a plan comes into force, is amended and ends (domain.md P1)."""

from django.utils.translation import gettext_lazy as _

from zhengyou.organisations.rules import Actor, Permission

from ...models.plans import Plan, PlanState
from .machine import Procedure, Reach, Transition, labels

EDITABLE = (PlanState.DRAFT, PlanState.AMENDING)
_RUNNING = (
    Transition("amend", "修订", ("in_force",), "amending", Permission.EDIT_PLAN, Reach.OWN),
    Transition("abandon", "放弃修订", ("amending",), "in_force", Permission.EDIT_PLAN, Reach.OWN),
    Transition("close", "结束", ("in_force",), "closed", Permission.APPROVE_PLAN, Reach.OWN, comment=True),
    Transition("discard", "作废", ("draft",), "discarded", Permission.EDIT_PLAN, Reach.OWN),
)
PLAN = Procedure(
    "方案",
    labels(PlanState),
    (
        Transition(
            "propose",
            "提交审批",
            ("draft", "amending"),
            "proposed",
            Permission.EDIT_PLAN,
            Reach.OWN,
            main=True,
        ),
        Transition(
            "approve",
            "批准",
            ("proposed",),
            "in_force",
            Permission.APPROVE_PLAN,
            Reach.OWN,
            by_another=True,
            main=True,
        ),
        Transition(
            "return", "退回修改", ("proposed",), "draft", Permission.APPROVE_PLAN, Reach.OWN, comment=True
        ),
        *_RUNNING,
    ),
    key="plan",
    title=_("方案审批"),
    source="domain.md P1",
    purpose=_("方案经另一位同志批准才生效，生效以后按它布置任务。"),
)
# A plan that carries out a superior's: its own meeting passes it, the level above receives it. The other pair of eyes
# is there, so that one secretary of a small branch can do both steps below.
CARRIED_PLAN = Procedure(
    "方案",
    labels(PlanState),
    (
        Transition(
            "pass",
            "记下会议通过",
            ("draft", "amending"),
            "approved",
            Permission.EDIT_PLAN,
            Reach.OWN,
            main=True,
        ),
        Transition("file", "报备", ("approved",), "filed", Permission.EDIT_PLAN, Reach.OWN, main=True),
        Transition("reopen", "重新修改", ("approved",), "draft", Permission.EDIT_PLAN, Reach.OWN),
        *_RUNNING,
    ),
    key="carried-plan",
    title=_("方案报备"),
    source="domain.md P1",
    purpose=_("下级照上级的方案定自己的方案，会议通过后报上级备案。"),
)


def procedure_of(plan: Plan) -> Procedure:
    """The procedure a plan goes through: filed upward where it carries out a superior's, else approved at home."""
    return CARRIED_PLAN if plan.superior_id else PLAN


def back_to(*, running: bool) -> PlanState:
    """Where a plan goes that was sent back or taken up again: an amendment while its campaign runs, else a draft."""
    return PlanState.AMENDING if running else PlanState.DRAFT


def may_edit_plan(state: str, actor: Actor, path: str) -> bool:
    """Whether the actor may correct a plan in this state of the organisation at `path`: drafts of the own one."""
    own = path == actor.path and actor.may(Permission.EDIT_PLAN, path)
    return own and state in EDITABLE
