"""The ledger with millions of lines: its page for every part of the tree, and writers while lines are being sealed."""

import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import date

from django.db import connection, transaction
from django.test import Client

from bench.loaded.demo import fill as fill_demo
from bench.pages import TRIVIAL, percentiles
from zhengyou.ledger.queries import Reach, page
from zhengyou.ledger.sealing import seal
from zhengyou.ledger.verification import verify
from zhengyou.ledger.writing import Line, write
from zhengyou.organisations.actions.accounts import appoint
from zhengyou.organisations.models import Account, Kind, Organisation, Placement, PostKind
from zhengyou.organisations.queries import actors_of, root, today
from zhengyou.organisations.rules import System

CHUNK = 250_000
PAGE = 50
WRITERS, TURNS = 4, 5
QUIET, EMPTY = "多年以前的支部", "没有动静的支部"
# As many lines for each path, in turn.
_LINES = """
INSERT INTO ledger_entry (entered_at, actor_id, actor_name, names, verb, subject, subject_id, organisation_path,
                          sentence, before, after, request_id)
SELECT timestamptz '2016-01-04 08:00+08' + n * %(step)s::float8 * interval '1 second', a.id, '',
       ARRAY[%(name)s::bigint],
       CASE n %% 3 WHEN 0 THEN 'campaigns.record.accept' WHEN 1 THEN 'campaigns.record.submit'
                   ELSE 'campaigns.plan.change_item' END,
       CASE n %% 3 WHEN 2 THEN 'campaigns.plan' ELSE 'campaigns.record' END, n / 3,
       (%(paths)s::text[])[1 + (n * 7919) %% %(many)s],
       '报送“第' || n || '次走访群众”，对应 1 项应办事项。', NULL, '{"state": "submitted"}', gen_random_uuid()
FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS n
JOIN LATERAL (SELECT (%(accounts)s::bigint[])[1 + n %% %(acting)s] AS id) a ON true
"""


def prepare() -> None:
    """The demo, all its lines sealed; says how fast sealing and verifying are."""
    fill_demo()
    begun, count = time.perf_counter(), 0
    while done := seal():
        count += done
    sealed = time.perf_counter() - begun
    if not count:
        return
    begun = time.perf_counter()
    lines = verify().lines
    verified = time.perf_counter() - begun
    print(f"sealed {count / sealed:,.0f} lines/s, verified {lines / verified:,.0f} lines/s")


def fill(lines: int) -> None:
    """Two branches more (one of old lines only, one of none), and lines up to the number asked for."""
    day = today()
    quiet, _empty = _branch(QUIET), _branch(EMPTY)
    top = root(day)
    assert top is not None
    paths = list(Placement.objects.exclude(name__in=(QUIET, EMPTY)).values_list("path", flat=True))
    accounts = list(Account.objects.values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), (SELECT min(id) FROM ledger_name) FROM ledger_entry")
        there, name = cursor.fetchone()
        given = {"name": name, "accounts": accounts, "acting": len(accounts), "step": 3.2e8 / lines}
        if not page(Reach((quiet.path,)), size=1):
            cursor.execute(_LINES, given | {"paths": [quiet.path], "many": 1, "first": 0, "last": 399})
        given |= {"paths": paths, "many": len(paths)}
        for first in range(there, lines, CHUNK):
            last = min(first + CHUNK, lines) - 1
            cursor.execute(_LINES, given | {"first": first, "last": last})
            print(f"{last + 1:,} of {lines:,} lines", file=sys.stderr, flush=True)
        cursor.execute("VACUUM (ANALYZE) ledger_entry")
        cursor.execute(
            "SELECT pg_total_relation_size('ledger_entry') / 1e9, pg_table_size('ledger_entry') / 1e9"
        )
        whole, table = cursor.fetchone()
    print(f"{lines:,} lines: {table:.1f} GB and {whole - table:.1f} GB of indexes")


def _branch(name: str) -> Placement:
    """A branch of that name under the first committee."""
    found = Placement.objects.filter(name=name).first()
    if found:
        return found
    above = _committee()
    made = Organisation.objects.create(
        code=f"B{Organisation.objects.count()}", kind=Kind.BRANCH, sector="rural", founded_on=date(2016, 1, 1)
    )
    return Placement.objects.create(
        organisation=made, parent_id=above.organisation_id, name=name, path=f"{above.path}{made.pk}/",
        depth=above.depth + 1, since=date(2016, 1, 1),
    )  # fmt: skip


