"""Two at the same moment: one result, and the other is told."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from tests.campaigns.selfchecks.checking import standing
from tests.cast import Cast, at_noon
from zhengyou.campaigns.actions import selfchecks
from zhengyou.campaigns.models import Campaign, Rectification, SelfCheck
from zhengyou.campaigns.rules.procedures import WrongState
from zhengyou.organisations.rules import Actor


def _both(cast: Cast, row: SelfCheck, presses: list[tuple[Actor, str, dict[str, str]]]) -> list[str]:
    """What became of both presses, begun together, in the order of their words."""
    begin, told = Barrier(len(presses)), []

    def press(actor: Actor, verb: str, answers: dict[str, str]) -> None:
        begin.wait()
        try:
            selfchecks.step(by=actor, sheet=row, verb=verb, answers=answers, now=at_noon(cast.today))
            told.append("taken")
        except WrongState:
            told.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=press, args=one) for one in presses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(told)


@pytest.mark.django_db(transaction=True)
def test_two_reviewers_at_the_same_moment_give_one_result(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "handed_up")
    presses = [
        (cast.general_secretary, "agree", {}),
        (cast.committee_office, "send_back", {"comment": "再补。"}),
    ]
    assert _both(cast, row, presses) == ["refused", "taken"]
    row.refresh_from_db()
    assert row.stages.filter(until=None).count() == 1
    agreed = row.state == "running"
    assert (row.state in ("running", "sent_back"), Rectification.objects.count()) == (True, int(agreed))


@pytest.mark.django_db(transaction=True)
def test_two_who_agree_open_each_problem_once(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "handed_up")
    presses: list[tuple[Actor, str, dict[str, str]]] = [
        (cast.general_secretary, "agree", {}),
        (cast.committee_office, "agree", {}),
    ]
    assert _both(cast, row, presses) == ["refused", "taken"]
    assert Rectification.objects.count() == 1
