"""The biggest lists at full scale: what each asks of the database at a million expectations, and how long it takes
with 4 users at once, beside a trivial page."""

import argparse

from bench.filings import ROUNDS
from bench.instance import data_folder, served
from bench.opened import opened
from bench.pages import TRIVIAL, USERS, measured, percentiles, users

OFFICE, SECRETARY = "huodongban", "zhishu"


def main() -> None:
    """Grow the demo to a million expectations, explain every query of every list, then measure them served."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data",
        help="data folder of an installation with the demo, which will stay grown; default: a throwaway one",
    )
    parser.add_argument("--requests", type=int, default=200, help="requests a page, over all users")
    options = parser.parse_args()
    with data_folder(options.data) as data:
        with opened(data, "lists") as loaded:
            sizes = loaded.grow()
            pages = loaded.pages()
            asked = {name: loaded.explained(*page) for name, page in pages.items()}
        times: dict[str, list[float]] = {name: [] for name in ("trivial page", *pages)}
        with served(data) as address:
            browsers = {name: users(data, address, name) for name in (OFFICE, SECRETARY)}
            for turn in range(ROUNDS + 1):  # the first round warms caches and prepared statements
                for name in times:
                    username, path = pages.get(name, (OFFICE, TRIVIAL))
                    taken = measured(browsers[username], path, options.requests // ROUNDS)
                    if turn:
                        times[name] += taken
    print(", ".join(f"{count:,} {what}" for what, count in sizes.items()))
    print(f"{USERS} users at once, {options.requests} requests a page\n")
    base = percentiles(times["trivial page"])
    print(
        f"{'page':34} {'p50 ms':>7} {'p95 ms':>7} {'p95/triv.':>9} {'queries':>8} {'DB ms':>7}  whole-table reads"
    )
    for name, taken in times.items():
        p50, p95 = percentiles(taken)
        line = f"{name:34} {p50:7.1f} {p95:7.1f} {p95 / base[1]:9.1f}"
        if name in asked:
            found = asked[name]
            line += f" {found.queries:8} {found.milliseconds:7.1f}  {', '.join(found.whole_tables) or '-'}"
        print(line)


if __name__ == "__main__":
    main()
