"""What the room keeps. Nothing outside it imports this (ARCHITECTURE.md)."""

from .ballots import Ballot, Code, PiledCode, Receipt, Remark, SealedBallot, Tally, Voided
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
    "Channel",
    "Code",
    "Duty",
    "Elector",
    "Officer",
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
