"""Public commitments: one of them, the ledger of a subtree (承诺台账), what awaits whom (domain.md P3)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from zhengyou.organisations.models import MEMBERS, Membership, Placement
from zhengyou.organisations.queries import people_of, place, standing_place, standing_places, subtree, today
from zhengyou.organisations.rules import Actor, Permission

from ..models.campaigns import Campaign, StandardItem
from ..models.commitments import (
    Commitment,
    CommitmentFile,
    CommitmentKind,
    CommitmentRound,
    CommitmentStage,
    CommitmentState,
)
from ..rules.policies import COMMITMENT_ROUNDS, COMMITMENTS_MOST
from ..rules.procedures import Concerned, Transition, commitment_procedure
from ..rules.procedures.commitments import ENDED
from ..rules.promising import outside_name, round_of
from .policies import policy

State = CommitmentState
HIDDEN = (State.DRAFT, State.SUBMITTED, State.RETURNED, State.WITHDRAWN)
"""What only those concerned and those who decide see."""
RUNNING = (State.PUBLISHED, State.CHANGE_ASKED, State.CANCEL_ASKED, State.CLAIMED, State.VERIFIED)
RESULTS = (State.HONOURED, State.PARTLY, State.UNMET_OBJECTIVE, State.UNMET)
PUBLIC = (*RUNNING, *RESULTS)
EVER_PUBLIC = (*PUBLIC, State.ARCHIVED)
"""Also those archived, cancelled ones among them."""
KINDS = list(CommitmentKind.choices)
SUBJECTS = [("person", gettext_lazy("党员的")), ("organisation", gettext_lazy("组织的"))]
FILTERS: Mapping[str, tuple[str | Promise, tuple[State, ...]]] = {
    "submitted": (gettext_lazy("待审的"), (State.SUBMITTED,)),
    "returned": (gettext_lazy("退回修改的"), (State.RETURNED,)),
    "accepted": (gettext_lazy("待公示的"), (State.ACCEPTED,)),
    "running": (gettext_lazy("践诺中的"), (State.PUBLISHED,)),
    "asked": (gettext_lazy("申请变更、取消的"), (State.CHANGE_ASKED, State.CANCEL_ASKED)),
    "verify": (gettext_lazy("待核实、评定的"), (State.CLAIMED, State.VERIFIED)),
    "honoured": (gettext_lazy("已兑现的"), (State.HONOURED,)),
    "partly": (gettext_lazy("部分兑现的"), (State.PARTLY,)),
    "unmet": (gettext_lazy("没有兑现的"), (State.UNMET_OBJECTIVE, State.UNMET)),
    "cancelled": (gettext_lazy("取消的"), (State.CANCELLED,)),
    "archived": (gettext_lazy("已归档的"), (State.ARCHIVED,)),
}
OVERDUE = "overdue"


def concerned_in(row: Commitment, day: date) -> Concerned:
    """Whom an item concerns that day; its subject, and whoever spoke last for the subject, decide nothing about it."""
    path = standing_place(row.organisation_id, day).path
    return concerned_at(row, path)


def concerned_at(row: Commitment, path: str) -> Concerned:
    """The same, where the place of the organisation is known."""
    return Concerned(path=path, proposer_id=row.moved_by_id, person_id=row.person_id, called="承诺人")


def commitment(actor: Actor, commitment_id: int) -> Commitment:
    """One item that the actor may see: the own one, those of the own subtree's records, and once it is vetted those of
    the own organisation; otherwise Http404."""
    found = (
        Commitment.objects.filter(pk=commitment_id)
        .select_related("campaign", "person", "entered_by__person", "standard_item", "pledge")
        .first()
    )
    if found is None or not _visible(actor, found):
        raise Http404
    return found


def _visible(actor: Actor, row: Commitment) -> bool:
    if row.person_id == actor.person_id and actor.may(Permission.COMMIT):
        return True
    path = concerned_in(row, today()).path
    if actor.may(Permission.VIEW_RECORDS, path):
        return True
    return path == actor.path and actor.may(Permission.COMMIT) and row.state not in HIDDEN


def stages(row: Commitment) -> list[CommitmentStage]:
    """How it went, the oldest first."""
    return list(row.stages.select_related("by__person").order_by("pk"))


def files(row: Commitment) -> list[CommitmentFile]:
    """What lies beside it, without the contents."""
    return list(row.files.defer("content").order_by("pk")) if row.proofs else []


def file(actor: Actor, commitment_id: int, file_id: int) -> CommitmentFile:
    """One file beside an item that the actor may see; otherwise Http404."""
    found = CommitmentFile.objects.filter(pk=file_id, row_id=commitment(actor, commitment_id).pk).first()
    if found is None:
        raise Http404
    return found


def place_of(row: Commitment) -> Placement:
    """Where the organisation stands or last stood."""
    return standing_place(row.organisation_id, today())


def subject_names(actor: Actor, rows: Sequence[Commitment], at: int | None = None) -> dict[int, str]:
    """Whose each item is, as the actor may read it: members by the surname only where people are not seen. Members of
    the organisation `at` stand without its name."""
    places = standing_places(list({row.organisation_id for row in rows}), today())
    return {row.pk: _subject_name(actor, row, places[row.organisation_id], at) for row in rows}


def _subject_name(actor: Actor, row: Commitment, place: Placement, at: int | None) -> str:
    if row.person is None:
        return place.name
    inside = actor.path == place.path or actor.may(Permission.VIEW_PEOPLE, place.path)
    name = outside_name(row.person.name, full=inside)
    return name if row.organisation_id == at else f"{place.name} {name}"


def current_round(campaign_id: int, day: date) -> str:
    """The round in which items are made that day: the one opened last by a name, else the calendar's."""
    opened = CommitmentRound.objects.filter(campaign_id=campaign_id, opens_on__lte=day)
    last = opened.order_by("-opens_on", "-pk").values_list("name", flat=True).first()
    return last or round_of(day, policy(campaign_id, COMMITMENT_ROUNDS, day))


