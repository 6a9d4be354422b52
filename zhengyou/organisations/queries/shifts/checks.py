"""What stands in the way of a change: later changes, changes of the same day, kinds, names, people left behind."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from ...models import Group, Membership, Part, Placement, Post, UnitLink, Weakness
from ...rules.structure import forbidden, unusual
from ..days import on_day

if TYPE_CHECKING:
    from .draft import Draft

_SHOWN = 5


def listed(names: Iterable[str]) -> str:
    """A few names, and how many more there are."""
    found = list(names)
    more = f"等{len(found)}个" if len(found) > _SHOWN else ""
    return "、".join(found[:_SHOWN]) + more


class Checks:
    """Asks the rules of one draft; what is found goes into its faults and warnings."""

    def __init__(self, draft: "Draft") -> None:
        self.draft, self.shift, self.day = draft, draft.shift, draft.day

    def nothing_is_left_behind(self) -> None:
        """What ends has no children and no people left."""
        sent = {membership.pk for membership, _target in self.shift.people}
        for key in self.shift.ended:
            left = [
                row.name
                for row in self.shift.rows.values()
                if row.parent_id == key
                and row.organisation_id not in self.shift.ended
                and row.organisation_id not in self.shift.shapes
            ]
            if left:
                name = self.shift.name_of(key)
                self.draft.fault(f"{name}下面还有{listed(left)}，请选定由谁承接，或先改隶。")
            self._people_left(key, sent)

    def _people_left(self, key: int, sent: set[int]) -> None:
        lasting = Q(until__isnull=True) | Q(until__gt=self.day)
        left = Membership.objects.filter(lasting, organisation_id=key).exclude(pk__in=sent)
        names = [membership.person.name for membership in left.select_related("person")[: _SHOWN + 1]]
        if names:
            count = left.count()
            name = self.shift.name_of(key)
            self.draft.fault(
                f"{name}还有{listed(names[:_SHOWN])}共{count}人，请选定由哪个组织承接，或先转出。"
            )

    def days(self) -> None:
        """Nothing is decided for later in what changes, nothing changed the same day, and the parent stays."""
        self._rows_are_free()
        parents = {
            shape.parent_id
            for key, shape in self.shift.shapes.items()
            if shape.parent_id is not None and shape.parent_id not in self.shift.shapes
        }
        following: dict[int, list[Placement]] = defaultdict(list)
        for row in Placement.objects.filter(organisation_id__in=parents, since__gt=self.day).order_by(
            "since"
        ):
            following[row.organisation_id].append(row)
        for parent in parents & self.shift.rows.keys():
            row = self.shift.rows[parent]
            last = (following[parent] or [row])[-1]
            if last.until is not None or any(one.path != row.path for one in following[parent]):
                self.draft.fault(self._later(row.name, parent, row.until or self.day))

    def _rows_are_free(self) -> None:
        changed = [key for key in (*self.shift.placed, *self.shift.ended) if key in self.shift.rows]
        mine = self._of_undone("placements")
        for key in changed:
            row = self.shift.rows[key]
            if row.until is not None:
                self.draft.fault(self._later(row.name, key, row.until))
            if row.since == self.day and row.pk not in mine:
                self.draft.fault(
                    f"{row.name}在{self.day:%Y-%m-%d}当天已有一项变动{self._called(key, self.day)}，"
                    "同一天不能变两次；请改日期，或先撤回那一项。"
                )
        self._nothing_comes_later(changed)
        for key in self.shift.reopened:
            later = Placement.objects.filter(organisation_id=key, since__gte=self.day).exclude(pk__in=mine)
            for row in later[:1]:
                self.draft.fault(self._later(row.name, key, row.since))

    def _nothing_comes_later(self, changed: list[int]) -> None:
        """Nothing is decided to come under what moves or ends: it would come to a place that is no longer there."""
        leaving = [
            self.shift.rows[key].path
            for key in changed
            if key in self.shift.ended or self.shift.paths.get(key) != self.shift.rows[key].path
        ]
        for path in leaving:
            later = Placement.objects.filter(path__startswith=path, since__gt=self.day).order_by("since")
            for row in later[:1]:
                self.draft.fault(self._later(row.name, row.organisation_id, row.since))

    def _of_undone(self, table: str) -> set[int]:
        return set(self.shift.undone_rows.get(table, ()))

    def _later(self, name: str, key: int, day: date) -> str:
        return (
            f"{name}在{day:%Y-%m-%d}还有一项已定的变动{self._called(key, day)}；"
            "请先撤回那一项，或把这次定在那天以后。"
        )

    def _called(self, key: int, day: date) -> str:
        """The change of that day by its name, where it was decided here."""
        part = (
            Part.objects.filter(organisation_id=key, reorganisation__effective_on=day)
            .select_related("reorganisation")
            .order_by("-pk")
            .first()
        )
        return f"（{part.reorganisation.get_kind_display()}）" if part else ""

    def kinds(self) -> None:
        """Which kinds may stand under which, where kind or place changes."""
        shift = self.shift
        for key, shape in shift.placed.items():
            above = self._kind_of(shape.parent_id)
            if above and self._asked_again(key):
                self.draft.fault(forbidden(shape.kind, above))
                self.draft.warn(unusual(shape.kind, above))
        retyped = [key for key, shape in shift.reshaped.items() if shape.kind != shift.rows[key].kind]
        below = [row for row in shift.rows.values() if row.parent_id in retyped]
        for row in below:
            if row.organisation_id not in shift.shapes and row.organisation_id not in shift.ended:
                above = self._kind_of(row.parent_id)
                self.draft.fault(forbidden(row.kind, above))
                self.draft.warn(unusual(row.kind, above))

    def _asked_again(self, key: int) -> bool:
        row = self.shift.rows.get(key)
        shape = self.shift.shapes.get(key)
        return shape is not None and (
            row is None or (row.parent_id, row.kind) != (shape.parent_id, shape.kind)
        )

    def _kind_of(self, key: int | None) -> str:
        if key is None:
            return ""
        if key in self.shift.shapes:
            return self.shift.shapes[key].kind
        row = self.shift.rows.get(key)
        return row.kind if row is not None else ""

    def names(self) -> None:
        """Two of one name under one parent are told, not forbidden."""
        wanted: dict[int, set[str]] = defaultdict(set)
        for key, shape in self.shift.shapes.items():
            row = self.shift.rows.get(key)
            same = row is not None and (row.parent_id, row.name) == (shape.parent_id, shape.name)
            if shape.parent_id is not None and not same:
                wanted[shape.parent_id].add(shape.name)
        for parent, names in wanted.items():
            beside = Placement.objects.filter(on_day(self.day), parent_id=parent, name__in=names)
            for row in beside.exclude(organisation_id__in=[*self.shift.shapes, *self.shift.ended]):
                self.draft.warn(f"同一上级下面已有叫“{row.name}”的组织，请核对。")

    def people(self) -> None:
        """Nobody who came, was appointed or begins on the day or later; who keeps a post where he no longer is."""
        mine = self._of_undone("memberships")
        for membership, _target in self.shift.people:
            if membership.since >= self.day and membership.pk not in mine:
                self.draft.fault(
                    f"{membership.person.name}{membership.since:%Y-%m-%d}才转入，请把日期改到那天以后。"
                )
        for post in self.shift.posts:
            if post.since >= self.day:
                self.draft.fault(
                    f"{post.person.name}的{post.get_kind_display()}岗位{post.since:%Y-%m-%d}才开始，请把日期改到那天以后。"
                )
        begun: list[Group | UnitLink | Weakness] = [
            *self.shift.groups,
            *self.shift.links,
            *self.shift.weaknesses,
        ]
        if any(one.since >= self.day for one in begun):
            self.draft.fault("有工作小组、行政单位或整顿名单的登记当天或以后才开始，请改日期。")
        self._posts_kept()

    def _posts_kept(self) -> None:
        leaving = {
            (membership.organisation_id, membership.person_id)
            for membership, _target in self.shift.people
            if membership.organisation_id not in self.shift.ended
        }
        if not leaving:
            return
        kept = Post.objects.filter(
            on_day(self.day),
            organisation_id__in={organisation for organisation, _person in leaving},
            person_id__in={person for _organisation, person in leaving},
        ).exclude(pk__in=[post.pk for post in self.shift.posts])
        for post in kept.select_related("person"):
            if (post.organisation_id, post.person_id) in leaving:
                self.draft.warn(
                    f"{post.person.name}转出后仍是{self.shift.name_of(post.organisation_id)}的"
                    f"{post.get_kind_display()}，如不再担任请另行免去。"
                )
