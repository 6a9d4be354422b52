"""A phase is closed with things missing, after one wrong turn; a campaign's event ends another; a calendar is made."""

import re

from playwright.sync_api import Page, expect

from .conftest import DESK, PHONE, Open
from .walking import campaign, loaded, log_in, sound


def _first_phase(page: Page) -> None:
    """From the campaign to its first phase, by what one presses."""
    campaign(page).locator("nav.procedures").get_by_role("link", name="阶段", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("哪个阶段在进行，哪个该结束了？")
    loaded(page)
    sound(page)
    page.locator("tbody .row-link").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("可以结束了吗？$"))
    loaded(page)


def test_a_phase_is_closed_with_things_missing_by_another_person(opened: Open) -> None:
    office = opened(DESK)
    log_in(office)
    _first_phase(office)
    sound(office)
    office.get_by_role("button", name="列出缺什么，准备结束").click()
    expect(office.locator(".message")).to_contain_text("清单已按今天的情况列好")
    loaded(office)
    sound(office)
    expect(office.get_by_role("link", name="确认结束")).to_have_count(0)

    # Another person closes. A wrong turn: nothing said of what is missing.
    leader = opened(PHONE)
    log_in(leader, "lingdao")
    leader.goto(office.url)
    loaded(leader).get_by_role("link", name="确认结束").click()
    loaded(leader)
    sound(leader)
    leader.get_by_role("button", name="确认结束").click()
    expect(leader.locator(".mistakes")).to_contain_text("请写明怎么办再结束")
    loaded(leader)
    sound(leader)
    leader.get_by_label("缺的怎么办").fill("下个月补齐，办公室逐个打电话。")
    leader.get_by_role("button", name="确认结束").click()
    expect(leader.locator(".message")).to_contain_text("阶段已结束，清单已留存")
    loaded(leader)
    expect(leader.locator("main")).to_contain_text("下个月补齐，办公室逐个打电话。")
    sound(leader)
    leader.get_by_role("link", name="重新打开").click()
    loaded(leader).get_by_label("为什么").fill("还有两个支部要补开动员会。")
    leader.get_by_role("button", name="重新打开").click()
    expect(leader.locator(".message")).to_contain_text("阶段已重新打开")
    expect(loaded(leader).locator("main")).to_contain_text("下个月补齐，办公室逐个打电话。")


def test_the_schedule_of_a_branch_reads_by_month_on_a_phone_and_is_drawn_on_a_desk(opened: Open) -> None:
    desk = opened(DESK)
    log_in(desk)
    campaign(desk).locator("nav.procedures").get_by_role("link", name="日程安排表").click()
    loaded(desk)
    expect(desk.locator("svg.gantt")).to_be_visible()
    expect(desk.locator(".by-month")).to_be_hidden()
    sound(desk)
    phone = opened(PHONE)
    log_in(phone, "zhishu")
    phone.goto(desk.url.partition("?")[0])
    expect(loaded(phone).locator(".by-month")).to_be_visible()
    expect(phone.locator("svg.gantt")).to_be_hidden()
    expect(phone.locator(".by-month")).to_contain_text("上级要求")
    sound(phone)


def test_a_secretary_puts_what_awaits_him_into_his_phones_calendar_and_takes_it_back(opened: Open) -> None:
    phone = opened(PHONE)
    log_in(phone, "zhishu")
    phone.get_by_role("link", name="我的日历").click()
    loaded(phone)
    sound(phone)
    phone.get_by_role("button", name="做一个地址").click()
    address = loaded(phone).locator("code").inner_text()
    sound(phone)
    feed = phone.request.get(address)
    assert (feed.status, feed.text().startswith("BEGIN:VCALENDAR")) == (200, True)
    phone.get_by_role("button", name="作废地址").click()
    expect(phone.locator(".message")).to_contain_text("地址已作废")
    assert phone.request.get(address).status == 404
