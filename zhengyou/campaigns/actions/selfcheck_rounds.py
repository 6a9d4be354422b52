"""Opening a round of self-checks: one statement lays it on everybody it falls on (domain.md P8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from zhengyou.ledger.telling import given
from zhengyou.ledger.writing import Line, write
from zhengyou.organisations.queries import standing_place
from zhengyou.organisations.rules import Actor, NotPermitted, Permission

from ..models.campaigns import Campaign, Standard
from ..models.selfchecks import SelfCheck, SelfCheckRound
from ..queries.selfchecks import opening as queries

ROUND = "campaigns.selfcheckround"


class NotPossible(Exception):
    """A round that cannot be: the sentence says why."""


@dataclass(frozen=True, kw_only=True)
class Opening:
    """A round as it is opened: on which standard, on which kinds of organisation and (none: all) sectors, handed up
    by `due_on`."""

    standard: int
    name: str
    due_on: date
    kinds: Sequence[str]
    sectors: Sequence[str] = ()


@transaction.atomic
def open_round(*, by: Actor, campaign: Campaign, opening: Opening, now: datetime) -> SelfCheckRound:
    """Open the next round on a standard today; it begins with what the last one left. `campaign` is the one at the
    head. Raises NotPermitted or NotPossible."""
    standard = (
        Standard.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=opening.standard)
    )
    day = timezone.localdate(now)
    if standard not in queries.standards_to_open(by, campaign):
        raise NotPermitted("自查由印发方案的组织按自己方案里的标准发起。")
    if opening.due_on < day:
        raise NotPossible("交自查表的期限早于今天。请选今天或以后的日子。")
    before = queries.last_round(standard.pk)
    row = SelfCheckRound.objects.create(
        campaign=campaign,
        organisation_id=by.organisation_id,
        standard=standard,
        number=before.number + 1 if before else 1,
        name=opening.name,
        kinds=list(opening.kinds),
        sectors=list(opening.sectors),
        looks_from=min(before.opens_on if before else standard.campaign.starts_on, day),
        opens_on=day,
        due_on=opening.due_on,
        opened_by_id=by.account_id,
        opened_at=now,
    )
    top = standing_place(by.organisation_id, day)
    sheets = queries.lay(row, top.path, before)
    if not sheets:
        raise NotPossible("下面没有符合的组织。请重新选由哪些组织自查。")
    line = Line(
        verb=f"{ROUND}.open",
        sentence=f"开始《{standard.campaign.title}》“{standard.label}”的{row.name}："
        f"{sheets}个组织自查，{row.due_on:%Y年%-m月%-d日}前交。",
        subject=ROUND,
        subject_id=row.pk,
        path=top.path,
        after=given(row, "name", "opens_on", "due_on") | {"organisations": sheets},
    )
    write(by=by, line=line)
    return row


@transaction.atomic
def add_newcomers(*, by: Actor, round_: SelfCheckRound, now: datetime) -> int:
    """Lay a round that runs on organisations that were founded, or came to fit, since it began; gives how many. Raises
    NotPermitted or NotPossible."""
    row = (
        SelfCheckRound.objects.select_for_update(of=("self",))
        .select_related("standard__campaign")
        .get(pk=round_.pk)
    )
    day = timezone.localdate(now)
    if row.organisation_id != by.organisation_id or not by.may(Permission.DECIDE):
        raise NotPermitted("列入新成立的组织，由开始这一轮自查的组织办理。")
    names = queries.newcomers(row, day)
    if not names:
        raise NotPossible("没有要列入的组织：都列入了，或者这一轮已经过了期限。")
    top = standing_place(row.organisation_id, day)
    before = SelfCheck.objects.filter(round=row).count()
    added = queries.lay(row, top.path, queries.round_before(row), day)
    line = Line(
        verb=f"{ROUND}.add",
        sentence=f"把{len(names)}个后来的组织列入《{row.standard.campaign.title}》“{row.standard.label}”的{row.name}："
        f"{'、'.join(names)}。",
        subject=ROUND,
        subject_id=row.pk,
        path=top.path,
        before={"organisations": before},
        after={"organisations": before + added},
    )
    write(by=by, line=line)
    return added
