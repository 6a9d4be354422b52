"""The tables of the loop."""

from .activities import Attachment, Fulfilment, Record
from .campaigns import Campaign, Phase, Standard, StandardItem
from .closing import Explanation
from .filing import Answer, Meeting, PlanVersion
from .plans import Plan, PlanItem, PlanSketch, PlanSource
from .policies import Policy
from .rectification import Rectification, RectificationStage
from .steps import PlanStep
from .tasks import Excuse, Expectation, Task

__all__ = [
    "Answer",
    "Attachment",
    "Campaign",
    "Excuse",
    "Expectation",
    "Explanation",
    "Fulfilment",
    "Meeting",
    "Phase",
    "Plan",
    "PlanItem",
    "PlanSketch",
    "PlanSource",
    "PlanStep",
    "PlanVersion",
    "Policy",
    "Record",
    "Rectification",
    "RectificationStage",
    "Standard",
    "StandardItem",
    "Task",
]
