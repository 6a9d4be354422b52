"""How far lists to tick off have come: of one organisation, and item by item in a scope (domain.md M18)."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..models.activities import Fulfilment
from ..models.tasks import Expectation, Outcome, Task
from ..rules.checklists import Item, needed, standing
from .campaigns import Scope
from .standing import PLACES, rows


def live(expectation: Expectation) -> list[Fulfilment]:
    """What is told of an expectation and counts, the oldest record first."""
    found = Fulfilment.objects.filter(expectation=expectation, until__isnull=True)
    return list(found.exclude(outcome=Outcome.ZERO).order_by("record_id", "pk"))


def standing_of(task: Task, told: Sequence[Fulfilment]) -> list[Item]:
    """The items of the task with how often these rows tell of them."""
    return standing(task.checklist, ((row.items, row.accepted_on is not None) for row in told))


def items_of(expectation: Expectation) -> list[Item]:
    """The items of what one organisation is asked; nothing where its task is no such list."""
    return standing_of(expectation.task, live(expectation)) if expectation.task.checklist else []


@dataclass(frozen=True)
class ItemCount:
    """One item: how many organisations were asked it, and for how many it is confirmed."""

    words: str
    done: int
    asked: int


def items_done(scope: Scope, task: Task) -> list[ItemCount]:
    """Item by item, how many expectations of the task in the scope have it confirmed by the scope's day."""
    if not task.checklist:
        return []
    sql = f"""WITH {PLACES}, asked AS (
      SELECT id FROM campaigns_expectation
      WHERE campaign_id = %(campaign)s AND task_id = %(task)s AND created_on <= %(day)s
        AND (withdrawn_on IS NULL OR withdrawn_on > %(day)s)
        AND organisation_id IN (SELECT organisation_id FROM places)),
    told AS (
      SELECT f.expectation_id, item, count(DISTINCT f.record_id) AS times
      FROM campaigns_fulfilment f JOIN asked a ON a.id = f.expectation_id, unnest(f.items) AS item
      WHERE f.since <= %(day)s AND (f.until IS NULL OR f.until > %(day)s) AND f.accepted_on <= %(day)s
      GROUP BY 1, 2)
    SELECT item, times, count(*) FROM told GROUP BY 1, 2
    UNION ALL SELECT NULL, 0, count(*) FROM asked"""
    found = rows(sql, scope, task=task.pk)
    asked = next(count for item, _times, count in found if item is None)
    return [
        ItemCount(
            words,
            sum(count for item, times, count in found if item == words and times >= needed(words)),
            asked,
        )
        for words in task.checklist
    ]
