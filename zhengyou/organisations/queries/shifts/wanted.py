"""What may be wanted of the tree, one class for each verb, each working out its own draft."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from ...models import Change, Placement
from ..tree import children
from .draft import Draft, Shape, Shift


@dataclass(frozen=True)
class New:
    """A new organisation by its number and name; of a part of another also who goes there: ids of people and of
    organisations."""

    code: str
    name: str
    people: frozenset[int] = frozenset()
    organisations: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Found:
    """Set up an organisation under another."""

    parent: int
    new: New
    kind: str
    sector: str

    @property
    def touched(self) -> list[int]:
        """The organisations named, to be locked."""
        return [self.parent]

    def work_out(self, day: date) -> Shift:
        """What it comes to on a day."""
        draft = Draft(day, Change.FOUND, -1)
        draft.row(self.parent, "上级组织")
        draft.found(self.new.code, Shape(self.parent, self.new.name, self.kind, self.sector))
        return draft.finish()


@dataclass(frozen=True)
class Rename:
    """Call an organisation something else."""

    organisation: int
    name: str

    @property
    def touched(self) -> list[int]:
        """The organisations named, to be locked."""
        return [self.organisation]

    def work_out(self, day: date) -> Shift:
        """What it comes to on a day."""
        draft = Draft(day, Change.RENAME, self.organisation)
        row = draft.row(self.organisation)
        if row is not None:
            name = self.name.strip()
            if name in ("", row.name):
                draft.fault("新名称要填写，而且和现在的不同。")
            draft.reshape(self.organisation, replace(Shape.of(row), name=name))
        return draft.finish()


@dataclass(frozen=True)
class Retype:
    """Put an organisation into another kind or sector."""

    organisation: int
    kind: str
    sector: str

    @property
    def touched(self) -> list[int]:
        """The organisations named, to be locked."""
        return [self.organisation]

    def work_out(self, day: date) -> Shift:
        """What it comes to on a day."""
        draft = Draft(day, Change.RETYPE, self.organisation)
        row = draft.row(self.organisation)
        if row is not None:
            if (self.kind, self.sector) == (row.kind, row.sector):
                draft.fault("类别和领域都和现在一样，没有可调整的。")
            draft.reshape(self.organisation, replace(Shape.of(row), kind=self.kind, sector=self.sector))
        return draft.finish()


@dataclass(frozen=True)
class Move:
    """Put an organisation, with all that stands under it, under another parent."""

    organisation: int
    parent: int

    @property
    def touched(self) -> list[int]:
        """The organisations named, to be locked."""
        return [self.organisation, self.parent]

    def work_out(self, day: date) -> Shift:
        """What it comes to on a day."""
        draft = Draft(day, Change.MOVE, self.organisation)
        row = draft.row(self.organisation)
        draft.row(self.parent, "新的上级组织")
        if row is not None:
            if row.parent_id == self.parent:
                draft.fault(f"{row.name}现在就归这个上级，没有可改的。")
            draft.reshape(self.organisation, replace(Shape.of(row), parent_id=self.parent))
        return draft.finish()


@dataclass(frozen=True)
class Close:
    """End an organisation; who and what is left goes to the successor, where one is named."""

    organisation: int
    successor: int | None

    @property
    def touched(self) -> list[int]:
        """The organisations named, to be locked."""
        return [self.organisation] if self.successor is None else [self.organisation, self.successor]

    def work_out(self, day: date) -> Shift:
        """What it comes to on a day."""
        draft = Draft(day, Change.CLOSE, self.organisation)
        if self.successor is not None:
            draft.row(self.successor, "承接的组织")
            if self.successor == self.organisation:
                draft.fault("承接的组织不能是被撤销的组织自己。")
        _absorb(draft, [self.organisation], self.successor)
        return draft.finish()


@dataclass(frozen=True)
class Merge:
    """Several organisations become part of another that stands, or of a new one beside the first of them."""

    organisations: tuple[int, ...]
    into: int | New

    @property
    def touched(self) -> list[int]:
        """The organisations named, to be locked."""
        return [*self.organisations, *([self.into] if isinstance(self.into, int) else [])]

    def work_out(self, day: date) -> Shift:
        """What it comes to on a day."""
        draft = Draft(day, Change.MERGE, self.organisations[0])
        rows = [row for row in map(draft.row, self.organisations) if row is not None]
        if isinstance(self.into, New):
            if len(set(self.organisations)) < 2:
                draft.fault("合并成新组织，至少要选两个组织。")
            target = -1
            if rows:
                target = draft.found(self.into.code, replace(Shape.of(rows[0]), name=self.into.name))
        else:
            target = self.into
            draft.row(target, "并入的组织")
            if target in self.organisations:
                draft.fault("不能把组织并入它自己，请另选一个。")
        if len({row.kind for row in rows}) > 1:
            draft.warn("要合并的组织类别不同，请核对。")
        _absorb(draft, self.organisations, target)
        return draft.finish()


@dataclass(frozen=True)
class Split:
    """Set up parts of an organisation as new ones beside it; the rest stays, or it ends (`ends`)."""

    organisation: int
    parts: tuple[New, ...]
    ends: bool = False

    @property
    def touched(self) -> list[int]:
        """The organisations named, to be locked."""
        return [self.organisation]

    def work_out(self, day: date) -> Shift:
        """What it comes to on a day."""
        draft = Draft(day, Change.SPLIT, self.organisation)
        row = draft.row(self.organisation)
        if row is None:
            return draft.finish()
        if row.parent_id is None:
            draft.fault(f"{row.name}是最上级组织，不能分立。")
        keys = [draft.found(part.code, replace(Shape.of(row), name=part.name)) for part in self.parts]
        below = {child.organisation_id: child for child in children(self.organisation, day)}
        for key, part in zip(keys, self.parts, strict=True):
            if not part.people and not part.organisations:
                draft.fault(f"没有给{part.name}分人，也没有分下级组织。")
            draft.send(self.organisation, key, set(part.people))
            for child in part.organisations & below.keys():
                draft.reshape(child, replace(Shape.of(below[child]), parent_id=key))
        if self.ends:
            draft.end(self.organisation, successors=keys)
        elif not keys:
            draft.fault("请写出分出去的新组织。")
        return draft.finish()


Wanted = Found | Rename | Retype | Move | Close | Merge | Split


def _absorb(draft: Draft, organisations: Iterable[int], target: int | None) -> None:
    """Organisations end and all that was theirs goes to the target."""
    ending = list(dict.fromkeys(organisations))
    for organisation in ending:  # all of them first: one may stand under another
        draft.end(organisation, successors=[] if target is None else [target])
    if target is None:
        return
    for organisation in ending:
        draft.send(organisation, target)
        for child in children(organisation, draft.day):
            if child.organisation_id not in (*ending, target):
                draft.reshape(child.organisation_id, _under(child, target))


def _under(row: Placement, parent: int) -> Shape:
    return replace(Shape.of(row), parent_id=parent)