def _committee() -> Placement:
    return Placement.objects.filter(depth=1, organisation__kind=Kind.COMMITTEE).order_by("path")[0]


def pages(requests: int) -> None:
    """The first page and page 1000 of everybody, in-process, beside the trivial page; p50 and p95 and ratios."""
    who = {"district": root(today()), "committee": _committee(), "branch": _some_branch()}
    who |= {"branch of old lines": _branch(QUIET), "branch of none": _branch(EMPTY)}
    asked: dict[str, tuple[Client, str]] = {"trivial page": (Client(headers={"host": "127.0.0.1"}), TRIVIAL)}
    for name, place in who.items():
        assert place is not None
        client = _reader(place)
        asked[f"{name}, first page"] = client, "/ledger/"
        deep = page(Reach((place.path,)), size=1000 * PAGE - PAGE)
        asked[f"{name}, page 1000 or last"] = client, f"/ledger/?after={deep[-1].pk}" if deep else "/ledger/"
        day = date(2019, 6, 3)
        asked[f"{name}, one day"] = client, f"/ledger/?first={day}&last={day}"
        asked[f"{name}, one kind"] = client, "/ledger/?kind=campaigns.plan"
        acted = Account.objects.order_by("pk")[7].pk
        asked[f"{name}, one person"] = client, f"/ledger/?by={acted}"
    times = {name: [] for name in asked}  # type: dict[str, list[float]]
    for turn in range(requests + 3):  # the first ones warm caches and prepared statements
        for name, (client, address) in asked.items():
            begun = time.perf_counter()
            answer = client.get(address)
            taken = (time.perf_counter() - begun) * 1000
            if answer.status_code != 200:
                raise SystemExit(f"{address} answered {answer.status_code}")
            if turn > 2:
                times[name].append(taken)
    base = percentiles(times["trivial page"])
    print(f"\nin one process, {requests} requests a page\n")
    print(f"{'page':36} {'p50 ms':>8} {'p95 ms':>8} {'p50 / trivial':>14} {'p95 / trivial':>14}")
    for name, found in times.items():
        p50, p95 = percentiles(found)
        print(f"{name:36} {p50:8.1f} {p95:8.1f} {p50 / base[0]:14.1f} {p95 / base[1]:14.1f}")


def _some_branch() -> Placement:
    return Placement.objects.filter(organisation__kind=Kind.BRANCH, until=None).order_by("-path")[0]


def _reader(place: Placement) -> Client:
    """A browser of somebody who may read the ledger of that organisation."""
    username = f"bench-{place.organisation_id}"
    if not Account.objects.filter(username=username).exists():
        appoint(by=System(), username=username, name="查阅人", kind=PostKind.READER, at=place, day=today())
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(Account.objects.get(username=username))
    return client


def seal_on() -> None:
    """Seal without pause until nobody wants it any more."""
    stop = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()
    print("sealing", flush=True)
    while not stop.is_set():
        seal(limit=2_000)


def writers(seconds: float, sealer: Callable[[], "subprocess.Popen[str]"]) -> None:
    """Lines a second of writers that each write one line a transaction, without and with a sealer beside them."""
    rates: dict[str, list[float]] = {"nobody seals": [], "a sealer without pause": []}
    for _ in range(TURNS):
        rates["nobody seals"].append(_rate(seconds))
        running = sealer()
        rates["a sealer without pause"].append(_rate(seconds))
        running.communicate()
        while seal():
            pass
    alone = statistics.median(rates["nobody seals"])
    print(f"\n{WRITERS} writers, one line a transaction\n")
    print(f"{'beside them':24} {'lines/s':>10} {'ratio':>7}")
    for name, found in rates.items():
        rate = statistics.median(found)
        print(f"{name:24} {rate:10,.0f} {rate / alone:7.2f}")


def _rate(seconds: float) -> float:
    actor = actors_of(Account.objects.filter(username="huodongban").get(), today())[0]
    line = Line(
        verb="campaigns.record.submit", sentence="报送“走访群众”，对应 1 项应办事项。", subject="campaigns.record",
        subject_id=1, path=actor.path, after={"state": "submitted"},
    )  # fmt: skip
    written: list[int] = []
    end = time.perf_counter() + seconds

    def work() -> None:
        count = 0
        while time.perf_counter() < end:
            with transaction.atomic():
                write(by=actor, line=line)
            count += 1
        connection.close()
        written.append(count)

    threads = [threading.Thread(target=work) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(written) / seconds
