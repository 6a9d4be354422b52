"""A branch's plan on its way up, in the browser: begun from the superior's on a phone, answered, completed, passed,
filed, returned with a comment, filed again, accepted, in force."""

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from .walking import FIRST, LAST, SOON, chinese, log_in, read_in, sound, tell_meeting

TITLE = "中共澜溪区委关于开展“春风行动”的实施方案"
ASKED, SERVED, STUDIED = "制定春风行动方案", "办一件实事", "开展一次春风走访"
NEXT = chinese(SOON + timedelta(days=1))
TEXT = f"""{TITLE}
现就{chinese(FIRST)}至{chinese(LAST)}开展“春风行动”提出如下方案。
一、活动主题
本次活动以“春风进万家”为主题。
二、方法步骤
（一）动员部署阶段（{chinese(FIRST)}至{chinese(SOON)}）。各党支部要{ASKED}，{chinese(SOON)}前报区委组织部备案。
（二）集中服务阶段（{NEXT}至{chinese(LAST)}）。各党支部要为群众{SERVED}。各党支部每季度{STUDIED}。
三、组织领导
成立由祁望川同志任组长的领导小组。
中共澜溪区委
{chinese(FIRST)}
"""


def _superior_in_force(page: Page) -> None:
    """The district's office uploads the plan, a leader approves it with the meeting that passed it."""
    log_in(page, "huodongban")
    address = read_in(page, "春风行动.txt", TEXT.encode())
    # That plans are to be filed was read from the text.
    expect(page.locator("#readiness")).not_to_contain_text("没有请下级单位报备")
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


def _add(page: Page, plan: str, kind: str, **given: str) -> None:
    page.goto(f"{plan}items/add/?kind={kind}")
    for label, words in given.items():
        page.get_by_label(label).fill(words)
    page.locator("main form button.button").click()
    expect(page.get_by_role("status").first).to_contain_text("已补充")


def _mend(page: Page, plan: str, name: str, **given: str) -> None:
    """Correct the item of this name on the page of its own."""
    page.goto(plan)
    article = page.locator("article.understood", has=page.get_by_role("heading", name=re.compile(name)))
    address = article.first.locator("a[href*='/items/']", has_text="改").first.get_attribute("href")
    assert address
    page.goto(address)
    for label, words in given.items():
        page.get_by_label(label).first.fill(words)
    page.locator("main form button.button").first.click()
    page.wait_for_url(re.compile("#i"))


def test_a_branch_brings_its_plan_from_the_superiors_into_force(page: Page, phone: Page) -> None:
    _superior_in_force(page)

    # On a phone: the line in 待办 says what to do, and one press begins the plan.
    log_in(phone, "zhishu")
    phone.get_by_role("link", name=re.compile(ASKED)).first.click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("怎么办？")
    expect(phone.get_by_text("有 2 项要求落到本单位")).to_be_visible()
    sound(phone)
    phone.get_by_role("button", name="从上级方案起草").click()
    expect(phone.get_by_role("status").first).to_contain_text("起草本单位的方案")
    plan = phone.url.split("#")[0]
    expect(phone.get_by_text("沿用上级").first).to_be_visible()

    # One of the superior's tasks is left out, then found again among what has no answer.
    left_out = phone.locator("article.understood", has=phone.get_by_role("heading", name=re.compile(STUDIED)))
    left_out.first.get_by_role("button", name="去掉").click()
    expect(phone.get_by_role("button", name="恢复").first).to_be_attached()
    phone.goto(f"{plan}answers/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("上级的要求都有着落了吗")
    sound(phone)
    phone.locator("#open .requirement").get_by_role("button", name="照上级要求办").click()
    expect(phone.get_by_text("都有了。")).to_be_visible()

    # The meeting cannot be told before the plan is complete: the page says what is missing.
    phone.goto(f"{plan}pass/")
    expect(phone.get_by_role("alert")).to_contain_text("没有写明领导小组由谁组成")
    _add(phone, plan, "person", 姓名="黎春和", 职务="组长")
    _add(phone, plan, "target", 名称="走访农户", 数量="60", 单位="户")
    _mend(phone, plan, SERVED, 牵头单位="黎春和")
    # The only task of the first phase was the filing itself.
    phone.goto(plan)
    empty = phone.locator("#readiness").get_by_text(re.compile("动员部署.*这个阶段里没有写明谁牵头"))
    expect(empty).to_have_count(1)
    phase = phone.locator("article.understood", has=phone.get_by_role("heading", name=re.compile("动员部署")))
    phase.first.get_by_role("button", name="去掉").click()
    expect(empty).to_have_count(0)
    phone.goto(plan)
    phone.get_by_role("link", name="记下会议通过").click()
    expect(phone.get_by_label("什么会")).to_have_value("branch")
    sound(phone)
    tell_meeting(phone)
    expect(phone.get_by_role("status").first).to_contain_text("会议已记下，方案定稿")
    phone.get_by_role("button", name="报备", exact=True).click()
    expect(phone.get_by_role("status").first).to_contain_text("已报备给")
    sound(phone)

    # The level above reads it and returns it with a comment.
    log_in(page, "dangweiban")
    page.get_by_role("link", name=re.compile("报备《.*春风行动")).first.click()
    expect(page.get_by_role("link", name="看报上来的方案")).to_be_visible()
    record = page.url
    page.get_by_role("link", name="看报上来的方案").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("报来的方案可以备案吗")
    expect(page.get_by_text("走访农户：60户")).to_be_visible()
    sound(page)
    page.get_by_role("link", name="看完了，去答复").click()
    page.get_by_text("退回，请对方修改").click()
    page.locator(".decide textarea").fill("请写明走访多少户困难农户。")
    page.get_by_role("button", name="退回修改").click()
    expect(page.get_by_role("status").first).to_contain_text("已退回")

    # The branch corrects it; a meeting passes it once more, and it goes up again.
    log_in(phone, "zhishu")
    phone.get_by_role("link", name=re.compile("报备《.*春风行动")).first.click()
    expect(phone.get_by_text("请写明走访多少户困难农户。").first).to_be_visible()
    _mend(phone, plan, "走访农户", 名称="走访困难农户")
    phone.goto(f"{plan}pass/")
    tell_meeting(phone)
    phone.get_by_role("button", name="报备", exact=True).click()
    expect(phone.get_by_role("status").first).to_contain_text("已报备给")

    # Above: what changed stands first; accepted, it is in force.
    log_in(page, "dangweiban")
    page.goto(f"{record}plan/")
    expect(page.get_by_role("heading", name="比第 1 版改了什么")).to_be_visible()
    expect(page.get_by_text("走访困难农户：60户")).to_be_visible()
    page.goto(record)
    page.get_by_role("button", name="同意备案").click()
    expect(page.get_by_role("status").first).to_contain_text("方案从今天起生效")
    phone.goto(plan)
    expect(phone.locator("main")).to_contain_text("已生效")
