"""A round of inspection is planned and its frame sealed; on a phone a unit is visited, with wrong turns, and confirms
for itself; the draw of the round under way is worked out again in the browser."""

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from .conftest import DESK, PHONE, Open
from .walking import TODAY, campaign, loaded, log_in, sound


def _title(page: Page, text: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)
    loaded(page)


def _rounds(page: Page) -> None:
    campaign(page).locator("nav.procedures").get_by_role("link", name="督查", exact=True).click()
    _title(page, "督查查了哪些单位，查出什么？")


def test_a_round_is_planned_published_and_its_frame_sealed(opened: Open) -> None:
    page = opened(DESK)
    log_in(page)
    _rounds(page)
    sound(page)
    page.get_by_role("link", name="安排一轮督查").click()
    _title(page, "这一轮查什么、抽哪些单位？")
    sound(page)
    page.get_by_label("这一轮叫什么").fill("年底督查")
    page.get_by_label("为什么查").fill("看全年的实事办没办。")
    page.get_by_label("看什么，一行一条").fill("实事办成有人证明\n党费按月公布")
    page.get_by_label("看记录").check()
    page.get_by_label("邹明允").check()
    page.get_by_label("第1类，哪种组织").select_option(label="党支部")
    for label, days in (("哪天抽签", 3), ("哪天开始查", 4), ("哪天以前查完", 30)):
        page.get_by_label(label).fill((TODAY + timedelta(days=days)).isoformat())
    page.get_by_label("种子词").fill("瑞雪兆丰年")

    # A wrong turn: a kind of unit without how many. Everything typed is still there.
    page.get_by_role("button", name="存方案").click()
    expect(page.locator(".mistakes")).to_contain_text("选了哪一类，没有写抽几个")
    sound(page)
    expect(page.get_by_label("种子词")).to_have_value("瑞雪兆丰年")
    page.get_by_label("第1类，抽几个").fill("10%")
    page.get_by_role("button", name="存方案").click()
    _title(page, "年底督查到哪一步了？")
    sound(page)
    page.get_by_role("button", name="公布方案和种子词").click()
    expect(page.locator(".message")).to_contain_text("已公布，不能再改")
    loaded(page).get_by_role("button", name="封定抽签名单").click()
    expect(page.locator(".message")).to_contain_text("名单已封定")
    expect(loaded(page).get_by_role("button", name="抽签")).to_have_count(0)  # not before its day
    sound(page)

    page.get_by_role("link", name="公开页：规则、名单、结果，自己算一遍").click()
    _title(page, "年底督查抽中的单位，是怎么抽出来的？")
    expect(page.locator("main")).to_contain_text("瑞雪兆丰年")
    expect(page.locator("main")).to_contain_text("还没有抽签，或者还没有到公布结果的时候")
    sound(page)


def test_a_unit_is_visited_on_a_phone_and_confirms_for_itself(opened: Open) -> None:
    phone = opened(PHONE)
    log_in(phone, "ducha")
    section = phone.locator("section", has=phone.get_by_role("heading", name=re.compile("^派您去督查的单位")))
    section.get_by_role("link").first.click()
    _title(phone, re.compile("查得怎么样？$"))
    expect(phone.get_by_role("heading", name="系统里已有的")).to_be_visible()
    sound(phone)
    address = phone.url
    phone.get_by_role("link", name="记下查到的情况").click()
    _title(phone, re.compile("看到了什么？$"))
    sound(phone)

    # A wrong turn: a problem without saying which. What was typed is still there.
    lines = phone.locator("fieldset.group")
    lines.nth(0).get_by_label("有问题").check()
    lines.nth(1).get_by_label("好", exact=True).check()
    phone.get_by_label("好的做法").fill("值班表贴在门口。")
    phone.get_by_role("button", name="记下").click()
    expect(phone.locator(".mistakes")).to_contain_text("请写是什么问题")
    sound(phone)
    expect(phone.get_by_label("好的做法")).to_have_value("值班表贴在门口。")
    lines.nth(0).get_by_label("什么问题").fill("十月的党课没有记录")
    phone.get_by_role("button", name="记下").click()
    _title(phone, re.compile("查得怎么样？$"))
    expect(phone.locator(".message")).to_contain_text("单位还看不到")
    sound(phone)
    phone.get_by_role("link", name="反馈给单位").click()
    expect(phone.get_by_label("问题哪天以前改好")).not_to_have_value("")
    sound(phone)
    phone.get_by_role("button", name="反馈给单位").click()
    expect(phone.locator(".message")).to_contain_text("由他确认或者说明不同意见")
    expect(loaded(phone).get_by_role("button", name="情况属实，签字确认")).to_have_count(0)
    sound(phone)

    # The unit's own secretary confirms; whoever inspected could not. Secretaries log in with their unit's code and "s".
    name = phone.get_by_role("heading", level=1).inner_text().removesuffix("查得怎么样？")
    unit = opened(PHONE)
    log_in(unit, f"{_code(unit, name)}s")
    unit.get_by_role("link", name=f"对{name}的督查").click()
    _title(unit, "督查看到的，属实吗？")
    expect(unit.locator("main")).to_contain_text("十月的党课没有记录")
    sound(unit)
    unit.get_by_role("button", name="情况属实，签字确认").click()
    expect(unit.locator(".message")).to_contain_text("已由您代表本单位确认")
    loaded(unit)
    phone.goto(address)
    expect(phone.locator("main")).to_contain_text("单位已确认")
    loaded(phone)


def _code(page: Page, name: str) -> str:
    """The code of a unit drawn or chosen, from the public page of the round under way."""
    _public(page)
    text = page.locator("#frame").text_content() or ""
    (found,) = [line.split("\t")[0] for line in text.splitlines() if line.split("\t")[1] == name]
    return found


def _public(page: Page) -> None:
    log_in(page)
    _rounds(page)
    page.get_by_role("link", name="四季度督查").click()
    _title(page, "四季度督查到哪一步了？")
    page.get_by_role("link", name="公开页：规则、名单、结果，自己算一遍").click()
    _title(page, "四季度督查抽中的单位，是怎么抽出来的？")


def test_the_browser_works_the_draw_out_again(opened: Open) -> None:
    page = opened(PHONE)
    _public(page)
    page.get_by_role("button", name="在这台机器上重算").click()
    expect(page.locator("#told")).to_have_text("算过了：名单的摘要对得上，抽中的单位一个不差。")
    sound(page)
    page.locator("[data-drawn]").first.evaluate("row => row.removeAttribute('data-drawn')")
    page.get_by_role("button", name="在这台机器上重算").click()
    expect(page.locator("#told")).to_have_text("对不上！请把这一页存下来，告诉组织督查的单位。")
