"""What a voter's page needs, found by the digest of a code; nothing of who drew it."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from zhengyou.organisations.queries import standing_place, today

from ..models import Batch, Code, Receipt, Round, RoundState, Subject
from ..rules.sealing import room
from ..rules.sheets import Sheet, from_json


@dataclass(frozen=True)
class Asked:
    """What a code asks its holder: about whom, what, and whether it can still be used."""

    round: Round
    sheet: Sheet
    organisation: str
    subjects: tuple[str, ...]
    rater_class: str
    live: bool
    used: bool

    @property
    def size(self) -> int:
        """Bytes that every ballot of this urn takes (rules.sealing.room)."""
        return room(self.sheet.marks(len(self.subjects)), len(self.sheet.prompts), self.sheet.characters)


@dataclass(frozen=True)
class _Paper:
    """What is printed on every ballot of one batch."""

    round: Round
    sheet: Sheet
    organisation: str
    subjects: tuple[str, ...]
    rater_class: str


def asked(digest: bytes) -> Asked | None:
    """What the code with this digest asks; None when there is no such code (any more)."""
    found = (
        Code.objects.filter(digest=digest)
        .values_list("live", "used", "batch_id", "batch__urn__round__public_key")
        .first()
    )
    if found is None:
        return None
    live, used, batch_id, public_key = found
    paper = _paper(batch_id, bytes(public_key or b""), today())
    return Asked(
        round=paper.round,
        sheet=paper.sheet,
        organisation=paper.organisation,
        subjects=paper.subjects,
        rater_class=paper.rater_class,
        live=live,
        used=used,
    )


@lru_cache(maxsize=4_096)
def _paper(batch_id: int, public_key: bytes, day: date) -> _Paper:
    """Kept in memory, because thousands ask for the same at one time: nothing of it changes once the round's key is
    made, but for the names of organisations, which are those of the day."""
    batch = Batch.objects.select_related("urn", "rater_class").get(pk=batch_id)
    organisation = standing_place(batch.urn.organisation_id, day).name
    names = Subject.objects.filter(urn=batch.urn_id).order_by("order").values_list("person__name", flat=True)
    row, sheet = _round(batch.urn.round_id, public_key)
    return _Paper(
        round=row,
        sheet=sheet,
        organisation=organisation,
        subjects=tuple(name or organisation for name in names),
        rater_class=batch.rater_class.name,
    )


@lru_cache(maxsize=64)
def _round(round_id: int, _public_key: bytes) -> tuple[Round, Sheet]:
    row = Round.objects.only("name", "sheet", "public_key", "situation", "slug", "closes_on", "policies").get(
        pk=round_id
    )
    return row, from_json(row.sheet)


@dataclass(frozen=True)
class Receipted:
    """A round in which a receipt was counted."""

    name: str
    slug: str


def receipted(digest: bytes) -> Receipted | None:
    """The round in which the ballot with this receipt was counted; None before the urns were opened, or if none."""
    found = (
        Receipt.objects.filter(digest=digest)
        .select_related("round")
        .only("round__name", "round__slug")
        .first()
    )
    return Receipted(found.round.name, found.round.slug) if found else None


def is_published(row: Round) -> bool:
    """Whether the results of a round may be read by everybody."""
    return row.state in (RoundState.PUBLISHED, RoundState.RECTIFYING, RoundState.CHECKED)
