"""An activity of a known kind recorded on a phone: from the desk to saved in four taps, with somebody absent; who was
absent waits on the desk until he is told."""

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from .walking import FIRST, LAST, SOON, chinese, loaded, log_in, read_in, sound, tell_meeting

TITLE = "中共澜溪区委关于开展“秋实行动”的实施方案"
TEXT = f"""{TITLE}
现就{chinese(FIRST)}至{chinese(LAST)}开展“秋实行动”提出如下方案。
一、活动主题
本次活动以“秋实进万家”为主题。
二、方法步骤
（一）动员部署阶段（{chinese(FIRST)}至{chinese(SOON)}）。各党支部召开秋实动员会，{chinese(SOON)}前完成。
（二）集中服务阶段（{chinese(SOON + timedelta(days=1))}至{chinese(LAST)}）。各党支部为群众办一件实事。
三、组织领导
成立由祁望川同志任组长的领导小组。
中共澜溪区委
{chinese(FIRST)}
"""
_COUNT = """for (const [kind, name] of [["pointerdown", "taps"], ["keydown", "keys"]]) addEventListener(kind, () => {
  sessionStorage.setItem(name, String(Number(sessionStorage.getItem(name) || 0) + 1));
}, true);"""
# The keystroke-level model of docs/activities.md, in seconds: a tap with its aim, a key, thinking before each tap.
TAP, KEY, THINK = 1.1, 0.28, 1.35
PLACE_AND_RESULT = 2 * (TAP + THINK) + 40 * 3 * KEY  # forty characters more than asked, three keys each


def _counted(phone: Page, what: str) -> int:
    return int(loaded(phone).evaluate(f"sessionStorage.getItem('{what}') || 0"))


def _in_force(page: Page) -> None:
    """The district's office uploads the plan, a leader approves it with the meeting that passed it."""
    log_in(page, "huodongban")
    address = read_in(page, "秋实行动.txt", TEXT.encode())
    group = page.locator("article.understood", has=page.get_by_role("heading", name="成立领导小组"))
    group.get_by_role("button", name="去掉").click()
    expect(group.get_by_role("button", name="恢复")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="提交审批").click()
    expect(page.get_by_role("status").first).to_contain_text("提交")
    log_in(page, "lingdao")
    page.goto(address)
    page.get_by_role("link", name="批准", exact=True).click()
    tell_meeting(page)
    expect(page.get_by_role("status").first).to_contain_text("已批准，活动开始")


def test_a_meeting_with_somebody_absent_is_recorded_on_a_phone_in_four_taps(page: Page, phone: Page) -> None:
    _in_force(page)
    phone.add_init_script(_COUNT)
    log_in(phone, "zhishu")
    loaded(phone).evaluate("sessionStorage.clear()")

    phone.get_by_role("link", name=re.compile("秋实动员会")).first.click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("这次做了什么？")
    loaded(phone).get_by_text(re.compile("名党员都到了，除了…")).click()
    field = phone.locator("input[name=absent]:not(:checked)").first.get_attribute("id")
    name = phone.locator(f"label[for={field}]").inner_text()
    phone.locator(f"#{field}").check()
    phone.get_by_role("button", name="报送", exact=True).click()
    expect(phone.get_by_role("status").first).to_contain_text("已报送")
    taps, keys = _counted(phone, "taps"), _counted(phone, "keys")
    assert taps <= 4
    assert taps * (TAP + THINK) + keys * KEY + PLACE_AND_RESULT <= 60

    # Who was absent waits on the desk; told, he waits no longer and the rate stays.
    awaiting = phone.get_by_role("link", name=re.compile("秋实动员会"))
    awaiting.first.click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("补上了吗？")
    sound(phone)
    expect(phone.get_by_label(name)).to_be_checked()
    phone.get_by_label("怎么补的").fill("上门讲了一遍。")
    phone.get_by_role("button", name="记下").click()
    expect(phone.get_by_role("status").first).to_contain_text("已记下1位同志补上了")
    expect(phone.get_by_text("上门讲了一遍。")).to_be_visible()
    sound(phone)
    phone.goto("/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("等我办的事")
    expect(awaiting).to_have_count(0)
