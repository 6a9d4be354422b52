"""People are asked by phone: everything on a phone, from the seed to the numbers that are gone after the count."""

import re
import time
from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.running.conftest import PATIENCE

from .conftest import PHONE, Open
from .walking import TODAY, campaign, loaded, log_in, sound

NAME = "镇里的电话评议"


def _title(page: Page, text: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)
    loaded(page)


def _press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def _message(page: Page, text: str) -> None:
    expect(page.locator(".message")).to_contain_text(text)
    loaded(page)


def _person(page: Page, username: str) -> str:
    log_in(page, username)
    return page.locator("header details.me summary").inner_text().strip()


def _arranged(page: Page, names: dict[str, str]) -> str:
    """The address of a round whose situation was circulated, with two scrutineers who hold slips and one who calls."""
    log_in(page, "dangweiban")
    campaign(page).locator("nav.procedures").get_by_role("link", name="评议", exact=True).click()
    page.get_by_role("link", name="安排一轮评议").click()
    page.get_by_label("这一轮叫什么").fill(NAME)
    page.get_by_role("radio", name=re.compile("群众评议党组织")).check()
    page.get_by_role("checkbox", name=re.compile("^党支部")).check()
    page.get_by_label("哪天开始投票").fill(TODAY.isoformat())
    page.get_by_label("哪天截止").fill((TODAY + timedelta(days=7)).isoformat())
    _press(page, "安排这一轮")
    _title(page, NAME)
    address = page.url
    for username, duty in (("lingdao", "监票人"), ("ducha", "监票人"), ("huodongban", "计票人")):
        page.goto(address)
        page.get_by_role("link", name="指定监票人、计票人").click()
        page.get_by_label("姓名").fill(names[username])
        _press(page, "找")
        loaded(page).get_by_role("radio", name=re.compile(names[username])).first.check()
        page.get_by_role("radio", name=re.compile(f"^{duty}")).check()
        _press(page, "指定")
        _message(page, f"已指定{names[username]}")
    page.goto(address)
    _press(page, "定下范围和参加人")
    _message(page, "范围已定")
    page.get_by_role("link", name="通报情况").click()
    page.get_by_label("通报什么情况").fill("上半年走访一百二十户。")
    _press(page, "通报情况")
    _message(page, "已通报")
    return address


def _slip(page: Page, address: str, username: str) -> str:
    log_in(page, username)
    page.goto(address)
    _press(page, "做钥匙条")
    _title(page, "请抄下您的钥匙条")
    return page.locator(".key-slip").inner_text()


def _list(page: Page, rows: list[str]) -> None:
    text = "\n".join(["姓名,办过什么事,电话", *rows]).encode("gb18030")
    page.locator("input[type=file]").set_input_files(
        {"name": "名单.csv", "mimeType": "text/csv", "buffer": text}
    )
    _press(page, "上传，先看有没有问题")


def _sample(page: Page, address: str) -> str:
    """Announce a sample, hand a list in (once with a mistake), seal it; the address of the sample."""
    log_in(page, "dangweiban")
    page.goto(address)
    page.get_by_role("link", name="电话抽样", exact=True).click()
    _title(page, "打电话问哪些人？")
    sound(page)
    page.get_by_role("link", name="安排电话抽样").click()
    _title(page, "打电话问哪个单位的服务对象？")
    sound(page)
    page.get_by_label("打电话问哪个单位").select_option(index=1)
    page.get_by_label("种子词").fill("春江水暖")
    _press(page, "公布种子词")
    _message(page, "种子词已公布")
    sound(page)
    _list(page, ["白云,办证,13800000001", "青山,报销,1380"])
    expect(page.locator(".mistakes")).to_contain_text("第3行：“1380”不像电话号码")
    sound(page)
    _list(page, [f"群众{place},办证,1380000{place:04}" for place in range(1, 13)])
    _message(page, "读出12个号码")
    sound(page)
    _press(page, "封定名单")
    _message(page, "名单已封定")
    return page.url


def _drawn(page: Page, sample: str) -> None:
    """Draw, as soon as the ledger's chain has come to the sealing."""
    press = page.get_by_role("main").get_by_role("button", name="抽样", exact=True)
    patience = time.monotonic() + PATIENCE
    while not press.is_visible():
        assert time.monotonic() < patience, "the ledger's chain never came to the sealing"
        page.goto(sample)
        loaded(page)
    press.click()
    _message(page, "已抽样")
    sound(page)
    page.get_by_role("link", name="公开页：谁都可以照着重算").click()
    _title(page, re.compile("是怎么抽出来的"))
    expect(page.locator("#drawn")).to_have_text(" ".join(map(str, range(1, 13))))
    expect(page.locator("main")).not_to_contain_text("1380000")
    sound(page)


def _call(page: Page) -> str:
    """Call twelve people: one refuses, eleven answer; the receipt of the last."""
    page.get_by_role("link", name=NAME).click()
    _title(page, re.compile("还有谁没有打"))
    sound(page)
    _press(page, "打下一个")
    _title(page, "群众1")
    expect(page.locator(".phone-number")).to_have_text("13800000001")
    sound(page)
    _press(page, "不愿意答")
    _message(page, "记下了")
    for place in range(2, 13):
        _press(page, "打下一个")
        _title(page, f"群众{place}")
        if place == 2:  # a wrong turn: nothing was marked
            _press(page, "答完了，锁上")
            expect(page.get_by_role("alert")).to_contain_text("一题也没有答")
        for group in page.locator("main fieldset").all():
            group.get_by_role("radio", name="满意", exact=True).check()
        _press(page, "答完了，锁上")
        _title(page, "收下了，锁上了")
    sound(page)
    receipt = page.locator(".key-slip").inner_text()
    _press(page, "打下一个")
    _message(page, "能打的都打过了")
    return receipt


def test_a_phone_sample_from_its_seed_to_the_numbers_that_are_gone(opened: Open) -> None:
    page = opened(PHONE)
    names = {username: _person(page, username) for username in ("lingdao", "ducha", "huodongban")}
    address = _arranged(page, names)
    slips = {username: _slip(page, address, username) for username in ("lingdao", "ducha")}
    sample = _sample(page, address)
    _drawn(page, sample)
    page.goto(address)
    _press(page, "开始投票")
    _message(page, "投票已开始")
    log_in(page, "huodongban")
    receipt = _call(page)
    log_in(page, "dangweiban")
    page.goto(address)
    _press(page, "截止投票")
    _message(page, "已截止")
    log_in(page, "lingdao")
    page.goto(address)
    _press(page, "开箱计票")
    page.get_by_label("您的钥匙条").fill(slips["lingdao"])
    page.get_by_label("另一位监票人的钥匙条，请他自己填").fill(slips["ducha"])
    _press(page, "开箱")
    _message(page, "已开箱计票")
    log_in(page, "dangweiban")
    page.goto(sample)
    _title(page, re.compile("打电话问谁"))
    expect(page.locator("main dl").first).to_contain_text(re.compile("答了\\s*11"))
    expect(page.locator("main dl").first).to_contain_text(re.compile("不愿意答\\s*1"))
    guest = opened(PHONE)
    guest.goto("/v/receipt/")
    guest.get_by_label("回执码").fill(receipt)
    guest.get_by_role("button", name="查").click()
    expect(guest.get_by_role("status")).to_contain_text(f"计进去了：{NAME}")
