"""Background work of organisations."""

from django.utils import timezone
from procrastinate.contrib.django import app

from .actions import retention
from .rules import System


@app.periodic(cron="50 2 * * *")
@app.task(queueing_lock="purge-kept", pass_context=False)
def purge_kept(timestamp: int) -> None:
    """Every night: let go of what every room has kept long enough."""
    retention.purge(by=System(), now=timezone.now())
