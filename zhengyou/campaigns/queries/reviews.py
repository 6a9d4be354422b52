"""Leader reviews: one of them, those an organisation gives, those somebody receives, what the last round left."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Count, F, Q, QuerySet
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhengyou.organisations.models import Placement, PostKind
from zhengyou.organisations.queries import posts_at, standing_place, standing_places, today
from zhengyou.organisations.queries.days import on_day
from zhengyou.organisations.rules import Actor, Permission

from ..models.campaigns import Campaign, CampaignState
from ..models.rectification import Rectification, RectificationState
from ..models.reviews import Mark, ProblemMark, Review, ReviewProblem, ReviewRound, ReviewStage, ReviewState
from ..rules.procedures import Concerned
from . import reviewing
from .rectification import OPEN, sees_personal

State = ReviewState
WAITING = (State.PLANNED, State.REPORTED)
HELD = (State.HELD, State.READ, State.CLOSED)
FILTERS: dict[str, tuple[str | Promise, tuple[ReviewState, ...]]] = {
    "": (gettext_lazy("还没有点评的"), WAITING),
    "held": (gettext_lazy("已点评、对方还没看的"), (State.HELD,)),
    "read": (gettext_lazy("在整改的"), (State.READ,)),
    "closed": (gettext_lazy("已办结的"), (State.CLOSED,)),
    "excused": (gettext_lazy("免评的"), (State.EXCUSED,)),
}
MARKS = list(Mark.choices)
_LEADING = (PostKind.SECRETARY, PostKind.DEPUTY_SECRETARY, PostKind.LEADER)


def rounds(campaign_id: int) -> list[ReviewRound]:
    """The rounds of a campaign, the latest first."""
    return list(ReviewRound.objects.filter(campaign_id=campaign_id).order_by("-number"))


def followed(day: date) -> list[ReviewRound]:
    """The rounds that follow the tree: the latest of each running campaign, until the day by which it is held."""
    latest = (
        ReviewRound.objects.filter(campaign__state=CampaignState.RUNNING)
        .order_by("campaign_id", "-number")
        .distinct("campaign_id")
    )
    return [one for one in latest if one.due_on >= day]


def may_open(actor: Actor, campaign: Campaign) -> bool:
    """Whether the actor opens the rounds: whoever decides in the organisation that issued the campaign."""
    return actor.may(Permission.DECIDE) and actor.organisation_id == campaign.organisation_id


def gives(actor: Actor) -> bool:
    """Whether the actor reviews for his organisation."""
    return actor.may(Permission.DECIDE)


def concerned_in(row: Review, day: date) -> Concerned:
    """Whom a review concerns: the member, or the organisation with its secretary; neither reviews himself."""
    places = standing_places([row.organisation_id, row.reviewer_id], day)
    person = row.person_id
    if person is None:
        secretary = posts_at(row.organisation_id, day).filter(kind=PostKind.SECRETARY).first()
        person = secretary.person_id if secretary else None
    return Concerned(
        path=places[row.organisation_id].path,
        raiser=places[row.reviewer_id].path,
        person_id=person,
        called="被点评的同志",
        personal=row.person_id is not None,
    )


def review(actor: Actor, review_id: int) -> Review:
    """One review the actor may read, with its title; otherwise Http404.

    A member's: the member, and whoever decides in that branch. An organisation's: whoever sees the records of the one
    that reviews, and whoever decides in the one reviewed.
    """
    found = (
        Review.objects.filter(pk=review_id)
        .select_related("round__campaign", "person", "reviewed_by", "entered_by__person")
        .first()
    )
    if found is None or not _visible(actor, found):
        raise Http404
    return titled([found])[0]


def _visible(actor: Actor, row: Review) -> bool:
    if row.person_id is not None:
        return sees_personal(actor, row.organisation_id, row.person_id)
    if actor.organisation_id == row.organisation_id:
        return actor.may(Permission.DECIDE)
    return actor.may(Permission.VIEW_RECORDS, standing_place(row.reviewer_id, today()).path)


def stages(row: Review) -> list[ReviewStage]:
    """How it went, the oldest first."""
    return list(row.stages.select_related("by__person").order_by("pk"))


def problems(row: Review) -> list[Rectification]:
    """What it found, in the order in which it was written."""
    return list(Rectification.objects.filter(found_in_review__review=row).order_by("pk"))


def marks(row: Review) -> list[ProblemMark]:
    """What it found of the last round's problems."""
    found = row.marks.select_related("problem__rectification")
    return list(found.order_by("pk"))


@dataclass(frozen=True)
class Carried:
    """A problem that the subject's last review found, and whether it is overdue; see RECTIFICATION for its state."""

    problem: ReviewProblem
    overdue: bool

    @property
    def rectification(self) -> Rectification:
        """How it is being put right."""
        return self.problem.rectification


def carried(row: Review) -> list[Carried]:
    """What the latest review of the same organisation or member in a round before found: the next begins with it."""
    before = Review.objects.filter(
        round__campaign_id=row.round.campaign_id, round__number__lt=row.round.number, state__in=HELD
    )
    same = (
        Q(person_id=row.person_id) if row.person_id else Q(organisation_id=row.organisation_id, person=None)
    )
    last = before.filter(same).order_by("-round__number", "-pk").first()
    if last is None:
        return []
    found = ReviewProblem.objects.filter(review=last).exclude(
        rectification__state=RectificationState.WITHDRAWN
    )
    day = today()
    return [
        Carried(one, one.rectification.state in OPEN and one.rectification.due_on < day)
        for one in found.select_related("rectification").order_by("pk")
    ]


