"""The one thing to do next about an account: recommended, never forced (unless settings.SECOND_STEP_DEMANDED)."""

from enum import StrEnum

from zhengyou.organisations.models import PostKind

FEW_CODES = 3
"""So few codes on paper left, and it is time for new ones."""

_REACH_MUCH = frozenset({PostKind.OFFICE, PostKind.ADMINISTRATOR, PostKind.LEADER})


class Next(StrEnum):
    """What to do next."""

    SECOND_STEP_SOON = "second_step_soon"
    SECOND_STEP = "second_step"
    CODES = "codes"
    MORE_CODES = "more_codes"
    NOTHING = "nothing"


def next_step(*, second_step: bool, codes_left: int, post_kind: str) -> Next:
    """A second step first, and soon for posts that reach much; then the way back in when the phone is lost."""
    if not second_step:
        return Next.SECOND_STEP_SOON if post_kind in _REACH_MUCH else Next.SECOND_STEP
    if not codes_left:
        return Next.CODES
    return Next.MORE_CODES if codes_left <= FEW_CODES else Next.NOTHING
