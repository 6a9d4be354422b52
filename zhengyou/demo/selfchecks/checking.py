"""One round of self-checks on the campaign's standard for organisations: most branches handed up, some are late, some
of the measures verified. What items rest on is laid to them afterwards, when the records are stored (`lay_grounds`)."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.db import connection
from django.utils import timezone

from zhengyou.campaigns.actions.following import SELF_CHECK_WAY
from zhengyou.campaigns.actions.rectification import WAY as PROBLEM_WAY
from zhengyou.campaigns.models import (
    Campaign,
    Record,
    Rectification,
    SelfCheck,
    SelfCheckEvidence,
    SelfCheckFinding,
    SelfCheckItem,
    SelfCheckRound,
    Standard,
    StandardItem,
)
from zhengyou.campaigns.models.rectification import Source
from zhengyou.campaigns.rules.policies import LOOK_BACK_DAYS
from zhengyou.campaigns.rules.selfchecks import of_members
from zhengyou.organisations.copying import analyse, copy, reserve
from zhengyou.organisations.models import Kind

from ..district.posts import TOWN, Holder, Holders
from ..district.storing import District, Stored
from ..records.course import Written
from ..walking import Walk, store_walks
from .texts import LEFT, REASONS, SENT_BACK, WORDS, Gap, gaps_of

OPENED, DUE = 36, 6
"""So many days ago the round was opened, and was to be handed up."""
_ITEM = [
    "id",
    "sheet",
    "item",
    "mark",
    "verdict",
    "words",
    "gap",
    "measure",
    "responsible",
    "due_on",
    "rectification",
]
_FINDING = ["sheet", "item", "met", "mark", "since", "until"]
# A met item rests on the branch's latest accepted records, each item on another; where there are too few, on words.
_GROUNDS = """INSERT INTO campaigns_selfcheckevidence (row_id, record_id)
SELECT i.id, r.id
FROM (SELECT i.id, s.organisation_id, row_number() OVER (PARTITION BY i.sheet_id ORDER BY i.id) AS n
      FROM campaigns_selfcheckitem i JOIN campaigns_selfcheck s ON s.id = i.sheet_id
      WHERE s.round_id = %(round)s AND i.verdict = 'met' AND i.words = '') i
