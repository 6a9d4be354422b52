"""Saying in which units of the administration an organisation stands (domain.md 2.1: linked many-to-many)."""

from datetime import date

from django.db import transaction

from zhengyou.ledger.telling import Values
from zhengyou.ledger.writing import Line, write

from ..models import Organisation, Unit, UnitLink
from ..queries import standing_place, today
from ..rules import Actor, Permission
from ..rules.orders import spoken
from ..rules.structure import UNIT_KINDS, word_of
from .groups import NotKept

SUBJECT = "organisations.unit"


@transaction.atomic
def link(*, by: Actor, organisation: int, kind: str, name: str, since: date) -> UnitLink:
    """An organisation stands in a unit from a day on; the unit is made where it is new. Raises NotKept,
    NotPermitted."""
    place = standing_place(organisation, today())
    by.require(Permission.KEEP_GROUPS, place.path)
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation)
    unit, _made = Unit.objects.get_or_create(kind=kind, name=name)
    if UnitLink.objects.filter(unit=unit, organisation_id=organisation, until=None).exists():
        raise NotKept(f"{place.name}已经登记在{name}，不用再登记。")
    made = UnitLink.objects.create(unit=unit, organisation_id=organisation, since=since)
    word = word_of(UNIT_KINDS, kind)
    sentence = f"{place.name}设在{name}（{word}），自{spoken(since)}起。"
    _write(by, made, place.path, "link", sentence, since, after={"unit": name, "kind": kind, "since": since})
    return made


@transaction.atomic
def unlink(*, by: Actor, link: UnitLink, day: date) -> UnitLink:
    """An organisation stands in a unit no longer. Raises NotKept, NotPermitted."""
    place = standing_place(link.organisation_id, today())
    by.require(Permission.KEEP_GROUPS, place.path)
    locked = UnitLink.objects.select_for_update(of=("self",)).select_related("unit").get(pk=link.pk)
    if locked.until is not None:
        raise NotKept("这一项已经解除了。")
    if day < today() or locked.since >= day:
        raise NotKept("解除的日期不能早于今天，也要在登记的日期以后。")
    locked.until = day
    locked.save(update_fields=["until"])
    sentence = f"{place.name}不再设在{locked.unit.name}，自{spoken(day)}起。"
    _write(by, locked, place.path, "unlink", sentence, day, before={"until": None}, after={"until": day})
    return locked


def _write(
    by: Actor,
    link: UnitLink,
    path: str,
    verb: str,
    sentence: str,
    day: date,
    *,
    before: Values | None = None,
    after: Values,
) -> None:
    line = Line(
        verb=f"{SUBJECT}.{verb}",
        sentence=sentence,
        subject=SUBJECT,
        subject_id=link.pk,
        path=path,
        happened_on=day,
        before=before,
        after=after,
    )
    write(by=by, line=line)
