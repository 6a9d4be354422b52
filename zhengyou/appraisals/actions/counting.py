"""Opening the urns: by two scrutineers together, in one transaction, after which nothing leads from a code to a ballot
(issue 6 section 3; docs/decisions/0025)."""

import random
from collections import Counter
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

from ..models import (
    Ballot,
    Batch,
    Code,
    Contact,
    PaperReading,
    PaperRemark,
    Piece,
    PiledCode,
    Receipt,
    Remark,
    Round,
    SealedBallot,
    Tally,
)
from ..queries import ballots, paper
from ..queries.rounds import concerned_in, scrutineers
from ..rules.codes import receipt_digest
from ..rules.policies import LEAST_GROUP
from ..rules.privacy import Group, pieces
from ..rules.privacy import Piece as PieceOfRule
from ..rules.procedures import APPRAISAL
from ..rules.sealing import Answers, Opener, Unreadable, open_envelope, public_half
from ..rules.sheets import ORGANISATION, Sheet, from_json
from .phoning import forget_numbers
from .rounds import WAY, NotPossible


@dataclass(frozen=True)
class _Found:
    """One ballot out of an urn: by whom (as a group) and what; nothing else is left of it."""

    group: Group
    marks: tuple[int, ...]


@dataclass
class _Opened:
    """What came out of one urn, in no order."""

    ballots: list[_Found] = field(default_factory=list)
    remarks: list[tuple[int, str]] = field(default_factory=list)
    returned: Counter[int] = field(default_factory=Counter)

    def add(self, other: "_Opened") -> None:
        """Take in what came by another way."""
        self.ballots += other.ballots
        self.remarks += other.remarks
        self.returned += other.returned

    def shuffle(self) -> None:
        """Put everything into an order that nobody knows."""
        chance = random.SystemRandom()
        chance.shuffle(self.ballots)
        chance.shuffle(self.remarks)


@dataclass
class _Whole:
    """What came out of all urns: how many ballots and unreadable things, the receipts, how many came back in each
    batch, and the ballots of urns too small to be told of by themselves."""

    ballots: int = 0
    unreadable: int = 0
    receipts: list[bytes] = field(default_factory=list)
    returned: Counter[int] = field(default_factory=Counter)
    small: _Opened = field(default_factory=_Opened)


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
    _check_papers(kept)
    opener = Opener(_secret(kept, by, slips))
    lying = ballots.used_and_found(kept)
    whole = _empty_urns(kept, opener)
    keep_counts(kept)
    also = lying | {
        "fingerprint": ballots.fingerprint_of(kept),
        "unreadable": whole.unreadable,
        "envelopes": {},
        "ballots": whole.ballots,
    }
    take(WAY, kept, "count", by=by, concerned=concerned, answers={}, now=now, also=also)
    transaction.on_commit(write_anew)
    return kept


def _check_papers(row: Round) -> None:
    where, boxes = paper.first_unfinished(row)
    if boxes:
        raise NotPossible(
            _("还有%(boxes)s箱纸质票没有录完、封好，第一箱是%(where)s的。先录好纸质票，再一起开箱计票。")
            % {"boxes": boxes, "where": where}
        )


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


def _empty_urns(row: Round, opener: Opener) -> _Whole:
    """Unseal urn by urn, so that no more than one urn's ballots are in memory at once."""
    sheet = from_json(row.sheet)
    whole, papers = _Whole(), _papers(row)
    for urn_id, sealed in groupby(ballots.sealed(row), key=lambda one: one.urn_id):
        opened = _open_urn(sheet, opener, sealed, whole)
        opened.add(papers.pop(urn_id, _Opened()))
        _keep_urn(row, urn_id, opened, whole)
    for urn_id, opened in papers.items():
        _keep_urn(row, urn_id, opened, whole)
    _store_small(row, sheet, whole.small)
    copy(Receipt, ["digest", "round"], ((digest, row.pk) for digest in sorted(set(whole.receipts))))
    told = Batch.objects.filter(urn__round=row).values_list("pk", flat=True)
    change(Batch, ["returned"], [(batch_id, whole.returned[batch_id]) for batch_id in told])
    forget_numbers(row)
    for model in (SealedBallot, Code, PiledCode):
        model.objects.filter(batch__urn__round=row).delete()
    for read in (PaperReading, PaperRemark):
        read.objects.filter(bundle__box__batch__urn__round=row).delete()
    return whole


