"""The rounds step by step through a past that never was, stored in bulk; the draw itself follows the rule."""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from itertools import cycle
from typing import Any

from django.utils import timezone

from zhengyou.campaigns.actions.inspections import WAY
from zhengyou.campaigns.actions.rectification import WAY as PROBLEM_WAY
from zhengyou.campaigns.actions.visits import WAY as VISIT_WAY
from zhengyou.campaigns.models import (
    Campaign,
    Inspection,
    InspectionCircular,
    InspectionFinding,
    InspectionLine,
    InspectionStratum,
    InspectionUnit,
    InspectionVisit,
    Rectification,
)
from zhengyou.campaigns.models.rectification import Source
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.queries.inspections import framing
from zhengyou.campaigns.queries.inspections.told import circulated
from zhengyou.campaigns.rules.inspections import drawing
from zhengyou.campaigns.rules.policies import INSPECTION_CONFIRM, INSPECTION_VISITS, LOOK_BACK_DAYS
from zhengyou.organisations.copying import reserve
from zhengyou.organisations.models import Account, Kind, Sector
from zhengyou.organisations.queries import standing_place
from zhengyou.reports.drafts.circular import Asked, circular

from ..district.posts import Holder, Holders
from ..district.storing import District
from ..records.course import Written
from ..walking import Walk, store_walks
from . import texts

_DAY, _MINUTES = timedelta(days=1), timedelta(minutes=7)
FINISHED, RUNNING, WAITING = 75 * _DAY, 14 * _DAY, 2 * _DAY
_BRANCH = str(Kind.BRANCH)
_STRATA = {
    FINISHED: ((Sector.RURAL, 3), (Sector.COMMUNITY, 2), (Sector.ORGANS, 1), (Sector.SCHOOLS, 1)),
    RUNNING: ((Sector.PRIVATE, 3), (Sector.INSTITUTIONS, 2), (Sector.RURAL, 3)),
    WAITING: ((Sector.COMMUNITY, 2),),
}


def store_inspections(
    campaign: Campaign, district: District, holders: Holders, now: datetime
) -> list[Written]:
    """A finished round, one under way and one whose units are drawn the day after `now`, as far as the campaign had
    begun by then; gives their ledger lines."""
    lines: list[Written] = []
    chosen: int | None = None
    been: Counter[int] = Counter()
    for begin, told in ((FINISHED, _finished), (RUNNING, _running), (WAITING, _waiting)):
        moment = timezone.localtime(now - begin).replace(hour=9, minute=12, second=0, microsecond=0)
        if timezone.localdate(moment) > campaign.starts_on:
            story = Story(campaign, district, holders, moment, chosen, been)
            told(story)
            lines += story.store()
            been.update(one.organisation_id for one in story.visits if one.state != "missed")
            chosen = next((one.organisation_id for one in story.visits if one.state == "confirmed"), None)
    return lines


