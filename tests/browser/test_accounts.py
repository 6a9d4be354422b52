"""Coming in, in the browser: an app's digits and codes on paper on a phone, a passkey, sessions ended elsewhere.

Each test changes an account that no other walk uses, and leaves it as it was.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
from playwright.sync_api import Browser, Page, expect

from zhengyou.accounts.rules import timecodes

from .walking import PASSWORD, loaded, log_in, sound

HOME, AGAIN = "等我办的事", "请再确认一次是您本人"


def _heading(page: Page, words: str) -> None:
    """Wait for the page of that title. After ten minutes, on a slow machine, the password comes between."""
    there = page.get_by_role("heading", level=1, name=words, exact=True)
    asked = page.get_by_role("heading", level=1, name=AGAIN, exact=True)
    expect(there.or_(asked)).to_be_visible()
    loaded(page)
    if words != AGAIN and asked.is_visible():
        page.get_by_label("密码").fill(PASSWORD)
        _send(page, "确认")
        expect(there).to_be_visible()
        loaded(page)


def _said(page: Page, words: str) -> None:
    expect(page.get_by_role("status").first).to_contain_text(words)
    loaded(page)


def _send(page: Page, words: str) -> None:
    page.locator("main").get_by_role("button", name=words, exact=True).click()


def _enter(page: Page, code: Callable[[], str], press: str, done: str) -> None:
    """Type the app's digits and send them; once more when they changed on the way, as a person would."""
    for _ in range(4):
        page.get_by_label("六位数字").fill(code())
        with page.expect_navigation():
            _send(page, press)
        if page.get_by_role("alert").count() == 0:
            break
    _heading(page, done)


def _log_out(page: Page) -> None:
    page.locator(".menu.me summary").click()
    page.get_by_role("button", name="退出登录").click()
    _heading(page, "请登录")


def _give_password(page: Page, username: str) -> None:
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(PASSWORD)
    _send(page, "登录")


def test_on_a_phone_a_second_step_is_set_up_used_printed_and_taken_away(phone: Page, tmp_path: Path) -> None:
    log_in(phone, "ducha")
    phone.locator(".menu.me summary").click()
    phone.get_by_role("link", name="我的账号").click()
    _heading(phone, "我的账号，别人进得来吗")
    sound(phone)
    phone.locator(".next-thing").get_by_role("link", name="设置手机验证器").click()
    _heading(phone, "设置手机验证器")
    sound(phone)
    secret = phone.locator(".secret").inner_text().replace(" ", "")

    def now() -> str:  # the installation lives on the machine's own clock
        return timecodes.code_of(secret, timecodes.step_of(datetime.now(UTC)))

    def to_come() -> str:
        return timecodes.code_of(secret, timecodes.step_of(datetime.now(UTC)) + 1)

    _enter(phone, now, "设好了", "我的账号，别人进得来吗")
    _said(phone, "手机验证器设好了")
    codes = _paper(phone, tmp_path)
    _log_out(phone)
    _give_password(phone, "ducha")
    _heading(phone, "还差一步：确认是您本人")
    sound(phone)
    _enter(phone, to_come, "进去", HOME)
    _log_out(phone)
    _give_password(phone, "ducha")
    phone.get_by_label("或一个备用码").fill(codes[0].lower())
    _send(phone, "进去")
    _heading(phone, HOME)
    phone.goto("/account/")
    expect(phone.get_by_text("还剩 9 个")).to_be_visible()
    phone.get_by_role("link", name="去掉验证器").click()
    _heading(phone, "去掉手机验证器吗")
    _send(phone, "去掉手机验证器")
    _said(phone, "手机验证器去掉了")
    log_in(phone, "ducha")


def _paper(page: Page, folder: Path) -> list[str]:
    """Codes on paper: made, printed, kept as a file."""
    page.locator(".next-thing").get_by_role("link", name="生成备用码").click()
    _heading(page, "手机丢了，怎么进来")
    _send(page, "生成十个备用码")
    _heading(page, "请把这些备用码收好")
    sound(page)
    codes = page.locator(".codes li").all_inner_texts()
    assert len(codes) == 10
    expect(page.get_by_role("button", name="打印")).to_be_visible()
    page.pdf(path=folder / "codes.pdf")
    document = pypdfium2.PdfDocument(folder / "codes.pdf")
    printed = "".join(sheet.get_textpage().get_text_range() for sheet in document)
    assert ([code for code in codes if code not in printed], len(document)) == ([], 1)
    assert "存成文件" not in printed
    document.close()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="存成文件").click()
    text = Path(waiting.value.path()).read_text()
    assert [code for code in codes if code not in text] == []
    assert waiting.value.suggested_filename == "争优备用码.txt"
    page.get_by_role("link", name="回到我的账号").click()
    _heading(page, "我的账号，别人进得来吗")
    return codes


