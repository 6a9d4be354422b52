"""Who is due, who came, who is still to be told; what a meeting raised (domain.md P2, P18)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import Http404

from zhengyou.organisations.models import Circumstance, CircumstanceKind, Membership
from zhengyou.organisations.models.people import MEMBERS, MemberStatus
from zhengyou.organisations.queries import on_day, people_of, standing_place, today
from zhengyou.organisations.rules import Actor, Permission

from ..models.activities import Record, RecordState
from ..models.attendance import Absence, Held, Issue
from ..models.tasks import Expectation, Outcome, Task
from ..rules.activity_kinds import ActivityKind, catalogue, meant
from ..rules.attendance import EXCUSING, Quorum
from ..rules.policies import ELECTION_QUORUM, MEETING_QUORUM
from .policies import policy
from .records import record as found_record

COUNTED = (RecordState.SUBMITTED, RecordState.ACCEPTED)


@dataclass(frozen=True)
class Expected:
    """One member of an organisation on a day; `excused` is the circumstance for which he need not come."""

    person_id: int
    name: str
    votes: bool
    excused: str = ""

    @property
    def words(self) -> str:
        """The name, with the circumstance where there is one."""
        return f"{self.name}（{CircumstanceKind(self.excused).label}）" if self.excused else self.name


def expected(organisation_id: int, day: date) -> list[Expected]:
    """The members of an organisation that day by pinyin, each with what excuses him."""
    members: list[Membership] = list(people_of(organisation_id, day).filter(status__in=MEMBERS))
    ids = [row.person_id for row in members]
    rows = Circumstance.objects.filter(on_day(day), person_id__in=ids, kind__in=EXCUSING).order_by("-kind")
    excused = dict(rows.values_list("person_id", "kind"))
    return [
        Expected(
            row.person_id, row.person.name, row.status == MemberStatus.FULL, excused.get(row.person_id, "")
        )
        for row in members
    ]


@dataclass(frozen=True)
class Quota:
    """How many of the `times` that a period asks of one organisation were confirmed, and how many were told only."""

    times: int
    confirmed: int
    told: int


def quota(asked: Expectation) -> Quota | None:
    """Of what is asked several times within its period; None for what is asked once. Only confirmed events count."""
    if asked.task.times < 2:
        return None
    same = Expectation.objects.filter(
        task_id=asked.task_id,
        organisation_id=asked.organisation_id,
        period_start=asked.period_start,
        class_number=asked.class_number,
        withdrawn_on__isnull=True,
        outcome=Outcome.MET,
    )
    accepted = list(same.values_list("confirmed", flat=True))
    return Quota(asked.task.times, sum(accepted), len(accepted) - sum(accepted))


def kind_of(task: Task) -> ActivityKind | None:
    """The kind a task names; of a task that nobody looked at yet the kind its name means."""
    return catalogue().kind(meant(task.name, task.activity))


def usual_place(organisation_id: int, kind: str) -> str:
    """Where this kind of activity was held last; otherwise where anything was."""
    found = Record.objects.filter(organisation_id=organisation_id, zero=False).exclude(place="")
    newest = found.order_by("-happened_on", "-pk").values_list("place", flat=True)
    return newest.filter(kind=kind).first() or newest.first() or ""


def last_held(record: Record) -> Held | None:
    """What the record tells of who came: as it counts now, or as it was before it was returned."""
    absences = Prefetch("absences", _by_name(Absence.objects.all()))
    return Held.objects.filter(record=record).prefetch_related(absences).order_by("-pk").first()


def _by_name(rows: QuerySet[Absence]) -> QuerySet[Absence]:
    return rows.select_related("person").order_by("person__pinyin", "person_id")


def quorum(held: Held, record: Record) -> Quorum | None:
    """How many full members came, for a kind where that decides; None for any other. `record` has what it meets."""
    kind = catalogue().kind(held.kind)
    met = record.fulfilments.all()
    if kind is None or not kind.quorum or held.voting_due is None or not met:
        return None
    campaign_id, day = met[0].expectation.campaign_id, record.happened_on
    return Quorum(
        held.voting_present or 0,
        held.voting_due,
        policy(campaign_id, MEETING_QUORUM, day),
        policy(campaign_id, ELECTION_QUORUM, day),
    )


def _briefing_kinds() -> list[str]:
    return [kind.key for kind in catalogue().kinds if kind.brief]


def _to_brief() -> QuerySet[Absence]:
    return Absence.objects.filter(
        held__until__isnull=True, held__kind__in=_briefing_kinds(), due=True, briefed_on__isnull=True
    )


def to_brief(actor: Actor, day: date) -> QuerySet[Record]:
    """Activities of the actor's own organisation whose absentees were not told yet, the oldest first."""
    missing = _to_brief().filter(held__record=OuterRef("pk"))
    found = Record.objects.filter(
        Exists(missing), organisation_id=actor.organisation_id, state__in=COUNTED, happened_on__lte=day
    )
    return found.order_by("happened_on", "pk")


def waiting_names(rows: Iterable[Record]) -> dict[int, list[str]]:
    """Who is still to be told, by the record's id."""
    found: dict[int, list[str]] = {}
    absences = _by_name(_to_brief().filter(held__record__in=list(rows)).select_related("held"))
    for row in absences:
        found.setdefault(row.held.record_id, []).append(row.person.name)
    return found


def untold(held: Held | None) -> list[Absence]:
    """Absentees of a live telling who were not told yet, whether they should have come or not."""
    if held is None or held.until is not None:
        return []
    return [row for row in held.absences.all() if row.briefed_on is None]


def own_record(actor: Actor, record_id: int) -> Record:
    """One record of the actor's own organisation, for whoever keeps its records; otherwise Http404."""
    row = found_record(actor, record_id)
    if row.organisation_id != actor.organisation_id or not actor.may(Permission.RECORD):
        raise Http404
    return row


def issues(record: Record) -> list[Issue]:
    """Problems raised there, in their order."""
    return list(Issue.objects.filter(record=record).select_related("rectification"))


def own_issue(actor: Actor, issue_id: int) -> Issue:
    """One problem raised at a meeting of the actor's own organisation; otherwise Http404."""
    found = Issue.objects.filter(pk=issue_id).select_related("record").first()
    if found is None:
        raise Http404
    path = standing_place(found.record.organisation_id, today()).path
    if path != actor.path or not actor.may(Permission.RECORD, path):
        raise Http404
    return found
