"""What a round may ask of every member."""

from ..models.members import MemberRoundKind

KINDS = [(kind.value, str(kind.label)) for kind in MemberRoundKind]
"""The two, with their words."""
