"""What the room keeps. Nothing outside it imports this (ARCHITECTURE.md)."""

from .ballots import Ballot, Code, PiledCode, Receipt, Remark, SealedBallot, Tally, Voided
from .following import Theme, VoidProposal
from .paper import Box, Bundle, PaperKind, PaperReading, PaperRemark
from .phone import Contact, Method, Outcome, Sample
from .rounds import (
    Batch,
    Channel,
    Duty,
    Elector,
    Officer,
    Piece,
    RaterClass,
    Round,
    RoundStage,
    RoundState,
    Source,
    Subject,
    Urn,
)

__all__ = [
    "Ballot",
    "Batch",
    "Box",
    "Bundle",
    "Channel",
    "Code",
    "Contact",
    "Duty",
    "Elector",
    "Method",
    "Officer",
    "Outcome",
    "PaperKind",
    "PaperReading",
    "PaperRemark",
    "Piece",
    "PiledCode",
    "RaterClass",
    "Receipt",
    "Remark",
    "Round",
    "RoundStage",
    "RoundState",
    "Sample",
    "SealedBallot",
    "Source",
    "Subject",
    "Tally",
    "Theme",
    "Urn",
    "VoidProposal",
    "Voided",
]
