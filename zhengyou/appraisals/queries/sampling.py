"""Reading phone samples: of a round, one of them, how the calls stand, and what an interviewer asks."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from zhengyou.accounts.rules import secrecy
from zhengyou.campaigns.rules.inspections.drawing import effective_seed
from zhengyou.ledger.queries import chained
from zhengyou.organisations.queries import standing_place, standing_places, today
from zhengyou.organisations.rules import Actor

from ..models import Contact, Duty, Officer, Outcome, RaterClass, Round, RoundState, Sample, Subject, Urn
from ..rules import sampling
from ..rules.sheets import from_json
from .voting import Asked

SUBJECT = "appraisals.sample"
TRIES = 3
"""So often somebody is called who does not answer the phone."""


@dataclass(frozen=True)
class Told:
    """A sample with the organisation that is asked about, and how the calls stand."""

    sample: Sample
    organisation: str
    state: str
    word: str

    @property
    def round(self) -> Round:
        """The round to which it belongs."""
        return self.sample.batch.urn.round


_WORDS = {
    "announced": "种子词已公布，等名单",
    "listed": "名单已上传，等封定",
    "sealed": "名单已封定，等抽样",
    "drawn": "已抽样",
}


def state_of(sample: Sample) -> str:
    """Where a sample stands: announced, listed, sealed or drawn."""
    if sample.second:
        return "drawn"
    if sample.frame_sha256:
        return "sealed"
    return "listed" if sample.size else "announced"


def samples(row: Round) -> list[Told]:
    """The samples of a round."""
    return _told(_all().filter(batch__urn__round=row).defer("frame").order_by("pk"))


def sample(sample_id: int) -> Told | None:
    """One sample; None when there is none."""
    return next(iter(_told(_all().filter(pk=sample_id))), None)


def _all() -> QuerySet[Sample]:
    return Sample.objects.select_related("batch__urn__round__campaign", "batch__rater_class")


def _told(rows: QuerySet[Sample]) -> list[Told]:
    found = list(rows)
    places = standing_places([one.batch.urn.organisation_id for one in found], today())
    return [
        Told(one, places[one.batch.urn.organisation_id].name, state_of(one), _WORDS[state_of(one)])
        for one in found
    ]


def second(row: Sample) -> str:
    """What is joined to the seed: the digest of the ledger's link at the sealing; "" until the chain is there."""
    return chained(SUBJECT, row.pk, f"{SUBJECT}.seal")


def lines_drawn(row: Sample) -> list[int]:
    """The lines that are called, worked out as anybody can."""
    return sampling.drawn(row.method, effective_seed(row.seed, row.second), row.size, row.wanted)


def urns(row: Round) -> list[tuple[int, str]]:
    """The urns of a round by the names of their organisations."""
    found = list(Urn.objects.filter(round=row).order_by("pk").values_list("pk", "organisation_id"))
    places = standing_places([organisation_id for _pk, organisation_id in found], today())
    return [(pk, places[organisation_id].name) for pk, organisation_id in found]


def urn(urn_id: int) -> Urn:
    """An urn by its key."""
    return Urn.objects.get(pk=urn_id)


def rater_class(class_id: int) -> RaterClass:
    """A class by its key."""
    return RaterClass.objects.get(pk=class_id)


def calls_for(actor: Actor, row: Round) -> bool:
    """Whether the actor calls people for a round: he is a named counter, hence not of the judged."""
    return Officer.objects.filter(round=row, person_id=actor.person_id, duty=Duty.COUNTER).exists()


def outcomes(row: Sample) -> dict[str, int]:
    """How the calls came out: answered, each outcome, and nobody called yet. Kept counts once numbers are deleted."""
    if row.outcomes or not row.second:
        return dict(row.outcomes)
    found = dict(row.contacts.values_list("outcome").annotate(n=Count("pk")).order_by())
    answered = len(lines_drawn(row)) - sum(found.values())
    return {
        "answered": answered,
        **{str(one.value): found.get(one, 0) for one in Outcome},
        "open": found.get("", 0),
    }


def told_outcomes(row: Sample) -> list[tuple[str, int]]:
    """The same in words."""
    words = {"answered": "答了", **{str(one.value): str(one.label) for one in Outcome}, "open": "还没有打"}
    return [(words[key], number) for key, number in outcomes(row).items()]


@dataclass(frozen=True)
class Called:
    """Somebody on the phone, as the interviewer sees him."""

    contact: Contact
    name: str
    matter: str
    number: str
    asked: Asked


def on_the_phone(actor: Actor, contact_id: UUID) -> Called | None:
    """Whom the actor has taken on, while the vote runs; None for anybody else's."""
    found: Any = (
        Contact.objects.filter(
            pk=contact_id, caller_id=actor.person_id, sample__batch__urn__round__state=RoundState.OPEN
        )
        .select_related("sample__batch__urn__round__campaign", "sample__batch__rater_class")
        .first()
    )
    if found is None or not calls_for(actor, found.sample.batch.urn.round):
        return None
    name, matter, number, _salt = json.loads(secrecy.unseal(found.sealed))
    return Called(found, name, matter, number, _asked(found.sample))


def _asked(row: Sample) -> Asked:
    urn_, round_ = row.batch.urn, row.batch.urn.round
    organisation = standing_place(urn_.organisation_id, today()).name
    names = Subject.objects.filter(urn=urn_).order_by("order").values_list("person__name", flat=True)
    return Asked(
        round=round_,
        sheet=from_json(round_.sheet),
        organisation=organisation,
        subjects=tuple(name or organisation for name in names),
        rater_class=row.batch.rater_class.name,
        live=True,
        used=False,
    )


def waiting(row: Sample) -> QuerySet[Contact]:
    """Who may still be called: nobody yet, or nobody answered the phone; those called least come first."""
    found = row.contacts.filter(caller__isnull=True, outcome__in=("", Outcome.NO_ANSWER), tries__lt=TRIES)
    return found.order_by("tries", "line")
