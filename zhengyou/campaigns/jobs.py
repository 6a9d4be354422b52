"""Background work of the loop."""

from procrastinate.contrib.django import app

from .actions.expectations import extend
from .queries.campaigns import running


@app.periodic(cron="10 2 * * *")
@app.task(queueing_lock="extend-expectations")
def extend_expectations(timestamp: int) -> None:
    """Every night: ask organisations that came into the tree what the running campaigns ask of their kind."""
    for campaign in running():
        extend(campaign=campaign)
