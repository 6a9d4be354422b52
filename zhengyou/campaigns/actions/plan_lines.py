"""The line that each action on a plan writes in the ledger."""

from typing import Any

from zhengyou.ledger.writing import Line, write
from zhengyou.organisations.rules import Actor

from ..models.plans import Plan

SUBJECT = "campaigns.plan"


def write_line(
    by: Actor,
    plan: Plan,
    verb: str,
    sentence: str,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Say in one sentence what was done to the plan; `before` and `after` are what it changed."""
    line = Line(
        verb=f"{SUBJECT}.{verb}",
        sentence=sentence,
        subject=SUBJECT,
        subject_id=plan.pk,
        path=by.path,
        before=before,
        after=after,
    )
    write(by=by, line=line)
