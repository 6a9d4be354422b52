"""The procedures of the loop, and every procedure there is in any room (settings.PROCEDURES), by their keys."""

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from .commitments import COMMITMENT, ORGANISATION_COMMITMENT
from .inspections import INSPECTION, INSPECTION_VISIT
from .machine import Procedure
from .phases import PHASE
from .plans import CARRIED_PLAN, PLAN
from .projects import PROJECT
from .records import EXCUSE, FILING, RECORD
from .rectification import RECTIFICATION
from .reviews import REVIEW
from .selfchecks import SELF_CHECK
from .summaries import SUMMARY

PROCEDURES: dict[str, Procedure] = {
    procedure.key: procedure
    for procedure in (
        *(PLAN, CARRIED_PLAN, FILING, RECORD, EXCUSE),
        PHASE,
        *(COMMITMENT, ORGANISATION_COMMITMENT),
        PROJECT,
        SUMMARY,
        REVIEW,
        *(INSPECTION, INSPECTION_VISIT),
        SELF_CHECK,
        RECTIFICATION,
    )
}


@cache
def procedures() -> dict[str, Procedure]:
    """Every procedure there is, by its key, in the order in which a campaign comes to them."""
    return {key: found for dotted in settings.PROCEDURES for key, found in import_string(dotted).items()}
