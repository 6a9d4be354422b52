"""The installation that the other browser tests use is a real one."""

from playwright.sync_api import Page, expect


def test_the_login_page_opens_in_chinese_at_both_sizes(page: Page, phone: Page) -> None:
    for opened in (page, phone):
        opened.goto("/login/")
        expect(opened.locator("html")).to_have_attribute("lang", "zh-hans")
        # A font without Chinese draws every character as the same box, so unlike ones would be equally wide.
        widths = opened.evaluate("() => [document.documentElement.scrollWidth, window.innerWidth]")
        assert widths[0] <= widths[1]
