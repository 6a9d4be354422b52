"""A real installation and a real browser: `served` is started with the very command a person types."""

import re
import tempfile
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page

from tests.running.conftest import Installation

HERE = Path(__file__).parent
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1440, "height": 900}
SERVED: list[Installation] = []
"""The one installation, once it runs."""
Open = Callable[[dict[str, int]], Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests are marked as such."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def served() -> Iterator[str]:
    """The address (without a slash at its end) of a running installation with the small demo."""
    with tempfile.TemporaryDirectory(prefix="zhengyou-served-", ignore_cleanup_errors=True) as folder:
        installation = Installation(Path(folder), "--small").wait_until_ready()
        SERVED.append(installation)
        yield installation.address.removesuffix("/")
        installation.stop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """The report of a test that failed holds every open page as it then stood, and the ends of the server's logs."""
    report = yield
    if report.failed and report.when == "call":
        chromium = getattr(item, "funcargs", {}).get("chromium")
        pages = [page for context in chromium.contexts for page in context.pages] if chromium else []
        for number, page in enumerate(pages):
            report.sections.append((f"page {number}", _as_it_stands(page, f"{item.name}-{number}")))
        report.sections += [("installation", installation.tale()) for installation in SERVED]
    return report


def _as_it_stands(page: Page, name: str) -> str:
    picture = Path(tempfile.gettempdir()) / "zhengyou-failures" / (re.sub(r"[^\w-]+", "-", name) + ".png")
    try:
        page.screenshot(path=picture, full_page=True)
        return f"{page.url}\npicture: {picture}\n{page.locator('body').inner_text()}"
    except Error as error:
        return f"{page.url}\nno picture: {error}"


@pytest.fixture(scope="session")
def browser(chromium: Browser) -> Browser:
    """The running Chromium, for tests that open pages of their own."""
    return chromium


@pytest.fixture
def opened(browser: Browser, served: str) -> Iterator[Open]:
    """opened(PHONE): a page of that size, logged in as nobody; relative addresses are the installation's."""
    contexts = []

    def at(size: dict[str, int]) -> Page:
        context = browser.new_context(
            viewport={"width": size["width"], "height": size["height"]},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            base_url=served,
        )
        contexts.append(context)
        return context.new_page()

    yield at
    for context in contexts:
        context.close()


@pytest.fixture
def page(opened: Open) -> Page:
    """A page at 1440 x 900."""
    return opened(DESK)


@pytest.fixture
def phone(opened: Open) -> Page:
    """A page at 360 x 740."""
    return opened(PHONE)
