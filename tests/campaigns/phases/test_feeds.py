"""Calendar feeds: what awaits whoever made the address, and nothing of anybody else (RFC 5545)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from tests.campaigns.rectification.raising import raised
from tests.cast import Cast, ExpectationOf, at_noon
from zhengyou.campaigns.actions import feeds
from zhengyou.campaigns.models import CalendarFeed, Campaign
from zhengyou.campaigns.rules.calendars import Occasion, calendar_text
from zhengyou.organisations.models import Membership, Person, Post


def _made(cast: Cast, role: str = "secretary") -> str:
    return reverse("calendar-feed", args=[feeds.make(by=cast.actor(role), now=at_noon(cast.today))])


def test_the_feed_shows_what_awaits_the_post_as_whole_days_with_stable_names(
    cast: Cast, campaign: Campaign, expectation_of: ExpectationOf
) -> None:
    url = _made(cast)
    answer = cast.client(None).get(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    found = {str(one["SUMMARY"]): one for one in events}
    due = found["动员大会"]
    assert due["DTSTART"].dt == expectation_of("first", "动员大会").due_on
    assert due["DTSTART"].params["VALUE"] == "DATE"
    assert due["DTEND"].dt == due["DTSTART"].dt + timedelta(days=1)
    assert [len(one.walk("VALARM")) for one in events] == [0] * len(events)
    again = Calendar.from_ical(cast.client(None).get(url).content).walk("VEVENT")
    assert [str(one["UID"]) for one in again] == [str(one["UID"]) for one in events]
    assert len({str(one["UID"]) for one in events}) == len(events)


def test_what_has_not_changed_is_not_sent_again(cast: Cast, campaign: Campaign) -> None:
    url = _made(cast)
    first = cast.client(None).get(url)
    assert cast.client(None).get(url, headers={"If-None-Match": first["ETag"]}).status_code == 304
    raised(cast, campaign)
    later = cast.client(None).get(url, headers={"If-None-Match": first["ETag"]})
    assert (later.status_code, later["ETag"] == first["ETag"]) == (200, False)


@pytest.mark.parametrize("secret", ["x", "a" * 32, "a" * 500, "..", "中文"])
def test_an_unknown_address_leads_nowhere(cast: Cast, secret: str) -> None:
    assert cast.client(None).get(f"/calendar/{secret}.ics").status_code == 404


def test_a_revoked_address_and_one_that_was_replaced_lead_nowhere(cast: Cast, campaign: Campaign) -> None:
    first, second = _made(cast), _made(cast)
    assert [cast.client(None).get(url).status_code for url in (first, second)] == [404, 200]
    assert feeds.revoke(by=cast.secretary, now=at_noon(cast.today)) is True
    assert cast.client(None).get(second).status_code == 404
    assert feeds.revoke(by=cast.secretary, now=at_noon(cast.today)) is False


def test_leaving_the_post_ends_what_the_feed_shows(cast: Cast, campaign: Campaign) -> None:
    url = _made(cast)
    person = cast.accounts["secretary"].person
    Post.objects.filter(person=person).update(until=cast.today)
    assert b"BEGIN:VEVENT" not in cast.client(None).get(url).content
    Membership.objects.filter(person=person).update(until=cast.today)
    assert cast.client(None).get(url).status_code == 200


def test_the_address_is_shown_once_and_only_its_digest_is_kept(cast: Cast, campaign: Campaign) -> None:
    client = cast.client("secretary")
    page = client.post(reverse("calendar-make")).content.decode()
    address = page.partition("<code")[2].partition(">")[2].partition("<")[0]
    secret = address.rpartition("/")[2].removesuffix(".ics")
    feed = CalendarFeed.objects.get()
    assert (feed.digest, secret in page) == (feeds.digest(secret), True)
    assert secret not in client.get(reverse("calendar")).content.decode()


def test_no_feed_names_another_person_or_what_was_written_of_one(cast: Cast, campaign: Campaign) -> None:
    others = list(Person.objects.values_list("name", flat=True))
    raised(cast, campaign, title=f"{others[0]}没有参加学习", member=cast.accounts["member"].person_id)
    raised(cast, campaign, title=f"{others[1]}迟到")
    for role in cast.accounts:
        text = cast.client(None).get(_made(cast, role)).content.decode().replace("\r\n ", "")
        assert [name for name in others if name in text] == []


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200),
            st.dates(max_value=date(9000, 1, 1)),
            st.integers(0, 400),
        ),
        max_size=12,
    )
)
def test_whatever_a_task_is_called_the_feed_is_read_back_as_it_was(rows: list[tuple[str, date, int]]) -> None:
    given_rows = [
        Occasion(f"x-{number}", title.strip() or "空", day, day + timedelta(days=more), f"/x/{number}/")
        for number, (title, day, more) in enumerate(rows)
    ]
    stamp = at_noon(date(2026, 11, 20))
    text = calendar_text(given_rows, name="事", host="https://example.invalid", stamp=stamp)
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
    events = Calendar.from_ical(text).walk("VEVENT")
    assert [(str(one["SUMMARY"]), one["DTSTART"].dt, one["DTEND"].dt) for one in events] == [
        (one.title, one.starts_on, one.ends_on + timedelta(days=1)) for one in given_rows
    ]
