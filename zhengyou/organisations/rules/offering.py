"""The choices that forms about people offer, and what was chosen as the actions take it."""

from typing import Any

from ..models import CircumstanceKind, Direction, LeaveReason, PostKind
from .statuses import ORDER

Choices = list[tuple[str, Any]]


def statuses() -> Choices:
    """In the order of the way into the party."""
    return [(one.value, one.label) for one in ORDER]


def leave_reasons() -> Choices:
    """Why somebody leaves."""
    return list(LeaveReason.choices)


def circumstances() -> Choices:
    """What makes the campaign ask less."""
    return list(CircumstanceKind.choices)


def directions() -> Choices:
    """Into what somebody is cultivated."""
    return list(Direction.choices)


def posts(kinds: frozenset[PostKind]) -> Choices:
    """The posts that may be given, in their usual order; a secretary only where there is none."""
    return [(kind.value, kind.label) for kind in PostKind if kind in kinds]


def left(value: str) -> LeaveReason:
    """What was chosen."""
    return LeaveReason(value)


def circumstance(value: str) -> CircumstanceKind:
    """What was chosen."""
    return CircumstanceKind(value)


def direction(value: str) -> Direction:
    """What was chosen."""
    return Direction(value)


def post(value: str) -> PostKind:
    """What was chosen."""
    return PostKind(value)


SECRETARY = PostKind.SECRETARY
"""Whoever answers for an organisation (domain.md M14)."""
MEMBER = PostKind.MEMBER
"""What lets a member log in; not a post that is named."""
POST_ORDER = tuple(PostKind)
"""The order in which those who hold posts are named."""
