"""The table of filed plans at district scale, 4 users at once, beside a trivial page of the same server."""

import argparse
import re

from bench.instance import Browser, data_folder, served
from bench.opened import opened
from bench.pages import TRIVIAL, USERS, measured, percentiles, users

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
        with opened(data, "filings") as loaded:
            counts = loaded.queries(pages)
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


if __name__ == "__main__":
    main()
