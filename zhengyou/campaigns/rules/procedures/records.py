"""What becomes of a record, of a filing, and of a plea that something does not apply (domain.md P1, P17)."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from zhengyou.organisations.rules import Permission

from ...models.activities import Record, RecordState
from ...models.tasks import ExcuseState
from .machine import Procedure, Reach, Transition, labels

RECORD = Procedure(
    "这条记录",
    labels(RecordState),
    (
        Transition(
            "accept",
            "验收",
            ("submitted",),
            "accepted",
            Permission.DECIDE,
            Reach.ABOVE,
            by_another=True,
            main=True,
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
        # Whoever finds a mistake of his own says so and mends it; it is looked at once more, and nothing becomes late.
        Transition(
            "correct",
            "更正",
            ("submitted", "accepted"),
            "submitted",
            Permission.RECORD,
            Reach.OWN,
            comment=True,
        ),
    ),
    key="record",
    title=_("报送和验收"),
    source="domain.md P17",
    purpose=_("做了什么只记一次，由上级验收；不实的退回补正。"),
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
        if step.verb != "correct"  # a plan in force is amended
    ),
    key="filing",
    title=_("备案审核"),
    source="domain.md P1",
    purpose=_("上级看过报上来的方案，同意备案或退回修改。"),
)


def record_procedure(record: Record) -> Procedure:
    """The procedure a record goes through: of a filing where a plan went up with it."""
    return FILING if record.plan_version_id else RECORD


EXCUSE = Procedure(
    "不适用说明",
    labels(ExcuseState),
    (
        Transition(
            "approve",
            "同意",
            ("requested",),
            "approved",
            Permission.DECIDE,
            Reach.ABOVE,
            by_another=True,
            main=True,
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
    key="excuse",
    title=_("不适用说明"),
    source="domain.md P17",
    purpose=_("确实不用办的事写明原因，上级同意后不再要求。"),
)
