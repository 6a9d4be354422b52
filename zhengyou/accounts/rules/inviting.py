"""Invitations: how long they last, the secrets on them, and the user names that whoever is invited may take.

The numbers are ours to choose; no source prescribes them.
"""

import re
import secrets
import unicodedata
from datetime import timedelta
from urllib.parse import urlsplit

from zhengyou.organisations.rules.roster_names import pinyin_key

from .recovery import LETTERS
from .secrecy import keyed_hash

INVITATION_LASTS = timedelta(days=14)
"""From the sheet's printing over the next meeting of a branch, which is held once a month or more often, and back."""

WALL_LASTS = timedelta(days=3)
"""A code on a wall is read by whoever passes: it hangs for a meeting and the days around it."""

ASKING_LASTS = timedelta(days=1)
"""How long somebody's browser waits for the secretary's press."""

ASKINGS_AT_ONCE = 100
"""So many wait at one code at most: more than a branch has people, few enough to be read through."""

INVITED_AT_ONCE = 1000
"""So many people one press invites: above a district's secretaries (859)."""

INVITATIONS_KEPT = timedelta(days=90)
"""How long an invitation that is over stands in the table, counted from the day it was good for."""

_GROUPS, _GROUP = 7, 4
_FORM = re.compile(r"[a-z0-9][a-z0-9._-]{2,29}")
_NOBODY = "dangyuan"


def new_secret() -> str:
    """Seven groups of four letters, none of them mistaken for another by hand: 138 random bits."""
    return "".join(secrets.choice(LETTERS) for _ in range(_GROUPS * _GROUP))


def plain(typed: str) -> str:
    """A secret as it was typed or stood in an address: small letters, spaces and hyphens do not matter."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", typed).upper() if sign in LETTERS)


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return keyed_hash("invitation", plain(secret))


def spaced(secret: str) -> str:
    """The secret in groups of four, for typing."""
    return "-".join(secret[start : start + _GROUP] for start in range(0, len(secret), _GROUP))


def new_number() -> str:
    """Two digits that stand on the asker's phone and on the secretary's page, so that the right browser is let in."""
    return f"{10 + secrets.randbelow(90)}"


def short_address(address: str) -> str:
    """An address as people type it."""
    parts = urlsplit(address)
    return f"{parts.netloc}{parts.path}" if parts.scheme == "https" else address


def username_of(name: str) -> str:
    """What is proposed: the name in pinyin without spaces."""
    letters = re.sub(r"[^a-z0-9]", "", pinyin_key(name))[:24]
    return letters if _FORM.fullmatch(letters) else _NOBODY


def username_typed(typed: str) -> str:
    """A user name as it is kept: narrow small letters, no spaces."""
    return "".join(unicodedata.normalize("NFKC", typed).split()).lower()


def is_username(username: str) -> bool:
    """Whether a user name may be taken: three to thirty small letters, digits and . _ - behind a letter or digit."""
    return _FORM.fullmatch(username) is not None


def same_name(one: str, other: str) -> bool:
    """Whether two names are written alike, whatever the spaces and the middle dot."""
    return _bare(one) == _bare(other)


def digits(typed: str) -> str:
    """The digits of a number or a day, however it is written."""
    return re.sub(r"\D", "", unicodedata.normalize("NFKC", typed))


def _bare(name: str) -> str:
    return re.sub(r"[\s·•・．.]", "", unicodedata.normalize("NFKC", name)).lower()
