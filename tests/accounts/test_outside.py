"""Login by a service outside (OpenID Connect), against a real small one."""

from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from django.utils import timezone

from tests.accounts.coming import came_in, inside, owner, with_app
from tests.accounts.provider import CLIENT, Provider
from tests.cast import Cast
from zhengyou.accounts.actions import factors
from zhengyou.accounts.models import Login, OutsideIdentity
from zhengyou.ledger.models import Entry
from zhengyou.organisations.models import Account

NOT_SURE = "区里的统一登录没有确认是您，请再按一次，或用用户名和密码登录。"


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    """A login service that is set up here, without a claim for user names."""
    running = Provider()
    settings.OUTSIDE_LOGIN = {"issuer": running.issuer, "label": "区里的统一登录", "claim": "", **CLIENT}
    yield running
    running.stop()


def _link(cast: Cast, provider: Provider, role: str = "secretary", subject: str = "7") -> None:
    account = cast.accounts[role]
    factors.link_outside(
        by=owner(account), account=account, issuer=provider.issuer, subject=subject, now=timezone.now()
    )


def _come(client: Client, provider: Provider, start: str = "/login/outside/") -> Any:
    """The whole way: off to the service, consent, back."""
    return client.get(f"/login/outside/back/?{provider.consent(client.get(start)['Location'])}")


def test_a_linked_account_comes_in_and_lands_where_it_wanted(cast: Cast, provider: Provider) -> None:
    _link(cast, provider)
    client = cast.client(None)
    page = client.get("/login/?next=/records/").content.decode()
    assert 'href="/login/outside/?next=/records/"' in page.replace("%2F", "/")
    assert "从区里的统一登录登录" in page
    assert _come(client, provider, "/login/outside/?next=/records/")["Location"] == "/records/"
    assert inside(client)
    assert Login.objects.get().how == Login.How.OUTSIDE


def test_nothing_of_it_is_there_where_none_is_set_up(cast: Cast) -> None:
    client = cast.client(None)
    assert client.get("/login/outside/").status_code == 404
    assert client.get("/login/outside/back/?code=1&state=1").status_code == 404
    assert "统一" not in client.get("/login/").content.decode()


def test_somebody_unknown_here_gets_no_account_but_a_sentence(cast: Cast, provider: Provider) -> None:
    before = Account.objects.count()
    client = cast.client(None)
    answer = _come(client, provider)
    assert answer.status_code == 422
    assert "区里的统一登录里的您还没有关联这里的账号" in answer.content.decode()
    assert (Account.objects.count(), OutsideIdentity.objects.count()) == (before, 0)
    assert not inside(client)


def test_a_claim_counts_only_where_it_was_named_and_only_word_for_word(
    cast: Cast, provider: Provider, settings: Any
) -> None:
    provider.claims = {"preferred_username": "secretary", "email": "secretary@example.org"}
    assert _come(cast.client(None), provider).status_code == 422
    settings.OUTSIDE_LOGIN = settings.OUTSIDE_LOGIN | {"claim": "preferred_username"}
    assert _come(cast.client(None), provider)["Location"] == "/"
    for wrong in ("Secretary", "secretary ", "", None, 7):
        provider.claims = {"preferred_username": wrong}
        assert _come(cast.client(None), provider).status_code == 422


def test_an_account_linked_to_somebody_else_is_not_found_by_its_name(
    cast: Cast, provider: Provider, settings: Any
) -> None:
    settings.OUTSIDE_LOGIN = settings.OUTSIDE_LOGIN | {"claim": "preferred_username"}
    _link(cast, provider, subject="8")
    provider.claims = {"preferred_username": "secretary"}
    assert _come(cast.client(None), provider).status_code == 422


def test_a_closed_account_stays_closed(cast: Cast, provider: Provider) -> None:
    _link(cast, provider)
    Account.objects.filter(username="secretary").update(is_active=False)
    assert _come(cast.client(None), provider).status_code == 422


def test_the_second_step_is_asked_all_the_same(cast: Cast, provider: Provider) -> None:
    _link(cast, provider)
    with_app(cast.accounts["secretary"])
    client = cast.client(None)
    assert _come(client, provider)["Location"] == "/login/second/"
    assert not inside(client)


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "somebody else"},
        {"aud": ["zhengyou", "other"], "azp": "other"},
        {"iss": "http://127.0.0.1:1"},
        {"exp": 1000000000},
        {"exp": None},
        {"sub": None},
        {"iat": 99999999990},
    ],
    ids=str,
)
def test_a_token_that_is_not_the_answer_to_this_question_is_not_believed(
    cast: Cast, provider: Provider, claims: dict[str, Any]
) -> None:
    _link(cast, provider)
    provider.claims = claims
    client = cast.client(None)
    answer = _come(client, provider)
    assert answer.status_code == 422
    assert NOT_SURE in answer.content.decode()
    assert not inside(client)


