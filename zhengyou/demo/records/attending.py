"""Who came to what the demonstration's records tell, and who was told later: the rows that the actions would have
written (campaigns.actions.attendance)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from django.db.models import QuerySet
from django.utils import timezone

from zhengyou.campaigns.models import Absence, Held
from zhengyou.campaigns.rules.activity_kinds import ActivityKind, catalogue
from zhengyou.campaigns.rules.attendance import EXCUSING
from zhengyou.ledger.naming import mention
from zhengyou.organisations.copying import analyse, copy, reserve
from zhengyou.organisations.models import MEMBERS, Circumstance, Membership, MemberStatus

from .course import Course, Written

HELD = "id record kind present due voting_present voting_due since until"
ABSENCE = "held person due circumstance reason briefed_on how briefed_by briefed_at"
_REASON = ("person_id", "kind", "since", "until")
_MEMBER = ("organisation_id", "person_id", "status", "since", "until")
_REASONS = ("出差", "住院", "家里老人生病", "在外地带孩子", "值班走不开", "在外务工")
_WAYS = ("上门讲了一遍", "打电话传达", "把讲稿送到家里", "第二天补了课", "在党小组会上补上")
# Of ten sessions four miss somebody; nine of ten absentees are told within three weeks.
_MISSED, _TOLD = 0.4, 0.9


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an organisation: the person, whether he votes, and why he need not come (empty: he is due)."""

    person: int
    votes: bool
    circumstance: str


def _excuses() -> QuerySet[Circumstance]:
    """What excuses people from coming; of several the one that the actions name."""
    return Circumstance.objects.filter(kind__in=EXCUSING).order_by("kind", "pk")


class Roster:
    """The members of every organisation on any day."""

    def __init__(self) -> None:
        self._reasons: dict[int, list[tuple[str, date, date | None]]] = {}
        for person, kind, since, until in _excuses().values_list(*_REASON):
            self._reasons.setdefault(person, []).append((kind, since, until))
        self._members: dict[int, list[tuple[int, bool, date, date | None]]] = {}
        rows = Membership.objects.filter(status__in=MEMBERS).order_by("pk").values_list(*_MEMBER)
        for place, person, status, since, until in rows:
            row = (person, status == MemberStatus.FULL, since, until)
            self._members.setdefault(place, []).append(row)

    def on(self, day: date, organisation_id: int) -> list[Member]:
        """The members that day, each with why he need not come."""
        return [
            Member(person, votes, self._reason(person, day))
            for person, votes, since, until in self._members.get(organisation_id, ())
            if since <= day and (until is None or day < until)
        ]

    def _reason(self, person: int, day: date) -> str:
        known = self._reasons.get(person, ())
        return next(
            (kind for kind, since, until in known if since <= day and (until is None or day < until)), ""
        )


@dataclass(slots=True)
class Session:
    """One record as an activity: its kind, and who was missing of the members due (none where nobody is counted)."""

    key: int
    course: Course
    kind: ActivityKind
    members: list[Member]
    missed: list[Member] = field(default_factory=list)
    told_at: datetime | None = None
    how: str = ""
    reason: str = ""

    @property
    def spans(self) -> list[tuple[date, date | None]]:
        """From when to when it counted: anew each time it was sent up, until it was returned."""
        found: list[tuple[date, date | None]] = [(timezone.localdate(self.course.entered_at), None)]
        for step in self.course.steps:
            day = timezone.localdate(step.at)
            if step.verb == "return":
                found[-1] = (found[-1][0], day)
            elif step.verb == "resubmit":
                found.append((day, None))
        return found

    def numbers(self) -> tuple[int | None, int | None, int | None, int | None]:
        """Present, due, and of both those who vote; nothing where the kind counts nobody."""
        if not self.members:
            return None, None, None, None
        away = {member.person for member in self.missed}
        due = [member for member in self.members if not member.circumstance]
        came = [member for member in due if member.person not in away]
        return len(came), len(due), sum(one.votes for one in came), sum(one.votes for one in due)


def kind_of(course: Course) -> ActivityKind | None:
    """The kind of what a record tells: that of the task it was first told for."""
    return None if course.zero else catalogue().guess(course.meets[0].task)


def sessions_of(records: Mapping[int, Course], last: datetime) -> list[Session]:
    """What of these records (by key) was an activity, and who was missing; the records know it from then on."""
    rng = Random(len(records))  # noqa: S311  invented events, no secret
    everybody = Roster()
    found = []
    for key, course in records.items():
        kind = kind_of(course)
        if kind is None:
            continue
        session = _session(key, course, kind, everybody, rng, last)
        present, due, _voting, _all = session.numbers()
        course.kind, course.kind_name = kind.key, kind.name
        if due is not None and present is not None:
            course.attended, course.present, course.due = present, present, due
        found.append(session)
    return found


def store_attendance(sessions: Sequence[Session], names: Mapping[int, str]) -> list[Written]:
    """Store who came; gives the ledger lines of those who were told later. `names` of people by id."""
    spans = [(session, *span) for session in sessions for span in session.spans]
    keys = reserve(Held, len(spans))
    copy(
        Held,
        HELD.split(),
        (
            (key, session.key, session.kind.key, *session.numbers(), since, until)
            for key, (session, since, until) in zip(keys, spans, strict=True)
        ),
    )
    copy(
        Absence,
        ABSENCE.split(),
        (
            row
            for key, (session, _since, until) in zip(keys, spans, strict=True)
            for row in _absences(key, session, until)
        ),
    )
    analyse(Held, Absence)
    return [line for session in sessions for line in _lines(session, names)]


def _session(
    key: int, course: Course, kind: ActivityKind, everybody: Roster, rng: Random, last: datetime
) -> Session:
    members = everybody.on(course.happened_on, course.place.id) if kind.roster == "all" else []
    session = Session(key, course, kind, members)
    due = [member for member in members if not member.circumstance]
    if len(due) < 4 or rng.random() > _MISSED:
        return session
    session.missed = rng.sample(due, rng.randint(1, min(3, len(due) // 4)))
    session.reason, session.how = rng.choice(_REASONS), rng.choice(_WAYS)
    told = course.entered_at + timedelta(days=rng.randint(2, 20), minutes=rng.randint(0, 90))
    returned = any(step.verb == "return" for step in course.steps)
    if kind.brief and not returned and told < last and rng.random() < _TOLD:
        session.told_at = told
    return session


def _absences(held: int, session: Session, until: date | None) -> Iterator[tuple[object, ...]]:
    at = session.told_at if until is None else None
    day = timezone.localdate(at) if at else None
    by = session.course.reporter.account_id if at else None
    for member in session.missed:
        how, reason = (session.how, session.reason) if at else ("", session.reason)
        yield held, member.person, True, "", reason, day, how, by, at


def _lines(session: Session, names: Mapping[int, str]) -> Iterator[Written]:
    """What the ledger says of the briefing, in the words of campaigns.actions.attendance."""
    at, course = session.told_at, session.course
    if at is None:
        return
    on = timezone.localdate(at)
    absent = [mention(member.person, names[member.person]) for member in session.missed]
    yield Written(
        at,
        course.reporter,
        "campaigns.record.brief",
        f"给{'、'.join(absent)}补上“{course.title}”（{on:%Y年%-m月%-d日}）。",
        "campaigns.record",
        session.key,
        course.place.path,
        on,
        {"to_brief": absent},
        {"briefed": absent, "how": session.how, "reason": session.reason},
    )
