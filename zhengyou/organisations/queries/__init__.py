"""Reading the dated tree, people and posts. Every question takes the day it is asked of."""

from .actors import actors_of
from .counts import (
    Below,
    MemberCounts,
    branches_by_sector,
    counts_below,
    member_counts,
    member_counts_of,
    members_by_sector,
    organisations_by_kind,
)
from .days import on_day, today
from .people import people_in_order, people_of, people_page, posts_at
from .standing import ended, last_open_day, standing_in, standing_place, standing_places, stands_for
from .tree import (
    KIND,
    SECTOR,
    ancestors,
    by_code,
    children,
    organisations_page,
    place,
    placements,
    root,
    search,
    subtree,
    superior,
    visible_place,
)

__all__ = [
    "KIND",
    "SECTOR",
    "Below",
    "MemberCounts",
    "actors_of",
    "ancestors",
    "branches_by_sector",
    "by_code",
    "children",
    "counts_below",
    "ended",
    "last_open_day",
    "member_counts",
    "member_counts_of",
    "members_by_sector",
    "on_day",
    "organisations_by_kind",
    "organisations_page",
    "people_in_order",
    "people_of",
    "people_page",
    "place",
    "placements",
    "posts_at",
    "root",
    "search",
    "standing_in",
    "standing_place",
    "standing_places",
    "stands_for",
    "subtree",
    "superior",
    "today",
    "visible_place",
]
