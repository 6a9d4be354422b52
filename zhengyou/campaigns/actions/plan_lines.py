"""The line that each action on a plan writes in the ledger."""

from datetime import date
from typing import Any

from zhengyou.ledger.telling import Values, given, values
from zhengyou.ledger.writing import Line, write
from zhengyou.organisations.rules import Actor

from ..models.plans import Plan
from ..rules.versions import FACTS

SUBJECT = "campaigns.plan"


def standing(plan: Plan) -> Values:
    """What a step changes of a plan, as it stands."""
    return values(plan, "state", "comment")


def facts(plan: Plan) -> Values:
    """What a plan says of itself, as it was made."""
    return given(plan, "state", *FACTS)


def write_line(
    by: Actor,
    plan: Plan,
    verb: str,
    sentence: str,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    happened_on: date | None = None,
) -> None:
    """Say in one sentence what was done to the plan; `before` and `after` are what it changed."""
    line = Line(
        verb=f"{SUBJECT}.{verb}",
        sentence=sentence,
        subject=SUBJECT,
        subject_id=plan.pk,
        path=by.path,
        happened_on=happened_on,
        before=before,
        after=after,
    )
    write(by=by, line=line)
