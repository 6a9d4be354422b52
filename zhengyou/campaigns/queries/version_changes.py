"""What changed from one version of a plan to another, in the users' words, and both texts side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from zhengyou.organisations.queries import placements, today

from ..models.filing import PlanVersion
from ..models.plans import Origin, Plan
from ..rules.line_changes import Stretch, stretches
from ..rules.rendering import rendered
from ..rules.telling import Telling, Told, kind_word
from ..rules.versions import changes, frozen
from .plans import items
from .versions import in_force


@dataclass(frozen=True)
class Standing:
    """A plan as it stood or stands: `content` and `lines` as in `PlanVersion`."""

    content: dict[str, Any]
    lines: Sequence[str]


@dataclass(frozen=True)
class ChangeSeen:
    """What became of one item or of the plan's head: added | removed | changed; `inherited` if the words are the
    superior's."""

    how: str
    kind: str
    name: str
    told: list[Told]
    inherited: bool


@dataclass(frozen=True)
class Comparison:
    """What changed between two standings; `text` is empty where no word of it did."""

    own: list[ChangeSeen]
    inherited: list[ChangeSeen]
    text: list[Stretch]


def as_it_was(version: PlanVersion) -> Standing:
    """A plan as one of its versions has it."""
    return Standing(version.content, version.lines)


def as_it_is(plan: Plan) -> Standing:
    """A plan as it is being worked on, with its source."""
    kept = items(plan)
    lines = rendered(plan.source.lines, kept, items(plan, removed=True))
    return Standing(frozen(plan, kept), lines)


def compared(before: Standing, after: Standing) -> Comparison:
    """What changed; names of organisations as of today."""
    found = seen(before.content, after.content)
    text = stretches(before.lines, after.lines)
    return Comparison(
        own=[one for one in found if not one.inherited],
        inherited=[one for one in found if one.inherited],
        text=[] if all(stretch.same for stretch in text) else text,
    )


def seen(before: dict[str, Any], after: dict[str, Any]) -> list[ChangeSeen]:
    """What changed from one content of a version to another, in the users' words."""
    both = [*before["items"], *after["items"]]
    roots = {item["audience_root_id"] for item in both} - {None}
    places = placements(list(roots), today()) if roots else {}
    telling = Telling(
        items={item["id"]: item["name"] for item in both},
        roots={pk: place.name for pk, place in places.items()},
    )
    return [
        ChangeSeen(
            change.how,
            kind_word(change.kind),
            change.name,
            telling.told(change.fields),
            change.origin == Origin.INHERITED,
        )
        for change in changes(before, after)
    ]


def undone_by_abandoning(plan: Plan) -> list[ChangeSeen]:
    """What an amendment changed so far, which giving it up would undo."""
    version = in_force(plan)
    return seen(version.content, frozen(plan, items(plan))) if version else []
