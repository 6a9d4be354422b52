"""Background work of the loop."""

from django.utils import timezone
from procrastinate.contrib.django import app

from zhengyou.organisations.queries import today

from .actions import classes
from .actions.expectations import extend
from .actions.likeness import refresh
from .actions.phases import open_on_its_day
from .actions.reviews import follow_round
from .queries.campaigns import running
from .queries.classes import begun
from .queries.phases import to_open_itself
from .queries.reviews import followed


@app.periodic(cron="10 2 * * *")
@app.task(queueing_lock="extend-expectations")
def extend_expectations(timestamp: int) -> None:
    """Every night: ask organisations that came into the tree what the running campaigns ask of their kind."""
    for campaign in running():
        extend(campaign=campaign)


@app.periodic(cron="15 0 * * *")
@app.task(queueing_lock="follow-classes")
def follow_classes(timestamp: int) -> None:
    """Every night: schools whose number of classes changes today are asked for each class they have now."""
    for found in begun(today()):
        classes.follow(classes=found, now=timezone.now())


@app.periodic(cron="5 0 * * *")
@app.task(queueing_lock="open-phases")
def open_phases(timestamp: int) -> None:
    """Every night: phases whose first day has come open by themselves, unless somebody holds them back."""
    for found in to_open_itself(today()):
        open_on_its_day(phase=found, now=timezone.now())


@app.periodic(cron="25 2 * * *")
@app.task(queueing_lock="follow-review-rounds")
def follow_review_rounds(timestamp: int) -> None:
    """Every night: who came into the tree or left it is added to the latest round of reviews, or no longer counts."""
    for found in followed(today()):
        follow_round(round=found, now=timezone.now())


@app.periodic(cron="40 2 * * *")
@app.task(queueing_lock="refresh-sketches")
def refresh_sketches(timestamp: int) -> None:
    """Every night: sketch the plans anew whose superior has another plan in force, or that have no sketch yet."""
    refresh(day=today())
