"""Rounds of promises with names of their own: opened, and archived when they are over (domain.md P3)."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from zhengyou.ledger.telling import given
from zhengyou.ledger.writing import Line, write
from zhengyou.organisations.queries import standing_place
from zhengyou.organisations.rules import Actor, NotPermitted, Permission

from ..models.campaigns import Campaign, CampaignState
from ..models.commitments import Commitment, CommitmentRound, CommitmentState
from ..queries.commitments import current_round
from ..rules.procedures.commitments import ENDED
from .commitments import NotPossible

SUBJECT = "campaigns.commitmentround"


@transaction.atomic
def open_round(*, by: Actor, campaign: Campaign, name: str, now: datetime) -> CommitmentRound:
    """From today on promises are made in this round; raises NotPermitted or NotPossible."""
    kept, path = _locked(by, campaign, now)
    if kept.state != CampaignState.RUNNING:
        raise NotPossible("活动已经结束，不能再开新的一轮。")
    if not kept.commitment_rounds.exists():
        _name_those_before(kept, now)
    if kept.commitment_rounds.filter(name=name).exists():
        raise NotPossible(f"已经有一轮叫“{name}”了。请换一个名称。")
    row = CommitmentRound.objects.create(
        campaign=kept,
        name=name,
        opens_on=timezone.localdate(now),
        opened_by_id=by.account_id,
        opened_at=now,
    )
    line = Line(
        verb=f"{SUBJECT}.open",
        sentence=f"公开承诺开始新的一轮：{name}。",
        subject=SUBJECT,
        subject_id=row.pk,
        path=path,
        after=given(row, "name", "opens_on"),
    )
    write(by=by, line=line)
    return row


def _name_those_before(campaign: Campaign, now: datetime) -> None:
    """The calendar's rounds so far become rounds too, so that they can be looked at and archived like any other."""
    made = set(Commitment.objects.filter(campaign=campaign).values_list("round", flat=True).distinct())
    last = current_round(campaign.pk, timezone.localdate(now))
    CommitmentRound.objects.bulk_create(
        CommitmentRound(campaign=campaign, name=name, opens_on=campaign.starts_on, opened_at=now)
        for name in (*sorted(made - {last}), last)
    )


# The rows are locked before their stages are closed, so that nobody takes a step between the two.
_STATEMENTS = (
    """SELECT id FROM campaigns_commitment
    WHERE campaign_id = %(campaign)s AND round = %(name)s AND state = ANY(%(ended)s::text[]) ORDER BY id FOR UPDATE""",
    """UPDATE campaigns_commitmentstage SET until = %(day)s WHERE until IS NULL AND row_id IN (
      SELECT id FROM campaigns_commitment
      WHERE campaign_id = %(campaign)s AND round = %(name)s AND state = ANY(%(ended)s::text[]))""",
    """INSERT INTO campaigns_commitmentstage (row_id, state, since, verb, comment, by_id, at, due_on)
    SELECT id, 'archived', %(day)s, 'archive', '', %(account)s, %(now)s, due_on FROM campaigns_commitment
    WHERE campaign_id = %(campaign)s AND round = %(name)s AND state = ANY(%(ended)s::text[])""",
    """UPDATE campaigns_commitment SET ended_as = state, state = 'archived', comment = ''
    WHERE campaign_id = %(campaign)s AND round = %(name)s AND state = ANY(%(ended)s::text[])""",
)


@transaction.atomic
def archive_round(*, by: Actor, round: CommitmentRound, now: datetime) -> int:
    """Archive every item of a round that has ended; how many. Those that still run stay where they are.

    Raises NotPermitted, or NotPossible where there is none."""
    kept, path = _locked(by, round.campaign, now)
    day = timezone.localdate(now)
    parameters: dict[str, Any] = {
        "campaign": kept.pk,
        "name": round.name,
        "ended": list(ENDED),
        "day": day,
        "account": by.account_id,
        "now": now,
    }
    archived = 0
    with connection.cursor() as cursor:
        for statement in _STATEMENTS:
            cursor.execute(statement, parameters)
            archived = cursor.rowcount
    if not archived:
        raise NotPossible("这一轮没有可以归档的：已评定和经批准取消的才归档。")
    left = Commitment.objects.filter(campaign=kept, round=round.name)
    running = left.exclude(state__in=(CommitmentState.ARCHIVED, CommitmentState.WITHDRAWN)).count()
    line = Line(
        verb=f"{SUBJECT}.archive",
        sentence=f"{round.name}的{archived}项承诺归档，还有{running}项没有办完，留在台账里。",
        subject=SUBJECT,
        subject_id=round.pk,
        path=path,
        after={"archived_items": archived, "running_items": running},
    )
    write(by=by, line=line)
    return archived


def _locked(by: Actor, campaign: Campaign, now: datetime) -> tuple[Campaign, str]:
    kept = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    path = standing_place(kept.organisation_id, timezone.localdate(now)).path
    by.require(Permission.DECIDE, path)
    if by.organisation_id != kept.organisation_id:
        raise NotPermitted("承诺的轮次由印发方案的组织开始和归档。")
    return kept, path
