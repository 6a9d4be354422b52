"""What a voter's page needs, found by the digest of a code; nothing of who drew it."""

from dataclasses import dataclass

from django.db.models import F

from zhengyou.organisations.queries import standing_place, today

from ..models import Code, Receipt, Round, RoundState, Subject
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


def asked(digest: bytes) -> Asked | None:
    """What the code with this digest asks; None when there is no such code (any more)."""
    found = (
        Code.objects.filter(digest=digest)
        .select_related("batch__urn__round", "batch__rater_class")
        .only("live", "used", "batch__urn__organisation", "batch__rater_class__name", "batch__urn__round__name",
              "batch__urn__round__sheet", "batch__urn__round__public_key", "batch__urn__round__situation",
              "batch__urn__round__slug", "batch__urn__round__closes_on", "batch__urn__round__policies")
        .first()
    )  # fmt: skip
    if found is None:
        return None
    urn = found.batch.urn
    organisation = standing_place(urn.organisation_id, today()).name
    names = Subject.objects.filter(urn=urn).order_by("order").values_list(F("person__name"), flat=True)
    return Asked(
        round=urn.round,
        sheet=from_json(urn.round.sheet),
        organisation=organisation,
        subjects=tuple(name or organisation for name in names),
        rater_class=found.batch.rater_class.name,
        live=found.live,
        used=found.used,
    )


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
