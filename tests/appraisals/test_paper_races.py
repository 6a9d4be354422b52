"""Two count the same papers at one moment: nothing is made twice, lost or mixed."""

from collections.abc import Callable
from functools import partial
from threading import Barrier, Thread

import pytest
from django.db import connection

from tests.appraisals.papers import GOOD, agree, box_of, bundled, closed, finish, read, read_twice
from tests.cast import Cast
from zhengyou.appraisals.actions.rounds import NotPossible
from zhengyou.appraisals.models import Box, Bundle, PaperReading
from zhengyou.appraisals.queries.paper import differences
from zhengyou.appraisals.rules.paper import VOID, Reading
from zhengyou.campaigns.models import Campaign

pytestmark = pytest.mark.django_db(transaction=True)


def _at_once(*acts: Callable[[], object]) -> list[str]:
    """Do these at one moment, each on a connection of its own; gives what refused."""
    start, refused = Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        try:
            start.wait()
            act()
        except NotPossible as refusal:
            refused.append(str(refusal))
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def test_two_who_open_a_box_at_one_moment_make_its_bundles_once(cast: Cast, campaign: Campaign) -> None:
    poll = closed(cast, campaign)
    first, second, _third = poll.scrutineers
    assert _at_once(lambda: box_of(poll, first), lambda: box_of(poll, second)) == []
    box = Box.objects.get()
    assert {box.first_id, box.second_id} == {first.account_id, second.account_id}
    assert Bundle.objects.count() == 1


def test_of_three_who_begin_a_bundle_at_one_moment_two_read_it(cast: Cast, campaign: Campaign) -> None:
    poll, bundle = bundled(cast, campaign)
    refused = _at_once(*[partial(read, poll, bundle, actor) for actor in poll.scrutineers])
    assert refused == ["这一捆已经有两位在录了。请录别的一捆。"]
    bundle.refresh_from_db()
    assert bundle.first_id != bundle.second_id
    assert PaperReading.objects.count() == 2 * len(bundle.papers)


def test_two_who_give_way_to_each_other_at_one_moment_are_shown_it_again(
    cast: Cast, campaign: Campaign
) -> None:
    poll, bundle = bundled(cast, campaign)
    first, second, _third = poll.scrutineers
    read(poll, bundle, first)
    read(poll, bundle, second, dict.fromkeys(bundle.papers, GOOD) | {4: Reading(VOID)})
    for actor in (first, second):
        finish(poll, bundle, actor)
    refused = _at_once(
        lambda: read(poll, bundle, first, {4: Reading(VOID)}), lambda: read(poll, bundle, second, {4: GOOD})
    )
    # Whoever comes second finds that they agree already, and is told so.
    assert refused == ["有的票两位录得一样，不用再改；有的不是这一捆的。请只改不一样的。"]
    assert differences(bundle) == []


def test_two_who_agree_at_one_moment_close_the_bundle_and_its_box(cast: Cast, campaign: Campaign) -> None:
    poll, bundle = bundled(cast, campaign)
    read_twice(poll, bundle)
    first, second, _third = poll.scrutineers
    assert _at_once(lambda: agree(poll, bundle, first), lambda: agree(poll, bundle, second)) == []
    bundle.refresh_from_db()
    assert bundle.closed
    assert Box.objects.get().done


def test_whoever_changes_while_the_other_agrees_leaves_no_closed_bundle_that_differs(
    cast: Cast, campaign: Campaign
) -> None:
    poll, bundle = bundled(cast, campaign)
    read_twice(poll, bundle)
    first, second, _third = poll.scrutineers
    agree(poll, bundle, first)
    refused = _at_once(
        lambda: agree(poll, bundle, second), lambda: read(poll, bundle, first, {4: Reading(VOID)})
    )
    assert len(refused) == 1
    bundle.refresh_from_db()
    assert bundle.closed
    assert differences(bundle) == []
