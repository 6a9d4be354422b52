"""A member with a phone promises something in few taps; the secretary types in for his branch from one page."""

import re

from playwright.sync_api import Page, expect

from .walking import campaign, loaded, log_in, sound

TEXT, RESULT = "每周二晚上在活动室教大家用手机挂号", "全年四十个晚上，每次有签到"


def _title(page: Page, text: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)
    loaded(page)


def _of_the_district(page: Page) -> str:
    """The address of the district's campaign."""
    found = re.match(r".*/campaigns/\d+/", campaign(page).url)
    assert found is not None
    return found.group()


def test_one_item_is_entered_on_a_phone_in_two_taps_beside_the_typing(phone: Page) -> None:
    log_in(phone, "dangyuan")
    campaign = _of_the_district(phone)
    phone.goto(f"{campaign}commitments/mine/")
    _title(phone, "我承诺了什么？")
    sound(phone)
    taps = 0

    phone.get_by_role("link", name="我要承诺").click()
    taps += 1
    _title(phone, "您承诺办成什么？")
    sound(phone)
    phone.get_by_label("承诺做什么").fill("努力提高服务水平")
    phone.get_by_label("做到什么样算兑现").fill("大家满意")
    phone.get_by_label("做到什么样算兑现").blur()
    expect(phone.locator("#promise-hints")).to_contain_text("没有数量，也看不出做成什么样")
    phone.get_by_label("承诺做什么").fill(TEXT)
    phone.get_by_label("做到什么样算兑现").fill(RESULT)
    # The deadline and the kind stand there from the beginning.
    phone.get_by_role("button", name="送审").click()
    taps += 1
    _title(phone, "这项承诺兑现了吗？")
    expect(phone.locator(".message")).to_contain_text("已送审")
    expect(phone.locator("main")).to_contain_text(TEXT)
    sound(phone)
    assert taps == 2


def test_a_secretary_enters_for_his_branch_loses_nothing_when_refused_and_does_not_vet_it_himself(
    page: Page,
) -> None:
    log_in(page, "zhishu")
    campaign = _of_the_district(page)
    page.goto(f"{campaign}commitments/entry/")
    _title(page, re.compile("的同志承诺了什么"))
    sound(page)
    row = page.locator(".promise-row").nth(3)
    name = row.locator("legend").inner_text().split()[0]
    row.get_by_label("承诺做什么").fill("国庆前修好村口的石凳")
    page.get_by_role("button", name="存下并送审").click()
    expect(page.locator(".mistakes")).to_contain_text(f"{name}：请写做到什么样算兑现。")
    loaded(page)
    row = page.locator(".promise-row").nth(3)
    expect(row.get_by_label("承诺做什么")).to_have_value("国庆前修好村口的石凳")
    row.get_by_label("做到什么样算兑现").fill("修好六张")
    page.get_by_role("button", name="存下并送审").click()
    expect(page.locator(".message")).to_contain_text("已替党员录入1项承诺")
    loaded(page)
    sound(page)

    page.goto(f"{campaign}commitments/vet/")
    _title(page, "这些承诺行不行？")
    expect(page.locator(".lede")).to_contain_text("由别的同志审")
    sound(page)
