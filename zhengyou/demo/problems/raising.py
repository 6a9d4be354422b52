"""Problems raised over the summer and put right, or not yet."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import cycle, islice
from random import Random
from typing import Any

from django.utils import timezone

from zhengyou.campaigns.actions.rectification import WAY
from zhengyou.campaigns.models import Campaign, Rectification
from zhengyou.campaigns.rules.policies import LOOK_BACK_DAYS
from zhengyou.organisations.copying import reserve
from zhengyou.organisations.models import Kind

from ..district.posts import Holder, Holders
from ..district.storing import District, Stored
from ..records.course import Written
from ..walking import Walk, store_walks
from .stories import STORIES, Story

HOW_MANY = 120
# How far each of them has come; the last one is overdue and not answered at all.
_WAYS: tuple[tuple[str, ...], ...] = (
    ("propose", "approve", "claim", "verify"),
    ("propose", "approve", "claim", "verify"),
    ("propose", "approve", "claim"),
    ("propose", "approve", "ask_extension", "grant_extension"),
    ("propose", "approve", "claim", "refuse"),
    ("propose", "approve"),
    ("propose",),
    (),
)
_BY_OWNER = ("propose", "claim", "ask_extension")


def store_problems(campaign: Campaign, district: District, holders: Holders, now: datetime) -> list[Written]:
    """Problems of branches all over the district, each as far as it has come by now; gives their ledger lines."""
    rng = Random(campaign.title)  # noqa: S311  invented events, no secret
    branches = [place for place in district.organisations.values() if place.node.kind == Kind.BRANCH]
    chosen = rng.sample(branches, min(HOW_MANY, len(branches) // 2))
    days = sorted((rng.randint(40, 150) for _ in chosen), reverse=True)
    return store_walks(list(_walks(campaign, holders, chosen, [now - timedelta(days=ago) for ago in days])))


def _walks(
    campaign: Campaign, holders: Holders, places: list[Stored], moments: list[datetime]
) -> Iterator[Walk]:
    keys = reserve(Rectification, len(places))
    ways = islice(cycle(_WAYS), len(places))
    for key, place, begun, story, way in zip(keys, places, moments, cycle(STORIES), ways, strict=False):
        if place.parent is None or timezone.localdate(begun) < campaign.starts_on:
            continue
        owner, above = holders.secretaries[place.id], holders.deciders[place.parent.id]
        if owner.person_id == above.person_id:
            continue
        row = _raised(campaign, place, story, above, begun)
        row.pk = key
        told = f"提出问题“{row.title}”，要求{row.due_on:%Y年%-m月%-d日}前改好。"
        walk = Walk(WAY, row, place.path, above, begun, verb="raise", told=told)
        _go(walk, way, story, place, owner, above)
        yield walk


def _raised(campaign: Campaign, place: Stored, story: Story, by: Holder, at: datetime) -> Rectification:
    day = timezone.localdate(at)
    return Rectification(
        campaign_id=campaign.pk,
        organisation_id=place.id,
        raiser_id=place.parent.id if place.parent else place.id,
        source=story.source,
        title=story.title,
        text=story.text,
        raised_on=day,
        due_on=day + timedelta(days=30),
        state="raised",
        entered_by_id=by.account_id,
        entered_at=at,
    )


def _go(walk: Walk, way: tuple[str, ...], story: Story, place: Stored, owner: Holder, above: Holder) -> None:
    begun = walk.lines[0].at
    someone = next(member for member in place.members if member not in (owner.person_id, above.person_id))
    for number, verb in enumerate(way, 1):
        at = begun + timedelta(days=5 * number, hours=number)
        row: Any = walk.row
        by = owner if verb in _BY_OWNER else above
        walk.step(
            verb,
            by,
            at,
            _answers(verb, story, row, someone, at),
            _also(verb, row, owner, timezone.localdate(at)),
        )


def _answers(verb: str, story: Story, row: Any, someone: int, at: datetime) -> dict[str, Any]:
    given: dict[str, dict[str, Any]] = {
        "propose": {"measure": story.measure, "responsible_id": someone, "due_on": row.due_on},
        "claim": {"evidence": story.evidence, "done_on": timezone.localdate(at)},
        "verify": {"satisfaction": "satisfied"},
        "refuse": {"comment": "只看到一次记录，请把安排贴出来，再做一个月。"},
        "ask_extension": {
            "asked_until": row.due_on + timedelta(days=30),
            "comment": "经办的同志住院，要等他回来。",
        },
    }
    return given.get(verb, {})


def _also(verb: str, row: Any, owner: Holder, day: Any) -> dict[str, Any]:
    """What a step changes beside its answers, as the action does."""
    if verb in _BY_OWNER:
        return {"moved_by_id": owner.account_id}
    if verb == "grant_extension":
        return {"due_on": row.asked_until, "asked_until": None, "extensions": row.extensions + 1}
    if verb == "verify":
        return {"look_back_on": day + timedelta(days=LOOK_BACK_DAYS.default)}
    return {}
