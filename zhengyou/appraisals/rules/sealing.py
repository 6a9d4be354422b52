"""Sealing ballots to a key that only two scrutineers together can use (issue 6 section 3; decision 0025).

Each scrutineer holds a key slip (钥匙条) that is nowhere stored. When a round opens a key pair is made for it; its
public half seals every ballot (libsodium's sealed box), its secret half is kept only inside envelopes, one for every
two scrutineers, each sealed to both of them. So neither one scrutineer nor whoever owns the machine opens a ballot.
"""

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from django.utils.translation import gettext as _
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from .codes import ALPHABET, Misread, grouped

_SLIP = 26
"""Characters of a key slip: 130 bits by chance."""


@dataclass(frozen=True)
class Answers:
    """One ballot: for each subject and item, in the order of the urn, the place of the option from 1 (0: left blank);
    one remark for each prompt of the sheet; and the voter's receipt."""

    marks: tuple[int, ...]
    remarks: tuple[str, ...]
    receipt: str


class Unreadable(Exception):
    """What was found in the urn was not sealed to this key, or is no ballot."""


def new_slip() -> str:
    """A scrutineer's key slip, shown once: 26 characters without spaces."""
    return "".join(secrets.choice(ALPHABET) for _each in range(_SLIP))


def read_slip(typed: str) -> str:
    """A key slip as it was made; raises Misread."""
    slip = "".join(sign for sign in typed.upper() if sign.isalnum())
    if len(slip) != _SLIP or any(sign not in ALPHABET for sign in slip):
        raise Misread(
            _("钥匙条是%(length)s位数字和字母，没有0、1、O、I，这里不是。请对照再看一遍。")
            % {"length": _SLIP}
        )
    return slip


def show_slip(slip: str) -> str:
    """A key slip in groups, as it is shown and written down."""
    return grouped(slip)


def public_half(slip: str) -> bytes:
    """By what a scrutineer is known: the 32 bytes of the public key that belongs to the slip."""
    return bytes(_private(slip).public_key)


def make_round_key(scrutineers: Mapping[int, bytes]) -> tuple[bytes, dict[str, str]]:
    """A new key for a round: its public half, and an envelope with its secret half for every two of the scrutineers
    (by their number, with their public halves); at least two. The secret half is kept nowhere else."""
    if len(scrutineers) < 2:
        raise ValueError("at least two scrutineers hold the key")
    secret = PrivateKey.generate()
    envelopes = {}
    for first, second in combinations(sorted(scrutineers), 2):
        inner = SealedBox(PublicKey(scrutineers[second])).encrypt(bytes(secret))
        outer = SealedBox(PublicKey(scrutineers[first])).encrypt(inner)
        envelopes[f"{first}-{second}"] = base64.b64encode(outer).decode()
    return bytes(secret.public_key), envelopes


def open_envelope(envelopes: Mapping[str, str], slips: Mapping[int, str]) -> bytes:
    """The round's secret half, by the slips of two scrutineers (by their number); raises Unreadable."""
    first, second = sorted(slips)
    try:
        outer = base64.b64decode(envelopes[f"{first}-{second}"])
        inner = SealedBox(_private(slips[first])).decrypt(outer)
        return bytes(SealedBox(_private(slips[second])).decrypt(inner))
    except (KeyError, CryptoError) as error:
        raise Unreadable("the two slips do not open this round") from error


def room(marks: int, remarks: int, characters: int) -> int:
    """How many bytes every ballot of an urn takes before it is sealed, so that none tells by its length what is in it.

    `marks` places, and `remarks` remarks of at most `characters` characters each.
    """
    return 64 + 3 * marks + remarks * (4 * characters + 8)


class Sealer:
    """Seals the ballots of a round: `public` is the public half of its key."""

    def __init__(self, public: bytes) -> None:
        self._box = SealedBox(PublicKey(public))

    def seal(self, answers: Answers, size: int) -> bytes:
        """The sealed ballot, of the same length whatever was answered; raises ValueError beyond `size` bytes."""
        written = json.dumps(
            [list(answers.marks), list(answers.remarks), answers.receipt],
            ensure_ascii=False,
            separators=(",", ":"),
        ).encode()
        if len(written) > size:
            raise ValueError(f"a ballot of {len(written)} bytes does not go into {size}")
        return bytes(self._box.encrypt(written.ljust(size)))


class Opener:
    """Opens the ballots of a round: `secret` is the secret half of its key."""

    def __init__(self, secret: bytes) -> None:
        self._box = SealedBox(PrivateKey(secret))

    def open(self, sealed: bytes) -> Answers:
        """What was answered; raises Unreadable."""
        try:
            marks, remarks, receipt = json.loads(self._box.decrypt(sealed))
            return Answers(tuple(map(int, marks)), tuple(map(str, remarks)), str(receipt))
        except (CryptoError, ValueError, TypeError) as error:
            raise Unreadable("not sealed to this round's key") from error


def _private(slip: str) -> PrivateKey:
    return PrivateKey(hashlib.blake2b(slip.encode(), digest_size=32, person=b"zy-slip").digest())
