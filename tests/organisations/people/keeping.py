"""People entered, moved and appointed in one line each, by the secretary of the first branch unless said otherwise."""

from datetime import date, timedelta

from tests.cast import Cast, at_noon
from tests.organisations.reorganising.deciding import number
from zhengyou.ledger.models import Entry
from zhengyou.ledger.queries import told
from zhengyou.organisations.actions import people, posts
from zhengyou.organisations.models import LeaveReason, Membership, MemberStep, Person, Post, PostKind
from zhengyou.organisations.queries import on_day
from zhengyou.organisations.rules.orders import Decided

REASON = "支部大会决定。"


def decided(cast: Cast, ahead: int = 0, reason: str = REASON) -> Decided:
    """A decision in force `ahead` days after today."""
    day = cast.today + timedelta(days=ahead)
    return Decided(day, cast.today - timedelta(days=3), "青一支〔2026〕2号", reason)


def entered(
    cast: Cast,
    name: str,
    status: str = "activist",
    where: str = "first",
    ahead: int = 0,
    role: str = "secretary",
) -> Person:
    """Somebody new."""
    newcomer = people.Newcomer(name=name, status=status)
    step = people.enrol(
        by=cast.actor(role),
        organisation=number(cast, where),
        newcomer=newcomer,
        decided=decided(cast, ahead),
        now=at_noon(cast.today),
    )
    return step.person


def raised(cast: Cast, person: Person, status: str, ahead: int = 0, role: str = "secretary") -> MemberStep:
    """Another status."""
    return people.change_status(
        by=cast.actor(role),
        person=person.pk,
        status=status,
        decided=decided(cast, ahead),
        now=at_noon(cast.today),
    )


def moved(
    cast: Cast, person: Person, where: str, ahead: int = 0, role: str = "general_secretary"
) -> MemberStep:
    """Another organisation."""
    return people.transfer(
        by=cast.actor(role),
        person=person.pk,
        target=number(cast, where),
        decided=decided(cast, ahead),
        now=at_noon(cast.today),
    )


def gone(
    cast: Cast,
    person: Person,
    left: LeaveReason = LeaveReason.TRANSFERRED_OUT,
    ahead: int = 0,
    role: str = "secretary",
) -> MemberStep:
    """Left."""
    return people.leave(
        by=cast.actor(role),
        person=person.pk,
        left=left,
        decided=decided(cast, ahead),
        now=at_noon(cast.today),
    )


def undone(cast: Cast, step: MemberStep, role: str = "secretary") -> MemberStep:
    """Taken back."""
    return people.take_back(by=cast.actor(role), step=step, now=at_noon(cast.today))


def given(
    cast: Cast,
    person: Person,
    kind: PostKind,
    where: str = "first",
    ahead: int = 0,
    until: date | None = None,
    role: str = "secretary",
) -> Post:
    """A post."""
    appointment = posts.Appointment(person.pk, kind, cast.today + timedelta(days=ahead), until)
    return posts.give_post(
        by=cast.actor(role),
        organisation=number(cast, where),
        appointment=appointment,
        now=at_noon(cast.today),
    )


def belongs(person: Person, day: date) -> list[tuple[int, str]]:
    """Where somebody belongs on a day, and as what."""
    rows = Membership.objects.filter(on_day(day), person=person)
    return list(rows.values_list("organisation_id", "status"))


def secretaries(where: int, day: date) -> list[str]:
    """Who is secretary somewhere on a day."""
    rows = Post.objects.filter(on_day(day), organisation_id=where, kind=PostKind.SECRETARY)
    return list(rows.order_by("since").values_list("person__name", flat=True))


def rows_of(person: Person) -> list[tuple[int, str, date, date | None]]:
    """All that is kept of where somebody belonged."""
    rows = Membership.objects.filter(person=person).order_by("since")
    return list(rows.values_list("organisation_id", "status", "since", "until"))


def last_line() -> str:
    """What the ledger says last, with the names in it."""
    (line,) = told([Entry.objects.latest("pk")])
    return line.sentence
