"""Groups, units and the weak list: terms and members from-to, what the rules say of a branch, and who may keep them."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.cast import Cast, enrol
from zhengyou.organisations.actions import groups, units, weak
from zhengyou.organisations.actions.groups import GroupTold, Joining, NotKept
from zhengyou.organisations.models import Group, GroupMember, Kind, Person, Sector, Unit, Weakness
from zhengyou.organisations.queries.groups import groups_of, people_named, seats, units_of, weakness_of
from zhengyou.organisations.rules import NotPermitted
from zhengyou.organisations.rules.structure import Facts, forbidden, term_years, unusual, warnings


def _id(cast: Cast, where: str = "first") -> int:
    return cast.places[where].organisation_id


def _group(cast: Cast, ago: int = 30, **told: Any) -> Group:
    given = {"kind": "service_team", "name": "商圈服务队", "duties": ""} | told
    told_ = GroupTold(since=cast.today - timedelta(days=ago), **given)
    return groups.add_group(by=cast.secretary, organisation=_id(cast), told=told_)


def _join(cast: Cast, group: Group, role: str = "member", ago: int = 20) -> GroupMember:
    joining = Joining(cast.accounts["member"].person_id, "程初晓", role, cast.today - timedelta(days=ago))
    return groups.join(by=cast.secretary, group=group, joining=joining)


def test_a_group_shows_who_was_in_it_on_a_day(cast: Cast) -> None:
    group = _group(cast)
    member = _join(cast, group, "head")
    groups.leave(by=cast.secretary, member=member, day=cast.today + timedelta(days=3))
    told = [
        [seat.role for seat in seats(group, cast.today + timedelta(days=ahead))] for ahead in (-25, 0, 2, 3)
    ]
    assert told == [[], ["组长"], ["组长"], []]
    former = seats(group, cast.today + timedelta(days=3), former=True)
    assert [seat.member.person.name for seat in former] == ["程初晓"]


def test_a_group_ends_with_the_groups_within_it(cast: Cast) -> None:
    office = _group(cast, name="办公室", kind="office")
    _group(cast, name="文稿组", kind="writing_team", within=office.pk, ago=10)
    member = _join(cast, office)
    (shown,) = groups_of(_id(cast), cast.today)
    assert (shown.kind, shown.members, [part.kind for part in shown.parts]) == ("办公室", 1, ["文稿组"])
    groups.end_group(by=cast.secretary, group=office, day=cast.today + timedelta(days=1))
    assert groups_of(_id(cast), cast.today) != []
    assert groups_of(_id(cast), cast.today + timedelta(days=1)) == []
    member.refresh_from_db()
    assert member.until == cast.today + timedelta(days=1)
    with pytest.raises(NotKept, match="已经撤销"):
        groups.end_group(by=cast.secretary, group=office, day=cast.today + timedelta(days=2))


def test_somebody_is_in_a_group_once(cast: Cast) -> None:
    group = _group(cast)
    _join(cast, group)
    with pytest.raises(NotKept, match="程初晓已经在组里"):
        _join(cast, group, "head")
    with pytest.raises(NotKept, match="小组还没有成立"):
        _join(cast, group, ago=90)
    with pytest.raises(NotKept, match="不能早于今天"):
        groups.leave(by=cast.secretary, member=GroupMember.objects.get(), day=cast.today - timedelta(days=1))


def test_groups_are_kept_by_their_own_secretary_and_by_those_above(cast: Cast) -> None:
    told = GroupTold("service_team", "服务队", "", cast.today)
    for role in ("member", "leader", "inspector", "administrator", "other_secretary", "village_secretary"):
        with pytest.raises(NotPermitted):
            groups.add_group(by=cast.actor(role), organisation=_id(cast), told=told)
    for role in ("secretary", "general_secretary", "committee_office", "office"):
        groups.add_group(by=cast.actor(role), organisation=_id(cast), told=told)


def test_of_two_people_of_one_name_one_is_chosen(cast: Cast) -> None:
    enrol("程初晓", cast.places["second"])
    group = _group(cast)
    url, client = f"/organisations/groups/{group.pk}/join/", cast.client("general_secretary")
    data = {"name": "程 初晓", "role": "member", "since": cast.today.isoformat()}
    asked = client.post(url, data)
    assert asked.status_code == 422
    assert "程初晓（青石商圈第二党支部）" in asked.content.decode()
    both = people_named("程初晓", cast.places["general"].path, cast.today)
    chosen = client.post(url, {**data, "person": both[1][0].pk})
    assert chosen.status_code == 302
    assert GroupMember.objects.get().person == both[1][0]


def test_who_is_seconded_from_outside_is_somebody_new(cast: Cast) -> None:
    group = _group(cast)
    client = cast.client("secretary")
    data = {"name": "外来客", "role": "seconded", "from_where": "县档案馆", "since": cast.today.isoformat()}
    assert client.post(f"/organisations/groups/{group.pk}/join/", data).status_code == 302
    assert Person.objects.get(name="外来客").memberships.count() == 0
    page = client.get(f"/organisations/groups/{group.pk}/").content.decode()
    assert "县档案馆" in page
    assert "抽调人员" in page


def test_a_unit_has_several_organisations_and_an_organisation_several_units(cast: Cast) -> None:
    since = cast.today - timedelta(days=9)
    for where, name in (("first", "青石商贸"), ("first", "青石物流"), ("second", "青石商贸")):
        units.link(by=cast.office, organisation=_id(cast, where), kind="company", name=name, since=since)
    assert Unit.objects.count() == 2
    assert [link.unit.name for link, _kind in units_of(_id(cast), cast.today)] == ["青石商贸", "青石物流"]
    with pytest.raises(NotKept, match="已经登记在青石商贸"):
        units.link(by=cast.office, organisation=_id(cast), kind="company", name="青石商贸", since=since)
    link, _kind = units_of(_id(cast), cast.today)[0]
    units.unlink(by=cast.office, link=link, day=cast.today + timedelta(days=1))
    assert len(units_of(_id(cast), cast.today)) == 2
    assert len(units_of(_id(cast), cast.today + timedelta(days=1))) == 1


def test_the_weak_list_is_kept_by_the_level_above(cast: Cast) -> None:
    told = {"reason": "长期不开会。", "measures": "派指导员。", "since": cast.today - timedelta(days=9)}
    for role in ("secretary", "general_secretary", "leader"):
        with pytest.raises(NotPermitted):
            weak.put_on_list(by=cast.actor(role), organisation=_id(cast), **told)
    one = weak.put_on_list(by=cast.committee_office, organisation=_id(cast), **told)
    with pytest.raises(NotKept, match="已经在整顿名单上"):
        weak.put_on_list(by=cast.office, organisation=_id(cast), **told)
    weak.take_off_list(by=cast.office, weakness=one, result="按期开会。", day=cast.today)
    assert weakness_of(_id(cast), cast.today - timedelta(days=1)) == one
    assert weakness_of(_id(cast), cast.today) is None


@pytest.mark.parametrize("rows", [1, 3])
def test_the_weak_list_takes_the_same_queries_for_one_and_three(
    cast: Cast, django_assert_num_queries: Any, rows: int
) -> None:
    for where in ("first", "second", "village")[:rows]:
        Weakness.objects.create(
            organisation_id=_id(cast, where),
            reason="不开会。",
            measures="帮。",
            since=cast.today,
            listed_by=cast.accounts["office"],
        )
    client = cast.client("office")
    with django_assert_num_queries(6):
        page = client.get("/organisations/weak/")
    assert len(page.context["rows"]) == rows
    assert cast.client("member").get("/organisations/weak/").status_code == 404


FACTS = Facts(Kind.BRANCH, Sector.PRIVATE, full=20, members=22, committee=5)


@pytest.mark.parametrize(
    ("facts", "sentences"),
    [
        (FACTS, []),
        (Facts(Kind.BRANCH, "", 2, 2), ["正式党员2名，不足3名"]),
        (Facts(Kind.BRANCH, "", 6, 6), []),
        (Facts(Kind.BRANCH, "", 7, 7), ["满7名应设支部委员会"]),
        (Facts(Kind.BRANCH, "", 51, 51, 5), ["党员51名，一般不超过50名"]),
        (Facts(Kind.BRANCH, "", 20, 20, 2), ["支部委员会2人"]),
        (Facts(Kind.BRANCH, "", 20, 20, 7), []),
        (Facts(Kind.BRANCH, "", 20, 20, 8), ["最多7人"]),
        (Facts(Kind.BRANCH, "rural", 20, 20, 5, term_over=True), ["任期5年，已经届满"]),
        (Facts(Kind.BRANCH, "private", 20, 20, 5, term_over=True), ["任期3年，已经届满"]),
        (Facts(Kind.COMMITTEE, "", 1, 900), []),
    ],
)
def test_what_departs_from_the_rules_is_told_with_its_source(facts: Facts, sentences: list[str]) -> None:
    found = warnings(facts)
    assert len(found) == len(sentences)
    for one, sentence in zip(found, sentences, strict=True):
        assert sentence in one.sentence
        assert "党支部工作条例" in one.source


def test_kinds_know_what_they_stand_under() -> None:
    assert forbidden(Kind.BRANCH, Kind.BRANCH) == "党支部不能设在党支部下面。"
    assert forbidden(Kind.BRANCH, Kind.DISTRICT_COMMITTEE) == ""
    assert unusual(Kind.COMMITTEE, Kind.COMMITTEE) != ""
    assert unusual(Kind.GENERAL_BRANCH, Kind.COMMITTEE) == ""
    assert term_years(Sector.RURAL) == 5


def test_a_term_that_has_run_out_is_told_on_the_page(cast: Cast) -> None:
    for number in range(6):
        enrol(f"党员{number}", cast.places["first"])
    client, url = cast.client("office"), f"/organisations/{_id(cast)}/"
    assert "应设支部委员会" in client.get(url).content.decode()
    since = date(cast.today.year - 4, 1, 1)
    told = GroupTold("branch_committee", "支部委员会", "", since)
    committee = groups.add_group(by=cast.secretary, organisation=_id(cast), told=told)
    for role in ("secretary", "organisation", "publicity"):
        joining = Joining(None, f"委员{role}", role, since)
        groups.join(by=cast.secretary, group=committee, joining=joining)
    text = client.get(url).content.decode()
    assert "应设支部委员会" not in text
    assert "支部委员会任期3年，已经届满" in text
