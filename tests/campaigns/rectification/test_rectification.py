"""Putting problems right: who may do what in which state, what is kept, and that the owner never verifies."""

import html
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.campaigns.rectification.raising import WAYS, raised, standing, step
from tests.cast import Cast, at_noon, draft_plan
from zhengyou.campaigns.actions import rectification
from zhengyou.campaigns.models import Campaign, Rectification
from zhengyou.campaigns.models.rectification import Source
from zhengyou.campaigns.queries import rectification as queries
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.queries.problems import problem_counts
from zhengyou.campaigns.rules.procedures import RECTIFICATION, WrongState
from zhengyou.ledger.queries import history
from zhengyou.organisations.rules import NotPermitted
from zhengyou.reports.figures.catalogue import Catalogue
from zhengyou.reports.figures.listing import Page

_OWNER = {
    "raised": ["propose"],
    "proposed": ["take_back"],
    "ongoing": ["claim", "ask_extension"],
    "extension_asked": ["claim"],
}
_RAISER = {
    "raised": ["withdraw"],
    "proposed": ["approve", "send_back", "withdraw"],
    "ongoing": ["withdraw"],
    "extension_asked": ["grant_extension", "deny_extension", "withdraw"],
    "claimed": ["verify", "refuse"],
    "closed": ["reopen", "settle"],
    "settled": ["reopen"],
}


@pytest.mark.parametrize("state", WAYS)
def test_each_state_offers_each_side_its_steps_and_nobody_else_any(
    state: str, cast: Cast, campaign: Campaign
) -> None:
    row = standing(cast, campaign, state)
    concerned = queries.concerned_in(row, cast.today)

    def offered(role: str) -> list[str]:
        return [found.verb for found in RECTIFICATION.offered(state, cast.actor(role), concerned)]

    assert offered("secretary") == _OWNER.get(state, [])
    assert offered("general_secretary") == _RAISER.get(state, [])
    assert offered("office") == _RAISER.get(state, [])  # the level above the one that raised it
    others = ("other_secretary", "village_secretary", "inspector", "reader", "administrator")
    assert [offered(role) for role in others] == [[], [], [], [], []]


@pytest.mark.parametrize("verb", [found.verb for found in RECTIFICATION.transitions])
def test_every_step_leads_where_the_table_says_and_is_told_in_one_sentence(
    verb: str, cast: Cast, campaign: Campaign
) -> None:
    declared = RECTIFICATION.step(verb)
    row = standing(cast, campaign, declared.sources[0])
    before = len(history(rectification.SUBJECT, row.pk))
    row = step(cast, row, verb)
    assert row.state == declared.target
    lines = history(rectification.SUBJECT, row.pk)
    assert len(lines) == before + 1
    assert "党课没有按季度上" in " ".join(line.sentence for line in lines)
    assert "{" not in " ".join(line.sentence for line in lines)
    (live,) = row.stages.filter(until=None)
    assert (live.state, live.verb) == (declared.target, verb)


def test_whoever_answers_for_it_may_not_verify_it_though_he_holds_the_post(
    cast: Cast, campaign: Campaign
) -> None:
    row = step(cast, raised(cast, campaign), "propose", responsible_id=cast.accounts["office"].person_id)
    for verb in ("approve", "claim"):
        row = step(cast, row, verb)
    with pytest.raises(NotPermitted, match="责任人不能自己"):
        step(cast, row, "verify", by="office")
    assert step(cast, row, "verify").state == "closed"


def test_a_branch_that_found_its_own_problem_does_not_close_it_alone(cast: Cast, campaign: Campaign) -> None:
    given = rectification.Raised(
        campaign=campaign.pk,
        organisation=cast.places["first"].organisation_id,
        title="党费没有按月公布",
        source=Source.SELF_CHECK,
        raised_on=cast.today,
        immediate=True,
    )
    row = rectification.raise_(by=cast.secretary, raised=given, now=at_noon(cast.today))
    assert row.due_on == cast.today + timedelta(days=7)
    row = step(cast, row, "propose")
    with pytest.raises(NotPermitted, match="提出的人不能自己"):
        step(cast, row, "approve", by="secretary")
    assert step(cast, row, "approve", by="general_secretary").state == "ongoing"


def test_an_extension_moves_the_deadline_only_when_it_is_granted(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "extension_asked")
    before, asked = row.due_on, row.asked_until
    denied = step(cast, row, "deny_extension")
    assert (denied.due_on, denied.asked_until, denied.extensions) == (before, None, 0)
    granted = step(cast, step(cast, denied, "ask_extension"), "grant_extension")
    assert (granted.due_on, granted.asked_until, granted.extensions) == (asked, None, 1)