JOIN (SELECT id, organisation_id, row_number() OVER (PARTITION BY organisation_id ORDER BY happened_on DESC, id) AS n
      FROM campaigns_record
      WHERE state = 'accepted' AND NOT zero AND plan_version_id IS NULL AND happened_on BETWEEN %(first)s AND %(last)s
     ) r USING (organisation_id, n)"""
_WORDS = """UPDATE campaigns_selfcheckitem i SET words = %(words)s FROM campaigns_selfcheck s
WHERE s.id = i.sheet_id AND s.round_id = %(round)s AND i.verdict = 'met' AND i.words = ''
  AND NOT EXISTS (SELECT FROM campaigns_selfcheckevidence e WHERE e.row_id = i.id)"""


def store_selfchecks(
    campaign: Campaign, district: District, holders: Holders, now: datetime
) -> list[Written]:
    """The round with its sheets, findings and problems; gives the ledger lines."""
    standard = _standard(campaign)
    begun = now - timedelta(days=OPENED)
    if standard is None or timezone.localdate(begun) < campaign.starts_on:
        return []
    office = holders.deciders[campaign.organisation_id]
    round_ = SelfCheckRound.objects.create(
        campaign=campaign,
        organisation_id=campaign.organisation_id,
        standard=standard,
        number=1,
        name="第一轮自查",
        kinds=[Kind.BRANCH.value],
        looks_from=campaign.starts_on,
        opens_on=timezone.localdate(begun),
        due_on=timezone.localdate(now - timedelta(days=DUE)),
        opened_by_id=office.account_id,
        opened_at=begun,
    )
    branches = [
        place for place in district.organisations.values() if place.node.kind == Kind.BRANCH and place.parent
    ]
    maker = _Maker(round_, list(standard.items.all()), holders, begun)
    return [_opened(round_, office, len(branches), begun), *maker.store(branches)]


def _standard(campaign: Campaign) -> Standard | None:
    """The first standard with items that speaks of organisations."""
    found = Standard.objects.filter(campaign=campaign, items__isnull=False).order_by("ordinal").distinct()
    return next((one for one in found if not of_members(one.label)), None)


def _opened(round_: SelfCheckRound, by: Holder, sheets: int, at: datetime) -> Written:
    told = f"开始《{round_.campaign.title}》“{round_.standard.label}”的{round_.name}：{sheets}个组织自查，"
    return Written(
        at=at,
        by=by,
        verb="campaigns.selfcheckround.open",
        sentence=f"{told}{round_.due_on:%Y年%-m月%-d日}前交。",
        subject="campaigns.selfcheckround",
        subject_id=round_.pk,
        path=f"/{round_.organisation_id}/",
        after={"name": round_.name, "due_on": round_.due_on, "organisations": sheets},
    )


class _Maker:
    """Makes the sheets of one round, branch by branch."""

    def __init__(
        self, round_: SelfCheckRound, items: list[StandardItem], holders: Holders, begun: datetime
    ) -> None:
        self.round, self.items, self.holders, self.begun = round_, items, holders, begun
        self.rng = Random(f"{round_.campaign.title} 自查")  # noqa: S311  invented, no secret
        self.untouched: list[SelfCheck] = []
        self.walks: list[Walk] = []
        self.problems: list[Walk] = []
        self.filled: list[tuple[Any, ...]] = []
        self.found: list[tuple[Any, ...]] = []

    def store(self, branches: list[Stored]) -> list[Written]:
        """Everything in bulk; gives the lines."""
        count = len(branches) * len(self.items)
        self.keys = iter(reserve(SelfCheckItem, count))
        self.problem_keys = iter(reserve(Rectification, count))
        own = next((place for place in branches if _is_village(place)), None)
        for key, place in zip(reserve(SelfCheck, len(branches)), branches, strict=True):
            self._sheet(key, place, branches, first=place is own)
        lines = store_walks(self.problems)
        SelfCheck.objects.bulk_create(self.untouched)
        lines += store_walks(self.walks)
        copy(SelfCheckItem, _ITEM, self.filled)
        copy(SelfCheckFinding, _FINDING, self.found)
        return lines

    def _sheet(self, key: int, place: Stored, branches: list[Stored], *, first: bool) -> None:
        assert place.parent is not None
        owner, above = self.holders.secretaries[place.id], self.holders.deciders[place.parent.id]
        row: Any = SelfCheck(
            pk=key,
            round=self.round,
            organisation_id=place.id,
            reviewer_id=place.parent.id,
            kind=Kind.BRANCH.value,
            due_on=self.round.due_on,
            state="open",
        )
        if first or self.rng.random() < 0.07 or owner.person_id == above.person_id:
            self.untouched.append(row)
            self.filled += [(next(self.keys), key, item.pk, None, "", *_NOTHING) for item in self.items]
            return
        self._choose(row, place, branches)
        self._hand_up(row, place, owner, above)

    def _choose(self, row: Any, place: Stored, branches: list[Stored]) -> None:
        exemplar = self.rng.choice(branches)
        if exemplar.id != place.id and self.rng.random() < 0.6:
            row.exemplar_id = exemplar.id
            row.exemplar_reason, row.exemplar_gap = self.rng.choice(REASONS), self.rng.choice(LEFT)

    def _hand_up(self, row: Any, place: Stored, owner: Holder, above: Holder) -> None:
        at = self.begun + timedelta(days=self.rng.randint(4, OPENED - DUE), minutes=row.pk % 300)
        day, fate = timezone.localdate(at), self.rng.random()
        agrees = at + timedelta(days=self.rng.randint(1, 4), hours=2)
        agreed, back = fate > 0.12 and agrees < self.begun + timedelta(days=OPENED), fate < 0.03
        lacking = {item.pk for item in self.items if self.rng.random() < 0.22}
        row.state, row.handed_up_by_id, row.handed_up_on = "handed_up", owner.account_id, day
        met, gaps = len(self.items) - len(lacking), len(lacking)
        told = f"交上{row}的自查表：达到{met}项，有差距{gaps}项。"
        walk = Walk(SELF_CHECK_WAY, row, place.path, owner, at, verb="hand_up", told=told)
        until = None
        if back:
            walk.step("send_back", above, agrees, {"comment": self.rng.choice(SENT_BACK)})
            until = timezone.localdate(agrees)
        if agreed:
            walk.step("agree", above, agrees, {}, {"met": met, "gaps": gaps})
        before = len(self.problems)
        self._items(row, place, lacking, (owner, above), agrees if agreed else None, until)
        mine = self.problems[before:]
        if agreed and all(one.row.state == "closed" for one in mine):
            walk.step("close", above, max([agrees, *(one.lines[-1].at for one in mine)]), {})
        self.walks.append(walk)

    def _items(
        self,
        row: Any,
        place: Stored,
        lacking: set[int],
        holders: tuple[Holder, Holder],
        agrees: datetime | None,
        until: date | None,
    ) -> None:
        """The items of a sheet with what was found, and the problems that came of it."""
        for item in self.items:
            mark = self.rng.randint(4, 7) if item.pk in lacking else self.rng.randint(7, 10)
            self.found.append((row.pk, item.pk, item.pk not in lacking, mark, row.handed_up_on, until))
            if item.pk not in lacking:
                words = self.rng.choice(WORDS) if self.rng.random() < 0.1 else ""
                self.filled.append(
                    (next(self.keys), row.pk, item.pk, mark, "met", words, "", "", None, None, None)
                )
                continue
            gap = self.rng.choice(gaps_of(item.label))
            someone = next(
                one for one in place.members if one not in (holder.person_id for holder in holders)
            )
            due = row.handed_up_on + timedelta(days=self.rng.randint(7, 40))
            problem = None
            if agrees is not None:
                walk = self._problem(row, place, gap, someone, due, holders, agrees)
                self.problems.append(walk)
                problem = walk.row.pk
            self.filled.append(
                (
                    next(self.keys),
                    row.pk,
                    item.pk,
                    mark,
                    "gap",
                    "",
                    gap.gap,
                    gap.measure,
                    someone,
                    due,
                    problem,
                )
            )

    def _problem(
        self,
        row: Any,
        place: Stored,
        gap: Gap,
        someone: int,
        due: date,
        holders: tuple[Holder, Holder],
        at: datetime,
    ) -> Walk:
        owner, above = holders
        problem: Any = Rectification(
            pk=next(self.problem_keys),
            campaign_id=self.round.campaign_id,
            organisation_id=place.id,
            raiser_id=row.reviewer_id,
            source=Source.SELF_CHECK,
            title=gap.gap,
            text=f"{self.round.standard.label}，{self.round.name}查出。",
            measure=gap.measure,
            responsible_id=someone,
            raised_on=row.handed_up_on,
            due_on=due,
            state="ongoing",
            entered_by_id=above.account_id,
            entered_at=at,
            moved_by_id=owner.account_id,
        )
        told = f"提出问题“{gap.gap}”，要求{due:%Y年%-m月%-d日}前改好，措施已经同意。"
        walk = Walk(PROBLEM_WAY, problem, place.path, above, at, verb="raise", told=told)
        claimed = at + timedelta(days=self.rng.randint(3, 9), hours=1)
        ends = self.begun + timedelta(days=OPENED - 1)
        if claimed < ends and self.rng.random() < 0.8:
            answers = {"evidence": gap.evidence, "done_on": timezone.localdate(claimed)}
            walk.step("claim", owner, claimed, answers)
            verified = claimed + timedelta(days=1, hours=1)
            if verified < ends and self.rng.random() < 0.85:
                look_back = timezone.localdate(verified) + timedelta(days=LOOK_BACK_DAYS.default)
                answers = {"satisfaction": "satisfied"}
                walk.step("verify", above, verified, answers, {"look_back_on": look_back})
        return walk


def _is_village(place: Stored) -> bool:
    """Whether the secretary of the printed logins belongs here, where it is the first."""
    return place.parent is not None and place.parent.node.name == TOWN and place.node.sector == "rural"


_NOTHING = ("", "", "", None, None, None)


def lay_grounds() -> None:
    """Once the records are stored: what each met item rests on."""
    analyse(Record, SelfCheck, SelfCheckItem)
    for round_ in SelfCheckRound.objects.all():
        given: dict[str, Any] = {
            "round": round_.pk,
            "first": round_.looks_from,
            "last": round_.due_on,
            "words": WORDS[0],
        }
        with connection.cursor() as cursor:
            cursor.execute(_GROUNDS, given)
            analyse(SelfCheckEvidence)
            cursor.execute(_WORDS, given)
