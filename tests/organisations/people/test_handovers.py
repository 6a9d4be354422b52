"""An organisation passes from one secretary to the next: access at the turn of the day, the list of what is open."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from tests.campaigns.commitments.promising import standing
from tests.campaigns.rectification.raising import raised
from tests.campaigns.reviews.reviewing import opened
from tests.cast import Cast, ExpectationOf, at_noon
from tests.organisations.people.keeping import given, last_line, secretaries
from tests.organisations.reorganising.deciding import number
from zhengyou.campaigns.actions import excuses, records
from zhengyou.campaigns.models import Campaign, Record
from zhengyou.organisations.actions import groups, handovers, posts, weak
from zhengyou.organisations.actions.groups import NotKept
from zhengyou.organisations.models import Handover, Post, PostKind
from zhengyou.organisations.queries import actors_of, place
from zhengyou.organisations.queries.handovers import dossier
from zhengyou.organisations.queries.matters import handed
from zhengyou.organisations.queries.responsible import responsible
from zhengyou.organisations.rules import NotPermitted

DAY = timedelta(days=1)


@pytest.fixture
def it_is(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Set the clock of everything that is asked from now on."""

    def go(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return go


def _handed(cast: Cast, ahead: int = 1, name: str = "member", role: str = "general_secretary") -> Handover:
    return handovers.hand_over(
        by=cast.actor(role),
        organisation=number(cast, "first"),
        person=cast.accounts[name].person_id,
        day=cast.today + timedelta(days=ahead),
        note="公章在柜子里。",
        now=at_noon(cast.today),
    )


def test_at_the_turn_of_the_day_the_old_one_loses_and_the_new_one_gains(
    cast: Cast, it_is: Callable[[datetime], None]
) -> None:
    old, new = cast.client("secretary"), cast.client("member")
    page = f"/organisations/{number(cast, 'first')}/people/"
    _handed(cast)
    midnight = timezone.make_aware(datetime.combine(cast.today + DAY, datetime.min.time()))
    it_is(midnight - timedelta(seconds=1))
    assert (old.get(page).status_code, new.get(page).status_code) == (200, 404)
    it_is(midnight)
    assert (old.get(page).status_code, new.post("/post/", {"post": "x"}).status_code) == (404, 302)
    post = Post.objects.get(person=cast.accounts["member"].person, kind=PostKind.SECRETARY)
    new.post("/post/", {"post": post.pk})
    assert new.get(page).status_code == 200


def test_everything_open_in_the_organisation_stands_in_the_list(
    cast: Cast, campaign: Campaign, expectation_of: ExpectationOf
) -> None:
    first, now = number(cast, "first"), at_noon(cast.today)

    def sent(task: str) -> Record:
        happening = records.Happening(title=f"走访：{task}", happened_on=cast.today - DAY, result="十二户。")
        ids = [expectation_of("first", task).pk]
        return records.submit(by=cast.secretary, happening=happening, expectations=ids, now=now)

    sent("为民办实事")
    records.return_(by=cast.general_secretary, record=sent("学习研讨"), comment="请补人数。", now=now)
    excuses.request(
        by=cast.secretary, expectation=expectation_of("first", "动员大会"), reason="停业整修。", now=now
    )
    told = groups.GroupTold("branch_committee", "支部委员会", "", cast.today - DAY, cast.today + 20 * DAY)
    groups.add_group(by=cast.secretary, organisation=first, told=told)
    found = {"reason": "长期不开会。", "measures": "派指导员。", "since": cast.today}
    weak.put_on_list(by=cast.office, organisation=first, **found)
    given(cast, cast.accounts["member"].person, PostKind.COMMISSIONER, until=cast.today + 30 * DAY)
    raised(cast, campaign)
    standing(cast, campaign, "published")
    opened(cast, campaign)
    listed = {one.title: [row.title for row in one.shown] for one in handed(first, cast.today)}
    assert listed["没有销号的问题"] == ["党课没有按季度上"]
    assert len(listed["公示了、还没有结果的承诺"]) == 1
    assert [title.split("：")[1] for title in listed["还没点评的组织和党员"]] == ["程初晓"]
    assert listed["待上级验收的报送"] == ["走访：为民办实事"]
    assert listed["退回来还没补正的报送"] == ["走访：学习研讨"]
    assert listed["待上级答复的不适用说明"] == ["动员大会"]
    assert "风险排查" in listed["往后到期的事项"]
    assert listed["届满或半年内届满的小组"] == ["支部委员会"]
    assert listed["半年内到期的任职"] == ["程初晓：支部委员"]
    assert listed["在软弱涣散整顿名单上"] == ["长期不开会。"]
    made = _handed(cast, ahead=0)
    client = cast.client("member")
    client.post("/post/", {"post": made.new_id})
    for kind in dossier(cast.member, made.pk, cast.today).matters:
        for row in kind.shown:
            assert client.get(row.url).status_code == 200, row


def test_both_confirm_the_same_list_which_then_stays(
    cast: Cast, campaign: Campaign, expectation_of: ExpectationOf
) -> None:
    made = _handed(cast, ahead=0)
    handovers.confirm_handover(by=cast.secretary, handover=made, now=at_noon(cast.today))
    before = dossier(cast.member, made.pk, cast.today).matters
    assert before != []
    happening = records.Happening(title="走访", happened_on=cast.today, result="十二户。")
    ids = [expectation_of("first", "为民办实事").pk]
    held = actors_of(cast.accounts["member"], cast.today)
    new = next(actor for actor in held if actor.post_kind == PostKind.SECRETARY)
    records.submit(by=new, happening=happening, expectations=ids, now=at_noon(cast.today))
    handovers.confirm_handover(by=new, handover=made, now=at_noon(cast.today))
    assert dossier(cast.member, made.pk, cast.today).matters == before
    assert last_line() == "程初晓确认已接收青石商圈第一党支部的工作。"
    with pytest.raises(NotKept, match="已经确认过"):
        handovers.confirm_handover(by=new, handover=made, now=at_noon(cast.today))
    with pytest.raises(NotPermitted, match="本人确认"):
        handovers.confirm_handover(by=cast.general_secretary, handover=made, now=at_noon(cast.today))
    with pytest.raises(NotKept, match="不能撤回"):
        handovers.take_back_handover(by=cast.general_secretary, handover=made, now=at_noon(cast.today))


def test_a_handover_taken_back_leaves_no_trace_but_the_ledgers(cast: Cast) -> None:
    first = number(cast, "first")
    before = list(Post.objects.order_by("pk").values())
    made = _handed(cast, ahead=3)
    assert secretaries(first, cast.today + 2 * DAY) == ["林小满"]
    assert secretaries(first, cast.today + 3 * DAY) == ["程初晓"]
    with pytest.raises(NotKept, match="已经另定了书记"):
        _handed(cast, ahead=2, name="other_secretary")
    handovers.take_back_handover(by=cast.general_secretary, handover=made, now=at_noon(cast.today))
    assert list(Post.objects.order_by("pk").values()) == before
    assert not Handover.objects.exists()
    assert "撤回程初晓任青石商圈第一党支部书记的交接" in last_line()


def test_who_may_hand_over_and_to_whom(cast: Cast) -> None:
    for role in ("secretary", "other_secretary", "leader", "inspector", "member", "village_secretary"):
        with pytest.raises(NotPermitted):
            _handed(cast, role=role, name="general_secretary")
    with pytest.raises(NotPermitted, match="自己的任职"):
        _handed(cast, name="general_secretary")
    with pytest.raises(NotKept, match="就是现任书记"):
        _handed(cast, name="secretary")
    with pytest.raises(NotKept, match="不能早于今天"):
        _handed(cast, ahead=-1)
    for role in ("general_secretary", "committee_office", "office", "administrator"):
        made = _handed(cast, role=role)
        handovers.take_back_handover(by=cast.actor(role), handover=made, now=at_noon(cast.today))


def test_a_vacancy_is_filled_without_anybody_leaving(cast: Cast) -> None:
    first = number(cast, "first")
    post = Post.objects.get(organisation_id=first, kind=PostKind.SECRETARY)
    posts.end_post(by=cast.office, post=post, day=cast.today, now=at_noon(cast.today))
    assert secretaries(first, cast.today) == []
    answers = responsible(place(first, cast.today), cast.today)
    assert answers is not None
    assert (answers.person, answers.own) == ("顾全之", False)
    made = _handed(cast, ahead=0)
    assert made.old is None
    assert secretaries(first, cast.today) == ["程初晓"]


def test_a_post_given_until_a_day_ends_by_itself(cast: Cast, it_is: Callable[[datetime], None]) -> None:
    member = cast.accounts["other_secretary"].person
    post = given(
        cast, member, PostKind.INSPECTOR, where="district", until=cast.today + 5 * DAY, role="office"
    )
    page = f"/organisations/{number(cast, 'village')}/"
    found = []
    for ahead in (0, 4, 5):
        it_is(at_noon(cast.today + ahead * DAY))
        client = cast.client("other_secretary")
        client.post("/post/", {"post": post.pk})
        found.append(client.get(page).status_code)
    assert found == [200, 200, 404]


def test_nobody_gives_himself_or_his_equals_a_post(cast: Cast) -> None:
    own = cast.accounts["secretary"].person
    with pytest.raises(NotPermitted, match="自己的任职"):
        given(cast, own, PostKind.COMMISSIONER)
    with pytest.raises(NotPermitted, match="由上级组织任免"):
        given(cast, cast.accounts["member"].person, PostKind.DEPUTY_SECRETARY)
    with pytest.raises(NotKept, match="现任书记是林小满"):
        given(cast, cast.accounts["member"].person, PostKind.SECRETARY, role="general_secretary")
    with pytest.raises(NotKept, match="要在任职的日期以后"):
        given(cast, cast.accounts["member"].person, PostKind.REPORTER, until=cast.today)
