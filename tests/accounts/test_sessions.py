"""Where somebody is logged in, for how long, and how that ends."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.accounts.changes import login_of
from tests.accounts.coming import came_in, inside, log_in
from tests.cast import Cast
from zhengyou.accounts.coming_in import SEEN_IN_SESSION
from zhengyou.accounts.jobs import forget
from zhengyou.accounts.models import Login
from zhengyou.accounts.rules.browsers import in_words
from zhengyou.ledger.models import Entry
from zhengyou.organisations.models import Membership, Post

EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0"
WECHAT = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/116.0 Mobile MicroMessenger/8.0"


def _on(agent: str) -> Client:
    client = Client(headers={"User-Agent": agent})
    assert log_in(client, "secretary").status_code == 302
    return client


def test_a_browser_is_told_in_words() -> None:
    iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile/15E148 Safari/604.1"
    assert [in_words(agent) for agent in (EDGE, WECHAT, iphone, "", "curl/8")] == [
        "Windows 电脑上的 Edge",
        "安卓手机上的微信",
        "iPhone 上的 Safari",
        "不认识的浏览器",
        "不认识的浏览器",
    ]


def test_the_page_lists_my_sessions_and_marks_this_one(cast: Cast) -> None:
    _on(WECHAT)
    here = _on(EDGE)
    page = here.get("/account/logins/")
    assert [login.browser for login in page.context["open"]] == ["Windows 电脑上的 Edge", "安卓手机上的微信"]
    text = page.content.decode()
    assert text.count("（就是这里）") == 1
    assert "127.0.0.1" not in text


def test_one_session_is_ended_from_another_and_opens_nothing_from_that_moment(cast: Cast) -> None:
    there, here = _on(WECHAT), _on(EDGE)
    assert inside(there)
    login = Login.objects.get(browser="安卓手机上的微信")
    assert here.post(f"/account/logins/{login.pk}/end/")["Location"] == "/account/logins/"
    assert not inside(there)
    page = here.get("/account/logins/")
    assert [login.browser for login in page.context["open"]] == ["Windows 电脑上的 Edge"]
    assert "已结束在安卓手机上的微信的登录" in page.content.decode()
    assert Entry.objects.get().sentence == "结束了一处登录。"


def test_all_others_are_ended_at_once(cast: Cast) -> None:
    others, here = [_on(WECHAT), _on(EDGE)], _on(EDGE)
    here.post("/account/logins/end-others/")
    assert [inside(client) for client in [*others, here]] == [False, False, True]
    assert Entry.objects.get().sentence == "结束了其他设备上的登录 2 处。"


def test_ending_this_session_is_logging_out(cast: Cast) -> None:
    here = _on(EDGE)
    assert here.post(f"/account/logins/{Login.objects.get().pk}/end/")["Location"] == "/login/"
    assert not inside(here)
    assert not Entry.objects.exists()


def test_nobody_ends_or_sees_the_sessions_of_others(cast: Cast) -> None:
    theirs = login_of(cast.accounts["member"])
    here = came_in(cast, "secretary")
    assert here.post(f"/account/logins/{theirs.pk}/end/").status_code == 404
    assert theirs not in here.get("/account/logins/").context["open"]
    theirs.refresh_from_db()
    assert theirs.ended_at is None


def test_logging_out_ends_the_login_in_the_list(cast: Cast) -> None:
    here = came_in(cast, "secretary")
    here.post("/logout/")
    assert Login.objects.get().ended_at is not None
    again = came_in(cast, "secretary")
    page = again.get("/account/logins/")
    assert (len(page.context["open"]), len(page.context["last"])) == (1, 2)


def test_a_session_lasts_twelve_hours_unused_or_thirty_days_on_a_device_of_ones_own(cast: Cast) -> None:
    shared, own = Client(), Client()
    log_in(shared, "secretary")
    log_in(own, "secretary", keep="on")
    assert shared.cookies["sessionid"]["max-age"] == ""  # ends with the browser
    assert int(own.cookies["sessionid"]["max-age"]) == 30 * 24 * 3600
    hours = [
        round(
            (Session.objects.get(pk=client.session.session_key).expire_date - timezone.now()).total_seconds()
            / 3600
        )
        for client in (shared, own)
    ]
    assert hours == [12, 720]


def test_a_session_that_ran_out_is_not_listed_and_is_swept_away(cast: Cast) -> None:
    there, here = _on(WECHAT), _on(EDGE)
    key = there.session.session_key
    Session.objects.filter(pk=key).update(expire_date=timezone.now() - timedelta(seconds=1))
    assert [login.browser for login in here.get("/account/logins/").context["open"]] == [
        "Windows 电脑上的 Edge"
    ]
    Login.objects.filter(session_key=key).update(seen_at=timezone.now() - timedelta(days=91))
    forget(timestamp=0)
    assert not Session.objects.filter(pk=key).exists()
    assert Login.objects.count() == 1


def _queries(client: Client, address: str) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in queries]


def test_an_ordinary_page_costs_no_query_more_than_before(cast: Cast) -> None:
    here, without = (
        came_in(cast, "secretary"),
        cast.client("secretary"),
    )  # the second came in by no door of ours
    assert len(_queries(here, "/search/")) == len(_queries(without, "/search/"))


def test_the_last_use_is_written_down_every_five_minutes_at_most(cast: Cast) -> None:
    here = came_in(cast, "secretary")
    before = Login.objects.get().seen_at
    session = here.session
    session[SEEN_IN_SESSION] -= 301
    session.save()
    Login.objects.update(seen_at=before - timedelta(seconds=301))
    written = [sql for sql in _queries(here, "/search/") if sql.startswith("UPDATE")]
    assert len(written) == 2  # the login and the session
    assert Login.objects.get().seen_at > before
    assert [sql for sql in _queries(here, "/search/") if sql.startswith("UPDATE")] == []


def test_a_post_that_ended_opens_nothing_that_very_day_in_a_session_that_lives(cast: Cast) -> None:
    here = came_in(cast, "secretary")
    assert here.get("/records/").status_code == 200
    Post.objects.filter(person_id=cast.accounts["secretary"].person_id).update(until=cast.today)
    assert here.get("/records/").status_code == 404
    Membership.objects.filter(person_id=cast.accounts["secretary"].person_id).update(until=cast.today)
    assert "您现在没有担任岗位" in here.get("/").content.decode()
    assert inside(here)


def test_an_account_that_was_closed_is_out_at_once(cast: Cast) -> None:
    here = came_in(cast, "secretary")
    account = cast.accounts["secretary"]
    account.is_active = False
    account.save()
    assert not inside(here)
