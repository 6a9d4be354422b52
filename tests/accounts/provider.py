"""A small real login service (OpenID Connect) in the test's own process: discovery, token, keys, signed id tokens."""

import base64
import hashlib
import http.server
import json
import threading
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from tests.ports import free_port

CLIENT = {"client_id": "zhengyou", "client_secret": "说好的暗号"}


class Provider:
    """One service. `claims` overrides what its id tokens say; `key` what they are signed with."""

    def __init__(self) -> None:
        self.key = self.published = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.claims: dict[str, Any] = {}
        self.algorithm = "RS256"
        self.questions: dict[str, dict[str, str]] = {}
        self.port = free_port()
        self.issuer = f"http://127.0.0.1:{self.port}"
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Nobody answers any more."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def consent(self, address: str) -> str:
        """What the person's browser brings back from the page at `address`: the part after the question mark."""
        parts = urlsplit(address)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"{self.issuer}/authorize"
        assert (asked["client_id"], asked["response_type"]) == ("zhengyou", "code")
        assert "openid" in asked["scope"].split()
        code = f"code{len(self.questions)}"
        self.questions[code] = asked
        return f"code={code}&state={asked['state']}"

    def described(self) -> dict[str, Any]:
        """What it says of itself."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
        }

    def keys(self) -> dict[str, Any]:
        """The public half of its key."""
        return {
            "keys": [
                RSAAlgorithm.to_jwk(self.published.public_key(), as_dict=True) | {"kid": "1", "use": "sig"}
            ]
        }

    def token(self, sent: dict[str, str], credentials: str) -> dict[str, Any] | None:
        """The id token for a code, once; None where the client, the code or its proof is not right."""
        name, _, secret = base64.b64decode(credentials.removeprefix("Basic ")).decode().partition(":")
        asked = self.questions.pop(sent["code"], None)
        if asked is None or name != "zhengyou" or parse_qs(f"s={secret}")["s"] != [CLIENT["client_secret"]]:
            return None
        digest = hashlib.sha256(sent["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            return None
        if sent["redirect_uri"] != asked["redirect_uri"]:
            return None
        told = {"iss": self.issuer, "sub": "7", "aud": "zhengyou", "iat": 1, "exp": 99999999999}
        told |= {"nonce": asked["nonce"]} | self.claims
        claims = {name: value for name, value in told.items() if value is not None}
        key = self.key if self.algorithm == "RS256" else CLIENT["client_secret"] * 9
        return {"id_token": jwt.encode(claims, key, self.algorithm, headers={"kid": "1"})}


def _handler(provider: Provider) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            pages = {"/.well-known/openid-configuration": provider.described, "/keys": provider.keys}
            self._answer(200, pages[self.path]()) if self.path in pages else self._answer(404, {})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            sent = {name: values[0] for name, values in parse_qs(body).items()}
            given = provider.token(sent, self.headers["Authorization"])
            self._answer(200 if given else 400, given or {"error": "invalid_grant"})

        def _answer(self, status: int, told: dict[str, Any]) -> None:
            body = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: Any) -> None:
            """Says nothing."""

    return Handler
