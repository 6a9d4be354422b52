"""Raising a problem and taking it step by step to its end (domain.md P14)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhengyou.ledger.telling import values
from zhengyou.ledger.writing import Line, write
from zhengyou.organisations.queries import standing_place
from zhengyou.organisations.rules import Actor, NotPermitted, Permission

from ..models.rectification import Rectification, RectificationStage, RectificationState, Source
from ..queries.drives import fault_of, faults_of
from ..queries.policies import policy
from ..queries.rectification import concerned_in, may_raise, may_sort
from ..rules.policies import IMMEDIATE_DAYS, LOOK_BACK_DAYS
from ..rules.procedures import RECTIFICATION
from .following import follow_problem
from .stepping import Way, begin, take

SUBJECT = "campaigns.rectification"
WAY = Way(
    procedure=RECTIFICATION,
    stage=RectificationStage,
    subject=SUBJECT,
    kept=(
        *("title", "text", "source", "category", "due_on", "measure", "evidence", "done_on", "satisfaction"),
        *("asked_until", "extensions", "look_back_on", "comment"),
    ),
)
_OWNER_SPEAKS = ("propose", "claim", "ask_extension")


class NotPossible(Exception):
    """A day that cannot be: the sentence says which and why."""


@dataclass(frozen=True, kw_only=True)
class Raised:
    """A problem as it is raised: whose it is, what is wrong, where it came to light, and by when it is to be put
    right (None with `immediate`: within the policy's days). `member`: the problem is that person's own. `agreed`: the
    owner's measure was agreed to with the problem, so that nobody types it again. `category`: which of the faults that
    the campaign's drive names."""

    campaign: int
    organisation: int
    title: str
    source: Source
    raised_on: date
    text: str = ""
    due_on: date | None = None
    immediate: bool = False
    co_owners: Sequence[int] = ()
    member: int | None = None
    agreed: "Agreed | None" = None
    category: str = ""


@dataclass(frozen=True)
class Agreed:
    """A measure as the owner proposed it: what is done, the person who answers for it, the account that spoke for the
    owner and so verifies nothing."""

    measure: str
    responsible: int
    moved_by: int


@transaction.atomic
def raise_(*, by: Actor, raised: Raised, now: datetime) -> Rectification:
    """Raise a problem of the actor's own organisation or of one below; raises NotPermitted or NotPossible."""
    day = timezone.localdate(now)
    path = standing_place(raised.organisation, day).path
    if not may_raise(by, path):
        by.require(Permission.DECIDE, path)
    return open_problem(by=by, raised=raised, raiser=by.organisation_id, path=path, now=now)


def open_problem(*, by: Actor, raised: Raised, raiser: int, path: str, now: datetime) -> Rectification:
    """Raise a problem for an organisation that found it, within the caller's transaction, who has asked whether the
    actor may; raises NotPossible."""
    day = timezone.localdate(now)
    if raised.raised_on > day:
        raise NotPossible("发现问题的日子晚于今天。请填实际发现的那一天。")
    due = raised.due_on or raised.raised_on + timedelta(days=policy(raised.campaign, IMMEDIATE_DAYS, day))
    if due < raised.raised_on:
        raise NotPossible("改好的期限早于发现问题的那一天。请重新选期限。")
    row = Rectification(
        campaign_id=raised.campaign,
        organisation_id=raised.organisation,
        raiser_id=raiser,
        source=raised.source,
        category=raised.category,
        title=raised.title,
        text=raised.text,
        immediate=raised.immediate,
        raised_on=raised.raised_on,
        due_on=due,
        personal=raised.member is not None,
        responsible_id=raised.member,
        state=RectificationState.RAISED,
        entered_by_id=by.account_id,
        entered_at=now,
    )
    if raised.agreed is not None:
        row.state = RectificationState.ONGOING
        row.measure, row.responsible_id = raised.agreed.measure, raised.agreed.responsible
        row.moved_by_id = raised.agreed.moved_by
    called = row.told_as if row.private else f"问题“{raised.title}”"
    agreed = "，措施已经同意" if raised.agreed else ""
    told = f"提出{called}，要求{due:%Y年%-m月%-d日}前改好{agreed}。"
    begin(WAY, row, by=by, path=path, told=told, now=now, verb="raise")
    row.co_owners.set(raised.co_owners)
    return row


@transaction.atomic
def step(
    *, by: Actor, rectification: Rectification, verb: str, answers: Mapping[str, Any], now: datetime
) -> Rectification:
    """Take one step of the procedure; raises WrongState, NotPermitted or NotPossible."""
    row = Rectification.objects.select_for_update(of=("self",)).get(pk=rectification.pk)
    day = timezone.localdate(now)
    _check_days(row, verb, answers, day)
    also: dict[str, Any] = {}
    if verb in _OWNER_SPEAKS:
        also["moved_by_id"] = by.account_id
    if verb == "grant_extension":
        also |= {"due_on": row.asked_until, "asked_until": None, "extensions": row.extensions + 1}
    if verb == "deny_extension":
        also["asked_until"] = None
    if verb == "verify":
        also["look_back_on"] = day + timedelta(days=policy(row.campaign_id, LOOK_BACK_DAYS, day))
    concerned = concerned_in(row, day)
    take(WAY, row, verb, by=by, concerned=concerned, answers=answers, now=now, also=also)
    follow_problem(row, by=by, path=concerned.path, now=now)
    return row


@transaction.atomic
def sort(*, by: Actor, rectification: Rectification, category: str, now: datetime) -> Rectification:
    """Put a problem under another of the faults that the campaign's drive names; raises NotPermitted or NotPossible."""
    row = (
        Rectification.objects.select_for_update(of=("self",))
        .select_related("campaign")
        .get(pk=rectification.pk)
    )
    if not may_sort(by, row):
        raise NotPermitted("归到哪个方面，由责任组织或者提出的一方来定。")
    if category not in dict(faults_of(row.campaign)):
        raise NotPossible("没有这个方面。请从列出的里选一个。")
    if category == row.category:
        raise NotPossible("原来就归在这个方面，没有改。")
    before, was = values(row, "category"), fault_of(row) or "没有归类"
    row.category = category
    row.save()
    line = Line(
        verb=f"{SUBJECT}.sort",
        sentence=f"把问题“{row.title}”从“{was}”改归到“{fault_of(row)}”。",
        subject=SUBJECT,
        subject_id=row.pk,
        path=concerned_in(row, timezone.localdate(now)).path,
        before=before,
        after=values(row, "category"),
    )
    write(by=by, line=line)
    return row


def _check_days(row: Rectification, verb: str, answers: Mapping[str, Any], day: date) -> None:
    if verb == "claim" and not row.raised_on <= answers["done_on"] <= day:
        raise NotPossible("改好的日子要在提出问题那天和今天之间。请重新选。")
    if verb in ("propose", "reopen") and answers["due_on"] < day:
        raise NotPossible("期限已经过去了。请选今天或以后的日子。")
    if verb == "settle" and row.look_back_on is not None and day < row.look_back_on:
        raise NotPossible(f"到{row.look_back_on:%Y年%-m月%-d日}才回头看，现在还看不出有没有反弹。")
    if verb == "ask_extension" and answers["asked_until"] <= row.due_on:
        raise NotPossible("延到的日子要晚于现在的期限。请重新选。")
