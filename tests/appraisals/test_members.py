"""Democratic appraisal of members and party-spirit analysis, from being asked for to their end (domain.md P6, P7)."""

from collections import Counter

import pytest
from django.urls import reverse

from tests.appraisals.members import Members, analysed, opened
from tests.appraisals.rounds import opened as vote_opened
from tests.appraisals.rounds import standing
from tests.cast import Cast
from zhengyou.appraisals.actions import members as actions
from zhengyou.appraisals.models import Analysis, Grading, GradingStage
from zhengyou.appraisals.rules.democratic import most_excellent
from zhengyou.campaigns.models import Campaign
from zhengyou.desk.queries import sections
from zhengyou.ledger.models import Entry
from zhengyou.organisations.rules import NotPermitted

pytestmark = pytest.mark.django_db
ROLES = (
    "leader", "office", "inspector", "reader", "administrator", "committee_office", "general_secretary",
    "secretary", "other_secretary", "village_secretary", "member",
)  # fmt: skip


def _readers(cast: Cast, address: str, words: str) -> set[str]:
    """The roles that find these words on a page."""
    pages = {role: cast.client(role).get(address) for role in ROLES}
    return {role for role, page in pages.items() if words in page.content.decode()}


def _states(made: Members) -> Counter[str]:
    return Counter(made.row.gradings.filter(held_by_id=made.branch).values_list("state", flat=True))


def test_everybody_below_is_asked_and_a_branch_of_fewer_than_three_goes_with_the_one_above(
    cast: Cast, campaign: Campaign
) -> None:
    made = opened(cast, campaign)
    held = Counter(Grading.objects.filter(round=made.row).values_list("held_by_id", flat=True))
    places = {name: place.organisation_id for name, place in cast.places.items()}
    # The street's office and the general branch's secretary are alone, so is the second branch's.
    assert held == {places["first"]: 7, places["general"]: 1, places["street"]: 1, places["district"]: 1}


def test_a_branch_goes_the_whole_way_together(cast: Cast, campaign: Campaign) -> None:
    made = opened(cast, campaign)
    for state in ("self", "mutual", "ballot", "grade", "graded", "told", "approved", "used"):
        fresh = Members(cast, made.row)
        if state in ("mutual", "ballot", "used"):
            verb = {"mutual": "assess", "ballot": "discuss", "used": "use"}[state]
            for row in made.row.gradings.filter(held_by_id=made.branch):
                fresh.step(row, verb)
        elif state == "graded":
            assert fresh.grade(*["excellent"] * 2, *["qualified"] * 5) == 7
        else:
            verb = {"self": "study", "grade": "vote", "told": "tell", "approved": "approve"}[state]
            assert fresh.all(verb, cast.general_secretary if verb == "approve" else None) == 7
        assert _states(made) == {state: 7}
    stages = GradingStage.objects.filter(row=made.grading()).order_by("pk")
    assert [stage.state for stage in stages] == [
        "self", "mutual", "ballot", "grade", "graded", "told", "approved", "used",
    ]  # fmt: skip


def test_more_excellent_than_a_third_need_a_reason_and_go_through_with_one(
    cast: Cast, campaign: Campaign
) -> None:
    made = opened(cast, campaign).until("grade")
    with pytest.raises(actions.TooManyExcellent, match=r"优秀的有3名，一般不超过2名（7名党员）"):
        made.grade(*["excellent"] * 3)
    assert _states(made) == {"grade": 7}
    assert made.grade(*["excellent"] * 3, beyond="三人都立了功。") == 3
    reasons = made.row.gradings.filter(grade="excellent").values_list("reason", flat=True)
    assert set(reasons) == {"表现稳定。；三人都立了功。"}


def test_the_usual_number_of_excellent_members_is_a_third_rounded_down() -> None:
    assert [most_excellent(n, 33) for n in (0, 2, 3, 7, 36)] == [0, 0, 1, 2, 12]
    assert most_excellent(36, 20) == 7


def test_a_draft_grade_is_for_the_branch_committee_only(cast: Cast, campaign: Campaign) -> None:
    made = opened(cast, campaign).until("graded")
    page = reverse("democratic", args=[made.grading().pk])
    assert _readers(cast, page, "表现稳定。") == {"secretary"}
    listed = f"{reverse('member-round', args=[made.row.pk])}?node={made.branch}"
    assert _readers(cast, listed, 'data-label="等次">合格') == {"secretary"}
    assert not Entry.objects.filter(sentence__contains="合格").exists()
    made.all("tell")
    told = {"secretary", "member", "general_secretary", "committee_office", "office", "leader"}
    assert _readers(cast, page, "表现稳定。") == told


def test_a_member_objects_and_only_then_is_answered(cast: Cast, campaign: Campaign) -> None:
    made = opened(cast, campaign).until("objected")
    assert made.all("approve", cast.general_secretary) == 6
    assert made.step(made.grading(), "answer").state == "told"
    with pytest.raises(NotPermitted, match="要由上级组织办理"):
        made.all("approve")
    assert made.all("approve", cast.general_secretary) == 1


