"""Leader review: who may do what in which state, that praise is never empty, and that problems are put right."""

from datetime import timedelta

import pytest

from tests.campaigns.reviews.reviewing import (
    WAYS,
    answers,
    brought,
    of_member,
    of_place,
    opened,
    put_right,
    recorded,
    standing,
    step,
)
from tests.cast import Cast, at_noon
from zhengyou.campaigns.actions import rectification, reviews
from zhengyou.campaigns.actions.following import SUBJECT
from zhengyou.campaigns.models import Campaign, ProblemMark, Rectification, Review, ReviewProblem
from zhengyou.campaigns.queries import reviews as queries
from zhengyou.campaigns.rules.procedures import REVIEW, WrongState
from zhengyou.ledger.queries import history
from zhengyou.organisations.models import Post, PostKind
from zhengyou.organisations.queries import actors_of

_REVIEWER = {
    "planned": ["record", "excuse"],
    "reported": ["record", "excuse"],
    "held": ["correct"],
    "excused": ["resume"],
}
_REVIEWED = {"planned": ["deliver"], "reported": ["deliver"], "held": ["read"]}
_ROLES = [
    *("office", "leader", "inspector", "reader", "administrator", "committee_office", "general_secretary"),
    *("secretary", "other_secretary", "village_secretary", "member"),
]


@pytest.mark.parametrize("member", [True, False])
@pytest.mark.parametrize("state", WAYS)
def test_each_state_offers_each_side_its_steps_and_nobody_else_any(
    state: str, member: bool, cast: Cast, campaign: Campaign
) -> None:
    row = standing(cast, campaign, state, member=member)
    concerned = queries.concerned_in(row, cast.today)
    offered = {
        role: [found.verb for found in REVIEW.offered(state, cast.actor(role), concerned)] for role in _ROLES
    }
    reviewer, reviewed = ("secretary", "member") if member else ("general_secretary", "secretary")
    expected = {
        **{role: [] for role in _ROLES},
        reviewer: _REVIEWER.get(state, []),
        reviewed: _REVIEWED.get(state, []),
    }
    assert offered == expected


@pytest.mark.parametrize("member", [True, False])
@pytest.mark.parametrize("verb", ["deliver", "correct", "read", "excuse", "resume"])
def test_every_step_leads_where_the_table_says_and_is_told_in_one_sentence(
    verb: str, member: bool, cast: Cast, campaign: Campaign
) -> None:
    declared = REVIEW.step(verb)
    row = standing(cast, campaign, declared.sources[0], member=member)
    before = len(history(SUBJECT, row.pk))
    row = step(cast, row, verb)
    assert row.state == declared.target
    lines = history(SUBJECT, row.pk)
    assert len(lines) == before + 1
    assert all("第一轮点评" in line.sentence and "{" not in line.sentence for line in lines)
    (live,) = row.stages.filter(until=None)
    assert (live.state, live.verb) == (declared.target, verb)


def test_recording_keeps_what_was_said_when_and_by_whom(cast: Cast, campaign: Campaign) -> None:
    row = recorded(cast, of_member(cast, opened(cast, campaign)), "三季度学习缺席四次")
    person = cast.accounts["secretary"].person_id
    assert (row.state, row.held_on, row.entered_at) == (
        "held",
        cast.today - timedelta(days=2),
        at_noon(cast.today),
    )
    assert (row.reviewed_by_id, row.entered_by_id) == (person, cast.accounts["secretary"].pk)


def test_each_problem_is_put_right_by_the_member_and_closes_the_review(
    cast: Cast, campaign: Campaign
) -> None:
    own_day = cast.today + timedelta(days=5)
    row = of_member(cast, opened(cast, campaign))
    found = [reviews.Found("学习缺席四次", own_day), reviews.Found("没有交小结")]
    row = recorded(cast, row, problems=found, none_found="")
    problems = list(Rectification.objects.order_by("pk"))
    member, first = cast.accounts["member"].person_id, cast.places["first"].organisation_id
    assert [(one.title, one.due_on, one.source, one.personal) for one in problems] == [
        ("学习缺席四次", own_day, "review", True),
        ("没有交小结", cast.today + timedelta(days=60), "review", True),
    ]
    assert {(one.organisation_id, one.raiser_id, one.responsible_id) for one in problems} == {
        (first, first, member)
    }
    assert list(ReviewProblem.objects.order_by("pk").values_list("review", "rectification")) == [
        (row.pk, one.pk) for one in problems
    ]
    assert step(cast, row, "read").state == "read"
    put_right(cast, problems[0])
    assert Review.objects.get(pk=row.pk).state == "read"
    put_right(cast, problems[1])
    assert Review.objects.get(pk=row.pk).state == "closed"
    rectification.step(
        by=cast.secretary,
        rectification=problems[1],
        verb="reopen",
        answers={"due_on": own_day, "comment": "又没交。"},
        now=at_noon(cast.today),
    )
    assert Review.objects.get(pk=row.pk).state == "read"
    assert [line.sentence.partition("的点评")[2] for line in history(SUBJECT, row.pk)] == [
        "（第一轮点评）。",
        "（第一轮点评）。",
        "（第一轮点评）里的问题都已销号，办结。",
        "（第一轮点评）里有问题反弹，继续整改。",
    ]


