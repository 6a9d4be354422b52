"""What a password must not be: too short, among the commonest, or made of what everybody here would try first.

There are no rules about kinds of characters (policies.PASSWORD_LENGTH). Each rule says in one sentence what is wrong.
"""

import re
import unicodedata
from typing import Protocol

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .policies import PASSWORD_LENGTH

_OWN_WORDS = (
    "zhengyou",
    "争优",
    "创先争优",
    "password",
    "passwd",
    "admin",
    "mima",
    "密码",
    "口令",
    "woaini",
    "我爱你",
)
_LUCKY = ("5201314", "1314", "520", "666", "888", "168")
_ROWS = (
    "1234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "!@#$%^&*()",
)
_NUMBERS = (
    re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"),  # a day, such as a birthday
    re.compile(r"1[3-9]\d{9}"),  # a mobile number
    re.compile(r"(?:19|20)\d\d年?"),  # a year
)
_RUN = 4
"""So many neighbours on the keyboard or in the alphabet are a run."""
_LEFT = 4
"""So many signs must be left when everything guessable is taken away."""


class Known(Protocol):
    """What the rules look at of a person."""

    name: str
    pinyin: str


class Owned(Protocol):
    """What the rules look at of an account."""

    username: str
    person: Known


class Length:
    """Long enough to be hard to guess, short enough to be hashed at once."""

    def validate(self, password: str, user: Owned | None = None) -> None:
        least, most = PASSWORD_LENGTH
        if len(password) < least:
            sentence = _("密码至少要%(least)d个字，现在是%(now)d个；可以用一句自己记得住的话。")
            raise ValidationError(sentence % {"least": least, "now": len(password)}, code="too_short")
        if len(password) > most:
            sentence = _("密码最多%(most)d个字，现在是%(now)d个。")
            raise ValidationError(sentence % {"most": most, "now": len(password)}, code="too_long")

    def get_help_text(self) -> str:
        return _("至少%(least)d个字，长短比花样要紧，可以粘贴。") % {"least": PASSWORD_LENGTH[0]}


class NotCommon(CommonPasswordValidator):
    """Not among the 20,000 that stand in leaked lists most often."""

    def get_error_message(self) -> str:
        return _("这个密码在泄露过的密码里很常见，会最先被试到；请换一个。")

    def get_help_text(self) -> str:
        return _("不能是常见的密码。")


class NotHabit:
    """Not only a name, a year, a run of keys: what stays when those are taken away must be long enough."""

    def validate(self, password: str, user: Owned | None = None) -> None:
        plain = unicodedata.normalize("NFKC", password).lower()
        if len(set(plain)) < 4:
            raise ValidationError(_("这个密码只是几个字反复出现，很容易猜到；请换一个。"), code="repeated")
        left, taken = _without_habits(plain, user)
        if taken and len(left) < _LEFT:
            sentence = _("这个密码去掉“%(parts)s”就剩不下什么了，熟人一猜就中；请再加几个不相干的词。")
            raise ValidationError(sentence % {"parts": "”“".join(taken)}, code="habit")

    def get_help_text(self) -> str:
        return _("不能只由姓名、用户名、年份、生日、手机号或键盘上连着的键组成。")


def _without_habits(plain: str, user: Owned | None) -> tuple[str, list[str]]:
    """What is left of the password, letters and digits only, and the parts that were taken away."""
    taken: list[str] = []
    for pattern in [*_of_person(user), *_NUMBERS, *map(re.compile, map(re.escape, [*_OWN_WORDS, *_LUCKY]))]:
        taken += pattern.findall(plain)
        plain = pattern.sub(" ", plain)
    for run in _runs(plain):
        taken.append(run)
        plain = plain.replace(run, " ")
    return "".join(sign for sign in plain if sign.isalnum()), taken


def _of_person(user: Owned | None) -> list[re.Pattern[str]]:
    """The user name and the name, in characters, in pinyin (as in one word or apart), and its first letters."""
    if user is None:
        return []
    syllables = user.person.pinyin.split()
    words = {user.username.lower(), user.person.name.lower(), user.person.name[1:].lower()}
    patterns = [re.escape(word) for word in words if len(word) > 1]
    if len(syllables) > 1:
        patterns.append(r"[\W_]*".join(map(re.escape, syllables)))
        patterns.append("".join(re.escape(syllable[0]) for syllable in syllables) + r"(?![a-z])")
    return [re.compile(pattern) for pattern in sorted(patterns, key=len, reverse=True)]


def _runs(plain: str) -> list[str]:
    """Longest first: every stretch that also stands in a row of keys, forwards or backwards, or repeats one sign."""
    rows = [*_ROWS, *(row[::-1] for row in _ROWS)]
    found, start = [], 0
    while start < len(plain):
        end = start + 1
        while end < len(plain) and any(plain[start : end + 1] in row for row in rows):
            end += 1
        same = start + 1
        while same < len(plain) and plain[same] == plain[start]:
            same += 1
        end = max(end, same)
        if end - start >= _RUN:
            found.append(plain[start:end])
        start = end
    return sorted(found, key=len, reverse=True)
