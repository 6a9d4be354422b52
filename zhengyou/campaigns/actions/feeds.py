"""Making and revoking the secret address of one's own calendar feed."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction

from zhengyou.ledger.writing import Line, mention, write
from zhengyou.organisations.models import Account
from zhengyou.organisations.rules import Actor

from ..models.feeds import CalendarFeed

SUBJECT = "campaigns.calendarfeed"


def digest(secret: str) -> str:
    """What is kept of a secret: 192 random bits are not guessed back from their SHA-256."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make(*, by: Actor, now: datetime) -> str:
    """Make the actor's own secret address; an earlier one ends with it. The secret is given back and kept nowhere."""
    Account.objects.select_for_update().get(pk=by.account_id)
    live = CalendarFeed.objects.filter(account_id=by.account_id, revoked_at__isnull=True)
    before = live.count()
    live.update(revoked_at=now)
    secret = secrets.token_urlsafe(24)
    CalendarFeed.objects.create(account_id=by.account_id, digest=digest(secret), made_at=now)
    _tell(by, "make", "做了自己日历的秘密地址", before, 1)
    return secret


@transaction.atomic
def revoke(*, by: Actor, now: datetime) -> bool:
    """Revoke the actor's own address; whether there was one."""
    Account.objects.select_for_update().get(pk=by.account_id)
    live = CalendarFeed.objects.filter(account_id=by.account_id, revoked_at__isnull=True)
    found = live.update(revoked_at=now)
    if found:
        _tell(by, "revoke", "作废了自己日历的秘密地址", found, 0)
    return bool(found)


def _tell(by: Actor, verb: str, told: str, before: int, after: int) -> None:
    line = Line(
        verb=f"{SUBJECT}.{verb}",
        sentence=f"{mention(by.person_id, by.name)}{told}。",
        subject=SUBJECT,
        subject_id=by.account_id,
        path=by.path,
        before={"addresses": before},
        after={"addresses": after, "made": verb == "make"},
    )
    write(by=by, line=line)