def test_nobody_looks_back_before_the_day_of_looking_back(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "closed")
    page = cast.client("general_secretary").get(reverse("rectification", args=[row.pk])).content.decode()
    assert "回头看没有反弹" not in page
    assert "反弹了，重新整改" in page
    with pytest.raises(rectification.NotPossible, match="才回头看，现在还看不出"):
        rectification.step(
            by=cast.general_secretary, rectification=row, verb="settle", answers={}, now=at_noon(cast.today)
        )
    assert step(cast, row, "settle").state == "settled"


@pytest.mark.parametrize(
    ("state", "verb", "other", "sentence"),
    [
        ("ongoing", "claim", {"done_on": 1}, "改好的日子要在提出问题那天和今天之间"),
        ("ongoing", "claim", {"done_on": -11}, "改好的日子要在提出问题那天和今天之间"),
        ("raised", "propose", {"due_on": -1}, "期限已经过去了"),
        ("ongoing", "ask_extension", {"asked_until": 15}, "延到的日子要晚于现在的期限"),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_nothing_changes(
    state: str, verb: str, other: dict[str, int], sentence: str, cast: Cast, campaign: Campaign
) -> None:
    row = standing(cast, campaign, state)
    days = {name: cast.today + timedelta(days=n) for name, n in other.items()}
    before = Rectification.objects.values().get(pk=row.pk)
    with pytest.raises(rectification.NotPossible, match=sentence):
        step(cast, row, verb, **days)
    assert Rectification.objects.values().get(pk=row.pk) == before


def test_a_step_that_somebody_took_meanwhile_is_refused_with_the_present_state(
    cast: Cast, campaign: Campaign
) -> None:
    row = standing(cast, campaign, "claimed")
    step(cast, row, "verify")
    with pytest.raises(WrongState, match="现在是“已销号”，不能再“没有改到位，退回”"):
        step(cast, row, "refuse")


def test_the_ledger_of_a_node_counts_what_lies_under_it(cast: Cast, campaign: Campaign) -> None:
    for state in WAYS:
        standing(cast, campaign, state)
    standing(cast, campaign, "raised", due_on=cast.today - timedelta(days=1))
    step(cast, standing(cast, campaign, "closed"), "reopen")
    totals = queries.totals(cast.office, campaign.pk, cast.places["district"])
    assert totals == queries.Totals(
        raised=9, open=7, overdue=1, closed=2, reopened=1, extended=0, mean_days=10.0
    )
    assert totals.raised == totals.open + totals.closed
    elsewhere = queries.totals(cast.office, campaign.pk, cast.places["township"])
    assert (elsewhere.raised, elsewhere.mean_days) == (0, None)


def test_the_figures_of_a_past_day_stay_as_they_were(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "claimed")
    standing(cast, campaign, "withdrawn")

    def counted(days: int) -> tuple[int, int, int]:
        node, day = cast.places["district"], cast.today + timedelta(days=days)
        return tuple(problem_counts(Scope(campaign, node, day)))

    assert (counted(-1), counted(0)) == ((0, 0, 0), (1, 1, 0))
    row = rectification.step(
        by=cast.general_secretary,
        rectification=row,
        verb="verify",
        answers={"satisfaction": "fairly"},
        now=at_noon(cast.today + timedelta(days=3)),
    )
    assert (counted(2), counted(3)) == ((1, 1, 0), (1, 0, 1))
    rows = Catalogue(campaign.pk).figure("problems_closed").rows
    node = cast.places["district"]
    page = Page(reader=cast.office)
    assert not rows(Scope(campaign, node, cast.today + timedelta(days=2)), page).rows
    (told,) = rows(Scope(campaign, node, cast.today + timedelta(days=3)), page).rows
    assert (told.name, told.cells[-1]) == ("党课没有按季度上", "已销号")


def test_what_awaits_each_side_and_when_it_is_looked_at_again(cast: Cast, campaign: Campaign) -> None:
    rows = {state: standing(cast, campaign, state) for state in WAYS}

    def waiting(found: Any) -> set[str]:
        return {state for state, row in rows.items() if row in list(found)}

    assert waiting(queries.to_put_right(cast.secretary, cast.today)) == {"raised", "ongoing"}
    verify = {"proposed", "extension_asked", "claimed"}
    assert waiting(queries.to_verify(cast.general_secretary, cast.today)) == verify
    later = cast.today + timedelta(days=90)
    assert waiting(queries.to_verify(cast.general_secretary, later)) == verify | {"closed"}
    assert waiting(queries.to_verify(cast.secretary, cast.today)) == set()


def test_a_problem_goes_its_whole_way_on_the_screen(cast: Cast, campaign: Campaign) -> None:
    above, branch = cast.client("general_secretary"), cast.client("secretary")
    first = cast.places["first"].organisation_id
    typed = {
        "organisation": first,
        "title": "党课没有按季度上",
        "source": "inspection",
        "raised_on": cast.today,
        "due_on": cast.today + timedelta(days=20),
    }
    answer = above.post(reverse("rectification-raise", args=[campaign.pk]), typed, follow=True)
    assert "在待办里看到，先报整改措施" in answer.content.decode()
    row = Rectification.objects.get()

    def press(client: Any, verb: str, **given: Any) -> str:
        address = reverse("rectification-step", args=[row.pk, verb])
        if given:
            assert client.get(address).status_code == 200
        page = client.post(address, given, follow=True)
        assert page.status_code == 200
        return str(page.content.decode())

    member = cast.accounts["member"].person_id
    due = cast.today + timedelta(days=15)
    press(branch, "propose", measure="每季度排课。", responsible_id=member, due_on=due)
    assert "措施待同意" in above.get(reverse("rectification", args=[row.pk])).content.decode()
    press(above, "approve")
    press(branch, "claim", evidence="已上。", done_on=cast.today)
    assert "已销号" in press(above, "verify", satisfaction="satisfied")
    row.refresh_from_db()
    assert (row.state, row.look_back_on) == ("closed", cast.today + timedelta(days=90))


def test_the_workbook_has_the_rows_of_the_page_and_no_formula(cast: Cast, campaign: Campaign) -> None:
    standing(cast, campaign, "closed", title="=1+1")
    standing(cast, campaign, "raised", title="党课没有按季度上")
    client = cast.client("office")
    page = client.get(reverse("rectifications", args=[campaign.pk]), {"only": "all"}).content.decode()
    (address,) = re.findall(r'href="([^"]+rectifications\.xlsx[^"]*)"', page)
    rows = _cells(client.get(html.unescape(address)))
    assert [(row[0], row[2], row[10]) for row in rows[1:]] == [
        ("=1+1", cast.places["first"].name, "已销号"),
        ("党课没有按季度上", cast.places["first"].name, "待定措施"),
    ]
    address = html.unescape(address).replace("only=all", "only=open")
    assert [row[0] for row in _cells(client.get(address))[1:]] == ["党课没有按季度上"]


def _cells(response: Any) -> list[list[Any]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
    return list(book.get_sheet_by_index(0).to_python())


def test_a_refused_form_comes_back_whole(cast: Cast, campaign: Campaign) -> None:
    row = raised(cast, campaign)
    answer = cast.client("secretary").post(
        reverse("rectification-step", args=[row.pk, "propose"]), {"measure": "每季度排课。", "due_on": "明年"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "每季度排课。" in page
    assert "明年" in page
    assert "请选一位负责的同志。" in page
    assert "这不是一个日期" in page


def test_a_problem_stands_on_the_desk_of_whoever_it_waits_for(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "claimed")

    def lines(role: str) -> list[tuple[str, str, str]]:
        found = cast.client(role).get("/").context["sections"]
        kept = [section for section in found if section.name in ("to-put-right", "to-verify")]
        return [(section.name, line.word, line.detail) for section in kept for line in section.lines]

    name = cast.places["first"].name
    assert lines("general_secretary") == [("to-verify", "待核验", name)]
    assert (lines("secretary"), lines("office")) == ([], [])
    step(cast, row, "refuse")
    assert lines("secretary") == [("to-put-right", "整改中", "请写清楚。")]
    assert lines("general_secretary") == []


def test_what_is_raised_from_a_plan_that_carries_out_anothers_stands_in_the_one_ledger(
    cast: Cast, campaign: Campaign
) -> None:
    own = Campaign.objects.create(
        plan=draft_plan(cast, []),
        superior=campaign,
        organisation_id=cast.places["general"].organisation_id,
        title="青石商圈党总支的活动",
        starts_on=campaign.starts_on,
        ends_on=campaign.ends_on,
        slug="qingshi",
    )
    typed = {
        "organisation": cast.places["first"].organisation_id,
        "title": "党课没有按季度上",
        "source": "meeting",
        "raised_on": cast.today,
        "immediate": "on",
    }
    cast.client("general_secretary").post(reverse("rectification-raise", args=[own.pk]), typed)
    assert Rectification.objects.get().campaign_id == campaign.pk
    for one in (own, campaign):
        page = cast.client("general_secretary").get(reverse("rectifications", args=[one.pk]))
        assert "党课没有按季度上" in page.content.decode()