class Story:
    """One round as it goes on; `at` is the moment that it has come to."""

    def __init__(
        self,
        campaign: Campaign,
        district: District,
        holders: Holders,
        at: datetime,
        chosen: int | None,
        been: Counter[int],
    ) -> None:
        self.campaign, self.holders, self.at, self.chosen, self.been = campaign, holders, at, chosen, been
        self.places = {place.id: place for place in district.organisations.values()}
        self.root = next(iter(self.places.values()))
        self.office, self.leader, self.inspector = map(_holder, ("huodongban", "lingdao", "ducha"))
        self.problems = {line: cycle(found) for line, found in texts.PROBLEMS.items()}
        self.good = cycle(texts.GOOD)
        self.walks: list[Walk] = []
        self.visit_walks: list[Walk] = []
        self.problem_walks: list[Walk] = []
        self.findings: list[InspectionFinding] = []
        self.visits: list[InspectionVisit] = []

    @property
    def day(self) -> date:
        """The day it has come to."""
        return timezone.localdate(self.at)

    def later(self, days: int = 0) -> datetime:
        """So many days later, at some other minute."""
        self.at += days * _DAY + _MINUTES
        return self.at

    def seal(self, begin: timedelta, title: str, purpose: str, seed: str) -> None:
        """Plan, publish, seal the list."""
        row = self._scheme(title, purpose, seed)
        if begin == WAITING:
            row.opens_on = row.draw_on
        self.row = row
        self.strata = [
            InspectionStratum(pk=key, inspection=row, ordinal=n, sector=sector, kind=_BRANCH, number=many)
            for n, (key, (sector, many)) in enumerate(
                zip(reserve(InspectionStratum, len(_STRATA[begin])), _STRATA[begin], strict=True), 1
            )
        ]
        keys = reserve(InspectionLine, len(texts.LINES))
        self.lines = [
            InspectionLine(pk=key, inspection=row, ordinal=n, text=text)
            for n, (key, text) in enumerate(zip(keys, texts.LINES, strict=True), 1)
        ]
        walk = Walk(
            WAY, row, self.root.path, self.office, self.at, verb="plan", told=f"拟督查方案“{title}”。"
        )
        self.walks.append(walk)
        walk.step("publish", self.office, self.later(), {}, {"seed": seed})
        sealed = self._seal()
        walk.step("fix", self.office, self.later(1), {}, sealed)

    def draw(self, number: str) -> None:
        """Type and check the number, draw, begin."""
        (walk,) = self.walks
        also = {"moved_by_id": self.office.account_id}
        walk.step("number", self.office, self.later(2), {"public_number": number}, also)
        walk.step("confirm", self.leader, self.later(), {}, {"second": number})
        self._drawn()
        walk.step("start", self.office, self.later(1), {})
        for one in self.visit_walks:
            one.stand("notified", "notify", self.office, self.at)

    def _scheme(self, title: str, purpose: str, seed: str) -> Inspection:
        return Inspection(
            pk=reserve(Inspection, 1)[0],
            campaign=self.campaign,
            organisation_id=self.root.id,
            state="scheme",
            title=title,
            purpose=purpose,
            methods=["read", "look", "talk"],
            draw_on=self.day + 3 * _DAY,
            opens_on=self.day + 4 * _DAY,
            closes_on=self.day + 30 * _DAY,
            seed=seed,
            public_name="澜溪水文站早八点公布的水位（厘米）",
            public_on=self.day + 3 * _DAY,
            entered_by_id=self.office.account_id,
            entered_at=self.at,
        )

    def _seal(self) -> dict[str, Any]:
        """The list of units: branches of the strata, and the one chosen beside the draw."""
        self.units = []
        for place in self.places.values():
            stratum = next((one for one in self.strata if place.node.sector == one.sector), None)
            chosen = place.id == self.chosen
            if place.node.kind != Kind.BRANCH or (stratum is None and not chosen):
                continue
            times = self.been[place.id]
            left = not chosen and times >= INSPECTION_VISITS.default
            self.units.append(
                InspectionUnit(
                    inspection=self.row,
                    organisation_id=place.id,
                    stratum=None if chosen or left else stratum,
                    code=place.node.code,
                    name=place.node.name,
                    place="chosen" if chosen else "left_out" if left else "frame",
                    reason=self._reason(chosen, left, times),
                )
            )
        sizes = [sum(unit.stratum is one for unit in self.units) for one in self.strata]
        wanted = [drawing.Wanted(one.number) for one in self.strata]
        for one, size, quota in zip(self.strata, sizes, drawing.quotas(wanted, sizes), strict=True):
            one.size, one.quota = size, quota
        return {"most_visits": INSPECTION_VISITS.default, "frame_sha256": framing.digest_of(self.units)}

    @staticmethod
    def _reason(chosen: bool, left: bool, times: int) -> str:
        if left:
            return framing.too_often(times, INSPECTION_VISITS.default)
        return "上一轮的问题回头看" if chosen else ""

    def _drawn(self) -> None:
        seed = drawing.effective_seed(self.row.seed, self.row.second)
        quota = [one.quota or 0 for one in self.strata]
        drawn = {one.code for one in drawing.draw(seed, framing.listed(self.units), quota)}
        for unit in self.units:
            if unit.place == "frame":
                unit.digest, unit.drawn = drawing.digest(seed, unit.code), unit.code in drawn
        visited = [unit for unit in self.units if unit.drawn or unit.place == "chosen"]
        for key, unit in zip(reserve(InspectionVisit, len(visited)), visited, strict=True):
            visit = InspectionVisit(
                pk=key,
                inspection=self.row,
                organisation_id=unit.organisation_id,
                chosen=unit.place == "chosen",
                state="planned",
                due_on=self.row.closes_on,
            )
            visit.title = f"对{unit.name}的督查"
            walk = Walk.waiting(VISIT_WAY, visit, self.places[unit.organisation_id].path)
            walk.stand("planned", "draw", self.leader, self.at)
            self.visits.append(visit)
            self.visit_walks.append(walk)

    def visit(self, number: int, walk: Walk) -> None:
        """What was seen, with a problem here and there, and told to the unit."""
        visit: Any = walk.row
        answers = {"visited_on": self.day, "good": next(self.good)}
        walk.step("record", self.inspector, self.later(), answers, {"methods": ["read", "look"]})
        due = {"rectify_by": self.day + 30 * _DAY}
        for place, line in enumerate(self.lines):
            if (place + number) % 5 != 4:
                wrong = next(self.problems[line.text]) if (place * 2 + number) % 4 == 0 else ""
                self._found(visit, line, wrong, due["rectify_by"])
        confirm = {"due_on": self.day + INSPECTION_CONFIRM.default * _DAY}
        walk.step("feed_back", self.inspector, self.later(), due, confirm)

    def _found(self, visit: InspectionVisit, line: InspectionLine, wrong: str, due_on: date) -> None:
        finding = InspectionFinding(
            visit=visit, line=line, verdict="problem" if wrong else "fine", problem=wrong
        )
        self.findings.append(finding)
        if not wrong:
            return
        row = Rectification(
            pk=reserve(Rectification, 1)[0],
            campaign=self.campaign,
            organisation_id=visit.organisation_id,
            raiser_id=self.root.id,
            source=Source.INSPECTION,
            title=wrong,
            text=f"{self.row.title}：{line.text}",
            raised_on=self.day,
            due_on=due_on,
            state="raised",
            entered_by_id=self.inspector.account_id,
            entered_at=self.at,
        )
        finding.rectification = row
        path, told = (
            self.places[visit.organisation_id].path,
            f"提出问题“{wrong}”，要求{due_on:%Y年%-m月%-d日}前改好。",
        )
        at = self.at + timedelta(minutes=1)
        self.problem_walks.append(Walk(PROBLEM_WAY, row, path, self.inspector, at, verb="raise", told=told))

    def put_right(self, walk: Walk) -> None:
        """A problem put right within a day and verified by the side that inspects."""
        row: Any = walk.row
        unit = self.holders.secretaries[row.organisation_id]
        someone = next(one for one in self.places[row.organisation_id].members if one != unit.person_id)
        spoke = {"moved_by_id": unit.account_id}
        measure = {"measure": "当周补上，支委会上逐条过。", "responsible_id": someone, "due_on": row.due_on}
        walk.step("propose", unit, self.later(), measure, spoke)
        walk.step("approve", self.leader, self.later(), {})
        done = {"evidence": "已补齐，贴在活动室，照着念过一遍。", "done_on": self.day}
        walk.step("claim", unit, self.later(), done, spoke)
        look_back = {"look_back_on": self.day + LOOK_BACK_DAYS.default * _DAY}
        walk.step("verify", self.leader, self.later(), {"satisfaction": "satisfied"}, look_back)

    def store(self) -> list[Written]:
        """Everything in bulk; then the circular, whose figures are counted from what was stored."""
        lines = store_walks(self.walks)
        self.row.inspectors.set([self.office.person_id, self.inspector.person_id])
        for rows in (self.strata, self.lines, self.units):
            _store(rows)
        lines += store_walks(self.visit_walks) + store_walks(self.problem_walks)
        _store(self.findings)
        if self.row.state == "closed":
            self._circular()
        return lines

    def _circular(self) -> None:
        issued = next(stage for stage in self.walks[0].stages if stage.verb == "circulate")
        words = Asked(
            assessment=texts.ASSESSMENT,
            requirements=texts.REQUIREMENTS,
            names_good=True,
            names_problems=False,
        )
        scope = Scope(self.campaign, standing_place(self.root.id, issued.since), issued.since)
        content = circular(circulated(self.row), words, scope)
        InspectionCircular.objects.create(
            inspection=self.row,
            issued_on=issued.since,
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            made_by_id=self.office.account_id,
            **vars(words),
        )


