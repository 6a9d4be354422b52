"""Public commitments at the size of a district: 70,000 items on the demo's organisations and people, and how long its
list, counts and coverage take. Needs a migrated database with the whole demo; fills it up to the number asked for."""

import argparse
import random
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from datetime import time as clock
from typing import Any

import django
from django.db import connection

django.setup()

from django.utils import timezone  # noqa: E402

from zhengyou.campaigns.models import Campaign, Commitment, CommitmentStage  # noqa: E402
from zhengyou.campaigns.queries import commitments as queries  # noqa: E402
from zhengyou.campaigns.queries.campaigns import Scope  # noqa: E402
from zhengyou.campaigns.queries.promised import _coverage, _promised, items  # noqa: E402  not the kept answers
from zhengyou.demo.commitments.texts import OF_BRANCHES, OF_MEMBERS, PLACES  # noqa: E402
from zhengyou.organisations.copying import analyse, copy, reserve  # noqa: E402
from zhengyou.organisations.models import MEMBERS, Account, Membership, Organisation  # noqa: E402
from zhengyou.organisations.queries import actors_of, root, today  # noqa: E402

_WAY = ("submitted", "accepted", "published", "claimed", "verified", "honoured")
_COLUMNS = (
    "id campaign organisation person round kind text result unit due_on beneficiary collective entered_for "
    "published_on published_where outcome done_on witnessed explanation asked_text asked_result changes entered_by "
    "entered_at moved_by state comment"
)
_STAGE = "row state since until verb comment by at due_on"


def fill(number: int) -> int:
    """Items of the demo's members and organisations, until there are so many; returns how many were added."""
    missing = number - Commitment.objects.count()
    if missing <= 0:
        return 0
    rng = random.Random(7)
    members = list(
        Membership.objects.filter(until=None, status__in=MEMBERS).values_list("organisation_id", "person_id")
    )
    subjects = [(place, None) for place in Organisation.objects.values_list("pk", flat=True)] * 3
    subjects += [rng.choice(members) for _ in range(missing - len(subjects))]
    campaign = Campaign.objects.order_by("pk").values_list("pk", flat=True)[0]
    account = Account.objects.get(username="huodongban").pk
    rows, stages = [], []
    for key, (place, person) in zip(reserve(Commitment, missing), subjects[:missing], strict=True):
        reached = rng.choices(range(6), (3, 4, 55, 5, 3, 30))[0]
        begun = today() - timedelta(days=rng.randint(60, 200))
        due = begun + timedelta(days=rng.randint(40, 300))
        rows.append(_row(rng, key, campaign, place, person, account, begun, due, reached))
        stages += _stages(key, account, begun, due, reached)
    copy(Commitment, _COLUMNS.split(), rows)
    copy(CommitmentStage, _STAGE.split(), stages)
    analyse(Commitment, CommitmentStage)
    return missing


def _row(
    rng: random.Random,
    key: int,
    campaign: int,
    place: int,
    person: int | None,
    account: int,
    begun: date,
    due: date,
    reached: int,
) -> tuple[Any, ...]:
    text = rng.choice(OF_MEMBERS if person else OF_BRANCHES)
    put_up = begun + timedelta(days=10) if reached >= 2 else None
    done = (
        (due, "照承诺的办完了。", "seen")
        if reached >= 4
        else (due, "办成了。", "")
        if reached == 3
        else (None, "", "")
    )
    return (
        *(key, campaign, place, person, f"{today().year}年", str(text.kind), text.text, text.result, "", due),
        *(
            text.beneficiary,
            False,
            True,
            put_up,
            rng.choice(PLACES) if put_up else "",
            done[1],
            done[0],
            done[2],
        ),
        *("", "", "", 0, account, _moment(begun), account, _WAY[reached], ""),
    )


def _stages(key: int, account: int, begun: date, due: date, reached: int) -> list[tuple[Any, ...]]:
    found = []
    for number in range(reached + 1):
        since = begun + timedelta(days=5 * number)
        until = begun + timedelta(days=5 * number + 5) if number < reached else None
        found.append((key, _WAY[number], since, until, "step", "", account, _moment(since), due))
    return found


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock(10)))


def timed(name: str, act: Callable[[], Any], times: int = 15) -> Any:
    """Print the median of several turns in milliseconds; what the last one gave."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        found = act()
        taken.append(1000 * (time.perf_counter() - begun))
    print(f"{name:44} {sorted(taken)[times // 2]:8.1f} ms")
    return found


def main() -> None:
    """Fill and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=70_000)
    options = parser.parse_args()
    begun = time.perf_counter()
    added = fill(options.items)
    print(
        f"{added:,} items added in {time.perf_counter() - begun:.1f} s, {Commitment.objects.count():,} in all"
    )
    office = actors_of(Account.objects.get(username="huodongban"), today())[0]
    top = root(today())
    assert top is not None
    campaign = Campaign.objects.order_by("pk")[0]
    scope, past = Scope(campaign, top, today()), Scope(campaign, top, today() - timedelta(days=90))
    no = {"subject": "", "kind": "", "size": 51}
    for name, given in (
        ("list, first page", {"only": "", "after": None}),
        ("list, overdue", {"only": "overdue", "after": None}),
        ("list, honoured", {"only": "honoured", "after": None}),
        ("list, returned (none)", {"only": "returned", "after": None}),
    ):
        timed(name, lambda given=given: list(queries.ledger(office, campaign.pk, top, **given, **no)))
    middle = Commitment.objects.order_by("due_on", "pk")[options.items // 2].pk
    timed(
        "list, from the middle on",
        lambda: list(queries.ledger(office, campaign.pk, top, only="", after=middle, **no)),
    )
    counts = timed("counts, today", lambda: _promised(scope))
    timed("counts, 90 days ago", lambda: _promised(past))
    timed("rows of a figure", lambda: items(scope, "undecided", size=51))
    found = timed("coverage by child, today", lambda: _coverage(scope))
    print(counts, len(found), "children")
    _explain(scope)


def _explain(scope: Scope) -> None:
    """What PostgreSQL does for the counts."""
    asked: list[tuple[str, Any]] = []

    def keep(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        _promised(scope)
    sql, params = asked[-1]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, COSTS OFF) {sql}", params)
        print("\n".join(line for (line,) in cursor.fetchall()))


if __name__ == "__main__":
    main()
