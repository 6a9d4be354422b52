"""One statement for each role says which kinds may have anything, for everybody who acts in it."""

import pytest
from django.test import Client

from tests.cast import ROLES, Cast
from tests.organisations.personal.test_corrections import asked
from zhengyou.campaigns.models import Campaign
from zhengyou.desk.queries import KINDS
from zhengyou.desk.sieving import perhaps


@pytest.mark.parametrize("role", ROLES)
def test_every_kind_that_finds_anything_comes_through(cast: Cast, campaign: Campaign, role: str) -> None:
    asked(cast)
    actor = cast.actor(role)
    through = perhaps(KINDS, actor, cast.today)
    own = [kind for kind in KINDS if actor.may(kind.permission)]
    assert through == [kind for kind in own if kind.perhaps(actor, cast.today).exists()]
    assert {kind.name for kind in own if kind.found(actor, cast.today).exists()} <= {
        kind.name for kind in through
    }


def test_two_who_act_in_the_same_role_get_their_own_answers(cast: Cast, campaign: Campaign) -> None:
    asked(cast)

    def names(client: Client) -> list[str]:
        return [section.name for section in client.get("/").context["sections"]]

    assert names(cast.client("secretary")) == ["due", "corrections"]
    assert names(cast.client("village_secretary")) == ["due"]
    assert names(cast.client("secretary")) == ["due", "corrections"]
