"""The procedures as tables: states, transitions, who may, what is required. Pages, actions and documentation read
these and nothing else."""

from .catalogue import procedures
from .commitments import COMMITMENT, ORGANISATION_COMMITMENT, commitment_procedure
from .inspections import INSPECTION, INSPECTION_VISIT
from .machine import Asked, Concerned, Kind, Procedure, Reach, Transition, WrongState
from .phases import PHASE
from .plans import CARRIED_PLAN, EDITABLE, PLAN, back_to, may_edit_plan, procedure_of
from .projects import PROJECT
from .records import EXCUSE, FILING, RECORD, record_procedure
from .rectification import RECTIFICATION
from .reviews import REVIEW
from .selfchecks import SELF_CHECK
from .summaries import SUMMARY

__all__ = [
    "CARRIED_PLAN",
    "COMMITMENT",
    "EDITABLE",
    "EXCUSE",
    "FILING",
    "INSPECTION",
    "INSPECTION_VISIT",
    "ORGANISATION_COMMITMENT",
    "PHASE",
    "PLAN",
    "PROJECT",
    "RECORD",
    "RECTIFICATION",
    "REVIEW",
    "SELF_CHECK",
    "SUMMARY",
    "Asked",
    "Concerned",
    "Kind",
    "Procedure",
    "Reach",
    "Transition",
    "WrongState",
    "back_to",
    "commitment_procedure",
    "may_edit_plan",
    "procedure_of",
    "procedures",
    "record_procedure",
]
