"""Words for the pages of packs: {% load packs %}.

{% register_offers plan item bench as offered %}   how many the register has for a standard without items
"""

from django import template

from ..models.plans import Plan, PlanItem
from ..queries.registers import offered
from ..queries.workbench import Workbench

register = template.Library()


@register.simple_tag
def register_offers(plan: Plan, item: PlanItem, bench: Workbench) -> int:
    """No query: the source of the plan is at hand, and the bench knows whose items stand on it."""
    found = offered(plan, item)
    given = found and any(one.item.parent_id == item.pk for group in bench.groups for one in group.seen)
    return 0 if given else len(found)
