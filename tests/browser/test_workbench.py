"""A damaged document on the workbench: questions answered, defects repaired, the rest accepted, everything taken back;
two pages at once; on a phone; without a script."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import DESK, Open
from tests.browser.damaged import TEXT, TITLE
from tests.browser.walking import fits, loaded, log_in, read_in, sound

RHYTHM = "窗口公开日"


def _upload(page: Page) -> str:
    """A new plan from the damaged document; its address."""
    return read_in(page, "亮窗口.txt", TEXT.encode())


def _item(page: Page, words: str) -> Locator:
    """The item (not the paragraph, not a defect) whose name holds the words."""
    return page.locator("article.understood[id^=i]", has=page.locator("h4", has_text=words)).first


def _open(page: Page, words: str) -> Locator:
    """An item's form, opened in its place."""
    item_id = _item(page, words).get_attribute("id")
    _item(page, words).locator("[data-press=Enter]").click()
    form = page.locator(f"#{item_id} form")
    expect(form).to_be_visible()
    return form


def _bar(page: Page) -> Locator:
    return page.locator("#readiness")


@pytest.fixture
def bench(page: Page) -> Page:
    """A fresh damaged plan on the workbench, at the desk."""
    _upload(log_in(page))
    return page


def test_a_damaged_document_becomes_a_programme_by_a_few_presses_and_each_is_taken_back(bench: Page) -> None:
    # The question, with its readings side by side: one press answers it.
    asked = _item(bench, RHYTHM)
    expect(asked.locator(".doubt")).to_have_text("“每月每一个周星期一”有 2 种读法，是哪一种？")
    expect(asked.locator(".readings strong")).to_have_text(["每月第一个星期一", "每个星期一"])
    asked.locator(".readings li").first.get_by_role("button").click()
    expect(_item(bench, RHYTHM).get_by_role("status")).to_contain_text("的时间就这样定了")
    expect(_bar(bench)).to_contain_text("还剩 2 处存疑")

    # Years that were replaced: all dates move at once, and come back at once.
    defects = bench.locator("#g-defects")
    facts = bench.locator("#facts")
    expect(facts).to_contain_text("2015年3月1日 至 2015年12月31日")
    defects.get_by_role("button", name="按2011年读").click()
    expect(bench.get_by_role("status").first).to_contain_text("年份整体改为2011年（原印2015年）")
    expect(facts).to_contain_text("2011年3月1日 至 2011年12月31日")
    expect(_item(bench, "召开动员大会")).to_contain_text("2011年3月20日前办完")
    expect(_item(bench, "召开动员大会")).to_contain_text("按提示修正")
    expect(bench.locator(".bench-text")).to_contain_text("从2015年3月至2015年12月")
    _bar(bench).get_by_role("button", name=re.compile("撤销上一步：按提示修正：年份")).click()
    expect(facts).to_contain_text("2015年3月1日 至 2015年12月31日")
    _bar(bench).get_by_role("button", name=re.compile("恢复：按提示修正：年份")).click()
    expect(facts).to_contain_text("2011年3月1日 至 2011年12月31日")

    # The rest of the defects, each in its own way.
    defects.get_by_role("button", name="照清理后的文字").click()
    expect(defects.locator("> article")).to_have_count(7)
    defects.get_by_role("button", name="按“六、”读，以下顺延").click()
    expect(defects.locator("> article")).to_have_count(6)
    lost = defects.locator("article", has_text="数字或名称丢失了")
    lost.get_by_label("原件上“20__”是什么").fill("2011")
    lost.get_by_role("button", name="填上").click()
    expect(defects.locator("> article")).to_have_count(5)
    vague = defects.locator("article", has_text="写的是“若干”")
    vague.get_by_label(re.compile("定多少")).fill("很多")
    vague.get_by_role("button", name="填上").click()
    expect(bench.get_by_role("status").first).to_contain_text("还没有存：请写不小于 0 的数")
    vague.get_by_label(re.compile("定多少")).fill("3")
    vague.get_by_role("button", name="填上").click()
    expect(defects.locator("> article")).to_have_count(4)
    defects.get_by_role("button", name="到所属阶段结束时止").click()
    expect(defects.locator("> article")).to_have_count(3)
    nobody = defects.locator("article", has_text="没有写由谁来办")
    nobody.get_by_role("button", name="填上").click()
    expect(defects.locator("> article")).to_have_count(2)
    short = defects.locator("article", has_text="后面只列出2个")
    short.locator("summary").click()
    short.get_by_label("为什么不用改").fill("原件就两条")
    short.get_by_role("button", name="记下").click()
    expect(defects.locator("> article")).to_have_count(1)
    expect(defects).to_contain_text("“五个好”只有名称")

    # What was read with certainty: one press, no doubt is swept along.
    _bar(bench).get_by_role("button", name=re.compile("处读得有把握，一次核对完")).click()
    expect(_bar(bench)).not_to_contain_text("处没看过")
    expect(_bar(bench)).to_contain_text("还剩 1 处存疑")
    loaded(bench).keyboard.press("Control+z")
    expect(_bar(bench)).to_contain_text("处没看过")

    # Everything stands in the history, with a way back.
    _bar(bench).get_by_role("link", name="改过的每一步").click()
    expect(bench.get_by_role("heading", level=1)).to_have_text("这份方案改过哪些地方")
    first = bench.locator("tbody tr").filter(has_text="五、")
    first.get_by_role("button", name="撤销").click()
    expect(bench.locator("#g-defects > article")).to_have_count(2)


