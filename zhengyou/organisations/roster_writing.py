"""Bringing organisations and people of a checked roster into the dated tree, from one day on."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from .models import Membership, Organisation, Person, Placement
from .queries import on_day
from .roster_checking import FIRST_ROOT
from .roster_names import pinyin_key
from .roster_reading import UnreadableRoster
from .roster_rows import Enrolled, Wanted

_BATCH = 2000


@dataclass
class Standing:
    """The tree as it stands on a day: organisations and their placements by code."""

    day: date
    organisations: dict[str, Organisation]
    placements: dict[str, Placement]

    @classmethod
    def on(cls, day: date) -> "Standing":
        """Read it afresh."""
        placements = Placement.objects.filter(on_day(day)).select_related("organisation")
        by_code = {placement.organisation.code: placement for placement in placements}
        return cls(day, {code: placement.organisation for code, placement in by_code.items()}, by_code)

    @property
    def root(self) -> str | None:
        """The code of the organisation on top, None in an empty database."""
        return next((code for code, placement in self.placements.items() if placement.depth == 0), None)


def write_organisations(wanted: list[Wanted], standing: Standing) -> tuple[int, int]:
    """Add the new ones and change the others in place; returns how many of each.

    A changed name, kind, sector or parent begins on the day; what it was before stays on record. Raises
    UnreadableRoster where another change is decided for a later day already.
    """
    _name_first_root(wanted, standing)
    added = changed = 0
    for one in _parents_first(wanted):
        organisation = standing.organisations.get(one.code)
        if organisation is None:
            organisation = Organisation.objects.create(
                code=one.code, kind=one.kind, sector=one.sector, founded_on=standing.day
            )
            standing.organisations[one.code] = organisation
            _place(one, organisation, standing)
            added += 1
        else:
            changed += _place(one, organisation, standing)
    _follow(standing)
    return added, changed


def _name_first_root(wanted: list[Wanted], standing: Standing) -> None:
    """The root of an empty installation takes the code of the roster's."""
    top = next((one for one in wanted if not one.parent), None)
    if top is None or standing.root != FIRST_ROOT or top.code in standing.organisations:
        return
    organisation = standing.organisations.pop(FIRST_ROOT)
    organisation.code = top.code
    organisation.save(update_fields=["code"])
    standing.organisations[top.code] = organisation
    standing.placements[top.code] = standing.placements.pop(FIRST_ROOT)


def _parents_first(wanted: list[Wanted]) -> Iterator[Wanted]:
    mine = {one.code: one for one in wanted}
    done: set[str] = set()
    for one in wanted:
        chain = [one]
        while chain[-1].parent in mine and chain[-1].parent not in done:
            chain.append(mine[chain[-1].parent])
        for link in reversed(chain):
            if link.code not in done:
                done.add(link.code)
                yield link


def _place(one: Wanted, organisation: Organisation, standing: Standing) -> bool:
    """Open a new placement if name, kind, sector or place differ; whether they do."""
    above = standing.placements[one.parent] if one.parent else None
    path = f"{above.path if above else '/'}{organisation.pk}/"
    former = standing.placements.get(one.code)
    same = (one.name, path, one.kind, one.sector)
    if former is not None and (former.name, former.path, former.kind, former.sector) == same:
        return False
    standing.placements[one.code] = _succeed(
        former,
        Placement(
            organisation=organisation,
            parent_id=above.organisation_id if above else None,
            name=one.name,
            changed_kind=None if one.kind == organisation.kind else one.kind,
            changed_sector=None if one.sector == organisation.sector else one.sector,
            path=path,
            depth=path.count("/") - 2,
            since=standing.day,
        ),
    )
    return True


def _succeed(former: Placement | None, new: Placement) -> Placement:
    """Store a placement from its day on; one that began the same day is corrected instead."""
    if former is not None and former.until is not None:
        raise UnreadableRoster(
            f"{former.name}在{former.until:%Y-%m-%d}已有一项已定的变动，名册不能再改它；请先在“组织变动”里撤回那一项。"
        )
    if former is not None and former.since == new.since:
        new.pk = former.pk
        new.save(force_update=True)
        return new
    if former is not None:
        former.until = new.since
        former.save(update_fields=["until"])
    new.save(force_insert=True)
    return new


