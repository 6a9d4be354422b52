"""What was counted in a round, by urn and as a whole: read from pieces and tallies, never from fewer."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, Sum

from zhengyou.organisations.queries import standing_places, today

from ...models import Ballot, Batch, Piece, Round, Subject, Tally, Urn
from ...rules.outcome import Part
from ...rules.policies import LEAST_GROUP
from ...rules.privacy import Group, pieces
from .seeing import PUBLISHED

_WHOLE = """
SELECT p.groups::text, sum(p.returned), sum(p.void),
       (SELECT count(*) FROM appraisals_voided v JOIN appraisals_ballot b ON b.id = v.ballot_id
        JOIN appraisals_piece q ON q.id = b.piece_id WHERE q.round_id = %(round)s AND q.groups = p.groups)
FROM appraisals_piece p WHERE p.round_id = %(round)s GROUP BY p.groups
"""
_WHOLE_COUNTS = """
SELECT p.groups::text, t.item, x.option, sum(x.number)
FROM appraisals_piece p JOIN appraisals_tally t ON t.piece_id = p.id
CROSS JOIN LATERAL unnest(t.counts) WITH ORDINALITY AS x(number, option)
WHERE p.round_id = %(round)s GROUP BY 1, 2, 3
"""


def _groups(kept: Iterable[Sequence[Any]]) -> frozenset[Group]:
    return frozenset(Group(int(rater_class), str(channel)) for rater_class, channel in kept)


def parts_of(row: Round, urn_ids: Sequence[int | None]) -> dict[int | None, list[Part]]:
    """The pieces of these urns with their counts, by urn; the one of all small urns together stands under None."""
    found = Piece.objects.filter(round=row, urn_id__in=[key for key in urn_ids if key is not None])
    if None in urn_ids:
        found = found | Piece.objects.filter(round=row, urn=None)
    rows = list(found.order_by("pk"))
    keys = [one.pk for one in rows]
    counts: dict[int, dict[tuple[int, int], list[int]]] = {key: {} for key in keys}
    for tally in Tally.objects.filter(piece_id__in=keys):
        counts[tally.piece_id][tally.subject, tally.item] = tally.counts
    voided = dict(
        Ballot.objects.filter(piece_id__in=keys, voided__isnull=False)
        .values_list("piece_id")
        .annotate(n=Count("pk"))
        .order_by()
    )
    told: dict[int | None, list[Part]] = {}
    for one in rows:
        part = Part(
            one.pk, _groups(one.groups), one.returned, one.void, voided.get(one.pk, 0), counts[one.pk]
        )
        told.setdefault(one.urn_id, []).append(part)
    return told


def whole_pieces(row: Round) -> list[Part]:
    """The pieces of a round one by one with the numbers of their ballots, the first two hundred, without counts."""
    found = Piece.objects.filter(round=row).order_by("pk")[:200]
    return [Part(one.pk, _groups(one.groups), one.returned, one.void, 0, {}) for one in found]


def whole(row: Round) -> list[Part]:
    """All pieces of a round added up by what they are made of, all subjects as one (subject 0)."""
    sizes: dict[str, tuple[int, int, int]] = {}
    counts: dict[str, dict[tuple[int, int], list[int]]] = {}
    options = [len(item["options"]) for item in row.sheet["items"]]
    with connection.cursor() as cursor:
        cursor.execute(_WHOLE, {"round": row.pk})
        for groups, returned, blank, voided in cursor.fetchall():
            sizes[groups] = (int(returned), int(blank), int(voided))
        cursor.execute(_WHOLE_COUNTS, {"round": row.pk})
        for groups, item, option, number in cursor.fetchall():
            by_item = counts.setdefault(groups, {})
            by_item.setdefault((0, item), [0] * options[item])[option - 1] = int(number)
    return [
        Part(place, _groups(json.loads(groups)), *sizes[groups], counts.get(groups, {}))
        for place, groups in enumerate(sorted(sizes))
    ]


@dataclass(frozen=True)
class Returned:
    """How many ballots of some groups were made out and came back."""

    groups: frozenset[Group]
    issued: int
    returned: int


def returned(row: Round) -> tuple[list[Returned], Returned]:
    """How many came back in the whole round, by class and channel as far as the least number allows, and in all."""
    batches = (
        Batch.objects.filter(urn__round=row)
        .values_list("rater_class_id", "channel")
        .annotate(issued=Sum("issued"), back=Sum("returned"))
        .order_by()
    )
    made = {Group(rater, channel): (issued or 0, back or 0) for rater, channel, issued, back in batches}
    told = pieces({group: back for group, (_issued, back) in made.items()}, row.policies[LEAST_GROUP.key])
    found = [
        Returned(piece, sum(made[one][0] for one in piece), sum(made[one][1] for one in piece))
        for piece in told
    ]
    issued, back = (sum(one[place] for one in made.values()) for place in (0, 1))
    return found, Returned(frozenset(made), issued, back)


def issued_of(urn_ids: Sequence[int]) -> dict[int, int]:
    """How many ballots were made out for each of these urns."""
    found = (
        Batch.objects.filter(urn_id__in=urn_ids).values_list("urn_id").annotate(n=Sum("issued")).order_by()
    )
    return {urn_id: number or 0 for urn_id, number in found}


def names_of(urns: Iterable[Urn]) -> dict[int, str]:
    """The organisations of urns by their names, by urn."""
    rows = list(urns)
    places = standing_places([one.organisation_id for one in rows], today())
    return {one.pk: places[one.organisation_id].name for one in rows}


def subjects_of(urn: Urn) -> list[Subject]:
    """Whom the ballots of an urn judge, in order."""
    return list(urn.subjects.select_related("person").order_by("order"))


def class_names(row: Round) -> dict[int, str]:
    """The rater classes of a round."""
    return dict(row.classes.values_list("pk", "name"))


def weights(row: Round) -> dict[int, int]:
    """The weights of the rater classes of a round."""
    return dict(row.classes.values_list("pk", "weight"))


def previous(row: Round) -> Round | None:
    """The published round before this one of the same organisation with the same sheet; None without."""
    earlier = Round.objects.filter(
        campaign_id=row.campaign_id,
        organisation_id=row.organisation_id,
        number__lt=row.number,
        sheet__key=row.sheet["key"],
        state__in=PUBLISHED,
    )
    return earlier.order_by("-number").first()


def same_urns(row: Round, organisation_ids: Sequence[int]) -> dict[int, int]:
    """The urns of a round for these organisations, by organisation."""
    found = Urn.objects.filter(round=row, organisation_id__in=organisation_ids)
    return dict(found.values_list("organisation_id", "pk"))