def test_a_passkey_is_added_opens_without_a_password_and_is_taken_away(page: Page, served: str) -> None:
    secure = served.replace("127.0.0.1", "localhost")  # an address of numbers is no place for passkeys
    page.goto(f"{served}/login/")
    loaded(page)
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
    }
    told = {**device, "isUserVerified": True, "automaticPresenceSimulation": True}
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": told})
    page.goto(f"{secure}/login/")
    loaded(page)
    _give_password(page, "chayue")
    _heading(page, HOME)
    page.goto(f"{secure}/account/passkeys/add/")
    _heading(page, "给这台设备添一把通行密钥")
    sound(page)
    page.get_by_label("给它起个名字").fill("办公室电脑")
    _send(page, "添加")
    _said(page, "已登记通行密钥")
    expect(page.locator(".protection")).to_contain_text("办公室电脑")
    sound(page)
    page.goto(f"{secure}/account/passkeys/add/")
    _heading(page, "给这台设备添一把通行密钥")
    page.get_by_label("给它起个名字").fill("又一把")
    _send(page, "添加")
    expect(page.get_by_role("alert")).to_contain_text("这台设备已经添过")
    _log_out(page)
    page.get_by_role("button", name="用通行密钥登录").click()
    _heading(page, HOME)
    page.goto(f"{secure}/account/")
    loaded(page)
    expect(page.locator(".protection")).to_contain_text("上次用")
    page.get_by_role("link", name="去掉通行密钥“办公室电脑”").click()
    _heading(page, "去掉通行密钥“办公室电脑”吗")
    _send(page, "去掉这把通行密钥")
    _said(page, "它再也打不开这个账号")
    _log_out(page)
    page.get_by_role("button", name="用通行密钥登录").click()
    expect(page.locator(".refusal")).to_contain_text("这把通行密钥没有通过")
    _give_password(page, "chayue")
    _heading(page, HOME)


def test_a_session_on_the_phone_is_ended_from_the_desk(page: Page, phone: Page) -> None:
    log_in(phone, "guanli")
    log_in(page, "guanli")
    page.goto("/account/logins/")
    _heading(page, "我在哪些地方登录着")
    sound(page)
    expect(page.get_by_text("（就是这里）")).to_have_count(1)
    _send(page, "除了这里，全部结束")
    _said(page, "只剩您现在用的这一处")
    phone.goto("/organisations/")
    _heading(phone, "请登录")
    page.reload()
    _heading(page, "我在哪些地方登录着")


def test_the_pages_of_the_account_hold_on_a_phone(phone: Page) -> None:
    log_in(phone, "guanli")
    for address in (
        "/account/",
        "/account/logins/",
        "/account/password/",
        "/account/app/",
        "/account/codes/",
    ):
        phone.goto(address)
        sound(phone)
    phone.goto("/account/again/")
    _heading(phone, AGAIN)
    sound(phone)
    phone.goto("/account/password/")
    _heading(phone, "新密码用什么")
    phone.get_by_label("新密码", exact=True).fill("guanli2026")
    phone.get_by_label("再填一遍新密码").fill("guanli2026")
    _send(phone, "就用这个密码")
    expect(phone.get_by_role("alert")).to_contain_text("熟人一猜就中")
    sound(phone)


def test_without_script_one_comes_in_and_nothing_is_offered_that_needs_it(
    browser: Browser, served: str
) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN", base_url=served)
    page = context.new_page()
    page.goto("/login/")
    expect(page.get_by_role("button", name="用通行密钥登录")).to_be_hidden()
    _give_password(page, "guanli")
    expect(page.get_by_role("heading", level=1)).to_have_text(HOME)
    page.goto("/account/passkeys/add/")
    expect(page.locator("noscript p")).to_be_visible()  # it says what to use instead
    expect(page.get_by_role("button", name="添加")).to_be_hidden()
    context.close()
