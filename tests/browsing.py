"""The one Chromium of a test process: its driver cannot be started twice in one thread."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from tests.browser.slowness import slowed
from zhengyou.commandline import browser

PATIENCE = 60_000
"""Milliseconds that a page may take to show what is waited for, however busy the machine is; playwright's own 5,000
are for one that does nothing else. What comes sooner is seen at once."""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A running Chromium; refuses with the sentence of what is missing."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        # As root Chromium refuses its own sandbox; the pages it opens here are only ours.
        options = ["--no-sandbox"] if os.geteuid() == 0 else []
        running = playwright.chromium.launch(
            executable_path=browser.require(), args=options, timeout=2 * PATIENCE
        )
        yield slowed(_patient(running))
        running.close()
        # While the driver's loop runs in this thread Django keeps a second set of connections, which nobody else
        # closes: one that stays open would keep the test database from being dropped.
        connections.close_all()


def _patient(browser: Browser) -> Browser:
    """The same browser; whatever is opened in it waits that long, also for what a test opens by itself."""
    begin = browser.new_context

    def new_context(**options: Any) -> BrowserContext:
        context = begin(**options)
        context.set_default_timeout(PATIENCE)
        return context

    browser.new_context = new_context
    return browser
