"""Papers before and at the opening of their box: how many are made out for whom, and the box opened by two."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from zhengyou.ledger.telling import Values
from zhengyou.ledger.writing import Line, write
from zhengyou.organisations.queries import standing_place
from zhengyou.organisations.rules import Actor, NotPermitted, Permission

from ..models import Batch, Box, Bundle, Channel, RaterClass, Round, RoundState
from ..queries.paper import counts_in, is_of_roster, made_out, why_not_counting
from ..rules.paper import agrees, bundles
from .rounds import NotPossible

MOST = 5_000
_TO_PLAN = (RoundState.FRAMED, RoundState.CIRCULATED)


@transaction.atomic
def plan_papers(
    *, by: Actor, row: Round, rater_class: RaterClass, papers: int | None, urn_id: int | None, now: datetime
) -> int:
    """Have a class vote on paper, in one urn or in all of the round; gives how many papers the round now has.

    People of the roster then vote on paper instead of by code: nobody has both (None: as many papers as people).
    Whoever draws slips may get papers beside them. 0 takes the papers back. Raises NotPermitted or NotPossible.
    """
    kept = Round.objects.select_for_update(of=("self",)).get(pk=row.pk)
    path = standing_place(kept.organisation_id, timezone.localdate(now)).path
    by.require(Permission.DECIDE, path)
    if by.organisation_id != kept.organisation_id:
        raise NotPermitted("纸质票由组织评议的单位安排。")
    if kept.state not in _TO_PLAN:
        raise NotPossible("纸质票要在定下范围以后、开始投票以前安排。")
    if papers is not None and papers > MOST:
        raise NotPossible(f"一个单位最多{MOST}张。请改小一点。")
    before = made_out(kept)
    urns = list(kept.urns.filter(**({} if urn_id is None else {"pk": urn_id})).values_list("pk", flat=True))
    if is_of_roster(rater_class.source):
        _instead(rater_class, papers, urns)
    elif papers is None:
        raise NotPossible(f"{rater_class.name}不在名册上，请填每个单位印多少张。")
    else:
        _beside(rater_class, papers, urns)
    after = made_out(kept)
    told = f"安排“{kept.name}”的纸质票：{rater_class.name}，{len(urns)}个单位，全轮共{after}张。"
    _tell(by, kept, "paper", told, path, before={"papers": before}, after={"papers": after})
    return after


def _instead(rater_class: RaterClass, papers: int | None, urns: Sequence[int]) -> None:
    rows = Batch.objects.filter(rater_class=rater_class, urn_id__in=urns, entitled__gt=0)
    if papers == 0:
        rows.update(channel=Channel.ONLINE, issued=F("entitled"))
    else:
        rows.update(channel=Channel.PAPER, issued=F("entitled") if papers is None else papers)


def _beside(rater_class: RaterClass, papers: int, urns: Sequence[int]) -> None:
    if not papers:
        Batch.objects.filter(rater_class=rater_class, urn_id__in=urns, channel=Channel.PAPER).delete()
        return
    Batch.objects.bulk_create(
        [Batch(urn_id=urn, rater_class=rater_class, channel=Channel.PAPER, issued=papers) for urn in urns],
        update_conflicts=True,
        unique_fields=["urn", "rater_class", "channel"],
        update_fields=["issued"],
    )


@dataclass(frozen=True, kw_only=True)
class InTheBox:
    """What two count when they open a box: papers handed out, come back unused, and lying in it; and why these do not
    agree with those made out."""

    handed: int
    unused: int
    found: int
    reason: str = ""


@transaction.atomic
def open_box(*, by: Actor, batch: Batch, told: InTheBox, now: datetime) -> Box:
    """Tell what lay in a box. It is open, and its bundles are made, once a second person tells the same numbers; other
    numbers take the place of the first, and wait for the other to agree. Raises NotPermitted or NotPossible."""
    kept = Batch.objects.select_for_update(of=("self",)).select_related("urn__round").get(pk=batch.pk)
    require_counting(by, kept, now)
    box = Box.objects.select_for_update().filter(batch=kept).first()
    _check(kept, box, told)
    if box is None:
        box = Box(batch=kept, first_id=by.account_id)
    before = _numbers(box) if box.pk else None
    same = bool(box.pk) and before == vars(told) and box.first_id != by.account_id
    if same:
        box.second_id = by.account_id
        box.done = not told.found
    else:
        box.first_id = by.account_id
        box.handed, box.unused, box.found, box.reason = told.handed, told.unused, told.found, told.reason
    box.save()
    if same:
        made = enumerate(bundles(box.found), start=1)
        Bundle.objects.bulk_create(
            Bundle(box=box, number=number, lowest=low, highest=high) for number, (low, high) in made
        )
    where = standing_place(kept.urn.organisation_id, timezone.localdate(now)).name
    verb, word = ("agree", "核对") if same else ("open", "清点")
    sentence = f"{word}“{kept.urn.round.name}”{where}的票箱：发出{told.handed}张，箱里{told.found}张。"
    path = standing_place(kept.urn.round.organisation_id, timezone.localdate(now)).path
    line = Line(
        verb=f"appraisals.box.{verb}", sentence=sentence, subject="appraisals.box", subject_id=box.pk, path=path,
        before=None if same else before, after=_numbers(box),
    )  # fmt: skip
    write(by=by, line=line)
    return box


def _check(batch: Batch, box: Box | None, told: InTheBox) -> None:
    if box is not None and box.second_id is not None:
        raise NotPossible("这一箱已经由两位开过、清点过了。")
    if told.found > MOST:
        raise NotPossible(f"一箱最多{MOST}张。请再数一遍。")
    if not told.reason and not agrees(batch.issued, told.handed, told.unused, told.found):
        raise NotPossible(
            f"对不上：印了{batch.issued}张，发出{told.handed}张，没发出去{told.unused}张，箱里{told.found}张。"
            "请再数一遍；确实对不上的，写明原因。"
        )


def _numbers(box: Box) -> Values:
    return {"handed": box.handed, "unused": box.unused, "found": box.found, "reason": box.reason}


def require_counting(by: Actor, batch: Batch, now: datetime) -> None:
    """Nothing when the actor may count these papers now; raises NotPermitted or NotPossible otherwise."""
    if not counts_in(by, batch.urn.round):
        raise NotPermitted("票箱由监票人、计票人来开，您不是这一轮的。")
    if batch.urn.round.state != RoundState.CLOSED:
        raise NotPossible("票箱要在投票截止以后、开箱计票以前清点。")
    why = why_not_counting(by.person_id, batch, timezone.localdate(now))
    if why:
        raise NotPermitted(why)


def _tell(by: Actor, row: Round, verb: str, told: str, path: str, before: Values, after: Values) -> None:
    line = Line(
        verb=f"appraisals.round.{verb}", sentence=told, subject="appraisals.round", subject_id=row.pk, path=path,
        before=before, after=after,
    )  # fmt: skip
    write(by=by, line=line)
