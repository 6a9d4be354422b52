"""How busy the sectors are: offices and schools active, villages slower, private firms detached (domain.md 7)."""

from dataclasses import dataclass
from random import Random

from zhengyou.organisations.models import Kind, Sector


@dataclass(frozen=True)
class Profile:
    """Shares from 0 to 1: what gets done, what of it too late, what is entered long after, what is excused."""

    done: float
    late: float
    entered_long_after: float
    excused: float


_SECTORS: dict[str, Profile] = {
    Sector.ORGANS: Profile(0.97, 0.04, 0.01, 0.01),
    Sector.SCHOOLS: Profile(0.96, 0.05, 0.02, 0.01),
    Sector.INSTITUTIONS: Profile(0.92, 0.08, 0.03, 0.02),
    Sector.STATE_ENTERPRISES: Profile(0.91, 0.08, 0.03, 0.02),
    Sector.COMMUNITY: Profile(0.89, 0.10, 0.04, 0.02),
    Sector.RURAL: Profile(0.78, 0.16, 0.08, 0.04),
    Sector.MINORITY: Profile(0.76, 0.15, 0.08, 0.05),
    Sector.PRIVATE: Profile(0.36, 0.24, 0.06, 0.05),
}
_SLACK = (Sector.COMMUNITY, Sector.RURAL, Sector.PRIVATE)
_COMMITTEE = Profile(0.95, 0.08, 0.02, 0.01)


def profile(kind: str, sector: str, rng: Random) -> Profile:
    """One organisation's ways: its sector's, more or less."""
    usual = _SECTORS.get(sector, _COMMITTEE) if kind in (Kind.BRANCH, Kind.GENERAL_BRANCH) else _COMMITTEE
    # Here and there a branch hardly moves.
    slack = 0.45 if sector in _SLACK and kind == Kind.BRANCH and rng.random() < 0.06 else 1.0
    done = min(0.995, max(0.05, usual.done * slack + rng.gauss(0, 0.05)))
    late = min(0.9, max(0.0, usual.late * rng.uniform(0.4, 1.7)))
    return Profile(done, late, usual.entered_long_after, usual.excused)
