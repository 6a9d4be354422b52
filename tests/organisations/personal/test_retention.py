"""What is kept how long: said to everybody, purged on the day, and nobody blanked by the clock."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.utils.module_loading import import_string

from tests.cast import FOUNDED, Cast, at_noon, begun
from tests.organisations.personal.changes import asked, left
from zhengyou.appraisals.actions.phoning import NUMBERS_DAYS
from zhengyou.appraisals.models import Batch, Contact, RaterClass, Round, RoundState, Sample, Urn
from zhengyou.campaigns.models import Campaign
from zhengyou.ledger.models import Entry
from zhengyou.organisations.actions import personal, rosters
from zhengyou.organisations.actions.importing import Source
from zhengyou.organisations.actions.readings import note_reading
from zhengyou.organisations.actions.retention import purge
from zhengyou.organisations.jobs import purge_kept
from zhengyou.organisations.models import Correction, Membership, Person, Reading, RosterRun, What
from zhengyou.organisations.queries.kept import kinds
from zhengyou.organisations.queries.leavers import left_long_ago, years_before
from zhengyou.organisations.rules import System
from zhengyou.organisations.rules.retention import CORRECTIONS_DAYS, LEFT_YEARS, READINGS_DAYS, Kept


def _purge(cast: Cast) -> dict[str, int]:
    return purge(by=System(), now=at_noon(cast.today))


def _read(cast: Cast, days: int) -> None:
    now = at_noon(cast.today - timedelta(days=days))
    note_reading(by=cast.secretary, what=What.FILE, person_id=cast.accounts["member"].person_id, now=now)


def _settle(cast: Cast, days: int) -> None:
    now = at_noon(cast.today - timedelta(days=days))
    personal.settle(by=cast.member, correction=asked(cast), verb="withdraw", answer="", now=now)


def _hand_in(cast: Cast, days: int) -> None:
    now = at_noon(cast.today - timedelta(days=days))
    rosters.hand_in(by=cast.administrator, source=Source("名册.xlsx", b"x"), now=now)


def _on_a_list(cast: Cast, days: int) -> None:
    """A number of a round of appraisal that ended so long ago."""
    campaign = Campaign.objects.first() or begun(cast)
    ended = cast.today - timedelta(days=days)
    row = Round.objects.create(
        campaign=campaign,
        organisation_id=cast.office.organisation_id,
        number=days,
        name="评议",
        slug=f"r{days}",
        sheet={},
        state=RoundState.CLOSED,
        opens_on=ended,
        closes_on=ended,
        scheduled_by_id=cast.office.account_id,
        scheduled_at=at_noon(ended),
    )
    urn = Urn.objects.create(round=row, organisation_id=cast.places["first"].organisation_id)
    served = RaterClass.objects.create(round=row, name="服务对象", source="served", weight=1, order=0)
    batch = Batch.objects.create(urn=urn, rater_class=served, channel="phone")
    sample = Sample.objects.create(batch=batch, seed="春", method="random", wanted=300)
    Contact.objects.create(sample=sample, line=1, sealed="锁着")


BOUNDARIES: dict[str, tuple[Callable[[Cast, int], None], Callable[[], int], int]] = {
    "readings": (_read, Reading.objects.count, READINGS_DAYS),
    "corrections": (_settle, Correction.objects.count, CORRECTIONS_DAYS),
    "rosters": (_hand_in, RosterRun.objects.filter(content__isnull=False).count, 7),
    "phone_numbers": (_on_a_list, Contact.objects.count, NUMBERS_DAYS),
}


@pytest.mark.parametrize("key", BOUNDARIES)
def test_what_is_of_the_last_day_stays_and_what_is_a_day_older_goes(cast: Cast, key: str) -> None:
    make, still, days = BOUNDARIES[key]
    make(cast, days)
    assert _purge(cast) == {}
    make(cast, days + 1)
    assert _purge(cast) == {key: 1}
    assert still() == 1


@pytest.mark.parametrize(("hour", "gone"), [(0, 0), (1, 1)])
def test_the_day_turns_at_midnight_where_the_campaign_is_run(cast: Cast, hour: int, gone: int) -> None:
    _read(cast, READINGS_DAYS)
    midnight: datetime = at_noon(cast.today) + timedelta(hours=12)
    assert sum(purge(by=System(), now=midnight - timedelta(hours=1 - hour)).values()) == gone


def test_every_kind_that_is_purged_by_the_night_is_tested_on_its_boundary() -> None:
    assert {kind.key for kind in kinds() if kind.purge is not None} == set(BOUNDARIES)


def test_a_request_that_waits_is_never_purged(cast: Cast) -> None:
    correction = asked(cast)
    Correction.objects.filter(pk=correction.pk).update(asked_at=at_noon(FOUNDED))
    assert _purge(cast) == {}
    assert Correction.objects.exists()


def test_the_night_writes_one_line_with_numbers_and_none_when_nothing_went(cast: Cast) -> None:
    lines = Entry.objects.count()
    assert _purge(cast) == {}
    assert Entry.objects.count() == lines
    _read(cast, READINGS_DAYS + 1)
    _read(cast, READINGS_DAYS + 2)
    purge_kept(timestamp=0)
    line = Entry.objects.latest("pk")
    assert (Entry.objects.count(), line.sentence) == (lines + 1, "保存期满，清除查阅记录2条。")
    assert (line.actor_name, line.after) == ("系统", {"readings": 2})


def test_every_room_says_what_it_keeps_and_everybody_may_read_it(cast: Cast) -> None:
    told = {kind.key: kind.how_long for kind in kinds()}
    assert told["readings"] == "1年"
    assert told["corrections"] == "答复或撤回后3年"
    assert told["attempts"] == "最后一次失败后1天"
    assert set(told) >= {"people", "ledger", "logins", "sessions", "plan_documents", "rejected_files"}
    assert all(
        kind.word and kind.holds and kind.source and kind.afterwards and kind.how_long for kind in kinds()
    )
    for role in ("member", "administrator", "inspector"):
        page = cast.client(role).get("/kept/").content.decode()
        assert all(str(kind.word) in page for kind in kinds())
        assert ("看名单" in page) is (role == "administrator")


def test_a_kind_that_is_declared_twice_would_be_purged_twice() -> None:
    keys = [kind.key for kind in kinds()]
    assert len(keys) == len(set(keys))
    assert all(isinstance(kind, Kept) for kind in kinds())


def _left_on(cast: Cast, name: str, *, days: int) -> Person:
    limit = years_before(cast.today, LEFT_YEARS)
    return left(cast, name, ago=(cast.today - limit).days + days)


def test_who_left_long_enough_ago_is_listed_and_nobody_is_blanked_by_the_clock(cast: Cast) -> None:
    first, last = _left_on(cast, "甲先", days=0), _left_on(cast, "乙后", days=-1)
    rows = cast.client("administrator").get("/people/left/").context["rows"]
    assert [(row.pk, row.left_on) for row in rows] == [(first.pk, years_before(cast.today, LEFT_YEARS))]
    purge_kept(timestamp=0)
    assert set(Person.objects.filter(blanked_on=None)) >= {first, last}


def test_who_came_back_is_not_listed(cast: Cast) -> None:
    person = _left_on(cast, "甲先", days=100)
    place = cast.places["second"].organisation_id
    Membership.objects.create(person=person, organisation_id=place, status="full", since=cast.today)
    assert left_long_ago(cast.administrator, cast.today) == []


def test_the_list_of_leavers_goes_on_behind_fifty_and_leaves_out_who_is_blanked(cast: Cast) -> None:
    people = [_left_on(cast, f"人{number}", days=number) for number in range(54)]
    Person.objects.filter(pk=people[0].pk).update(blanked_on=cast.today)
    client = cast.client("administrator")
    first = client.get("/people/left/")
    second = client.get("/people/left/", {"after": first.context["next_key"]})
    assert [row.pk for page in (first, second) for row in page.context["rows"]] == [
        person.pk for person in people[1:]
    ]


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [("2026-11-20", 5, "2021-11-20"), ("2024-02-29", 5, "2019-02-28"), ("2024-02-29", 4, "2020-02-29")],
)
def test_years_are_counted_by_the_calendar(day: str, years: int, expected: str) -> None:
    from_iso = datetime.fromisoformat
    assert years_before(from_iso(day).date(), years).isoformat() == expected


def test_the_names_in_the_settings_lead_somewhere(settings: object) -> None:
    names = [
        getattr(settings, key)
        for key in ("PERSONAL_DATA", "UNDECIDED_OF", "BLANKED_WITH", "FREE_TEXTS", "KEPT")
    ]
    assert all(import_string(dotted) is not None for listed in names for dotted in listed)
