"""Who may be blanked, who left so long ago that it is time to think of it, and what stands in the way."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Exists, Max, OuterRef, Q, Subquery
from django.db.models.functions import Greatest
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from ..models import (
    Correction,
    CorrectionState,
    Cultivation,
    GroupMember,
    Membership,
    Person,
    Post,
    Transfer,
    TransferState,
)
from ..rules import Actor
from ..rules.retention import LEFT_YEARS

Undecided = Callable[[int], Iterable[tuple[str, int]]]
"""What a room answers: takes a person's id, gives (words, how many) of what waits for a decision on what he did."""


def hindrances(person_id: int, day: date) -> list[str]:
    """Why a person cannot be blanked yet, each a sentence; empty where nothing stands in the way."""
    lasting = Q(until__isnull=True) | Q(until__gt=day)
    found = [
        sentence
        for model, sentence in (
            (Membership, _("还在组织里，先办理离开。")),
            (Post, _("还有任职没有结束，先免去。")),
            (GroupMember, _("还在小组里，先离组。")),
            (Cultivation, _("还在双培养名单上，先结束。")),
        )
        if model.objects.filter(lasting, person_id=person_id).exists()
    ]
    for dotted in settings.UNDECIDED_OF:
        asked: Undecided = import_string(dotted)
        found += [
            _("%(what)s还有%(number)d件没有办结，先办结。") % {"what": what, "number": number}
            for what, number in asked(person_id)
            if number
        ]
    return found


def undecided(person_id: int) -> list[tuple[str, int]]:
    """What waits in this room."""
    transfers = Transfer.objects.filter(person_id=person_id, state=TransferState.ASKED)
    corrections = Correction.objects.filter(person_id=person_id, state=CorrectionState.ASKED)
    return [(_("组织关系转接"), transfers.count()), (_("更正请求"), corrections.count())]


def years_before(day: date, years: int) -> date:
    """The same day so many years earlier; 28 February for a 29th that is not there."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return (day - timedelta(days=1)).replace(year=day.year - years)


def left_long_ago(actor: Actor, day: date, *, after: int = 0, size: int = 50) -> list[Person]:
    """People of the actor's subtree who left all they belonged to LEFT_YEARS ago or more and are not blanked yet, each
    with `left_on`; the first `size` behind the person `after`."""
    limit = years_before(day, LEFT_YEARS)
    later = Q(until__isnull=True) | Q(until__gt=limit)
    here = {"organisation__placements__path__contains": f"/{actor.organisation_id}/"}
    found = Person.objects.filter(blanked_on__isnull=True, pk__gt=after)
    for model in (Membership, Post, GroupMember):
        found = found.exclude(Exists(model.objects.filter(later, person_id=OuterRef("pk"))))
    belonged = Exists(Membership.objects.filter(person_id=OuterRef("pk"), **here))
    served = Exists(Post.objects.filter(person_id=OuterRef("pk"), **here))
    left_on = Greatest(_last(Membership), _last(Post), _last(GroupMember))
    return list(found.filter(belonged | served).annotate(left_on=left_on).order_by("pk")[:size])


def _last(model: type[Membership] | type[Post] | type[GroupMember]) -> Subquery:
    ended = model.objects.filter(person_id=OuterRef("pk")).order_by().values("person_id")
    return Subquery(ended.annotate(last=Max("until")).values("last"))
