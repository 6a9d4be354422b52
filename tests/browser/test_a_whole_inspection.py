"""A round of inspection goes its whole way on phones: the number of the day, the draw, the visit, what the unit says
to it, the circular as a file; with one wrong turn, a number that was typed wrongly."""

import re
from pathlib import Path

from docx import Document
from playwright.sync_api import Page, expect

from .conftest import PHONE, Open
from .walking import loaded, log_in, sound

ROUND = "社区专项督查"
PROBLEM = "值班电话打了三次没有人接"
WHY_MISSED = "社区临时停电，支部的同志都在入户"


def _title(page: Page, text: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)
    loaded(page)


def _from_the_desk(page: Page, who: str) -> str:
    """The address of the round, as its row on that person's desk leads there."""
    log_in(page, who)
    page.get_by_role("link", name=ROUND, exact=True).click()
    _title(page, f"{ROUND}到哪一步了？")
    return page.url


def _type_number(page: Page, number: str) -> None:
    page.get_by_role("link", name="填公布的号码").click()
    page.get_by_label("公布的号码").fill(number)
    sound(page)
    page.get_by_role("button", name="填公布的号码").click()
    expect(page.locator(".message")).to_contain_text("请另一位同志核对后抽签")
    loaded(page)


def _press(page: Page, word: str, told: str) -> None:
    """A step that asks nothing, or whose form is open."""
    page.get_by_role("button", name=word, exact=True).click()
    expect(page.locator(".message")).to_contain_text(told)
    loaded(page)


def _drawn(office: Page, leader: Page) -> None:
    """The office types the number, wrongly at first; the leader checks it against what was published and draws."""
    address = _from_the_desk(office, "huodongban")
    sound(office)
    _type_number(office, "1381")
    expect(office.get_by_role("button", name="号码核对无误，抽签")).to_have_count(0)  # only by another
    _from_the_desk(leader, "lingdao")
    expect(leader.locator("main")).to_contain_text("1381")
    leader.get_by_role("link", name="号码填错了").click()
    leader.locator("textarea").fill("公布的是1318，后两位填反了。")
    _press(leader, "号码填错了", "已退回，请重新填号码")
    office.goto(address)
    expect(office.locator("main")).to_contain_text("后两位填反了")
    _type_number(loaded(office), "1318")
    leader.goto(address)
    _title(leader, f"{ROUND}到哪一步了？")
    sound(leader)
    _press(leader, "号码核对无误，抽签", "已抽定")
    expect(leader.locator("main tbody tr")).to_have_count(2)
    office.goto(address)
    _press(loaded(office), "开始督查", "已开始")


def _to_visit(inspector: Page, name: str) -> None:
    log_in(inspector, "ducha")
    inspector.get_by_role("link", name=f"对{name}的督查").click()
    _title(inspector, f"{name}查得怎么样？")
    sound(inspector)


def _visited(inspector: Page, name: str) -> None:
    """One unit is looked at: a problem, what is good, told to the unit."""
    _to_visit(inspector, name)
    inspector.get_by_role("link", name="记下查到的情况").click()
    _title(inspector, re.compile("看到了什么？$"))
    lines = inspector.locator("fieldset.group")
    lines.nth(0).get_by_label("好", exact=True).check()
    lines.nth(1).get_by_label("有问题").check()
    lines.nth(1).get_by_label("什么问题").fill(PROBLEM)
    inspector.get_by_label("好的做法").fill("回访记在同一页上。")
    inspector.get_by_role("button", name="记下").click()
    expect(inspector.locator(".message")).to_contain_text("单位还看不到")
    loaded(inspector).get_by_role("link", name="反馈给单位").click()
    expect(inspector.get_by_label("问题哪天以前改好")).not_to_have_value("")
    _press(loaded(inspector), "反馈给单位", "每个问题已开一件整改")


def _missed(inspector: Page, name: str) -> None:
    """The other unit could not be looked at, and the reason stays."""
    _to_visit(inspector, name)
    inspector.get_by_role("link", name="没有查成").click()
    inspector.locator("textarea").fill(WHY_MISSED)
    _press(loaded(inspector), "没有查成", "已记下没有查成的原因")


def _answered(unit: Page, inspector: Page, code: str, name: str) -> None:
    """The unit disagrees, is answered, and then confirms. Secretaries log in with their unit's code and "s"."""
    log_in(unit, f"{code}s")
    unit.get_by_role("link", name=f"对{name}的督查").click()
    _title(unit, "督查看到的，属实吗？")
    expect(unit.locator("main")).to_contain_text(PROBLEM)
    address = unit.url
    sound(unit)
    unit.get_by_role("link", name="有不同意见").click()
    unit.get_by_label("哪里不对").fill("三次里有两次是午休，门上写着。")
    _press(loaded(unit), "有不同意见", "意见已交给督查的同志")
    _to_visit(inspector, name)
    expect(inspector.locator("main")).to_contain_text("三次里有两次是午休")
    inspector.get_by_role("link", name="答复不同意见").click()
    inspector.locator("textarea").fill("午休也要有人接，门上写一个手机号。维持。")
    _press(loaded(inspector), "答复不同意见", "已答复")
    unit.goto(address)
    expect(unit.locator("main")).to_contain_text("门上写一个手机号")
    _press(loaded(unit), "情况属实，签字确认", "已由您代表本单位确认")


def _circulated(office: Page, address: str, folder: Path) -> str:
    """The circular is written and downloaded; its words, as the file holds them."""
    office.goto(address)
    loaded(office).get_by_role("link", name="印发通报").click()
    _title(office, f"{ROUND}的通报怎么写？")
    office.get_by_label("总的看怎么样").fill("总的看，社区值班有人、记录实。")
    office.get_by_label("下一步要求").fill("门上都写一个打得通的电话。")
    sound(office)
    office.get_by_role("button", name="印发通报").click()
    expect(office.locator(".message")).to_contain_text("通报已印发并存档")
    with office.expect_download() as held:
        loaded(office).get_by_role("link", name="下载通报（.docx）").click()
    held.value.save_as(folder / "circular.docx")
    document = Document(str(folder / "circular.docx"))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_a_round_goes_from_the_draw_to_the_circular_on_phones(opened: Open, tmp_path: Path) -> None:
    office, leader, inspector, unit = (opened(PHONE) for _ in range(4))
    _drawn(office, leader)
    address = office.url
    first, second = office.locator("main tbody th a").all_inner_texts()
    office.get_by_role("link", name="公开页：规则、名单、结果，自己算一遍").click()
    _title(office, f"{ROUND}抽中的单位，是怎么抽出来的？")
    codes = dict(
        reversed(line.split("\t")[:2])
        for line in (office.locator("#frame").text_content() or "").splitlines()
        if "\t" in line
    )
    _visited(inspector, first)
    _missed(inspector, second)
    _answered(unit, inspector, codes[first], first)
    words = _circulated(office, address, tmp_path)
    assert "总的看，社区值班有人、记录实。" in words
    assert "门上都写一个打得通的电话。" in words
    assert PROBLEM not in words  # units' problems were told to themselves; here they are counted
    assert "没有查成" in words
    _press(office, "这一轮办结", "已办结")
    _to_rectify(unit)


def _to_rectify(unit: Page) -> None:
    """What was found waits on the unit's own desk to be put right."""
    unit.goto("/")
    unit.get_by_role("link", name=PROBLEM).click()
    _title(unit, re.compile(PROBLEM))
    sound(unit)
