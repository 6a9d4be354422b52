"""The one Chromium of a test process: its driver cannot be started twice in one thread."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from zhengyou.commandline import browser


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A running Chromium; refuses with the sentence of what is missing."""
    with sync_playwright() as playwright:
        # As root Chromium refuses its own sandbox; the pages it opens here are only ours.
        options = ["--no-sandbox"] if os.geteuid() == 0 else []
        running = playwright.chromium.launch(executable_path=browser.require(), args=options)
        yield running
        running.close()
