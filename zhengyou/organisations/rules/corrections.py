"""The procedure of a correction as a table: states, steps, who may, what is required (domain.md section 5)."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..models import CorrectionState
from .oneself import Who
from .permissions import Actor, NotPermitted, Permission


@dataclass(frozen=True)
class Step:
    """One step from ASKED on. `own`: the person concerned takes it, else somebody who answers him."""

    verb: str
    label: str
    target: CorrectionState
    own: bool
    answer: bool


STEPS = (
    Step("withdraw", "撤回", CorrectionState.WITHDRAWN, own=True, answer=False),
    Step("correct", "已经更正", CorrectionState.CORRECTED, own=False, answer=False),
    Step("decline", "不更正", CorrectionState.DECLINED, own=False, answer=True),
)
_BY_VERB = {step.verb: step for step in STEPS}


class NotAnswered(Exception):
    """The step is not open; the sentence says why."""


def offered(state: str, who: Who, person_id: int, *, answers: bool) -> list[Step]:
    """The steps open to somebody; `answers`: he is one who answers this person (queries.corrections)."""
    if state != CorrectionState.ASKED:
        return []
    return [step for step in STEPS if _may(step, who, person_id, answers)]


def check(verb: str, state: str, who: Who, person_id: int, *, answers: bool) -> Step:
    """The step if it is open to this one now; raises NotPermitted or NotAnswered with a sentence."""
    step = _BY_VERB[verb]
    if not _may(step, who, person_id, answers):
        if who.person_id == person_id:
            raise NotPermitted("自己的更正请求不能自己答复，由支部书记或上级办理。")
        raise NotPermitted("这件更正请求不归您的岗位办理。")
    if state != CorrectionState.ASKED:
        word = CorrectionState(state).label
        raise NotAnswered(f"这件更正请求现在是“{word}”，不能再“{step.label}”。请刷新页面查看最新情况。")
    return step


def _may(step: Step, who: Who, person_id: int, answers: bool) -> bool:
    return who.person_id == person_id if step.own else answers


def keeps(who: Who, person_id: int, paths: Sequence[str]) -> bool:
    """Whether somebody keeps the data of this person, who is another and belongs at one of these places; one who never
    belonged anywhere is kept at the top."""
    if not isinstance(who, Actor) or who.person_id == person_id:
        return False
    if not paths:
        return who.may(Permission.KEEP_PEOPLE) and who.path.count("/") == 2
    return any(who.may(Permission.KEEP_PEOPLE, path) for path in paths)
