"""A member's written summary: begun from what is on record, handed in, published in the branch and nowhere above."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from tests.campaigns.commitments import promising
from tests.campaigns.reviews.reviewing import held, of_member, opened
from tests.campaigns.summaries.writing import TEXTS, asked, standing, step, typed_in, written
from tests.cast import Cast, ExpectationOf, at_noon, enrol
from zhengyou.campaigns.actions import records, reviews, summaries
from zhengyou.campaigns.actions.commitments import NotPossible
from zhengyou.campaigns.models import Campaign, Summary, SummaryRound
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.queries.summaries.counted import Written
from zhengyou.campaigns.queries.summaries.counted import written as counted
from zhengyou.campaigns.queries.summaries.known import known
from zhengyou.campaigns.queries.summaries.written import of_branch, published, to_publish, to_write
from zhengyou.campaigns.rules.procedures import WrongState
from zhengyou.campaigns.rules.summaries import Activity, Known, Problem, Promise
from zhengyou.ledger.models import Entry
from zhengyou.organisations.models import Circumstance, CircumstanceKind
from zhengyou.organisations.rules import NotPermitted


def test_what_is_on_record_is_put_into_sentences() -> None:
    found = Known(
        promises=[Promise("教老人用手机。", "已兑现", "教了十二次。"), Promise("修路灯", "践诺中", "")],
        activities=[Activity(date(2026, 7, number + 1), "主题党日") for number in range(13)],
        problems=[Problem("上门少", "已销号", "每月上门两次")],
    )
    texts = found.texts()
    assert texts["promised"] == "教老人用手机：已兑现。教了十二次。\n修路灯：践诺中。"
    assert texts["took_part"].startswith("参加活动：7月1日主题党日、7月2日主题党日、")
    assert texts["took_part"].endswith("7月12日主题党日等13次。")
    assert texts["put_right"] == "上门少：已销号。每月上门两次。"
    assert Known().texts() == {"promised": "", "took_part": "", "put_right": "", "next_steps": ""}


def test_a_summary_begins_with_promises_activities_and_problems_of_its_days(
    cast: Cast, campaign: Campaign, expectation_of: ExpectationOf
) -> None:
    person = cast.accounts["member"].person_id
    promising.standing(cast, campaign, "honoured")
    promising.standing(cast, campaign, "draft", text="还没有说出口的")
    happening = records.Happening(
        title="清理河道", happened_on=cast.today, result="清了两里。", participants=[person]
    )
    expected = [expectation_of("first", "为民办实事").pk]
    records.submit(by=cast.secretary, happening=happening, expectations=expected, now=at_noon(cast.today))
    review = of_member(cast, opened(cast, campaign))
    reviews.record(
        by=cast.secretary, review=review, held=held(cast, "secretary", "上门少"), now=at_noon(cast.today)
    )
    texts = known(asked(cast, campaign), person).texts()
    assert texts["promised"] == "每月第一个周六在商圈教老人用手机：已兑现。教了十二次，来过七十人次。"
    assert texts["took_part"] == f"参加活动：{cast.today.month}月{cast.today.day}日清理河道，共1次。"
    assert texts["put_right"] == "上门少：待定措施。"
    before = asked(cast, campaign, name="去年的", covers_until=cast.today - timedelta(days=3))
    assert (known(before, person).texts()["took_part"], known(before, person).texts()["put_right"]) == (
        "",
        "",
    )


def test_a_summary_is_handed_in_sent_back_handed_in_again_and_published(
    cast: Cast, campaign: Campaign
) -> None:
    row = written(cast, asked(cast, campaign))
    assert (row.state, row.handed_in_on) == ("draft", None)
    row = step(cast, row, "hand_in")
    row = step(cast, row, "send_back")
    assert row.comment == "请把帮扶的户数写上。"
    row = step(cast, row, "hand_in", took_part="帮扶三户。")
    row = step(cast, row, "publish")
    assert (row.state, row.took_part, row.published_where) == ("published", "帮扶三户。", "支部大会")
    row = step(cast, row, "unpublish")
    assert (row.state, row.published_on, row.published_where) == ("handed_in", None, "")
    assert [one.verb for one in row.stages.order_by("pk")] == [
        *("keep", "hand_in", "send_back", "hand_in", "publish", "unpublish")
    ]


def test_the_ledger_tells_that_a_summary_was_written_and_none_of_its_words(
    cast: Cast, campaign: Campaign
) -> None:
    step(cast, standing(cast, campaign, "handed_in"), "send_back")
    lines = Entry.objects.filter(subject="campaigns.summary").order_by("pk")
    assert [line.sentence for line in lines] == [
        "开始写一名党员的2026年书面小结。",
        "交了一名党员的2026年书面小结。",
        "请本人补充一名党员的2026年书面小结。",
    ]
    told = " ".join(f"{line.sentence}{line.before}{line.after}" for line in lines)
    assert not [text for text in (*TEXTS.values(), "帮扶的户数", "程初晓") if text in told]


def test_nothing_written_is_kept_but_not_handed_in(cast: Cast, campaign: Campaign) -> None:
    round_ = asked(cast, campaign)
    given = {"by": cast.member, "round": round_, "person": cast.accounts["member"].person_id}
    with pytest.raises(NotPossible, match="一栏也没有写"):
        summaries.write_summary(**given, texts=summaries.Texts(), hand_in=True, now=at_noon(cast.today))
    assert not Summary.objects.exists()
    row = summaries.write_summary(**given, texts=summaries.Texts(), hand_in=False, now=at_noon(cast.today))
    with pytest.raises(NotPossible, match="一栏也没有写"):
        step(cast, row, "hand_in", promised=" ", took_part="", put_right="", next_steps="")


def test_the_secretary_types_in_from_paper_but_never_changes_what_a_member_wrote(
    cast: Cast, campaign: Campaign
) -> None:
    row = typed_in(cast, campaign, "returned")
    assert (row.entered_for, step(cast, row, "type_in", by="secretary").state) == (True, "handed_in")
    own = written(cast, asked(cast, campaign, name="又一次"))
    step(cast, own, "hand_in")
    step(cast, own, "send_back")
    with pytest.raises(NotPossible, match="请本人来改"):
        step(cast, own, "type_in", by="secretary", promised="改成别的")
    with pytest.raises(NotPossible, match="不是本支部的党员"):
        written(
            cast, SummaryRound.objects.get(name="又一次"), "other_secretary", by="secretary", hand_in=True
        )


def test_only_the_branch_itself_publishes_and_nobody_sends_back_his_own(
    cast: Cast, campaign: Campaign
) -> None:
    row = standing(cast, campaign, "handed_in")
    for stranger in ("general_secretary", "other_secretary", "office", "member"):
        with pytest.raises(NotPermitted):
            step(cast, row, "publish", by=stranger)
    own = written(cast, row.round, "secretary", hand_in=True)
    with pytest.raises(NotPermitted, match="不能自己"):
        step(cast, own, "send_back")
    with pytest.raises(NotPossible, match="晚于今天"):
        step(cast, own, "publish", published_on=cast.today + timedelta(days=1))
    assert step(cast, own, "publish").state == "published"


def test_many_are_published_with_one_press_and_those_taken_back_are_left(
    cast: Cast, campaign: Campaign
) -> None:
    row = standing(cast, campaign, "handed_in")
    own = written(cast, row.round, "secretary", hand_in=True)
    elsewhere = written(cast, row.round, "other_secretary", hand_in=True)
    step(cast, row, "take_back")
    given = {"by": cast.secretary, "round": row.round, "where": "支部大会", "on": cast.today}
    items = [row.pk, own.pk, elsewhere.pk]
    assert summaries.publish_many(**given, items=items, now=at_noon(cast.today)) == 1
    states = dict(Summary.objects.values_list("pk", "state"))
    assert states == {row.pk: "draft", own.pk: "published", elsewhere.pk: "handed_in"}
    with pytest.raises(WrongState, match="请看最新的情况"):
        summaries.publish_many(**given, items=items, now=at_noon(cast.today))
    stages = own.stages.order_by("pk")
    assert [(one.state, one.until is None) for one in stages] == [("handed_in", False), ("published", True)]


def test_the_issuer_asks_once_by_a_name_for_days_that_follow(cast: Cast, campaign: Campaign) -> None:
    asked(cast, campaign)
    with pytest.raises(NotPossible, match="已经有一次叫"):
        asked(cast, campaign)
    with pytest.raises(NotPossible, match="早于今天"):
        asked(cast, campaign, name="二", due_on=cast.today - timedelta(days=1))
    with pytest.raises(NotPossible, match="请重新选"):
        asked(cast, campaign, name="二", covers_until=campaign.starts_on - timedelta(days=1))
    opening = summaries.Opening(name="三", covers_from=cast.today, covers_until=cast.today, due_on=cast.today)
    with pytest.raises(NotPermitted):
        summaries.open_round(
            by=cast.committee_office, campaign=campaign, opening=opening, now=at_noon(cast.today)
        )
    assert SummaryRound.objects.count() == 1


def test_numbers_add_up_at_every_node_and_the_old_and_ill_are_not_asked(
    cast: Cast, campaign: Campaign
) -> None:
    row = standing(cast, campaign, "published")
    written(cast, row.round, "other_secretary", hand_in=True)
    old = enrol("孟高年", cast.places["first"])
    Circumstance.objects.create(person=old, kind=CircumstanceKind.RETIRED, since=date(2025, 1, 1))
    found = counted(Scope(campaign, cast.places["general"], cast.today), row.round.pk)
    numbers = {place.organisation_id: found.get(place.organisation_id) for place in cast.places.values()}
    first, second, general = (cast.places[name].organisation_id for name in ("first", "second", "general"))
    assert {key: value for key, value in numbers.items() if value} == {
        first: Written(2, 1, 1),
        second: Written(1, 1, 0),
        general: Written(1, 0, 0),
    }
    lines = of_branch(row.round.pk, first, cast.today)
    assert {line.name: (line.done, line.voluntary) for line in lines} == {
        "孟高年": (False, True),
        "林小满": (False, False),
        "程初晓": (True, False),
    }


def test_what_awaits_a_member_and_his_secretary(cast: Cast, campaign: Campaign) -> None:
    round_ = asked(cast, campaign)
    assert (list(to_write(cast.member, cast.today)), list(to_publish(cast.secretary, cast.today))) == (
        [round_],
        [],
    )
    row = written(cast, round_)
    assert list(to_write(cast.member, cast.today)) == [round_]
    step(cast, row, "hand_in")
    assert (list(to_write(cast.member, cast.today)), list(to_publish(cast.secretary, cast.today))) == (
        [],
        [row],
    )
    step(cast, row, "publish")
    assert (list(to_publish(cast.secretary, cast.today)), published(round_.pk, row.organisation_id)) == (
        [],
        [row],
    )
    Circumstance.objects.create(
        person=cast.accounts["secretary"].person, kind=CircumstanceKind.INFIRM, since=cast.today
    )
    assert list(to_write(cast.secretary, cast.today)) == []


@pytest.mark.django_db(transaction=True)
def test_a_member_who_presses_twice_at_once_has_one_summary(cast: Cast, campaign: Campaign) -> None:
    round_, barrier, said = asked(cast, campaign), Barrier(2), []

    def press() -> None:
        barrier.wait()
        try:
            written(cast, round_, hand_in=True)
            said.append("kept")
        except WrongState:
            said.append("already")
        finally:
            connection.close()

    presses = [Thread(target=press) for _ in range(2)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    assert (sorted(said), Summary.objects.count()) == (["already", "kept"], 1)
