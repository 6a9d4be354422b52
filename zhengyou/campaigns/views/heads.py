"""Pages that belong to the campaign that was issued, also where one comes to them from a plan that carries it out."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.http import HttpRequest, HttpResponse

from zhengyou.organisations.rules import Actor

from ..queries.campaigns import head

CampaignPage = Callable[Concatenate[HttpRequest, Actor, int, ...], HttpResponse]


def at_head(view: CampaignPage) -> Callable[..., HttpResponse]:
    """Decorates a view that takes (request, actor, campaign_id, …), beneath `page`: it is given the campaign at the
    head instead of one that carries it out (docs/decisions/0021)."""

    @wraps(view)
    def led(request: HttpRequest, actor: Actor, campaign_id: int, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, actor, head(campaign_id), *args, **kwargs)

    return led
