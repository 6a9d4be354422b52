"""Rounds of appraisal for tests: the street's committee has its branches judged, by their members and by slips."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.cast import Cast, at_noon, enrol
from zhengyou.appraisals.actions import casting, counting, officers, pile, rounds
from zhengyou.appraisals.models import Batch, Duty, Elector, Round, Source
from zhengyou.appraisals.rules import codes
from zhengyou.appraisals.rules.sealing import Answers, Sealer, room
from zhengyou.appraisals.rules.sheets import from_json
from zhengyou.campaigns.models import Campaign
from zhengyou.organisations.models import Account, Kind, Person, Post, PostKind
from zhengyou.organisations.queries import actors_of
from zhengyou.organisations.rules import Actor

MEMBERS = 12


@dataclass
class Poll:
    """A round with those who count in it, and the key slips they hold."""

    cast: Cast
    round: Round
    people: list[Person]
    scrutineers: list[Actor]
    slips: dict[int, str] = field(default_factory=dict)

    def batch(self, where: str, name: str = "党员") -> Batch:
        """The ballots of one class about one organisation."""
        return Batch.objects.get(
            urn__round=self.round,
            urn__organisation_id=self.cast.places[where].organisation_id,
            rater_class__name=name,
        )

    def codes(self, batch: Batch, number: int | None = None) -> list[str]:
        """The codes of a batch that still lie on the pile, drawn by (`number` of) its people or printed."""
        if batch.rater_class.source == Source.SERVED:
            return pile.print_slips(by=self.cast.committee_office, batch=batch)
        electors = Elector.objects.filter(batch=batch, issued=False).select_related("person")
        return [self.code_of(one) for one in electors[:number]]

    @staticmethod
    def code_of(elector: Elector) -> str:
        """The code an elector draws for himself."""
        return pile.draw(by=actor_for(elector.person), elector=elector)

    def vote(self, code: str, marks: Sequence[int], remark: str = "") -> bool:
        """Cast one ballot as the page does."""
        self.round.refresh_from_db()
        sheet = from_json(self.round.sheet)
        size = room(len(marks), len(sheet.prompts), sheet.characters)
        answers = Answers(tuple(marks), (remark,) * len(sheet.prompts), codes.receipt(code))
        sealed = Sealer(bytes(self.round.public_key or b"")).seal(answers, size)
        return casting.cast(digest=codes.digest(code), sealed=sealed)

    def close(self) -> Round:
        """End the vote."""
        return rounds.close_round(by=self.cast.committee_office, row=self.round, now=at_noon(self.cast.today))

    def count(self) -> Round:
        """Open the urns with the first two scrutineers."""
        slips = [self.slips[one.person_id] for one in self.scrutineers[:2]]
        self.round = counting.count(
            by=self.scrutineers[0], row=self.round, slips=slips, now=at_noon(self.cast.today)
        )
        return self.round


def actor_for(person: Person) -> Actor:
    """Somebody acting, with an account made where he has none."""
    account, _new = Account.objects.get_or_create(person=person, defaults={"username": f"p{person.pk}"})
    return actors_of(account, timezone.localdate())[0]


def scheduling(cast: Cast, **changes: Any) -> rounds.Scheduling:
    """What the street's committee schedules: its branches, by their members (60) and by 15 slips each (40)."""
    usual = rounds.Scheduling(
        name="上半年群众评议",
        sheet="organisation",
        opens_on=cast.today,
        closes_on=cast.today + timedelta(days=10),
        kinds=[Kind.BRANCH.value],
        raters=[
            rounds.Raters(name="党员", source=Source.MEMBERS.value, weight=60),
            rounds.Raters(name="服务对象", source=Source.SERVED.value, weight=40, slips=15),
        ],
    )
    return replace(usual, **changes)


