"""What the address of a list asks for."""

from typing import Any

from django.http import HttpRequest

from zhengyou.organisations import queries as organisations
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.asked import number_in


def node_asked(request: HttpRequest, actor: Actor) -> Any:
    """The organisation asked for (?node=), else the actor's own; Http404 beyond his reach."""
    asked = number_in(request.GET, "node") or actor.organisation_id
    return organisations.visible_place(actor, Permission.VIEW_RECORDS, asked, organisations.today())
