"""The demonstration's round of reviews: begun in every corner, held by those above, nobody by himself."""

from zhengyou.campaigns.models import Campaign, Review, ReviewRound
from zhengyou.campaigns.queries.reviews import due_now
from zhengyou.organisations.models import Membership
from zhengyou.organisations.queries import standing_place, today


def test_everybody_due_stands_in_the_round_once(district: Campaign) -> None:
    (round_,) = ReviewRound.objects.all()
    rows = Review.objects.filter(round=round_, until=None)
    organisations, members = due_now(district, round_.opens_on)
    assert (rows.filter(person=None).count(), rows.exclude(person=None).count()) == (organisations, members)


def test_some_are_held_and_read_and_others_wait(district: Campaign) -> None:
    assert set(Review.objects.values_list("state", flat=True)) == {"planned", "held", "read"}
    held = Review.objects.exclude(state="planned")
    assert held.filter(person=None).exists()
    assert held.exclude(person=None).exists()


def test_what_was_held_says_what_was_found_and_names_no_one_who_reviewed_himself(district: Campaign) -> None:
    for row in Review.objects.exclude(state="planned"):
        assert row.reviewed_by_id != row.person_id
        assert (row.problems.count() == 1) == (row.none_found == "")
        if row.person_id is None:
            assert standing_place(row.organisation_id, today()).parent_id == row.reviewer_id
        else:
            there = Membership.objects.filter(person_id=row.person_id, organisation_id=row.reviewer_id)
            assert there.exists()
