"""Codes for the day the phone is gone: written on paper, each good once."""

import secrets

from .policies import RECOVERY_CODES
from .secrecy import keyed_hash

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Nothing that is mistaken for something else when written by hand: no 0 and O, no 1, I and L."""


def new_codes() -> list[str]:
    """Three groups of four letters each: 59 random bits, so that a keyed hash of one cannot be guessed back."""
    return [_code() for _ in range(RECOVERY_CODES)]


def _code() -> str:
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))


def digest_of(account_id: int, code: str) -> str:
    """What is kept of a code; how it is typed (small letters, spaces, hyphens) does not matter."""
    plain = "".join(letter for letter in code.upper() if letter in LETTERS)
    return keyed_hash("recovery", str(account_id), plain)


def looks_like_one(code: str) -> bool:
    """Whether this is a code on paper rather than six digits from an app."""
    return any(letter.isalpha() for letter in code)
