"""Writing what somebody belongs to from a day on: the row that holds then ends, another begins, the past stays.

Every step locks in one order: the top of the tree if it is among them, the other organisations by number, the person.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..models import Circumstance, GroupMember, Membership, Organisation, Person, Placement, Post, PostKind
from ..queries import on_day, root
from ..queries.leaving import Ending, ending
from .groups import NotKept


def lock(person_id: int | None, organisations: list[int], day: date) -> Person | None:
    """Nobody else changes these organisations or this person meanwhile. Raises NotKept where he was just moved."""
    rows = Membership.objects.filter(person_id=person_id or 0, until=None)
    wanted = {*organisations, *rows.values_list("organisation_id", flat=True)}
    top = root(day)
    first = [top.organisation_id] if top is not None and top.organisation_id in wanted else []
    for keys in (first, sorted(wanted.difference(first))):
        list(Organisation.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))
    if person_id is None:
        return None
    person = Person.objects.select_for_update().get(pk=person_id)
    if not wanted.issuperset(rows.values_list("organisation_id", flat=True)):
        raise NotKept(f"{person.name}刚刚被转到别的组织，请再看一遍。")
    return person


def standing(organisation: int, day: date) -> Placement:
    """Where an organisation stands on the day. Raises NotKept where it does not, or is to end later."""
    rows = Placement.objects.filter(organisation_id=organisation).select_related("organisation")
    found = rows.filter(on_day(day)).first()
    last = rows.order_by("-since").first()
    if found is None or last is None or last.until is not None:
        name = last.name if last else "这个组织"
        raise NotKept(f"{name}在那天没有设立或已定撤销，请换一个组织，或改日期。")
    return found


def open_row(person: Person, day: date) -> Membership | None:
    """What he is on the day, None for nothing. Raises NotKept where something is decided for a later day."""
    rows = list(Membership.objects.filter(person=person).order_by("since"))
    later = [row.since for row in rows if row.since > day]
    later += [row.until for row in rows if row.until is not None and row.until > day]
    if later:
        raise NotKept(
            f"{person.name}在{min(later):%Y-%m-%d}已有一项已定的变动；请先在他的页上撤回那一项，再办这一项。"
        )
    return next((row for row in rows if row.until is None), None)


@dataclass
class Rewriting:
    """Rows ended and begun; `before` and `after` are what a step keeps of it."""

    day: date
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)

    def end(self, row: Membership) -> None:
        """A row ends on the day; one that began on it vanishes, as if it had never been."""
        if row.since == self.day:
            self.before["replaced"] = [row.organisation_id, row.status]
            row.delete()
        else:
            row.until = self.day
            row.save(update_fields=["until"])
            self.before["ended"] = row.pk

    def begin(self, person: Person, organisation: int, status: str) -> Membership:
        """A row begins on the day."""
        row = Membership.objects.create(
            person=person, organisation_id=organisation, status=status, since=self.day
        )
        self.after["begun"] = row.pk
        return row

    def end_what_hangs_on(self, person: Person, home: int, target: int | None) -> Ending:
        """Posts, seats and circumstances end with it; whoever could log in as a member can do so where he goes."""
        found = ending(person.pk, home, self.day, everything=target is None)
        as_member = any(post.kind == PostKind.MEMBER for post in found.posts)
        for name, rows in (
            ("posts", found.posts),
            ("seats", found.seats),
            ("circumstances", found.circumstances),
        ):
            self.before[name] = [[row.pk, row.until.isoformat() if row.until else None] for row in rows]
            for row in rows:
                row.until = self.day
                row.save(update_fields=["until"])
        if target is not None and as_member:
            post = Post.objects.create(
                person=person, organisation_id=target, kind=PostKind.MEMBER, since=self.day
            )
            self.after["member_post"] = post.pk
        return found


_HANGING: dict[str, Any] = {"posts": Post, "seats": GroupMember, "circumstances": Circumstance}


def give_back(person: Person, day: date, before: dict[str, Any], after: dict[str, Any]) -> None:
    """Everything becomes what it was before a step that begins on the day. Raises NotKept where more has happened."""
    begun = Membership.objects.filter(pk=after.get("begun", 0), since=day, until=None)
    if "begun" in after and not begun.exists():
        raise NotKept(f"这以后{person.name}又有了别的变动，不能再撤回；请照现在的情况另办一项。")
    begun.delete()
    Post.objects.filter(pk=after.get("member_post", 0), since=day).delete()
    if "ended" in before:
        Membership.objects.filter(pk=before["ended"], until=day).update(until=None)
    if "replaced" in before:
        organisation, status = before["replaced"]
        Membership.objects.create(person=person, organisation_id=organisation, status=status, since=day)
    for name, model in _HANGING.items():
        for pk, until in before.get(name, []):
            model._default_manager.filter(pk=pk, until=day).update(until=until)
