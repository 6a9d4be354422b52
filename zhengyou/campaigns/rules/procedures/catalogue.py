"""Every procedure there is, by its key, in the order in which a campaign comes to them."""

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
