"""The others of the same kind in the same round: their medians where enough of them handed up, and exemplars to choose
from. Of another organisation only its name, counts and what is public are told."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from zhengyou.organisations.models import Placement
from zhengyou.organisations.queries import KIND, standing_place, subtree, today

from ...models.activities import Record, RecordState
from ...models.commitments import Commitment, CommitmentState
from ...models.selfchecks import SelfCheck
from ...rules.policies import SELF_CHECK_OTHERS
from ..policies import policy

FOUND = 20
"""So many are shown of a search."""
_MEDIANS = """SELECT f.item_id, percentile_cont(0.5) WITHIN GROUP (ORDER BY f.mark), count(*)
FROM campaigns_selfcheckfinding f JOIN campaigns_selfcheck s ON s.id = f.sheet_id
WHERE s.round_id = %(round)s AND s.kind = %(kind)s AND s.id <> %(own)s AND f.until IS NULL
GROUP BY 1 HAVING count(*) >= %(least)s"""
_PUBLISHED = (
    CommitmentState.PUBLISHED,
    CommitmentState.CLAIMED,
    CommitmentState.VERIFIED,
    CommitmentState.HONOURED,
    CommitmentState.PARTLY,
)


@dataclass(frozen=True)
class Medians:
    """The median of the others by item; empty where fewer than `least` of them handed up."""

    by_item: dict[int, float]
    others: int
    least: int


def medians(row: SelfCheck) -> Medians:
    """What the others of the same kind gave themselves in the same round."""
    least = policy(row.round.campaign_id, SELF_CHECK_OTHERS, today())
    given: dict[str, int | str] = {"round": row.round_id, "kind": row.kind, "own": row.pk, "least": least}
    with connection.cursor() as cursor:
        cursor.execute(_MEDIANS, given)
        found = cursor.fetchall()
    return Medians(
        {item: float(median) for item, median, _n in found}, min((n for *_, n in found), default=0), least
    )


def exemplars(row: SelfCheck, words: str) -> list[Placement]:
    """Organisations of the same kind wherever the campaign reaches, whose name contains the words; not oneself."""
    top = standing_place(row.round.campaign.organisation_id, today())
    found = subtree(top.path, today()).alias(its_kind=KIND).filter(its_kind=row.kind)
    found = found.filter(name__icontains=words).exclude(organisation_id=row.organisation_id)
    return list(found.order_by("organisation__code", "organisation_id")[:FOUND])


def may_be_exemplar(row: SelfCheck, organisation_id: int) -> Placement | None:
    """The place of an organisation that may be chosen as exemplar, else None."""
    top = standing_place(row.round.campaign.organisation_id, today())
    found = subtree(top.path, today()).alias(its_kind=KIND).filter(its_kind=row.kind)
    return found.filter(organisation_id=organisation_id).exclude(organisation_id=row.organisation_id).first()


@dataclass(frozen=True)
class Publicly:
    """What may be told of an exemplar: how many records were accepted in the round's time, how many of its own
    promises are published, how many of them kept; `promises` are those in their published words."""

    place: Placement
    records: int
    published: int
    honoured: int
    promises: Sequence[str]


def publicly(row: SelfCheck) -> Publicly | None:
    """The sheet's exemplar as the others may see it."""
    if row.exemplar_id is None:
        return None
    promises = Commitment.objects.filter(
        Q(state__in=_PUBLISHED) | Q(ended_as__in=_PUBLISHED),
        organisation_id=row.exemplar_id,
        person=None,
        campaign_id=row.round.campaign_id,
    )
    told = list(promises.order_by("-published_on", "pk").values_list("text", "state", "ended_as"))
    records = Record.objects.filter(
        organisation_id=row.exemplar_id,
        state=RecordState.ACCEPTED,
        zero=False,
        happened_on__range=(row.round.looks_from, today()),
    )
    return Publicly(
        place=standing_place(row.exemplar_id, today()),
        records=records.count(),
        published=len(told),
        honoured=sum(CommitmentState.HONOURED in stood for _text, *stood in told),
        promises=[text for text, *_stood in told[:3]],
    )
