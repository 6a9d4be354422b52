"""The list of weak organisations and a group, asked as of a day."""

from datetime import timedelta

from tests.cast import Cast
from tests.organisations.reorganising.deciding import number
from zhengyou.organisations.actions import groups, weak


def test_the_weak_list_shows_who_stood_on_it_that_day(cast: Cast) -> None:
    since = cast.today - timedelta(days=9)
    told = {"reason": "长期不开会。", "measures": "派指导员。", "since": since}
    weak.put_on_list(by=cast.office, organisation=number(cast, "first"), **told)
    client = cast.client("office")
    found = [
        [row.place.name for row in client.get("/organisations/weak/", {"as_of": day}).context["rows"]]
        for day in (cast.today, since, since - timedelta(days=1), "2026-99-99")
    ]
    first = "青石商圈第一党支部"
    assert found == [[first], [first], [], [first]]


def test_a_group_shows_who_was_in_it_that_day(cast: Cast) -> None:
    since = cast.today - timedelta(days=9)
    told = groups.GroupTold("service_team", "商圈服务队", "", since)
    group = groups.add_group(by=cast.secretary, organisation=number(cast, "first"), told=told)
    joining = groups.Joining(None, "来帮忙的", "member", cast.today)
    groups.join(by=cast.secretary, group=group, joining=joining)
    client = cast.client("secretary")
    names = [
        [
            seat.member.person.name
            for seat in client.get(f"/organisations/groups/{group.pk}/", query).context["seats"]
        ]
        for query in ({}, {"as_of": (cast.today - timedelta(days=1)).isoformat()})
    ]
    assert names == [["来帮忙的"], []]
