"""Background work of the ledger."""

from procrastinate.contrib.django import app

from .blanking import blank_late
from .sealing import seal


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="seal-ledger", pass_context=False)
def seal_ledger(timestamp: int) -> None:
    """Every minute: chain what was written since, and let go of names that came after their blanking."""
    while seal():
        pass
    blank_late()
