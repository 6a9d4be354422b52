"""Working out a change of the tree: which dated rows end on the day, and which begin.

Organisations that do not exist yet are known by negative numbers, in paths too, until they are made.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Q

from ...models import Change, Group, Membership, Organisation, Placement, Post, UnitLink, Weakness
from ..days import on_day
from .checks import Checks

LONGEST_PATH = 255


@dataclass(frozen=True)
class Shape:
    """What an organisation is over a span of days."""

    parent_id: int | None
    name: str
    kind: str
    sector: str

    @classmethod
    def of(cls, row: Placement) -> "Shape":
        """What a placement says."""
        return cls(row.parent_id, row.name, row.kind, row.sector)


@dataclass
class Shift:
    """All that a change does on its day, and why it cannot be done (`faults`) or should be thought over (`warnings`).

    `rows` are the placements of the day that are touched, by organisation; `paths` where everything stands after;
    `undone_rows` the ids, by table, that a change being taken back had opened.
    """

    day: date
    kind: Change
    subject: int
    rows: dict[int, Placement] = field(default_factory=dict)
    founded: dict[int, str] = field(default_factory=dict)
    shapes: dict[int, Shape] = field(default_factory=dict)
    ended: dict[int, tuple[int, ...]] = field(default_factory=dict)
    reopened: set[int] = field(default_factory=set)
    carried: list[int] = field(default_factory=list)
    paths: dict[int, str] = field(default_factory=dict)
    people: list[tuple[Membership, int]] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    links: list[UnitLink] = field(default_factory=list)
    weaknesses: list[Weakness] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    undone_rows: dict[str, list[int]] = field(default_factory=dict)

    @property
    def reshaped(self) -> dict[int, Shape]:
        """Organisations that stay and become something else."""
        return {
            key: shape
            for key, shape in self.shapes.items()
            if key not in self.founded and key not in self.reopened
        }

    @property
    def placed(self) -> dict[int, Shape]:
        """Everything that gets a new placement: changed, founded, reopened, or carried along."""
        return {key: Shape.of(self.rows[key]) for key in self.carried} | self.shapes

    def name_of(self, key: int) -> str:
        """What it is called after the change, or was called where it ends."""
        return self.shapes[key].name if key in self.shapes else self.rows[key].name


class Draft:
    """Gathers what is wanted; `finish` works out the rest."""

    def __init__(self, day: date, kind: Change, subject: int) -> None:
        self.shift = Shift(day, kind, subject)
        self.day = day

    def fault(self, sentence: str) -> None:
        """Why it cannot be done."""
        if sentence and sentence not in self.shift.faults:
            self.shift.faults.append(sentence)

    def warn(self, sentence: str) -> None:
        """What should be thought over."""
        if sentence and sentence not in self.shift.warnings:
            self.shift.warnings.append(sentence)

    def row(self, organisation_id: int, what: str = "这个组织") -> Placement | None:
        """The placement of the day; None and a fault where it is not open then."""
        if organisation_id not in self.shift.rows:
            found = (
                Placement.objects.filter(on_day(self.day), organisation_id=organisation_id)
                .select_related("organisation")
                .first()
            )
            if found is None:
                last = Placement.objects.filter(organisation_id=organisation_id).order_by("-since").first()
                name = last.name if last else what
                self.fault(f"{name}在{self.day:%Y-%m-%d}那天没有设立，请换一个组织或改日期。")
                return None
            self.shift.rows[organisation_id] = found
        return self.shift.rows[organisation_id]

    def found(self, code: str, shape: Shape) -> int:
        """A new organisation; returns the number it has until it is made."""
        code, shape = code.strip(), replace(shape, name=shape.name.strip())
        key = -1 - len(self.shift.founded)
        if not code or not shape.name:
            self.fault("新组织要有名称和编码。")
        elif code in self.shift.founded.values() or Organisation.objects.filter(code=code).exists():
            self.fault(f"编码“{code}”已经有组织在用，请换一个。")
        self.shift.founded[key] = code
        self.shift.shapes[key] = shape
        return key

    def reshape(self, organisation_id: int, shape: Shape) -> None:
        """An organisation becomes something else."""
        row = self.row(organisation_id)
        if row is not None and row.parent_id is None and shape.parent_id is not None:
            self.fault(f"{row.name}是最上级组织，不能改隶。")
        if row is not None:
            self.shift.shapes[organisation_id] = shape

    def reopen(self, organisation_id: int, shape: Shape) -> None:
        """An organisation that ended stands again."""
        self.shift.reopened.add(organisation_id)
        self.shift.shapes[organisation_id] = shape

    def end(self, organisation_id: int, *, successors: Iterable[int] = ()) -> None:
        """An organisation ends, with its posts, groups, links and its place on the list of weak ones."""
        row = self.row(organisation_id)
        if row is None:
            return
        if row.parent_id is None:
            self.fault(f"{row.name}是最上级组织，不能撤销、合并。")
        self.shift.ended[organisation_id] = tuple(successors)

    def send(self, organisation_id: int, target: int, people: set[int] | None = None) -> None:
        """People who belong to an organisation (or those of the given ids) belong to another from the day on."""
        found = Membership.objects.filter(organisation_id=organisation_id).filter(
            Q(until__isnull=True) | Q(until__gt=self.day)
        )
        if people is not None:
            found = found.filter(person_id__in=people)
        for membership in found.select_related("person").order_by("person__pinyin", "pk"):
            self.shift.people.append((membership, target))

    def finish(self) -> Shift:
        """Work out who is carried along and all that stands in the way."""
        checks = Checks(self)
        self._heirs_stand()
        self._load_below()
        self._end_what_hangs_on()
        checks.nothing_is_left_behind()
        self._find_paths()
        checks.days()
        checks.kinds()
        checks.names()
        checks.people()
        return self.shift

    def _heirs_stand(self) -> None:
        """Whoever takes people or things over stands on the day and is not to end later."""
        heirs = {target for _membership, target in self.shift.people}
        heirs |= {heir for successors in self.shift.ended.values() for heir in successors}
        for heir in sorted(heirs):
            if heir in self.shift.shapes or (row := self.row(heir, "承接的组织")) is None:
                continue
            last = Placement.objects.filter(organisation_id=heir).order_by("-since").first()
            if heir in self.shift.ended or (last is not None and last.until is not None):
                self.fault(f"{row.name}已定撤销，不能承接；请另选一个组织，或先撤回那一项已定的变动。")

    def _load_below(self) -> None:
        """Everything that stands under what is changed goes with it."""
        touched = [*self.shift.reshaped, *self.shift.ended]
        paths = [self.shift.rows[key].path for key in touched if key in self.shift.rows]
        for path in paths:
            below = Placement.objects.filter(on_day(self.day), path__startswith=path)
            for row in below.select_related("organisation"):
                self.shift.rows.setdefault(row.organisation_id, row)

    def _find_paths(self) -> None:
        shift = self.shift
        for key in [*shift.shapes, *(key for key in shift.rows if key not in shift.ended)]:
            path = self._path(key, ())
            if len(path) > LONGEST_PATH:
                self.fault(f"{shift.name_of(key)}的层级太深了，放不下。")
            shift.paths[key] = path
            if key in shift.rows and key not in shift.shapes and path != shift.rows[key].path:
                shift.carried.append(key)

    def _path(self, key: int, below: tuple[int, ...]) -> str:
        if key in self.shift.paths:
            return self.shift.paths[key]
        if key in below:
            self.fault(f"{self.shift.name_of(key)}不能归到自己的下级去，这样上下级会绕成圈。")
            return "/"
        if key in self.shift.ended:
            if below and below[-1] in self.shift.shapes:
                self.fault(f"{self.shift.name_of(key)}这天撤销，不能作上级。")
            return "/"
        if key not in self.shift.shapes:
            row = self.row(key, "上级组织")
            if row is None or not self._moves_above(row):
                return row.path if row is not None else "/"
            parent_id = row.parent_id
        else:
            parent_id = self.shift.shapes[key].parent_id
        above = self._path(parent_id, (*below, key)) if parent_id is not None else "/"
        return f"{above}{key}/"

    def _moves_above(self, row: Placement) -> bool:
        """Whether anything over an organisation is changed, so that its path has to be found anew."""
        ids = {int(part) for part in row.path.strip("/").split("/")}
        return bool(ids & (self.shift.shapes.keys() | self.shift.ended.keys()))

    def _end_what_hangs_on(self) -> None:
        """Posts and the like end with their organisation; somebody sent elsewhere is no longer a member there."""
        shift = self.shift
        lasting = Q(until__isnull=True) | Q(until__gt=self.day)
        ended = Q(organisation_id__in=list(shift.ended))
        leaving = Q(pk__in=[])
        for membership, _target in shift.people:
            leaving |= Q(
                organisation_id=membership.organisation_id, person_id=membership.person_id, kind="member"
            )
        posts = Post.objects.filter(lasting).filter(ended | leaving).select_related("person")
        shift.posts = list(posts.order_by("organisation_id", "kind", "pk"))
        shift.groups = list(Group.objects.filter(lasting & ended).order_by("pk"))
        shift.links = list(UnitLink.objects.filter(lasting & ended).select_related("unit").order_by("pk"))
        shift.weaknesses = list(Weakness.objects.filter(lasting & ended).order_by("pk"))
