"""Written summaries of members (domain.md M28): asked for, written, handed in, published in the branch."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhengyou.ledger.telling import given
from zhengyou.ledger.writing import Line, write
from zhengyou.organisations.models import Person
from zhengyou.organisations.queries import ended, standing_place
from zhengyou.organisations.rules import Actor, NotPermitted, Permission

from ..models.campaigns import Campaign, CampaignState
from ..models.summaries import Summary, SummaryRound, SummaryStage, SummaryState
from ..queries.commitments import membership
from ..queries.summaries.written import concerned_in
from ..rules.procedures import SUMMARY, Concerned, WrongState
from .commitments import NotPossible
from .stepping import Way, begin, take

SUBJECT = "campaigns.summary"
ROUND = "campaigns.summaryround"
WAY = Way(procedure=SUMMARY, stage=SummaryStage, subject=SUBJECT, kept=("handed_in_on", "published_on"))
_WRITTEN = ("keep", "hand_in", "type_in")


@dataclass(frozen=True, kw_only=True)
class Opening:
    """A round as it is opened: which days it covers, and until when summaries are handed in."""

    name: str
    covers_from: date
    covers_until: date
    due_on: date


@dataclass(frozen=True, kw_only=True)
class Texts:
    """A summary as it is typed in, part by part; any of them may be empty, not all."""

    promised: str = ""
    took_part: str = ""
    put_right: str = ""
    next_steps: str = ""


@transaction.atomic
def open_round(*, by: Actor, campaign: Campaign, opening: Opening, now: datetime) -> SummaryRound:
    """Ask every member below the issuer for a summary; raises NotPermitted or NotPossible."""
    kept = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    day = timezone.localdate(now)
    top = standing_place(kept.organisation_id, day)
    by.require(Permission.DECIDE, top.path)
    if by.organisation_id != kept.organisation_id:
        raise NotPermitted("书面小结由印发方案的组织布置。")
    if kept.state != CampaignState.RUNNING or ended(top, day):
        raise NotPossible("活动已经结束，不能再布置小结。")
    if opening.due_on < day:
        raise NotPossible("交小结的期限早于今天。请选今天或以后的日子。")
    if opening.covers_until < opening.covers_from:
        raise NotPossible("写到哪天早于从哪天写起。请重新选。")
    if kept.summary_rounds.filter(name=opening.name).exists():
        raise NotPossible(f"已经有一次叫“{opening.name}”的了。请换一个名称。")
    row = SummaryRound.objects.create(
        campaign=kept, opened_by_id=by.account_id, opened_at=now, **asdict(opening)
    )
    line = Line(
        verb=f"{ROUND}.open",
        sentence=f"布置党员写{row.name}，{row.due_on:%Y年%-m月%-d日}前交给支部。",
        subject=ROUND,
        subject_id=row.pk,
        path=top.path,
        after=given(row, "name", "covers_from", "covers_until", "due_on"),
    )
    write(by=by, line=line)
    return row


@transaction.atomic
def write_summary(
    *, by: Actor, round: SummaryRound, person: int, texts: Texts, hand_in: bool, now: datetime
) -> Summary:
    """Begin a member's summary or go on with it; with `hand_in` the branch gets it, which whoever types in for somebody
    else always does. Raises WrongState, NotPermitted or NotPossible."""
    list(Person.objects.select_for_update(no_key=True).filter(pk=person).values_list("pk"))
    row = Summary.objects.filter(round=round, person_id=person).select_related("round", "person").first()
    verb = "type_in" if person != by.person_id else "hand_in" if hand_in else "keep"
    if row is not None:
        return _step(row, by, verb, asdict(texts), now)
    return _begun(by, round, person, verb, texts, now)


def _begun(by: Actor, round: SummaryRound, person: int, verb: str, texts: Texts, now: datetime) -> Summary:
    day = timezone.localdate(now)
    member = membership(person, day)
    if member is None or (verb == "type_in" and member.organisation_id != by.organisation_id):
        raise NotPossible("这位同志今天不是本支部的党员，请到他所在的支部写。")
    path = standing_place(member.organisation_id, day).path
    concerned = Concerned(path=path, person_id=person, called="本人", personal=True)
    step = SUMMARY.check(verb, SummaryState.DRAFT, by, concerned)
    _check_texts(verb, asdict(texts))
    row = Summary(
        round=round,
        organisation_id=member.organisation_id,
        person_id=person,
        entered_for=verb == "type_in",
        entered_by_id=by.account_id,
        entered_at=now,
        state=step.target,
        handed_in_on=day if step.target == SummaryState.HANDED_IN else None,
        **asdict(texts),
    )
    told = f"开始写{row.told_as}。" if verb == "keep" else step.told.format(title=row.told_as)
    begin(WAY, row, by=by, path=path, told=told, now=now, verb=verb)
    return row


@transaction.atomic
def step(*, by: Actor, summary: Summary, verb: str, answers: Mapping[str, Any], now: datetime) -> Summary:
    """Take one step of the procedure; raises WrongState, NotPermitted or NotPossible."""
    return _step(summary, by, verb, answers, now)


def _step(summary: Summary, by: Actor, verb: str, answers: Mapping[str, Any], now: datetime) -> Summary:
    locked = Summary.objects.select_for_update(of=("self",)).select_related("round", "person")
    row, day = locked.get(pk=summary.pk), timezone.localdate(now)
    concerned = concerned_in(row, day)
    SUMMARY.check(verb, row.state, by, concerned)
    if verb == "type_in" and not row.entered_for:
        raise NotPossible("这份小结是本人自己写的，请本人来改。")
    if verb in _WRITTEN:
        _check_texts(verb, answers)
    if verb == "publish" and answers["published_on"] > day:
        raise NotPossible("公布的日子晚于今天。请在公布以后再记。")
    also: dict[str, Any] = {"handed_in_on": day} if verb in ("hand_in", "type_in") else {}
    if verb == "unpublish":
        also = {"published_on": None, "published_where": ""}
    if verb == "take_back":
        also = {"handed_in_on": None}
    take(WAY, row, verb, by=by, concerned=concerned, answers=answers, now=now, also=also)
    return row


def _check_texts(verb: str, texts: Mapping[str, Any]) -> None:
    if verb != "keep" and not any(texts.get(name, "").strip() for name in asdict(Texts())):
        raise NotPossible("一栏也没有写。请至少写一栏再交。")


@transaction.atomic
def publish_many(
    *, by: Actor, round: SummaryRound, items: Sequence[int], where: str, on: date, now: datetime
) -> int:
    """Note that several summaries handed in to the actor's branch were published in it; how many. Those published or
    taken back meanwhile are left. Raises NotPermitted, NotPossible, or WrongState where none is left."""
    day = timezone.localdate(now)
    by.require(Permission.DECIDE, by.path)
    if on > day:
        raise NotPossible("公布的日子晚于今天。请在公布以后再记。")
    rows = Summary.objects.select_for_update(of=("self",)).filter(
        pk__in=list(items), round=round, organisation_id=by.organisation_id, state=SummaryState.HANDED_IN
    )
    found = list(rows.order_by("pk"))
    if not found:
        raise WrongState("选的小结都已经公布过，或者被本人拿回去了。请看最新的情况。")
    for row in found:
        row.state, row.comment = SUMMARY.step("publish").target, ""
        row.published_on, row.published_where = on, where
    Summary.objects.bulk_update(found, ["state", "comment", "published_on", "published_where"])
    SummaryStage.objects.filter(row__in=found, until__isnull=True).update(until=day)
    SummaryStage.objects.bulk_create(
        SummaryStage(row=row, state=row.state, since=day, verb="publish", by_id=by.account_id, at=now)
        for row in found
    )
    line = Line(
        verb=f"{SUBJECT}.publish_many",
        sentence=f"在支部公布{len(found)}份{round.name}。",
        subject=SUBJECT,
        path=by.path,
        happened_on=on,
        after={"items": len(found)},
    )
    write(by=by, line=line)
    return len(found)
