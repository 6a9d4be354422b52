"""A member writes of himself on a phone; the branch asks for more, then puts it up; nobody above reads it."""

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from .conftest import PHONE, Open
from .walking import TODAY, campaign, loaded, log_in, sound

NAME = "今年的书面小结"


def _summaries(page: Page) -> None:
    campaign(page).locator("nav.procedures").get_by_role("link", name="书面小结").click()
    loaded(page)


def _press(page: Page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("main").get_by_role("button", name=name).first.click()


def test_a_summary_goes_from_the_members_phone_to_the_branch(opened: Open) -> None:
    page = opened(PHONE)
    log_in(page, "huodongban")
    _summaries(page)
    page.get_by_role("link", name="布置小结").click()
    page.get_by_label("叫什么").fill(NAME)
    page.get_by_label("哪天前交给支部").fill((TODAY - timedelta(days=1)).isoformat())
    _press(page, "布置下去")
    expect(page.locator(".mistakes")).to_be_visible()
    expect(page.get_by_label("叫什么")).to_have_value(NAME)
    sound(page)
    page.get_by_label("哪天前交给支部").fill((TODAY + timedelta(days=20)).isoformat())
    _press(page, "布置下去")
    expect(page.locator(".message")).to_contain_text(f"已布置{NAME}")
    sound(page)

    log_in(page, "dangyuan")
    page.get_by_role("link", name=re.compile(NAME)).click()
    loaded(page)
    sound(page)
    page.get_by_label(re.compile("下一步打算做什么")).fill("每月走访两户困难群众。")
    _press(page, "交给支部")
    expect(page.locator(".message")).to_contain_text("已交给支部")
    address = page.url
    sound(page)

    log_in(page, "zhishu")
    page.goto(address)
    page.get_by_role("link", name="请本人补充").click()
    page.get_by_label("为什么").fill("请写上参加志愿服务的事。")
    _press(page, "请本人补充")
    expect(page.locator(".message")).to_contain_text("已退回")

    log_in(page, "dangyuan")
    page.goto(address)
    expect(page.get_by_text("请写上参加志愿服务的事。").first).to_be_visible()
    page.get_by_role("link", name=re.compile("改|写")).first.click()
    page.get_by_label(re.compile("参加了什么")).fill("参加志愿服务六次。")
    _press(page, "交给支部")
    expect(page.locator(".message")).to_contain_text("已交给支部")

    log_in(page, "zhishu")
    page.goto(address)
    page.get_by_role("link", name="在支部公布").click()
    page.get_by_label("在支部哪里公布").fill("支部大会")
    page.get_by_label("哪天公布").fill(TODAY.isoformat())
    _press(page, "在支部公布")
    expect(page.locator(".message")).to_contain_text("已公布")
    sound(page)

    log_in(page, "dangweiban")
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 404
