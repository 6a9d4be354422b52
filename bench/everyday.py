"""Every page that a branch secretary and the district's office come to by pressing links, with a year of data and a
million expectations: one user alone, then 4 at once, beside a trivial page."""

import argparse
import html
import re
from collections import deque
from dataclasses import dataclass
from pathlib import Path

from bench.instance import Browser, data_folder, served
from bench.opened import opened
from bench.pages import TRIVIAL, measured, percentiles, users

OFFICE, SECRETARY = "huodongban", "zhishu"
SHOWN = 12
LIMITS = {SECRETARY: 150, OFFICE: 300}
"""Milliseconds under which nineteen of twenty answers are to stay, for pages of a branch and of the district."""
GLANCES = 5
"""Every page is asked for so often by one user alone. Only where the slowest of these answers takes a quarter of the
limit are all requests made: below it four users stay under the limit even when served one after the other."""
# What is taken away as a file is built once and read at leisure; it has no second.
_FILE = re.compile(r"\.(xlsx|docx|pdf|ics|csv|txt|json)(\?|$)|/(document|files/\d+|template|export)/")
_LINK = re.compile(r'href="(/[^"#]*)')


@dataclass(frozen=True)
class Page:
    """A page of one kind: its address with numbers left out, and one such address."""

    shape: str
    path: str


def main() -> None:
    """Grow the demo, walk over its pages, measure each, print the slowest and what share is how fast."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data",
        help="data folder of an installation with the demo, which will stay grown; default: a throwaway one",
    )
    parser.add_argument("--requests", type=int, default=40, help="requests a page for each number of users")
    options = parser.parse_args()
    with data_folder(options.data) as data:
        with opened(data, "everyday") as loaded:
            print(", ".join(f"{count:,} {what}" for what, count in loaded.grow().items()), flush=True)
        with served(data) as address:
            for username in (SECRETARY, OFFICE):
                _show(data, address, username, options.requests)


def _show(data: Path, address: str, username: str, requests: int) -> None:
    browsers = users(data, address, username)
    trivial = percentiles(measured(browsers[:1], TRIVIAL, requests))[1]
    pages, limit = _walked(browsers[0]), LIMITS[username]
    quick: list[float] = []
    rows = []
    for page in pages:
        measured(browsers, page.path, len(browsers))  # warms caches and connections
        glances = measured(browsers[:1], page.path, len(browsers) * GLANCES)
        if max(glances) < limit / 4:
            quick.append(max(glances))
            continue
        alone = percentiles(measured(browsers[:1], page.path, requests) + glances)
        together = percentiles(measured(browsers, page.path, requests))
        rows.append((*alone, *together, page))
    rows.sort(key=lambda row: -row[1])
    print(
        f"\n{username}: {len(pages)} kinds of pages, trivial page p95 {trivial:.1f} ms; {len(quick)} kinds never took a"
        f" quarter of {limit} ms in {GLANCES} requests (the slowest {max(quick, default=0):.0f} ms), the others:"
    )
    for bound in (50, 100, 150, 300):
        under = [sum(row[column] < bound for row in rows) for column in (1, 3)]
        print(f"  p95 under {bound} ms: {under[0]} alone, {under[1]} with {len(browsers)} at once")
    over = [row[4].path for row in rows if row[1] >= limit]
    print(f"  p95 of {limit} ms or more alone: {', '.join(over) or 'none'}")
    print(f"  {'p50':>6} {'p95':>6} {'p50 x4':>7} {'p95 x4':>7}  the slowest", flush=True)
    for row in rows[:SHOWN]:
        print(f"  {row[0]:6.0f} {row[1]:6.0f} {row[2]:7.0f} {row[3]:7.0f}  {row[4].path}")


def _walked(browser: Browser) -> list[Page]:
    """One page of each kind, nearest to the first page."""
    found: dict[str, Page] = {}
    waiting, seen = deque(["/"]), {"/"}
    while waiting:
        path = waiting.popleft()
        shape = _shape(path)
        if shape in found or _FILE.search(path):
            continue
        text = browser.look(path)
        if text is None:
            continue
        found[shape] = Page(shape, path)
        for link in map(html.unescape, _LINK.findall(text)):
            if link not in seen:
                seen.add(link)
                waiting.append(link)
    return list(found.values())


def _shape(path: str) -> str:
    """The address without its numbers, the slug of a campaign, what narrows a figure and what a filter was set to."""
    place, _, asked = path.partition("?")
    place = re.sub(r"(?<=[/.])\d+(?=/|$)", "N", re.sub(r"^/p/[^/]+", "/p/S", place))
    place = re.sub(r"(?<=/figures/)([^./]+)[^/]*", r"\1", place)
    return f"{place}?{','.join(sorted(part.partition('=')[0] for part in asked.split('&')))}"


if __name__ == "__main__":
    main()
