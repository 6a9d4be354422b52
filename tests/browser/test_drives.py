"""A themed drive is started by an office with one wrong turn, approved by a leader, and its page shows the steps."""

import re

from playwright.sync_api import expect

from .conftest import DESK, PHONE, Open
from .walking import loaded, log_in, sound, tell_meeting


def test_three_checks_are_started_in_a_few_presses_and_their_steps_stand_in_a_line(opened: Open) -> None:
    page = opened(DESK)
    log_in(page)
    page.goto("/packs/")
    loaded(page).get_by_role("link", name=re.compile("发起专题行动")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("发起哪一项专题行动？")
    sound(page)
    page.get_by_role("link", name="三查三看", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("从哪天开始，哪些单位参加？")
    sound(page)
    expect(page.locator(".lede")).to_contain_text(re.compile(r"一共落到\d+个组织"))

    # A wrong turn: no units at all. The title that was typed is still there.
    page.get_by_label("叫什么").fill("澜溪区三查三看")
    for box in page.locator("input[name=units]").all():
        box.uncheck()
    page.get_by_role("button", name="起草", exact=True).click()
    expect(page.locator(".mistakes")).to_contain_text("请至少勾一类单位。")
    sound(page)
    expect(page.get_by_label("叫什么")).to_have_value("澜溪区三查三看")
    page.locator("input[name=units]").nth(1).check()
    page.get_by_role("button", name="起草", exact=True).click()
    expect(page.locator(".message").first).to_contain_text("已起草《澜溪区三查三看》")
    address = loaded(page).url.split("#")[0]
    page.get_by_role("button", name="提交审批").click()
    expect(page.get_by_role("status").first).to_contain_text("提交")
    log_in(page, "lingdao")
    page.goto(address)
    loaded(page).get_by_role("link", name="批准", exact=True).click()
    tell_meeting(page)
    expect(page.get_by_role("status").first).to_contain_text("已批准，活动开始")

    phone = opened(PHONE)
    log_in(phone)
    phone.goto("/drives/")
    loaded(phone).get_by_role("link", name="澜溪区三查三看").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("走到哪一步了？")
    expect(phone.locator(".drive-steps li")).to_have_count(7)
    sound(phone)
    phone.get_by_role("link", name=re.compile("没有列出问题")).click()
    expect(phone.locator("tbody tr").first).to_contain_text("列出问题")
    sound(phone)
