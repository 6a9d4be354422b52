"""The actions on phases and calendar feeds, each as one call on the cast, for the test of the ledger."""

from collections.abc import Callable
from typing import Any

from tests.campaigns.phases.running import ended, happened, named, phased, standing
from tests.cast import Cast, at_noon
from zhengyou.campaigns.actions import feeds, phase_events, phases
from zhengyou.campaigns.models import Campaign


def _at(cast: Cast) -> dict[str, Any]:
    return {"by": cast.office, "now": at_noon(cast.today)}


def _step(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    return _at(cast) | {"phase": standing(cast, "open"), "verb": "list", "answers": {}}


def _gates(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    return _at(cast) | {"phase": standing(cast, "open"), "gates": {"reviewed": 80}}


def _by_itself(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    return {"phase": named(phased(cast), "献礼"), "now": at_noon(cast.today)}


def _event(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    return _at(cast) | {"phase": named(phased(cast), "献礼"), "happened": happened(cast)}


def _taken_back(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    return _at(cast) | {"phase": ended(cast)}


def _make(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    return _at(cast)


def _revoke(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    feeds.make(**_at(cast))
    return _at(cast)


ACTIONS: dict[str, tuple[Callable[..., Any], Callable[[Cast, Campaign], dict[str, Any]]]] = {
    "phases.step": (phases.step, _step),
    "phases.open_on_its_day": (phases.open_on_its_day, _by_itself),
    "phases.set_gates": (phases.set_gates, _gates),
    "phase_events.record": (phase_events.record, _event),
    "phase_events.take_back": (phase_events.take_back, _taken_back),
    "feeds.make": (feeds.make, _make),
    "feeds.revoke": (feeds.revoke, _revoke),
}