def test_problems_of_an_organisation_are_put_right_by_the_organisation(
    cast: Cast, campaign: Campaign
) -> None:
    row = recorded(cast, of_place(cast, opened(cast, campaign)), "党课没有按季度上")
    problem = Rectification.objects.get()
    assert (problem.personal, problem.responsible_id) == (False, None)
    assert step(cast, row, "read").state == "read"
    put_right(cast, problem, owner="secretary", raiser="general_secretary")
    assert Review.objects.get(pk=row.pk).state == "closed"


def test_a_review_without_problems_is_closed_once_it_is_read(cast: Cast, campaign: Campaign) -> None:
    row = recorded(cast, of_member(cast, opened(cast, campaign)))
    assert row.state == "held"
    assert step(cast, row, "read").state == "closed"
    assert [stage.verb for stage in row.stages.order_by("pk")] == ["record", "read", "close"]


def test_problems_settled_before_it_is_read_close_it_when_it_is(cast: Cast, campaign: Campaign) -> None:
    row = recorded(cast, of_member(cast, opened(cast, campaign)), "没有交小结")
    put_right(cast, Rectification.objects.get())
    assert Review.objects.get(pk=row.pk).state == "held"
    assert step(cast, row, "read").state == "closed"


@pytest.mark.parametrize(
    ("problems", "none_found", "sentence"),
    [
        ([], "", "至少写一个问题"),
        ([], "都很好。", "写10个字以上的依据"),
        ([], "　　　　　　　　　　　　", "写10个字以上的依据"),
        ([reviews.Found("缺席")], "查了全年记录，问了五名群众。", "只能写一样"),
    ],
)
def test_empty_praise_is_refused_and_leaves_nothing(
    problems: list[reviews.Found], none_found: str, sentence: str, cast: Cast, campaign: Campaign
) -> None:
    row = of_member(cast, opened(cast, campaign))
    with pytest.raises(reviews.EmptyPraise, match=sentence):
        recorded(cast, row, problems=problems, none_found=none_found)
    assert not Rectification.objects.exists()
    assert Review.objects.get(pk=row.pk).state == "planned"


@pytest.mark.parametrize("days", [1, -31])
def test_a_day_outside_the_round_is_refused(days: int, cast: Cast, campaign: Campaign) -> None:
    row = of_member(cast, opened(cast, campaign))
    with pytest.raises(reviews.NotPossible, match="点评的日子要在这一轮开始"):
        recorded(cast, row, held_on=cast.today + timedelta(days=days))
    assert Review.objects.get(pk=row.pk).state == "planned"


def test_a_problem_that_cannot_be_raised_leaves_no_review_and_no_other_problem(
    cast: Cast, campaign: Campaign
) -> None:
    row = of_member(cast, opened(cast, campaign))
    found = [reviews.Found("缺席"), reviews.Found("迟到", cast.today - timedelta(days=9))]
    with pytest.raises(reviews.NotPossible, match="早于发现问题的那一天"):
        recorded(cast, row, problems=found, none_found="")
    assert not Rectification.objects.exists()
    assert not ReviewProblem.objects.exists()
    assert Review.objects.get(pk=row.pk).state == "planned"
    assert history(SUBJECT, row.pk) == []


def test_only_who_leads_the_organisation_or_records_it_may_have_held_it(
    cast: Cast, campaign: Campaign
) -> None:
    row = of_member(cast, opened(cast, campaign))
    assert queries.reviewers(cast.secretary, row, cast.today) == [
        (cast.accounts["secretary"].person_id, "林小满")
    ]
    stranger = cast.accounts["other_secretary"].person_id
    with pytest.raises(reviews.NotPossible, match="请选本组织的书记"):
        recorded(cast, row, reviewed_by=stranger)
    upper = of_place(cast, opened(cast, campaign), "street")
    assert dict(queries.reviewers(cast.office, upper, cast.today)) == {
        cast.accounts["office"].person_id: "方文清",
        cast.accounts["leader"].person_id: "陆长河",
    }


