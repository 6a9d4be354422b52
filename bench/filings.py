"""The table of filed plans at district scale, 4 users at once, beside a trivial page of the same server."""

import argparse
import re
from pathlib import Path

from bench.instance import Browser, data_folder, served
from bench.pages import TRIVIAL, USERS, measured, percentiles, users
from zhengyou.commandline import database
from zhengyou.commandline.datadir import DataFolder
from zhengyou.commandline.opened import load_django

ROUNDS = 5


def main() -> None:
    """Measure and print one line a page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", help="data folder of an installation with the demo; default: a throwaway one"
    )
    parser.add_argument("--requests", type=int, default=200, help="requests a page, over all users")
    options = parser.parse_args()
    with data_folder(options.data) as data:
        with served(data) as address:
            office = users(data, address, "huodongban")
            pages = _pages(office[0])
            times: dict[str, list[float]] = {name: [] for name in pages}
            for turn in range(ROUNDS + 1):  # the first round warms caches and prepared statements
                for name, path in pages.items():
                    taken = measured(office, path, options.requests // ROUNDS)
                    if turn:
                        times[name] += taken
        counts = _queries(data, pages)
    base = percentiles(times["trivial page"])
    print(f"{USERS} users at once, {options.requests} requests a page\n")
    print(
        f"{'page':32} {'p50 ms':>8} {'p95 ms':>8} {'p50 / trivial':>14} {'p95 / trivial':>14} {'queries':>8}"
    )
    for name, taken in times.items():
        p50, p95 = percentiles(taken)
        print(f"{name:32} {p50:8.1f} {p95:8.1f} {p50 / base[0]:14.1f} {p95 / base[1]:14.1f} {counts[name]:8}")


def _pages(user: Browser) -> dict[str, str]:
    """Addresses by name; the tenth page is found by going on nine times."""
    campaign = re.search(r"/campaigns/\d+/", user.get("/campaigns/"))
    if campaign is None:
        raise SystemExit("the demo has no campaign")
    table = f"{campaign.group()}filings/"
    tenth = ""
    for _ in range(9):
        found = re.search(r'rel="next" href="([^"]+)"', user.get(table + tenth))
        if found is None:
            raise SystemExit("the demo has too few organisations")
        tenth = found[1].replace("&amp;", "&")
    return {
        "trivial page": TRIVIAL,
        "first page": table,
        "waiting ones": f"{table}?state=awaiting",
        "near copies, the likest first": f"{table}?copies=1&sort=-like",
        "page 10": table + tenth,
        "export of all as .xlsx": f"{campaign.group()}filings.xlsx",
    }


def _queries(data: Path, pages: dict[str, str]) -> dict[str, int]:
    """What each page asks of the database when it is asked for the second time, its counts not kept."""
    folder = DataFolder(data)
    with database.available(folder, "bench") as url:
        load_django(folder, url)
        from django.db import connection, transaction  # noqa: PLC0415 - Django is loaded only now
        from django.test import Client  # noqa: PLC0415 - Django is loaded only now
        from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - Django is loaded only now

        from zhengyou.organisations.models import Account  # noqa: PLC0415 - Django is loaded only now

        client, found = Client(headers={"host": "127.0.0.1"}), {}
        with transaction.atomic():
            client.force_login(Account.objects.get(username="huodongban"))
            for name, path in pages.items():
                client.get(path)
                with CaptureQueriesContext(connection) as caught:
                    client.get(path)
                found[name] = len(caught)
            transaction.set_rollback(True)
    return found


if __name__ == "__main__":
    main()