def test_keys_go_through_the_items_and_press_what_they_offer(bench: Page) -> None:
    bench.keyboard.press("?")
    keys = bench.locator("#keys")
    expect(keys).to_be_visible()
    for word in ("打开这一项来改", "这一项没错", "去掉这一项", "一次核对完", "撤销上一步"):
        expect(keys).to_contain_text(word)
    bench.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    bench.keyboard.press("n")
    expect(_item(bench, RHYTHM)).to_be_focused()
    bench.keyboard.press("n")
    standard = _item(bench, "五个好")
    expect(standard).to_be_focused()
    bench.keyboard.press("c")
    expect(standard.get_by_role("status")).to_contain_text("“五个好”已核对。")
    expect(standard).to_be_focused()
    bench.keyboard.press("x")
    expect(bench.locator("article", has_text="“五个好”已去掉")).to_be_visible()
    bench.keyboard.press("u")
    expect(bench.get_by_role("status").first).to_contain_text("已撤销：去掉标准“五个好”")
    loaded(bench).keyboard.press("n")
    bench.keyboard.press("Enter")
    form = bench.locator("article.is-editing form")
    expect(form.get_by_label("名称")).to_be_focused()
    # While one types the letters are only letters.
    form.get_by_label("牵头单位").fill("")
    form.get_by_label("牵头单位").press_sequentially("xuac")
    expect(form.get_by_label("牵头单位")).to_have_value("xuac")


def test_typing_saves_itself_and_says_at_the_field_what_cannot_be_saved(bench: Page, opened: Open) -> None:
    form = _open(bench, "召开动员大会")
    form.get_by_label("牵头单位").fill("机关工委办公室")
    form.get_by_label("牵头单位").blur()
    expect(form.locator(".kept")).to_contain_text(re.compile("已存 [0-9]{2}:[0-9]{2}"))
    form.get_by_label("每期几次").fill("0")
    form.get_by_label("每期几次").blur()
    expect(form.locator(".kept")).to_contain_text("还没有存，改好就存")
    expect(form.locator(".mistake")).to_have_text("请写 1 到 20 之间的整数。")
    form.get_by_label("每期几次").fill("2")
    form.get_by_label("每期几次").blur()
    expect(form.locator(".mistake")).to_have_count(0)
    expect(form.locator(".kept")).to_contain_text("已存")
    form.get_by_role("link", name="收起").click()
    expect(form).to_have_count(0)
    # Saved, but not yet said to be right; and another device has it too.
    expect(_item(bench, "召开动员大会")).not_to_contain_text("已核对")
    elsewhere = log_in(opened(DESK))
    elsewhere.goto(bench.url)
    expect(_item(elsewhere, "召开动员大会")).to_contain_text("牵头：机关工委办公室")


