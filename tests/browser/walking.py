"""What people do in every walk through the browser: log in, hand in a document, tell of a meeting."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

PASSWORD = "zhengyou-demo"
TODAY = datetime.now(ZoneInfo("Asia/Shanghai")).date()
FIRST, SOON, LAST = TODAY - timedelta(days=40), TODAY + timedelta(days=12), TODAY + timedelta(days=200)


def chinese(day: date) -> str:
    """A day as plans print it."""
    return f"{day.year}年{day.month}月{day.day}日"


def loaded(page: Page) -> Page:
    """The page that has come, once it looks as it should and its scripts answer keys, pointing and presses.

    To be asked after something that only this page has was seen: before that the page left behind would answer.
    """
    page.wait_for_load_state()
    return page


def sound(page: Page) -> None:
    """No accessibility rule is broken, and nothing scrolls sideways."""
    found = Axe().run(loaded(page)).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
    fits(page)


def fits(page: Page) -> None:
    """Nothing scrolls sideways."""
    assert page.viewport_size is not None
    assert loaded(page).evaluate("document.documentElement.scrollWidth") == page.viewport_size["width"]


def log_in(page: Page, username: str = "huodongban") -> Page:
    """The page with that demo person's desk in it."""
    page.context.clear_cookies()
    page.goto("/login/")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("等我办的事")
    return page


def campaign(page: Page) -> Page:
    """The page of the demonstration's campaign; other tests may have begun campaigns of their own beside it."""
    page.goto("/campaigns/")
    issued = page.locator("main a[href^='/campaigns/']").filter(has_text="关于在全区党的基层组织")
    issued.first.click()
    page.wait_for_url(re.compile(r"/campaigns/\d+/"))
    return loaded(page)


def upload(page: Page, name: str, content: bytes) -> None:
    """Hand in a document and have it read."""
    page.goto("/plans/upload/")
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_role("button", name="读出内容").click()


def read_in(page: Page, name: str, content: bytes) -> str:
    """Hand in a document that can be read; the address of its workbench, on which the page now is."""
    upload(page, name, content)
    expect(page.get_by_role("heading", level=1)).to_have_text("这份方案读对了吗")
    loaded(page)
    return page.url.split("#")[0]


def tell_meeting(page: Page, present: int = 0) -> None:
    """Fill in what the form does not know and send it."""
    due = page.get_by_label("应到几人")
    if not due.input_value():
        due.fill("9")
    number = int(due.input_value())
    if not page.get_by_label("主持人").input_value():
        page.get_by_label("主持人").fill("陆长河")
    page.get_by_label("实到几人").fill(str(present or number))
    page.get_by_label("赞成几人").fill(str(present or number))
    page.locator("main form button.button").click()
