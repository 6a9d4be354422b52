"""The tables of the loop."""

from .activities import Attachment, Fulfilment, Record
from .attendance import Absence, Held, Issue
from .campaigns import Campaign, Phase, Standard, StandardItem
from .closing import Explanation
from .commitments import Commitment, CommitmentSignature, CommitmentStage, ConfirmationLink
from .filing import Answer, Meeting, PlanVersion
from .plans import Plan, PlanItem, PlanSketch, PlanSource
from .policies import Policy
from .rectification import Rectification, RectificationStage
from .reviews import ProblemMark, Review, ReviewProblem, ReviewRound, ReviewStage
from .selfchecks import (
    SelfCheck,
    SelfCheckEvidence,
    SelfCheckFinding,
    SelfCheckItem,
    SelfCheckRound,
    SelfCheckStage,
)
from .steps import PlanStep
from .tasks import Excuse, Expectation, Task

__all__ = [
    "Absence",
    "Answer",
    "Attachment",
    "Campaign",
    "Commitment",
    "CommitmentSignature",
    "CommitmentStage",
    "ConfirmationLink",
    "Excuse",
    "Expectation",
    "Explanation",
    "Fulfilment",
    "Held",
    "Issue",
    "Meeting",
    "Phase",
    "Plan",
    "PlanItem",
    "PlanSketch",
    "PlanSource",
    "PlanStep",
    "PlanVersion",
    "Policy",
    "ProblemMark",
    "Record",
    "Rectification",
    "RectificationStage",
    "Review",
    "ReviewProblem",
    "ReviewRound",
    "ReviewStage",
    "SelfCheck",
    "SelfCheckEvidence",
    "SelfCheckFinding",
    "SelfCheckItem",
    "SelfCheckRound",
    "SelfCheckStage",
    "Standard",
    "StandardItem",
    "Task",
]
