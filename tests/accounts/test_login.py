"""Coming in and going out."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.cast import PASSWORD, Cast


def _log_in(client: Client, username: str, password: str, after: str = "") -> Any:
    return client.post("/login/", {"username": username, "password": password, "next": after})


def test_a_person_logs_in_and_lands_on_what_awaits_them(cast: Cast) -> None:
    client = cast.client(None)
    response = _log_in(client, "secretary", PASSWORD)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert "等我办的事" in client.get("/").content.decode()


def test_the_login_leads_back_to_the_page_first_asked_for(cast: Cast) -> None:
    client = cast.client(None)
    response = client.get("/records/?node=3")
    assert (response.status_code, response["Location"]) == (302, "/login/?next=/records/%3Fnode%3D3")
    assert _log_in(client, "secretary", PASSWORD, "/records/")["Location"] == "/records/"


def test_the_login_never_leads_away_from_our_pages(cast: Cast) -> None:
    assert _log_in(cast.client(None), "secretary", PASSWORD, "https://example.org/")["Location"] == "/"


@pytest.mark.parametrize(("username", "password"), [("secretary", "错的口令"), ("nobody", PASSWORD)])
def test_a_wrong_name_and_a_wrong_password_are_told_alike(cast: Cast, username: str, password: str) -> None:
    response = _log_in(cast.client(None), username, password)
    assert response.status_code == 422
    page = response.content.decode()
    assert "用户名或密码不对，请核对后再试（字母区分大小写）。" in page
    assert f'value="{username}"' in page
    assert password not in page


def test_an_empty_login_says_what_is_missing(cast: Cast) -> None:
    response = _log_in(cast.client(None), "", "")
    assert response.status_code == 422
    assert "请填写用户名。" in response.content.decode()
    assert "请填写密码。" in response.content.decode()


def test_logging_out_takes_a_press_and_closes_everything(cast: Cast) -> None:
    client = cast.client("secretary")
    assert client.get("/logout/").status_code == 405
    assert client.post("/logout/")["Location"] == "/login/"
    assert client.get("/")["Location"] == "/login/?next=/"


def test_somebody_already_in_is_not_asked_again(cast: Cast) -> None:
    assert cast.client("office").get("/login/")["Location"] == "/"


def test_only_a_demo_offers_its_people(cast: Cast, settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    assert "demo-title" not in cast.client(None).get("/login/").content.decode()
    person = {
        "role": "支部书记",
        "username": "secretary",
        "password": PASSWORD,
        "sentence": "记录、报送。",
    }
    (tmp_path / "demo-logins.json").write_text(json.dumps([person], ensure_ascii=False), "utf-8")
    page = cast.client(None).get("/login/").content.decode()
    assert "demo-title" in page
    assert "支部书记" in page
