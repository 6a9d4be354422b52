"""Background work of the organisations: rosters, and letting go of what is kept no longer."""

from django.utils import timezone
from procrastinate.contrib.django import app

from .actions import attending, retention
from .rules import System


@app.task
def preview_roster(run_id: int) -> None:
    """Look through a roster that was handed in."""
    attending.preview(run_id)


@app.task
def import_roster(run_id: int) -> None:
    """Import a roster as it was shown and confirmed."""
    attending.carry_out(run_id)


@app.periodic(cron="50 2 * * *")
@app.task(queueing_lock="purge-kept", pass_context=False)
def purge_kept(timestamp: int) -> None:
    """Every night: let go of what every room has kept long enough."""
    retention.purge(by=System(), now=timezone.now())
