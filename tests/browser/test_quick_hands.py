"""Hands that are quicker than the network: what somebody types meanwhile is neither overwritten nor interrupted."""

import re

from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.damaged import TEXT
from tests.browser.walking import loaded, log_in, read_in


class Held:
    """Whatever the page asks for at such an address waits until it is let go."""

    def __init__(self, page: Page, address: str) -> None:
        self.address = re.compile(address)
        self.waiting: list[Route] = []
        self.open = False
        page.route(self.address, self._answer)

    def _answer(self, route: Route) -> None:
        if self.open:
            route.continue_()
        else:
            self.waiting.append(route)

    def let_go(self) -> None:
        """Now, and from now on."""
        self.open = True
        for route in self.waiting:
            route.continue_()


def _bench(page: Page) -> str:
    """A fresh plan; the address of its workbench, on which the page now is."""
    return read_in(log_in(page), "亮窗口.txt", TEXT.encode())


def _open(page: Page, words: str) -> Locator:
    """An item's field for who leads, its form opened in its place."""
    item = page.locator("article.understood[id^=i]", has=page.locator("h4", has_text=words)).first
    form = page.locator(f"#{item.get_attribute('id')} form")
    item.locator("[data-press=Enter]").click()
    expect(form).to_be_visible()
    return form.get_by_label("牵头单位")


def test_an_answer_that_comes_late_does_not_take_the_focus_from_whoever_types_elsewhere(page: Page) -> None:
    _bench(page)
    first, second = _open(page, "召开动员大会"), _open(page, "报送总结")
    first.press_sequentially("办公室、")
    saving = Held(page, r"/items/\d+/$")
    with page.expect_request(saving.address):
        second.focus()  # which leaves the first, and so saves it
    second.press("Control+a")
    second.press_sequentially("组织")
    saving.let_go()
    kept = first.locator("xpath=ancestor::form").locator(".kept")
    expect(kept).to_contain_text("已存")
    page.keyboard.type("部")
    expect(second).to_be_focused()
    expect(second).to_have_value("组织部")


def test_what_is_typed_before_the_script_has_come_is_newer_than_a_draft(page: Page) -> None:
    facts = f"{_bench(page)}facts/"
    page.goto(facts)
    page.get_by_label("发文字号").fill("柳工委〔2015〕3号")
    page.get_by_label("活动主题").fill("早先写的主题")
    page.get_by_label("活动主题").blur()

    script = Held(page, r"/drafts[^/]*\.js$")
    with page.expect_request(script.address):
        page.goto(facts, wait_until="commit")
    page.get_by_label("活动主题").fill("现在写的主题")
    script.let_go()

    expect(page.get_by_text("已恢复您没有提交的内容")).to_be_visible()
    expect(page.get_by_label("发文字号")).to_have_value("柳工委〔2015〕3号")
    expect(page.get_by_label("活动主题")).to_have_value("现在写的主题")
    loaded(page).get_by_role("button", name="不要了，从头填").click()
    expect(page.get_by_label("发文字号")).to_have_value("")
    expect(page.get_by_label("活动主题")).to_have_value("现在写的主题")
