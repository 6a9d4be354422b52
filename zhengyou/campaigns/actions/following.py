"""What follows of itself: a review, or a self-check, is done once everything it found is put right, and open again
when it comes back."""

from datetime import datetime

from zhengyou.ledger.naming import mention
from zhengyou.organisations.queries import standing_place, today
from zhengyou.organisations.rules import Actor

from ..models.rectification import Rectification, RectificationState
from ..models.reviews import Review, ReviewProblem, ReviewStage, ReviewState
from ..models.selfchecks import SelfCheck, SelfCheckStage, SelfCheckState, Verdict
from ..rules.procedures import REVIEW, SELF_CHECK
from .stepping import Way, follow

SUBJECT = "campaigns.review"
WAY = Way(
    procedure=REVIEW,
    stage=ReviewStage,
    subject=SUBJECT,
    kept=(
        *("form", "held_on", "self_report", "strengths", "direction", "none_found", "response", "comment"),
        "read_at",
    ),
)
SELF_CHECK_SUBJECT = "campaigns.selfcheck"
SELF_CHECK_WAY = Way(
    procedure=SELF_CHECK,
    stage=SelfCheckStage,
    subject=SELF_CHECK_SUBJECT,
    kept=("comment", "handed_up_on"),
)
_SETTLED = (RectificationState.CLOSED, RectificationState.SETTLED, RectificationState.WITHDRAWN)


def called(row: Review, name: str) -> str:
    """How the ledger calls a review of the organisation of this name, or of its member."""
    person = row.person
    whom = mention(person.pk, person.name) if person is not None else f"“{name}”"
    return f"对{whom}的点评（{row.round.name}）"


def follow_problem(problem: Rectification, *, by: Actor, path: str, now: datetime) -> None:
    """Let the review or the self-checks that found the problem follow it, within the transaction of its step."""
    found = ReviewProblem.objects.filter(rectification=problem).values("review_id")
    row = Review.objects.select_for_update(of=("self",)).filter(pk__in=found).first()
    if row is not None:
        follow_problems(row, by=by, path=path, now=now)
    sheets = (
        SelfCheck.objects.select_for_update(of=("self",)).filter(items__rectification=problem).order_by("pk")
    )
    for sheet in sheets:
        follow_measures(sheet, by=by, path=path, now=now)


def follow_measures(row: SelfCheck, *, by: Actor, path: str, now: datetime) -> None:
    """Close a sheet (locked) that was agreed to and has no measure running; reopen one that has one again."""
    gaps = row.items.filter(verdict=Verdict.GAP)
    running = gaps.exclude(rectification__state__in=_SETTLED).exists()
    verb = {(SelfCheckState.RUNNING, False): "close", (SelfCheckState.CLOSED, True): "reopen"}.get(
        (SelfCheckState(row.state), running)
    )
    if verb:
        follow(SELF_CHECK_WAY, row, verb, by=by, path=path, now=now)


def follow_problems(row: Review, *, by: Actor, path: str, now: datetime) -> None:
    """Close a review (locked) that was read and has nothing open; reopen one that has something open again."""
    open_ones = row.problems.exclude(rectification__state__in=_SETTLED).exists()
    verb = {(ReviewState.READ, False): "close", (ReviewState.CLOSED, True): "reopen"}.get(
        (ReviewState(row.state), open_ones)
    )
    if verb:
        row.title = called(row, standing_place(row.organisation_id, today()).name)
        follow(WAY, row, verb, by=by, path=path, now=now)
