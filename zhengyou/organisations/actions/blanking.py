"""Blanking a person who has left: numbers and records stay, nothing tells any more who it was (docs/decisions/0016)."""

from collections.abc import Callable
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from zhengyou.ledger import blanking

from ..models import Account, Circumstance, Correction, GroupMember, Person, Reading
from ..queries.belonging import paths_of, reaches
from ..queries.free_texts import called
from ..queries.leavers import hindrances
from ..rules import Actor, NotPermitted, Permission
from ..rules.personal_data import BLANKED

Hook = Callable[[int, datetime], None]
"""What a room blanks itself, within the same transaction: takes the person's id and the moment."""


class NotBlanked(Exception):
    """The person cannot be blanked now; the sentence says why and what to do."""


@transaction.atomic
def blank_person(*, by: Actor, person_id: int, typed: str, reason: str, now: datetime) -> Person:
    """Let nothing tell any more who this was; it cannot be taken back. `typed` is the name, typed once more.

    The line of the ledger is its own (ledger.blanking). Raises NotBlanked, NotPermitted.
    """
    day = timezone.localdate(now)
    # Nobody is taken in again meanwhile: a new row that points to a person waits for this lock.
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    if by.person_id == person_id or not reaches(by, person_id, Permission.BLANK_PERSON, day):
        raise NotPermitted("隐去人员由系统管理员办理，自己的信息不能自己隐去。")
    _check(person, typed, reason, day)
    paths = paths_of(person_id, day)
    for dotted in settings.BLANKED_WITH:
        hook: Hook = import_string(dotted)
        hook(person_id, now)
    person.name, person.pinyin, person.number, person.joined_on, person.blanked_on = (
        BLANKED,
        "",
        None,
        None,
        day,
    )
    person.save(update_fields=["name", "pinyin", "number", "joined_on", "blanked_on"])
    blanking.blank(by=by, person_id=person_id, reason=reason.strip(), path=paths[0] if paths else by.path)
    return person


def _check(person: Person, typed: str, reason: str, day: date) -> None:
    if person.blanked_on is not None:
        raise NotBlanked("这个人已经隐去了，不用再办。")
    found = hindrances(person.pk, day)
    if found:
        raise NotBlanked("现在还不能隐去：" + "".join(found))
    if "".join(typed.split()) != "".join(person.name.split()):
        raise NotBlanked("填写的姓名和档案上的不一样，请照着上面的姓名重新填写。")
    if not reason.strip():
        raise NotBlanked("请写明为什么隐去。")
    if any(name in reason for name in called(person)):
        raise NotBlanked("理由会记进台账，请不要写姓名。")


def blank_here(person_id: int, now: datetime) -> None:
    """What this room keeps of a person beside the name: reasons, where somebody came from, and the account."""
    Circumstance.objects.filter(person_id=person_id).exclude(reason="").update(reason=BLANKED)
    GroupMember.objects.filter(person_id=person_id).update(from_where="")
    Correction.objects.filter(person_id=person_id).update(wish=BLANKED, answer=BLANKED)
    Reading.objects.filter(reader_id=person_id).update(reader_post="")
    for account in Account.objects.select_for_update().filter(person_id=person_id):
        account.username, account.is_active, account.last_login = f"{BLANKED}{account.pk}", False, None
        account.set_unusable_password()
        account.save(update_fields=["username", "is_active", "last_login", "password"])
