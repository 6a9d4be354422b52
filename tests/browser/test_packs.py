"""A plan that begins from a pack, in the browser: no document, a draft on the workbench, items from the register."""

import re

import pytest
from playwright.sync_api import Page, expect

from .walking import loaded, log_in, sound

ADDRESSES = ["/packs/", "/packs/frame/", "/packs/care/", "/packs/register/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_of_packs_is_sound_on_a_desk_and_on_a_phone(page: Page, phone: Page, address: str) -> None:
    for one in (page, phone):
        log_in(one, "huodongban")
        one.goto(address)
        sound(one)


def test_without_a_document_a_plan_begins_and_a_bare_standard_gets_its_items(page: Page, phone: Page) -> None:
    # From the list of plans to a pack, and from there to a draft.
    log_in(page, "huodongban")
    page.goto("/plans/")
    page.get_by_role("link", name="没有文件？从样板开始").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("从哪份样板开始")
    loaded(page).locator(".packs > li").first.locator("p").first.click(
        force=True
    )  # the whole entry is one link
    expect(page.get_by_role("heading", level=1)).to_have_text("照“创先争优总体安排”起草，从什么时候开始")
    page.get_by_label("方案标题").fill("澜溪区争创先进试行方案")
    page.get_by_label("从哪天开始").fill("2027-03-01")
    page.get_by_role("radio", name=re.compile("^90%")).check()
    page.get_by_role("button", name="起草").click()
    expect(page.locator(".message")).to_contain_text("已起草《澜溪区争创先进试行方案》")
    expect(page.locator(".bench-text")).to_contain_text("满意率低于90%")
    bench = page.url

    # A standard that is only named is offered the register, where variants stand beside each other.
    page.get_by_role("link", name="补充一项").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("要补充什么")
    page.get_by_role("link", name="标准", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("补充什么标准")
    page.locator("input[name=name]").fill("四强")
    page.get_by_role("button", name="补充上").click()
    page.get_by_role("link", name=re.compile("从名录里选条目（3 套）")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("这里的“四强”指哪一套")
    assert _rows(page) == 1
    sound(page)
    log_in(phone, "huodongban")
    phone.goto(page.url)
    assert _rows(phone) == 3
    sound(phone)
    page.locator("button[value^='四强@学校党组织']").click()
    expect(page.locator(".message")).to_contain_text("“四强”已补上 4 条，出自学校党组织。")
    expect(page.locator("article.understood", has_text="凝聚人心能力强")).to_have_count(1)
    assert page.url.split("#")[0] == bench


def _rows(page: Page) -> int:
    """In how many rows the variants stand."""
    places = (
        loaded(page)
        .locator(".variants > li")
        .evaluate_all("all => all.map(one => Math.round(one.getBoundingClientRect().top))")
    )
    assert len(places) == 3
    return len(set(places))
