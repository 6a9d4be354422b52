"""The tables of the loop."""

from .activities import Attachment, Fulfilment, Record
from .attendance import Absence, Held, Issue
from .campaigns import Campaign, Phase, Standard, StandardItem
from .classes import Classes
from .closing import Explanation
from .commitments import (
    Commitment,
    CommitmentFile,
    CommitmentRound,
    CommitmentSignature,
    CommitmentStage,
    ConfirmationLink,
)
from .feeds import CalendarFeed
from .filing import Answer, Meeting, PlanVersion
from .inspections import (
    Inspection,
    InspectionCircular,
    InspectionFinding,
    InspectionLine,
    InspectionStage,
    InspectionStratum,
    InspectionUnit,
    InspectionVisit,
    InspectionVisitStage,
)
from .phases import PhaseClosing, PhaseEvent, PhaseMissing, PhaseStage
from .plans import Plan, PlanItem, PlanSketch, PlanSource
from .pledges import Pledge
from .policies import Policy
from .projects import Milestone, Project, ProjectStage
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
from .summaries import Summary, SummaryRound, SummaryStage
from .tasks import Excuse, Expectation, Task

__all__ = [
    "Absence",
    "Answer",
    "Attachment",
    "CalendarFeed",
    "Campaign",
    "Classes",
    "Commitment",
    "CommitmentFile",
    "CommitmentRound",
    "CommitmentSignature",
    "CommitmentStage",
    "ConfirmationLink",
    "Excuse",
    "Expectation",
    "Explanation",
    "Fulfilment",
    "Held",
    "Inspection",
    "InspectionCircular",
    "InspectionFinding",
    "InspectionLine",
    "InspectionStage",
    "InspectionStratum",
    "InspectionUnit",
    "InspectionVisit",
    "InspectionVisitStage",
    "Issue",
    "Meeting",
    "Milestone",
    "Phase",
    "PhaseClosing",
    "PhaseEvent",
    "PhaseMissing",
    "PhaseStage",
    "Plan",
    "PlanItem",
    "PlanSketch",
    "PlanSource",
    "PlanStep",
    "PlanVersion",
    "Pledge",
    "Policy",
    "ProblemMark",
    "Project",
    "ProjectStage",
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
    "Summary",
    "SummaryRound",
    "SummaryStage",
    "Task",
]
