"""The pages of changes, groups and the weak list as a browser shows them: sound, and nothing scrolls sideways."""

import mimetypes
import os
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Route

from tests.cast import Cast, enrol
from tests.organisations.reorganising.deciding import decide, number
from zhengyou.organisations.actions import groups, units, weak
from zhengyou.organisations.queries.shifts import Rename

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
ORIGIN = "http://localhost"


@pytest.fixture(autouse=True)
def beside_a_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """The driver's loop runs in this thread, which Django would take for asynchronous code."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def _pages(cast: Cast) -> dict[str, bytes]:
    """Each page once, filled with what there may be."""
    first, district = number(cast, "first"), number(cast, "district")
    since = cast.today - timedelta(days=40)
    for name in ("欧阳明远", "司徒静宜", "单立诚", "曾自强"):
        enrol(name, cast.places["first"])
    told = groups.GroupTold(
        "leading_group", "澜溪区创先争优活动领导小组", "领导全区活动。", since, since + timedelta(days=400)
    )
    leading = groups.add_group(by=cast.office, organisation=district, told=told)
    inner = groups.GroupTold("office", "领导小组办公室", "日常工作。", since, None, leading.pk)
    groups.add_group(by=cast.office, organisation=district, told=inner)
    joining = groups.Joining(cast.accounts["leader"].person_id, "陆长河", "head", since)
    groups.join(by=cast.office, group=leading, joining=joining)
    units.link(by=cast.office, organisation=first, kind="company", name="青石商贸有限责任公司", since=since)
    found = {"reason": "长期不开会，党员意见大。", "measures": "区委派指导员驻点三个月。", "since": since}
    weak.put_on_list(by=cast.office, organisation=first, **found)
    change = decide(cast, Rename(first, "青石商圈中心联合党支部"), ahead=5)
    order = {"effective_on": (cast.today + timedelta(days=2)).isoformat(), "reason": "优化设置。"}
    second = number(cast, "second")
    office = cast.client("office")

    def got(url: str) -> bytes:
        return office.get(url).content

    merging = f"/organisations/{second}/change/merge/"
    return {
        "organisation": got(f"/organisations/{first}/"),
        "district": got(f"/organisations/{district}/"),
        "form": got(f"/organisations/{first}/change/split/"),
        "refused": office.post(merging, {"reason": ""}).content,
        "preview": office.post(merging, {**order, "into": number(cast, "village")}).content,
        "change": got(f"/organisations/changes/{change.pk}/"),
        "take-back": got(f"/organisations/changes/{change.pk}/take-back/"),
        "group": got(f"/organisations/groups/{leading.pk}/"),
        "joining": got(f"/organisations/groups/{leading.pk}/join/"),
        "weak": got("/organisations/weak/"),
    }


def test_the_pages_are_sound_on_a_desk_and_on_a_phone(cast: Cast, chromium: Browser) -> None:
    pages = _pages(cast)

    def answer(route: Route) -> None:
        address = route.request.url.removeprefix(ORIGIN).partition("?")[0]
        if address.startswith("/static/"):
            found = finders.find(address.removeprefix("/static/"))
            kind = mimetypes.guess_type(address)[0]
            route.fulfill(body=Path(str(found)).read_bytes(), content_type=kind)
        else:
            route.fulfill(body=pages[address.strip("/")], content_type="text/html; charset=utf-8")

    faults = {}
    for width in (360, 1440):
        context = chromium.new_context(viewport={"width": width, "height": 900}, locale="zh-CN")
        page = context.new_page()
        page.route("**/*", answer)
        for name in pages:
            page.goto(f"{ORIGIN}/{name}")
            found = [
                (one["id"], [node["target"] for node in one["nodes"]])
                for one in Axe().run(page).response["violations"]
            ]
            if found or page.evaluate("document.documentElement.scrollWidth") != width:
                faults[name, width] = found
            if folder := os.environ.get("ZHENGYOU_PICTURES"):  # to be looked at by a person
                page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
        context.close()
    assert faults == {}
