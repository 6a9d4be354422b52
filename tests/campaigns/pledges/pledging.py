"""A text of the cast's district, and the first branch's promise made from it."""

from datetime import timedelta
from typing import Any

from tests.campaigns.commitments.promising import step
from tests.cast import Cast, at_noon
from zhengyou.campaigns.actions import commitments, pledges
from zhengyou.campaigns.models import Campaign, Commitment, Pledge

TEXT = "我们承诺：\n一、按时开门。\n二、不短斤少两。"
OWN = "我们承诺：\n一、早上七点开门。\n二、不短斤少两。\n三、送货上门。"


def offered(cast: Cast, campaign: Campaign, *, by: str = "office", **told: str) -> Pledge:
    """Written by the district's office."""
    values = {"name": "诚信经营承诺书", "text": TEXT} | told
    return pledges.write_pledge(by=cast.actor(by), campaign=campaign, now=at_noon(cast.today), **values)


def taken(cast: Cast, pledge: Pledge, text: str = OWN, *, by: str = "secretary", **told: Any) -> Commitment:
    """The branch takes it for its own and sends it to be vetted."""
    item = pledges.promised_from(
        pledge,
        organisation=cast.actor(by).organisation_id,
        text=text,
        due_on=cast.today + timedelta(days=40),
    )
    return commitments.promise(by=cast.actor(by), promised=item, submit=True, now=at_noon(cast.today), **told)


def published(cast: Cast, row: Commitment) -> Commitment:
    """Vetted by the level above and put up."""
    for verb in ("accept", "publish"):
        row = step(cast, row, verb)
    return row
