"""What anyone may see: nothing of people, nothing of units that lag, nothing that depends on who looks."""

from django.test import Client

from tests.cast import Cast
from tests.reports.conftest import History
from zhengyou.campaigns.models import Standard, StandardItem
from zhengyou.organisations.models import Person


def _pages(history: History) -> tuple[str, ...]:
    slug = history.campaign.slug
    return ("/p/", f"/p/{slug}/", f"/p/{slug}/figures/completion/", f"/p/{slug}/figures/taking-part/")


def test_public_pages_set_no_cookie_and_may_be_cached(eventful: History, cast: Cast) -> None:
    for client in (Client(), cast.client("office")):
        for address in _pages(eventful):
            answer = client.get(address)
            assert answer.status_code == 200
            assert not answer.cookies
            assert not answer.has_header("Set-Cookie")
            assert "cookie" not in answer.get("Vary", "").lower()
            assert answer["Cache-Control"] == "public, max-age=300"


def test_everybody_sees_the_same_bytes(eventful: History, cast: Cast) -> None:
    for address in _pages(eventful):
        assert Client().get(address).content == cast.client("office").get(address).content


def test_a_public_page_names_no_people_and_no_units(eventful: History, cast: Cast) -> None:
    names = [place.name for key, place in cast.places.items() if key != "district"]
    names += Person.objects.values_list("name", flat=True)
    for address in _pages(eventful):
        page = Client().get(address).content.decode()
        assert [name for name in names if name in page] == []


def test_the_public_page_tells_theme_standards_phases_and_figures(eventful: History) -> None:
    standard = Standard.objects.get(campaign=eventful.campaign)
    StandardItem.objects.create(standard=standard, ordinal=1, label="领导班子好")
    page = Client().get(f"/p/{eventful.campaign.slug}/").content.decode()
    told = (
        "岗位作贡献",
        "做实事，办好事。",
        "五个好",
        "领导班子好",
        "动员部署",
        "全面争创",
        "完成率",
        "参加活动的组织",
    )
    assert [words for words in (eventful.campaign.title, "澜溪区委", *told) if words not in page] == []
    assert "csrf" not in page
    assert "<script" not in page


def test_a_public_figure_says_how_it_is_counted_without_rows(eventful: History) -> None:
    page = Client().get(f"/p/{eventful.campaign.slug}/figures/completion/").content.decode()
    assert "已办结÷已到期" in page
    assert "截至" in page
    assert "<table" not in page


def test_what_is_not_public_is_not_found(eventful: History) -> None:
    slug = eventful.campaign.slug
    for key in ("missing", "members", "due.sector.rural", "completion.sector.private", "nothing", "records"):
        assert Client().get(f"/p/{slug}/figures/{key}/").status_code == 404
    assert Client().get("/p/nowhere/").status_code == 404
    assert Client().post(f"/p/{slug}/").status_code == 405


def test_without_a_campaign_the_list_is_a_pleasant_page(db: None) -> None:
    assert "现在没有公开的活动" in Client().get("/p/").content.decode()
