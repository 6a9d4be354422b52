"""A browser that reads our pages without a server and without a database: each request goes to Django's test client."""

import mimetypes
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, Page, Route

ORIGIN = "http://localhost"
OpenPage = Callable[..., Page]


@pytest.fixture(autouse=True)
def shell_addresses(settings) -> None:
    """The shell's own pages, with the templates that only tests have."""
    settings.ROOT_URLCONF = "tests.ui.addresses"
    # It serves what was collected for an installation; here each file is read from where it is written.
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith("whitenoise.")]
    engine = dict(settings.TEMPLATES[0], DIRS=[Path(__file__).parent / "templates"])
    settings.TEMPLATES = [engine]


def _answer(route: Route) -> None:
    """What the server would answer, with its headers, so that the content security policy holds here too."""
    address = route.request.url.removeprefix(ORIGIN)
    if address.startswith("/static/"):
        found = finders.find(address.removeprefix("/static/"))
        assert found, f"{address} is not among the static files"
        route.fulfill(body=Path(found).read_bytes(), content_type=mimetypes.guess_type(address)[0])
        return
    answer = Client().get(address)
    route.fulfill(status=answer.status_code, headers=dict(answer.items()), body=answer.content)


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[OpenPage]:
    """open_page("/gallery", width=360, dark=True): the page in a fresh profile. Any complaint in its console fails."""
    complaints: list[str] = []
    contexts = []

    def open_at(address: str, *, width: int = 1440, dark: bool = False, script: bool = True) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            locale="zh-CN",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        page.route("**/*", _answer)
        page.goto(f"{ORIGIN}{address}")
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert complaints == []
