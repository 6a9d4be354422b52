"""What appraisals put on the desk of whom."""

from tests.appraisals.rounds import Poll, opened, scheduled, standing
from tests.cast import Cast
from zhengyou.appraisals.actions import pile
from zhengyou.appraisals.models import Elector
from zhengyou.campaigns.models import Campaign
from zhengyou.desk.queries import sections


def _waiting(cast: Cast, role: str) -> list[str]:
    page = cast.client(role).get("/").content.decode()
    words = ("请您评议，不记名", "您是监票人，请做钥匙条", "您是监票人，可以开箱了", "组织的评议，到了下一步")
    return [word for word in words if word in page]


def _titles(poll: Poll) -> list[str]:
    return [section.title for section in sections(poll.scrutineers[0], poll.cast.today)]


def test_a_member_finds_the_vote_until_the_code_is_drawn(cast: Cast, campaign: Campaign) -> None:
    opened(cast, campaign)
    assert _waiting(cast, "member") == ["请您评议，不记名"]
    pile.draw(by=cast.member, elector=Elector.objects.get(person=cast.accounts["member"].person))
    assert _waiting(cast, "member") == []


def test_whoever_runs_a_round_finds_its_next_step(cast: Cast, campaign: Campaign) -> None:
    scheduled(cast, campaign)
    assert _waiting(cast, "committee_office") == ["组织的评议，到了下一步"]
    assert _waiting(cast, "office") == []


def test_a_scrutineer_is_asked_for_his_key_and_then_to_open_the_urns(cast: Cast, campaign: Campaign) -> None:
    assert "您是监票人，请做钥匙条" in _titles(scheduled(cast, campaign))
    assert "您是监票人，可以开箱了" in _titles(standing(cast, campaign, "closed"))
    assert "您是监票人，可以开箱了" not in _titles(standing(cast, campaign, "counted"))
