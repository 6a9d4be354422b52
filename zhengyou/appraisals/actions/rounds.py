"""A round from being scheduled to its last step (domain.md P5); opening the urns is `counting`."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from zhengyou.campaigns.actions.stepping import Way, begin, take
from zhengyou.campaigns.models import Campaign
from zhengyou.campaigns.models.campaigns import CampaignState
from zhengyou.campaigns.queries.policies import policy
from zhengyou.organisations.queries import standing_place
from zhengyou.organisations.rules import Actor, Permission

from ..models import Code, RaterClass, Round, RoundStage, RoundState, Source, Urn
from ..queries import following, framing
from ..queries.rounds import concerned_in, scrutineers, why_not_officer
from ..rules.policies import KEPT
from ..rules.procedures import APPRAISAL
from ..rules.sealing import make_round_key
from ..rules.sheets import PERSON, sheets
from . import pile

SUBJECT = "appraisals.round"
WAY = Way(
    procedure=APPRAISAL,
    stage=RoundStage,
    subject=SUBJECT,
    kept=(
        "name",
        "opens_on",
        "closes_on",
        "situation",
        "fingerprint",
        "unreadable",
        "used_codes",
        "sealed_found",
    ),
)


class NotPossible(Exception):
    """Something is missing or does not go together: the sentence says what, and nothing was changed."""


@dataclass(frozen=True, kw_only=True)
class Raters:
    """A class of people who judge: its name, where they come from, its weight, and slips for each urn if they are no
    people of the roster."""

    name: str
    source: str
    weight: int
    slips: int = 0


@dataclass(frozen=True, kw_only=True)
class Scheduling:
    """A round as it is scheduled. `kinds`: the kinds of organisations below that are judged; none: the members of the
    organisation itself."""

    name: str
    sheet: str
    opens_on: date
    closes_on: date
    kinds: Sequence[str] = ()
    raters: Sequence[Raters]


@transaction.atomic
def schedule(*, by: Actor, campaign: Campaign, scheduling: Scheduling, now: datetime) -> Round:
    """Schedule a campaign's next round of the actor's organisation; raises NotPermitted or NotPossible."""
    kept = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    path = standing_place(by.organisation_id, timezone.localdate(now)).path
    by.require(Permission.DECIDE, path)
    _check(kept, scheduling, timezone.localdate(now))
    earlier = Round.objects.filter(campaign=kept, organisation_id=by.organisation_id)
    row = Round(
        campaign=kept,
        organisation_id=by.organisation_id,
        number=(earlier.aggregate(n=Max("number"))["n"] or 0) + 1,
        name=scheduling.name,
        slug=secrets.token_hex(6),
        sheet=sheets()[scheduling.sheet].as_json(),
        kinds=list(scheduling.kinds),
        opens_on=scheduling.opens_on,
        closes_on=scheduling.closes_on,
        state=RoundState.SCHEDULED,
        scheduled_by_id=by.account_id,
        scheduled_at=now,
    )
    begin(WAY, row, by=by, path=path, told=f"安排评议“{row.name}”。", now=now, verb="schedule")
    RaterClass.objects.bulk_create(
        RaterClass(
            round=row, name=one.name, source=one.source, weight=one.weight, slips=one.slips, order=order
        )
        for order, one in enumerate(scheduling.raters)
    )
    return row


def _check(campaign: Campaign, scheduling: Scheduling, day: date) -> None:
    if campaign.state != CampaignState.RUNNING:
        raise NotPossible("活动已经结束，不能再安排评议。")
    if scheduling.closes_on < scheduling.opens_on:
        raise NotPossible("截止的日子早于开始的日子。请重新选。")
    if scheduling.closes_on < day:
        raise NotPossible("截止的日子已经过了。请选今天或以后的日子。")
    if not scheduling.raters or not sum(one.weight for one in scheduling.raters):
        raise NotPossible("至少要有一类人来评，权重不能都是0。")
    names = [one.name for one in scheduling.raters]
    if len(set(names)) < len(names):
        raise NotPossible("有两类评议的人用了同一个名称。请改一个。")
    if any(one.source == Source.SERVED and not one.slips for one in scheduling.raters):
        raise NotPossible("服务对象凭纸条来评，请填每个单位印多少张纸条。")
    if not scheduling.kinds and sheets()[scheduling.sheet].subject != PERSON:
        raise NotPossible("评本组织自己要用评党员的测评表；评组织的，请选评下面哪些组织。")


@transaction.atomic
def fix_frame(*, by: Actor, row: Round, now: datetime) -> Round:
    """Fix what is judged, who judges and by which numbers it is counted, from today's roster and policies; raises
    WrongState, NotPermitted or NotPossible (nobody is judged)."""
    kept = _locked(row.pk)
    day = timezone.localdate(now)
    concerned = concerned_in(kept, day)
    APPRAISAL.check("fix_frame", kept.state, by, concerned)
    framing.lay(kept, concerned.path, day)
    urns = Urn.objects.filter(round=kept, subjects__isnull=False).distinct().count()
    if not urns:
        raise NotPossible("范围里一个被评的也没有。请取消这一轮，重新选范围。")
    numbers = {kind.key: policy(kept.campaign_id, kind, day) for kind in KEPT}
    take(WAY, kept, "fix_frame", by=by, concerned=concerned, answers={}, now=now, also={"policies": numbers})
    return kept


@transaction.atomic
def open_round(*, by: Actor, row: Round, now: datetime) -> Round:
    """Begin the vote: the round's key is made and its codes laid on the pile; raises WrongState, NotPermitted or
    NotPossible (fewer than two scrutineers hold a key)."""
    kept = _locked(row.pk)
    concerned = concerned_in(kept, timezone.localdate(now))
    APPRAISAL.check("open", kept.state, by, concerned)
    named = list(scrutineers(kept))
    lacking = [officer.person.name for officer in named if officer.public_half is None]
    if len(named) < 2:
        raise NotPossible("监票人不到两位。请先指定两位以上的监票人。")
    for officer in kept.officers.select_related("person"):
        why = why_not_officer(kept, officer.person, timezone.localdate(now))
        if why:
            raise NotPossible(f"{officer.person.name}是{why}，不能当{officer.get_duty_display()}。请换一位。")
    if lacking:
        raise NotPossible(f"{'、'.join(lacking)}还没有做钥匙条。每位监票人都做好，才能开始投票。")
    public, envelopes = make_round_key({one.pk: bytes(one.public_half or b"") for one in named})
    pile.lay(kept)
    also = {"public_key": public, "envelopes": envelopes}
    take(WAY, kept, "open", by=by, concerned=concerned, answers={}, now=now, also=also)
    return kept


@transaction.atomic
def close_round(*, by: Actor, row: Round, now: datetime) -> Round:
    """End the vote; raises WrongState or NotPermitted.

    Each code is locked on the way: a ballot that is being cast at this moment is either in the urn before, or refused.
    """
    kept = _locked(row.pk)
    concerned = concerned_in(kept, timezone.localdate(now))
    take(WAY, kept, "close", by=by, concerned=concerned, answers={}, now=now)
    Code.objects.filter(batch__urn__round=kept).update(live=False)
    return kept


@transaction.atomic
def step(*, by: Actor, row: Round, verb: str, answers: Mapping[str, Any], now: datetime) -> Round:
    """Take one of the steps that change nothing but the round; raises WrongState, NotPermitted or
    NotPossible (something of the step before is open)."""
    kept = _locked(row.pk)
    concerned = concerned_in(kept, timezone.localdate(now))
    APPRAISAL.check(verb, kept.state, by, concerned)
    why = following.why_not(kept, verb)
    if why:
        raise NotPossible(why)
    take(WAY, kept, verb, by=by, concerned=concerned, answers=answers, now=now)
    return kept


def _locked(round_id: int) -> Round:
    found = Round.objects.select_for_update(of=("self",)).select_related("campaign", "scheduled_by")
    return found.get(pk=round_id)
