"""The sample of a phone survey: announced with its seed, its list handed in and sealed, then drawn (domain.md P5)."""

import json
import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from zhengyou.accounts.rules import secrecy
from zhengyou.ledger.telling import Values, given, values
from zhengyou.ledger.writing import Line, write
from zhengyou.organisations.copying import copy
from zhengyou.organisations.queries import standing_place
from zhengyou.organisations.rules import Actor, NotPermitted, Permission

from ..models import Batch, Channel, Contact, RaterClass, Round, RoundState, Sample, Urn
from ..queries.sampling import SUBJECT, lines_drawn
from ..queries.sampling import second as second_part
from ..rules.policies import PHONE_SAMPLE
from ..rules.sampling import SEED, Listed, frame_digest, frame_text, line_digest
from .rounds import NotPossible

_BEFORE_VOTE = (RoundState.FRAMED, RoundState.CIRCULATED)


@transaction.atomic
def announce(
    *, by: Actor, urn: Urn, rater_class: RaterClass, seed: str, method: str, now: datetime
) -> Sample:
    """Publish, before the vote and before there is a list, how people of a class are drawn to be called about an urn;
    raises NotPermitted or NotPossible."""
    row = _run_by(by, urn.round_id, now)
    if row.state not in _BEFORE_VOTE:
        raise NotPossible("电话抽样要在定下范围以后、开始投票以前安排。")
    if not SEED.fullmatch(seed):
        raise NotPossible("种子词里不要用引号、括号{}和反斜杠。请改几个字。")
    if rater_class.round_id != row.pk:
        raise NotPossible("这一类人不是这一轮的。请重新选。")
    batch, new = Batch.objects.get_or_create(urn=urn, rater_class=rater_class, channel=Channel.PHONE)
    if not new:
        raise NotPossible("这个单位的这一类人已经安排过电话抽样。")
    wanted = row.policies.get(PHONE_SAMPLE.key, PHONE_SAMPLE.default)
    sample = Sample.objects.create(batch=batch, seed=seed, method=method, wanted=wanted)
    told = f"公布“{row.name}”一处电话抽样的种子词“{seed}”。"
    _tell(by, sample, row, "announce", told, now, after=given(sample, "seed", "method", "wanted"))
    return sample


@transaction.atomic
def take_frame(*, by: Actor, sample: Sample, listed: Sequence[Listed], now: datetime) -> Sample:
    """Keep the list of numbers, encrypted, in place of one handed in before; raises NotPermitted or NotPossible (it is
    sealed already)."""
    kept, row = _locked(by, sample, now)
    if kept.frame_sha256:
        raise NotPossible("名单已经封定，不能再换。")
    if row.state not in (*_BEFORE_VOTE, RoundState.OPEN):
        raise NotPossible("这一轮已经截止或者取消，不再收名单。")
    before = values(kept, "size") | {"frame": frame_digest(kept.frame) if kept.frame else ""}
    kept.contacts.all().delete()
    salts = [secrets.token_hex(16) for _each in listed]
    copy(
        Contact,
        ["id", "sample", "line", "sealed", "outcome", "tries"],
        (
            (
                uuid4(),
                kept.pk,
                place,
                secrecy.seal(json.dumps([one.name, one.matter, one.number, salt])),
                "",
                0,
            )
            for place, (one, salt) in enumerate(zip(listed, salts, strict=True), start=1)
        ),
    )
    digests = [line_digest(one, salt) for one, salt in zip(listed, salts, strict=True)]
    kept.frame, kept.size = frame_text(digests), len(listed)
    kept.save(update_fields=["frame", "size"])
    told = f"上传“{row.name}”一处电话名单，{kept.size}个号码。"
    after = values(kept, "size") | {"frame": frame_digest(kept.frame)}
    _tell(by, kept, row, "list", told, now, before=before, after=after)
    return kept


@transaction.atomic
def seal_frame(*, by: Actor, sample: Sample, now: datetime) -> Sample:
    """Fix the list, which cannot be changed any more, and publish its digest; raises NotPermitted or NotPossible."""
    kept, row = _locked(by, sample, now)
    if kept.frame_sha256 or not kept.size:
        raise NotPossible("名单已经封定。" if kept.frame_sha256 else "还没有名单。请先上传。")
    before = values(kept, "frame_sha256")
    kept.frame_sha256 = frame_digest(kept.frame)
    kept.save(update_fields=["frame_sha256"])
    told = f"封定“{row.name}”一处电话名单，{kept.size}个号码。"
    _tell(by, kept, row, "seal", told, now, before=before, after=values(kept, "frame_sha256"))
    return kept


@transaction.atomic
def draw(*, by: Actor, sample: Sample, now: datetime) -> Sample:
    """Draw the lines that are called; the numbers of all others are deleted. Raises NotPermitted or NotPossible."""
    kept, row = _locked(by, sample, now)
    if kept.second or not kept.frame_sha256:
        raise NotPossible("已经抽过了。" if kept.second else "名单还没有封定。请先封定，再抽。")
    before = values(kept, "second")
    kept.second = second_part(kept)
    if not kept.second:
        raise NotPossible("台账还没有把封定名单那一行连进链里，一般几分钟就好。请过一会儿再抽。")
    kept.save(update_fields=["second"])
    lines = lines_drawn(kept)
    kept.contacts.exclude(line__in=lines).delete()
    Batch.objects.filter(pk=kept.batch_id).update(issued=len(lines))
    told = f"“{row.name}”一处电话名单{kept.size}个号码，抽出{len(lines)}个。"
    after = values(kept, "second") | {"drawn": len(lines)}
    _tell(by, kept, row, "draw", told, now, before=before, after=after)
    return kept


def _run_by(by: Actor, round_id: int, now: datetime) -> Round:
    row = Round.objects.select_for_update(of=("self",)).get(pk=round_id)
    by.require(Permission.DECIDE, standing_place(row.organisation_id, timezone.localdate(now)).path)
    if by.organisation_id != row.organisation_id:
        raise NotPermitted("电话抽样由组织评议的单位安排。")
    return row


def _locked(by: Actor, sample: Sample, now: datetime) -> tuple[Sample, Round]:
    row = _run_by(by, sample.batch.urn.round_id, now)
    return Sample.objects.select_for_update(of=("self",)).select_related("batch").get(pk=sample.pk), row


def _tell(
    by: Actor,
    sample: Sample,
    row: Round,
    verb: str,
    sentence: str,
    now: datetime,
    *,
    before: Values | None = None,
    after: Values,
) -> None:
    line = Line(
        verb=f"{SUBJECT}.{verb}",
        sentence=sentence,
        subject=SUBJECT,
        subject_id=sample.pk,
        path=standing_place(row.organisation_id, timezone.localdate(now)).path,
        before=before,
        after=after,
    )
    write(by=by, line=line)
