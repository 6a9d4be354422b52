"""Handovers: one with what stands open, those of an organisation, and what is waited for."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from ..models import Account, Handover, Membership, MemberStatus, Person, Placement, Post, PostKind
from ..rules import Actor
from ..rules.matters import Matter, Matters
from ..rules.oneself import Who
from ..rules.orders import spoken
from ..rules.structure import Warned
from .consequences import Foreseen
from .days import on_day, today
from .matters import handed
from .standing import standing_place


@dataclass(frozen=True)
class Dossier:
    """One handover as one of those concerned sees it. `kept` says that the list is the one confirmed."""

    handover: Handover
    place: Placement
    matters: list[Matters]
    kept: bool
    gives: bool
    takes: bool
    may_take_back: bool

    @property
    def may_confirm(self) -> bool:
        """Whether the reader is one of the two and has not confirmed yet."""
        done = self.handover.given_on if self.gives else self.handover.taken_on
        return (self.gives or self.takes) and done is None

    @property
    def total(self) -> int:
        """How many things stand open."""
        return sum(one.total for one in self.matters)


def dossier(who: Who, handover_id: int, day: date) -> Dossier:
    """For the two secretaries and for those above who appoint; otherwise Http404."""
    found = (
        Handover.objects.select_related("old__person", "new__person", "by__person")
        .filter(pk=handover_id)
        .first()
    )
    if found is None:
        raise Http404
    place = standing_place(found.organisation_id, max(day, found.effective_on))
    gives = found.old is not None and found.old.person_id == who.person_id
    takes = found.new.person_id == who.person_id
    above = isinstance(who, Actor) and PostKind.SECRETARY in who.gives(place.path)
    if not (gives or takes or above):
        raise Http404
    kept = found.listed is not None
    return Dossier(
        handover=found,
        place=place,
        matters=_kept(found.listed) if found.listed is not None else handed(found.organisation_id, day),
        kept=kept,
        gives=gives,
        takes=takes,
        may_take_back=above
        and not takes
        and found.effective_on >= today()
        and not (found.given_on or found.taken_on),
    )


def _kept(listed: list[dict[str, Any]]) -> list[Matters]:
    return [
        Matters(
            kind["title"],
            kind["total"],
            [
                Matter(
                    row["title"],
                    row["url"],
                    date.fromisoformat(row["day"]) if row["day"] else None,
                    row["detail"],
                )
                for row in kind["shown"]
            ],
        )
        for kind in listed
    ]


def handovers_of(organisation_id: int, who: Who, *, every: bool) -> list[Handover]:
    """The handovers of an organisation, the latest first; not `every` one: those that concern the reader himself."""
    rows = Handover.objects.filter(organisation_id=organisation_id)
    if not every:
        rows = rows.filter(Q(old__person_id=who.person_id) | Q(new__person_id=who.person_id))
    return list(rows.select_related("old__person", "new__person").order_by("-effective_on", "-pk")[:5])


def unconfirmed(actor: Actor, day: date) -> QuerySet[Handover]:
    """Handovers that the actor has to confirm himself, in whichever post he acts."""
    giving = Q(old__person_id=actor.person_id, given_on=None)
    taking = Q(new__person_id=actor.person_id, taken_on=None)
    return Handover.objects.filter(giving | taking).order_by("effective_on", "pk")


def foreseen(node: Placement, person_id: int, day: date) -> Foreseen:
    """What a handover comes to, before it is confirmed."""
    lasting = Q(until__isnull=True) | Q(until__gt=day)
    rows = Post.objects.filter(lasting, organisation_id=node.organisation_id, kind=PostKind.SECRETARY)
    old = rows.select_related("person").first()
    new = Person.objects.get(pk=person_id)
    found = Foreseen(f"{new.name}从{spoken(day)}起任{node.name}书记。")
    if old is not None:
        found.pairs.append(
            ("离任", [f"{old.person.name}的书记任职同一天结束；从那天起他不能再用这个岗位办事。"])
        )
    else:
        found.pairs.append(("离任", ["现在没有书记，没有人离任。"]))
    listed = [f"{one.title}：{one.total}" for one in handed(node.organisation_id, day)]
    found.pairs.append(("要交接的", listed or ["没有未办结的事项。"]))
    belongs = Membership.objects.filter(on_day(day), person=new).first()
    if belongs is None or belongs.status != MemberStatus.FULL:
        found.warnings.append(Warned(f"{new.name}现在不是正式党员，请核对。", "domain.md 2.2"))
    if not Account.objects.filter(person=new, is_active=True).exists():
        found.warnings.append(Warned(f"{new.name}还没有账号，登录以前要先开通。", "账号和任职是两回事"))
    return found
