"""What an amendment will do to running tasks and doing it, beside merely counting the campaign's expectations."""

import statistics
import time
from collections.abc import Callable

from django.db import connection, transaction
from django.utils import timezone

from bench.loaded.demo import fill
from zhengyou.campaigns.actions.amending import apply
from zhengyou.campaigns.models import Campaign, PlanItem
from zhengyou.campaigns.queries.amending import consequences
from zhengyou.campaigns.queries.plans import items
from zhengyou.organisations.queries import place, today

TURNS = 7


def measure() -> None:
    """Measure in turns and print; what changes anything is rolled back."""
    fill()
    campaign = Campaign.objects.order_by("pk").first()
    if campaign is None:
        raise SystemExit("the demo has no campaign")
    plan, day = campaign.plan, today()
    path = place(campaign.organisation_id, day).path
    as_it_is, amended = items(plan), items(plan)
    for item in amended:
        if item.recurrence == "monthly":
            item.recurrence = "quarterly"

    def counted() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT task_id, outcome, count(*) FROM campaigns_expectation WHERE campaign_id = %s GROUP BY 1, 2",
                [campaign.pk],
            )
            cursor.fetchall()

    def seen(found: list[PlanItem]) -> Callable[[], object]:
        return lambda: consequences(plan, found, path=path, day=day)

    kinds: dict[str, Callable[[], object]] = {
        "counting by task": counted,
        "seen: nothing changes": seen(as_it_is),
        "seen: monthly to quarterly": seen(amended),
        "done: monthly to quarterly": lambda: apply(plan=plan, items=amended, path=path, now=timezone.now()),
    }
    times: dict[str, list[float]] = {name: [] for name in kinds}
    for _ in range(TURNS):
        for name, run in kinds.items():
            with transaction.atomic():
                begun = time.perf_counter()
                run()
                times[name].append((time.perf_counter() - begun) * 1000)
                transaction.set_rollback(True)
    base = statistics.median(times["counting by task"])
    print(f"{'what':28} {'ms':>8} {'of counting':>12}")
    for name, found in times.items():
        print(f"{name:28} {statistics.median(found):8.0f} {statistics.median(found) / base:12.1f}")
