"""What an amendment will do to running tasks and doing it, beside merely counting the campaign's expectations."""

import argparse
import os
import statistics
import time
from collections.abc import Callable

from bench.expectations import fill
from bench.instance import data_folder
from zhengyou.commandline import database
from zhengyou.commandline.datadir import DataFolder
from zhengyou.commandline.opened import load_django

TURNS = 7


def main() -> None:
    """Measure in turns; what changes anything is rolled back."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", help="data folder of an installation with the demo; default: a throwaway one"
    )
    options = parser.parse_args()
    with data_folder(options.data) as folder:
        data = DataFolder(folder)
        with database.available(data, "bench") as url:
            load_django(data, url)
            fill()
            _measure_all()


def _measure_all() -> None:
    from django.db import connection, transaction  # noqa: PLC0415 - Django is loaded only now
    from django.utils import timezone  # noqa: PLC0415 - Django is loaded only now

    from zhengyou.campaigns.actions.amending import apply  # noqa: PLC0415 - Django is loaded only now
    from zhengyou.campaigns.models import Campaign, PlanItem  # noqa: PLC0415 - Django is loaded only now
    from zhengyou.campaigns.queries.amending import consequences  # noqa: PLC0415 - Django is loaded only now
    from zhengyou.campaigns.queries.plans import items  # noqa: PLC0415 - Django is loaded only now
    from zhengyou.organisations.queries import place, today  # noqa: PLC0415 - Django is loaded only now

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


if __name__ == "__main__":
    os.environ.pop("ZHENGYOU_DATABASE_URL", None)
    main()
