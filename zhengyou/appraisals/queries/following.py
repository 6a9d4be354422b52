"""What follows a count: remarks to be sorted, themes that were told, problems that are put right, doubtful ballots."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from zhengyou.campaigns.models.rectification import Rectification, RectificationState
from zhengyou.campaigns.queries.problems import CLOSED
from zhengyou.organisations.queries import standing_places, today
from zhengyou.organisations.rules import Actor

from ..models import Duty, Officer, Remark, Round, RoundState, Theme, VoidProposal
from ..rules.policies import LEAST_GROUP
from .results.seeing import COUNTED, runs

SORTING = (RoundState.COUNTED, RoundState.APPROVED, RoundState.PUBLISHED)


def why_not(row: Round, verb: str) -> str:
    """Why a step cannot be taken yet; empty when it can: doubtful ballots are decided before a count is approved,
    what was written is merged and every problem put right before a round is checked."""
    if verb == "approve" and VoidProposal.objects.filter(ballot__piece__round=row).exists():
        return "有选票提出作废，另一位还没有表态。请监票人、计票人先办完。"
    if verb == "rectify" and not row.themes_released:
        return "监票人还没有把写的话归好类交过来。归好以后再转整改。"
    if verb == "rectify" and not row.themes.filter(problem=True).exists():
        return "归出来的没有一类是要整改的问题，可以直接核查。"
    if verb == "check":
        return _why_not_checked(row)
    return ""


def _why_not_checked(row: Round) -> str:
    if not row.themes_released and row.remarks.exists():
        return "监票人还没有把写的话归好类交过来。归好、整改好以后再核查。"
    raised = row.themes.filter(problem=True)
    if raised.filter(rectification=None).exists():
        return "归出来的问题还没有转整改。请先转整改。"
    withdrawn = Q(rectification__state=RectificationState.WITHDRAWN)
    left = raised.exclude(Q(rectification__state__in=CLOSED) | withdrawn).count()
    return f"还有{left}件整改没有销号。都销号以后再核查。" if left else ""


def is_scrutineer(actor: Actor, row: Round) -> bool:
    """Whether the actor is scrutineer of a round."""
    return row.officers.filter(duty=Duty.SCRUTINEER, person_id=actor.person_id).exists()


@dataclass(frozen=True)
class Written:
    """The remarks about one urn (`key` 0: of all small ones together): how many, and how many are in no theme yet."""

    key: int
    name: str
    total: int
    unsorted: int


def written(row: Round) -> list[Written]:
    """Where something was written, in the order of the urns."""
    found = list(
        row.remarks.values("urn_id", "urn__organisation_id")
        .annotate(total=Count("pk"), left=Count("pk", filter=Q(theme=None)))
        .order_by(F("urn_id").asc(nulls_last=True))
    )
    keys = [one["urn__organisation_id"] for one in found if one["urn_id"]]
    places = standing_places(keys, today())
    return [
        Written(
            one["urn_id"] or 0,
            places[one["urn__organisation_id"]].name if one["urn_id"] else "票不够张数的各单位合在一起",
            one["total"],
            one["left"],
        )
        for one in found
    ]


def of_urn(urn: int) -> Q:
    """About one urn, or, for 0, about the small ones together."""
    return Q(urn_id=urn) if urn else Q(urn=None)


def remarks(row: Round, urn: int, size: int) -> list[Remark]:
    """Remarks about an urn (0: of the small ones), those in no theme first, up to `size`; in no order of writing."""
    found = row.remarks.filter(of_urn(urn)).select_related("theme")
    return list(found.order_by(F("theme_id").asc(nulls_first=True), "pk")[:size])


def themes_of(row: Round, urn: int) -> list[str]:
    """The names of the themes about an urn (0: of the small ones)."""
    return list(row.themes.filter(of_urn(urn)).order_by("name").values_list("name", flat=True))


@dataclass(frozen=True)
class Told:
    """A theme as its organiser sees it: about whom, how many said so as far as that may be told, and what became."""

    name: str
    about: str
    said: str
    problem: bool
    rectification: Rectification | None


def themes(row: Round) -> list[Told]:
    """The themes of a round, problems first, in the order of their words."""
    least = int(row.policies[LEAST_GROUP.key])
    found = list(
        row.themes.select_related("urn", "rectification")
        .annotate(said=Count("remarks"))
        .order_by("-problem", "name", "pk")
    )
    places = standing_places([one.urn.organisation_id for one in found if one.urn], today())
    return [
        Told(
            one.name,
            places[one.urn.organisation_id].name if one.urn else "票不够张数的各单位",
            said_by(one.said, least),
            one.problem,
            one.rectification,
        )
        for one in found
    ]


def said_by(number: int, least: int) -> str:
    """How many said something, as far as it may be told."""
    return f"{number}人" if number >= least else f"不到{least}人"


def to_sort(actor: Actor, day: date) -> QuerySet[Round]:
    """Rounds in which the actor is scrutineer and something written is not merged and told yet."""
    mine = Officer.objects.filter(round=OuterRef("pk"), person_id=actor.person_id, duty=Duty.SCRUTINEER)
    wrote = Remark.objects.filter(round=OuterRef("pk"))
    found = Round.objects.filter(Exists(mine), state__in=SORTING, themes_released=False)
    return found.filter(Exists(wrote)).order_by("closes_on", "pk")


def to_decide(actor: Actor, day: date) -> QuerySet[Round]:
    """Rounds in which the actor counts and another said that a ballot should not count."""
    mine = Officer.objects.filter(round=OuterRef("pk"), person_id=actor.person_id)
    asked = VoidProposal.objects.filter(ballot__piece__round=OuterRef("pk")).exclude(
        first__person_id=actor.person_id
    )
    found = Round.objects.filter(Exists(mine), state=RoundState.COUNTED)
    return found.filter(Exists(asked)).order_by("closes_on", "pk")


def to_finish(actor: Actor, day: date) -> QuerySet[Round]:
    """Published rounds of the actor's organisation whose problems are to be raised, or that can be checked."""
    wrote = Remark.objects.filter(round=OuterRef("pk"))
    open_ = Theme.objects.filter(round=OuterRef("pk"), problem=True).exclude(
        Q(rectification__state__in=CLOSED) | Q(rectification__state=RectificationState.WITHDRAWN)
    )
    ready = Q(state=RoundState.PUBLISHED) & (Q(themes_released=True) | ~Exists(wrote))
    ended = Q(state=RoundState.RECTIFYING) & ~Exists(open_)
    return Round.objects.filter(ready | ended, organisation_id=actor.organisation_id).order_by(
        "closes_on", "pk"
    )


def may_read_themes(actor: Actor, row: Round) -> bool:
    """Whether the actor may read the themes: scrutineers, and the organiser once they were handed over."""
    told = row.themes_released and runs(actor, row)
    return row.state in COUNTED and (is_scrutineer(actor, row) or told)
