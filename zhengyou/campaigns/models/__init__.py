"""The tables of the loop."""

from .activities import Attachment, Fulfilment, Record
from .campaigns import Campaign, Phase, Standard, StandardItem
from .closing import Explanation
from .plans import Plan, PlanItem, PlanSketch, PlanSource
from .policies import Policy
from .tasks import Excuse, Expectation, Task

__all__ = [
    "Attachment",
    "Campaign",
    "Excuse",
    "Expectation",
    "Explanation",
    "Fulfilment",
    "Phase",
    "Plan",
    "PlanItem",
    "PlanSketch",
    "PlanSource",
    "Policy",
    "Record",
    "Standard",
    "StandardItem",
    "Task",
]
