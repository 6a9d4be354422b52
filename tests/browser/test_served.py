"""The installation that the other browser tests use is a real one, and opens at both sizes."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.walking import fits


@pytest.mark.parametrize("size", ["page", "phone"])
def test_the_login_page_opens_in_chinese_and_fits_the_screen(
    size: str, request: pytest.FixtureRequest
) -> None:
    opened: Page = request.getfixturevalue(size)
    opened.goto("/login/")
    expect(opened.locator("html")).to_have_attribute("lang", "zh-hans")
    fits(opened)
