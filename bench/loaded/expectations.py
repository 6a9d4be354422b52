"""Making all expectations of a campaign, beside a bare COPY of the same rows."""

import statistics
import time
from collections.abc import Callable

from django.db import connection, transaction

from bench.loaded.demo import fill
from zhengyou.campaigns.actions.expectations import expect
from zhengyou.campaigns.models import Campaign, Task
from zhengyou.organisations.queries import place

TURNS = 5
COLUMNS = (
    "id, campaign_id, task_id, organisation_id, period_start, period_end, sequence, opens_on, due_on, grace_until,"
    " outcome, settled_on, in_time, confirmed, created_on, withdrawn_on"
)


def measure() -> None:
    """Measure in turns and print; what changes anything is rolled back."""
    fill()
    campaign = Campaign.objects.order_by("pk").first()
    if campaign is None:
        raise SystemExit("the demo has no campaign")
    path = place(campaign.organisation_id, campaign.starts_on).path
    tasks = list(Task.objects.filter(campaign=campaign))

    def ours() -> int:
        copies = []
        for task in tasks:
            task.pk = None
            task._state.adding = True
            copies.append(task)
        Task.objects.bulk_create(copies)
        return sum(expect(task=task, root_path=path, day=campaign.starts_on) for task in copies)

    with connection.cursor() as cursor:
        connection.ensure_connection()
        raw = connection.connection
        dump = f"COPY (SELECT {COLUMNS} FROM campaigns_expectation) TO STDOUT"
        with raw.cursor() as plain, plain.copy(dump) as out:
            rows = b"".join(bytes(part) for part in out)

        def copy(like: str) -> Callable[[], int]:
            def run() -> int:
                cursor.execute(f"CREATE TEMP TABLE bare (LIKE campaigns_expectation {like}) ON COMMIT DROP")
                with raw.cursor() as plain, plain.copy(f"COPY bare ({COLUMNS}) FROM STDIN") as into:
                    into.write(rows)
                return rows.count(b"\n")

            return run

        kinds = {
            "our expectations": ours,
            "bare COPY, no index": copy(""),
            "bare COPY, same indexes": copy("INCLUDING INDEXES"),
        }
        speeds: dict[str, list[float]] = {name: [] for name in kinds}
        for _ in range(TURNS):
            for name, run in kinds.items():
                with transaction.atomic():
                    begun = time.perf_counter()
                    count = run()
                    speeds[name].append(count / (time.perf_counter() - begun))
                    transaction.set_rollback(True)
    ceiling = statistics.median(speeds["bare COPY, no index"])
    print(f"{'what':26} {'rows/s':>10} {'of bare COPY':>13}")
    for name, found in speeds.items():
        speed = statistics.median(found)
        print(f"{name:26} {speed:10,.0f} {speed / ceiling:13.2f}")