def reviewers(actor: Actor, row: Review, day: date) -> list[tuple[int, str]]:
    """Who may have held it, as (person, name): the actor first, then who leads the organisation; never the reviewed."""
    found = {actor.person_id: actor.name}
    leading = posts_at(row.reviewer_id, day).filter(kind__in=_LEADING)
    found |= {post.person_id: post.person.name for post in leading}
    found.pop(row.person_id or 0, None)
    return list(found.items())


def given(actor: Actor, round_id: int) -> QuerySet[Review]:
    """What the actor's organisation has to review in a round, organisations first, members by pinyin."""
    found = Review.objects.filter(on_day(today()), round_id=round_id, reviewer_id=actor.organisation_id)
    return (
        found.exclude(person_id=actor.person_id)
        .select_related("person", "round")
        .order_by(F("person__pinyin").asc(nulls_first=True), "organisation__code", "person_id")
    )


def following(actor: Actor, row: Review | None, round_id: int) -> Review | None:
    """The next one without a review behind `row`, beginning again at the top; None when all are done."""
    order = [(one.pk, one.state in WAITING) for one in given(actor, round_id)]
    place = next((number for number, (pk, _waits) in enumerate(order) if row and pk == row.pk), -1)
    behind = order[place + 1 :] + order[: max(place, 0)]
    found = next((pk for pk, waits in behind if waits), None)
    return titled([Review.objects.select_related("person", "round").get(pk=found)])[0] if found else None


def last_held(actor: Actor, round_id: int) -> Review | None:
    """What the actor entered last in this round: the same day and form are likely again."""
    found = Review.objects.filter(round_id=round_id, entered_by_id=actor.account_id)
    return found.order_by("-entered_at").first()


def received(actor: Actor, campaign_id: int) -> list[Review]:
    """The actor's own reviews, and those of the organisation for which the actor decides, the latest round first."""
    mine = Q(person_id=actor.person_id)
    if actor.may(Permission.DECIDE):
        mine |= Q(person=None, organisation_id=actor.organisation_id)
    found = Review.objects.filter(mine, on_day(today()), round__campaign_id=campaign_id)
    return titled(list(found.select_related("person", "round").order_by("-round__number", "pk")))


def of_children(actor: Actor, round_id: int, node: Placement) -> dict[int, Review]:
    """The reviews of the organisations directly below a node that the actor may read, by organisation."""
    if not actor.may(Permission.VIEW_RECORDS, node.path):
        return {}
    found = Review.objects.filter(
        on_day(today()), round_id=round_id, reviewer_id=node.organisation_id, person=None
    )
    return {row.organisation_id: row for row in found}


def titled(rows: list[Review]) -> list[Review]:
    """The same rows, each knowing whom it is of and its title; one query for all names. They come with person and
    round."""
    names = standing_places(list({row.organisation_id for row in rows}), today())
    for row in rows:
        row.whom = row.person.name if row.person else names[row.organisation_id].name
        row.title = _("%(whom)s（%(round)s）") % {"whom": row.whom, "round": row.round.name}
    return rows


def to_give(actor: Actor, day: date) -> QuerySet[ReviewRound]:
    """The rounds in which the actor's organisation has reviews to hold, with how many are left (`left`)."""
    if not gives(actor):
        return ReviewRound.objects.none()
    waiting = (
        Q(reviews__reviewer_id=actor.organisation_id, reviews__state__in=WAITING, reviews__since__lte=day)
        & (Q(reviews__until=None) | Q(reviews__until__gt=day))
        & (Q(reviews__person=None) | ~Q(reviews__person_id=actor.person_id))
    )
    found = ReviewRound.objects.filter(waiting, campaign__state=CampaignState.RUNNING)
    return found.annotate(left=Count("reviews")).select_related("campaign").order_by("due_on", "pk")


def to_read(actor: Actor, day: date) -> QuerySet[Review]:
    """Reviews that were held of the actor, or of the organisation for which the actor decides, and not read yet."""
    mine = Q(person_id=actor.person_id)
    if actor.may(Permission.DECIDE):
        mine |= Q(person=None, organisation_id=actor.organisation_id)
    found = Review.objects.filter(mine, state=State.HELD).select_related("round", "person")
    return found.order_by("entered_at", "pk")


def due_now(campaign: Campaign, day: date) -> tuple[int, int]:
    """How many organisations and members a round opened today would ask for."""
    path = standing_place(campaign.organisation_id, day).path
    with connection.cursor() as cursor:
        cursor.execute(reviewing.COUNTING, reviewing.parameters(0, path, day))
        organisations, members = cursor.fetchone()
    return organisations, members


def page_of(
    found: QuerySet[Review], states: tuple[ReviewState, ...] | None, after: int | None, size: int
) -> tuple[list[Review], int | None]:
    """`size` rows in these states behind the row `after` (whatever its own state is by now), and the key of the next
    page. For what one organisation gives: some hundreds at most."""
    order = list(found.values_list("pk", "state"))
    start = next((number + 1 for number, (pk, _state) in enumerate(order) if pk == after), 0)
    keys = [pk for pk, state in order[start:] if states is None or state in states]
    rows = {row.pk: row for row in found.filter(pk__in=keys[:size])}
    shown = [rows[pk] for pk in keys[:size]]
    return titled(shown), keys[size - 1] if len(keys) > size else None
