"""Whole pages of the shell: what stands on them, and what must never stand on them."""

import re
from pathlib import Path

import pytest
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.views import defaults
from django.views.csrf import csrf_failure

from zhengyou import ui
from zhengyou.ui.saying import say, settled_draft

from .pages import hrefs, parsed, words

UI = Path(ui.__file__).parent
TEMPLATES = sorted(path.relative_to(UI / "templates").as_posix() for path in UI.glob("templates/**/*.html"))
NO_PAGES = {"ui/skeleton.html"}
PAGES = [name for name in TEMPLATES if "/parts/" not in name and name not in NO_PAGES]
INLINE = re.compile(r"<style|<script(?![^>]* src=)|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)


def _markup(name: str) -> str:
    return Client().get(f"/page/{name}").content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_anything_inline(name: str) -> None:
    assert INLINE.findall(_markup(name)) == []


def test_the_search_for_inline_parts_finds_them() -> None:
    guilty = ['<p style="x">', '<a onclick="x">', "<script>x</script>", "<style>x", '<a href="javascript:x">']
    assert [bool(INLINE.search(part)) for part in guilty] == [True] * len(guilty)
    assert INLINE.search('<script src="/static/ui/drafts.js" defer></script>') is None


@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_one_question_a_language_and_a_way_past_the_header(name: str) -> None:
    page = parsed(_markup(name))
    assert len(page.css("h1")) == 1
    assert page.css_first("html").attributes["lang"] == "zh-hans"
    assert page.css_first("a.skip").attributes["href"] == "#content"
    assert len(page.css("main#content")) == 1


@pytest.mark.parametrize("name", PAGES)
def test_no_id_stands_twice_on_a_page(name: str) -> None:
    ids = [node.attributes["id"] for node in parsed(_markup(name)).css("[id]")]
    assert sorted(ids) == sorted(set(ids))


def test_the_header_says_where_i_am_and_lets_me_change_it() -> None:
    page = parsed(_markup("ui/base.html"))
    assert (
        words(page.css_first(".where strong"))
        == "中共澜溪区古榕街道非公有制经济组织和社会组织综合委员会联合第十二支部委员会"
    )
    choices = page.css(".where form[method=post] button[name=post]")
    assert [(one.attributes["value"], one.attributes.get("aria-current")) for one in choices] == [
        ("1", "true"),
        ("2", None),
    ]
    assert len(page.css(".where form input[name=csrfmiddlewaretoken]")) == 1


def test_with_a_single_post_there_is_nothing_to_switch() -> None:
    markup = render_to_string(
        "ui/parts/header.html", {"actor": {"organisation_name": "柳湾村支部"}, "posts": [1]}
    )
    assert parsed(markup).css("button") == []
    assert words(parsed(markup).css_first(".where")) == "柳湾村支部"


def test_a_stranger_sees_neither_search_nor_name() -> None:
    page = parsed(render_to_string("ui/parts/header.html", {}))
    assert page.css("form") == []
    assert words(page) == "争优"


def test_the_navigation_marks_the_present_place() -> None:
    page = parsed(_markup("ui/base.html"))
    assert [words(link) for link in page.css("nav.nav a")] == ["待办", "活动", "组织", "报告", "公开"]
    assert [words(link) for link in page.css("nav.nav a[aria-current=page]")] == ["活动"]


def test_the_last_step_of_the_breadcrumb_is_where_we_are_and_no_link() -> None:
    page = parsed(_markup("ui/base.html"))
    assert [words(node) for node in page.css(".breadcrumb a")] == ["活动", "澜溪区创先争优活动"]
    assert words(page.css(".breadcrumb li")[-1]) == "公开承诺、领导点评、群众评议集中推进"


def test_a_form_page_keeps_its_draft_and_carries_its_token() -> None:
    (form,) = parsed(_markup("ui/form_page.html")).css("form.form")
    assert {name: form.attributes.get(name) for name in ("method", "data-draft", "enctype")} == {
        "method": "post",
        "data-draft": "commitment-1",
        "enctype": "multipart/form-data",
    }
    assert len(form.css("[name=csrfmiddlewaretoken]")) == 1


def test_a_public_page_knows_nothing_of_its_reader() -> None:
    answer = Client().get("/page/public.html")
    page = parsed(answer.content.decode())
    assert dict(answer.cookies) == {}
    assert page.css("script, form, nav, [name=csrfmiddlewaretoken]") == []
    assert "欧阳建国" not in answer.content.decode()


def test_the_number_behind_a_figure_can_be_taken_out_of_its_page() -> None:
    body = parsed(_markup("ui/figure.html")).css_first("#figure-body")
    assert [words(node) for node in body.css("dt")] == ["怎么算", "算哪些", "截至"]


def test_the_login_keeps_where_i_was_going_and_offers_the_demonstration_in_one_press() -> None:
    page = parsed(Client().get("/login").content.decode())
    typed, _passkey, demo = page.css("form")
    assert {node.attributes["name"] for node in typed.css("input")} == {
        "csrfmiddlewaretoken", "next", "username", "password", "keep",
    }  # fmt: skip
    sent = {node.attributes["name"]: node.attributes["value"] for node in demo.css("input")}
    assert {name: sent[name] for name in ("next", "username", "password")} == {
        "next": "/x/",
        "username": "shuji",
        "password": "口令",
    }
    assert words(demo.css_first("button")) == "支部书记今天有5件事等他办"


def test_a_refused_login_keeps_the_name_and_says_why() -> None:
    page = parsed(Client().post("/login", {"username": "lin", "password": "x"}).content.decode())
    assert page.css_first("[name=username]").attributes["value"] == "lin"
    assert "value" not in page.css_first("[name=password]").attributes
    assert words(page.css_first(".mistakes li")) == "用户名或密码不对，请再试一次。"


def test_errors_are_told_in_clear_sentences_with_a_way_out() -> None:
    request = RequestFactory().get("/nowhere")
    answers = [
        defaults.bad_request(request, Exception()),
        defaults.permission_denied(request, Exception("只有书记可以审核。")),
        defaults.page_not_found(request, Exception()),
        defaults.server_error(request),
        csrf_failure(request),
    ]
    pages = [answer.content.decode() for answer in answers]
    assert [answer.status_code for answer in answers] == [400, 403, 404, 500, 403]
    assert [words(parsed(page).css_first("h1")) for page in pages] == [
        "这次请求没能读懂",
        "这一页不归您现在的身份看",
        "没有找到这一页",
        "系统出了差错",
        "页面放得太久了",
    ]
    assert all("/" in hrefs(page) for page in pages)
    assert "只有书记可以审核。" in pages[1]


def test_what_happened_is_said_once_on_the_next_page() -> None:
    client = Client()
    first = parsed(client.get("/gallery?settled=commitment-12").content.decode())
    (line,) = first.css(".messages .message")
    assert (words(line), line.attributes["data-draft-done"], line.attributes["class"]) == (
        "已提交支部审核；审核前可以撤回。",
        "commitment-12",
        "message is-success",
    )


@pytest.mark.parametrize(
    ("tags", "draft"),
    [("draft-done:a-1", "a-1"), ("other draft-done:b", "b"), ("", ""), (None, ""), ("done", "")],
)
def test_only_a_settled_draft_is_named(tags: str | None, draft: str) -> None:
    assert settled_draft(tags) == draft


def test_a_sentence_without_a_draft_settles_none() -> None:
    request = RequestFactory().get("/")
    request.session = {}
    request._messages = CookieStorage(request)
    say(request, "已撤回。")
    assert [(message.message, message.extra_tags) for message in messages.get_messages(request)] == [
        ("已撤回。", "")
    ]


def test_every_style_and_script_stays_small_enough_to_read() -> None:
    lengths = {path.name: len(path.read_text("utf-8").splitlines()) for path in UI.glob("static/ui/*.*")}
    assert {name: length for name, length in lengths.items() if length >= 400} == {}
    assert len(lengths) > 10
