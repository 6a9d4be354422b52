"""Changing the tree: setting up, renaming, retyping, moving, merging, splitting, closing, and taking a change back.

Every change begins today or later; what has been is never altered (decision 0013). One change at a time: the root of
the tree is locked first, then what is touched.
"""

from datetime import datetime
from os.path import commonpath

from django.db import transaction
from django.utils import timezone

from zhengyou.ledger.telling import Values
from zhengyou.ledger.writing import Line, write

from ..models import Change, Organisation, Part, PartRole, Reorganisation
from ..queries.reorganising import faults_of, require
from ..queries.shifts import Shift, Wanted, undone
from ..queries.standing import standing_places
from ..queries.tree import lock_tree
from ..queries.wording import line_of, undoing_sentence_of
from ..rules import Actor
from ..rules.orders import Order
from .shifting import Carrying, give_back

SUBJECT = "organisations.reorganisation"


class NotPossible(Exception):
    """A change cannot be made; `faults` are the sentences that say what is in the way."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


@transaction.atomic
def reorganise(*, by: Actor, wanted: Wanted, order: Order, now: datetime) -> Reorganisation:
    """Carry out a change of the tree from the order's day on. Raises NotPossible, NotPermitted."""
    _lock(wanted.touched)
    shift = wanted.work_out(order.effective_on)
    _check(by, shift, order, now)
    carrying = Carrying(shift)
    carrying.run()
    change = _record(by, carrying, order, now)
    _write(by, change, carrying, "do", line_of(shift))
    return change


@transaction.atomic
def take_back(*, by: Actor, change: Reorganisation, order: Order, now: datetime) -> Reorganisation:
    """Make everything again what it was before a change, from the order's day on. Raises NotPossible, NotPermitted."""
    _lock([change.organisation_id, *change.after["founded"], *change.after["ended"]])
    shift = undone(change, order.effective_on)
    _check(by, shift, order, now)
    carrying = Carrying(shift)
    carrying.run()
    if order.effective_on == change.effective_on:
        give_back(change.before, order.effective_on)
    counter = _record(by, carrying, order, now, reverses=change)
    sentence = undoing_sentence_of(shift, change.effective_on)
    _write(by, counter, carrying, "take_back", f"{sentence}。")
    return counter


def _lock(touched: list[int]) -> None:
    """One change of the tree at a time, and nobody appointed meanwhile to what may end."""
    lock_tree()
    list(Organisation.objects.select_for_update(no_key=True).filter(pk__in=touched).order_by("pk"))


def _check(by: Actor, shift: Shift, order: Order, now: datetime) -> None:
    require(by, shift)
    faults = faults_of(shift, order, timezone.localdate(now))
    if faults:
        raise NotPossible(faults)


def _record(
    by: Actor, carrying: Carrying, order: Order, now: datetime, reverses: Reorganisation | None = None
) -> Reorganisation:
    change = Reorganisation.objects.create(
        kind=carrying.shift.kind,
        organisation_id=carrying.real(carrying.shift.subject),
        effective_on=order.effective_on,
        decided_on=order.decided_on,
        document=order.document.strip(),
        reason=order.reason.strip(),
        by_id=by.account_id,
        at=now,
        before=carrying.before,
        after=carrying.after,
        reverses=reverses,
    )
    Part.objects.bulk_create(
        Part(reorganisation=change, organisation_id=carrying.real(key), role=role)
        for key, role in sorted(_parts(carrying.shift))
    )
    return change


def _parts(shift: Shift) -> set[tuple[int, PartRole]]:
    """Who had which part in it."""
    found = {(key, PartRole.SUBJECT) for key in (*shift.reshaped, *shift.reopened)}
    for key, successors in shift.ended.items():
        found.add((key, PartRole.PREDECESSOR if successors else PartRole.SUBJECT))
        found |= {(successor, PartRole.SUCCESSOR) for successor in successors}
    alone = shift.kind == Change.FOUND
    found |= {(key, PartRole.SUBJECT if alone else PartRole.SUCCESSOR) for key in shift.founded}
    if shift.kind == Change.SPLIT and shift.founded:
        found.add((shift.subject, PartRole.PREDECESSOR))
    return found


def _write(by: Actor, change: Reorganisation, carrying: Carrying, verb: str, sentence: str) -> None:
    """One line, at the organisation under which all of it happened."""
    shift = carrying.shift
    paths = [row.path for row in shift.rows.values()]
    common = f"{commonpath(paths)}/" if paths else carrying.after["path"]
    before, after = _sides(carrying)
    line = Line(
        verb=f"{SUBJECT}.{verb}",
        sentence=sentence,
        subject=SUBJECT,
        subject_id=change.pk,
        path=common,
        happened_on=change.effective_on,
        before=before,
        after=after,
    )
    write(by=by, line=line)


def _sides(carrying: Carrying) -> tuple[Values, Values]:
    """What became different for each organisation, by its name: called, of a kind, in a sector, under whom, ended.

    Whose place only moved along with its superior's is left out; the record of the change has all.
    """
    old = {row["organisation"]: row for row in carrying.before["placements"]}
    new = {row["organisation"]: row for row in carrying.after["placements"]}
    above = [row["parent"] for row in (*old.values(), *new.values()) if row["parent"]]
    named = {pk: place.name for pk, place in standing_places(above, carrying.day).items()}
    before: Values = {}
    after: Values = {}
    for key in sorted({*old, *new}):
        one, other = _shown(old.get(key), named), _shown(new.get(key), named)
        if key not in new:
            one, other = {"ended_on": None}, {"ended_on": carrying.day}
        name = new.get(key, old.get(key, {}))["name"]
        different = [field for field in {**one, **other} if one.get(field) != other.get(field)]
        if different:
            before |= {name: {field: one[field] for field in different if field in one}} if one else {}
            after[name] = {field: other[field] for field in different if field in other}
    return before, after


def _shown(row: Values | None, named: dict[int, str]) -> Values:
    """A row of the record of a change as the ledger tells it."""
    if row is None:
        return {}
    return {
        **{field: row[field] for field in ("name", "kind", "sector")},
        "parent": named.get(row["parent"], ""),
    }
