"""Taking one step of a procedure: the rule asked, the row and its stage changed, the ledger told. One way for all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone

from zhengyou.ledger.telling import Values, given, values
from zhengyou.ledger.writing import Line, mention, write
from zhengyou.organisations.models import Person
from zhengyou.organisations.rules import Actor, System

from ..models.stages import Staged
from ..rules.procedures import Concerned, Kind, Procedure, Transition


@dataclass(frozen=True, kw_only=True)
class Way:
    """A procedure with the model of its stages (a `Stage`), what the ledger calls the row, and which of its fields the
    ledger keeps. `dated`: fields of the row that its stages keep as well, so that they can be read as of a past day."""

    procedure: Procedure
    stage: type[Any]
    subject: str
    kept: tuple[str, ...]
    dated: tuple[str, ...] = ()


def begin(
    way: Way, row: Staged, *, by: Actor, path: str, told: str, now: datetime, verb: str = "begin"
) -> None:
    """Save a new row with its first stage and its line, within the caller's transaction."""
    row.save()
    _enter(way, row, verb, by, "", now)
    _tell(way, row, verb, by, path, told, None, given(row, *_kept(way, row)))


def take(
    way: Way,
    row: Staged,
    verb: str,
    *,
    by: Actor,
    concerned: Concerned,
    answers: Mapping[str, Any],
    now: datetime,
    also: Mapping[str, Any] | None = None,
) -> Transition:
    """Take a step of a locked row within the caller's transaction; raises WrongState or NotPermitted.

    `answers` are the fields that the step asks (cleaned) and the comment where it takes one, `also` what else changes
    on the row with it.
    """
    step = way.procedure.check(verb, row.state, by, concerned)
    return _taken(way, row, step, by, concerned.path, answers, now, also or {})


def follow(way: Way, row: Staged, verb: str, *, by: Actor | System, path: str, now: datetime) -> None:
    """Take a step that comes of itself out of another (Reach.NOBODY), within that one's transaction."""
    _taken(way, row, way.procedure.step(verb), by, path, {}, now, {})


def _taken(
    way: Way,
    row: Staged,
    step: Transition,
    by: Actor | System,
    path: str,
    answers: Mapping[str, Any],
    now: datetime,
    also: Mapping[str, Any],
) -> Transition:
    told = carry(way, row, step, answers, also)
    row.save()
    _enter(way, row, step.verb, by, row.comment, now)
    _tell(way, row, step.verb, by, path, told.sentence, told.before, told.after)
    return step


@dataclass(frozen=True)
class Told:
    """What the ledger says of one step: its sentence, and the row's kept fields before and after."""

    sentence: str
    before: Values
    after: Values


def carry(
    way: Way, row: Staged, step: Transition, answers: Mapping[str, Any], also: Mapping[str, Any]
) -> Told:
    """Change the row in memory as the step does, and say so; nothing is asked, stored or written."""
    kept = _kept(way, row)
    before = values(row, *kept)
    asked = {asked.name for asked in step.asks if asked.kind is not Kind.FILE}
    changes = {name: value for name, value in answers.items() if name in asked} | dict(also)
    changes["comment"] = answers["comment"] if step.comment or "comment" in asked else ""
    for name, value in changes.items():
        setattr(row, name, value)
    row.state = step.target
    words = {"title": _title(row)} | {name: _word(row, name) for name in changes}
    return Told(step.told.format(**words), before, values(row, *kept))


def _kept(way: Way, row: Staged) -> tuple[str, ...]:
    """What the ledger keeps of a row; of a private one no text."""
    return tuple(name for name in ("state", *way.kept) if not (row.private and _is_text(row, name)))


def _is_text(row: Model, name: str) -> bool:
    field: Any = row._meta.get_field(name)
    return name != "state" and field.get_internal_type() in ("CharField", "TextField") and not field.choices


def _title(row: Staged) -> str:
    return str(row.told_as if row.private else row)


def _word(row: Staged, name: str) -> str:
    """A field's value as the ledger's sentence says it; the texts of a private row, and who it is about, it leaves
    out."""
    value: Any = getattr(row, name.removesuffix("_id"))
    if row.private and (isinstance(value, Person) or _is_text(row, name)):
        return "（只有有关的人可看）"
    if isinstance(value, Person):
        return mention(value.pk, value.name)
    shown = getattr(row, f"get_{name}_display", None)
    told = shown() if shown else value
    return f"{told:%Y年%-m月%-d日}" if hasattr(told, "strftime") else str(told)


def _enter(way: Way, row: Staged, verb: str, by: Actor | System, comment: str, now: datetime) -> None:
    day = timezone.localdate(now)
    way.stage.objects.filter(row=row, until__isnull=True).update(until=day)
    dated = {name: getattr(row, name) for name in way.dated}
    way.stage.objects.create(
        row=row, state=row.state, since=day, verb=verb, comment=comment, by_id=by.account_id, at=now, **dated
    )


def _tell(
    way: Way,
    row: Staged,
    verb: str,
    by: Actor | System,
    path: str,
    told: str,
    before: Values | None,
    after: Values,
) -> None:
    line = Line(
        verb=f"{way.subject}.{verb}",
        sentence=told,
        subject=way.subject,
        subject_id=row.pk,
        path=path,
        before=before,
        after=after,
    )
    write(by=by, line=line)
