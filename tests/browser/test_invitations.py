"""People without an account come in by paper: from the sheet, and from the code on the wall with two browsers."""

import math
from pathlib import Path

import pypdfium2
from playwright.sync_api import Browser, Page, expect

from tests.browsing import PATIENCE

from .conftest import PHONE
from .walking import loaded, log_in, sound

CHOSEN = "山坡上有三只羊和一朵云"
ON_A_PAGE = 10


def _to_the_table(page: Page) -> None:
    log_in(page, "zhishu")
    page.get_by_role("link", name="开通账号", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("谁还没有账号")
    loaded(page)


def _choose_password(phone: Page) -> str:
    """On the page that asks for user name and password; the user name with which one is in."""
    username = phone.get_by_label("用户名").input_value()
    phone.get_by_label("密码", exact=True).fill(CHOSEN)
    phone.get_by_label("再填一遍密码").fill(CHOSEN)
    phone.get_by_role("button", name="开通，进去看看").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("等我办的事")
    expect(phone.locator(".message")).to_contain_text(f"下次用用户名 {username} 登录")
    return username


def test_from_the_printed_sheet_to_the_desk_on_a_phone(page: Page, phone: Page, tmp_path: Path) -> None:
    _to_the_table(page)
    sound(page)
    ticked = page.locator("input[name=person]:checked").count()
    assert ticked > ON_A_PAGE
    page.locator("input[name=person]:checked").last.uncheck()
    page.get_by_role("button", name="邀请打了勾的人").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"邀请单好了，共{ticked - 1}张")
    sound(page)
    slips = loaded(page).locator(".slip")
    names, codes = slips.locator("h2").all_inner_texts(), slips.locator(".code").all_inner_texts()
    _printed(page, tmp_path / "sheet.pdf", list(zip(names, codes, strict=True)))

    # The first of them opens the link on a phone; the code itself is never in the address again.
    phone.goto(slips.locator(".link").first.inner_text())
    expect(phone.get_by_role("heading", level=1)).to_have_text(f"{names[0]}，您好")
    assert phone.url.endswith("/invitations/accept/")
    sound(phone)
    username = _choose_password(phone)
    sound(phone)
    _come_back(phone, username)

    # The second types the code; the first slip opens nothing any more.
    phone.context.clear_cookies()
    phone.goto("/invitations/")
    sound(phone)
    phone.get_by_label("邀请码").fill(codes[0])
    phone.get_by_role("button", name="下一步").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("这个邀请现在用不了")
    sound(phone)
    phone.get_by_role("link", name="再填一次邀请码").click()
    loaded(phone).get_by_label("邀请码").fill(codes[1].lower())
    phone.get_by_role("button", name="下一步").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(f"{names[1]}，您好")


def _come_back(phone: Page, username: str) -> None:
    """With the password just chosen."""
    phone.context.clear_cookies()
    phone.goto("/login/")
    phone.get_by_label("用户名").fill(username)
    phone.get_by_label("密码").fill(CHOSEN)
    phone.get_by_role("button", name="登录", exact=True).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("等我办的事")


def _printed(page: Page, path: Path, slips: list[tuple[str, str]]) -> None:
    """Ten slips on a page of A4, each whole, in their order; nothing else is printed."""
    page.pdf(path=path, prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(path)
    try:
        assert len(document) == math.ceil(len(slips) / ON_A_PAGE)
        for number in range(len(document)):
            sheet = document[number]
            assert [round(side / 72 * 25.4) for side in sheet.get_size()] == [210, 297]
            text = sheet.get_textpage().get_text_bounded()
            here = slips[number * ON_A_PAGE : (number + 1) * ON_A_PAGE]
            assert text.count("限本人用一次") == len(here)
            assert [(name in text, code in text) for name, code in here] == [(True, True)] * len(here)
            assert "邀请单好了" not in text
    finally:
        document.close()


def test_from_the_code_on_the_wall_to_the_desk_with_two_browsers(page: Page, phone: Page) -> None:
    _to_the_table(page)
    name = page.locator("label.ticked").last.inner_text().strip()
    code = _hang_up(page)
    sound(page)
    page.get_by_role("link", name="到名单页，等各人来扫").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("谁还没有账号")
    number = _ask(phone, code, name)
    sound(phone)

    # The secretary's page shows him by itself; one press, and the phone goes on by itself.
    expect(page.locator(".asked li")).to_contain_text(f"{name}，手机上的数是 {number}")
    sound(page)
    page.get_by_role("button", name="是他本人").click()
    expect(page.locator(".message")).to_contain_text(f"已确认{name}是本人")
    expect(phone.get_by_role("heading", level=1)).to_have_text(f"{name}，您好")
    loaded(phone)
    _choose_password(phone)


def test_the_wall_leads_in_without_a_script_too(page: Page, browser: Browser, served: str) -> None:
    _to_the_table(page)
    name = page.locator("label.ticked").nth(-2).inner_text().strip()
    code = _hang_up(page)
    context = browser.new_context(
        viewport={"width": PHONE["width"], "height": PHONE["height"]},
        locale="zh-CN",
        base_url=served,
        java_script_enabled=False,
    )
    context.set_default_timeout(PATIENCE)
    plain = context.new_page()
    _ask(plain, code, name)
    page.goto(page.url.removesuffix("wall/"))
    page.get_by_role("button", name="是他本人").click()
    expect(page.locator(".message")).to_contain_text(f"已确认{name}是本人")
    expect(plain.get_by_role("heading", level=1)).to_have_text(f"{name}，您好")
    loaded(plain)
    _choose_password(plain)
    context.close()


def _hang_up(page: Page) -> str:
    """The code on the poster."""
    page.locator("aside form").last.get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("墙上的二维码好了")
    return loaded(page).locator(".poster .code").inner_text()


def _ask(phone: Page, code: str, name: str) -> str:
    """The two digits that the phone then shows."""
    phone.goto("/invitations/")
    phone.get_by_label("邀请码").fill(code)
    phone.get_by_role("button", name="下一步").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("您是哪一位")
    loaded(phone).get_by_label("您的姓名").fill(name)
    phone.get_by_role("button", name="告诉书记").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("请书记认一下您")
    return loaded(phone).locator(".number-shown").inner_text()