@pytest.mark.parametrize("forged", ["another key", "HS256"])
def test_a_token_signed_by_somebody_else_is_not_believed(cast: Cast, provider: Provider, forged: str) -> None:
    _link(cast, provider)
    if forged == "HS256":
        provider.algorithm = forged
    else:
        provider.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    assert NOT_SURE in _come(cast.client(None), provider).content.decode()


def test_a_wrong_state_is_not_believed_and_the_question_is_used_up(cast: Cast, provider: Provider) -> None:
    _link(cast, provider)
    client = cast.client(None)
    answer = provider.consent(client.get("/login/outside/")["Location"])
    code = answer.partition("&")[0]
    for wrong in (f"{code}&state=x", code, ""):
        client.get("/login/outside/")
        assert client.get(f"/login/outside/back/?{wrong}").status_code == 422
    late = client.get(f"/login/outside/back/?{answer}")
    assert "这次登录没有从这里开始，或者已经用过了，请再按一次。" in late.content.decode()
    assert not inside(client)


def test_an_answer_brought_by_another_browser_is_not_believed(cast: Cast, provider: Provider) -> None:
    _link(cast, provider)
    thief, victim = cast.client(None), cast.client(None)
    answer = provider.consent(thief.get("/login/outside/")["Location"])
    assert victim.get(f"/login/outside/back/?{answer}").status_code == 422
    assert not inside(victim)


def test_an_answer_is_good_once(cast: Cast, provider: Provider) -> None:
    _link(cast, provider)
    client = cast.client(None)
    answer = provider.consent(client.get("/login/outside/")["Location"])
    assert client.get(f"/login/outside/back/?{answer}")["Location"] == "/"
    client.post("/logout/")
    client.get("/login/outside/")
    assert client.get(f"/login/outside/back/?{answer}").status_code == 422


def test_somebody_who_says_no_there_is_told_what_else_he_can_do(cast: Cast, provider: Provider) -> None:
    client = cast.client(None)
    state = provider.consent(client.get("/login/outside/")["Location"]).partition("state=")[2]
    answer = client.get(f"/login/outside/back/?error=access_denied&state={state}")
    assert (answer.status_code, NOT_SURE in answer.content.decode()) == (422, True)


def test_a_service_that_is_down_is_told_and_the_password_still_opens(cast: Cast, provider: Provider) -> None:
    client = cast.client(None)
    answer = provider.consent(client.get("/login/outside/")["Location"])
    provider.stop()
    for address in (f"/login/outside/back/?{answer}", "/login/outside/"):
        told = client.get(address)
        assert told.status_code == 503
        assert "现在连不上区里的统一登录，请过一会儿再试，或用用户名和密码登录。" in told.content.decode()
    came_in(cast, "secretary")


def test_a_service_that_calls_itself_otherwise_or_is_not_encrypted_is_not_asked(
    cast: Cast, provider: Provider, settings: Any
) -> None:
    for issuer in (
        f"http://localhost:{provider.port}",
        "http://login.example.org",
        "ftp://login.example.org",
    ):
        settings.OUTSIDE_LOGIN = settings.OUTSIDE_LOGIN | {"issuer": issuer}
        assert cast.client(None).get("/login/outside/").status_code == 503


def test_an_account_is_linked_and_unlinked_on_its_own_page(cast: Cast, provider: Provider) -> None:
    client = came_in(cast, "secretary")
    assert "去关联" in client.get("/account/").content.decode()
    assert _come(client, provider, "/account/outside/")["Location"] == "/account/"
    assert "已关联，以后也可以从区里的统一登录登录。" in client.get("/account/").content.decode()
    assert _come(cast.client(None), provider)["Location"] == "/"
    assert client.post("/account/outside/remove/")["Location"] == "/account/"
    assert _come(cast.client(None), provider).status_code == 422
    assert [entry.verb for entry in Entry.objects.order_by("pk")] == [
        "accounts.outside.link",
        "accounts.outside.unlink",
    ]


def test_one_person_there_is_one_account_here(cast: Cast, provider: Provider) -> None:
    _link(cast, provider, "member")
    client = came_in(cast, "secretary")
    assert _come(client, provider, "/account/outside/")["Location"] == "/account/"
    assert "已经关联了另一个账号，请找管理员核对。" in client.get("/account/").content.decode()
    assert OutsideIdentity.objects.get().account == cast.accounts["member"]


def test_linking_needs_proof_that_it_is_still_the_same_person(cast: Cast, provider: Provider) -> None:
    client = cast.client("secretary")
    assert client.get("/account/outside/")["Location"] == "/account/again/?next=/account/outside/"
