"""The pile of one-time codes: laid when a round opens, drawn one by one by those who may vote, printed as slips.

Drawing writes no ledger line and no time: only that somebody has drawn (docs/decisions/0025).
"""

import random
from collections.abc import Iterator
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils.encoding import force_bytes

from zhengyou.accounts.rules import secrecy
from zhengyou.ledger.writing import Line, write
from zhengyou.organisations.copying import copy
from zhengyou.organisations.queries import standing_place, today
from zhengyou.organisations.rules import Actor, NotPermitted, Permission

from ..models import Batch, Channel, Code, Elector, PiledCode, Round, RoundState, Source
from ..rules.codes import digest, new_code


class NothingToDraw(Exception):
    """No code can be drawn; the sentence says why and what to do."""


def code_key() -> bytes:
    """The installation's key for the last four characters of its codes (rules.codes)."""
    return b"appraisals.codes\0" + force_bytes(settings.SECRET_KEY)


def lay(row: Round) -> int:
    """Make every code of a round that opens, within the caller's transaction; gives how many. They lie in no order."""
    key = code_key()
    made = [
        (batch_id, new_code(key))
        for batch_id, number in Batch.objects.filter(urn__round=row, channel=Channel.ONLINE).values_list(
            "pk", "issued"
        )
        for _each in range(number)
    ]
    random.SystemRandom().shuffle(made)
    copy(
        Code,
        ["digest", "batch", "live", "used"],
        ((digest(code), batch, True, False) for batch, code in made),
    )
    copy(PiledCode, ["id", "batch", "sealed"], ((uuid4(), batch, secrecy.seal(code)) for batch, code in made))
    return len(made)


@transaction.atomic
def draw(*, by: Actor, elector: Elector) -> str:
    """A code for somebody who may vote and has none yet; it can be shown only this once. Raises NotPermitted or
    NothingToDraw."""
    row = Elector.objects.select_for_update().select_related("batch__urn__round").get(pk=elector.pk)
    if row.person_id != by.person_id:
        raise NotPermitted("评议码只发给本人。")
    if row.batch.urn.round.state != RoundState.OPEN:
        raise NothingToDraw("这一轮评议现在不在投票，不能领评议码。")
    if row.issued:
        raise NothingToDraw("您的评议码已经领过了，每人只有一个，系统里没有留底，不能再显示。")
    if row.batch.channel == Channel.PAPER:
        raise NothingToDraw("您这个单位投纸质票，会上发、投进票箱，不用领评议码。")
    code = next(_taken(row.batch, 1), None)
    if code is None:
        raise NothingToDraw("评议码发完了。请告诉组织评议的单位。")
    row.issued = True
    row.save(update_fields=["issued"])
    return code


@transaction.atomic
def print_slips(*, by: Actor, batch: Batch) -> list[str]:
    """The codes of a class without people of the roster, to be printed as slips; they leave the pile, so that nobody
    prints them twice. Raises NotPermitted or NothingToDraw."""
    row = (
        Batch.objects.select_for_update(of=("self",))
        .select_related("urn__round", "rater_class")
        .get(pk=batch.pk)
    )
    round_ = row.urn.round
    path = standing_place(round_.organisation_id, today()).path
    by.require(Permission.DECIDE, path)
    if by.organisation_id != round_.organisation_id:
        raise NotPermitted("纸条由组织评议的单位印。")
    if row.rater_class.source != Source.SERVED:
        raise NothingToDraw("这一类人在系统里自己领评议码，不印纸条。")
    if round_.state != RoundState.OPEN:
        raise NothingToDraw("纸条要在投票开始以后、截止以前印。")
    codes = list(_taken(row, row.issued))
    if not codes:
        raise NothingToDraw("这一批纸条已经印过了，系统里没有留底。")
    told = f"印“{round_.name}”的评议纸条{len(codes)}张（{row.rater_class.name}）。"
    line = Line(
        verb="appraisals.batch.print", sentence=told, subject="appraisals.batch", subject_id=row.pk, path=path,
        after={"slips": len(codes)},
    )  # fmt: skip
    write(by=by, line=line)
    return codes


def _taken(batch: Batch, number: int) -> Iterator[str]:
    """Up to `number` codes of a batch, gone from the pile."""
    drawn = PiledCode.objects.select_for_update(skip_locked=True).filter(batch=batch).order_by("id")[:number]
    rows = list(drawn)
    PiledCode.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for row in rows:
        yield secrecy.unseal(row.sealed)
