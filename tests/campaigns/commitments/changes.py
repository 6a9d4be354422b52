"""The actions on promises, each as one call on the cast, for the test of the ledger."""

from collections.abc import Callable
from typing import Any

from tests.campaigns.commitments.promising import answers, given, promised, standing
from tests.cast import Cast, at_noon
from zhengyou.campaigns.actions import commitment_rounds, commitments, confirming, promising
from zhengyou.campaigns.models import Campaign, CommitmentRound
from zhengyou.campaigns.models.commitments import Said


def _now(cast: Cast) -> dict[str, Any]:
    return {"now": at_noon(cast.today)}


def _promise(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    return {"by": cast.member, "promised": given(cast, campaign), "submit": True} | _now(cast)


def _step(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    row = promised(cast, campaign)
    return {
        "by": cast.secretary,
        "commitment": row,
        "verb": "accept",
        "answers": answers(cast, "accept"),
    } | _now(cast)


def _sign(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    row = standing(cast, campaign, "published", person=None, collective=True)
    people = [cast.accounts["member"].person_id]
    return {"by": cast.secretary, "commitment": row, "people": people, "signed_on": cast.today} | _now(cast)


def _enter_many(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    return {"by": cast.secretary, "promised": [given(cast, campaign)]} | _now(cast)


def _vet_many(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    first, second = promised(cast, campaign), promised(cast, campaign)
    verdicts = {first.pk: promising.Verdict(True), second.pk: promising.Verdict(False, "写清几次。")}
    branch = cast.places["first"].organisation_id
    return {"by": cast.secretary, "organisation": branch, "verdicts": verdicts} | _now(cast)


def _publish_many(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    row = standing(cast, campaign, "accepted")
    branch = cast.places["first"].organisation_id
    where = {"place": "商圈大厅公示栏", "day": cast.today}
    return {"by": cast.secretary, "organisation": branch, "items": [row.pk]} | where | _now(cast)


def _ask(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    return {"by": cast.secretary, "commitment": standing(cast, campaign, "published")} | _now(cast)


def _answer(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    return {"secret": confirming.ask(**_ask(cast, campaign)).secret, "said": Said.YES} | _now(cast)


def _open_round(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    return {"by": cast.office, "campaign": campaign, "name": "第二轮"} | _now(cast)


def _archive_round(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    standing(cast, campaign, "honoured")
    commitment_rounds.open_round(**_open_round(cast, campaign))
    return {"by": cast.office, "round": CommitmentRound.objects.order_by("pk")[0]} | _now(cast)


ACTIONS: dict[str, tuple[Callable[..., Any], Callable[[Cast, Campaign], dict[str, Any]]]] = {
    "commitments.promise": (commitments.promise, _promise),
    "commitments.step": (commitments.step, _step),
    "commitments.sign": (commitments.sign, _sign),
    "promising.enter_many": (promising.enter_many, _enter_many),
    "promising.vet_many": (promising.vet_many, _vet_many),
    "promising.publish_many": (promising.publish_many, _publish_many),
    "commitment_rounds.open_round": (commitment_rounds.open_round, _open_round),
    "commitment_rounds.archive_round": (commitment_rounds.archive_round, _archive_round),
    "confirming.ask": (confirming.ask, _ask),
    "confirming.answer": (confirming.answer, _answer),
}