def scheduled(cast: Cast, campaign: Campaign, **changes: object) -> Poll:
    """A round that is arranged, with three scrutineers named."""
    more = MEMBERS - 2 if changes.pop("people", True) else 0
    people = [enrol(f"党员{number}", cast.places["first"]) for number in range(more)]
    named = []
    for number in range(3):
        person = enrol(f"监票{number}", cast.places["township"])
        Post.objects.create(
            person=person,
            organisation_id=cast.places["township"].organisation_id,
            kind=PostKind.COMMISSIONER,
            since=cast.today - timedelta(days=200),
        )
        named.append(person)
    now, by = at_noon(cast.today), cast.committee_office
    row = rounds.schedule(by=by, campaign=campaign, scheduling=scheduling(cast, **changes), now=now)
    for person in named:
        officers.name_officer(by=by, row=row, person=person, duty=Duty.SCRUTINEER.value, now=now)
    return Poll(cast, row, people, [actor_for(person) for person in named])


def prepared(cast: Cast, campaign: Campaign, **changes: object) -> Poll:
    """A round whose situation was circulated, with three scrutineers who hold their slips."""
    poll = scheduled(cast, campaign, **changes)
    now, by = at_noon(cast.today), cast.committee_office
    for actor in poll.scrutineers:
        poll.slips[actor.person_id] = officers.make_slip(by=actor, row=poll.round, now=now)
    rounds.fix_frame(by=by, row=poll.round, now=now)
    told = {"situation": "上半年走访十二户，办成七件实事。"}
    poll.round = rounds.step(by=by, row=poll.round, verb="circulate", answers=told, now=now)
    return poll


def opened(cast: Cast, campaign: Campaign, **changes: object) -> Poll:
    """A round in which one may vote."""
    poll = prepared(cast, campaign, **changes)
    poll.round = rounds.open_round(by=cast.committee_office, row=poll.round, now=at_noon(cast.today))
    return poll


def commented(
    cast: Cast, campaign: Campaign, sheets: Sequence[Sequence[int]] = ((1,) * 5,) * MEMBERS
) -> Poll:
    """A counted round: everybody of the first branch voted and wrote something."""
    poll = opened(cast, campaign)
    for number, (code, marks) in enumerate(zip(poll.codes(poll.batch("first")), sheets, strict=False)):
        poll.vote(code, marks, f"窗口要排队{number}")
    poll.close()
    poll.count()
    return poll


def standing(cast: Cast, campaign: Campaign, state: str) -> Poll:
    """A round in this state."""
    if state == "scheduled":
        return scheduled(cast, campaign)
    now, by = at_noon(cast.today), cast.committee_office
    if state == "framed":
        poll = scheduled(cast, campaign)
        poll.round = rounds.fix_frame(by=by, row=poll.round, now=now)
        return poll
    if state == "circulated":
        return prepared(cast, campaign)
    poll = opened(cast, campaign)
    if state == "open":
        return poll
    poll.round = poll.close()
    if state == "closed":
        return poll
    poll.count()
    for verb, reached in (("approve", "approved"), ("publish", "published")):
        if poll.round.state != state:
            deputy = actor_for(_deputy(cast))
            poll.round = rounds.step(by=deputy, row=poll.round, verb=verb, answers={}, now=now)
            assert poll.round.state == reached
    return poll


def publish(poll: Poll) -> None:
    """Have the results of a counted round approved by another and published."""
    deputy, now = actor_for(_deputy(poll.cast)), at_noon(poll.cast.today)
    for verb in ("approve", "publish"):
        poll.round = rounds.step(by=deputy, row=poll.round, verb=verb, answers={}, now=now)


def _deputy(cast: Cast) -> Person:
    """Somebody else of the street's office: whoever arranged a round does not approve it."""
    person = enrol("白鹤年", cast.places["street"])
    where = cast.places["street"].organisation_id
    Post.objects.create(
        person=person, organisation_id=where, kind=PostKind.OFFICE, since=cast.today - timedelta(days=200)
    )
    return person
