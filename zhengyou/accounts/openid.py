"""Login by a service outside (OpenID Connect, authorization code flow with PKCE): what is asked and what is believed.

Nothing is believed but an id token signed by the issuer, for us, not run out, that answers this very question (nonce)
and comes back to the very browser that asked (state). Sources: OpenID Connect Core 1.0 section 3.1, RFC 7636.
"""

import base64
import hashlib
import hmac
import json
import secrets
import urllib.error
import urllib.request
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import jwt
from django.conf import settings

from .rules.policies import SECOND_STEP_WITHIN

_PATIENCE = 8
"""Seconds for one answer of the service: longer than a healthy one ever takes, shorter than people wait."""
_LARGEST = 1_000_000
_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class Unreachable(Exception):
    """The service does not answer, or not in its language."""


class NotBelieved(Exception):
    """Somebody came back with something that is no answer to what was asked."""


@dataclass(frozen=True)
class Service:
    """The login service outside, as the environment names it."""

    issuer: str
    client_id: str
    client_secret: str
    label: str
    claim: str


@dataclass(frozen=True)
class Asked:
    """What this browser was sent there with; kept in its session until it comes back."""

    state: str
    nonce: str
    verifier: str
    at: float
    next: str
    link: bool

    def kept(self) -> dict[str, Any]:
        """For the session."""
        return asdict(self)


def configured() -> Service | None:
    """The service, or None where there is none."""
    found: dict[str, str] | None = settings.OUTSIDE_LOGIN
    return Service(**found) if found else None


def ask(service: Service, back: str, *, now: datetime, after: str, link: bool) -> tuple[str, Asked]:
    """The address to send the browser to, and what to remember. `back`: where it is to come back to.

    Raises Unreachable.
    """
    described = _described(service)
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    asked = Asked(state, nonce, verifier, at=now.timestamp(), next=after, link=link)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(asked.verifier.encode()).digest()).rstrip(b"=")
    question = {
        "response_type": "code",
        "client_id": service.client_id,
        "redirect_uri": back,
        "scope": "openid profile",
        "state": asked.state,
        "nonce": asked.nonce,
        "code_challenge": challenge.decode(),
        "code_challenge_method": "S256",
    }
    address = str(described["authorization_endpoint"])
    return f"{address}{'&' if '?' in address else '?'}{urlencode(question)}", asked


def believed(
    service: Service, asked: Asked, answer: dict[str, str], back: str, *, now: datetime
) -> dict[str, Any]:
    """What the service says about the person: the claims of its id token. Raises NotBelieved or Unreachable."""
    late = now.timestamp() - asked.at > SECOND_STEP_WITHIN.total_seconds()
    if late or not hmac.compare_digest(answer.get("state", "").encode(), asked.state.encode()):
        raise NotBelieved
    if not answer.get("code"):
        raise NotBelieved
    described = _described(service)
    sent = {
        "grant_type": "authorization_code",
        "code": answer["code"],
        "redirect_uri": back,
        "code_verifier": asked.verifier,
    }
    given = _fetch(str(described["token_endpoint"]), sent, _credentials(service))
    return _claims(service, described, str(given.get("id_token", "")), asked.nonce)


def _claims(service: Service, described: dict[str, Any], token: str, nonce: str) -> dict[str, Any]:
    try:
        keys = jwt.PyJWKSet.from_dict(_fetch(str(described["jwks_uri"])))
        wanted = jwt.get_unverified_header(token).get("kid")
        key = next(key for key in keys.keys if wanted is None or key.key_id == wanted)
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=_ALGORITHMS,
            audience=service.client_id,
            issuer=service.issuer,
            leeway=60,
            options={"require": ["exp", "iat", "sub", "nonce"]},
        )
    except (jwt.PyJWTError, StopIteration) as error:
        raise NotBelieved from error
    if not hmac.compare_digest(str(claims["nonce"]).encode(), nonce.encode()):
        raise NotBelieved
    if claims.get("azp", service.client_id) != service.client_id:
        raise NotBelieved
    return claims


def _described(service: Service) -> dict[str, Any]:
    """What the service says of itself; it must be the one we mean."""
    described = _fetch(service.issuer.rstrip("/") + "/.well-known/openid-configuration")
    wanted = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    if described.get("issuer") != service.issuer or not all(described.get(name) for name in wanted):
        raise Unreachable
    return described


def _credentials(service: Service) -> str:
    pair = f"{quote(service.client_id, safe='')}:{quote(service.client_secret, safe='')}"
    return "Basic " + base64.b64encode(pair.encode()).decode()


class _Stays(urllib.request.HTTPRedirectHandler):
    """The service answers where it is asked; nothing leads us elsewhere."""

    def redirect_request(self, *arguments: Any) -> None:
        return None


def _fetch(address: str, sent: dict[str, str] | None = None, credentials: str = "") -> dict[str, Any]:
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise Unreachable
    headers = {"Accept": "application/json"} | ({"Authorization": credentials} if credentials else {})
    request = urllib.request.Request(  # noqa: S310 only https, or our own machine
        address, urlencode(sent).encode() if sent is not None else None, headers
    )
    try:
        with urllib.request.build_opener(_Stays).open(request, timeout=_PATIENCE) as response:
            read = json.loads(response.read(_LARGEST))
    except urllib.error.HTTPError as error:
        # 400 and 401 are how a service says that this code is not good.
        raise (NotBelieved if sent is not None and error.code in {400, 401} else Unreachable) from error
    except (OSError, ValueError) as error:
        raise Unreachable from error
    if not isinstance(read, dict):
        raise Unreachable
    return read
