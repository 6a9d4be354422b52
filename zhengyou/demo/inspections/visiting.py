"""The rounds by the steps that people take on the screen, with the moments of a past that never was."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import cycle
from typing import Any

from django.utils import timezone

from zhengyou.campaigns.actions import inspections, rectification, visits
from zhengyou.campaigns.actions.inspections import Chosen, Scheme, Stratum
from zhengyou.campaigns.models import Campaign, Inspection, InspectionVisit, Rectification
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.queries.inspections.told import circulated
from zhengyou.organisations.models import Account, Kind, Sector
from zhengyou.organisations.queries import actors_of, standing_place
from zhengyou.organisations.rules import Actor
from zhengyou.reports.drafts.circular import asked, circular

from ..campaign.approving import actor
from ..campaign.clock import Clock, ledger_clock
from ..district.posts import Holders
from ..district.storing import District
from . import texts

FINISHED, RUNNING = timedelta(days=75), timedelta(days=14)
_DAY = timedelta(days=1)
_BRANCH = str(Kind.BRANCH)
_STRATA = {
    "finished": ((Sector.RURAL, 4), (Sector.COMMUNITY, 3), (Sector.ORGANS, 2), (Sector.SCHOOLS, 2)),
    "running": ((Sector.PRIVATE, 3), (Sector.INSTITUTIONS, 2), (Sector.RURAL, 3)),
}


def load_inspections(campaign: Campaign, district: District, holders: Holders, now: datetime) -> None:
    """A finished round and one under way, as far as the campaign had begun by then."""
    for begin, made in ((FINISHED, _finished), (RUNNING, _running)):
        moment = timezone.localtime(now - begin).replace(hour=9, minute=12)
        if timezone.localdate(moment) > campaign.starts_on:
            with ledger_clock(moment) as clock:
                made(Story(campaign, district, holders, clock))


class Story:
    """One round as it goes on: every step is taken by the action itself at the clock's moment."""

    def __init__(self, campaign: Campaign, district: District, holders: Holders, clock: Clock) -> None:
        self.campaign, self.district, self.holders, self.clock = campaign, district, holders, clock
        self.office, self.leader, self.inspector = actor("huodongban"), actor("lingdao"), actor("ducha")
        self.problems = {line: cycle(found) for line, found in texts.PROBLEMS.items()}
        self.good = cycle(texts.GOOD)

    def draw(self, scheme: Scheme, number: str) -> Inspection:
        """Plan, publish, seal the frame, type and check the number, begin; the days are those of the scheme."""
        row = inspections.plan(by=self.office, campaign=self.campaign, scheme=scheme, now=self.clock.moment)
        for by, verb, days in (
            *((self.office, "publish", 0), (self.office, "fix", 1), (self.office, "number", 2)),
            *((self.leader, "confirm", 0), (self.office, "start", 1)),
        ):
            self.later(days)
            row = inspections.step(
                by=by, inspection=row, verb=verb, answers={"public_number": number}, now=self.clock.moment
            )
        return row

    def later(self, days: int) -> None:
        """So many days later, at some other minute."""
        self.clock.set(self.clock.moment + days * _DAY + timedelta(minutes=7))

    def scheme(self, title: str, purpose: str, which: str, seed: str, chosen: list[Chosen]) -> Scheme:
        """A scheme published today, its number out in three days, the visits from the day after on."""
        day = timezone.localdate(self.clock.moment)
        return Scheme(
            title=title,
            purpose=purpose,
            methods=["read", "look", "talk"],
            unannounced=False,
            draw_on=day + 3 * _DAY,
            opens_on=day + 4 * _DAY,
            closes_on=day + 30 * _DAY,
            seed=seed,
            public_name="澜溪水文站早八点公布的水位（厘米）",
            public_on=day + 3 * _DAY,
            inspectors=[self.inspector.person_id, self.office.person_id],
            own=texts.LINES,
            strata=[Stratum(str(sector), _BRANCH, number=n) for sector, n in _STRATA[which]],
            chosen=chosen,
        )

    def visit(self, row: InspectionVisit, number: int) -> InspectionVisit:
        """Record what was seen, with a problem here and there, and tell the unit."""
        lines = list(row.inspection.lines.all())
        seen = {line.pk: "" for place, line in enumerate(lines) if (place + number) % 5 != 4}
        for place, line in enumerate(lines):
            if line.pk in seen and (place * 2 + number) % 4 == 0:
                seen[line.pk] = next(self.problems[line.text])
        told = visits.Seen(
            visited_on=timezone.localdate(self.clock.moment),
            methods=["read", "look"],
            good=next(self.good),
            lines=seen,
        )
        row = visits.record(by=self.inspector, visit=row, seen=told, now=self.clock.moment)
        due = {"rectify_by": timezone.localdate(self.clock.moment) + 30 * _DAY}
        return self.say(row, "feed_back", self.inspector, due)

    def say(
        self, row: InspectionVisit, verb: str, by: Actor, answers: Mapping[str, Any] | None = None
    ) -> InspectionVisit:
        """One step of a visit a little later."""
        self.later(0)
        return visits.step(by=by, visit=row, verb=verb, answers=answers or {}, now=self.clock.moment)

    def secretary(self, organisation_id: int) -> Actor:
        """Whoever speaks for a unit."""
        account = Account.objects.get(pk=self.holders.secretaries[organisation_id].account_id)
        found = actors_of(account, timezone.localdate(self.clock.moment))
        return next(one for one in found if one.organisation_id == organisation_id)

    def visits(self, row: Inspection) -> Iterator[tuple[int, InspectionVisit]]:
        """The visits, one after another on the following days."""
        for number, one in enumerate(row.visits.select_related("inspection").order_by("organisation__code")):
            if number % 2 == 0:
                self.later(1)
            yield number, one


