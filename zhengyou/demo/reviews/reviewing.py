"""A round of leader reviews: organisations by those above them, members in some branches, the rest still to be held."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import cycle
from random import Random
from typing import Any

from django.db import connection
from django.utils import timezone

from zhengyou.campaigns.actions.following import WAY, called
from zhengyou.campaigns.actions.rectification import WAY as PROBLEM
from zhengyou.campaigns.actions.reviews import ROUND
from zhengyou.campaigns.models import Campaign, Rectification, Review
from zhengyou.campaigns.models.rectification import Source
from zhengyou.campaigns.models.reviews import ReviewForm, ReviewProblem, ReviewRound
from zhengyou.campaigns.queries.reviewing import ADDING, parameters
from zhengyou.ledger.telling import given
from zhengyou.organisations.copying import reserve
from zhengyou.organisations.models import Kind, Person

from ..campaign.approving import actor
from ..district.posts import Holder, Holders
from ..district.storing import District, Stored
from ..records.course import Written
from ..walking import Walk, store_walks
from .texts import OF_MEMBERS, OF_ORGANISATIONS, RESPONSES, Text

OPENED = 45
"""So many days ago the round was opened; the reviews are held one after the other until now."""
LASTS = 70
TO_MEND = 60
BRANCHES = 12
"""So many branches have begun with their members."""


def store_reviews(campaign: Campaign, district: District, holders: Holders, now: datetime) -> list[Written]:
    """The first round, its reviews and the problems they found; gives their ledger lines."""
    begun = now - timedelta(days=OPENED)
    if timezone.localdate(begun) < campaign.starts_on:
        return []
    maker = _Maker(campaign, district, holders, begun)
    reviews = list(maker.of_organisations()) + list(maker.of_members())
    problems = [problem for _review, problem in maker.problems]
    lines = [*store_walks(reviews), *store_walks(problems)]
    ReviewProblem.objects.bulk_create(
        ReviewProblem(review_id=review, rectification_id=problem.row.pk) for review, problem in maker.problems
    )
    root = next(iter(district.organisations.values()))
    with connection.cursor() as cursor:
        for statement in ADDING:
            cursor.execute(statement, parameters(maker.round.pk, root.path, maker.round.opens_on))
    return [_opened(maker.round, root), *lines]


def _opened(row: ReviewRound, root: Stored) -> Written:
    due = row.reviews.count(), row.reviews.filter(person=None).count()
    office = actor("huodongban")
    return Written(
        at=row.opened_at,
        by=Holder(office.account_id, office.person_id, office.name),
        verb=f"{ROUND}.open",
        sentence=f"开始《{row.campaign.title}》的{row.name}：{due[1]}个组织、{due[0] - due[1]}名党员应点评，"
        f"{row.due_on:%Y年%-m月%-d日}前完成。",
        subject=ROUND,
        subject_id=row.pk,
        path=root.path,
        after=given(row, "name", "opens_on", "due_on", "rectify_by"),
    )


class _Maker:
    """Makes the reviews that were held."""

    def __init__(self, campaign: Campaign, district: District, holders: Holders, begun: datetime) -> None:
        self.district, self.holders, self.begun = district, holders, begun
        self.rng = Random(f"{campaign.title} 点评")  # noqa: S311  invented events, no secret
        self.problems: list[tuple[int, Walk]] = []
        self.keys = iter(reserve(Review, 2 * len(district.organisations) + 60 * BRANCHES))
        self.problem_keys = iter(reserve(Rectification, 2 * len(district.organisations) + 60 * BRANCHES))
        day = timezone.localdate(begun)
        self.round = ReviewRound.objects.create(
            campaign=campaign,
            number=1,
            name="第一轮点评",
            opens_on=day,
            due_on=day + timedelta(days=LASTS),
            rectify_by=day + timedelta(days=LASTS + TO_MEND),
            opened_by_id=actor("huodongban").account_id,
            opened_at=begun,
        )

    def of_organisations(self) -> Iterator[Walk]:
        """Three of five organisations were reviewed by those above them, and most read it."""
        texts = cycle(OF_ORGANISATIONS)
        for number, place in enumerate(self.district.organisations.values()):
            if place.parent is None or number % 5 > 2:
                continue
            own, above = self.holders.secretaries[place.id], self.holders.deciders[place.parent.id]
            if own.person_id == above.person_id:
                continue
            at = self.begun + timedelta(days=3 + number % 35, minutes=number % 240)
            walk = self._held(place, place.parent, None, above, at, next(texts))
            if number % 5 < 2 and at + timedelta(days=6) < self.begun + timedelta(days=OPENED):
                walk.step(
                    "read", own, at + timedelta(days=3), {"response": self.rng.choice(RESPONSES)}, _read(at)
                )
            yield walk

    def of_members(self) -> Iterator[Walk]:
        """In some branches, that of the printed logins among them, the secretary has begun with the members."""
        branches = [place for place in self.district.organisations.values() if place.node.kind == Kind.BRANCH]
        rural = [place for place in branches if place.node.sector == "rural"][:1]
        others = self.rng.sample(branches, min(BRANCHES, len(branches)))
        texts = cycle(OF_MEMBERS)
        for number, place in enumerate([*rural, *(other for other in others if other not in rural)]):
            own = self.holders.secretaries[place.id]
            members = [person for person in place.members if person != own.person_id]
            for minute, person in enumerate(members[: len(members) // 2]):
                at = self.begun + timedelta(days=10 + number, minutes=8 * minute)
                yield self._held(place, place, person, own, at, next(texts))

    def _held(
        self, place: Stored, reviewer: Stored, person: int | None, by: Holder, at: datetime, text: Text
    ) -> Walk:
        row = Review(
            pk=next(self.keys),
            round=self.round,
            reviewer_id=reviewer.id,
            organisation_id=place.id,
            person=Person(pk=person, name=self.district.names[person]) if person else None,
            since=self.round.opens_on,
            state="planned",
            reviewed_by_id=by.person_id,
            entered_by_id=by.account_id,
            entered_at=at,
        )
        row.title = called(row, place.node.name)
        answers = {
            "form": self.rng.choice(ReviewForm.values),
            "held_on": timezone.localdate(at),
            "strengths": text.strengths,
            "direction": text.direction,
        }
        walk = Walk.waiting(WAY, row, place.path)
        walk.step("record", by, at, answers, {"none_found": text.none_found})
        if text.problem:
            self.problems.append((row.pk, self._problem(place, reviewer, person, by, at, text.problem)))
        return walk

    def _problem(
        self, place: Stored, reviewer: Stored, person: int | None, by: Holder, at: datetime, title: str
    ) -> Walk:
        row = Rectification(
            pk=next(self.problem_keys),
            campaign_id=self.round.campaign_id,
            organisation_id=place.id,
            raiser_id=reviewer.id,
            source=Source.REVIEW,
            title=title,
            raised_on=timezone.localdate(at),
            due_on=self.round.rectify_by,
            personal=person is not None,
            responsible_id=person,
            state="raised",
            entered_by_id=by.account_id,
            entered_at=at,
        )
        called_so = row.told_as if row.private else f"问题“{title}”"
        told = f"提出{called_so}，要求{row.due_on:%Y年%-m月%-d日}前改好。"
        return Walk(PROBLEM, row, place.path, by, at, verb="raise", told=told)


def _read(at: datetime) -> dict[str, Any]:
    return {"read_at": at + timedelta(days=3)}
