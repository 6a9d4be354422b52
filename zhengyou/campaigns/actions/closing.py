"""What the end of a campaign needs: explanations of figures that disagree with their parts."""

from datetime import date, datetime

from django.db import transaction

from zhengyou.ledger.telling import values
from zhengyou.ledger.writing import Line, write
from zhengyou.organisations.models import Placement
from zhengyou.organisations.rules import Actor, Permission

from ..models.campaigns import Campaign
from ..models.closing import Explanation


@transaction.atomic
def explain(
    *,
    by: Actor,
    campaign: Campaign,
    at: Placement,
    figure: str,
    figure_name: str,
    as_of: date,
    value: str,
    parts_sum: str,
    text: str,
    now: datetime,
) -> Explanation:
    """Keep why a figure of an organisation as of a day differs from the sum of its parts."""
    by.require(Permission.EXPLAIN_FIGURE, at.path)
    explanation = Explanation.objects.create(
        campaign=campaign,
        organisation_id=at.organisation_id,
        figure=figure,
        as_of=as_of,
        value=value,
        parts_sum=parts_sum,
        text=text,
        written_by_id=by.account_id,
        written_at=now,
    )
    line = Line(
        verb="campaigns.figure.explain",
        sentence=f"说明{at.name}“{figure_name}”（{value}）与各部分之和（{parts_sum}）不一致的原因：{text}",
        subject="campaigns.campaign",
        subject_id=campaign.pk,
        path=at.path,
        after=values(explanation, "figure", "as_of", "value", "parts_sum", "text"),
    )
    write(by=by, line=line)
    return explanation
