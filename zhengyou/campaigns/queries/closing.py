"""Reading explanations of figures that disagree with their parts."""

from ..models.closing import Explanation
from .campaigns import Scope


def explanations(scope: Scope) -> dict[tuple[str, str, str], Explanation]:
    """The latest explanation for each (figure, value, sum of parts) at the scope's node, up to its day.

    An explanation holds for exactly the value and the sum it was written for, on that day and later ones.
    """
    found = Explanation.objects.filter(
        campaign_id=scope.campaign.pk,
        organisation_id=scope.node.organisation_id,
        as_of__lte=scope.as_of,
    ).select_related("written_by__person")
    return {(row.figure, row.value, row.parts_sum): row for row in found.order_by("as_of", "pk")}
