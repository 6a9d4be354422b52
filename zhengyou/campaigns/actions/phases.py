"""Opening and closing the phases of a campaign, and what must be there before one closes (domain.md M09)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhengyou.ledger.writing import Line, write
from zhengyou.organisations.queries import standing_place
from zhengyou.organisations.rules import Actor, Permission, System

from ..models.campaigns import Phase, PhaseState
from ..models.phases import PhaseClosing, PhaseStage
from ..queries.campaigns import Scope
from ..queries.phases import concerned_in, last_list
from ..queries.phases.gates import passed
from ..queries.phases.missing import by_task, keep
from ..rules.gates import GATES
from ..rules.phases import has_come
from ..rules.procedures import PHASE, WrongState
from .stepping import Way, follow, take

SUBJECT = "campaigns.phase"
WAY = Way(procedure=PHASE, stage=PhaseStage, subject=SUBJECT, kept=("comment",))


class NotPossible(Exception):
    """What is missing needs a word on what happens with it, or a number that cannot be; the sentence says so."""


@transaction.atomic
def step(*, by: Actor, phase: Phase, verb: str, answers: Mapping[str, Any], now: datetime) -> Phase:
    """Take one step of the procedure; raises WrongState, NotPermitted or NotPossible."""
    row = _locked(phase)
    concerned = concerned_in(row, timezone.localdate(now))
    step = PHASE.check(verb, row.state, by, concerned)
    row.handling = ""
    if verb in ("list", "list_again"):
        _list(row, by, now)
    if verb == "close":
        row.handling = _close(row, by, answers.get("handling", ""), now)
        answers = {**answers, "handling": row.handling}
    take(WAY, row, step.verb, by=by, concerned=concerned, answers=answers, now=now)
    return row


@transaction.atomic
def open_on_its_day(*, phase: Phase, now: datetime) -> bool:
    """Open a phase whose first day has come; whether it was still to be opened, so that a second call does nothing."""
    row = _locked(phase)
    if not has_come(row, timezone.localdate(now)):
        return False
    path = standing_place(row.campaign.organisation_id, timezone.localdate(now)).path
    follow(WAY, row, "open_itself", by=System(), path=path, now=now)
    return True


@transaction.atomic
def set_gates(*, by: Actor, phase: Phase, gates: Mapping[str, int], now: datetime) -> Phase:
    """Say what must be there before the phase closes: least percent (1 to 100) by the key of a gate."""
    row = _locked(phase)
    path = standing_place(row.campaign.organisation_id, timezone.localdate(now)).path
    by.require(Permission.DECIDE, path if by.organisation_id == row.campaign.organisation_id else "")
    if row.state == PhaseState.CLOSED:
        raise WrongState("阶段已经结束，结束的条件不能再改。请先重新打开。")
    if wrong := [key for key, least in gates.items() if key not in GATES or not 1 <= least <= 100]:
        raise NotPossible(f"“{GATES[wrong[0]].word if wrong[0] in GATES else wrong[0]}”要在1到100之间。")
    before = {"gates": _told(row.gates)}
    row.gates = dict(gates)
    row.save(update_fields=["gates"])
    line = Line(
        verb=f"{SUBJECT}.gates",
        sentence=f"定阶段“{row.name}”结束以前要有什么：{_told(row.gates) or '不设条件'}。",
        subject=SUBJECT,
        subject_id=row.pk,
        path=path,
        before=before,
        after={"gates": _told(row.gates)},
    )
    write(by=by, line=line)
    return row


def _told(gates: Mapping[str, int]) -> str:
    return "；".join(f"{gate.word}≥{gates[key]}%" for key, gate in GATES.items() if key in gates)


def _locked(phase: Phase) -> Phase:
    return Phase.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=phase.pk)


def _list(row: Phase, by: Actor, now: datetime) -> None:
    """Keep what is missing as of today, by task and organisation, with what the gates came to."""
    day = timezone.localdate(now)
    open_ones = by_task(row, day)
    scope = Scope(row.campaign, standing_place(row.campaign.organisation_id, day), day)
    closing = PhaseClosing.objects.create(
        phase=row,
        listed_on=day,
        listed_at=now,
        listed_by_id=by.account_id,
        missing=sum(one.missing for one in open_ones),
        ahead=sum(one.ahead for one in open_ones),
        gates=[one.kept() for one in passed(row, scope)],
    )
    keep(closing, day)


def _close(row: Phase, by: Actor, handling: str, now: datetime) -> str:
    """Close with the list that was made last; what is missing needs a word on what happens with it."""
    closing = last_list(row)
    assert closing is not None  # the state "listed" has one
    lacking = any(
        100 * gate["found"] < gate["least"] * gate["of"] or not gate["of"] for gate in closing.gates
    )
    if not handling.strip() and (closing.missing or closing.ahead or lacking):
        total = closing.missing + closing.ahead
        what = f"清单上还缺{total}件" if total else "清单上有条件没有达到"
        raise NotPossible(f"{what}，请写明怎么办再结束。")
    closing.handling, closing.closed_by_id, closing.closed_at = handling.strip(), by.account_id, now
    closing.save(update_fields=["handling", "closed_by", "closed_at"])
    if not closing.missing + closing.ahead:
        return closing.handling
    return f"还缺{closing.missing + closing.ahead}件：{closing.handling}"
