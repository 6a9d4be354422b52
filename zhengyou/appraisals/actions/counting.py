"""Opening the urns: by two scrutineers together, in one transaction, after which nothing leads from a code to a ballot
(issue 6 section 3; docs/decisions/0025)."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from uuid import uuid4

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhengyou.campaigns.actions.stepping import take
from zhengyou.organisations.copying import change, copy
from zhengyou.organisations.rules import Actor

from ..models import Ballot, Batch, Code, PiledCode, Receipt, Remark, Round, SealedBallot, Tally
from ..queries import ballots
from ..queries.rounds import concerned_in, scrutineers
from ..rules.codes import receipt_digest
from ..rules.procedures import APPRAISAL
from ..rules.sealing import Answers, Opener, Unreadable, open_envelope, public_half
from ..rules.sheets import Sheet, from_json
from .rounds import WAY, NotPossible


@dataclass
class _Opened:
    """What came out of one urn, in no order."""

    ballots: list[tuple[int, tuple[int, ...]]] = field(default_factory=list)
    remarks: list[tuple[int, str]] = field(default_factory=list)
    receipts: list[bytes] = field(default_factory=list)
    unreadable: int = 0


@transaction.atomic
def count(*, by: Actor, row: Round, slips: Sequence[str], now: datetime) -> Round:
    """Open all urns of a closed round with the key slips of two scrutineers, the actor being one of them; raises
    WrongState, NotPermitted or NotPossible (a slip is nobody's, or both are the same person's).

    Every ballot is unsealed, shuffled and stored anew, its receipt apart from it; codes and sealed ballots are deleted,
    and after the commit their tables are written anew, so that the disk keeps them no longer than it must.
    """
    kept = (
        Round.objects.select_for_update(of=("self",))
        .select_related("campaign", "scheduled_by")
        .get(pk=row.pk)
    )
    concerned = concerned_in(kept, timezone.localdate(now))
    APPRAISAL.check("count", kept.state, by, concerned)
    opener = Opener(_secret(kept, by, slips))
    numbers = _empty_urns(kept, opener)
    keep_counts(kept)
    also = {
        "fingerprint": ballots.fingerprint_of(kept),
        "unreadable": numbers.unreadable,
        "envelopes": {},
        "ballots": numbers.ballots,
    }
    take(WAY, kept, "count", by=by, concerned=concerned, answers={}, now=now, also=also)
    transaction.on_commit(write_anew)
    return kept


@dataclass(frozen=True)
class Numbers:
    """How many ballots were found, and how many of what lay in the urns could not be read."""

    ballots: int
    unreadable: int


def _secret(row: Round, by: Actor, slips: Sequence[str]) -> bytes:
    halves = {bytes(one.public_half or b""): one for one in scrutineers(row)}
    found = {}
    for slip in slips:
        officer = halves.get(public_half(slip))
        if officer is None:
            raise NotPossible(_("有一张钥匙条不是这一轮监票人的。请对照着再填一次。"))
        found[officer] = slip
    if len(found) != 2:
        raise NotPossible(_("要两位监票人各填自己的钥匙条，这里两张是同一位的。"))
    if by.person_id not in {officer.person_id for officer in found}:
        raise NotPossible(_("开箱的两位监票人里要有您自己。"))
    try:
        return open_envelope(row.envelopes, {officer.pk: slip for officer, slip in found.items()})
    except Unreadable as error:
        raise NotPossible(_("这两张钥匙条打不开这一轮的票箱。请告诉管理员。")) from error


def _empty_urns(row: Round, opener: Opener) -> Numbers:
    """Unseal urn by urn, so that no more than one urn's ballots are in memory at once."""
    sheet = from_json(row.sheet)
    returned: dict[int, list[int]] = {}
    numbers = Numbers(0, 0)
    receipts: list[bytes] = []
    for urn_id, sealed in groupby(ballots.sealed(row), key=lambda one: one.urn_id):
        opened = _open_urn(sheet, opener, sealed)
        _store(urn_id, opened)
        receipts += opened.receipts
        for batch_id, marks in opened.ballots:
            valid, void = returned.setdefault(batch_id, [0, 0])
            returned[batch_id] = [valid + 1, void] if any(marks) else [valid, void + 1]
        numbers = Numbers(numbers.ballots + len(opened.ballots), numbers.unreadable + opened.unreadable)
    copy(Receipt, ["digest", "round"], ((digest, row.pk) for digest in sorted(set(receipts))))
    _reconcile(row, returned)
    mine = {"batch__urn__round": row}
    for model in (SealedBallot, Code, PiledCode):
        model.objects.filter(**mine).delete()
    return numbers


def _open_urn(sheet: Sheet, opener: Opener, sealed: Iterable[ballots.Sealed]) -> _Opened:
    opened = _Opened()
    for one in sealed:
        try:
            answers = opener.open(one.sealed)
        except Unreadable:
            opened.unreadable += 1
            continue
        if not _fits(sheet, answers, one.subjects):
            opened.unreadable += 1
            continue
        opened.ballots.append((one.batch_id, answers.marks))
        opened.remarks += [(prompt, text) for prompt, text in enumerate(answers.remarks) if text.strip()]
        opened.receipts.append(receipt_digest(answers.receipt))
    return opened


def _fits(sheet: Sheet, answers: Answers, subjects: int) -> bool:
    """Whether a ballot answers what was asked: nobody but our own page seals, but whoever owns the database might."""
    items = len(sheet.items)
    return len(answers.marks) == sheet.marks(subjects) and all(
        0 <= mark <= len(sheet.items[place % items].options) for place, mark in enumerate(answers.marks)
    )


def _store(urn_id: int, opened: _Opened) -> None:
    chance = random.SystemRandom()
    chance.shuffle(opened.ballots)
    chance.shuffle(opened.remarks)
    copy(Ballot, ["id", "batch", "marks"], ((uuid4(), batch, list(marks)) for batch, marks in opened.ballots))
    copy(
        Remark,
        ["id", "urn", "prompt", "text"],
        ((uuid4(), urn_id, prompt, text) for prompt, text in opened.remarks),
    )


def _reconcile(row: Round, returned: dict[int, list[int]]) -> None:
    found = Batch.objects.filter(urn__round=row, returned__isnull=True, channel="online").values_list(
        "pk", flat=True
    )
    numbers = [(batch_id, *returned.get(batch_id, [0, 0])) for batch_id in found]
    change(
        Batch,
        ["returned", "valid", "void"],
        [(batch_id, valid + void, valid, void) for batch_id, valid, void in numbers],
    )


def write_anew() -> None:
    """Write the tables of codes and sealed ballots anew, without the rows that were deleted: outside a transaction."""
    with connection.cursor() as cursor:
        for model in (SealedBallot, Code, PiledCode):
            cursor.execute(f'VACUUM (FULL) "{model._meta.db_table}"')


def keep_counts(row: Round) -> None:
    """Count the ballots of a round and keep the counts, in place of any before."""
    Tally.objects.filter(batch__urn__round=row).delete()
    rows = ((*key, counts) for key, counts in ballots.counted(row).items())
    copy(Tally, ["batch", "subject", "item", "counts"], rows)
