"""Reading the papers of a bundle twice: by two who do not see each other's reading, then settled against the paper.

No line is written of a paper: only that somebody read a bundle to its end, and that both agreed.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from zhengyou.ledger.telling import Values, values
from zhengyou.ledger.writing import Line, write
from zhengyou.organisations.queries import standing_place
from zhengyou.organisations.rules import Actor

from ..models import Box, Bundle, PaperReading, PaperRemark
from ..queries.paper import differences, readings
from ..rules.paper import MISSING, Reading
from .paper import require_counting
from .rounds import NotPossible

SUBJECT = "appraisals.bundle"
_DONE = ("first_done", "second_done")
_AGREED = ("first_agrees", "second_agrees", "reason", "missing")


@transaction.atomic
def enter(
    *,
    by: Actor,
    bundle: Bundle,
    papers: Mapping[int, Reading],
    remarks: Sequence[Sequence[str]],
    now: datetime,
) -> int:
    """Keep what the actor has read so far, as the first or the second of two; gives which of them he is.

    Once both are done, only papers that they read differently can be read again. `remarks`, one list for each prompt,
    are kept as the first of the two typed them. Raises NotPermitted or NotPossible.
    """
    row = _locked(bundle, by, now)
    hand = _hand(row, by)
    done = row.first_done if hand == 1 else row.second_done
    if done and not (row.first_done and row.second_done):
        raise NotPossible("您已经录完了，要等另一位也录完，才能对照着改。")
    open_to = set(differences(row)) if done else set(row.papers)
    if not set(papers) <= open_to:
        raise NotPossible("有的票两位录得一样，不用再改；有的不是这一捆的。请只改不一样的。")
    _keep(row, hand, papers)
    if hand == 1 and not done:
        PaperRemark.objects.filter(bundle=row).delete()
        PaperRemark.objects.bulk_create(
            PaperRemark(bundle=row, prompt=prompt, text=text)
            for prompt, texts in enumerate(remarks)
            for text in texts
        )
    row.first_agrees = row.second_agrees = False
    row.save()
    return hand


def _keep(row: Bundle, hand: int, papers: Mapping[int, Reading]) -> None:
    PaperReading.objects.bulk_create(
        [
            PaperReading(bundle=row, hand=hand, paper=paper, kind=read.kind, marks=list(read.marks))
            for paper, read in sorted(papers.items())
        ],
        update_conflicts=True,
        unique_fields=["bundle", "hand", "paper"],
        update_fields=["kind", "marks"],
    )


@transaction.atomic
def finish(*, by: Actor, bundle: Bundle, now: datetime) -> bool:
    """Say that the actor has read every paper of a bundle; True when the other has, too, and both can be compared.
    Raises NotPermitted or NotPossible (papers are lacking)."""
    row = _locked(bundle, by, now)
    hand = _hand(row, by)
    read = readings(row, hand)
    lacking = [paper for paper in row.papers if paper not in read]
    if lacking:
        raise NotPossible(f"还有{len(lacking)}张没有录，第一张是{lacking[0]}号。")
    before = values(row, *_DONE)
    if hand == 1:
        row.first_done = True
    else:
        row.second_done = True
    row.save()
    after = values(row, *_DONE)
    _tell(by, row, "read", f"录完{_named(row)}，{hand}录。", now, before, after)
    return row.first_done and row.second_done


@transaction.atomic
def agree(*, by: Actor, bundle: Bundle, reason: str, now: datetime) -> bool:
    """Agree that a bundle was read rightly; True when both do, which closes it. Papers that are missing need a reason
    by both: another reason than the first one's waits for him again. Raises NotPermitted or NotPossible."""
    box = Box.objects.select_for_update().get(pk=bundle.box_id)
    row = _locked(bundle, by, now)
    hand = _hand(row, by)
    if not (row.first_done and row.second_done):
        raise NotPossible("两位都录完，才能核对。")
    apart = differences(row)
    if apart:
        raise NotPossible(f"还有{len(apart)}张两位录得不一样，第一张是{apart[0]}号。请一起对照票改好。")
    missing = sum(one.kind == MISSING for one in readings(row, 1).values())
    if missing and not (reason or row.reason):
        raise NotPossible(f"有{missing}个号没有票。请写明原因。")
    before = values(row, *_AGREED)
    if reason and reason != row.reason:
        row.first_agrees = row.second_agrees = False
        row.reason = reason
    if hand == 1:
        row.first_agrees = True
    else:
        row.second_agrees = True
    row.missing = missing
    row.save()
    if row.closed:
        box.done = all(one.closed for one in box.bundles.all())
        box.save(update_fields=["done"])
    after = values(row, *_AGREED)
    _tell(by, row, "agree", f"核对{_named(row)}，两遍录得一样。", now, before, after)
    return row.closed


def _locked(bundle: Bundle, by: Actor, now: datetime) -> Bundle:
    row = (
        Bundle.objects.select_for_update(of=("self",))
        .select_related("box__batch__urn__round")
        .get(pk=bundle.pk)
    )
    require_counting(by, row.box.batch, now)
    if row.closed:
        raise NotPossible("这一捆两位都核对过、封好了，不能再改。")
    return row


def _hand(row: Bundle, by: Actor) -> int:
    """Which of the two the actor is: whoever comes first, or else second, is it for good."""
    for hand, name in ((1, "first_id"), (2, "second_id")):
        if getattr(row, name) in (None, by.account_id):
            setattr(row, name, by.account_id)
            return hand
    raise NotPossible("这一捆已经有两位在录了。请录别的一捆。")


def _named(row: Bundle) -> str:
    return f"“{row.box.batch.urn.round.name}”第{row.number}捆纸质票（{row.lowest}至{row.highest}号）"


def _tell(by: Actor, row: Bundle, verb: str, told: str, now: datetime, before: Values, after: Values) -> None:
    path = standing_place(row.box.batch.urn.round.organisation_id, timezone.localdate(now)).path
    line = Line(
        verb=f"{SUBJECT}.{verb}", sentence=told, subject=SUBJECT, subject_id=row.pk, path=path, before=before,
        after=after,
    )  # fmt: skip
    write(by=by, line=line)
