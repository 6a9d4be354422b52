"""What some branches of the demonstration and their members promised, and how far it has come."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import cycle
from random import Random
from typing import Any

from django.utils import timezone

from zhengyou.campaigns.actions.commitments import WAY
from zhengyou.campaigns.models import Campaign, Commitment
from zhengyou.campaigns.rules.promising import round_of
from zhengyou.campaigns.rules.vagueness import Vague, vague
from zhengyou.ledger.writing import mention
from zhengyou.organisations.copying import reserve
from zhengyou.organisations.models import Kind

from ..district.posts import Holder, Holders
from ..district.storing import District, Stored
from ..records.course import Written
from ..walking import Walk, store_walks
from .texts import OF_BRANCHES, OF_MEMBERS, OUTCOMES, PLACES, REASONS, Text

HOW_MANY = 24
BEGUN = 150
"""So many days ago the first branch began; each following one a day later."""
_RETURN = "写清做几次、给谁做，再送上来。"
# How far a promise has come, with the day of each step counted from its beginning.
_OF_BRANCHES: tuple[tuple[tuple[str, int], ...], ...] = (
    (("accept", 4), ("publish", 9), ("claim", 70), ("verify", 80), ("honour", 90)),
    (("accept", 4), ("publish", 9), ("claim", 100), ("verify", 110)),
    (("accept", 4), ("publish", 9), ("claim", 100)),
    (("accept", 4), ("publish", 9), ("unmet_objective", 110)),
    (("accept", 4), ("publish", 9)),
    (("accept", 4),),
    (),
)
_OF_MEMBERS: tuple[tuple[tuple[str, int], ...], ...] = (
    *[(("accept", 4), ("publish", 9))] * 6,
    *[(("accept", 4), ("publish", 9), ("claim", 70), ("verify", 78), ("honour", 85))] * 7,
    (("accept", 4), ("publish", 9), ("note", 40)),
    (("accept", 4), ("publish", 9), ("unmet_objective", 110)),
)
_BY_BRANCH = ("publish", "claim", "note")


def store_promises(campaign: Campaign, district: District, holders: Holders, now: datetime) -> list[Written]:
    """Promises of some branches, the first of which is that of the printed logins, and of their members; gives their
    ledger lines."""
    rng = Random(f"{campaign.title} 承诺")  # noqa: S311  invented events, no secret
    branches = [place for place in district.organisations.values() if place.node.kind == Kind.BRANCH]
    first = [place for place in branches if place.node.sector == "rural"][:1]
    others = [place for place in rng.sample(branches, min(HOW_MANY, len(branches))) if place not in first]
    walks: list[Walk] = []
    for number, place in enumerate([*first, *others]):
        begun = now - timedelta(days=BEGUN - number)
        if place.parent is None or timezone.localdate(begun) < campaign.starts_on:
            continue
        branch, above = holders.secretaries[place.id], holders.deciders[place.parent.id]
        if branch.person_id != above.person_id:
            maker = _Maker(campaign, district, place, branch, above, rng)
            walks += maker.walks(begun, number)
    return store_walks(walks)


class _Maker:
    """Makes the promises of one branch: typed in by its secretary, decided above it."""

    def __init__(
        self,
        campaign: Campaign,
        district: District,
        place: Stored,
        branch: Holder,
        above: Holder,
        rng: Random,
    ) -> None:
        self.campaign, self.names, self.place = campaign, district.names, place
        self.branch, self.above, self.rng = branch, above, rng

    def walks(self, begun: datetime, number: int) -> Iterator[Walk]:
        """The branch's own promise, then one of each member but the one who decides above."""
        members = [person for person in self.place.members if person != self.above.person_id]
        keys = iter(reserve(Commitment, len(members) + 1))
        own = OF_BRANCHES[number % len(OF_BRANCHES)]
        yield self._walk(next(keys), own, None, begun, 80, _OF_BRANCHES[number % len(_OF_BRANCHES)])
        texts = cycle(self.rng.sample(OF_MEMBERS, len(OF_MEMBERS)))
        for minute, (person, text) in enumerate(zip(members, texts, strict=False)):
            way = self.rng.choice(_OF_MEMBERS)
            judged = way[-1][0] in ("honour", "unmet_objective")
            days = 80 if judged else self.rng.randint(90, 240)
            if _too_vague(text):
                way = (("send_back", 4),)
            yield self._walk(next(keys), text, person, begun + timedelta(minutes=minute), days, way)

    def _walk(
        self,
        key: int,
        text: Text,
        person: int | None,
        begun: datetime,
        days: int,
        way: tuple[tuple[str, int], ...],
    ) -> Walk:
        row: Any = self._row(key, text, person, begun, days)
        whose = f"替{mention(person, self.names[person])}" if person else "本组织"
        told = f"{whose}提出承诺并送审：{row}。"
        walk = Walk(WAY, row, self.place.path, self.branch, begun, verb="enter", told=told)
        for verb, after in way:
            at = begun + timedelta(days=after, hours=1)
            by = self.branch if verb in _BY_BRANCH else self.above
            walk.step(verb, by, at, self._answers(verb, timezone.localdate(at)))
        return walk

    def _row(self, key: int, text: Text, person: int | None, begun: datetime, days: int) -> Commitment:
        day = timezone.localdate(begun)
        return Commitment(
            pk=key,
            campaign_id=self.campaign.pk,
            organisation_id=self.place.id,
            person_id=person,
            round=round_of(day, 1),
            kind=text.kind,
            text=text.text,
            result=text.result,
            beneficiary=text.beneficiary,
            due_on=day + timedelta(days=days),
            entered_for=person is not None and person != self.branch.person_id,
            state="submitted",
            entered_by_id=self.branch.account_id,
            entered_at=begun,
            moved_by_id=self.branch.account_id,
        )

    def _answers(self, verb: str, day: Any) -> dict[str, Any]:
        given: dict[str, dict[str, Any]] = {
            "send_back": {"comment": _RETURN},
            "publish": {"published_where": PLACES[self.place.id % len(PLACES)], "published_on": day},
            "note": {"comment": "做了一半，登记本上有日期。"},
            "claim": {"outcome": self.rng.choice(OUTCOMES), "done_on": day},
            "verify": {"witnessed": "seen"},
            "unmet_objective": {"explanation": self.rng.choice(REASONS)},
        }
        return given.get(verb, {})


def _too_vague(text: Text) -> bool:
    found = vague(text.text, text.result, beneficiary=text.beneficiary, dated=True)
    return Vague.WORDS in found or Vague.BENEFICIARY in found
