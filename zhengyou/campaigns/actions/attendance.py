"""What a record tells of who came; telling absentees afterwards (domain.md P2, P18)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from zhengyou.ledger.naming import mention
from zhengyou.ledger.writing import Line, write
from zhengyou.organisations.queries import standing_place
from zhengyou.organisations.rules import Actor, Permission

from ..models.activities import Record
from ..models.attendance import Absence, Held, Issue
from ..queries.attendance import COUNTED, Expected, expected
from ..rules.activity_kinds import ActivityKind, catalogue

SUBJECT = "campaigns.record"
MOST_ISSUES = 20


class NotToBrief(Exception):
    """Nobody is left to be told, or the day cannot be; the sentence says which."""


def tell(
    record: Record, *, present: Sequence[int], absent: Sequence[int], issues: Sequence[str], day: date
) -> dict[str, int]:
    """Write down who came to what a saved record tells, as of `day`, within the caller's transaction; the numbers for
    its ledger line. Who was told already of an earlier telling stays told."""
    _raise_issues(record, issues)
    kind = catalogue().kind(record.kind)
    if kind is None or record.zero:
        return {}
    before = Held.objects.filter(record=record).order_by("-pk").first()
    held = Held(record=record, kind=kind.key, since=day)
    missed = _counted(held, kind, record, set(present), set(absent))
    held.save()
    told = {row.person_id: row for row in before.absences.exclude(briefed_on=None)} if before else {}
    Absence.objects.bulk_create(_absence(held, one, told.get(one.person_id)) for one in missed)
    if held.due is None or held.present is None:
        return {}
    return {"due": held.due, "present": held.present}


def _counted(
    held: Held, kind: ActivityKind, record: Record, present: set[int], absent: set[int]
) -> list[Expected]:
    """Put the numbers into `held`; who was missing. Only whoever was a member on the day counts."""
    if kind.roster != "all" or not present | absent:
        return []
    members = expected(record.organisation_id, record.happened_on)
    came = [one for one in members if one.person_id in present - absent]
    missed = [one for one in members if one.person_id in absent]
    due = came + [one for one in missed if not one.excused]
    held.present, held.due = len(came), len(due)
    held.voting_present, held.voting_due = sum(one.votes for one in came), sum(one.votes for one in due)
    return missed


def _absence(held: Held, one: Expected, told: Absence | None) -> Absence:
    row = Absence(held=held, person_id=one.person_id, due=not one.excused, circumstance=one.excused)
    if told is not None:
        for name in ("reason", "briefed_on", "how", "briefed_by_id", "briefed_at"):
            setattr(row, name, getattr(told, name))
    return row


def untell(record: Record, day: date) -> None:
    """The record is returned or withdrawn: from `day` on it tells of nobody, within the caller's transaction."""
    Held.objects.filter(record=record, until__isnull=True).update(until=day)


def _raise_issues(record: Record, issues: Sequence[str]) -> None:
    """The problems as they were typed; what became a rectification stays."""
    kept = Issue.objects.filter(record=record, rectification__isnull=False)
    standing = set(kept.values_list("text", flat=True))
    Issue.objects.filter(record=record, rectification__isnull=True).delete()
    fresh = [text for text in dict.fromkeys(issues) if text not in standing][:MOST_ISSUES]
    Issue.objects.bulk_create(
        Issue(record=record, ordinal=len(standing) + number, text=text)
        for number, text in enumerate(fresh, 1)
    )


@transaction.atomic
def brief(
    *,
    by: Actor,
    record: Record,
    absences: Sequence[int],
    on: date,
    now: datetime,
    how: str = "",
    reason: str = "",
) -> int:
    """Write down that absentees made up for it or were told on a day; how many. Raises NotToBrief or NotPermitted."""
    locked = Record.objects.select_for_update().get(pk=record.pk)
    path = standing_place(locked.organisation_id, timezone.localdate(now)).path
    by.require(Permission.RECORD, path if locked.organisation_id == by.organisation_id else "")
    if locked.state not in COUNTED:
        raise NotToBrief("这条记录现在不算数（已退回或撤回），补课、传达等重新报送以后再记。")
    if not locked.happened_on <= on <= timezone.localdate(now):
        raise NotToBrief("补课、传达的日子要在活动那天和今天之间。请重新选。")
    found = Absence.objects.filter(
        pk__in=list(absences), held__record=locked, held__until__isnull=True, briefed_on__isnull=True
    )
    rows = list(found.select_related("person").order_by("person__pinyin", "person_id"))
    if not rows or len(rows) != len(set(absences)):
        raise NotToBrief("所选的同志里有刚才已经记过的。请刷新页面再看。")
    for row in rows:
        row.briefed_on, row.how, row.reason = on, how, reason or row.reason
        row.briefed_by_id, row.briefed_at = by.account_id, now
        row.save()
    names = [mention(row.person_id, row.person.name) for row in rows]
    line = Line(
        verb=f"{SUBJECT}.brief",
        sentence=f"给{'、'.join(names)}补上“{locked.title}”（{on:%Y年%-m月%-d日}）。",
        subject=SUBJECT,
        subject_id=locked.pk,
        path=path,
        happened_on=on,
        before={"to_brief": names},
        after={"briefed": names, "how": how, "reason": reason},
    )
    write(by=by, line=line)
    return len(rows)
