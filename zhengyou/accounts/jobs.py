"""Background work of accounts."""

from django.utils import timezone
from procrastinate.contrib.django import app

from .actions import doors, invitations, sessions, walls


@app.periodic(cron="25 * * * *")
@app.task(queueing_lock="forget-attempts", pass_context=False)
def forget(timestamp: int) -> None:
    """Every hour: what was tried and asked, sessions and invitations are kept no longer than their time."""
    now = timezone.now()
    doors.forget(now=now)
    sessions.forget(now=now)
    invitations.forget(now=now)
    walls.forget(now=now)
