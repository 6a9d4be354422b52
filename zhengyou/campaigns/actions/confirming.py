"""Asking somebody without an account whether a promise was kept: a link that is answered once, and by nobody known."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from zhengyou.ledger.writing import Line, write
from zhengyou.organisations.rules import Actor, NotPermitted, Permission, System

from ..models.commitments import Commitment, CommitmentState, ConfirmationLink, Said
from ..queries.commitments import concerned_in
from ..queries.policies import policy
from ..rules.policies import CONFIRMATION_DAYS
from ..rules.procedures import COMMITMENT, WrongState
from .commitments import SUBJECT

CHOICES = list(Said.choices)
_OPEN = (CommitmentState.PUBLISHED, CommitmentState.CLAIMED)


class Unanswerable(Exception):
    """The link leads nowhere, was answered, or is past its day: the sentence says which."""


@dataclass(frozen=True)
class Asked:
    """A link just made: the secret stands here and nowhere else."""

    secret: str
    link: ConfirmationLink


def digest(secret: str) -> str:
    """What is kept of a secret: 128 random bits are not guessed back from their SHA-256."""
    return hashlib.sha256(secret.encode()).hexdigest()


def said(value: str) -> Said | None:
    """What was chosen on the page; None for anything that is no answer."""
    return Said(value) if value in Said.values else None


def may_ask(by: Actor, row: Commitment, path: str) -> bool:
    """Whether the actor may make a link: whoever decides about the item, but not its subject nor who spoke for it."""
    own = by.person_id == row.person_id or by.account_id == row.moved_by_id
    return by.may(Permission.DECIDE, path) and not own and row.state in _OPEN


@transaction.atomic
def ask(*, by: Actor, commitment: Commitment, now: datetime) -> Asked:
    """Make a link on which a witness or beneficiary answers once; raises NotPermitted or WrongState."""
    row = Commitment.objects.select_for_update(of=("self",)).get(pk=commitment.pk)
    day = timezone.localdate(now)
    path = concerned_in(row, day).path
    if row.state not in _OPEN:
        raise WrongState(f"这项承诺现在是“{COMMITMENT.labels[row.state]}”，不用再请人回答。")
    if not may_ask(by, row, path):
        raise NotPermitted("请受益的人回答，由审诺的同志来办；承诺人自己和代他说话的人不能办。")
    secret = secrets.token_urlsafe(16)
    last = day + timedelta(days=policy(row.campaign_id, CONFIRMATION_DAYS, day))
    link = ConfirmationLink.objects.create(
        row=row, digest=digest(secret), made_by_id=by.account_id, made_at=now, expires_on=last
    )
    told = f"做了一个链接，请受益的人回答“{row}”办到没有，{last:%Y年%-m月%-d日}前有效。"
    _tell(by, "ask", told, row, path, {"links": row.links.count()})
    return Asked(secret, link)


@transaction.atomic
def answer(*, secret: str, said: Said, now: datetime) -> ConfirmationLink:
    """Take the one answer of a link; raises Unanswerable. Who gave it is not known and not kept."""
    link = ConfirmationLink.objects.select_for_update(of=("self",)).filter(digest=digest(secret)).first()
    day = timezone.localdate(now)
    check(link, day)
    assert link is not None
    link.said, link.said_on = said, day
    link.save()
    told = f"受益的人在网上答：“{link.row}”{link.get_said_display()}。"
    _tell(System(), "answer", told, link.row, concerned_in(link.row, day).path, {"said": said})
    return link


def check(link: ConfirmationLink | None, day: date) -> None:
    """Raise Unanswerable unless the link may be answered that day."""
    if link is None:
        raise Unanswerable("这个链接不对，可能没有复制完整。请再扫一次二维码，或者向给您链接的同志再要一次。")
    if link.said:
        raise Unanswerable("这个链接已经回答过了，一个链接只能回答一次。谢谢您。")
    if link.expires_on < day:
        raise Unanswerable("这个链接已经过期了。要回答，请向给您链接的同志再要一个。")


def _tell(
    by: Actor | System, verb: str, told: str, row: Commitment, path: str, after: dict[str, object]
) -> None:
    line = Line(
        verb=f"{SUBJECT}.{verb}", sentence=told, subject=SUBJECT, subject_id=row.pk, path=path, after=after
    )
    write(by=by, line=line)
