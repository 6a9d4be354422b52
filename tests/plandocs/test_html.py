"""Web pages."""

from __future__ import annotations

import pytest

from zhengyou.plandocs import NoText, read


def lines(page: str, name: str = "a.html") -> list[str]:
    return list(read(page.encode(), name).lines)


def test_visible_paragraphs_are_lines_and_scripts_styles_and_menus_are_not() -> None:
    page = (
        "<html><head><title>网页标题</title><style>p{}</style></head><body><nav>首页</nav><h1>某街道实施方案</h1>"
        "<script>var a=1</script><p>第一段<b>加粗</b>的话。<br>换行后的话。"
        "</p><ul><li>甲</li><li>乙</li></ul></body></html>"
    )
    assert lines(page) == ["某街道实施方案", "第一段加粗的话。", "换行后的话。", "甲", "乙"]


def test_table_rows_are_joined_by_a_bar() -> None:
    rows = "<tr><th>任务</th><th>时间</th></tr><tr><td><p>开会</p></td><td>5月</td></tr>"
    page = f"<html><body><table>{rows}</table></body></html>"
    assert lines(page) == ["任务 | 时间", "开会 | 5月"]


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "utf-8", "big5"])
def test_the_declared_charset_is_used(charset: str) -> None:
    text = f"<html><head><meta charset='{charset}'></head><body><p>公告一份</p></body></html>"
    assert list(read(text.encode(charset), "a.htm").lines) == ["公告一份"]


def test_a_wrongly_declared_charset_does_no_harm() -> None:
    page = "<html><head><meta charset='ascii'></head><body><p>深入开展活动的实施方案</p></body></html>"
    assert lines(page) == ["深入开展活动的实施方案"]


def test_a_page_under_another_name_is_recognised() -> None:
    assert lines("<!DOCTYPE html><html><body><p>正文</p></body></html>", "方案.txt") == ["正文"]


def test_a_thousand_nested_elements_are_read() -> None:
    assert lines("<html><body>" + "<div>" * 3000 + "深处" + "</div>" * 3000 + "</body></html>") == ["深处"]


def test_a_page_without_text_says_so() -> None:
    with pytest.raises(NoText):
        read(b"<html><body><img src='a.png'></body></html>", "a.html")
