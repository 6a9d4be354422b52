"""Carrying out a change of the tree that was worked out: rows end, rows begin, nothing that has been is touched."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Model

from ..models import Group, GroupMember, Membership, Organisation, Placement, Post, UnitLink, Weakness
from ..queries.shifts import Shape, Shift

_HANGING: tuple[tuple[str, type[Model]], ...] = (
    ("posts", Post),
    ("groups", Group),
    ("group_members", GroupMember),
    ("links", UnitLink),
    ("weaknesses", Weakness),
)


class Carrying:
    """One change being carried out; `before` and `after` are what is kept of it, `ids` the numbers of what was made."""

    def __init__(self, shift: Shift) -> None:
        self.shift, self.day = shift, shift.day
        self.ids: dict[int, int] = {}
        self.before: dict[str, Any] = {}
        self.after: dict[str, Any] = {}

    def run(self) -> None:
        """Everything in the order that the constraints of the database ask: ends first, then beginnings."""
        for key, code in self.shift.founded.items():
            shape = self.shift.shapes[key]
            made = Organisation.objects.create(
                code=code, kind=shape.kind, sector=shape.sector, founded_on=self.day
            )
            self.ids[key] = made.pk
        self._placements()
        self._organisations()
        self._people()
        self._what_hangs_on()
        self.after |= {
            "founded": list(self.ids.values()),
            "ended": list(self.shift.ended),
            "changed": [key for key in self.shift.reshaped if key not in self.ids],
            "path": self._path(self.shift.subject),
        }

    def real(self, key: int) -> int:
        """The number of an organisation, made just now or there before."""
        return self.ids.get(key, key)

    def _path(self, key: int) -> str:
        path = self.shift.paths.get(key) or self.shift.rows[key].path
        for made, number in self.ids.items():
            path = path.replace(f"/{made}/", f"/{number}/")
        return path

    def _placements(self) -> None:
        placed = self.shift.placed
        former = [self.shift.rows[key] for key in (*placed, *self.shift.ended) if key in self.shift.rows]
        self.before["placements"] = [_told(row) for row in former]
        for row in former:
            if row.since == self.day:  # a change of this very day is taken back
                row.delete()
            else:
                row.until = self.day
        Placement.objects.bulk_update([row for row in former if row.pk], ["until"], batch_size=2000)
        organisations = Organisation.objects.in_bulk([self.real(key) for key in placed])
        wanted = [self._row(key, shape, organisations[self.real(key)]) for key, shape in placed.items()]
        again = self._standing_again(wanted)
        new = [row for row in wanted if row.organisation_id not in again]
        Placement.objects.bulk_create(new, batch_size=2000)
        self.after["placements"] = [_told(row) for row in [*again.values(), *new]]

    def _row(self, key: int, shape: Shape, organisation: Organisation) -> Placement:
        path = self._path(key)
        return Placement(
            organisation=organisation,
            parent_id=None if shape.parent_id is None else self.real(shape.parent_id),
            name=shape.name,
            changed_kind=None if shape.kind == organisation.kind else shape.kind,
            changed_sector=None if shape.sector == organisation.sector else shape.sector,
            path=path,
            depth=path.count("/") - 2,
            since=self.day,
        )

    def _standing_again(self, wanted: list[Placement]) -> dict[int, Placement]:
        """Rows that ended this day and say the same go on as if nothing had been, where a change of the day is taken
        back."""
        if not self.shift.undone_rows:
            return {}
        same = {row.organisation_id: row for row in wanted}
        ended = Placement.objects.filter(organisation_id__in=same, until=self.day).select_related(
            "organisation"
        )
        found = {row.organisation_id: row for row in ended if _says(row) == _says(same[row.organisation_id])}
        for row in found.values():
            row.until = None
        Placement.objects.bulk_update(found.values(), ["until"], batch_size=2000)
        return found

    def _organisations(self) -> None:
        for key, successors in self.shift.ended.items():
            heir = self.real(successors[0]) if len(successors) == 1 else None
            Organisation.objects.filter(pk=key).update(ended_on=self.day, successor=heir)
        Organisation.objects.filter(pk__in=self.shift.reopened).update(ended_on=None, successor=None)

    def _people(self) -> None:
        self.before["memberships"] = [membership.pk for membership, _target in self.shift.people]
        ended: list[Membership] = []
        begun: list[Membership] = []
        for membership, target in self.shift.people:
            new = Membership(
                person_id=membership.person_id,
                organisation_id=self.real(target),
                status=membership.status,
                since=self.day,
                until=membership.until,
            )
            if membership.since == self.day:
                membership.delete()
                begun.append(self._member_again(new))
            else:
                membership.until = self.day
                ended.append(membership)
                begun.append(new)
        Membership.objects.bulk_update(ended, ["until"], batch_size=2000)
        Membership.objects.bulk_create([row for row in begun if row.pk is None], batch_size=2000)
        self.after["memberships"] = [row.pk for row in begun]

    def _member_again(self, new: Membership) -> Membership:
        same = Membership.objects.filter(
            person_id=new.person_id,
            organisation_id=new.organisation_id,
            status=new.status,
            until=self.day,
        ).first()
        if same is None:
            return new
        same.until = new.until
        same.save(update_fields=["until"])
        return same

    def _what_hangs_on(self) -> None:
        """Posts, groups, links and the list of weak ones end; what they were to end on before is kept."""
        members = GroupMember.objects.filter(group__in=self.shift.groups, until__isnull=True)
        hanging: dict[str, Iterable[Any]] = {
            "posts": self.shift.posts,
            "groups": self.shift.groups,
            "group_members": list(members),
            "links": self.shift.links,
            "weaknesses": self.shift.weaknesses,
        }
        for name, model in _HANGING:
            rows = list(hanging[name])
            self.before[name] = [[row.pk, row.until.isoformat() if row.until else None] for row in rows]
            for row in rows:
                row.until = self.day
            model._default_manager.bulk_update(rows, ["until"], batch_size=2000)


def give_back(before: dict[str, Any], day: date) -> None:
    """Posts and the like that a change of this very day ended go on as they were."""
    for name, model in _HANGING:
        for pk, until in before[name]:
            model._default_manager.filter(pk=pk, until=day).update(until=until)


def _says(row: Placement) -> tuple[Any, ...]:
    return (row.parent_id, row.name, row.kind, row.sector, row.path)


def _told(row: Placement) -> dict[str, Any]:
    """What is kept of a row in the record of the change."""
    return {
        "id": row.pk,
        "organisation": row.organisation_id,
        "parent": row.parent_id,
        "name": row.name,
        "kind": row.kind,
        "sector": row.sector,
        "path": row.path,
    }
