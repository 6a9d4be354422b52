"""A passkey made of software: answers as a browser and its key would, and wrongly where a test wants it so."""

import hashlib
import json
import secrets
import struct
from base64 import urlsafe_b64encode
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


class SoftKey:
    """One key for one site."""

    def __init__(self, host: str = "localhost", origin: str = "http://localhost") -> None:
        self.host = host
        self.origin = origin
        self.id = secrets.token_bytes(16)
        self.uses = 0
        self.flags = PRESENT | VERIFIED
        self._key = ec.generate_private_key(ec.SECP256R1())

    def made(self, question: dict[str, Any]) -> str:
        """The answer to "make a key"."""
        numbers = self._key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        attested = bytes(16) + struct.pack(">H", len(self.id)) + self.id + cbor.encode(public)
        held = cbor.encode({"fmt": "none", "attStmt": {}, "authData": self._data(ATTESTED) + attested})
        told = self._told("webauthn.create", question)
        return self._answer({"clientDataJSON": _text(told), "attestationObject": _text(held)})

    def signed(self, question: dict[str, Any]) -> str:
        """The answer to "sign"."""
        self.uses += 1
        data, told = self._data(0), self._told("webauthn.get", question)
        signature = self._key.sign(data + hashlib.sha256(told).digest(), ec.ECDSA(hashes.SHA256()))
        given = {"clientDataJSON": told, "authenticatorData": data, "signature": signature}
        return self._answer({name: _text(part) for name, part in given.items()})

    def _data(self, more: int) -> bytes:
        site = hashlib.sha256(self.host.encode()).digest()
        return site + struct.pack(">BI", self.flags | more, self.uses)

    def _told(self, kind: str, question: dict[str, Any]) -> bytes:
        challenge = question["publicKey"]["challenge"]
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, response: dict[str, str]) -> str:
        return json.dumps(
            {"id": _text(self.id), "rawId": _text(self.id), "type": "public-key", "response": response}
        )
