"""Texts of collective pledges: written for those below, put away (domain.md M24)."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from zhengyou.ledger.telling import given, values
from zhengyou.ledger.writing import Line, write
from zhengyou.organisations.rules import Actor, NotPermitted, Permission

from ..models.campaigns import Campaign, CampaignState
from ..models.commitments import CommitmentKind
from ..models.pledges import Pledge
from ..rules.pledges import MOST, paragraphs
from .commitments import NotPossible, Promised

SUBJECT = "campaigns.pledge"


def promised_from(pledge: Pledge, *, organisation: int, text: str, due_on: date) -> Promised:
    """The collective item by which an organisation takes a text for its own, for `commitments.promise`."""
    return Promised(
        campaign=pledge.campaign_id,
        organisation=organisation,
        kind=CommitmentKind.COMMON,
        text=f"签订并践行《{pledge.name}》",
        result="全体党员签名，承诺书里的每一条都做到。",
        due_on=due_on,
        collective=True,
        pledge=pledge.pk,
        pledge_text="\n".join(paragraphs(text)),
    )


@transaction.atomic
def write_pledge(*, by: Actor, campaign: Campaign, name: str, text: str, now: datetime) -> Pledge:
    """Give a text to the actor's organisation and those below it; raises NotPermitted or NotPossible."""
    kept = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    by.require(Permission.EDIT_PLAN, by.path)
    if kept.state != CampaignState.RUNNING:
        raise NotPossible("活动已经结束，不能再写承诺书样本。")
    lines = paragraphs(text)
    if not lines or len(text) > MOST:
        raise NotPossible(f"承诺书要有正文，不超过{MOST}个字。")
    if Pledge.objects.filter(
        campaign=kept, organisation_id=by.organisation_id, name=name, put_away_on=None
    ).exists():
        raise NotPossible(f"本组织已经有一份在用的“{name}”。请先把它收起来，或者换一个名称。")
    row = Pledge.objects.create(
        campaign=kept,
        organisation_id=by.organisation_id,
        name=name,
        text="\n".join(lines),
        entered_by_id=by.account_id,
        entered_at=now,
    )
    line = Line(
        verb=f"{SUBJECT}.write",
        sentence=f"写了《{name}》的样本，本组织和下级可以用。",
        subject=SUBJECT,
        subject_id=row.pk,
        path=by.path,
        after=given(row, "name", "text"),
    )
    write(by=by, line=line)
    return row


@transaction.atomic
def put_away(*, by: Actor, pledge: Pledge, now: datetime) -> Pledge:
    """Nobody begins from it any more; what was made from it stays. Raises NotPermitted or NotPossible."""
    row = Pledge.objects.select_for_update(of=("self",)).get(pk=pledge.pk)
    by.require(Permission.EDIT_PLAN, by.path)
    if row.organisation_id != by.organisation_id:
        raise NotPermitted("承诺书样本由写它的组织收起来。")
    if row.put_away_on is not None:
        raise NotPossible("这份样本已经收起来了。")
    before = values(row, "put_away_on")
    row.put_away_on = timezone.localdate(now)
    row.save(update_fields=["put_away_on"])
    line = Line(
        verb=f"{SUBJECT}.put_away",
        sentence=f"收起《{row.name}》的样本，已经签了的不变。",
        subject=SUBJECT,
        subject_id=row.pk,
        path=by.path,
        before=before,
        after=values(row, "put_away_on"),
    )
    write(by=by, line=line)
    return row
