"""People in the ledger: mentioned by a mark in the text, their names kept apart so that they can be blanked.

`mention` gives a token to be put into a sentence or into before and after. When the line is written, the name becomes
a row of `Name` and the token a mark with the place of that row in the line's `names`. Reading puts the names back.
"""

import hashlib
import os
import re
import secrets
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from .models import Name

# From the last plane of private use, where no rare Chinese character has ever been put.
_BEGIN, _END, _BETWEEN = "\U0010f000", "\U0010f001", "\U0010f002"
# Only what this very process mentioned is a mention: nobody can type one.
_KEY = secrets.token_hex(4)
_TOKEN = re.compile(f"{_BEGIN}{_KEY}{_BETWEEN}(\\d+){_BETWEEN}([^{_BEGIN}{_END}{_BETWEEN}]*){_END}")
_MARK = re.compile(f"{_BEGIN}(\\d+){_END}")
_SIGNS = re.compile(f"[{_BEGIN}{_END}{_BETWEEN}]")

Called = tuple[int, str]


def mention(person_id: int, name: str) -> str:
    """A person for the text of a line: `name` is what they are called there, a name or a user name."""
    return f"{_BEGIN}{_KEY}{_BETWEEN}{person_id}{_BETWEEN}{_SIGNS.sub('', name)}{_END}"


def has_signs(value: Any) -> bool:
    """Whether a mention, or what looks like one, stands anywhere in a plain value: most lines have none."""
    kind = type(value)
    if kind is str:
        return _BEGIN in value
    if kind is dict:
        value = value.values()
    elif kind is not list:
        return False
    for part in value:  # noqa: SIM110  asked of every value of every line: any() would take twice as long
        if has_signs(part):
            return True
    return False


def mentioned(value: Any) -> list[Called]:
    """Who is mentioned in a text, or anywhere in a value of before and after, in order."""
    if isinstance(value, str):
        return [(int(person), name) for person, name in _TOKEN.findall(value)] if _BEGIN in value else []
    if isinstance(value, Mapping):
        value = list(value.values())
    return [one for part in value for one in mentioned(part)] if isinstance(value, list | tuple) else []


def marked(value: Any, places: Mapping[Called, int]) -> Any:
    """The same with each mention as the mark of its place; stray signs of ours are dropped."""

    def text(given: str) -> str:
        pieces = _TOKEN.split(given)
        found = [_SIGNS.sub("", pieces[0])]
        for person, name, rest in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
            found += [f"{_BEGIN}{places[int(person), name]}{_END}", _SIGNS.sub("", rest)]
        return "".join(found)

    return _each(value, text)


def filled(value: Any, names: Sequence[str]) -> Any:
    """The same with the names in place of the marks."""
    return _each(value, lambda given: _MARK.sub(lambda mark: names[int(mark[1])], given))


def _each(value: Any, change: Callable[[str], str]) -> Any:
    """A value with every text in it changed."""
    if isinstance(value, str):
        return change(value) if has_signs(value) else value
    if isinstance(value, Mapping):
        return {key: _each(part, change) for key, part in value.items()}
    return [_each(part, change) for part in value] if isinstance(value, list | tuple) else value


def ids_of(called: Collection[Called]) -> dict[Called, int]:
    """The id of each name, made where it is new; a person who was blanked stays so, whatever they are called now.

    One query where all are known. Nobody waits for anybody: two writers that meet a new name at the same moment make
    two rows of it, which does no harm.
    """
    known: dict[Called, int] = {}
    blanked: dict[int, int] = {}
    if not called:
        return known
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, person_id, text FROM ledger_name WHERE person_id = ANY(%s::bigint[]) ORDER BY id",
            [list({person for person, _name in called})],
        )
        for pk, person, text in cursor.fetchall():
            if text is None:
                blanked.setdefault(person, pk)
            else:
                known.setdefault((person, text), pk)
    found = {one: known.get(one) or blanked.get(one[0]) for one in called}
    made = Name.objects.bulk_create(
        [_named(*one) for one, pk in found.items() if pk is None], batch_size=2000
    )
    fresh = {(name.person_id, name.text): name.pk for name in made}
    return {one: pk or fresh[one] for one, pk in found.items()}


def _named(person_id: int, text: str) -> Name:
    salt = os.urandom(16)
    return Name(person_id=person_id, text=text, salt=salt, digest=name_digest(salt, text))


def name_digest(salt: bytes | memoryview, text: str) -> str:
    """SHA-256 (hex) over the salt and the name in UTF-8: without the salt, no name can be tried on it."""
    return hashlib.sha256(bytes(salt) + text.encode()).hexdigest()


def texts_of(ids: Iterable[int]) -> dict[int, str]:
    """The names by id, said to be blanked where they are; one query, or none without ids."""
    wanted = set(ids)
    found = dict(Name.objects.filter(pk__in=wanted).values_list("pk", "text")) if wanted else {}
    return {pk: found.get(pk) or _("（已隐去）") for pk in wanted}
