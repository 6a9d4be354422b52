"""A transfer where nobody keeps people on both sides: the old organisation asks, the new one receives (M65, 2.2).

The states: ASKED -> RECEIVED by the receiving side, REFUSED by it with a reason, or WITHDRAWN by the asking one.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from zhengyou.ledger.telling import values
from zhengyou.ledger.writing import Line, mention, write

from ..models import MemberStep, Person, Placement, Transfer, TransferState
from ..queries import standing_place
from ..rules import Actor, NotPermitted
from ..rules.orders import Decided, spoken
from .groups import NotKept
from .memberships import lock, open_row, standing
from .people import carry_over, require

SUBJECT = "organisations.transfer"


@transaction.atomic
def ask_transfer(*, by: Actor, person: int, target: int, decided: Decided, now: datetime) -> Transfer:
    """The organisation somebody belongs to asks another to receive him from a day on. Raises NotKept, NotPermitted."""
    if found := decided.faults(timezone.localdate(now)):
        raise NotKept("".join(found))
    day = decided.effective_on
    locked = lock(person, [target], day)
    assert locked is not None
    row = open_row(locked, day)
    if row is None:
        raise NotKept(f"{locked.name}在那天没有组织关系，请核对日期。")
    source, to = standing_place(row.organisation_id, day), standing(target, day)
    require(by, source.path, person)
    if row.organisation_id == target:
        raise NotKept(f"{locked.name}已经在{to.name}。")
    if Transfer.objects.filter(person=locked, state=TransferState.ASKED).exists():
        raise NotKept(f"{locked.name}已经有一件转接在等对方接收；要改，请先撤回那一件。")
    made = Transfer.objects.create(
        person=locked,
        source_id=row.organisation_id,
        target_id=target,
        wanted_on=day,
        decided_on=decided.decided_on,
        document=decided.document.strip(),
        reason=decided.reason.strip(),
        asked_by_id=by.account_id,
        asked_at=now,
    )
    name = mention(locked.pk, locked.name)
    _write(by, made, source, "ask", f"请{to.name}接收{name}的组织关系，自{spoken(day)}起。")
    return made


@transaction.atomic
def receive_transfer(*, by: Actor, transfer: Transfer, now: datetime) -> MemberStep:
    """The receiving side accepts: he belongs there from the day asked for, or today where it has passed. Raises
    NotKept, NotPermitted."""
    locked, person = _asked(transfer)
    day = max(locked.wanted_on, timezone.localdate(now))
    to = standing(locked.target_id, day)
    require(by, to.path, person.pk)
    if by.account_id == locked.asked_by_id:
        raise NotPermitted("转出是您办的，接收由对方办理。")
    row = open_row(person, day)
    if row is None or row.organisation_id != locked.source_id:
        raise NotKept(f"{person.name}已经不在原来的组织里，不能接收；请退回这一件。")
    _decide(by, locked, TransferState.RECEIVED, "", now)
    decided = Decided(day, locked.decided_on, locked.document, locked.reason)
    return carry_over(by, person, row, locked.target_id, decided, now)


@transaction.atomic
def refuse_transfer(*, by: Actor, transfer: Transfer, comment: str, now: datetime) -> Transfer:
    """The receiving side sends it back with a reason. Raises NotKept, NotPermitted."""
    locked, person = _asked(transfer)
    at = standing_place(locked.target_id, timezone.localdate(now))
    require(by, at.path, person.pk)
    if not comment.strip():
        raise NotKept("请写明为什么不接收，对方会看到。")
    _decide(by, locked, TransferState.REFUSED, comment.strip(), now)
    _write(
        by, locked, at, "refuse", f"退回{mention(person.pk, person.name)}的组织关系转接：{comment.strip()}"
    )
    return locked


@transaction.atomic
def withdraw_transfer(*, by: Actor, transfer: Transfer, now: datetime) -> Transfer:
    """The asking side takes it back. Raises NotKept, NotPermitted."""
    locked, person = _asked(transfer)
    at = standing_place(locked.source_id, timezone.localdate(now))
    require(by, at.path, person.pk)
    _decide(by, locked, TransferState.WITHDRAWN, "", now)
    _write(by, locked, at, "withdraw", f"撤回{mention(person.pk, person.name)}的组织关系转接。")
    return locked


def _asked(transfer: Transfer) -> tuple[Transfer, Person]:
    """It and its person locked, while nobody has decided. Raises NotKept."""
    found = Transfer.objects.get(pk=transfer.pk)
    person = lock(found.person_id, [found.source_id, found.target_id], found.wanted_on)
    assert person is not None
    locked = Transfer.objects.select_for_update().get(pk=transfer.pk)
    if locked.state != TransferState.ASKED:
        raise NotKept(f"这件转接现在是“{TransferState(locked.state).label}”，请刷新页面查看。")
    return locked, person


def _decide(by: Actor, transfer: Transfer, state: TransferState, comment: str, now: datetime) -> None:
    transfer.state, transfer.comment = state, comment
    transfer.decided_by_id, transfer.decided_at = by.account_id, now
    transfer.save(update_fields=["state", "comment", "decided_by", "decided_at"])


def _write(by: Actor, transfer: Transfer, at: Placement, verb: str, sentence: str) -> None:
    line = Line(
        verb=f"{SUBJECT}.{verb}",
        sentence=sentence,
        subject=SUBJECT,
        subject_id=transfer.pk,
        path=at.path,
        happened_on=transfer.wanted_on,
        before=None if verb == "ask" else {"state": TransferState.ASKED, "comment": ""},
        after=values(transfer, "state", "comment"),
    )
    write(by=by, line=line)
