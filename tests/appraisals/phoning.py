"""Phone samples for tests: the street asks those whom its first branch serves."""

from dataclasses import dataclass

from tests.appraisals.rounds import Poll, actor_for, prepared
from tests.cast import Cast, at_noon, enrol
from zhengyou.appraisals.actions import officers, phoning, rounds, sampling
from zhengyou.appraisals.models import Contact, Method, RaterClass, Round, Sample, Urn
from zhengyou.appraisals.rules.sampling import Listed
from zhengyou.appraisals.rules.sealing import Answers, Sealer, room
from zhengyou.appraisals.rules.sheets import from_json
from zhengyou.campaigns.models import Campaign
from zhengyou.ledger.sealing import seal
from zhengyou.organisations.rules import Actor


@dataclass
class Survey:
    """A round with a phone sample, and two who call."""

    poll: Poll
    sample: Sample
    callers: list[Actor]

    def fresh(self) -> Sample:
        """The sample as it stands."""
        return Sample.objects.select_related("batch__urn__round").get(pk=self.sample.pk)

    def next(self, caller: int = 0) -> Contact | None:
        """The next one to be called."""
        return phoning.next_call(by=self.callers[caller], sample=self.fresh())

    def answer(self, contact: Contact, mark: int = 1, caller: int = 0) -> bool:
        """Put somebody's answers into the urn, all with this mark."""
        row = Round.objects.get(pk=self.poll.round.pk)
        sheet = from_json(row.sheet)
        size = room(len(sheet.items), len(sheet.prompts), sheet.characters)
        answers = Answers((mark,) * len(sheet.items), ("",) * len(sheet.prompts), "R" * 16)
        sealed = Sealer(bytes(row.public_key or b"")).seal(answers, size)
        by = self.callers[caller]
        return phoning.answer(by=by, contact_id=contact.pk, round_id=row.pk, sealed=sealed)


def listed(number: int) -> list[Listed]:
    """A list of so many numbers."""
    return [Listed(f"群众{place}", "办证", f"139{place:08}") for place in range(1, number + 1)]


def announced(cast: Cast, campaign: Campaign, method: str = Method.INTERVAL) -> Survey:
    """A sample whose seed is published."""
    poll = prepared(cast, campaign)
    now, by = at_noon(cast.today), cast.committee_office
    people = [enrol(name, cast.places["township"]) for name in ("计春", "计秋")]
    for person in people:
        officers.name_officer(by=by, row=poll.round, person=person, duty="counter", now=now)
    sample = sampling.announce(
        by=by,
        urn=Urn.objects.get(round=poll.round, organisation_id=cast.places["first"].organisation_id),
        rater_class=RaterClass.objects.get(round=poll.round, name="服务对象"),
        seed="春江水暖",
        method=method,
        now=now,
    )
    return Survey(poll, sample, [actor_for(person) for person in people])


def sealed(cast: Cast, campaign: Campaign, number: int = 20, method: str = Method.INTERVAL) -> Survey:
    """A sample whose list is sealed, and chained in the ledger."""
    survey = announced(cast, campaign, method)
    now, by = at_noon(cast.today), cast.committee_office
    sampling.take_frame(by=by, sample=survey.sample, listed=listed(number), now=now)
    sampling.seal_frame(by=by, sample=survey.sample, now=now)
    seal()
    return survey


def drawn(cast: Cast, campaign: Campaign, number: int = 20, method: str = Method.INTERVAL) -> Survey:
    """A sample that is drawn; the vote runs."""
    survey = sealed(cast, campaign, number, method)
    now, by = at_noon(cast.today), cast.committee_office
    survey.sample = sampling.draw(by=by, sample=survey.sample, now=now)
    survey.poll.round = rounds.open_round(by=by, row=survey.poll.round, now=now)
    return survey
