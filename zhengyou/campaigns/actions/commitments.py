"""Promising, and taking one item step by step to its end (domain.md P3)."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from zhengyou.ledger.writing import Line, mention, write
from zhengyou.organisations.models import Organisation, Person
from zhengyou.organisations.queries import standing_place
from zhengyou.organisations.rules import Actor

from ..models.campaigns import StandardItem
from ..models.commitments import (
    Commitment,
    CommitmentFile,
    CommitmentKind,
    CommitmentSignature,
    CommitmentStage,
    CommitmentState,
    Said,
    Witnessed,
)
from ..models.pledges import Pledge
from ..queries.awaiting_promises import members_at
from ..queries.commitments import HIDDEN, concerned_in, current_round, most
from ..rules.attachments import File
from ..rules.procedures import COMMITMENT, Concerned, WrongState, commitment_procedure
from .stepping import Way, begin, take

SUBJECT = "campaigns.commitment"
WAY = Way(
    procedure=COMMITMENT,
    stage=CommitmentStage,
    subject=SUBJECT,
    kept=(
        *(
            "kind",
            "text",
            "result",
            "quantity",
            "unit",
            "standard_item_id",
            "due_on",
            "beneficiary",
            "published_on",
            "published_where",
        ),
        *(
            "outcome",
            "achieved",
            "done_on",
            "witnessed",
            "explanation",
            "asked_text",
            "asked_result",
            "asked_due",
        ),
        *("pledge_text", "changes", "proofs", "ended_as", "comment"),
    ),
    dated=("due_on",),
)
_TYPED = ("edit", "resubmit")
_SUBJECT_SPEAKS = ("edit", "submit", "resubmit", "claim", "ask_change", "ask_cancel")


class NotPossible(Exception):
    """What cannot be: the sentence says what and why."""


@dataclass(frozen=True, kw_only=True)
class Promised:
    """One item as it is typed in: of a member (`person`) of the organisation, or of the organisation itself."""

    campaign: int
    organisation: int
    kind: CommitmentKind
    text: str
    result: str
    due_on: date
    person: int | None = None
    beneficiary: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    standard_item: int | None = None
    collective: bool = False
    pledge: int | None = None
    pledge_text: str = ""


@dataclass(frozen=True)
class Frame:
    """What holds for all items of one organisation that are entered together."""

    now: datetime
    day: date
    path: str
    round: str
    most: int
    members: frozenset[int]


def frame(promised: Sequence[Promised], now: datetime) -> Frame:
    """Read once for items of one campaign and organisation."""
    first, day = promised[0], timezone.localdate(now)
    people = [one.person for one in promised if one.person is not None]
    return Frame(
        now=now,
        day=day,
        path=standing_place(first.organisation, day).path,
        round=current_round(first.campaign, day),
        most=most(first.campaign, day),
        members=frozenset(members_at(first.organisation, people, day)),
    )


@transaction.atomic
def promise(*, by: Actor, promised: Promised, submit: bool, now: datetime) -> Commitment:
    """Enter one item, sent to be vetted with `submit`; raises NotPermitted or NotPossible."""
    lock_subjects([promised])
    within = frame([promised], now)
    row = drafted(by=by, promised=promised, submit=submit, within=within)
    if made_by_subject([promised], within).get(whose(promised), 0) >= within.most:
        raise NotPossible(too_many(within.most))
    told = f"{_told_who(row)}{'提出承诺并送审' if submit else '起草承诺'}：{row}。"
    begin(WAY, row, by=by, path=within.path, told=told, now=now, verb="enter")
    return row


def drafted(*, by: Actor, promised: Promised, submit: bool, within: Frame) -> Commitment:
    """The row of an item, checked and not saved; raises NotPermitted or NotPossible."""
    row = Commitment(
        campaign_id=promised.campaign,
        organisation_id=promised.organisation,
        person_id=promised.person,
        round=within.round,
        kind=promised.kind,
        text=promised.text,
        result=promised.result,
        quantity=promised.quantity,
        unit=promised.unit if promised.quantity is not None else "",
        due_on=promised.due_on,
        beneficiary=promised.beneficiary,
        standard_item_id=promised.standard_item,
        collective=promised.collective,
        pledge_id=promised.pledge,
        pledge_text=promised.pledge_text,
        entered_for=promised.person is not None and promised.person != by.person_id,
        state=CommitmentState.SUBMITTED if submit else CommitmentState.DRAFT,
        entered_by_id=by.account_id,
        entered_at=within.now,
        moved_by_id=by.account_id,
    )
    concerned = Concerned(path=within.path, person_id=promised.person)
    commitment_procedure(row).check("submit", CommitmentState.DRAFT, by, concerned)
    _check_subject(promised, within)
    if promised.due_on < within.day:
        raise NotPossible("期限已经过去了。请选今天或以后的日子。")
    return row


def _check_subject(promised: Promised, within: Frame) -> None:
    if promised.person is not None and promised.person not in within.members:
        raise NotPossible("这位同志今天不是本组织的党员，请到他所在的支部录入。")
    if promised.collective and promised.person is not None:
        raise NotPossible("集体承诺是组织的承诺，请作为本组织的承诺录入。")
    _check_standard(promised.standard_item, promised.campaign)
    if promised.pledge is not None:
        _check_pledge(promised.pledge, promised, within)


def _check_pledge(pledge: int, promised: Promised, within: Frame) -> None:
    above = [int(part) for part in within.path.strip("/").split("/")]
    usable = Pledge.objects.filter(
        pk=pledge, campaign_id=promised.campaign, organisation_id__in=above, put_away_on=None
    )
    if not usable.exists():
        raise NotPossible("这份承诺书样本收起来了，或者不是给本组织用的，请换一份。")
    made = Commitment.objects.filter(pledge_id=pledge, organisation_id=promised.organisation)
    if made.filter(round=within.round).exclude(state=CommitmentState.WITHDRAWN).exists():
        raise NotPossible("本组织这一轮已经用了这份承诺书，不用再送一次。")
    if not promised.pledge_text.strip():
        raise NotPossible("请写承诺书的正文。")


def _check_standard(item: int | None, campaign_id: int) -> None:
    if item is None:
        return
    if not StandardItem.objects.filter(pk=item, standard__campaign_id=campaign_id).exists():
        raise NotPossible("对应的标准不是这个活动的。请重新选。")


def lock_subjects(promised: Iterable[Promised]) -> None:
    """Until the end of the transaction nobody else enters items of these members and organisations."""
    people = sorted({one.person for one in promised if one.person is not None})
    organisations = sorted({one.organisation for one in promised if one.person is None})
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk").values_list("pk"))
    locked = Organisation.objects.select_for_update(no_key=True).filter(pk__in=organisations)
    list(locked.order_by("pk").values_list("pk"))


def made_by_subject(promised: Sequence[Promised], within: Frame) -> dict[tuple[int, int | None], int]:
    """How many items these subjects have in this round already."""
    people = [one.person for one in promised if one.person is not None]
    rows = Commitment.objects.filter(
        Q(person_id__in=people) | Q(organisation_id=promised[0].organisation, person__isnull=True),
        campaign_id=promised[0].campaign,
        round=within.round,
    ).exclude(state=CommitmentState.WITHDRAWN)
    found: dict[tuple[int, int | None], int] = {}
    for organisation, person in rows.values_list("organisation_id", "person_id"):
        key = (0, person) if person else (organisation, None)
        found[key] = found.get(key, 0) + 1
    return found


def whose(promised: Promised) -> tuple[int, int | None]:
    """The subject of an item, as `made_by_subject` names it."""
    return (0, promised.person) if promised.person else (promised.organisation, None)


def too_many(limit: int) -> str:
    """The sentence where a subject has as many items as the policy allows."""
    return f"这一轮已经有{limit}项承诺，不能再多了。请先撤回一项，或者把要做的事合到一项里。"


def _told_who(row: Commitment) -> str:
    if row.person is None:
        return "本组织"
    told = mention(row.person.pk, row.person.name)
    return f"替{told}" if row.entered_for else told


@transaction.atomic
def step(
    *, by: Actor, commitment: Commitment, verb: str, answers: Mapping[str, Any], now: datetime
) -> Commitment:
    """Take one step of the procedure; raises WrongState, NotPermitted or NotPossible."""
    row = Commitment.objects.select_for_update(of=("self",)).get(pk=commitment.pk)
    day = timezone.localdate(now)
    procedure = commitment_procedure(row)
    concerned = concerned_in(row, day)
    procedure.check(verb, row.state, by, concerned)
    _check(row, verb, answers, day)
    also = _also(row, verb, answers) | ({"moved_by_id": by.account_id} if verb in _SUBJECT_SPEAKS else {})
    way = Way(procedure=procedure, stage=WAY.stage, subject=WAY.subject, kept=WAY.kept, dated=WAY.dated)
    take(way, row, verb, by=by, concerned=concerned, answers=answers, now=now, also=also)
    if answers.get("file"):
        _lay_beside(row, answers["file"], by, now)
    return row


_NOTHING_ASKED: dict[str, Any] = {"asked_text": "", "asked_result": "", "asked_due": None}


def _also(row: Commitment, verb: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    if answers.get("file"):
        return {"proofs": row.proofs + 1}
    if verb in _TYPED and "quantity" in answers and answers["quantity"] is None:
        return {"unit": ""}
    if verb == "archive":
        return {"ended_as": row.state}
    if verb == "deny_change":
        return dict(_NOTHING_ASKED)
    if verb == "grant_change":
        asked = {"text": row.asked_text, "result": row.asked_result, "due_on": row.asked_due}
        return _NOTHING_ASKED | asked | {"changes": row.changes + 1}
    return {}


def _check(row: Commitment, verb: str, answers: Mapping[str, Any], day: date) -> None:
    """The days and witnesses that a table cannot know."""
    if verb in _TYPED:
        _check_typed(row, answers, day)
    if verb == "ask_change" and answers["asked_due"] < day:
        raise NotPossible("期限已经过去了。请选今天或以后的日子。")
    if verb == "publish" and answers["published_on"] > day:
        raise NotPossible("公示的日子晚于今天。请在公示以后再记。")
    if verb == "claim" and not row.campaign.starts_on <= answers["done_on"] <= day:
        raise NotPossible("办成的日子要在活动开始那天和今天之间。请重新选。")
    if verb in ("unmet", "unmet_objective") and row.due_on > day:
        raise NotPossible(f"还没有到期（{row.due_on:%Y年%-m月%-d日}），现在不能评定为没有兑现。")
    by_link = verb == "verify" and answers["witnessed"] == Witnessed.LINK
    if by_link and not row.links.filter(said=Said.YES).exists():
        raise NotPossible("还没有受益的人在网上答“办到了”。请选别的核实方式，或者等人回答。")


def _check_typed(row: Commitment, answers: Mapping[str, Any], day: date) -> None:
    if answers["due_on"] < day:
        raise NotPossible("期限已经过去了。请选今天或以后的日子。")
    quantity = answers.get("quantity")
    if quantity is not None and quantity <= 0:
        raise NotPossible("数量要大于0；没有数的不填。")
    if quantity is not None and not answers.get("unit"):
        raise NotPossible("请写这个数按什么算，比如“次”“户”“吨”。")
    _check_standard(answers.get("standard_item_id"), row.campaign_id)


def _lay_beside(row: Commitment, file: File, by: Actor, now: datetime) -> None:
    digest = hashlib.sha256(file.content).hexdigest()
    if row.files.filter(sha256=digest).exists():
        raise NotPossible("这份材料已经附在这项承诺里了。请换一份，或者不附。")
    CommitmentFile.objects.create(
        row=row,
        name=file.name[:200],
        media_type=file.media_type[:100],
        size=len(file.content),
        sha256=digest,
        content=file.content,
        entered_by_id=by.account_id,
        entered_at=now,
    )


@transaction.atomic
def sign(*, by: Actor, commitment: Commitment, people: list[int], signed_on: date, now: datetime) -> int:
    """Note who signed a collective item on a day; how many were new. Raises NotPermitted, WrongState, NotPossible."""
    row = Commitment.objects.select_for_update(of=("self",)).get(pk=commitment.pk)
    day = timezone.localdate(now)
    concerned = concerned_in(row, day)
    step = commitment_procedure(row).step("publish")
    by.require(step.permission, concerned.path)
    if not row.collective:
        raise NotPossible("这不是集体承诺，不用签名。")
    if row.state in HIDDEN or row.state == CommitmentState.ARCHIVED:
        raise WrongState(f"这项承诺现在是“{COMMITMENT.labels[row.state]}”，审定以后、归档以前才签名。")
    if signed_on > day:
        raise NotPossible("签名的日子晚于今天。请选实际签名的那一天。")
    before = row.signatures.count()
    known = set(row.signatures.values_list("person_id", flat=True))
    new = sorted(members_at(row.organisation_id, people, day) - known)
    if not new:
        raise NotPossible("没有选出新签名的党员。请勾选今天签了名的同志。")
    CommitmentSignature.objects.bulk_create(
        CommitmentSignature(
            row=row, person_id=pk, signed_on=signed_on, entered_by_id=by.account_id, entered_at=now
        )
        for pk in new
    )
    line = Line(
        verb=f"{SUBJECT}.sign",
        sentence=f"登记{len(new)}名党员在集体承诺“{row}”上签名。",
        subject=SUBJECT,
        subject_id=row.pk,
        path=concerned.path,
        happened_on=signed_on,
        before={"signatures": before},
        after={"signatures": before + len(new)},
    )
    write(by=by, line=line)
    return len(new)
