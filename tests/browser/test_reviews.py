"""A branch secretary reviews one member after another on a phone; a wrong turn; the member reads and answers."""

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from .conftest import DESK, PHONE, Open
from .walking import TODAY, campaign, loaded, log_in, sound


def _title(page: Page, text: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)
    loaded(page)


def _round(page: Page, name: str) -> None:
    """The district's office opens a round."""
    log_in(page)
    campaign(page).locator("nav.procedures").get_by_role("link", name="领导点评").click()
    loaded(page)
    page.locator("main a[href$='/reviews/rounds/']").first.click()
    _title(page, re.compile("各轮点评怎么样"))
    sound(page)
    page.get_by_label("叫什么").fill(name)
    page.get_by_label("哪天以前点评完").fill((TODAY + timedelta(days=30)).isoformat())
    page.get_by_label("点评出的问题哪天以前改好").fill((TODAY + timedelta(days=60)).isoformat())
    page.get_by_role("button", name="开始这一轮").click()
    expect(page.locator(".message")).to_contain_text(f"{name}已经开始")
    loaded(page)


def _write(page: Page, problem: str) -> None:
    page.get_by_role("radio", name="个别点评").check()
    page.get_by_label("好在哪里").fill("上门服务三十户，家家都说好。")
    page.locator("[name=problem_0]").fill(problem)
    page.get_by_label("往哪里努力").fill("年底前把做法教给两名新同志。")


def test_a_secretary_reviews_one_member_after_another_on_a_phone(opened: Open) -> None:
    _round(opened(DESK), "秋季点评")
    phone = opened(PHONE)
    log_in(phone, "zhishu")
    phone.get_by_role("link", name=re.compile("^秋季点评：还有")).click()
    _title(phone, "该点评的都点评了吗？")
    sound(phone)
    before = phone.locator("tbody tr").count()
    first = phone.locator("tbody .row-link").first.inner_text()
    phone.get_by_role("link", name=f"点评{first}", exact=True).click()
    _title(phone, f"{first}好在哪里，差在哪里？")
    sound(phone)

    # A wrong turn: praise only. Everything typed is still there, and the summary leads to the field.
    _write(phone, "")
    phone.get_by_role("button", name=re.compile("记下，下一位")).click()
    expect(phone.locator(".mistakes")).to_contain_text("至少写一个问题")
    sound(phone)
    expect(phone.get_by_label("往哪里努力")).to_have_value("年底前把做法教给两名新同志。")
    phone.locator("[name=problem_0]").fill("三季度学习缺席四次")
    following = phone.get_by_role("button", name=re.compile("记下，下一位"))
    second = following.inner_text().removeprefix("记下，下一位")
    following.click()
    _title(phone, f"{second}好在哪里，差在哪里？")
    expect(phone.locator(".message")).to_contain_text(f"已记下对{first}的点评，1个问题开始整改")
    expect(phone.get_by_role("radio", name="个别点评")).to_be_checked()

    # The second one without a problem; what was typed comes back when the page is opened again.
    _write(phone, "")
    phone.get_by_label("往哪里努力").blur()
    phone.goto(phone.url)
    expect(phone.get_by_text("已恢复您没有提交的内容")).to_be_visible()
    expect(phone.get_by_label("往哪里努力")).to_have_value("年底前把做法教给两名新同志。")
    phone.get_by_label("没有发现问题的").fill("查了全年记录，问了五户群众，都说办得好。")
    phone.get_by_role("button", name="只记下").click()
    _title(phone, "该点评的都点评了吗？")
    expect(phone.locator(".message")).to_contain_text(f"已记下对{second}的点评，没有发现问题")
    expect(phone.locator("tbody tr")).to_have_count(before - 2)
    sound(phone)

    phone.get_by_role("link", name="已点评、对方还没看的").click()
    loaded(phone).get_by_role("link", name=first).click()
    _title(phone, f"对{first}的点评说了什么？")
    expect(phone.locator("main")).to_contain_text("三季度学习缺席四次")
    sound(phone)
