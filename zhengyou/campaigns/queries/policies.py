"""Reading a campaign's policies."""

from collections.abc import Sequence
from datetime import date

from ..models.policies import Policy
from ..rules.policies import PolicyKind


def policy(campaign_id: int, kind: PolicyKind, day: date) -> int:
    """The value in force that day, the default where the campaign set none."""
    row = (
        Policy.objects.filter(campaign_id=campaign_id, key=kind.key, since__lte=day)
        .order_by("-since")
        .first()
    )
    return int(row.value) if row else kind.default


def policies(campaign_id: int, day: date, kinds: Sequence[PolicyKind]) -> list[tuple[str, str]]:
    """These policies of a campaign as sentences with their sources, to be printed beside what rests on them."""
    rows = Policy.objects.filter(campaign_id=campaign_id, since__lte=day).order_by("since")
    own = {row.key: row for row in rows}
    return [
        (
            kind.sentence.format(value=own[kind.key].value if kind.key in own else kind.default),
            own[kind.key].source if kind.key in own else kind.source,
        )
        for kind in kinds
    ]