def test_a_secretary_of_two_posts_does_not_review_the_own_branch(cast: Cast, campaign: Campaign) -> None:
    row = of_place(cast, opened(cast, campaign))
    Post.objects.filter(organisation=row.organisation, kind=PostKind.SECRETARY).update(
        person=cast.accounts["general_secretary"].person
    )
    concerned = queries.concerned_in(row, cast.today)
    general = cast.places["general"].organisation_id
    acting = actors_of(cast.accounts["general_secretary"], cast.today)
    (actor,) = [one for one in acting if one.organisation_id == general]
    assert REVIEW.offered("planned", actor, concerned) == []


def test_the_next_round_begins_with_the_problems_of_the_last(cast: Cast, campaign: Campaign) -> None:
    first_round = opened(cast, campaign)
    brought(cast, of_member(cast, first_round), ["record", "read"])
    problem = Rectification.objects.get()
    recorded(cast, of_place(cast, first_round), "写错了")
    wrong = Rectification.objects.get(title="写错了")
    rectification.step(
        by=cast.general_secretary,
        rectification=wrong,
        verb="withdraw",
        answers={"comment": "提错了。"},
        now=at_noon(cast.today),
    )
    second = opened(cast, campaign, ago=10, name="第二轮点评")
    row = of_member(cast, second)
    assert [one.rectification for one in queries.carried(row)] == [problem]
    assert queries.carried(of_place(cast, second)) == []
    for marks in ({}, {0: "mended"}):
        with pytest.raises(reviews.NotMarked, match="上一轮的每个问题都要写改了没有"):
            recorded(cast, row, marks=marks)
    marked = queries.carried(row)[0].problem.pk
    with pytest.raises(reviews.NotMarked):
        recorded(cast, row, marks={marked: "perhaps"})
    assert not ProblemMark.objects.exists()
    recorded(cast, row, marks={marked: "partly"})
    assert list(ProblemMark.objects.values_list("review", "problem", "mark")) == [(row.pk, marked, "partly")]


def test_a_round_in_which_he_was_excused_is_passed_over(cast: Cast, campaign: Campaign) -> None:
    brought(cast, of_member(cast, opened(cast, campaign)), ["record", "read"])
    step(cast, of_member(cast, opened(cast, campaign, ago=20, name="第二轮")), "excuse")
    third = of_member(cast, opened(cast, campaign, ago=10, name="第三轮"))
    assert [one.rectification.title for one in queries.carried(third)] == ["三季度学习缺席四次"]


def test_what_was_read_cannot_be_corrected(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "read")
    with pytest.raises(WrongState, match="现在是“已看，在整改”，不能再“更正点评的记录”"):
        step(cast, row, "correct")


def test_recording_goes_only_with_its_problems(cast: Cast, campaign: Campaign) -> None:
    row = of_member(cast, opened(cast, campaign))
    given = answers(cast, "correct")
    with pytest.raises(reviews.NotPossible, match="连同问题一起记下"):
        reviews.step(by=cast.secretary, review=row, verb="record", answers=given, now=at_noon(cast.today))
    assert Review.objects.get(pk=row.pk).state == "planned"


def test_what_awaits_each(cast: Cast, campaign: Campaign) -> None:
    round_ = opened(cast, campaign)

    def left(role: str) -> list[int]:
        return [one.left for one in queries.to_give(cast.actor(role), cast.today)]

    assert (left("secretary"), left("general_secretary"), left("member")) == ([1], [2], [])
    assert (left("office"), left("leader")) == ([6], [6])  # but for themselves
    row = recorded(cast, of_member(cast, round_), "缺席")
    assert left("secretary") == []
    assert list(queries.to_read(cast.member, cast.today)) == [row]
    assert list(queries.to_read(cast.secretary, cast.today)) == []
    step(cast, row, "read")
    assert list(queries.to_read(cast.member, cast.today)) == []


def test_the_next_one_is_the_next_without_a_review(cast: Cast, campaign: Campaign) -> None:
    round_ = opened(cast, campaign)
    order = list(queries.given(cast.general_secretary, round_.pk))
    first, second = (of_place(cast, round_, where) for where in ("first", "second"))
    assert order == [first, second]
    assert queries.following(cast.general_secretary, None, round_.pk) == first
    assert queries.following(cast.general_secretary, first, round_.pk) == second
    assert queries.following(cast.general_secretary, second, round_.pk) == first
    recorded(cast, first)
    assert queries.following(cast.general_secretary, second, round_.pk) is None