def test_only_the_member_himself_objects(cast: Cast, campaign: Campaign) -> None:
    made = opened(cast, campaign).until("told")
    with pytest.raises(NotPermitted, match="由本人办理"):
        made.step(made.grading(), "object", cast.secretary)


def test_the_vote_stands_beside_the_grade_only_if_it_was_on_these_members(
    cast: Cast, campaign: Campaign
) -> None:
    vote = standing(cast, campaign, "counted").round
    made = opened(cast, campaign, people=0).until("ballot")
    with pytest.raises(actions.NotPossible, match="评的不是这个支部的党员"):
        made.all("vote", ballot=vote.pk)
    assert made.all("vote") > 0
    assert made.grading().ballot is None


def test_grades_are_typed_on_one_page_and_a_wrong_turn_loses_nothing(cast: Cast, campaign: Campaign) -> None:
    made = opened(cast, campaign).until("grade")
    address = reverse("member-grades", args=[made.row.pk, made.branch])
    keys = list(made.row.gradings.filter(held_by_id=made.branch).values_list("pk", flat=True))
    sent = {f"grade-{key}": "qualified" for key in keys} | {f"grade-{keys[0]}": "excellent"}
    client = cast.client("secretary")
    refused = client.post(address, sent | {"common": "完成任务。"})
    assert refused.status_code == 422
    assert "请写定这个等次的理由。" in refused.content.decode()
    assert _states(made) == {"grade": 7}
    done = client.post(address, sent | {"common": "完成任务。", f"reason-{keys[0]}": "带头办实事。"})
    assert done.status_code == 302
    assert _states(made) == {"graded": 7}


def test_an_analysis_is_read_by_the_member_the_committee_and_the_superior_only(
    cast: Cast, campaign: Campaign
) -> None:
    made = analysed(cast, campaign, "circulated")
    page = reverse("spirit", args=[made.analysis().pk])
    assert _readers(cast, page, "学得不深。") == {"member", "secretary", "general_secretary"}
    lines = Entry.objects.filter(subject="appraisals.analysis").values_list("sentence", "before", "after")
    assert all("程初晓" not in str(line) and "学得不深" not in str(line) for line in lines)
    assert len(lines) == 9


def test_a_report_of_one_character_is_taken(cast: Cast, campaign: Campaign) -> None:
    made = analysed(cast, campaign, "talked")
    address = reverse("spirit-step", args=[made.analysis().pk, "write"])
    short = {"problems": "懒", "roots": "散", "direction": "勤"}
    assert cast.client("member").post(address, short).status_code == 302
    assert made.analysis().state == "written"


def test_the_list_says_how_many_of_how_many_have_their_feedback(cast: Cast, campaign: Campaign) -> None:
    made = analysed(cast, campaign, "fed_back")
    address = f"{reverse('member-round', args=[made.row.pk])}?node={made.branch}"
    assert "应办7名，办完1名" in cast.client("secretary").get(address).content.decode()
    made.step(Analysis.objects.filter(organisation_id=made.branch, state="noticed")[0], "gather")
    excused = Analysis.objects.filter(organisation_id=made.branch, state="noticed")[0]
    actions.step_analysis(
        by=cast.secretary, analysis=excused, verb="excuse", answers={"comment": "重病。"}, **made.now()
    )
    assert "应办6名，办完1名" in cast.client("secretary").get(address).content.decode()


def test_the_desk_asks_each_in_turn(cast: Cast, campaign: Campaign) -> None:
    def titles(role: str) -> set[str]:
        return {section.name for section in sections(cast.actor(role), cast.today)}

    made = opened(cast, campaign)
    assert "members-of-branch" in titles("secretary")
    assert "to-assess-oneself" not in titles("member")
    made.all("study")
    assert "to-assess-oneself" in titles("member")
    made = Members(cast, made.row)
    for verb, state in (("assess", "self"), ("discuss", "mutual")):
        for row in made.row.gradings.filter(held_by_id=made.branch, state=state):
            made.step(row, verb)
    made.all("vote")
    made.grade(*["qualified"] * 7)
    assert "grades-to-approve" not in titles("general_secretary")
    made.all("tell")
    assert "grades-to-approve" in titles("general_secretary")
    assert "members-of-branch" not in titles("secretary")


def test_a_satisfaction_survey_is_a_round_with_another_sheet_and_no_code(
    cast: Cast, campaign: Campaign
) -> None:
    poll = vote_opened(cast, campaign, sheet="satisfaction")
    batch = poll.batch("first", "服务对象")
    given = poll.codes(batch)
    assert [poll.vote(code, (0, 1, 2, 3, 0)) for code in given] == [True] * 15
    poll.close()
    poll.count()
    assert poll.round.state == "counted"
    assert poll.round.unreadable == 0
    batch.refresh_from_db()
    assert batch.returned == 15
