"""What the room keeps. Nothing outside it imports this (ARCHITECTURE.md)."""

from .ballots import Ballot, Code, PiledCode, Receipt, Remark, SealedBallot, Tally, Voided
from .paper import Box, Bundle, PaperKind, PaperReading, PaperRemark
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
    "Duty",
    "Elector",
    "Officer",
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
    "SealedBallot",
    "Source",
    "Subject",
    "Tally",
    "Urn",
    "Voided",
]