def _store(rows: Sequence[Any]) -> None:
    if rows:
        type(rows[0])._default_manager.bulk_create(rows, batch_size=2000)


def _holder(username: str) -> Holder:
    account = Account.objects.select_related("person").get(username=username)
    return Holder(account.pk, account.person_id, account.person.name)


def _finished(story: Story) -> None:
    purpose = "看岗位建功办没办、记录真不真，先看系统里的，再到现场看。"
    story.seal(FINISHED, "三季度督查", purpose, "稻花香里说丰年")
    story.draw("1267")
    for number, walk in enumerate(story.visit_walks):
        story.later(number % 2)
        if number == 1:
            walk.step("miss", story.inspector, story.later(), {"comment": texts.MISSED})
            continue
        before = len(story.problem_walks)
        story.visit(number, walk)
        visit: Any = walk.row
        walk.step("confirm", story.holders.secretaries[visit.organisation_id], story.later(), {})
        if number in (0, 4) and len(story.problem_walks) > before:
            story.put_right(story.problem_walks[before])
    walk = story.walks[0]
    walk.step("circulate", story.office, story.later(5), {})
    walk.step("close", story.office, story.later(1), {})


def _running(story: Story) -> None:
    story.seal(RUNNING, "四季度督查", "看承诺兑现、看上一轮问题改了没有。", "一枝一叶总关情")
    story.draw("1183")
    ways: tuple[Callable[[Walk, Holder], object], ...] = (
        lambda walk, unit: walk.step("confirm", unit, story.later(), {}),
        lambda walk, unit: walk.step("disagree", unit, story.later(), {"response": texts.RESPONSE}),
        lambda walk, unit: None,
    )
    for number, (walk, go_on) in enumerate(zip(story.visit_walks, ways, strict=False)):
        story.later(1)
        story.visit(number, walk)
        visit: Any = walk.row
        go_on(walk, story.holders.secretaries[visit.organisation_id])


def _waiting(story: Story) -> None:
    """Sealed in time and drawn on the day the demonstration is loaded: the reader draws it."""
    story.chosen = None
    story.seal(WAITING, "社区专项督查", "看社区支部的值班、服务承诺和回访。", "万家灯火暖人心")
