"""What must not be readable in a stolen database: encrypted where we need it back, hashed with a key where we do not.

Both keys come from ZHENGYOU_SECRET_KEY, which is no part of a backup.
"""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.encoding import force_bytes

_SALT = "zhengyou.accounts"


class Unreadable(Exception):
    """The text was encrypted with a key this installation no longer has."""


def keyed_hash(purpose: str, *parts: str) -> str:
    """64 hex digits by which a value is found again, and which say nothing to somebody without the key."""
    return salted_hmac(f"{_SALT}.{purpose}", "\0".join(parts), algorithm="sha256").hexdigest()


def seal(text: str) -> str:
    """The text encrypted, for the database."""
    return _keys().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """What `seal` was given; Unreadable when the key has changed."""
    try:
        return _keys().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise Unreadable from error


def _keys() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(secret)) for secret in secrets])


def _key(secret: str | bytes) -> bytes:
    return base64.urlsafe_b64encode(
        hashlib.sha256(_SALT.encode() + b".encryption\0" + force_bytes(secret)).digest()
    )
