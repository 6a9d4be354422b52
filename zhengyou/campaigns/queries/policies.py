"""Reading a campaign's policies."""

from datetime import date

from ..models.policies import Policy
from ..rules.policies import POLICIES, PolicyKind


def policy(campaign_id: int, kind: PolicyKind, day: date) -> int:
    """The value in force that day, the default where the campaign set none."""
    row = (
        Policy.objects.filter(campaign_id=campaign_id, key=kind.key, since__lte=day)
        .order_by("-since")
        .first()
    )
    return int(row.value) if row else kind.default


def policies(campaign_id: int, day: date) -> list[tuple[str, str]]:
    """Every policy of a campaign as a sentence with its source, to be printed beside results."""
    rows = Policy.objects.filter(campaign_id=campaign_id, since__lte=day).order_by("since")
    own = {row.key: row for row in rows}
    return [
        (
            kind.sentence.format(value=own[key].value if key in own else kind.default),
            own[key].source if key in own else kind.source,
        )
        for key, kind in POLICIES.items()
    ]
