"""The list of weak organisations (domain.md M72): putting one on it, and taking it off with what was reached."""

from datetime import date

from django.db import transaction

from zhengyou.ledger.telling import Values, given, values
from zhengyou.ledger.writing import Line, write

from ..models import Organisation, Placement, Weakness
from ..queries import place, standing_place, today
from ..rules import Actor, NotPermitted, Permission
from ..rules.orders import spoken
from .groups import NotKept

SUBJECT = "organisations.weakness"


@transaction.atomic
def put_on_list(*, by: Actor, organisation: int, reason: str, measures: str, since: date) -> Weakness:
    """An organisation is to be put in order from a day on; the level above says so. Raises NotKept, NotPermitted."""
    at = place(organisation, today())
    _require(by, at)
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation)
    if Weakness.objects.filter(organisation_id=organisation, until=None).exists():
        raise NotKept(f"{at.name}已经在整顿名单上。")
    if since > today():
        raise NotKept("列入的日期还没有到，请改成今天或以前。")
    made = Weakness.objects.create(
        organisation_id=organisation,
        reason=reason,
        measures=measures,
        since=since,
        listed_by_id=by.account_id,
    )
    sentence, after = f"{at.name}列入软弱涣散整顿名单：{reason}", given(made, "reason", "measures", "since")
    _write(by, made, at.path, "list", sentence, since, after=after)
    return made


@transaction.atomic
def take_off_list(*, by: Actor, weakness: Weakness, result: str, day: date) -> Weakness:
    """It is put in order from a day on. Raises NotKept, NotPermitted."""
    at = standing_place(weakness.organisation_id, today())
    _require(by, at)
    locked = Weakness.objects.select_for_update().get(pk=weakness.pk)
    if locked.until is not None:
        raise NotKept(f"{at.name}已经移出整顿名单。")
    if day < today() or locked.since >= day:
        raise NotKept("移出的日期不能早于今天，也要在列入的日期以后。")
    before = values(locked, "until", "result")
    locked.until, locked.result = day, result
    locked.save(update_fields=["until", "result"])
    sentence = f"{at.name}自{spoken(day)}起移出软弱涣散整顿名单：{result}"
    after = values(locked, "until", "result")
    _write(by, locked, at.path, "settle", sentence, day, before=before, after=after)
    return locked


def _require(by: Actor, at: Placement) -> None:
    if not by.may(Permission.REORGANISE, at.path) or not by.above(at.path):
        raise NotPermitted("整顿名单由上级组织的办公室掌握；您的岗位不能在这里办。")


def _write(
    by: Actor,
    weakness: Weakness,
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
        subject_id=weakness.pk,
        path=path,
        happened_on=day,
        before=before,
        after=after,
    )
    write(by=by, line=line)
