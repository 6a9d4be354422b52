"""Public commitments at the size of a district: items on the demo's organisations and people, and how long the list,
the counts and the coverage take beside merely counting the rows."""

import random
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from datetime import time as clock
from typing import Any

from django.db import connection
from django.utils import timezone

from bench.loaded import demo
from zhengyou.campaigns.models import Campaign, Commitment, CommitmentStage
from zhengyou.campaigns.queries import commitments as queries
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.queries.promised import _coverage, _promised, items  # not the kept answers
from zhengyou.demo.commitments.texts import OF_BRANCHES, OF_MEMBERS, PLACES
from zhengyou.organisations.copying import analyse, copy, reserve
from zhengyou.organisations.models import MEMBERS, Account, Membership, Organisation
from zhengyou.organisations.queries import actors_of, root, today

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


def measure(number: int) -> None:
    """Fill the demo up to so many items and print medians, each beside counting the rows."""
    demo.fill()
    begun = time.perf_counter()
    added = fill(number)
    print(
        f"{added:,} items added in {time.perf_counter() - begun:.1f} s, {Commitment.objects.count():,} in all"
    )
    top = root(today())
    if top is None:
        raise SystemExit("the demo has no organisation")
    campaign = Campaign.objects.order_by("pk")[0]
    scope, past = Scope(campaign, top, today()), Scope(campaign, top, today() - timedelta(days=90))
    ceiling = _median(Commitment.objects.count)
    for name, act in (*_lists(campaign, top, number), *_counts(scope, past)):
        taken = _median(act)
        print(f"{name:44} {taken:8.1f} ms {taken / ceiling:8.1f} times counting the rows")
    _explain(scope)


def _lists(campaign: Campaign, top: Any, number: int) -> list[tuple[str, Callable[[], Any]]]:
    office = actors_of(Account.objects.get(username="huodongban"), today())[0]
    middle = Commitment.objects.order_by("due_on", "pk")[number // 2].pk

    def page(only: str, after: int | None) -> Callable[[], Any]:
        chosen = {"only": only, "subject": "", "kind": "", "after": after, "size": 51}
        return lambda: list(queries.ledger(office, campaign.pk, top, **chosen))

    return [
        ("list, first page", page("", None)),
        ("list, overdue", page("overdue", None)),
        ("list, honoured", page("honoured", None)),
        ("list, returned (none)", page("returned", None)),
        ("list, from the middle on", page("", middle)),
    ]


def _counts(scope: Scope, past: Scope) -> list[tuple[str, Callable[[], Any]]]:
    return [
        ("counts, today", lambda: _promised(scope)),
        ("counts, 90 days ago", lambda: _promised(past)),
        ("rows of a figure", lambda: items(scope, "undecided", size=51)),
        ("coverage by child, today", lambda: _coverage(scope)),
    ]


def _median(act: Callable[[], Any], times: int = 15) -> float:
    """Milliseconds of a turn."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        act()
        taken.append(1000 * (time.perf_counter() - begun))
    return sorted(taken)[times // 2]


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
