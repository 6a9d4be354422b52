"""Which lines of the ledger belong to an organisation, whatever has moved since."""

from datetime import date

from django.db import connection

from zhengyou.ledger.queries import Reach

from ..models import Placement

# Who stands at or below the organisation on the day, with those that ended there; where these stood elsewhere before.
_BEFORE = """
WITH RECURSIVE here(id) AS (
    SELECT organisation_id FROM organisations_placement
    WHERE since <= %(day)s AND (until IS NULL OR until > %(day)s) AND path LIKE %(own)s
    UNION
    SELECT gone.organisation_id FROM here JOIN organisations_placement gone ON gone.parent_id = here.id
    WHERE gone.until <= %(day)s AND NOT EXISTS (
        SELECT 1 FROM organisations_placement later
        WHERE later.organisation_id = gone.organisation_id AND later.since >= gone.until)
)
SELECT DISTINCT path FROM organisations_placement JOIN here ON organisation_id = here.id
WHERE path NOT LIKE %(own)s ORDER BY path
"""


def ledger_reach(organisation_id: int, day: date) -> Reach:
    """The lines that somebody of this organisation may read on `day`: two queries, whatever its size.

    What was told while the thing stood at or below the organisation, wherever that itself stood then; and what was
    told of an organisation that stands there on `day`, from before it came (decision 0015).
    """
    own = Placement.objects.filter(organisation_id=organisation_id).order_by("pk")
    under = tuple(dict.fromkeys(own.values_list("path", flat=True)))
    with connection.cursor() as cursor:
        cursor.execute(_BEFORE, {"day": day, "own": f"%/{organisation_id}/%"})
        return Reach(under, tuple(path for (path,) in cursor.fetchall()))
