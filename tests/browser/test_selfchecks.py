"""A village's secretary fills in a self-check on a phone, with a wrong turn; it is sent back, then agreed to."""

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from .conftest import DESK, PHONE, Open
from .walking import TODAY, campaign, loaded, log_in, sound

ITEMS = ("班子合力好", "党员作用好", "制度执行好", "工作实绩好", "群众口碑好")


def _title(page: Page, text: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)
    loaded(page)


def _keep(page: Page, following: str) -> None:
    """Keep this item; the next one opens."""
    page.get_by_role("button", name="存下，填下一项").click()
    _title(page, f"“{following}”做到了吗？")
    expect(page.locator(".message")).to_contain_text("已存下")


def _met(page: Page, mark: str) -> None:
    """This item is met, and rests on the first thing on record."""
    page.get_by_label("自评几分").select_option(mark)
    page.get_by_role("radio", name="达到了，有依据").check()
    folded = page.locator("details.folded summary", has_text="条记录")
    if not page.locator("input[name=suggested]").count():
        folded.click()
    page.locator("input[name=suggested], input[name=others]").first.check()


def _sheet_of(page: Page, only: str) -> None:
    """The district's office opens the village's sheet among those that stand so."""
    campaign(page).locator("nav.procedures").get_by_role("link", name="自查对标").click()
    _title(page, re.compile("自查到哪了"))
    page.get_by_role("link", name=only).click()
    loaded(page).get_by_role("link", name=re.compile("双坡村党支部")).first.click()
    _title(page, re.compile("双坡村党支部做到“五个好”了吗"))


def test_a_secretary_checks_his_branch_on_a_phone(opened: Open) -> None:
    phone = opened(PHONE)
    log_in(phone, "zhishu")
    phone.get_by_role("link", name="第一轮自查").click()
    _title(phone, re.compile("做到“五个好”了吗"))
    sound(phone)
    phone.get_by_role("link", name=f"填“{ITEMS[0]}”").click()
    _title(phone, f"“{ITEMS[0]}”做到了吗？")
    sound(phone)

    # A wrong turn: "met" and nothing it rests on. Refused with a sentence, nothing lost.
    phone.get_by_label("自评几分").select_option("9")
    phone.get_by_role("radio", name="达到了，有依据").check()
    phone.get_by_role("button", name="存下，填下一项").click()
    expect(phone.locator(".mistakes")).to_contain_text("写了“达到了”，还没有依据")
    sound(phone)
    expect(phone.get_by_label("自评几分")).to_have_value("9")
    expect(phone.get_by_role("radio", name="达到了，有依据")).to_be_checked()
    for following in ITEMS[1:4]:
        _met(phone, "9")
        _keep(phone, following)

    # What nobody recorded is written in a line; a gap has its measure.
    phone.get_by_label("自评几分").select_option("7")
    phone.get_by_role("radio", name="达到了，有依据").check()
    phone.get_by_label("系统里没有记录的").fill("两项重点任务都按期办结，榜上有名。")
    _keep(phone, ITEMS[4])
    phone.get_by_label("自评几分").select_option("5")
    phone.get_by_role("radio", name="有差距").check()
    phone.locator("summary", has_text="有差距的，怎么补").click()
    phone.get_by_label("差在哪里").fill("意见箱两个月没有开过")
    phone.get_by_label("怎么补").fill("每周五开箱，十天内答复。")
    phone.get_by_label("谁负责").select_option(index=1)
    phone.get_by_label("哪天以前补上").fill((TODAY + timedelta(days=20)).isoformat())
    phone.get_by_role("button", name="存下", exact=True).click()
    expect(phone.locator(".message")).to_contain_text("各项都填完了")
    _title(phone, re.compile("做到“五个好”了吗"))
    sound(phone)
    phone.get_by_role("button", name="交上去").click()
    expect(phone.locator(".message")).to_contain_text("自查表已交")
    loaded(phone)

    # Above, it is sent back with a word; everything is still there, and it goes up again.
    desk = opened(DESK)
    log_in(desk)
    _sheet_of(desk, "等审核的")
    sound(desk)
    desk.get_by_role("link", name="退回补充").click()
    _title(desk, "第一轮自查")
    desk.get_by_label("为什么").fill("第四项请写明是哪两项任务。")
    desk.get_by_role("button", name="退回补充").click()
    expect(desk.locator(".message")).to_contain_text("已退回")
    phone.goto("/")
    _title(phone, "等我办的事")
    expect(phone.locator("main")).to_contain_text("第四项请写明是哪两项任务。")
    phone.get_by_role("link", name="第一轮自查").click()
    _title(phone, re.compile("做到“五个好”了吗"))
    phone.get_by_role("button", name="交上去").click()
    expect(phone.locator(".message")).to_contain_text("自查表已交")

    # Agreed to: the gap is a problem to be put right, with its measure as it was written.
    _sheet_of(desk, "等审核的")
    desk.get_by_role("button", name="同意").click()
    expect(desk.locator(".message")).to_contain_text("有差距的各开了一件整改")
    loaded(desk).get_by_role("link", name="看整改").click()
    _title(desk, "“意见箱两个月没有开过”改好了吗？")
    expect(desk.locator("main")).to_contain_text("每周五开箱，十天内答复。")
    sound(desk)
