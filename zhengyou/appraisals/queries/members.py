"""Rounds of what a branch does for each member: who is asked, how far each branch is, and who may read a row
(domain.md P6, P7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from zhengyou.campaigns.models import Campaign
from zhengyou.campaigns.models.summaries import SummaryRound
from zhengyou.campaigns.queries.summaries.known import known
from zhengyou.campaigns.rules.procedures import Concerned
from zhengyou.organisations.models import MEMBERS, MemberStatus, Organisation, Placement
from zhengyou.organisations.queries import on_day, standing_place, standing_places
from zhengyou.organisations.rules import Actor, Permission

from ..models import (
    Analysis,
    AnalysisState,
    Grading,
    GradingState,
    MemberRound,
    MemberRoundKind,
    Round,
    RoundState,
)
from ..rules.democratic import SEEN_BY_MEMBER
from ..rules.spirit import DONE

LEAST_VOTERS = 3
"""A branch with fewer full members is appraised with those of the organisation above it (domain.md P6)."""

_DUE = """
FROM organisations_membership m
JOIN organisations_placement p ON p.organisation_id = m.organisation_id AND p.path LIKE %(within)s
 AND p.since <= %(day)s AND (p.until IS NULL OR p.until > %(day)s)
JOIN (SELECT organisation_id, count(*) FILTER (WHERE status = %(full)s) AS full_members
      FROM organisations_membership
      WHERE since <= %(day)s AND (until IS NULL OR until > %(day)s) GROUP BY organisation_id) n
  ON n.organisation_id = m.organisation_id
WHERE m.status = ANY(%(members)s::text[]) AND m.since <= %(day)s AND (m.until IS NULL OR m.until > %(day)s)
ORDER BY p.path, m.person_id
ON CONFLICT DO NOTHING
"""
_GRADINGS = f"""
INSERT INTO appraisals_grading (round_id, organisation_id, held_by_id, person_id, state, comment, study, own_text,
                                comments, grade, reason, objection, answer, used_for)
SELECT %(round)s, m.organisation_id,
       CASE WHEN n.full_members < %(least)s THEN coalesce(p.parent_id, m.organisation_id) ELSE m.organisation_id END,
       m.person_id, %(state)s, '', '', '', '', '', '', '', '', ''
{_DUE}"""
_ANALYSES = f"""
INSERT INTO appraisals_analysis (round_id, organisation_id, person_id, state, comment, opinions, talks, problems,
                                 roots, direction, criticism, opinion, feedback)
SELECT %(round)s, m.organisation_id, m.person_id, %(state)s, '', '', '', '', '', '', '', '', ''
{_DUE}"""


def lay(row: MemberRound, path: str, day: date) -> int:
    """Ask for everybody on the roster of the day at and below `path`, in one statement; how many."""
    democratic = row.kind == MemberRoundKind.DEMOCRATIC
    values: dict[str, Any] = {
        "round": row.pk,
        "within": f"{path}%",
        "day": day,
        "least": LEAST_VOTERS,
        "full": MemberStatus.FULL.value,
        "members": [status.value for status in MEMBERS],
        "state": (GradingState.STUDY if democratic else AnalysisState.NOTICED).value,
    }
    with connection.cursor() as cursor:
        cursor.execute(_GRADINGS if democratic else _ANALYSES, values)
        return cursor.rowcount


def rounds(actor: Actor, campaign: Campaign) -> list[MemberRound]:
    """The rounds of a campaign that reach the actor, the latest first."""
    above = [int(part) for part in actor.path.strip("/").split("/")]
    reach = Q(organisation_id__in=above) | Q(organisation__placements__path__startswith=actor.path)
    return list(MemberRound.objects.filter(reach, campaign=campaign).distinct().order_by("-pk"))


def round_for(actor: Actor, round_id: int) -> MemberRound | None:
    """A round that reaches the actor; None otherwise."""
    row = MemberRound.objects.select_related("campaign").filter(pk=round_id).first()
    return row if row is not None and row in rounds(actor, row.campaign) else None


def committee(actor: Actor, organisation_id: int) -> bool:
    """Whether the actor is of the branch committee there: whoever keeps its records."""
    return actor.organisation_id == organisation_id and actor.may(Permission.RECORD)


def reads_gradings(actor: Actor, held_by: int, day: date) -> bool:
    """Whether the actor reads the gradings that an organisation holds: its committee, and those who decide above."""
    if committee(actor, held_by):
        return True
    return actor.may(Permission.DECIDE) and actor.above(standing_place(held_by, day).path)


def reads_analyses(actor: Actor, organisation_id: int, day: date) -> bool:
    """Whether the actor reads the analyses of a branch: its committee, and who decides in the one directly above."""
    if committee(actor, organisation_id):
        return True
    return (
        actor.may(Permission.DECIDE)
        and standing_place(organisation_id, day).parent_id == actor.organisation_id
    )


def grading_for(actor: Actor, grading_id: int, day: date) -> Grading | None:
    """One member's appraisal, if it is the actor's own, held by his committee, or below where he decides."""
    row = Grading.objects.select_related("round__campaign", "person", "ballot").filter(pk=grading_id).first()
    if row is None or not (row.person_id == actor.person_id or reads_gradings(actor, row.held_by_id, day)):
        return None
    return row


def sees_grade(actor: Actor, row: Grading) -> bool:
    """Whether the actor reads the grade: before the member is told, it is the committee's draft."""
    return row.state in SEEN_BY_MEMBER or committee(actor, row.held_by_id)


