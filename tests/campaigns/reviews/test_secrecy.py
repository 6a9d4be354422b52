"""What is said of a member stays between the secretary of the branch and the member: on every page, for every role."""

import io
from collections.abc import Iterator

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.campaigns.reviews.reviewing import of_member, of_place, opened, put_right, recorded, standing, step
from tests.cast import ROLES, Cast
from zhengyou.campaigns.models import Campaign, Rectification, Review
from zhengyou.campaigns.queries import rectification as problems
from zhengyou.campaigns.rules.procedures import RECTIFICATION
from zhengyou.ledger.models import Entry

STRENGTH, PROBLEM, DIRECTION = "夜班带徒弟毫无怨言", "三季度学习缺席四次", "年底前教会两名新人"
REPORT, ANSWER, MEASURE, EVIDENCE = "今年做了三件实事", "十二月起每次都到", "每次提前请假", "四季度全勤"
SAID = (STRENGTH, PROBLEM, DIRECTION, REPORT, ANSWER, MEASURE, EVIDENCE)
ORGANISATION_SAID = "商户走访做得细"


@pytest.fixture
def said(cast: Cast, campaign: Campaign) -> Review:
    """A member's review with all that may be written, its problem on its way; and one of the branch."""
    round_ = opened(cast, campaign)
    row = step(cast, of_member(cast, round_), "deliver")
    row = recorded(cast, row, PROBLEM, strengths=STRENGTH, direction=DIRECTION)
    row = step(cast, row, "read")
    put_right(cast, Rectification.objects.get())
    recorded(cast, of_place(cast, round_), "党课没有按季度上", strengths=ORGANISATION_SAID)
    return row


def _pages(cast: Cast, campaign: Campaign, row: Review) -> Iterator[str]:
    problem = Rectification.objects.get(personal=True)
    yield reverse("review", args=[row.pk])
    yield reverse("rectification", args=[problem.pk])
    yield reverse("desk")
    yield reverse("ledger")
    for line in Entry.objects.filter(subject__in=["campaigns.review", "campaigns.rectification"]):
        yield reverse("ledger-line", args=[line.pk])
    for where in ("district", "general", "first"):
        node = f"?node={cast.places[where].organisation_id}"
        yield reverse("reviews", args=[campaign.pk]) + node
        yield f"{reverse('reviews', args=[campaign.pk])}{node}&only=all"
        yield f"{reverse('rectifications', args=[campaign.pk])}{node}&only=all"
        yield reverse("review-rounds", args=[campaign.pk]) + node
        for figure in ("reviews-held", "reviews-problems", "reviews-problems-closed", "problems"):
            yield reverse("figure", args=[campaign.pk, figure]) + node


def test_nobody_but_the_two_reads_a_word_of_it(cast: Cast, campaign: Campaign, said: Review) -> None:
    readers: dict[str, set[str]] = {}
    for role in ROLES:
        client = cast.client(role)
        text = "".join(client.get(url).content.decode() for url in _pages(cast, campaign, said))
        readers[role] = {word for word in SAID if word in text}
    assert {role: found for role, found in readers.items() if found} == {
        "secretary": set(SAID),
        "member": set(SAID),
    }


def test_the_ledger_keeps_no_text_of_it_but_that_it_happened(said: Review) -> None:
    lines = Entry.objects.filter(subject__in=["campaigns.review", "campaigns.rectification"])
    kept = "".join(f"{line.sentence}{line.before}{line.after}" for line in lines)
    assert [word for word in SAID if word in kept] == []
    assert ORGANISATION_SAID in kept
    assert "党员个人的一个问题" in kept


def test_the_table_that_is_handed_on_has_of_members_only_counts(
    cast: Cast, campaign: Campaign, said: Review
) -> None:
    for role in ("office", "general_secretary", "secretary"):
        answer = cast.client(role).get(reverse("reviews-table", args=[campaign.pk]))
        book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
        cells = "".join(str(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)
        assert [word for word in SAID if word in cells] == []
        assert (ORGANISATION_SAID in cells) == (role != "secretary")


def test_a_formula_in_a_text_stays_a_text(cast: Cast, campaign: Campaign) -> None:
    evil = '=HYPERLINK("http://example.com","看")'
    recorded(cast, of_place(cast, opened(cast, campaign)), "@SUM(1+1)", strengths=evil)
    answer = cast.client("office").get(reverse("reviews-table", args=[campaign.pk]))
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    rows = book.get_sheet_by_name("对各组织的点评").to_python()
    first = next(row for row in rows if row[0] == cast.places["first"].name)
    assert (first[5], first[6]) == (evil, "@SUM(1+1)（待定措施）")


def test_a_review_of_an_organisation_is_read_by_it_and_by_those_above(
    cast: Cast, campaign: Campaign, said: Review
) -> None:
    row = Review.objects.get(person=None, state="held")
    address = reverse("review", args=[row.pk])
    found = {role: cast.client(role).get(address).status_code for role in ROLES}
    assert {role for role, code in found.items() if code == 200} == {
        *("office", "leader", "inspector", "reader", "committee_office", "general_secretary", "secretary"),
    }
    assert set(found.values()) == {200, 404}


def test_only_the_member_and_the_secretary_move_what_is_the_members_own(
    cast: Cast, campaign: Campaign
) -> None:
    row = standing(cast, campaign, "held")
    problem = row.problems.get().rectification
    concerned = problems.concerned_in(problem, cast.today)

    def offered(state: str) -> dict[str, list[str]]:
        found = {
            role: [one.verb for one in RECTIFICATION.offered(state, cast.actor(role), concerned)]
            for role in ROLES
        }
        return {role: verbs for role, verbs in found.items() if verbs}

    assert offered("raised") == {"secretary": ["withdraw"], "member": ["propose"]}
    assert offered("ongoing") == {"secretary": ["withdraw"], "member": ["claim", "ask_extension"]}
    assert offered("claimed") == {"secretary": ["verify", "refuse"]}
    assert offered("closed") == {"secretary": ["reopen", "settle"]}


def test_a_members_own_problem_awaits_the_member_and_not_the_branch(cast: Cast, campaign: Campaign) -> None:
    problem = standing(cast, campaign, "held").problems.get().rectification
    assert list(problems.own_to_put_right(cast.member, cast.today)) == [problem]
    assert list(problems.to_put_right(cast.secretary, cast.today)) == []
    assert list(problems.own_to_put_right(cast.secretary, cast.today)) == []
    totals = problems.totals(cast.office, campaign.pk, cast.places["district"])
    assert totals.raised == 1  # those above count it, and do not read it