def rounds(campaign_id: int) -> list[CommitmentRound]:
    """The rounds that have names of their own, the latest first."""
    return list(CommitmentRound.objects.filter(campaign_id=campaign_id).order_by("-opens_on", "-pk"))


def round_opened(actor: Actor, round_id: int) -> CommitmentRound:
    """One round of a campaign that reaches the actor; otherwise Http404."""
    found = CommitmentRound.objects.select_related("campaign").filter(pk=round_id).first()
    if found is None or not actor.concerned_by(standing_place(found.campaign.organisation_id, today()).path):
        raise Http404
    return found


def rounds_counted(campaign_id: int) -> list[tuple[CommitmentRound, Mapping[str, int]]]:
    """The rounds with how many items of each run (`running`), have ended (`ended`) and are archived, in one query."""
    gone = Q(state__in=(*ENDED, State.ARCHIVED, State.DRAFT, State.WITHDRAWN))
    counts = (
        Commitment.objects.filter(campaign_id=campaign_id)
        .order_by()
        .values("round")
        .annotate(
            running=Count("pk", filter=~gone),
            ended=Count("pk", filter=Q(state__in=ENDED)),
            archived=Count("pk", filter=Q(state=State.ARCHIVED)),
        )
    )
    nothing = {"running": 0, "ended": 0, "archived": 0}
    found = {
        one["round"]: {"running": one["running"], "ended": one["ended"], "archived": one["archived"]}
        for one in counts
    }
    return [(row, found.get(row.name, nothing)) for row in rounds(campaign_id)]


def round_names(campaign_id: int) -> dict[str, str]:
    """The same by number as text, for figures."""
    return {str(one.pk): one.name for one in reversed(rounds(campaign_id))}


def may_open(actor: Actor, campaign: Campaign) -> bool:
    """Whether the actor opens rounds and archives them: whoever decides in the one that issued the campaign."""
    return actor.may(Permission.DECIDE) and actor.organisation_id == campaign.organisation_id


def most(campaign_id: int, day: date) -> int:
    """So many items one subject may make in a round."""
    return policy(campaign_id, COMMITMENTS_MOST, day)


def own(actor: Actor, campaign_id: int) -> list[Commitment]:
    """The acting person's own items, those still open first."""
    found = Commitment.objects.filter(campaign_id=campaign_id, person_id=actor.person_id)
    return sorted(
        found.exclude(state__in=(State.WITHDRAWN, State.ARCHIVED)),
        key=lambda row: (row.state in RESULTS, row.due_on, row.pk),
    )


def of_comrades(actor: Actor, campaign_id: int, size: int = 200) -> list[Commitment]:
    """What other members of the own organisation promised and may be witnessed, what waits for it first."""
    found = (
        Commitment.objects.filter(
            campaign_id=campaign_id,
            organisation_id=actor.organisation_id,
            state__in=PUBLIC,
            person__isnull=False,
        )
        .exclude(person_id=actor.person_id)
        .select_related("person")
        .order_by("person__pinyin", "person_id", "pk")[:size]
    )
    return sorted(found, key=lambda row: row.state != State.CLAIMED)


def membership(person_id: int, day: date) -> Membership | None:
    """Where somebody is a member that day; None for who is none."""
    found = Membership.objects.filter(person_id=person_id, status__in=MEMBERS, since__lte=day)
    return found.filter(Q(until__isnull=True) | Q(until__gt=day)).first()


