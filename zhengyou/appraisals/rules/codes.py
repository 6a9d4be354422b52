"""One-time codes and receipts: made here, read here as people type them (domain.md section 5, interface.md).

A code is twenty characters of 32 that are not mistaken for each other: sixteen by chance (80 bits) and four that only
this installation can work out from them. So what was mistyped or guessed is known without asking the database.
"""

import hashlib
import hmac
import secrets
import unicodedata

from django.utils.translation import gettext as _

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_GROUP = 4
_CHANCE = 16
_CHECK = 4
LENGTH = _CHANCE + _CHECK


class Misread(Exception):
    """What was typed is no code of ours; the sentence says what to look at."""


def new_code(key: bytes) -> str:
    """A code as it is stored on no disk but in the pile, without spaces; `key` is the installation's (any length)."""
    chance = "".join(secrets.choice(ALPHABET) for _each in range(_CHANCE))
    return chance + _check(chance, key)


def read_code(typed: str, key: bytes) -> str:
    """The code as it was made, whatever case, width, spaces or dashes it was typed with; raises Misread."""
    folded = unicodedata.normalize("NFKC", typed).upper()
    code = "".join(sign for sign in folded if sign.isalnum())
    strange = next((sign for sign in code if sign not in ALPHABET), None)
    if strange:
        raise Misread(
            _("评议码里没有“%(sign)s”这个字，数字0、1和字母O、I都不用。请对照纸条再看一遍。")
            % {"sign": strange}
        )
    if len(code) != LENGTH:
        raise Misread(
            _("评议码有%(length)s位，这里是%(found)s位。请对照纸条再看一遍。")
            % {"length": LENGTH, "found": len(code)}
        )
    if not hmac.compare_digest(code[_CHANCE:], _check(code[:_CHANCE], key)):
        raise Misread(_("评议码有一两位不对。请对照纸条一组一组再看一遍。"))
    return code


def digest(code: str) -> bytes:
    """By what a code is known in the database: 32 bytes from which it cannot be found again."""
    return hashlib.blake2b(code.encode(), digest_size=32, person=b"zy-code").digest()


def receipt(code: str) -> str:
    """The receipt that goes with a code, sixteen characters. Who holds the code can always work it out again, so a
    second press shows the same one; who holds the receipt learns nothing of the code."""
    return _letters(hashlib.blake2b(code.encode(), digest_size=10, person=b"zy-receipt").digest())


def read_receipt(typed: str) -> str:
    """A receipt as it was made; raises Misread."""
    folded = unicodedata.normalize("NFKC", typed).upper()
    found = "".join(sign for sign in folded if sign.isalnum())
    if len(found) != _CHANCE or any(sign not in ALPHABET for sign in found):
        raise Misread(
            _("回执码是%(length)s位数字和字母，没有0、1、O、I。请对照抄下的再看一遍。") % {"length": _CHANCE}
        )
    return found


def receipt_digest(shown: str) -> bytes:
    """What is published of a receipt: 32 bytes from which it cannot be found again."""
    return hashlib.blake2b(shown.encode(), digest_size=32, person=b"zy-published").digest()


def grouped(code: str) -> str:
    """A code or receipt in groups of four, as it is printed and shown."""
    return " ".join(code[place : place + _GROUP] for place in range(0, len(code), _GROUP))


def _check(chance: str, key: bytes) -> str:
    return _letters(hmac.new(key, chance.encode(), hashlib.sha256).digest())[:_CHECK]


def _letters(value: bytes) -> str:
    number = int.from_bytes(value, "big")
    signs = []
    for _each in range(len(value) * 8 // 5):
        number, place = divmod(number, 32)
        signs.append(ALPHABET[place])
    return "".join(signs)