def _follow(standing: Standing) -> None:
    """Whatever stands under something that moved goes with it, named in the roster or not."""
    below: dict[int | None, list[tuple[str, Placement]]] = defaultdict(list)
    for code, placement in standing.placements.items():
        below[placement.parent_id].append((code, placement))
    above: list[tuple[int | None, str]] = [(None, "/")]
    while above:
        parent, begin = above.pop()
        for code, placement in below[parent]:
            path = f"{begin}{placement.organisation_id}/"
            if path != placement.path:
                standing.placements[code] = _succeed(placement, _moved(placement, path, standing.day))
            above.append((placement.organisation_id, path))


def _moved(placement: Placement, path: str, day: date) -> Placement:
    return Placement(
        organisation=placement.organisation,
        parent_id=placement.parent_id,
        name=placement.name,
        changed_kind=placement.changed_kind,
        changed_sector=placement.changed_sector,
        path=path,
        depth=path.count("/") - 2,
        since=day,
    )


def write_people(enrolled: Iterable[Enrolled], standing: Standing) -> tuple[int, int, list[str]]:
    """Add the new people and change the status of others; returns how many of each and who is missing.

    People are known by organisation and name; several of one name are told apart by their order.
    """
    rows: dict[tuple[int, str], list[Enrolled]] = defaultdict(list)
    for one in enrolled:
        rows[standing.organisations[one.organisation].pk, one.name].append(one)
    homes = {organisation for organisation, _ in rows}
    known = _memberships(homes, standing.day)
    new: list[tuple[int, Enrolled]] = []
    changed = 0
    for (home, name), wanted in rows.items():
        there = known.pop((home, name), [])
        changed += sum(
            _change(membership, one, standing.day) for membership, one in zip(there, wanted, strict=False)
        )
        new += [(home, one) for one in wanted[len(there) :]]
        known[home, name] = there[len(wanted) :]
    _enrol(new, standing.day)
    names = {placement.organisation_id: placement.name for placement in standing.placements.values()}
    missing = [f"{names[home]}：{name}" for (home, name), left in known.items() for _ in left]
    return len(new), changed, missing


def _memberships(homes: set[int], day: date) -> dict[tuple[int, str], list[Membership]]:
    found: dict[tuple[int, str], list[Membership]] = defaultdict(list)
    rows = Membership.objects.filter(on_day(day), organisation_id__in=homes).select_related("person")
    for membership in rows.order_by("pk"):
        found[membership.organisation_id, membership.person.name].append(membership)
    return found


def _change(membership: Membership, one: Enrolled, day: date) -> int:
    """Bring one membership to what the roster says; 1 if anything differed."""
    if membership.status != one.status and membership.since < day:
        membership.until = day
        membership.save(update_fields=["until"])
        Membership.objects.create(
            person_id=membership.person_id,
            organisation_id=membership.organisation_id,
            status=one.status,
            since=day,
        )
        return 1
    since = one.since or membership.since
    if (membership.status, membership.since) == (one.status, since):
        return 0
    membership.status, membership.since = one.status, since
    membership.save(update_fields=["status", "since"])
    return 1


def _enrol(new: list[tuple[int, Enrolled]], day: date) -> None:
    people = Person.objects.bulk_create(
        (Person(name=one.name, pinyin=pinyin_key(one.name)) for _, one in new), batch_size=_BATCH
    )
    Membership.objects.bulk_create(
        (
            Membership(person=person, organisation_id=home, status=one.status, since=one.since or day)
            for person, (home, one) in zip(people, new, strict=True)
        ),
        batch_size=_BATCH,
    )


def missing_organisations(wanted: list[Wanted], standing: Standing) -> list[str]:
    """Organisations that stand under those of the roster but are not in it: names with codes."""
    mine = {one.code for one in wanted}
    paths = tuple(standing.placements[code].path for code in mine)
    return [
        f"{placement.name}（{code}）"
        for code, placement in sorted(standing.placements.items())
        if code not in mine and placement.path.startswith(paths)
    ]
