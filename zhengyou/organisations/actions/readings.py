"""Noting who looks at people's data. No change of anything, so no line of the ledger."""

from datetime import datetime

from django.db import connection
from django.utils import timezone

from ..models import What
from ..rules import Actor
from ..rules.oneself import Who

_NOTE = """
INSERT INTO organisations_reading AS kept
    (reader_id, reader_post, reader_path, what, person_id, organisation_id, day, first_at, times)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 1)
ON CONFLICT (reader_id, what, person_id, organisation_id, day) DO UPDATE SET times = kept.times + 1
"""


def note_reading(
    *, by: Who, what: What, person_id: int | None = None, organisation_id: int | None = None, now: datetime
) -> None:
    """Note that somebody looks at a person's data, or at the people of an organisation; one statement, and nothing
    for one's own data. Exactly one of `person_id` and `organisation_id` is given."""
    if person_id == by.person_id:
        return
    post, path = "", ""
    if isinstance(by, Actor):
        post, path = f"{by.organisation_name}{by.post_title}", by.path
    day = timezone.localdate(now)
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, [by.person_id, post, path, what.value, person_id, organisation_id, day, now])
