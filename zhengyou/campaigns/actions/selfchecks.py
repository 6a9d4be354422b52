"""Filling in a sheet item by item, and taking it step by step to its end (domain.md P8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhengyou.ledger.telling import Values, values
from zhengyou.ledger.writing import Line, mention, write
from zhengyou.organisations.models import Person
from zhengyou.organisations.queries import standing_place
from zhengyou.organisations.rules import Actor, NotPermitted, Permission

from ..models.rectification import Source
from ..models.selfchecks import (
    SelfCheck,
    SelfCheckEvidence,
    SelfCheckFinding,
    SelfCheckItem,
    Verdict,
)
from ..queries.policies import policy
from ..queries.selfchecks import evidence, others, sheets
from ..rules.policies import SELF_CHECK_SCALE
from ..rules.procedures import WrongState
from .following import SELF_CHECK_SUBJECT as SUBJECT
from .following import SELF_CHECK_WAY as WAY
from .following import follow_measures
from .rectification import Agreed, Raised, raise_
from .stepping import take


class NotComplete(Exception):
    """Something is missing or does not go together: the sentence says what, and nothing was changed."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One item as it is filled in, in full or in part; `evidence` are keys of things on record ("record-12")."""

    mark: int | None = None
    verdict: str = ""
    evidence: Sequence[str] = ()
    words: str = ""
    gap: str = ""
    measure: str = ""
    responsible: int | None = None
    due_on: date | None = None


@dataclass(frozen=True)
class Exemplar:
    """Whom one measures oneself by, why, and what lies between."""

    organisation: int
    reason: str
    gap: str


@transaction.atomic
def fill_in(*, by: Actor, item: SelfCheckItem, entry: Entry, now: datetime) -> SelfCheckItem:
    """Keep what was filled in for one item; the rest may follow later. Raises WrongState, NotPermitted or NotComplete
    ("met" without anything it rests on, a mark off the scale, a day that has passed, a thing not on record)."""
    sheet, day = _open_sheet(item.sheet_id, by), timezone.localdate(now)
    row = SelfCheckItem.objects.select_related("item", "responsible", "rectification").get(pk=item.pk)
    grounds = evidence.ticked(row)
    before = _told(row, len(grounds))
    _check(sheet, row, entry, {one.key for one in grounds}, day)
    row.mark, row.verdict, row.words = entry.mark, entry.verdict, entry.words
    if not sheets.is_carried(row):
        row.gap, row.measure, row.due_on = entry.gap, entry.measure, entry.due_on
        row.responsible_id, row.rectification = entry.responsible, None
    row.save()
    row.evidence.all().delete()
    SelfCheckEvidence.objects.bulk_create(_evidence(row, key) for key in dict.fromkeys(entry.evidence))
    row.responsible = Person.objects.filter(pk=row.responsible_id or 0).first()
    mark = "" if row.mark is None else f"，自评{row.mark}分"
    verdict = f"，{row.get_verdict_display()}" if row.verdict else ""
    told = f"填写{sheet}自查表的“{row.item.label}”{mark}{verdict}。"
    _tell(sheet, by, "fill_in", told, before, _told(row, len(set(entry.evidence))))
    return row


@transaction.atomic
def choose_exemplar(*, by: Actor, sheet: SelfCheck, exemplar: Exemplar, now: datetime) -> SelfCheck:
    """Choose whom to measure oneself by; raises WrongState, NotPermitted or NotComplete."""
    row = _open_sheet(sheet.pk, by)
    place = others.may_be_exemplar(row, exemplar.organisation)
    if place is None:
        raise NotComplete("标杆要从同类的组织里选，不能选自己。请再搜一次。")
    if not exemplar.reason.strip():
        raise NotComplete("请写为什么选它作标杆。")
    before = _told_exemplar(row)
    row.exemplar_id, row.exemplar_reason, row.exemplar_gap = (
        place.organisation_id,
        exemplar.reason,
        exemplar.gap,
    )
    row.save()
    told = f"为{row}选“{place.name}”作标杆：{exemplar.reason}"
    _tell(row, by, "choose_exemplar", told, before, _told_exemplar(row))
    return row


@transaction.atomic
def step(*, by: Actor, sheet: SelfCheck, verb: str, answers: Mapping[str, Any], now: datetime) -> SelfCheck:
    """Take one step of the procedure; raises WrongState, NotPermitted or NotComplete.

    Agreeing opens a rectification for each gap in the same transaction, its measure agreed with it.
    """
    row = _locked(sheet.pk)
    day = timezone.localdate(now)
    concerned = sheets.concerned_in(row, day)
    WAY.procedure.check(verb, row.state, by, concerned)
    also: dict[str, Any] = {}
    if verb == "hand_up":
        also = _handed_up(row, by, day)
    if verb in ("take_back", "send_back"):
        row.findings.filter(until=None).update(until=day)
    if verb == "agree":
        also = _agreed(row, by, now)
    take(WAY, row, verb, by=by, concerned=concerned, answers=answers, now=now, also=also)
    if verb == "agree":
        follow_measures(row, by=by, path=concerned.path, now=now)
    return row


def _locked(sheet_id: int) -> SelfCheck:
    found = SelfCheck.objects.select_for_update(of=("self",)).select_related(
        "round__campaign", "round__standard"
    )
    return found.get(pk=sheet_id)


