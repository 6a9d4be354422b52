"""What of democratic appraisal and party-spirit analysis waits for somebody."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from zhengyou.organisations.models import Placement
from zhengyou.organisations.queries import on_day
from zhengyou.organisations.rules import Actor

from ..models import Analysis, AnalysisState, Grading, GradingState, MemberRound

_OF_COMMITTEE = (
    GradingState.STUDY,
    GradingState.MUTUAL,
    GradingState.BALLOT,
    GradingState.GRADE,
    GradingState.GRADED,
    GradingState.OBJECTED,
)
_OF_BRANCH = (
    AnalysisState.NOTICED,
    AnalysisState.GATHERED,
    AnalysisState.WRITTEN,
    AnalysisState.STATED,
    AnalysisState.COMMENTED,
    AnalysisState.JUDGED,
)


def to_assess(actor: Actor, day: date) -> QuerySet[Grading]:
    """The actor's own appraisals that wait for his own text."""
    found = Grading.objects.filter(person_id=actor.person_id, state=GradingState.SELF)
    return found.select_related("round").order_by("pk")


def to_write(actor: Actor, day: date) -> QuerySet[Analysis]:
    """The actor's own analyses that wait for his report."""
    found = Analysis.objects.filter(person_id=actor.person_id, state=AnalysisState.TALKED)
    return found.select_related("round").order_by("pk")


def to_move_on(actor: Actor, day: date) -> QuerySet[MemberRound]:
    """Rounds in which a step of the actor's branch committee is next for some member."""
    gradings = Grading.objects.filter(
        round=OuterRef("pk"), held_by_id=actor.organisation_id, state__in=_OF_COMMITTEE
    )
    analyses = Analysis.objects.filter(
        round=OuterRef("pk"), organisation_id=actor.organisation_id, state__in=_OF_BRANCH
    )
    return MemberRound.objects.filter(Exists(gradings) | Exists(analyses)).order_by("due_on", "pk")


def to_approve(actor: Actor, day: date) -> QuerySet[MemberRound]:
    """Rounds in which organisations directly below the actor's have told their members the grades."""
    below = Placement.objects.filter(on_day(day), parent_id=actor.organisation_id).values("organisation_id")
    told = Grading.objects.filter(round=OuterRef("pk"), held_by_id__in=below, state=GradingState.TOLD)
    return MemberRound.objects.filter(Exists(told)).order_by("due_on", "pk")
