"""A real installation and a real browser: `served` is started with the very command a person types."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1440, "height": 900}
PATIENCE = 120


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests are marked as such."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def served() -> Iterator[str]:
    """The address (without a slash at its end) of a running installation with the small demo."""
    with tempfile.TemporaryDirectory(prefix="zhengyou-served-", ignore_cleanup_errors=True) as folder:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        ours = {"ZHENGYOU_DATABASE_URL", "ZHENGYOU_TESTING", "ZHENGYOU_SECRET_KEY", "DJANGO_SETTINGS_MODULE"}
        environment = {name: value for name, value in os.environ.items() if name not in ours}
        command = [
            sys.executable,
            "-m",
            "zhengyou",
            "start",
            "--small",
            "--data",
            folder,
            "--port",
            str(port),
        ]
        with open(Path(folder) / "start.txt", "wb") as said:
            child = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said)
        address = f"http://127.0.0.1:{port}"
        try:
            _wait(child, address, Path(said.name))
            yield address
        finally:
            child.send_signal(signal.SIGTERM)
            child.wait(60)


def _wait(child: subprocess.Popen[bytes], address: str, said: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and child.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/healthz", timeout=5):  # noqa: S310 ours
            return
        time.sleep(0.2)
    pytest.fail(f"the installation did not start:\n{said.read_text()}")


@pytest.fixture(scope="session")
def browser(chromium: Browser) -> Browser:
    """The running Chromium, for tests that open pages of their own."""
    return chromium


@contextlib.contextmanager
def _page(
    chromium: Browser, size: dict[str, int], request: pytest.FixtureRequest, served: str
) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": size["width"], "height": size["height"]},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        base_url=served,
    )
    page = context.new_page()
    failed_before = request.session.testsfailed
    yield page
    if request.session.testsfailed > failed_before:
        name = re.sub(r"[^\w-]+", "-", request.node.name)
        picture = Path(tempfile.gettempdir()) / "zhengyou-failures" / f"{name}-{size['width']}.png"
        page.screenshot(path=picture, full_page=True)
        print(f"picture of the failure: {picture}")
    context.close()


@pytest.fixture
def page(chromium: Browser, served: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page at 1440 x 900, logged in as nobody; relative addresses are the installation's."""
    with _page(chromium, DESK, request, served) as opened:
        yield opened


@pytest.fixture
def phone(chromium: Browser, served: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page at 360 x 740."""
    with _page(chromium, PHONE, request, served) as opened:
        yield opened
