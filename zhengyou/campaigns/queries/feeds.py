"""What a calendar feed shows: the days by which something awaits each post its owner holds now.

Titles are the campaign's own words (tasks, rounds, phases) or plain ones: what people wrote of each other is left out.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from zhengyou.organisations.queries import actors_of
from zhengyou.organisations.rules import Actor, Permission

from ..models.campaigns import Phase
from ..models.feeds import CalendarFeed
from ..models.tasks import Expectation, Outcome
from ..rules.calendars import Occasion
from ..rules.periods import called
from ..rules.rhythms import anchor_word
from . import awaiting_promises, rectification, reviews
from .phases import to_decide

BACK, AHEAD = timedelta(days=60), timedelta(days=180)
MOST = 300
"""A feed shows what lies between these days from today, and so many things at most, the nearest first."""


def live_feed(digest: str) -> CalendarFeed | None:
    """The feed whose secret has this digest, unless it was revoked or its account closed."""
    found = CalendarFeed.objects.filter(digest=digest, revoked_at__isnull=True, account__is_active=True)
    return found.select_related("account").first()


def own_feed(actor: Actor) -> CalendarFeed | None:
    """The actor's own feed, where there is one."""
    return CalendarFeed.objects.filter(account_id=actor.account_id, revoked_at__isnull=True).first()


def occasions(feed: CalendarFeed, day: date) -> list[Occasion]:
    """What awaits the posts that the feed's owner holds on a day, by day."""
    found: dict[str, Occasion] = {}
    for actor in actors_of(feed.account, day):
        for one in _awaiting(actor, day):
            found.setdefault(one.uid, one)
    return sorted(found.values(), key=lambda one: (one.ends_on, one.uid))[:MOST]


def _awaiting(actor: Actor, day: date) -> Iterator[Occasion]:
    if actor.may(Permission.RECORD):
        yield from _due(actor, day)
        words = _("%(place)s：一件整改到期") % {"place": actor.organisation_name}
        yield from _plain("rectification", rectification.to_put_right(actor, day), words, day)
    mine = _("您自己的一件整改到期")
    yield from _plain("rectification", rectification.own_to_put_right(actor, day), mine, day)
    promises = _("一项公开承诺到期")
    yield from _plain("commitment", awaiting_promises.to_keep(actor, day), promises, day)
    for row in _near(reviews.to_give(actor, day), "due_on", day):
        title = _("%(place)s：领导点评（%(round)s）") % {
            "place": actor.organisation_name,
            "round": row.number,
        }
        url = f"{reverse('reviews', args=[row.campaign_id])}?round={row.pk}"
        yield Occasion(f"round-{row.pk}-{actor.organisation_id}", title, row.due_on, row.due_on, url)
    if actor.may(Permission.DECIDE):
        yield from _phases(to_decide(actor, day))


def _due(actor: Actor, day: date) -> Iterator[Occasion]:
    """What the actor's organisation has to do; around a festival the whole window."""
    rows = Expectation.objects.filter(
        organisation_id=actor.organisation_id,
        outcome=Outcome.OPEN,
        withdrawn_on__isnull=True,
        due_on__gte=day - BACK,
        due_on__lte=day + AHEAD,
    ).select_related("task")
    for row in rows.order_by("due_on", "pk")[:MOST]:
        festival = row.task.recurrence == "yearly" and bool(row.task.anchor)
        first = row.period_start if festival else row.due_on
        name = called(row, day)
        title = f"{name}（{anchor_word(row.task.anchor)}）" if festival else name
        url = reverse("expectation", args=[row.pk])
        yield Occasion(f"expectation-{row.pk}", title, min(first, row.due_on), row.due_on, url)


def _plain(kind: str, rows: Any, title: str, day: date) -> Iterator[Occasion]:
    for row in _near(rows, "due_on", day):
        yield Occasion(f"{kind}-{row.pk}", title, row.due_on, row.due_on, reverse(kind, args=[row.pk]))


def _near(rows: Any, column: str, day: date) -> Iterable[Any]:
    near = Q(**{f"{column}__gte": day - BACK, f"{column}__lte": day + AHEAD})
    return rows.filter(near)[:MOST]


def _phases(rows: Iterable[Phase]) -> Iterator[Occasion]:
    for row in rows:
        last = row.ends_on or row.campaign.ends_on
        url = reverse("phase", args=[row.pk])
        yield Occasion(f"phase-{row.pk}", _("阶段“%(name)s”该结束了") % {"name": row.name}, last, last, url)
