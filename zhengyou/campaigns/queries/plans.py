"""Reading plans and their items."""

from typing import Any

from django.db.models import Count, Q
from django.http import Http404

from zhengyou.organisations.rules import Actor, Permission

from ..models.plans import Plan, PlanItem, PlanState


def plans(actor: Actor) -> list[Plan]:
    """The plans of the actor's own organisation that are not discarded, the newest first, each with its campaign and
    the number of its `doubts`."""
    if not actor.may(Permission.VIEW_PLANS):
        return []
    found = Plan.objects.filter(organisation_id=actor.organisation_id).exclude(state=PlanState.DISCARDED)
    found = found.annotate(doubts=Count("items", Q(items__certain=False, items__removed=False)))
    return list(found.select_related("uploaded_by__person", "campaign").order_by("-uploaded_at", "-pk"))


def plan(actor: Actor, plan_id: int) -> Plan:
    """One plan of the actor's own organisation with its source, without the document's bytes; otherwise Http404."""
    if not actor.may(Permission.VIEW_PLANS):
        raise Http404
    found = (
        Plan.objects.filter(pk=plan_id, organisation_id=actor.organisation_id)
        .select_related(
            "source", "campaign", "uploaded_by__person", "proposed_by__person", "decided_by__person"
        )
        .defer("source__content")
        .first()
    )
    if found is None:
        raise Http404
    return found


def items(plan: Plan, *, removed: bool = False) -> list[PlanItem]:
    """The plan's items in the order of the document; with `removed` only those left out."""
    found = PlanItem.objects.filter(plan=plan, removed=removed).select_related("parent", "audience_root")
    return list(found.order_by("kind", "ordinal", "pk"))


def item(plan: Plan, item_id: int) -> PlanItem:
    """One item of the plan; otherwise Http404."""
    found = PlanItem.objects.filter(plan=plan, pk=item_id).select_related("parent").first()
    if found is None:
        raise Http404
    return found


def defects(plan: Plan) -> list[dict[str, Any]]:
    """What the reader found wrong in the copy: dicts with code, severity, line and message."""
    document = plan.source.reading["documents"][plan.source.document]
    return list(document["defects"])


def document(plan: Plan) -> tuple[str, bytes]:
    """The uploaded document as it came: its name and bytes."""
    source = plan.source
    return source.name, bytes(source.content)
