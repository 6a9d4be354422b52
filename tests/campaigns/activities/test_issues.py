"""Problems raised at a meeting: written down a line each, turned into a rectification by one press."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from tests.campaigns.activities.holding import held, send, told
from tests.cast import Cast, ExpectationOf, at_noon
from zhengyou.campaigns.actions import issues, records
from zhengyou.campaigns.models import Expectation, Issue, Rectification
from zhengyou.campaigns.models.rectification import Source
from zhengyou.organisations.rules import NotPermitted


@pytest.fixture
def study(expectation_of: ExpectationOf) -> Expectation:
    """The first branch's 学习研讨 of the earliest month."""
    return expectation_of("first", "学习研讨")


_TWO = "活动室没有暖气。\n\n 党费没有按月公布。 "


def test_one_press_makes_a_rectification_of_a_problem_and_a_second_one_makes_no_other(
    cast: Cast, study: Expectation
) -> None:
    happened = cast.today - timedelta(days=3)
    record = held(cast, study, "forum", result="谈了两件事。", issues=_TWO, happened_on=happened.isoformat())
    assert [issue.text for issue in Issue.objects.all()] == ["活动室没有暖气。", "党费没有按月公布。"]
    first = Issue.objects.earliest("ordinal")
    client = cast.client("secretary")
    address = reverse("issue-take-up", args=[first.pk])
    page = client.post(address, follow=True).content.decode()
    assert "“活动室没有暖气。”已列入整改台账" in page
    row = Rectification.objects.get()
    assert (row.source, row.title, row.raised_on, row.due_on, row.state) == (
        Source.MEETING,
        "活动室没有暖气。",
        happened,
        cast.today + timedelta(days=30),
        "raised",
    )
    assert (row.campaign_id, row.organisation_id) == (study.campaign_id, study.organisation_id)
    assert "没有重复提出" in client.post(address, follow=True).content.decode()
    assert Rectification.objects.count() == 1
    assert record.pk == first.record_id


def test_a_problem_is_taken_up_only_by_its_own_branch_and_only_while_the_record_counts(
    cast: Cast, study: Expectation
) -> None:
    record = held(cast, study, "forum", result="谈了两件事。", issues=_TWO)
    given: dict[str, Any] = {"issue": Issue.objects.earliest("ordinal"), "now": at_noon(cast.today)}
    with pytest.raises(NotPermitted):
        issues.take_up(by=cast.other_secretary, **given)
    records.withdraw(by=cast.secretary, record=record, now=at_noon(cast.today))
    with pytest.raises(issues.NotToRaise, match="不算数"):
        issues.take_up(by=cast.secretary, **given)
    assert not Rectification.objects.exists()


def test_put_right_a_record_keeps_what_was_taken_up_and_takes_the_other_lines_as_typed(
    cast: Cast, study: Expectation
) -> None:
    record = held(cast, study, "forum", result="谈了两件事。", issues=_TWO)
    now = at_noon(cast.today)
    issues.take_up(by=cast.secretary, issue=Issue.objects.earliest("ordinal"), now=now)
    records.return_(by=cast.general_secretary, record=record, comment="请写主题。", now=now)
    client = cast.client("secretary")
    address = reverse("record-resubmit", args=[record.pk])
    assert client.get(address).context["form"]["issues"].value() == "党费没有按月公布。"
    sent = told(cast, "forum", result="谈了。", others=[study.pk], issues="灯坏了。\n活动室没有暖气。")
    assert client.post(address, sent).status_code == 302
    rows = [(issue.text, issue.rectification_id is not None) for issue in Issue.objects.all()]
    assert rows == [("活动室没有暖气。", True), ("灯坏了。", False)]


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [("长" * 121, "一个问题最多120个字"), ("\n".join(str(n) for n in range(21)), "一次最多记20个问题")],
)
def test_too_long_or_too_many_lines_are_refused_with_what_was_typed(
    cast: Cast, study: Expectation, lines: str, sentence: str
) -> None:
    answer = send(cast.client("secretary"), study, told(cast, "forum", result="谈了。", issues=lines))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert lines.splitlines()[-1] in answer.content.decode()
