"""Taking a change back from a day on: every organisation becomes again what it was, where nothing was built on it.

On the very day the change begins, it is as if it had never been; later it is a change of its own, and the days between
stay as they were.
"""

from datetime import date
from typing import Any

from ...models import Membership, Part, PartRole, Placement, Reorganisation
from ..people import open_membership_of
from .draft import Draft, Shape, Shift


def undone(change: Reorganisation, day: date) -> Shift:
    """What taking the change back on a day comes to."""
    draft = Draft(day, change.kind, change.organisation_id)  # type: ignore[arg-type]  # one of its own choices
    if change.reverses_id is not None:
        draft.fault("这一项本身就是撤回，不能再撤回；请按需要重新办理。")
    elif Reorganisation.objects.filter(reverses=change).exists():
        draft.fault("这一项已经撤回过了。")
    if day < change.effective_on:
        draft.fault(f"撤回的日期不能早于它的生效日{change.effective_on:%Y-%m-%d}。")
    if draft.shift.faults:
        return draft.shift
    if day == change.effective_on:
        draft.shift.undone_rows = {
            "placements": [row["id"] for row in change.after["placements"]],
            "memberships": change.after["memberships"],
        }
    _turn_back(draft, change)
    if change.organisation_id not in draft.shift.shapes:
        draft.row(change.organisation_id)
    return draft.finish()


def _turn_back(draft: Draft, change: Reorganisation) -> None:
    before = {row["organisation"]: row for row in change.before["placements"]}
    ended, founded, changed = (change.after[key] for key in ("ended", "founded", "changed"))
    for organisation in ended:
        if _is_free(draft, organisation, None, change):
            draft.reopen(organisation, _shape(before[organisation]))
    rows = {row["organisation"]: row["id"] for row in change.after["placements"]}
    for organisation in changed:
        if _is_free(draft, organisation, rows[organisation], change):
            draft.reshape(organisation, _shape(before[organisation]))
    predecessors = list(
        change.parts.filter(role=PartRole.PREDECESSOR).values_list("organisation_id", flat=True)
    )
    for organisation in founded:
        if _is_free(draft, organisation, rows[organisation], change):
            draft.end(organisation, successors=[one for one in predecessors if one not in founded])
    _send_back(draft, change)


def _send_back(draft: Draft, change: Reorganisation) -> None:
    """Who still belongs where the change put him goes back; who has gone elsewhere meanwhile stays there."""
    homes = dict(
        Membership.objects.filter(pk__in=change.before["memberships"]).values_list(
            "person_id", "organisation_id"
        )
    )
    came = Membership.objects.filter(pk__in=change.after["memberships"]).select_related("person")
    stayed = 0
    for membership in came.order_by("person__pinyin", "pk"):
        now = open_membership_of(membership.person_id, membership.organisation_id, draft.day)
        if now is None:
            stayed += 1
        else:
            draft.shift.people.append((now, homes[membership.person_id]))
    if stayed:
        draft.warn(f"有{stayed}人后来已转到别处或不再保留，不随这次撤回变动。")


def _shape(row: dict[str, Any]) -> Shape:
    return Shape(row["parent"], row["name"], row["kind"], row["sector"])


def _is_free(draft: Draft, organisation: int, row_id: int | None, change: Reorganisation) -> bool:
    """Whether the organisation is still as the change left it: in the row it opened, or ended (`row_id` None)."""
    last = Placement.objects.filter(organisation_id=organisation).order_by("-since").first()
    assert last is not None  # placements of changes in force are never removed
    if last.until is None and last.pk == row_id:
        return True
    if row_id is None and last.until == change.effective_on:
        return True
    later = (
        Part.objects.filter(organisation_id=organisation, reorganisation__pk__gt=change.pk)
        .select_related("reorganisation")
        .order_by("-pk")
        .first()
    )
    word = (
        f"又有一项变动：{later.reorganisation.effective_on:%Y-%m-%d}{later.reorganisation.get_kind_display()}"
        if later
        else "又随上级或名册变动过"
    )
    draft.fault(f"{last.name}在这以后{word}。请先撤回那一项，或直接办理新的变动。")
    return False
