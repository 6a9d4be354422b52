"""Many items with one press: typed in, vetted, published. One transaction, and one line in the ledger with counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhengyou.ledger.writing import Line, write
from zhengyou.organisations.queries import standing_place, standing_places
from zhengyou.organisations.rules import Actor, NotPermitted

from ..models.commitments import Commitment, CommitmentStage
from ..queries.commitments import concerned_at
from ..rules.procedures import WrongState, commitment_procedure
from .commitments import (
    SUBJECT,
    NotPossible,
    Promised,
    drafted,
    frame,
    lock_subjects,
    made_by_subject,
    too_many,
    whose,
)


class SomeNotPossible(Exception):
    """Nothing was entered: `rows` says by the place of each item that cannot be why."""

    def __init__(self, rows: Mapping[int, str]) -> None:
        super().__init__("；".join(rows.values()))
        self.rows = rows


@dataclass(frozen=True)
class Verdict:
    """What is decided about one item: accepted, or sent back with what is to be changed."""

    accepted: bool
    comment: str = ""


@dataclass(frozen=True)
class Decided:
    """How many were accepted, sent back, and left because somebody else had decided them meanwhile."""

    accepted: int
    returned: int
    left: int


@transaction.atomic
def enter_many(*, by: Actor, promised: Sequence[Promised], now: datetime) -> int:
    """Enter the items of one organisation and send them to be vetted; all of them or none. Raises NotPermitted or
    SomeNotPossible."""
    if not promised:
        raise SomeNotPossible({0: "一条也没有填。请至少填一位同志的承诺。"})
    if len({(one.campaign, one.organisation) for one in promised}) > 1:
        raise SomeNotPossible({0: "一次只能录一个组织的承诺。"})
    lock_subjects(promised)
    within, first = frame(promised, now), promised[0]
    made = made_by_subject(promised, within)
    rows, faults = [], {}
    for place, one in enumerate(promised):
        made[whose(one)] = made.get(whose(one), 0) + 1
        try:
            rows.append(drafted(by=by, promised=one, submit=True, within=within))
            if made[whose(one)] > within.most:
                raise NotPossible(too_many(within.most))
        except NotPossible as refusal:
            faults[place] = str(refusal)
    if faults:
        raise SomeNotPossible(faults)
    saved = Commitment.objects.bulk_create(rows)
    _enter(saved, "enter", by, {}, now)
    people = len({row.person_id for row in saved})
    told = f"替{people}名党员录入{len(saved)}项承诺并送审。"
    _tell(by, "enter_many", told, first.organisation, {"items": len(saved), "members": people}, within.day)
    return len(saved)


@transaction.atomic
def vet_many(*, by: Actor, organisation: int, verdicts: Mapping[int, Verdict], now: datetime) -> Decided:
    """Decide several submitted items; those somebody decided meanwhile are left as they are. Raises NotPermitted, or
    WrongState where none is left to decide."""
    found, left = _open_rows(verdicts, "accept", by, now)
    if not found:
        raise WrongState("这些承诺刚刚由另一位同志审过了，没有再改动。请看最新的情况。")
    comments = {}
    for row in found:
        verdict = verdicts[row.pk]
        if not verdict.accepted and not verdict.comment:
            raise NotPossible("退回的要写一句怎么改。")
        row.state = commitment_procedure(row).step("accept" if verdict.accepted else "send_back").target
        row.comment = comments[row.pk] = "" if verdict.accepted else verdict.comment
    Commitment.objects.bulk_update(found, ["state", "comment"])
    accepted = [row for row in found if verdicts[row.pk].accepted]
    returned = [row for row in found if not verdicts[row.pk].accepted]
    _enter(accepted, "accept", by, {}, now)
    _enter(returned, "send_back", by, comments, now)
    told = f"审定{len(accepted)}项承诺，退回{len(returned)}项。"
    counts = {"accepted_items": len(accepted), "returned_items": len(returned)}
    _tell(by, "vet_many", told, organisation, counts, timezone.localdate(now))
    return Decided(len(accepted), len(returned), left)


@transaction.atomic
def publish_many(
    *, by: Actor, organisation: int, items: Sequence[int], place: str, day: date, now: datetime
) -> int:
    """Note that several vetted items were put up at one place on one day; how many. Raises NotPermitted, NotPossible,
    or WrongState where none is left."""
    if day > timezone.localdate(now):
        raise NotPossible("公示的日子晚于今天。请在公示以后再记。")
    found, _left = _open_rows(items, "publish", by, now)
    if not found:
        raise WrongState("这些承诺已经公示过了，没有再改动。请看最新的情况。")
    for row in found:
        row.state = commitment_procedure(row).step("publish").target
        row.published_where, row.published_on, row.comment = place, day, ""
    Commitment.objects.bulk_update(found, ["state", "published_where", "published_on", "comment"])
    _enter(found, "publish", by, {}, now)
    told = f"{len(found)}项承诺于{day:%Y年%-m月%-d日}在{place}公示。"
    _tell(by, "publish_many", told, organisation, {"items": len(found), "published_where": place}, day)
    return len(found)


def _open_rows(
    items: Mapping[int, Verdict] | Sequence[int], verb: str, by: Actor, now: datetime
) -> tuple[list[Commitment], int]:
    """The items on which this step is open, locked in the order of their keys, and how many it is not open any more;
    raises NotPermitted for one that the actor may not take it on."""
    rows = Commitment.objects.select_for_update(of=("self",)).filter(pk__in=list(items)).order_by("pk")
    locked = list(rows)
    places = standing_places([row.organisation_id for row in locked], timezone.localdate(now))
    found, left = [], 0
    for row in locked:
        concerned = concerned_at(row, places[row.organisation_id].path)
        try:
            commitment_procedure(row).check(verb, row.state, by, concerned)
        except WrongState:
            left += 1
        else:
            found.append(row)
    if len(locked) < len(items):
        raise NotPermitted("有的承诺不在您能办理的范围内。请刷新页面再试。")
    return found, left


def _enter(
    rows: Sequence[Commitment], verb: str, by: Actor, comments: Mapping[int, str], now: datetime
) -> None:
    """The stages of rows that have just come into their states."""
    day = timezone.localdate(now)
    CommitmentStage.objects.filter(row__in=rows, until__isnull=True).update(until=day)
    CommitmentStage.objects.bulk_create(
        CommitmentStage(
            row=row,
            state=row.state,
            since=day,
            verb=verb,
            comment=comments.get(row.pk, ""),
            by_id=by.account_id,
            at=now,
            due_on=row.due_on,
        )
        for row in rows
    )


def _tell(by: Actor, verb: str, told: str, organisation: int, after: dict[str, Any], day: date) -> None:
    path = standing_place(organisation, day).path
    line = Line(
        verb=f"{SUBJECT}.{verb}", sentence=told, subject=SUBJECT, path=path, happened_on=day, after=after
    )
    write(by=by, line=line)