def _open_sheet(sheet_id: int, by: Actor) -> SelfCheck:
    """The locked sheet that the actor fills in."""
    row = _locked(sheet_id)
    if row.organisation_id != by.organisation_id or not by.may(Permission.RECORD):
        raise NotPermitted("自查表由本组织记录活动的同志填。")
    if row.state not in sheets.EDITABLE:
        label = WAY.procedure.labels[row.state]
        raise WrongState(f"自查表现在是“{label}”，不能再改。要改的，请先收回来。")
    return row


def _check(sheet: SelfCheck, row: SelfCheckItem, entry: Entry, ticked: set[str], day: date) -> None:
    most = policy(sheet.round.campaign_id, SELF_CHECK_SCALE, day)
    if entry.mark is not None and not 0 <= entry.mark <= most:
        raise NotComplete(f"自评分要在0和{most}之间。")
    if entry.verdict not in ("", *Verdict.values):
        raise NotComplete("请选达到了还是有差距。")
    if entry.verdict == Verdict.MET and sheets.is_carried(row):
        raise NotComplete("这一项的整改还没有销号。改好了，请先在整改里报告，销号以后再写“达到了”。")
    if entry.verdict == Verdict.MET and not entry.evidence and not entry.words.strip():
        raise NotComplete("写了“达到了”，还没有依据。请勾一条系统里的记录；没有记录的，写一件看得见的事。")
    if entry.evidence and entry.words.strip():
        raise NotComplete("已经勾了记录，就不用另写。要另写的，请去掉勾。")
    if set(entry.evidence) - ticked and not set(entry.evidence) <= ticked | {
        one.key for one in evidence.known(sheet)
    }:
        raise NotComplete("勾的记录里有一条已经不在了，请刷新页面重新勾。")
    if entry.verdict != Verdict.GAP or sheets.is_carried(row):
        return
    if entry.due_on is not None and entry.due_on < day:
        raise NotComplete("改好的期限已经过去了。请选今天或以后的日子。")
    if entry.responsible and entry.responsible not in dict(sheets.responsible_choices(sheet, day)):
        raise NotComplete("请从本组织的同志里选一位负责。")


def _evidence(row: SelfCheckItem, key: str) -> SelfCheckEvidence:
    name, _dash, number = key.partition("-")
    return SelfCheckEvidence(row=row, **{f"{name}_id": int(number)})


def _handed_up(row: SelfCheck, by: Actor, day: date) -> dict[str, Any]:
    """Every item is met or has its measure; what was found is kept from this day on."""
    lines = sheets.lines(row)
    missing = [f"“{line.row.item.label}”缺{'、'.join(line.lacking)}" for line in lines if line.lacking]
    if missing:
        raise NotComplete(f"还有{len(missing)}项没有填完：{'；'.join(missing)}。")
    SelfCheckFinding.objects.bulk_create(
        SelfCheckFinding(
            sheet=row,
            item_id=line.row.item_id,
            met=line.row.verdict == Verdict.MET,
            mark=line.row.mark or 0,
            since=day,
        )
        for line in lines
    )
    above = standing_place(row.organisation_id, day).parent_id
    met = sum(line.row.verdict == Verdict.MET for line in lines)
    return {
        "met": met,
        "gaps": len(lines) - met,
        "handed_up_by_id": by.account_id,
        "handed_up_on": day,
        "reviewer_id": above or row.reviewer_id,
    }


def _agreed(row: SelfCheck, by: Actor, now: datetime) -> dict[str, Any]:
    """Open a rectification for each gap that has none running."""
    lines = sheets.lines(row)
    gaps = [line for line in lines if line.row.verdict == Verdict.GAP]
    for line in gaps:
        if not line.carried:
            line.row.rectification = raise_(by=by, raised=_raised(row, line.row), now=now)
            line.row.save()
    return {"met": len(lines) - len(gaps), "gaps": len(gaps)}


def _raised(row: SelfCheck, item: SelfCheckItem) -> Raised:
    assert row.handed_up_on is not None
    assert row.handed_up_by_id is not None
    assert item.responsible_id is not None
    return Raised(
        campaign=row.round.campaign_id,
        organisation=row.organisation_id,
        title=item.gap,
        text=f"{row.round.standard.label}“{item.item.label}”，{row.round.name}查出。",
        source=Source.SELF_CHECK,
        raised_on=row.handed_up_on,
        due_on=item.due_on,
        agreed=Agreed(item.measure, item.responsible_id, row.handed_up_by_id),
    )


def _told(row: SelfCheckItem, grounds: int) -> Values:
    person = row.responsible
    told = values(row, "mark", "verdict", "words", "gap", "measure", "due_on")
    return told | {"responsible": mention(person.pk, person.name) if person else None, "grounds": grounds}


def _told_exemplar(row: SelfCheck) -> Values:
    return values(row, "exemplar_reason", "exemplar_gap") | {
        "exemplar": standing_place(row.exemplar_id, timezone.localdate()).name if row.exemplar_id else None
    }


def _tell(row: SelfCheck, by: Actor, verb: str, sentence: str, before: Values, after: Values) -> None:
    line = Line(
        verb=f"{SUBJECT}.{verb}",
        sentence=sentence,
        subject=SUBJECT,
        subject_id=row.pk,
        path=by.path,
        before=before,
        after=after,
    )
    write(by=by, line=line)
