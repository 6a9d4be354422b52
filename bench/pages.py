"""The progress page and 待办 at district scale, 4 users at once, beside a trivial page of the same server."""

import argparse
import contextlib
import json
import re
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg

from bench.instance import Browser, data_folder, served
from zhengyou.commandline import database, postgres
from zhengyou.commandline.datadir import DataFolder

USERS = 4
TRIVIAL = "/robots.txt"
# Counts are kept while nothing in the database changes, so the page is measured both ways.
UNCHANGED = "progress, nothing changing"
CHANGING = "progress, a commit every 20 ms"


def main() -> None:
    """Measure and print one line a page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", help="data folder of an installation with the demo; default: a throwaway one"
    )
    parser.add_argument("--requests", type=int, default=300, help="requests a page, over all users")
    options = parser.parse_args()
    with data_folder(options.data) as data, served(data) as address:
        office = users(data, address, "huodongban")
        secretary = users(data, address, "zhishu")
        campaign = re.search(r"/campaigns/\d+/", office[0].get("/campaigns/"))
        if campaign is None:
            raise SystemExit("the demo has no campaign")
        pages: dict[str, tuple[list[Browser], str]] = {
            "trivial page": (office, TRIVIAL),
            UNCHANGED: (office, campaign.group()),
            CHANGING: (office, campaign.group()),
            "待办 of the office": (office, "/"),
            "待办 of a branch secretary": (secretary, "/"),
        }
        times: dict[str, list[float]] = {name: [] for name in pages}
        rounds = 5
        for turn in range(rounds + 1):  # the first round warms caches and prepared statements
            for name, (browsers, path) in pages.items():
                with _writing(data) if name == CHANGING else contextlib.nullcontext():
                    taken = measured(browsers, path, options.requests // rounds)
                if turn:
                    times[name] += taken
    base = percentiles(times["trivial page"])
    print(f"{USERS} users at once, {options.requests} requests a page\n")
    print(f"{'page':32} {'p50 ms':>8} {'p95 ms':>8} {'p50 / trivial':>14} {'p95 / trivial':>14}")
    for name, taken in times.items():
        p50, p95 = percentiles(taken)
        print(f"{name:32} {p50:8.1f} {p95:8.1f} {p50 / base[0]:14.1f} {p95 / base[1]:14.1f}")


def users(data: Path, address: str, username: str) -> list[Browser]:
    """Several browsers of one person of the demo, logged in."""
    logins = json.loads((data / "demo-logins.json").read_text())
    password = next(login["password"] for login in logins if login["username"] == username)
    found = [Browser(address) for _ in range(USERS)]
    for user in found:
        user.log_in(username, password)
    return found


def measured(browsers: list[Browser], path: str, requests: int) -> list[float]:
    """Milliseconds of each request, all users asking at once and again as soon as they are answered."""
    taken: list[float] = []

    def ask(user: Browser) -> None:
        for _ in range(requests // USERS):
            begun = time.perf_counter()
            user.get(path)
            taken.append((time.perf_counter() - begun) * 1000)

    _at_once([lambda user=user: ask(user) for user in browsers])
    return taken


@contextlib.contextmanager
def _writing(data: Path) -> Iterator[None]:
    """A transaction commits every 20 ms while the block runs: each makes the kept counts void."""
    done = threading.Event()
    url = database.given_url() or postgres.running(DataFolder(data).postgres)

    def write() -> None:
        with psycopg.connect(url or "", autocommit=True) as connection:
            while not done.wait(0.02):
                connection.execute("SELECT pg_current_xact_id()")

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _at_once(calls: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=call) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def percentiles(taken: list[float]) -> tuple[float, float]:
    """p50 and p95."""
    cuts = statistics.quantiles(taken, n=100)
    return cuts[49], cuts[94]


if __name__ == "__main__":
    main()
