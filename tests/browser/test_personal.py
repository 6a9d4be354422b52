"""One's own data on a phone: looked at, taken away, asked to be corrected; and the answer read."""

import json
from pathlib import Path

from playwright.sync_api import Page, expect

from .walking import loaded, log_in, sound

WISH = "入党日期登记成了2015年，应该是2016年7月1日。"


def _download(page: Page, link: str) -> Path:
    with page.expect_download() as begun:
        page.get_by_role("link", name=link).click()
    return begun.value.path()


def test_i_look_at_my_data_take_it_away_and_ask_for_a_correction(phone: Page) -> None:
    loaded(log_in(phone, "dangyuan"))
    phone.locator("details.me summary").click()
    phone.get_by_role("link", name="我的信息").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("存了我的哪些信息")
    expect(phone.get_by_role("heading", name="基本信息")).to_be_visible()
    sound(phone)

    told = json.loads(_download(phone, "导出成数据文件（JSON）").read_bytes())
    assert {section["key"] for section in told["sections"]} >= {"identity", "memberships", "posts", "ledger"}
    assert _download(phone, "导出成表格（Excel）").read_bytes().startswith(b"PK")

    phone.get_by_role("link", name="请求更正").click()
    phone.get_by_role("button", name="请求更正").click()
    expect(phone.get_by_role("alert")).to_contain_text("请填写这一项")
    phone.get_by_label("哪里不对，应该是什么").fill(WISH)
    sound(phone)
    phone.get_by_role("button", name="请求更正").click()
    expect(phone.get_by_role("status").first).to_contain_text("已提出")
    expect(phone.locator("main")).to_contain_text("等待答复")
    sound(phone)

    log_in(phone, "zhishu")
    phone.get_by_role("link", name="林晓禾请求更正自己的信息").click()
    expect(phone.locator("main")).to_contain_text(WISH)
    phone.get_by_role("button", name="不更正").click()
    expect(phone.get_by_role("alert")).to_contain_text("请写明为什么不更正")
    phone.get_by_label("告诉本人的话").fill("志愿书上是2015年。")
    phone.get_by_role("button", name="不更正").click()
    expect(phone.get_by_role("status").first).to_contain_text("已答复")

    loaded(log_in(phone, "dangyuan"))
    phone.locator("details.me summary").click()
    phone.get_by_role("link", name="我的信息").click()
    expect(phone.locator("section", has=phone.locator("#corrections"))).to_contain_text("志愿书上是2015年。")
    phone.get_by_role("link", name="哪些信息保存多久").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("哪些信息保存多久")
    sound(phone)
