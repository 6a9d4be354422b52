"""The shell in a real browser, under its real content security policy."""

import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browsing import PATIENCE

from .conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PAGES = [
    "/gallery",
    "/bench",
    "/login",
    "/page/public.html",
    "/page/ui/figure.html",
    "/page/404.html",
]


@pytest.mark.parametrize(("width", "dark"), [(360, False), (1440, False), (1440, True)])
@pytest.mark.parametrize("address", PAGES)
def test_no_accessibility_rule_is_broken(open_page: OpenPage, address: str, width: int, dark: bool) -> None:
    found = Axe().run(open_page(address, width=width, dark=dark)).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
@pytest.mark.parametrize("address", PAGES)
def test_no_page_scrolls_sideways(open_page: OpenPage, address: str, width: int) -> None:
    page = open_page(address, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_an_open_menu_of_posts_stays_on_a_phone(open_page: OpenPage) -> None:
    page = open_page("/bench", width=320)
    page.click(".where summary")
    expect(page.locator(".where .menu-body button").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_everything_that_is_pressed_on_a_phone_is_large_enough(open_page: OpenPage) -> None:
    page = open_page("/gallery", width=360)
    small = page.evaluate(
        """() => [...document.querySelectorAll(".nav a, .button, .filters a, .pager a, .menu > summary, .search-link")]
            .filter((part) => part.offsetParent !== null && part.getBoundingClientRect().height < 44)
            .map((part) => part.outerHTML)"""
    )
    assert small == []


def test_a_row_on_a_phone_is_a_card_with_what_matters(open_page: OpenPage) -> None:
    page = open_page("/gallery", width=360)
    row = page.locator("#table tbody tr").first
    shown = [cell.get_attribute("data-label") for cell in row.locator("td").all() if cell.is_visible()]
    assert shown == ["到期", "状态"]
    assert row.evaluate("row => getComputedStyle(row).display") == "block"


def test_a_whole_row_is_one_link_and_a_figure_in_it_keeps_its_own(open_page: OpenPage) -> None:
    page = open_page("/gallery", width=1440)
    targets = page.evaluate(
        """() => {
            const row = document.querySelector("#table tbody tr");
            row.scrollIntoView({ block: "center" });
            return ["状态", "兑现"].map((label) => {
                const box = row.querySelector(`[data-label="${label}"] > *`).getBoundingClientRect();
                const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
                return hit.closest("a").className;
            });
        }"""
    )
    assert targets == ["row-link", "figure"]


def test_the_head_of_a_table_stays_in_view(open_page: OpenPage) -> None:
    page = open_page("/gallery", width=1440)
    page.evaluate("document.querySelector('#table tbody tr:nth-child(3)').scrollIntoView({block: 'start'})")
    assert page.evaluate("document.querySelector('#table thead th').getBoundingClientRect().top") == 0


def test_the_first_tab_leads_past_the_header(open_page: OpenPage) -> None:
    page = open_page("/bench")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()


def test_the_focus_can_be_seen(open_page: OpenPage) -> None:
    page = open_page("/login")
    page.focus("button.button")
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outline")
    assert "solid 3px" in outline


def test_a_refused_form_moves_the_focus_to_its_summary_even_without_script(open_page: OpenPage) -> None:
    page = open_page("/gallery", script=False)
    expect(page.locator(".mistakes")).to_be_focused()


def test_without_script_a_menu_still_opens_and_a_figure_is_a_plain_link(open_page: OpenPage) -> None:
    page = open_page("/gallery", script=False)
    page.click(".where summary")
    expect(page.locator(".where .menu-body button").first).to_be_visible()
    assert page.get_attribute("#headlines p a.figure >> nth=0", "href") == "gallery#headlines"


def _typed(page: Page) -> tuple[str, bool]:
    return page.input_value("#form textarea"), page.is_checked("#form input[value=post]")


def _drafts(page: Page) -> int:
    return int(page.evaluate("localStorage.length"))


def _wait_until_kept(page: Page) -> None:
    """What is typed is saved a moment later; the page's policy forbids playwright's own way of waiting."""
    deadline = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < deadline:
        if _drafts(page):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"what was typed has not been kept after {PATIENCE / 1000:.0f} seconds")


def test_what_was_typed_is_there_again_and_can_be_thrown_away(open_page: OpenPage) -> None:
    page = open_page("/gallery")
    page.fill("#form textarea", "为三个自然村装路灯36盏")
    page.check("#form input[value=post]")
    _wait_until_kept(page)
    page.reload()
    assert _typed(page) == ("为三个自然村装路灯36盏", True)
    assert page.inner_text(".draft-note span").startswith("已恢复您没有提交的内容，写于")
    page.click(".draft-note button")
    assert (_typed(page), _drafts(page), page.locator(".draft-note").count()) == (("", False), 0, 0)


def test_a_draft_is_forgotten_when_the_server_says_it_is_settled_and_only_then(open_page: OpenPage) -> None:
    page = open_page("/gallery")
    page.fill("#form textarea", "为三个自然村装路灯36盏")
    _wait_until_kept(page)
    origin = page.url.removesuffix("/gallery")
    page.goto(f"{origin}/gallery?settled=another")
    assert _drafts(page) == 1
    page.goto(f"{origin}/gallery?settled=gallery")
    assert (_drafts(page), _typed(page)) == (0, ("", False))


def test_a_draft_is_kept_apart_for_each_person(open_page: OpenPage) -> None:
    page = open_page("/gallery")
    page.fill("#form textarea", "x")
    _wait_until_kept(page)
    assert page.evaluate("localStorage.key(0)") == "draft:7:gallery"


def test_a_number_opens_in_place_and_gives_the_focus_back(open_page: OpenPage) -> None:
    page = open_page("/bench")
    page.evaluate(
        """() => {
            const link = document.createElement("a");
            Object.assign(link, { href: "/page/ui/figure.html", className: "figure", textContent: "83%" });
            link.setAttribute("hx-get", "/page/ui/figure.html");
            link.setAttribute("hx-target", "#figure-panel-body");
            link.setAttribute("hx-select", "#figure-body");
            document.querySelector(".page-head").append(link);
            htmx.process(link);
        }"""
    )
    page.click(".page-head a.figure")
    page.wait_for_selector("#figure-panel[open]")
    assert page.locator("#figure-panel dt").all_inner_texts() == ["怎么算", "算哪些", "截至"]
    page.keyboard.press("Escape")
    expect(page.locator(".page-head a.figure")).to_be_focused()


def test_a_number_whose_page_has_nothing_to_show_in_place_leads_there(open_page: OpenPage) -> None:
    page = open_page("/gallery")
    page.locator("#headlines p a.figure").first.evaluate(
        "link => { link.href = '/page/404.html'; link.setAttribute('hx-get', '/page/404.html'); htmx.process(link); }"
    )
    page.locator("#headlines p a.figure").first.click()
    page.wait_for_url("**/page/404.html")


def _expect_current(page: Page, *ids: str) -> None:
    """Exactly these parts are marked, in this order."""
    marked = page.locator(".is-current")
    expect(marked).to_have_count(len(ids))
    for place, name in enumerate(ids):
        expect(marked.nth(place)).to_have_id(name)


def test_keys_walk_through_what_was_understood_and_jump_to_the_doubtful(open_page: OpenPage) -> None:
    page = open_page("/bench")
    for key, number in (("j", 1), ("j", 2), ("k", 1), ("d", 6), ("j", 7)):
        page.keyboard.press(key)
        _expect_current(page, f"p{number}", f"i{number}")


def test_the_partner_of_what_is_current_is_in_view(open_page: OpenPage) -> None:
    page = open_page("/bench")
    page.keyboard.press("d")
    _expect_current(page, "p6", "i6")
    visible = page.evaluate(
        """() => [...document.querySelectorAll(".is-current")].map((part) => {
            const [inner, outer] = [part, part.closest(".bench-text, .bench-understood")]
                .map((one) => one.getBoundingClientRect());
            return inner.top >= outer.top && inner.top < outer.bottom;
        })"""
    )
    assert visible == [True, True]


def test_pointing_at_a_paragraph_marks_what_was_understood_from_it(open_page: OpenPage) -> None:
    page = open_page("/bench")
    page.hover("#p2")
    _expect_current(page, "p2", "i2")


def test_the_question_mark_shows_the_keys_and_typing_does_not(open_page: OpenPage) -> None:
    page = open_page("/bench")
    page.focus("#search-q")
    page.keyboard.type("jd?")
    expect(page.locator("#search-q")).to_have_value("jd?")
    _expect_current(page)
    assert page.locator("#keys[open]").count() == 0
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    expect(page.locator("#keys[open]")).to_have_count(1)


def test_the_key_pressed_at_once_after_the_list_of_keys_was_closed_counts(open_page: OpenPage) -> None:
    page = open_page("/bench")
    page.evaluate(
        """() => {
            const keys = document.getElementById("keys");
            keys.showModal();
            keys.close();
            document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "j", bubbles: true }));
        }"""
    )
    _expect_current(page, "p1", "i1")


def test_a_printed_page_is_black_on_white_without_navigation(open_page: OpenPage) -> None:
    page = open_page("/gallery", dark=True)
    page.emulate_media(media="print", color_scheme="dark")
    colours = page.evaluate(
        "(({ color, backgroundColor }) => [color, backgroundColor])(getComputedStyle(document.body))"
    )
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    hidden = [
        page.locator(part).first.is_visible()
        for part in (".nav", ".search", ".filters", ".pager", ".actions")
    ]
    assert hidden == [False] * 5
