"""Self-check: what a sheet lacks, which of the things on record may speak for an item, and how the sheet reads."""

from .audience import kinds_of, of_members, sectors_of
from .filling import Draft, lacking
from .finding import Told, finding
from .matching import Known, Suggested, suggested, words_in_common

__all__ = [
    "Draft",
    "Known",
    "Suggested",
    "Told",
    "finding",
    "kinds_of",
    "lacking",
    "of_members",
    "sectors_of",
    "suggested",
    "words_in_common",
]