def analysis_for(actor: Actor, analysis_id: int, day: date) -> Analysis | None:
    """One party-spirit analysis, for the member, his branch committee and the superior only (domain.md P7)."""
    row = Analysis.objects.select_related("round__campaign", "person").filter(pk=analysis_id).first()
    if row is None or not (
        row.person_id == actor.person_id or reads_analyses(actor, row.organisation_id, day)
    ):
        return None
    return row


def concerned_by_grading(row: Grading, day: date) -> Concerned:
    """Whom an appraisal concerns: whoever holds it, and the member."""
    return Concerned(path=standing_place(row.held_by_id, day).path, person_id=row.person_id, called="本人")


def concerned_by_analysis(row: Analysis, day: date) -> Concerned:
    """Whom an analysis concerns: the branch and the member."""
    return Concerned(
        path=standing_place(row.organisation_id, day).path, person_id=row.person_id, called="本人"
    )


def own_row(row: MemberRound, person_id: int) -> Any:
    """The row of one person in a round; None without one."""
    return _rows(row).filter(person_id=person_id).first()


def of_branch(row: MemberRound, organisation_id: int) -> list[Any]:
    """Every member's row that a branch holds, by pinyin."""
    found = _rows(row).filter(**{_holder(row): organisation_id}).select_related("person", "round")
    return list(found.order_by("person__pinyin", "pk"))


@dataclass(frozen=True)
class Branch:
    """How far one organisation is: members due (without those excused), and done (graded and told, or fed back)."""

    organisation_id: int
    name: str
    due: int
    done: int
    waiting: int


def branches(row: MemberRound, path: str, after: str, size: int, day: date) -> list[tuple[str, Branch]]:
    """`size` organisations at and below `path` that hold rows, each with its place, in the tree's order behind the
    place `after`."""
    held = _rows(row).filter(**{_holder(row): OuterRef("organisation_id")})
    found = Placement.objects.filter(on_day(day), Exists(held), path__startswith=path, path__gt=after)
    places = list(found.order_by("path")[:size])
    counted = _counted(row, [place.organisation_id for place in places])
    return [
        (place.path, Branch(place.organisation_id, place.name, *counted[place.organisation_id]))
        for place in places
    ]


def total(row: MemberRound, path: str, day: date) -> tuple[int, int, int]:
    """Due, done and waiting for approval of all at and below `path`."""
    places = Placement.objects.filter(on_day(day), path__startswith=path).values("organisation_id")
    within = _rows(row).filter(**{f"{_holder(row)}__in": places})
    return _numbers(within)


def _counted(row: MemberRound, organisation_ids: Sequence[int]) -> dict[int, tuple[int, int, int]]:
    holder = _holder(row)
    within = _rows(row).filter(**{f"{holder}__in": list(organisation_ids)})
    return {
        found[holder]: (found["due"], found["done"], found["waiting"])
        for found in within.order_by().values(holder).annotate(**_COUNTS[row.kind])
    }


def _numbers(within: QuerySet[Any]) -> tuple[int, int, int]:
    kind = MemberRoundKind.DEMOCRATIC if within.model is Grading else MemberRoundKind.SPIRIT
    found = within.order_by().aggregate(**_COUNTS[kind])
    return found["due"], found["done"], found["waiting"]


def _counts(excused: str, done: Sequence[str], waiting: str) -> dict[str, Count]:
    return {
        "due": Count("pk", filter=~Q(state=excused)),
        "done": Count("pk", filter=Q(state__in=done)),
        "waiting": Count("pk", filter=Q(state=waiting)),
    }


_COUNTS: dict[str, dict[str, Count]] = {
    MemberRoundKind.DEMOCRATIC: _counts("excused", ("approved", "used"), "told"),
    MemberRoundKind.SPIRIT: _counts("excused", DONE, "judged"),
}


def _rows(row: MemberRound) -> QuerySet[Any]:
    return row.gradings.all() if row.kind == MemberRoundKind.DEMOCRATIC else row.analyses.all()


def _holder(row: MemberRound) -> str:
    return "held_by_id" if row.kind == MemberRoundKind.DEMOCRATIC else "organisation_id"


def ballots_of(organisation_id: int) -> list[tuple[int, str]]:
    """Rounds of a vote whose urns were opened and that judged the members of an organisation."""
    counted = (
        RoundState.COUNTED,
        RoundState.APPROVED,
        RoundState.PUBLISHED,
        RoundState.RECTIFYING,
        RoundState.CHECKED,
    )
    found = Round.objects.filter(
        urns__organisation_id=organisation_id, urns__subjects__person__isnull=False, state__in=counted
    )
    return [(row.pk, row.name) for row in found.distinct().order_by("-pk")]


def own_record(row: Grading, day: date) -> str:
    """What is on record of the member this year, as a beginning of his own text."""
    year = SummaryRound(campaign_id=row.round.campaign_id, covers_from=date(day.year, 1, 1), covers_until=day)
    return "\n".join(text for text in known(year, row.person_id).texts().values() if text)


def name_of(organisation_id: int, day: date) -> str:
    """What an organisation is called."""
    return standing_places([organisation_id], day)[organisation_id].name


def organisation(organisation_id: int) -> Organisation | None:
    """An organisation by its key."""
    return Organisation.objects.filter(pk=organisation_id).first()


def grading(grading_id: int) -> Grading:
    """One row by its key, for an action."""
    return Grading.objects.select_related("round__campaign", "person").get(pk=grading_id)
