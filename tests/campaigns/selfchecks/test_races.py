"""Two at the same moment: one result, and the other is told."""

from collections.abc import Callable, Sequence
from threading import Barrier, Thread

import pytest
from django.db import connection

from tests.campaigns.selfchecks.checking import opened, standing
from tests.cast import Cast, at_noon, found
from zhengyou.campaigns.actions import selfchecks
from zhengyou.campaigns.actions.selfcheck_rounds import NotPossible, add_newcomers
from zhengyou.campaigns.models import Campaign, Rectification, SelfCheck
from zhengyou.campaigns.rules.procedures import WrongState
from zhengyou.organisations.models import Kind, Sector
from zhengyou.organisations.rules import Actor


def _both(cast: Cast, row: SelfCheck, presses: list[tuple[Actor, str, dict[str, str]]]) -> list[str]:
    """What became of both presses, begun together, in the order of their words."""

    def pressing(actor: Actor, verb: str, answers: dict[str, str]) -> Callable[[], object]:
        given = {"verb": verb, "answers": answers, "now": at_noon(cast.today)}
        return lambda: selfchecks.step(by=actor, sheet=row, **given)

    return _together([pressing(*one) for one in presses])


def _together(acts: Sequence[Callable[[], object]]) -> list[str]:
    begin, told = Barrier(len(acts)), []

    def press(act: Callable[[], object]) -> None:
        begin.wait()
        try:
            act()
            told.append("taken")
        except (WrongState, NotPossible):
            told.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=press, args=[one]) for one in acts]
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


@pytest.mark.django_db(transaction=True)
def test_two_who_add_a_newcomer_lay_one_sheet(cast: Cast, campaign: Campaign) -> None:
    round_ = opened(cast, campaign)
    found("青石商圈第三党支部", Kind.BRANCH, Sector.PRIVATE, cast.places["general"], since=cast.today)

    def adding(actor: Actor) -> Callable[[], object]:
        return lambda: add_newcomers(by=actor, round_=round_, now=at_noon(cast.today))

    assert _together([adding(cast.leader), adding(cast.office)]) == ["refused", "taken"]
    assert SelfCheck.objects.filter(round=round_).count() == 4