def test_two_pages_at_once_lose_nothing(bench: Page, opened: Open) -> None:
    other = log_in(opened(DESK))
    other.goto(bench.url)

    # Different items: both go in, though both pages are of the same moment.
    mine, theirs = _open(bench, "召开动员大会"), _open(other, "报送总结")
    mine.get_by_label("牵头单位").fill("机关工委办公室")
    mine.get_by_role("button", name="改好了").click()
    expect(_item(bench, "召开动员大会").get_by_role("status")).to_contain_text("已改好")
    theirs.get_by_label("牵头单位").fill("组织部")
    theirs.get_by_role("button", name="改好了").click()
    expect(_item(other, "报送总结").get_by_role("status")).to_contain_text("已改好")

    # The same field of the same item: the second sees both and decides; other fields are merged.
    mine, theirs = _open(bench, "加强督查"), _open(other, "加强督查")
    theirs.get_by_label("单位", exact=False).last.fill("次")
    theirs.get_by_label("牵头单位").fill("督查室")
    theirs.get_by_role("button", name="改好了").click()
    expect(_item(other, "加强督查").get_by_role("status")).to_contain_text("已改好")
    mine.get_by_label("牵头单位").fill("办公室")
    mine.get_by_role("button", name="改好了").click()
    mistakes = bench.locator(".is-editing .mistakes")
    expect(mistakes).to_contain_text("改成“督查室”，您写的是“办公室”，没有丢。")
    form = bench.locator(".is-editing form")
    expect(form.get_by_label("牵头单位")).to_have_value("办公室")
    form.get_by_role("button", name="改好了").click()
    expect(_item(bench, "加强督查").get_by_role("status")).to_contain_text("已改好")
    bench.reload()
    for words, owner in (("召开动员大会", "机关工委办公室"), ("报送总结", "组织部"), ("加强督查", "办公室")):
        expect(_item(bench, words)).to_contain_text(f"牵头：{owner}")

    # A press on what changed meanwhile says what did.
    _item(other, "加强督查").get_by_role("button", name=re.compile("去掉")).click()
    expect(other.locator("article", has_text="请看过最新内容再按").first).to_be_visible()


def test_on_a_phone_nothing_scrolls_sideways_and_a_repair_is_a_press(phone: Page) -> None:
    _upload(log_in(phone))
    fits(phone)
    phone.locator("#g-defects").get_by_role("button", name="按“六、”读，以下顺延").click()
    expect(phone.get_by_role("status").first).to_contain_text("已按提示修正")
    _open(loaded(phone), "召开动员大会")
    fits(phone)
    phone.reload()
    sound(phone)


def test_without_a_script_the_same_presses_work(browser: Browser, served: str) -> None:
    context = browser.new_context(
        viewport={"width": DESK["width"], "height": DESK["height"]},
        locale="zh-CN",
        base_url=served,
        java_script_enabled=False,
    )
    page = log_in(context.new_page())
    _upload(page)
    _item(page, RHYTHM).locator(".readings li").last.get_by_role("button").click()
    expect(page.get_by_role("status").first).to_contain_text("的时间就这样定了")
    page.get_by_role("button", name=re.compile("处读得有把握，一次核对完")).click()
    expect(page.get_by_role("status").first).to_contain_text("处都核对过了")
    page.get_by_role("button", name=re.compile("撤销上一步：把其余")).click()
    expect(page.get_by_role("status").first).to_contain_text("已撤销")
    page.locator("#g-defects").get_by_role("button", name="按2011年读").click()
    expect(page.locator("#facts")).to_contain_text("2011年3月1日")
    expect(page.get_by_role("heading", name=TITLE)).to_have_count(0)
    context.close()
