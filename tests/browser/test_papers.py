"""On a phone a branch is judged on paper: the box is opened by two, each paper read twice, the urns are opened."""

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from .conftest import PHONE, Open
from .walking import TODAY, campaign, loaded, log_in, sound

NAME = "会上评议支部"


def _title(page: Page, text: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)
    loaded(page)


def _arranged(page: Page) -> str:
    """A round with two scrutineers; the address of its page, on which the page now is."""
    campaign(page)
    page.goto(f"{page.url}appraisals/schedule/")
    page.get_by_label("这一轮叫什么").fill(NAME)
    page.get_by_label("群众评议党组织测评表").check()
    page.get_by_label("党支部（").check()
    for label, days in (("哪天开始投票", 0), ("哪天截止", 9)):
        page.get_by_label(label).fill((TODAY + timedelta(days=days)).isoformat())
    page.get_by_role("button", name="安排这一轮").click()
    _title(page, NAME)
    address = page.url
    for name in ("邹明允", "祁望川"):
        page.get_by_role("link", name="指定监票人、计票人").click()
        _title(page, f"“{NAME}”谁来监票、计票？")
        page.get_by_label("姓名").fill(name)
        page.get_by_role("button", name="找", exact=True).click()
        loaded(page).get_by_label(name).check()
        page.get_by_role("button", name="指定", exact=True).click()
        _title(page, NAME)
        expect(page.locator("main")).to_contain_text(name)
    return address


def _key(page: Page, address: str) -> str:
    """The key slip of whoever is logged in."""
    page.goto(address)
    page.get_by_role("button", name="做钥匙条", exact=True).click()
    _title(page, "请抄下您的钥匙条")
    return page.locator(".key-slip").inner_text()


def _step(page: Page, word: str, done: str) -> None:
    page.get_by_role("button", name=word, exact=True).click()
    expect(page.locator(".message")).to_contain_text(done)
    loaded(page)


def _count(page: Page, address: str, found: str) -> None:
    """Tell how many papers lie in the box."""
    page.goto(f"{address}paper/")
    page.get_by_role("link", name=re.compile("^开.*的票箱")).click()
    _title(page, re.compile("票箱里有多少张"))
    page.get_by_label("箱里有多少张").fill(found)
    page.get_by_role("button", name="箱里就是这些").click()


def _begin(page: Page, address: str) -> None:
    page.goto(f"{address}paper/")
    page.get_by_role("link", name="第1捆，1至3号").click()
    _title(page, re.compile("第1捆录得怎么样"))
    page.get_by_role("link", name="我来录").click()
    _title(page, re.compile("票上打了哪一格"))
    page.locator("#p1s0").focus()


def test_a_branch_is_judged_on_paper(opened: Open) -> None:
    office, first, second = (opened(PHONE) for _each in range(3))
    log_in(office, "dangweiban")
    log_in(first, "ducha")
    log_in(second, "lingdao")
    address = _arranged(office)
    keys = [_key(page, address) for page in (first, second)]
    office.goto(address)
    _step(office, "定下范围和参加人", "范围已定")
    office.goto(f"{address}circulate/")
    office.get_by_label("通报什么情况").fill("上半年走访十二户，办成七件实事。")
    _step(office, "通报情况", "已通报")

    office.goto(f"{address}paper/")
    office.get_by_role("link", name="安排纸质票").click()
    _title(office, "谁投纸质票，印多少张？")
    sound(office)
    office.get_by_label("党员", exact=True).check()
    office.get_by_label("哪个单位").select_option(index=1)
    office.get_by_label("每个单位印多少张").fill("5")
    office.get_by_role("button", name="就这么安排").click()
    expect(office.locator(".message")).to_contain_text("共5张纸质票")
    sound(office)
    office.get_by_role("link", name=re.compile("^打印.*的（党员）")).click()
    expect(office.locator(".paper")).to_have_count(1)
    sound(office)
    office.goto(address)
    _step(office, "开始投票", "投票已开始")
    _step(office, "截止投票", "已截止")

    first.goto("/")
    expect(first.locator("main")).to_contain_text("有纸质票要您开箱、录入")
    # A wrong turn: more papers in the box than were handed out.
    _count(first, address, "6")
    expect(first.locator("main")).to_contain_text("对不上：印了5张，发出5张，没发出去0张，箱里6张")
    sound(first)
    first.get_by_label("箱里有多少张").fill("3")
    first.get_by_role("button", name="箱里就是这些").click()
    expect(first.locator(".message")).to_contain_text("请另一位用自己的账号再数一遍")
    _count(second, address, "3")
    expect(second.locator(".message")).to_contain_text("两位数的一样")
    sound(second)

    _begin(first, address)
    sound(first)
    # A wrong turn: a mark that the sheet does not have. What else was typed is kept.
    first.locator("#p1s0").press_sequentially("11111")
    expect(first.locator("#p2s0")).to_be_focused()
    first.locator("#p2s0").press_sequentially("22229")
    expect(first.locator("#p3s0")).to_be_focused()
    first.locator("#p3s0").press_sequentially("x")
    first.get_by_role("button", name="这一捆录完了").click()
    expect(first.locator(".mistakes")).to_contain_text("有1张没有录对")
    sound(first)
    expect(first.locator("#p1s0")).to_have_value("11111")
    first.locator("#p2s0").fill("22222")
    first.get_by_role("button", name="这一捆录完了").click()
    _title(first, re.compile("第1捆录得怎么样"))
    expect(first.locator("main")).to_contain_text("等另一位也录完")

    _begin(second, address)
    for paper, keys_pressed in ((1, "11111"), (2, "22224"), (3, "x")):
        second.locator(f"#p{paper}s0").fill(keys_pressed)
    second.get_by_role("button", name="这一捆录完了").click()
    expect(second.locator("main")).to_contain_text("1张两位录得不一样")
    sound(second)
    first.reload()
    loaded(first).get_by_role("link", name="改我录的").click()
    _title(first, re.compile("票上打了哪一格"))
    first.locator("#p2s0").fill("22224")
    first.get_by_role("button", name="改好了").click()
    expect(first.locator("main")).to_contain_text("两遍录得一样")
    for page, told in ((first, "请另一位也来核对"), (second, "这一捆封好了")):
        page.reload()
        loaded(page).get_by_role("button", name="核对过了，封好").click()
        expect(page.locator(".message")).to_contain_text(told)
    loaded(second).get_by_role("link", name="印封面").click()
    _title(second, "纸质票封面")
    expect(second.locator("main")).to_contain_text("有效2张，废票1张，缺号0个")
    sound(second)

    first.goto(f"{address}open-urns/")
    first.get_by_label("您的钥匙条").fill(keys[0])
    first.get_by_label("另一位监票人的钥匙条").fill(keys[1])
    first.get_by_role("button", name="开箱", exact=True).click()
    expect(first.locator(".message")).to_contain_text("已开箱计票")
    sound(first)
