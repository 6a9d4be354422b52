"""Who is due at a meeting, and what the numbers allow (domain.md 2.2, section 4 "Vote rules")."""

from dataclasses import dataclass

from zhengyou.organisations.models import CircumstanceKind

# Whoever floats, is old or ill, or was excused need not come; if he comes, he counts. Retired members are due.
EXCUSING = (CircumstanceKind.INFIRM, CircumstanceKind.FLOATING, CircumstanceKind.EXCUSED)


@dataclass(frozen=True)
class Quorum:
    """Full members present and due, and the shares (percent) that a meeting and an election need."""

    present: int
    due: int
    meeting: int
    election: int

    @property
    def may_pass(self) -> bool:
        """Whether enough came to decide anything."""
        return self.due > 0 and self.present * 100 >= self.due * self.meeting

    @property
    def may_elect(self) -> bool:
        """Whether enough came to elect."""
        return self.due > 0 and self.present * 100 >= self.due * self.election

    @property
    def needed(self) -> int:
        """Votes by which something passes: more than half of those due, not of those present."""
        return self.due // 2 + 1