def _papers(row: Round) -> dict[int, _Opened]:
    """What two have read on papers, by urn: counted together with what was cast online."""
    found = {
        urn_id: _Opened(
            ballots=[_Found(one.group, one.marks) for one in settled],
            returned=Counter(one.batch_id for one in settled),
        )
        for urn_id, settled in paper.settled(row).items()
    }
    for urn_id, prompt, text in paper.remarks_of(row):
        found.setdefault(urn_id, _Opened()).remarks.append((prompt, text))
    return found


def _keep_urn(row: Round, urn_id: int, opened: _Opened, whole: _Whole) -> None:
    whole.ballots += len(opened.ballots)
    whole.returned += opened.returned
    if not _store(row, urn_id, opened):
        whole.small.ballots += opened.ballots
        whole.small.remarks += opened.remarks


def _open_urn(sheet: Sheet, opener: Opener, sealed: Iterable[ballots.Sealed], whole: _Whole) -> _Opened:
    opened = _Opened()
    for one in sealed:
        try:
            answers = opener.open(one.sealed)
        except Unreadable:
            whole.unreadable += 1
            continue
        if not _fits(sheet, answers, one.subjects):
            whole.unreadable += 1
            continue
        opened.ballots.append(_Found(one.group, answers.marks))
        opened.remarks += [(prompt, text) for prompt, text in enumerate(answers.remarks) if text.strip()]
        opened.returned[one.batch_id] += 1
        whole.receipts.append(receipt_digest(answers.receipt))
    return opened


def _fits(sheet: Sheet, answers: Answers, subjects: int) -> bool:
    """Whether a ballot answers what was asked: nobody but our own page seals, but whoever owns the database might."""
    items = len(sheet.items)
    return len(answers.marks) == sheet.marks(subjects) and all(
        0 <= mark <= len(sheet.items[place % items].options) for place, mark in enumerate(answers.marks)
    )


def _store(row: Round, urn_id: int, opened: _Opened) -> bool:
    """Keep the ballots of one urn in pieces large enough to be told of, and its remarks; False if they are too few."""
    opened.shuffle()
    told = pieces(Counter(one.group for one in opened.ballots), row.policies[LEAST_GROUP.key])
    for piece in told:
        _keep(row, urn_id, piece, [one for one in opened.ballots if one.group in piece])
    if told:
        _keep_remarks(row, urn_id, opened)
    return bool(told)


def _store_small(row: Round, sheet: Sheet, small: _Opened) -> None:
    """Keep what came out of the small urns together, where the same was asked about one subject in each and all
    together are enough; else nothing of it is kept."""
    if sheet.subject == ORGANISATION and len(small.ballots) >= row.policies[LEAST_GROUP.key]:
        small.shuffle()
        _keep(row, None, frozenset(one.group for one in small.ballots), small.ballots)
        _keep_remarks(row, None, small)


def _keep_remarks(row: Round, urn_id: int | None, opened: _Opened) -> None:
    rows = ((uuid4(), row.pk, urn_id, prompt, text) for prompt, text in opened.remarks)
    copy(Remark, ["id", "round", "urn", "prompt", "text"], rows)


def _keep(row: Round, urn_id: int | None, piece: PieceOfRule, found: list[_Found]) -> None:
    kept = Piece.objects.create(
        round=row,
        urn_id=urn_id,
        groups=[[group.rater_class, group.channel] for group in sorted(piece)],
        returned=len(found),
        void=sum(not any(one.marks) for one in found),
    )
    copy(Ballot, ["id", "piece", "marks"], ((uuid4(), kept.pk, list(one.marks)) for one in found))


def write_anew() -> None:
    """Write the tables of what was deleted anew, without the deleted rows: outside a transaction."""
    with connection.cursor() as cursor:
        for model in (SealedBallot, Code, PiledCode, PaperReading, PaperRemark, Contact):
            cursor.execute(f'VACUUM (FULL) "{model._meta.db_table}"')


def keep_counts(row: Round) -> None:
    """Count the ballots of a round and keep the counts, in place of any before."""
    Tally.objects.filter(piece__round=row).delete()
    rows = ((*key, counts) for key, counts in ballots.counted(row).items())
    copy(Tally, ["piece", "subject", "item", "counts"], rows)
