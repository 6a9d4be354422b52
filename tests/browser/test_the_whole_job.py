"""The main job in the browser: a document goes in, a campaign is run, a traceable report comes out."""

import io
import re
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Open
from tests.browser.walking import (
    FIRST,
    LAST,
    SOON,
    TODAY,
    chinese,
    fits,
    loaded,
    log_in,
    read_in,
    tell_meeting,
    upload,
)
from zhengyou.demo.plan import PLAN_PATH

TITLE = "中共澜溪区委关于开展“暖冬行动”的实施方案"


def _plan() -> bytes:
    """A short invented plan as Word writes it, with tasks that are open today."""
    document = docx.Document()
    for paragraph in (
        TITLE,
        f"为落实上级要求，现就{chinese(FIRST)}至{chinese(LAST)}开展“暖冬行动”提出如下方案。",
        "一、活动主题",
        "本次活动以“进万家、办实事”为主题。",
        "二、方法步骤",
        f"（一）动员部署阶段（{chinese(FIRST)}至{chinese(SOON)}）。各党支部要在{chinese(SOON)}前召开一次动员会。",
        f"（二）集中办实事阶段（{chinese(SOON)}至{chinese(LAST)}）。各党支部每月走访困难群众不少于1次。",
        "三、组织领导",
        "成立由祁望川同志任组长的领导小组。",
        "中共澜溪区委",
        chinese(FIRST),
    ):
        document.add_paragraph(paragraph)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def test_a_plan_becomes_a_campaign_a_record_a_figure_and_a_report(
    page: Page, phone: Page, opened: Open
) -> None:
    # 1 and 2: the office uploads the document and mends what was understood, beside the text it came from.
    log_in(page, "huodongban")
    plan_address = read_in(page, "暖冬行动.docx", _plan())
    meeting = page.locator("article.understood", has_text="召开一次动员会").first
    meeting.hover()
    expect(page.locator("[data-paragraph].is-current, li.is-current").first).to_contain_text("召开一次动员会")
    group = page.locator("article.understood", has=page.get_by_role("heading", name="成立领导小组"))
    group.get_by_role("button", name="去掉").click()
    expect(group.get_by_role("button", name="恢复")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="提交审批").click()
    expect(page.get_by_role("status").first).to_contain_text("提交")

    # 3: the leader sees what approving creates, and approves.
    log_in(page, "lingdao")
    page.get_by_role("link", name=re.compile("暖冬行动")).first.click()
    page.get_by_role("link", name="批准", exact=True).click()
    tell_meeting(page)
    expect(page.get_by_role("status").first).to_contain_text("已批准")
    page.goto(plan_address)
    page.get_by_role("link", name="看活动进展").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("这个阶段走到哪了")

    # 4: the branch secretary, on a phone, opens what awaits him and sends it up.
    log_in(phone, "zongzhi")
    log_in(phone, "zhishu")
    phone.get_by_role("link", name=re.compile("召开一次动员会")).first.click()
    phone.get_by_label("哪一天").fill("")
    phone.get_by_role("button", name="报送").click()
    expect(phone.get_by_role("alert")).to_contain_text("请选实际发生的那一天")
    phone.get_by_label("哪一天").fill(TODAY.isoformat())
    phone.get_by_label("在哪里").fill("村部会议室")
    phone.get_by_text(re.compile("^再写一点")).click()
    phone.get_by_label("多少人参加").fill("60")
    phone.get_by_label("结果怎么样").fill("传达了方案，商定了走访名单。")
    phone.get_by_role("button", name="报送").click()
    expect(phone.get_by_role("status").first).to_contain_text("报送")
    fits(phone)

    # 5: the level above returns it with a comment, the branch puts it right, the level above accepts.
    log_in(page, "dangweiban")
    page.get_by_role("link", name=re.compile("召开一次动员会")).first.click()
    page.get_by_text("退回，请对方补正").click()
    page.locator(".decide textarea").fill("请写明走访名单有多少户。")
    page.get_by_role("button", name="退回").click()
    expect(page.get_by_role("status").first).to_contain_text("已退回")
    log_in(phone, "zhishu")
    phone.get_by_role("link", name=re.compile("召开一次动员会")).first.click()
    expect(phone.get_by_text("请写明走访名单有多少户。").first).to_be_visible()
    phone.get_by_label("结果怎么样").fill("传达了方案，商定走访十二户。")
    phone.get_by_role("button", name="重新报送").click()
    expect(phone.get_by_role("status").first).to_contain_text("报送")
    log_in(page, "dangweiban")
    page.get_by_role("link", name=re.compile("召开一次动员会")).first.click()
    page.get_by_role("button", name="验收").click()
    expect(page.get_by_role("status").first).to_contain_text("已验收")

    # 6: progress, and a number that opens onto the rows it was counted from.
    log_in(page, "huodongban")
    page.goto("/campaigns/")
    page.get_by_role("link", name=re.compile("暖冬行动")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("这个阶段走到哪了")
    campaign_address = page.url.split("?")[0]
    page.goto(f"{campaign_address}figures/early/")
    expect(page.get_by_text("双坡村").first).to_be_visible()

    # 7: the report, its figures doors, and the same as an official document.
    page.goto(f"{campaign_address}report/")
    assert page.locator("a.figure").count() > 10
    with page.expect_download() as download:
        page.get_by_role("link", name="下载公文").click()
    saved = docx.Document(Path(download.value.path()))
    text = "\n".join(paragraph.text for paragraph in saved.paragraphs)
    assert "暖冬行动" in text
    assert "w:bookmarkStart" in saved.element.xml

    # 8: the public page needs no login and sets no cookie.
    stranger = opened(PHONE)
    stranger.goto("/p/")
    stranger.get_by_role("link", name=re.compile("暖冬行动")).first.click()
    stranger.wait_for_url(re.compile("/p/[^/]+/$"))
    expect(stranger.get_by_text("进万家、办实事").first).to_be_visible()
    assert stranger.context.cookies() == []
    assert "双坡村" not in loaded(stranger).content()


def test_the_damaged_plan_of_the_repository_shows_its_defects_beside_the_text(page: Page) -> None:
    log_in(page, "huodongban")
    read_in(page, PLAN_PATH.name, PLAN_PATH.read_bytes())
    defects = page.locator("#g-defects")
    for words in ("编号“五、”与第36行重复", "后面只列出4个", "20__"):
        expect(defects).to_contain_text(words)
    assert page.locator("article.is-doubtful").count() > 3


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("空.txt", b"", "空"),
        ("表.docx", b"PK\x03\x04 not really", "docx"),
        ("图片.docx", b"\x89PNG\r\n\x1a\n" + b"0" * 100, "图"),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_with_a_sentence(
    page: Page, name: str, content: bytes, sentence: str
) -> None:
    log_in(page, "huodongban")
    page.goto("/plans/")
    before = page.get_by_role("rowheader").all_inner_texts()
    upload(page, name, content)
    expect(page.get_by_role("alert")).to_contain_text("这份文件没有读成")
    expect(page.get_by_role("alert")).to_contain_text(sentence)
    page.goto("/plans/")
    assert page.get_by_role("rowheader").all_inner_texts() == before
