"""Rounds for all members, for tests: the first branch has five full members more than those with posts."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tests.cast import Cast, at_noon, enrol
from zhengyou.appraisals.actions import members as actions
from zhengyou.appraisals.models import Analysis, Grading, MemberRound
from zhengyou.campaigns.models import Campaign
from zhengyou.organisations.rules import Actor

ANSWERS: dict[str, dict[str, Any]] = {
    "assess": {"own_text": "做实事十二件，学习不够。"},
    "discuss": {"comments": "大家说他肯做事。"},
    "object": {"objection": "少记了两件事。"},
    "answer": {"answer": "复核过了，等次不变。"},
    "use": {"used_for": "推荐表彰。"},
    "excuse": {"comment": "长期在外。"},
    "send_back": {"comment": "理由写得太少。"},
    "gather": {"opinions": "希望多下户。"},
    "talk": {"talks": "谈了一次，谈开了。"},
    "write": {"problems": "学得不深。", "roots": "抓得不紧。", "direction": "每周学一次。"},
    "comment": {"criticism": "要更主动。"},
    "judge": {"opinion": "剖析实在。"},
    "feed_back": {"feedback": "请每月下户一次。"},
}


@dataclass
class Members:
    """A round of the street's committee with the first branch in it."""

    cast: Cast
    row: MemberRound

    @property
    def branch(self) -> int:
        """The first branch."""
        return self.cast.places["first"].organisation_id

    def now(self, **given: Any) -> dict[str, Any]:
        """The moment, with what else is given."""
        return {"now": at_noon(self.cast.today), **given}

    def all(self, verb: str, by: Actor | None = None, **given: Any) -> int:
        """A step for the whole branch."""
        answers = {"studied_on": self.cast.today, "study": "党章"} if verb == "study" else {}
        return actions.step_all(
            by=by or self.cast.secretary,
            round=self.row,
            held_by=self.branch,
            verb=verb,
            answers=answers,
            **self.now(**given),
        )

    def step(self, row: Grading | Analysis, verb: str, by: Actor | None = None) -> Any:
        """One step of one member."""
        given = self.now(by=by or self.cast.secretary, verb=verb, answers=self.answers(verb))
        if isinstance(row, Grading):
            return actions.step_grading(grading=row, **given)
        return actions.step_analysis(analysis=row, **given)

    def answers(self, verb: str) -> dict[str, Any]:
        """What a step is answered with."""
        return {"stated_on": self.cast.today} if verb == "state" else ANSWERS.get(verb, {})

    def grading(self, role: str = "member") -> Grading:
        """The appraisal of somebody with a post."""
        return Grading.objects.get(round=self.row, person=self.cast.accounts[role].person)

    def analysis(self, role: str = "member") -> Analysis:
        """The analysis of somebody with a post."""
        return Analysis.objects.get(round=self.row, person=self.cast.accounts[role].person)

    def grade(self, *grades: str, beyond: str = "") -> int:
        """Grades for the first members of the branch that wait for one."""
        rows = Grading.objects.filter(round=self.row, held_by_id=self.branch).order_by("pk")
        decided = [
            actions.Decided(row.pk, grade, "表现稳定。") for row, grade in zip(rows, grades, strict=False)
        ]
        return actions.decide_grades(
            by=self.cast.secretary,
            round=self.row,
            held_by=self.branch,
            decided=decided,
            beyond=beyond,
            **self.now(),
        )

    def until(self, state: str) -> "Members":
        """Everybody of the first branch stands in this state of an appraisal."""
        steps = ("self", "mutual", "ballot", "grade", "graded", "told", "approved", "used")
        each = {"mutual": "assess", "ballot": "discuss", "used": "use"}
        for reached in steps[: steps.index(state) + 1] if state in steps else ():
            if reached in each:
                for row in Grading.objects.filter(round=self.row, held_by_id=self.branch):
                    self.step(row, each[reached])
            elif reached == "graded":
                self.grade(*["qualified"] * self.row.gradings.filter(held_by_id=self.branch).count())
            else:
                verb = {"self": "study", "grade": "vote", "told": "tell", "approved": "approve"}[reached]
                self.all(verb, self.cast.general_secretary if reached == "approved" else None)
        if state == "objected":
            self.until("told").step(self.grading(), "object", self.cast.member)
        return self


def opened(cast: Cast, campaign: Campaign, kind: str = "democratic", people: int = 5) -> Members:
    """A round that was just opened."""
    for number in range(people):
        enrol(f"党员{number}", cast.places["first"])
    row = actions.open_round(
        by=cast.committee_office,
        campaign=campaign,
        kind=kind,
        name={"democratic": "2026年度民主评议党员", "spirit": "七一前党性分析"}[kind],
        due_on=cast.today + timedelta(days=30),
        now=at_noon(cast.today),
    )
    return Members(cast, row)


def analysed(cast: Cast, campaign: Campaign, state: str) -> Members:
    """A round in which the member's analysis stands in this state."""
    made = opened(cast, campaign, "spirit")
    for verb in ("gather", "talk", "write", "state", "comment", "judge", "feed_back", "file", "circulate"):
        if made.analysis().state != state:
            made.step(made.analysis(), verb)
    return made
