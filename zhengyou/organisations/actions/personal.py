"""Asking for a correction of the own data, and answering it; nobody answers his own (domain.md section 5)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from zhengyou.ledger.writing import Line, mention, write

from ..models import Correction, CorrectionState, Person
from ..queries.belonging import paths_of
from ..queries.corrections import answers, waiting_of
from ..rules.corrections import NotAnswered, Step, check
from ..rules.oneself import Who

SUBJECT = "organisations.correction"


class NotAsked(Exception):
    """It cannot be asked now; the sentence says why and what to do."""


@transaction.atomic
def ask(*, by: Who, wish: str, now: datetime) -> Correction:
    """Ask to have something corrected that is stored of oneself. Raises NotAsked while an earlier one waits."""
    person = Person.objects.select_for_update().get(pk=by.person_id)
    if waiting_of(person.pk) is not None:
        raise NotAsked("您上一件更正请求还在等待答复；要改说法，请先撤回那一件，再重新提出。")
    made = Correction.objects.create(person=person, wish=wish, asked_at=now)
    _write(by, made, person, "ask", "提出更正自己的信息。", None, now)
    return made


@transaction.atomic
def settle(*, by: Who, correction: Correction, verb: str, answer: str, now: datetime) -> Correction:
    """Take one step of rules.corrections.STEPS; `answer` is compulsory where it is declined.

    Raises NotAnswered, NotPermitted.
    """
    locked = Correction.objects.select_for_update(of=("self",)).select_related("person").get(pk=correction.pk)
    may_answer = answers(by, locked.person_id, timezone.localdate(now))
    step = check(verb, locked.state, by, locked.person_id, answers=may_answer)
    if step.answer and not answer.strip():
        raise NotAnswered("请写明为什么不更正，本人会看到。")
    locked.state, locked.settled_at, locked.answer = step.target, now, answer.strip()
    if not step.own:
        locked.answered_by_id = by.person_id
    locked.save(update_fields=["state", "settled_at", "answer", "answered_by"])
    _write(by, locked, locked.person, verb, _told(step, locked.person), CorrectionState.ASKED, now)
    return locked


def _told(step: Step, person: Person) -> str:
    if step.own:
        return "撤回更正自己信息的请求。"
    return f"答复{mention(person.pk, person.name)}的更正请求：{step.label}。"


def _write(
    by: Who, made: Correction, person: Person, verb: str, sentence: str, before: str | None, now: datetime
) -> None:
    """What was wished and answered is not told in the ledger: it is the person's own, and goes one day."""
    paths = paths_of(person.pk, timezone.localdate(now))
    line = Line(
        verb=f"{SUBJECT}.{verb}",
        sentence=sentence,
        subject=SUBJECT,
        subject_id=made.pk,
        path=paths[0] if paths else "",
        before=None if before is None else {"state": str(before)},
        after={"state": str(made.state)},
    )
    write(by=by, line=line)