def _finished(story: Story) -> None:
    purpose = "看岗位建功办没办、记录真不真，先看系统里的，再到现场看。"
    row = story.draw(story.scheme("三季度督查", purpose, "finished", "稻花香里说丰年", []), "1267")
    for number, one in story.visits(row):
        if number == 1:
            story.say(one, "miss", story.inspector, {"comment": texts.MISSED})
            continue
        told = story.visit(one, number)
        unit = story.secretary(told.organisation_id)
        story.say(told, "confirm", unit)
        if number in (0, 2, 4):
            _put_right(story, told, unit)
    story.later(5)
    _circulate(story, row)
    story.later(1)
    inspections.step(by=story.office, inspection=row, verb="close", answers={}, now=story.clock.moment)


def _put_right(story: Story, row: InspectionVisit, unit: Actor) -> None:
    """The first problem of a unit, put right within days."""
    problem = Rectification.objects.filter(found_in_inspection__visit=row).order_by("pk").first()
    if problem is None:
        return
    day = timezone.localdate(story.clock.moment)
    place = next(one for one in story.district.organisations.values() if one.id == row.organisation_id)
    someone = next(one for one in place.members if one != unit.person_id)
    steps: tuple[tuple[str, Actor, dict[str, Any]], ...] = (
        (
            "propose",
            unit,
            {"measure": "当周补上，支委会上逐条过。", "responsible_id": someone, "due_on": day + 20 * _DAY},
        ),
        ("approve", story.leader, {}),
        ("claim", unit, {"evidence": "已补齐，贴在活动室，照着念过一遍。", "done_on": day}),
        ("verify", story.leader, {"satisfaction": "satisfied"}),
    )
    for verb, by, answers in steps:
        story.later(0)
        rectification.step(by=by, rectification=problem, verb=verb, answers=answers, now=story.clock.moment)


def _circulate(story: Story, row: Inspection) -> None:
    answers = {
        "assessment": texts.ASSESSMENT,
        "requirements": texts.REQUIREMENTS,
        "names_good": True,
        "names_problems": False,
    }
    day = timezone.localdate(story.clock.moment)
    scope = Scope(story.campaign, standing_place(row.organisation_id, day), day)
    inspections.circulate(
        by=story.office,
        inspection=row,
        answers=answers,
        document=circular(circulated(row), asked(answers), scope),
        now=story.clock.moment,
    )


def _running(story: Story) -> None:
    purpose = "看承诺兑现、看上一轮问题改了没有。"
    followed = Rectification.objects.filter(found_in_inspection__isnull=False).order_by("-pk").first()
    chosen = [Chosen(followed.organisation_id, "上一轮的问题回头看")] if followed else []
    row = story.draw(story.scheme("四季度督查", purpose, "running", "一枝一叶总关情", chosen), "1183")
    ways: tuple[Callable[[InspectionVisit], object], ...] = (
        lambda told: story.say(told, "confirm", story.secretary(told.organisation_id)),
        lambda told: story.say(
            told, "disagree", story.secretary(told.organisation_id), {"response": texts.RESPONSE}
        ),
        lambda told: None,
    )
    for (number, one), go_on in zip(story.visits(row), ways, strict=False):
        go_on(story.visit(one, number))
