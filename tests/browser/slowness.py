"""A slow machine on purpose: with ZHENGYOU_SLOW=8 a page computes eight times slower, and all it asks for comes late.

What a test does not wait for then has not yet happened. How late each request leaves (0 to 400 ms) follows from the
factor, its address and how often that was asked for: the same in every run, other latenesses with ZHENGYOU_SLOW=8.5.
"""

import os
import zlib
from collections import Counter
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Error, Page, Route

FACTOR = float(os.environ.get("ZHENGYOU_SLOW", "1"))
LATEST = 400


def slowed(browser: Browser) -> Browser:
    """The same browser; from now on whatever is opened in it is slow, if that was asked for."""
    if FACTOR > 1:
        begin = browser.new_context
        browser.new_context = lambda **options: _slow_context(begin(**options))
    return browser


def _slow_context(context: BrowserContext) -> BrowserContext:
    asked: Counter[tuple[str, str]] = Counter()

    def late(route: Route) -> None:
        request = route.request.method, urlsplit(route.request.url).path
        asked[request] += 1
        try:
            route.request.frame.page.wait_for_timeout(lateness(*request, asked[request]))
            route.continue_()
        except Error:  # the page was left or closed meanwhile
            return

    context.route("**/*", late)
    begin = context.new_page
    context.new_page = lambda: _slow_page(begin())
    return context


def _slow_page(page: Page) -> Page:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": FACTOR})
    return page


def lateness(method: str, path: str, time: int) -> int:
    """Milliseconds by which this request is late when it is made for the first, second … time."""
    return zlib.crc32(f"{FACTOR} {method} {path} {time}".encode()) % (LATEST + 1)
