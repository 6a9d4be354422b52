"""A roster on a phone, the whole way: export, add a row, upload, look, import; the real worker does the work."""

import csv
import io

import pytest
from playwright.sync_api import Page, expect

from tests.organisations.roster.files import workbook

from .walking import loaded, log_in, sound

HEAD = ["组织编码", "姓名", "身份"]
MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _table(page: Page, name: str) -> list[list[str]]:
    """The rows of an exported table without its head."""
    answer = page.request.get(f"/organisations/roster/{name}.csv")
    return list(csv.reader(io.StringIO(answer.body().decode("utf-8-sig"), newline="")))[1:]


def _branch(page: Page) -> str:
    """The code of a branch."""
    return next(row[1] for row in _table(page, "organisations") if row[3] == "党支部")


def _upload(page: Page, rows: list[list[str]]) -> None:
    page.goto("/organisations/")
    page.get_by_role("link", name="名册：导入、导出").click()
    page.locator("input[type=file]").set_input_files(
        {"name": "名册.xlsx", "mimeType": MIME, "buffer": workbook(人员=rows)}
    )
    page.get_by_role("button", name="上传，先看会有什么变化").click()


@pytest.fixture
def office(phone: Page) -> Page:
    """The district's office with a phone."""
    return log_in(phone, "huodongban")


def test_a_roster_is_imported_with_a_phone(office: Page) -> None:
    code = _branch(office)
    _upload(office, [HEAD, [code, "郑试名", "入党积极分子"]])
    expect(office.get_by_role("heading", level=1)).to_have_text("会有这些变化，导入吗")
    loaded(office)
    expect(office.locator("dl.definitions")).to_contain_text("新增 1 名")
    office.locator("summary", has_text="新增人员 1 名").click()
    expect(office.locator("li", has_text="郑试名")).to_be_visible()
    sound(office)
    office.get_by_role("button", name="导入这份名册").click()
    expect(office.get_by_role("heading", level=1)).to_have_text("已经导入")
    sound(office)
    assert [row[1:3] for row in _table(office, "people") if row[1] == "郑试名"] == [["郑试名", code]]

    # The same once more changes nothing.
    _upload(office, [HEAD, [code, "郑试名", "入党积极分子"]])
    expect(office.get_by_role("heading", level=1)).to_have_text("和现有的完全一致，不用导入")


def test_faults_are_read_with_a_phone(office: Page) -> None:
    _upload(office, [HEAD, ["没有这个", "郑试名", "群众"]])
    expect(office.get_by_role("heading", level=1)).to_have_text("有2处要改")
    sound(office)
    with office.expect_download() as coming:
        office.get_by_role("link", name="下载标好问题的表格").click()
    assert coming.value.suggested_filename == "名册－问题和变动.xlsx"
    office.get_by_role("button", name="不导入了，清除这个文件").click()
    expect(office.locator(".message")).to_contain_text("没有导入，上传的文件已经清除。")
    sound(office)