def standard_items(campaign_id: int) -> list[tuple[int, str]]:
    """The items of the campaign's standards that a promise may be made to."""
    rows = StandardItem.objects.filter(standard__campaign_id=campaign_id).select_related("standard")
    return [
        (row.pk, f"{row.standard.label}：{row.label}")
        for row in rows.order_by("standard__ordinal", "ordinal")
    ]


@dataclass(frozen=True)
class Enterable:
    """A member for whom items may be typed in, and how many there are already in this round."""

    person_id: int
    name: str
    items: int


def enterable(campaign_id: int, organisation_id: int, day: date) -> list[Enterable]:
    """All members of an organisation by the pinyin of their names."""
    members = list(people_of(organisation_id, day).filter(status__in=MEMBERS))
    rows = Commitment.objects.filter(
        campaign_id=campaign_id,
        round=current_round(campaign_id, day),
        person_id__in=[one.person_id for one in members],
    ).exclude(state=State.WITHDRAWN)
    made = Counter(rows.values_list("person_id", flat=True))
    return [Enterable(one.person_id, one.person.name, made[one.person_id]) for one in members]


def ledger(
    actor: Actor,
    campaign_id: int,
    node: Placement,
    *,
    only: str,
    subject: str,
    kind: str,
    round: str = "",
    after: int | None,
    size: int | None,
) -> QuerySet[Commitment]:
    """The items of organisations at or under a node, what is due first on top; `size` rows behind `after`. Archived
    ones only where they, or their round, are asked for."""
    found = _of_node(actor, campaign_id, node)
    if only == OVERDUE:
        found = found.filter(state__in=RUNNING, due_on__lt=today())
    elif only in FILTERS:
        found = found.filter(state__in=FILTERS[only][1])
    elif not round:
        found = found.exclude(state=State.ARCHIVED)
    if round:
        found = found.filter(round=round)
    if subject in dict(SUBJECTS):
        found = found.filter(person__isnull=subject == "organisation")
    if kind in CommitmentKind.values:
        found = found.filter(kind=kind)
    last = Commitment.objects.filter(pk=after).first() if after else None
    if last is not None:
        found = found.filter(due_on__gte=last.due_on).exclude(due_on=last.due_on, pk__lte=last.pk)
    ordered = found.select_related("person").order_by("due_on", "pk")
    return ordered[:size] if size else ordered


def _of_node(actor: Actor, campaign_id: int, node: Placement) -> QuerySet[Commitment]:
    if not actor.may(Permission.VIEW_RECORDS, node.path):
        raise Http404
    found = Commitment.objects.filter(campaign_id=campaign_id)
    if node.depth:
        found = found.filter(organisation_id__in=subtree(node.path, today()).values("organisation_id"))
    return found.exclude(state__in=(State.DRAFT, State.WITHDRAWN))


def to_vet(actor: Actor, campaign_id: int, node: Placement) -> list[Commitment]:
    """What is submitted by the node's members and by the node itself, in the order of their names."""
    found = _of_node(actor, campaign_id, node).filter(state=State.SUBMITTED)
    return _in_order(found.filter(_near(node)))


def to_publish(actor: Actor, campaign_id: int, node: Placement) -> list[Commitment]:
    """What was vetted and waits for being published."""
    found = _of_node(actor, campaign_id, node).filter(
        state=State.ACCEPTED, organisation_id=node.organisation_id
    )
    return _in_order(found)


def _near(node: Placement) -> Q:
    """Of the organisation itself, and those of organisations directly below it, which it vets."""
    below = subtree(node.path, today()).filter(parent_id=node.organisation_id).values("organisation_id")
    return Q(organisation_id=node.organisation_id) | Q(organisation_id__in=below, person__isnull=True)


def _in_order(found: QuerySet[Commitment]) -> list[Commitment]:
    return list(found.select_related("person").order_by("person__pinyin", "person_id", "pk"))


def offered(actor: Actor, rows: Sequence[Commitment], day: date) -> dict[int, list[Transition]]:
    """The steps open to the actor now, by item, with the places of all read at once."""
    places = standing_places(list({row.organisation_id for row in rows}), day)
    return {
        row.pk: commitment_procedure(row).offered(
            row.state,
            actor,
            concerned_at(row, places[row.organisation_id].path),
        )
        for row in rows
    }


def board(campaign_id: int, organisation_id: int, day: date) -> tuple[Placement, list[Commitment]]:
    """What the public page of an organisation shows: its own items, then its members'; Http404 for none that stands."""
    at = place(organisation_id, day)
    found = Commitment.objects.filter(
        campaign_id=campaign_id, organisation_id=organisation_id, state__in=EVER_PUBLIC
    ).exclude(ended_as=State.CANCELLED)
    rows = found.select_related("person").order_by("person__pinyin", "person_id", "due_on", "pk")
    return at, sorted(rows, key=lambda row: row.person_id is not None)
