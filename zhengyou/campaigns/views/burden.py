"""How much time what is asked takes: of one branch month by month, over the branches of a node as a spread."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhengyou.organisations import queries as organisations
from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, Permission

from ..queries import running_burden as queries
from ..queries.kept import Kept
from ..rules.policies import BURDEN_MINUTES
from .asking import node_asked

AHEAD = 4
TASKS_SHOWN = 4
_kept: Kept[list[queries.Month]] = Kept(size=32)


@require_safe
@page(Permission.VIEW_RECORDS)
def burden(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The months ahead at a node (?node=): of a branch its own, of a node above the spread over its branches."""
    node, day = node_asked(request, actor), organisations.today()
    first = day.replace(day=1)
    span: dict[str, Any] = {"first": first, "last": queries.months_on(first, AHEAD), "day": day}
    own = queries.own(node.organisation_id, **span)
    budget = BURDEN_MINUTES.default
    key = (node.path, first, day)
    months = _kept.get(key, lambda: queries.spread(node.path, budget=budget, **span))
    below = not (len(months) and all(month.branches == 1 for month in months) and own)
    heaviest = max(months, key=lambda one: one.median) if months and below else None
    context = {
        "node": node,
        "own": [(one, one.load.minutes > budget, one.tasks[:TASKS_SHOWN]) for one in own],
        "own_heaviest": max(own, key=lambda one: one.load.minutes) if own else None,
        "months": months if below else [],
        "heaviest": heaviest,
        "bins": _bins(heaviest.minutes, budget) if heaviest else [],
        "budget": budget,
        "today": day,
        "breadcrumbs": [
            (node.name, reverse("organisation", args=[node.organisation_id])),
            (_("花多少时间"), ""),
        ],
    }
    return render(request, "campaigns/burden.html", context)


def _bins(minutes: tuple[int, ...], budget: int) -> list[tuple[str, int]]:
    """How many branches are asked so many minutes, in five steps up to and above the budget."""
    steps = [budget // 4, budget // 2, budget * 3 // 4, budget]
    low, found = 0, []
    for step in steps:
        found.append(
            (
                _("%(low)d至%(high)d分钟") % {"low": low, "high": step},
                sum(low < one <= step for one in minutes),
            )
        )
        low = step
    return [*found, (_("超过%(budget)d分钟") % {"budget": budget}, sum(one > budget for one in minutes))]
