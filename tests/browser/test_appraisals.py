"""A committee has its branches judged: everything on a phone, from arranging to the receipt found after the count."""

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from .conftest import PHONE, Open
from .walking import TODAY, campaign, loaded, log_in, sound

NAME = "镇里的群众评议"


def _title(page: Page, text: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)
    loaded(page)


def _press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def _person(page: Page, username: str) -> str:
    """The name of whoever logs in so."""
    log_in(page, username)
    return page.locator("header details.me summary").inner_text().strip()


def _arrange(page: Page) -> str:
    """The round's address, with its frame not yet fixed."""
    log_in(page, "dangweiban")
    campaign(page).locator("nav.procedures").get_by_role("link", name="评议", exact=True).click()
    _title(page, "评议到哪一步了？")
    sound(page)
    page.get_by_role("link", name="安排一轮评议").click()
    _title(page, "评谁、谁来评、什么时候评？")
    sound(page)
    # A wrong turn: nothing chosen. What was typed stays.
    page.get_by_label("这一轮叫什么").fill(NAME)
    _press(page, "安排这一轮")
    expect(page.locator(".mistakes")).to_contain_text("请选一张测评表")
    expect(page.get_by_label("这一轮叫什么")).to_have_value(NAME)
    sound(page)
    page.get_by_role("radio", name=re.compile("群众评议党组织")).check()
    page.get_by_role("checkbox", name=re.compile("^党支部")).check()
    page.get_by_label("哪天开始投票").fill(TODAY.isoformat())
    page.get_by_label("哪天截止").fill((TODAY + timedelta(days=7)).isoformat())
    _press(page, "安排这一轮")
    _title(page, NAME)
    sound(page)
    return page.url


def _name_scrutineer(page: Page, address: str, name: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="指定监票人、计票人").click()
    page.get_by_label("姓名").fill(name)
    _press(page, "找")
    loaded(page).get_by_role("radio", name=re.compile(name)).first.check()
    _press(page, "指定")
    expect(page.locator(".message")).to_contain_text(f"已指定{name}")


def _key_slip(page: Page, address: str, username: str) -> str:
    log_in(page, username)
    page.goto(address)
    _press(page, "做钥匙条")
    _title(page, "请抄下您的钥匙条")
    sound(page)
    return page.locator(".key-slip").inner_text()


def _vote(page: Page) -> tuple[str, str]:
    """Draw a code and vote with it; gives the code and the receipt."""
    page.get_by_role("link", name=NAME).click()
    _title(page, NAME)
    sound(page)
    _press(page, "领评议码")
    _title(page, "您的评议码")
    sound(page)
    code = page.locator(".key-slip").inner_text()
    _press(page, "现在就投")
    _title(page, NAME)
    sound(page)
    assert page.context.cookies()
    for group in page.locator("fieldset").all():
        group.get_by_role("radio", name="满意", exact=True).check()
    page.get_by_label(re.compile("最希望改进的一件事")).fill("少开会，多走访")
    page.get_by_role("button", name="看一遍再投").click()
    _title(page, "您是这样评的，对吗？")
    sound(page)
    page.get_by_role("button", name="投出去").click()
    _title(page, "票收到了")
    sound(page)
    return code, page.locator(".receipt").inner_text()


def test_a_round_from_its_arrangement_to_the_receipt_that_is_found(opened: Open) -> None:
    page = opened(PHONE)
    first = _person(page, "lingdao")
    second = _person(page, "ducha")
    address = _arrange(page)
    for name in (first, second):
        _name_scrutineer(page, address, name)
    slips = {username: _key_slip(page, address, username) for username in ("lingdao", "ducha")}
    log_in(page, "dangweiban")
    page.goto(address)
    _press(page, "定下范围和参加人")
    expect(page.locator(".message")).to_contain_text("范围已定")
    page.get_by_role("link", name="通报情况").click()
    page.get_by_label("通报什么情况").fill("上半年走访一百二十户，办成十件实事。")
    _press(page, "通报情况")
    expect(page.locator(".message")).to_contain_text("已通报")
    _press(page, "开始投票")
    expect(page.locator(".message")).to_contain_text("投票已开始")
    sound(page)
    page.get_by_role("link", name="印服务对象的纸条").click()
    _title(page, "哪些纸条还没有印？")
    sound(page)
    page.get_by_role("button", name=re.compile("^印")).first.click()
    _title(page, re.compile("30张纸条"))
    sound(page)
    slip = page.locator(".slip-code").first.inner_text()

    log_in(page, "dangyuan")
    _code, receipt = _vote(page)

    # Somebody with a slip, in a browser that knows nobody: his code is in the part of the address no server is sent.
    guest = opened(PHONE)
    guest.goto(f"/v/#{slip.replace(' ', '')}")
    _title(guest, "请填评议码")
    expect(guest.get_by_label("评议码")).to_have_value(slip.replace(" ", ""))
    assert guest.url.endswith("/v/")
    guest.get_by_role("button", name="开始评议").click()
    _title(guest, NAME)
    guest.get_by_role("radio", name="不满意", exact=True).first.check()
    guest.get_by_role("button", name="看一遍再投").click()
    expect(guest.get_by_text("有4题空着")).to_be_visible()
    guest.get_by_role("button", name="改一改").click()
    expect(guest.get_by_role("radio", name="不满意", exact=True).first).to_be_checked()
    guest.get_by_role("button", name="看一遍再投").click()
    guest.get_by_role("button", name="投出去").click()
    _title(guest, "票收到了")
    assert guest.context.cookies() == []

    log_in(page, "dangweiban")
    page.goto(address)
    _press(page, "截止投票")
    expect(page.locator(".message")).to_contain_text("已截止")

    # One scrutineer with a slip typed wrong opens nothing; two open the urns.
    log_in(page, "lingdao")
    page.goto(address)
    _press(page, "开箱计票")
    _title(page, re.compile("的票箱"))
    sound(page)
    page.get_by_label("您的钥匙条").fill(slips["lingdao"])
    page.get_by_label("另一位监票人的钥匙条，请他自己填").fill(slips["ducha"][:-1])
    _press(page, "开箱")
    expect(page.locator(".mistakes")).to_contain_text("钥匙条是26位")
    page.get_by_label("另一位监票人的钥匙条，请他自己填").fill(slips["ducha"])
    _press(page, "开箱")
    expect(page.locator(".message")).to_contain_text("已开箱计票")
    sound(page)

    guest.goto("/v/receipt/")
    guest.get_by_label("回执码").fill(receipt)
    guest.get_by_role("button", name="查").click()
    expect(guest.get_by_role("status")).to_contain_text(f"计进去了：{NAME}")
    sound(guest)
    guest.get_by_role("link", name="回到填评议码").click()
    guest.get_by_role("link", name="怎么保密，还有什么保不住").click()
    _title(guest, "谁能知道我怎么评的？")
    sound(guest)
