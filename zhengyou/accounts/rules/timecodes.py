"""Six digits that change every half minute (RFC 6238 over RFC 4226: SHA-1, 30 seconds, 6 digits).

These are the values that every app for such codes takes; others are silently ignored by some of them.
"""

import base64
import hmac
import secrets
import struct
from datetime import datetime
from urllib.parse import quote, urlencode

STEP = 30
_AROUND = (0, -1, 1)
"""Half minutes around now that are taken: clocks of phones differ, and typing takes time."""


def new_secret() -> str:
    """160 random bits as base32, the way apps want them."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def code_of(secret: str, step: int) -> str:
    """The six digits of that half minute since 1970."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", step), "sha1")
    start = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def step_of(moment: datetime) -> int:
    """The half minute a moment lies in."""
    return int(moment.timestamp()) // STEP


def matching_step(secret: str, code: str, now: datetime) -> int | None:
    """The half minute whose code was typed (spaces do not matter), or None for a wrong one."""
    typed = "".join(code.split())
    here = step_of(now)
    found = [step for step in (here + away for away in _AROUND) if _same(code_of(secret, step), typed)]
    return found[0] if found else None


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def address(secret: str, username: str, issuer: str) -> str:
    """What the QR code says to the app."""
    label = quote(f"{issuer}:{username}")
    return f"otpauth://totp/{label}?" + urlencode({"secret": secret, "issuer": issuer})


def spaced(secret: str) -> str:
    """The secret in groups of four, for typing it where nothing can be scanned."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
