"""A branch's named project on a phone, with one wrong turn: written, begun, a step ticked off, reported, confirmed."""

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from .conftest import DESK, PHONE, Open
from .walking import TODAY, campaign, loaded, log_in, sound


def _title(page: Page, text: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)
    loaded(page)


def _projects(page: Page) -> None:
    """From the campaign to its named projects."""
    campaign(page).locator("nav.procedures").get_by_role("link", name="品牌项目").click()
    _title(page, re.compile("的品牌项目做得怎么样？"))


def test_a_named_project_goes_its_way_from_a_phone(opened: Open) -> None:
    phone = opened(PHONE)
    log_in(phone, "zhishu")
    _projects(phone)
    sound(phone)
    phone.get_by_role("link", name="拟一个项目").click()
    _title(phone, "今年做好哪一件事？")
    sound(phone)

    # A wrong turn: a step without its day. Everything typed is still there.
    phone.get_by_label("叫什么").fill("红色维修队")
    phone.get_by_label("要做成什么").fill("帮三十户老人换好水龙头。")
    phone.get_by_label("谁负责").select_option(index=2)
    phone.get_by_label("从哪天起").fill((TODAY - timedelta(days=5)).isoformat())
    phone.get_by_label("哪天以前做成").fill((TODAY + timedelta(days=60)).isoformat())
    phone.locator("[name=step_0]").fill("摸清要换的人家")
    phone.get_by_role("button", name="拟好了，看一遍").click()
    expect(phone.locator(".mistakes")).to_contain_text("请选这一步哪天以前办成。")
    sound(phone)
    expect(phone.get_by_label("要做成什么")).to_have_value("帮三十户老人换好水龙头。")
    phone.locator("[name=step_0_on]").fill((TODAY + timedelta(days=9)).isoformat())
    phone.get_by_role("button", name="拟好了，看一遍").click()
    _title(phone, "“红色维修队”做到哪一步了？")
    address = phone.url
    phone.get_by_role("button", name="开始做").click()
    expect(phone.locator(".message")).to_contain_text("已经开始")
    sound(phone)

    loaded(phone).get_by_role("link", name="摸清要换的人家").click()
    _title(phone, "“摸清要换的人家”办成了吗？")
    sound(phone)
    phone.get_by_label("办得怎么样").fill("摸清三十二户。")
    phone.get_by_role("button", name="打勾").click()
    _title(phone, "“红色维修队”做到哪一步了？")
    expect(phone.locator(".lede")).to_contain_text("1步办成了1步")
    phone.get_by_role("link", name="报告结果").click()
    expect(phone.locator(".lede")).to_contain_text("报告结果")
    loaded(phone).get_by_label("做成了什么").fill("换好三十二户。")
    phone.get_by_role("button", name="报告结果").click()
    expect(phone.locator(".message")).to_contain_text("等上级确认")

    above = opened(DESK)
    log_in(above, "dangweiban")
    expect(above.get_by_role("heading", name=re.compile("等您确认结果的品牌项目"))).to_be_visible()
    above.goto(address)
    _title(above, "“红色维修队”做到哪一步了？")
    sound(above)
    above.get_by_role("button", name="确认", exact=True).click()
    expect(above.locator(".message")).to_contain_text("已确认")
