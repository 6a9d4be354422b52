"""A secretary with a phone: enters somebody, takes him a step further, hands a branch over, and takes that back."""

import re

from playwright.sync_api import Page, expect

from .walking import loaded, log_in, sound


def _title(page: Page, text: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)
    loaded(page)


def test_a_secretary_enters_raises_and_hands_over_on_a_phone(phone: Page) -> None:
    log_in(phone, "zongzhi")
    phone.goto("/organisations/")
    branch = phone.locator("tbody .row-link").first
    name = branch.inner_text()
    branch.click()
    _title(phone, name)
    organisation = phone.url
    sound(phone)

    phone.get_by_role("link", name="登记一个人").click()
    _title(phone, f"{name}新登记谁")
    phone.get_by_label("姓名").fill("沈知秋")
    phone.get_by_role("radio", name="入党积极分子").check()
    sound(phone)
    phone.get_by_role("button", name="登记").click()
    _title(phone, "沈知秋")
    expect(phone.locator(".message")).to_contain_text("已登记沈知秋，今天起生效")
    sound(phone)

    phone.get_by_role("link", name="转为发展对象").click()
    _title(phone, "沈知秋改为什么身份")
    expect(phone.get_by_role("radio", name="发展对象")).to_be_checked()
    sound(phone)
    phone.get_by_role("button", name="看会变什么").click()
    _title(phone, "这样办，对吗")
    expect(phone.locator("main")).to_contain_text("不满1年")
    sound(phone)
    phone.get_by_role("button", name="确认").click()
    _title(phone, "沈知秋")
    expect(phone.locator(".timeline .is-now")).to_contain_text("发展对象")

    phone.goto(f"{organisation}people/?q=szq")
    _title(phone, f"{name}有哪些人")
    expect(phone.locator("tbody tr")).to_have_count(1)
    sound(phone)

    phone.goto(organisation)
    _title(phone, name)
    phone.get_by_role("link", name="交接", exact=True).click()
    _title(phone, f"谁接任{name}书记")
    phone.get_by_label("姓名").fill("沈知秋")
    phone.get_by_role("button", name="看会变什么").click()
    _title(phone, "这样办，对吗")
    expect(phone.locator("main")).to_contain_text("沈知秋现在不是正式党员")
    phone.get_by_role("button", name="确认").click()
    _title(phone, f"{name}有哪些事要交接")
    expect(phone.locator(".message")).to_contain_text("已定交接，今天起生效")
    sound(phone)
    phone.get_by_role("button", name="撤回这次交接").click()
    _title(phone, name)
    expect(phone.locator(".message")).to_contain_text("已撤回交接")


def test_a_members_file_and_the_lists_of_people_are_sound_on_a_desk_and_on_a_phone(
    page: Page, phone: Page
) -> None:
    for one in (page, phone):
        log_in(one, "dangyuan")
        one.locator("header .me summary").click()
        one.get_by_role("link", name="我的档案").click()
        _title(one, "林晓禾")
        sound(one)
        log_in(one, "huodongban")
        for address, title in (
            ("/organisations/vacant/", "哪些组织没有书记"),
            ("/organisations/", "澜溪区委"),
        ):
            one.goto(address)
            _title(one, title)
            sound(one)
        one.get_by_role("link", name="看本级和下级的全部名册，找人").click()
        _title(one, "澜溪区委有哪些人")
        sound(one)
        one.locator("tbody .row-link").first.click()
        expect(one.locator(".timeline").first).to_be_visible()
        sound(one)
