"""Bringing the phases of all campaigns to the day on which the demonstration is loaded."""

from datetime import date

from django.db import connection

from zhengyou.campaigns.models import Campaign

# Opened on their first day; those of the campaigns that carry out the district's, over already, closed on the day after
# their last. The district's own are left for the reader to close.
_BEGUN = """UPDATE campaigns_phasestage s SET until = greatest(coalesce(p.starts_on, c.starts_on), s.since)
FROM campaigns_phase p JOIN campaigns_campaign c ON c.id = p.campaign_id
WHERE s.row_id = p.id AND s.until IS NULL AND p.state = 'planned' AND coalesce(p.starts_on, c.starts_on) <= %(day)s"""
_STAND = """
WITH moved AS (
  SELECT p.id, least(greatest(coalesce(p.starts_on, c.starts_on), c.starts_on), %(day)s) AS first,
         CASE WHEN p.campaign_id <> %(head)s AND p.ends_on < %(day)s THEN p.ends_on + 1 END AS closed_on
  FROM campaigns_phase p JOIN campaigns_campaign c ON c.id = p.campaign_id
  WHERE p.state = 'planned' AND coalesce(p.starts_on, c.starts_on) <= %(day)s),
told AS (
  UPDATE campaigns_phase p SET state = CASE WHEN closed_on IS NULL THEN 'open' ELSE 'closed' END
  FROM moved WHERE moved.id = p.id)
INSERT INTO campaigns_phasestage (row_id, state, since, until, verb, comment, at)
SELECT id, 'open', first, greatest(closed_on, first), 'open_itself', '', now() FROM moved
UNION ALL
SELECT id, 'closed', greatest(closed_on, first), NULL, 'close', '', now() FROM moved WHERE closed_on IS NOT NULL
"""


def stand(campaign: Campaign, day: date) -> None:
    """Let every phase stand where `day` puts it; `campaign` is the district's."""
    with connection.cursor() as cursor:
        cursor.execute(_BEGUN, {"day": day})
        cursor.execute(_STAND, {"day": day, "head": campaign.pk})
