"""Each change of the tree: what it does from its day on, and that the days before stay as they were."""

from datetime import date, timedelta

import pytest

from tests.cast import Cast, enrol, found
from tests.organisations.reorganising.deciding import decide, homes, number, order, tree, undo
from zhengyou.ledger.models import Entry
from zhengyou.organisations.actions.reorganising import NotPossible
from zhengyou.organisations.models import (
    Group,
    Kind,
    MemberStatus,
    Organisation,
    Part,
    Placement,
    Post,
    Reorganisation,
    Sector,
    Unit,
    UnitLink,
    Weakness,
)
from zhengyou.organisations.queries import actors_of, member_counts, members_by_sector, place, placements
from zhengyou.organisations.queries.reorganising import history, preview
from zhengyou.organisations.queries.shifts import (
    Close,
    Found,
    Merge,
    Move,
    New,
    Rename,
    Retype,
    Split,
    Wanted,
)
from zhengyou.organisations.rules import NotPermitted


def _name(cast: Cast, where: str, ahead: int) -> str:
    return place(number(cast, where), cast.today + timedelta(days=ahead)).name


def test_a_new_organisation_stands_from_its_day_on(cast: Cast) -> None:
    new = New("T9001", "青石商圈第三党支部")
    change = decide(cast, Found(number(cast, "general"), new, Kind.BRANCH, Sector.PRIVATE), ahead=3)
    made = Organisation.objects.get(code="T9001")
    assert change.organisation_id == made.pk
    assert made.founded_on == cast.today + timedelta(days=3)
    assert placements([made.pk], cast.today + timedelta(days=2)) == {}
    stands = place(made.pk, cast.today + timedelta(days=3))
    assert (stands.name, stands.parent_id, stands.path) == (
        "青石商圈第三党支部",
        number(cast, "general"),
        f"{cast.places['general'].path}{made.pk}/",
    )
    (line,) = Entry.objects.filter(verb="organisations.reorganisation.do")
    assert line.sentence.startswith("成立青石商圈第三党支部（党支部），隶属青石商圈党总支，自")
    assert line.organisation_path == cast.places["general"].path


def test_a_new_name_holds_from_its_day_on_and_the_old_one_before(cast: Cast) -> None:
    decide(cast, Rename(number(cast, "first"), "青石商圈中心党支部"), ahead=2)
    assert [_name(cast, "first", ahead) for ahead in (-1, 1, 2, 30)] == [
        *["青石商圈第一党支部"] * 2,
        *["青石商圈中心党支部"] * 2,
    ]


def test_what_moves_takes_everything_under_it_along(cast: Cast) -> None:
    before = tree(cast.today - timedelta(days=1))
    decide(cast, Move(number(cast, "general"), number(cast, "township")))
    general = f"{cast.places['township'].path}{number(cast, 'general')}/"
    assert place(number(cast, "general"), cast.today).path == general
    assert place(number(cast, "first"), cast.today).path == f"{general}{number(cast, 'first')}/"
    assert place(number(cast, "first"), cast.today).depth == 3
    assert tree(cast.today - timedelta(days=1)) == before
    assert member_counts(cast.places["street"].path, cast.today).members == 1
    assert member_counts(cast.places["township"].path, cast.today).members == 5


def test_a_corrected_sector_leaves_the_figures_of_past_days_alone(cast: Cast) -> None:
    top, yesterday = cast.places["district"].path, cast.today - timedelta(days=1)
    before = members_by_sector(top, yesterday)
    decide(cast, Retype(number(cast, "first"), Kind.BRANCH, Sector.COMMUNITY))
    assert members_by_sector(top, yesterday) == before
    now = members_by_sector(top, cast.today)
    assert now[Sector.COMMUNITY] == before[Sector.COMMUNITY] + 2
    assert now[Sector.PRIVATE] == before[Sector.PRIVATE] - 2


def _acts_as(cast: Cast, role: str, day: date) -> list[tuple[str, int]]:
    """The posts in which somebody may act that day, and where."""
    return [(actor.post_kind, actor.organisation_id) for actor in actors_of(cast.accounts[role], day)]


def test_merging_moves_members_and_activists_and_ends_posts(cast: Cast) -> None:
    activist = enrol("积极分子", cast.places["first"], MemberStatus.ACTIVIST)
    whole = member_counts(cast.places["district"].path, cast.today)
    decide(cast, Merge((number(cast, "first"),), number(cast, "second")), ahead=1)
    tomorrow = cast.today + timedelta(days=1)
    assert member_counts(cast.places["district"].path, tomorrow) == whole
    assert (activist.pk, number(cast, "second"), "activist") in homes(tomorrow)
    assert number(cast, "first") not in tree(tomorrow)
    ended = Organisation.objects.get(pk=number(cast, "first"))
    assert (ended.ended_on, ended.successor_id) == (tomorrow, number(cast, "second"))
    # The secretary of the merged branch is a member like the others from that day on, until somebody appoints him.
    assert _acts_as(cast, "secretary", cast.today) == [("secretary", number(cast, "first"))]
    assert _acts_as(cast, "secretary", tomorrow) == [("member", number(cast, "second"))]
    assert actors_of(cast.accounts["other_secretary"], tomorrow) != []


def test_two_merge_into_a_new_one(cast: Cast) -> None:
    new = New("T9002", "青石商圈联合党支部")
    change = decide(cast, Merge((number(cast, "first"), number(cast, "second")), new))
    made = Organisation.objects.get(code="T9002")
    assert place(made.pk, cast.today).parent_id == number(cast, "general")
    assert {organisation for _person, organisation, _status in homes(cast.today)} & {
        number(cast, "first"),
        number(cast, "second"),
    } == set()
    assert set(Part.objects.filter(reorganisation=change).values_list("organisation_id", "role")) == {
        (number(cast, "first"), "predecessor"),
        (number(cast, "second"), "predecessor"),
        (made.pk, "successor"),
    }
    (told,) = history(made.pk, cast.today)
    assert [(word, name) for word, _id, name in told.others] == [
        ("原组织", "青石商圈第一党支部"),
        ("原组织", "青石商圈第二党支部"),
    ]


def test_a_split_gives_the_chosen_people_to_a_new_branch(cast: Cast) -> None:
    people = [enrol(f"分出{number_}", cast.places["first"]).pk for number_ in range(3)]
    change = decide(cast, Split(number(cast, "first"), (New("T9003", "第一党支部二组", frozenset(people)),)))
    made = Organisation.objects.get(code="T9003")
    there = {person for person, organisation, _status in homes(cast.today) if organisation == made.pk}
    assert there == set(people)
    assert Organisation.objects.get(pk=number(cast, "first")).ended_on is None
    roles = set(change.parts.values_list("organisation_id", "role"))
    assert roles == {(number(cast, "first"), "predecessor"), (made.pk, "successor")}


def test_a_split_into_two_ends_the_old_one_and_names_both_that_came_of_it(cast: Cast) -> None:
    first = number(cast, "first")
    people = sorted(person for person, organisation, _status in homes(cast.today) if organisation == first)
    parts = tuple(
        New(f"T901{index}", f"新{index}支部", frozenset({person})) for index, person in enumerate(people)
    )
    change = decide(cast, Split(first, parts, ends=True))
    ended = Organisation.objects.get(pk=first)
    assert (ended.ended_on, ended.successor_id) == (cast.today, None)
    assert change.parts.filter(role="successor").count() == len(people) == 2


def test_closing_hands_children_and_people_to_the_successor(cast: Cast) -> None:
    decide(cast, Close(number(cast, "township"), number(cast, "street")), ahead=5)
    day = cast.today + timedelta(days=5)
    village = place(number(cast, "village"), day)
    assert village.path == f"{cast.places['street'].path}{number(cast, 'village')}/"
    assert number(cast, "township") not in tree(day)


def test_groups_links_and_the_weak_list_end_with_their_organisation(cast: Cast) -> None:
    first, since = number(cast, "first"), cast.today - timedelta(days=9)
    Group.objects.create(organisation_id=first, kind="service_team", name="服务队", since=since)
    unit = Unit.objects.create(kind="company", name="青石商贸公司")
    UnitLink.objects.create(unit=unit, organisation_id=first, since=since)
    Weakness.objects.create(
        organisation_id=first, reason="长期不开会。", measures="派指导员。",
        since=since, listed_by=cast.accounts["office"],
    )  # fmt: skip
    change = decide(cast, Close(first, number(cast, "second")), ahead=2)
    day = cast.today + timedelta(days=2)
    kept = [list(model.objects.values_list("until", flat=True)) for model in (Group, UnitLink, Weakness)]
    assert kept == [[day]] * 3
    undo(cast, change, ahead=2)
    kept = [list(model.objects.values_list("until", flat=True)) for model in (Group, UnitLink, Weakness)]
    assert kept == [[None]] * 3


@pytest.mark.parametrize("ahead", [1, 6])
@pytest.mark.parametrize("kind", ["found", "rename", "retype", "move", "merge", "unite", "split", "close"])
def test_a_change_taken_back_leaves_the_tree_and_the_people_as_they_were(
    cast: Cast, kind: str, ahead: int
) -> None:
    wanted = _one_of_each(cast)[kind]
    was = (tree(cast.today), homes(cast.today))
    change = decide(cast, wanted, ahead=1)
    between = (tree(cast.today + timedelta(days=1)), homes(cast.today + timedelta(days=1)))
    assert between != was
    undo(cast, change, ahead=ahead)
    day = cast.today + timedelta(days=ahead)
    assert (tree(day), homes(day)) == was
    assert (tree(day + timedelta(days=99)), homes(day + timedelta(days=99))) == was
    if ahead > 1:  # what held between stays
        assert (tree(day - timedelta(days=1)), homes(day - timedelta(days=1))) == between
    with pytest.raises(NotPossible, match="已经撤回过了"):
        undo(cast, change, ahead=ahead)


def _one_of_each(cast: Cast) -> dict[str, Wanted]:
    first, second, general = (number(cast, where) for where in ("first", "second", "general"))
    person = enrol("分出", cast.places["first"]).pk
    return {
        "found": Found(general, New("N1", "新支部"), Kind.BRANCH, ""),
        "rename": Rename(first, "新名"),
        "retype": Retype(general, Kind.SECOND_COMMITTEE, Sector.ORGANS),
        "move": Move(general, number(cast, "township")),
        "merge": Merge((first,), second),
        "unite": Merge((first, second), New("N2", "联合支部")),
        "split": Split(first, (New("N3", "分出支部", frozenset({person})),)),
        "close": Close(general, number(cast, "street")),
    }


def test_a_planned_end_that_is_taken_back_leaves_posts_as_they_were(cast: Cast) -> None:
    before = list(Post.objects.order_by("pk").values())
    change = decide(cast, Merge((number(cast, "first"),), number(cast, "second")), ahead=4)
    assert list(Post.objects.order_by("pk").values()) != before
    undo(cast, change, ahead=4)
    assert list(Post.objects.order_by("pk").values()) == before


def test_an_end_that_has_come_gives_no_post_back(cast: Cast) -> None:
    change = decide(cast, Merge((number(cast, "first"),), number(cast, "second")), ahead=1)
    undo(cast, change, ahead=3)
    back = cast.today + timedelta(days=3)
    assert _acts_as(cast, "secretary", back) == [("member", number(cast, "first"))]


def test_what_was_built_on_a_change_keeps_it_from_being_taken_back(cast: Cast) -> None:
    change = decide(cast, Rename(number(cast, "first"), "中心支部"), ahead=1)
    decide(cast, Move(number(cast, "first"), number(cast, "township")), ahead=3)
    with pytest.raises(NotPossible, match=r"中心支部在这以后又有一项变动：.*改隶"):
        undo(cast, change, ahead=4)


def test_a_founded_organisation_with_members_cannot_simply_vanish(cast: Cast) -> None:
    change = decide(cast, Found(number(cast, "general"), New("N1", "新支部"), Kind.BRANCH, ""))
    made = Placement.objects.get(organisation__code="N1")
    enrol("新人", made)
    with pytest.raises(NotPossible, match=r"新支部还有新人共1人"):
        undo(cast, change, ahead=1)


REFUSED = [
    (lambda c: Move(number(c, "street"), number(c, "first")), "不能归到自己的下级去"),
    (lambda c: Move(number(c, "street"), number(c, "street")), "不能归到自己的下级去"),
    (lambda c: Move(number(c, "second"), number(c, "first")), "党支部不能设在党支部下面"),
    (lambda c: Close(number(c, "first"), None), "第一党支部还有.*共2人，请选定由哪个组织承接"),
    (lambda c: Close(number(c, "general"), None), "下面还有青石商圈第一党支部、青石商圈第二党支部"),
    (lambda c: Rename(number(c, "first"), "青石商圈第一党支部"), "和现在的不同"),
    (
        lambda c: Found(number(c, "street"), New("T0001", "重号"), Kind.BRANCH, ""),
        "编码“T0001”已经有组织在用",
    ),
    (lambda c: Found(number(c, "street"), New("N", " "), Kind.BRANCH, ""), "要有名称和编码"),
    (lambda c: Merge((number(c, "first"),), New("N", "一个")), "至少要选两个组织"),
    (lambda c: Merge((number(c, "first"),), number(c, "first")), "不能把组织并入它自己"),
    (lambda c: Split(number(c, "first"), (New("N", "空"),)), "没有给空分人"),
    (lambda c: Retype(number(c, "general"), Kind.BRANCH, ""), "党支部不能设在党支部下面"),
]


@pytest.mark.parametrize(("wanted", "sentence"), REFUSED)
def test_what_cannot_be_is_refused_with_the_reason(cast: Cast, wanted: object, sentence: str) -> None:
    before = (tree(cast.today), homes(cast.today), Organisation.objects.count())
    with pytest.raises(NotPossible, match=sentence):
        decide(cast, wanted(cast))
    assert (tree(cast.today), homes(cast.today), Organisation.objects.count()) == before
    assert not Reorganisation.objects.exists()


def test_the_past_is_never_changed(cast: Cast) -> None:
    with pytest.raises(NotPossible, match="生效日期不能早于今天"):
        decide(cast, Rename(number(cast, "first"), "新名"), ahead=-1)


def test_one_organisation_changes_once_a_day(cast: Cast) -> None:
    decide(cast, Rename(number(cast, "first"), "新名"), ahead=2)
    with pytest.raises(NotPossible, match=r"新名在.*当天已有一项变动（更名）"):
        decide(cast, Move(number(cast, "first"), number(cast, "township")), ahead=2)


def test_what_is_decided_for_later_keeps_its_ground(cast: Cast) -> None:
    new = New("N1", "新支部")
    decide(cast, Found(number(cast, "general"), new, Kind.BRANCH, ""), ahead=9)
    with pytest.raises(NotPossible, match=r"新支部在.*还有一项已定的变动（成立）"):
        decide(cast, Move(number(cast, "general"), number(cast, "township")), ahead=2)
    decide(cast, Close(number(cast, "second"), number(cast, "first")), ahead=9)
    with pytest.raises(NotPossible, match=r"第二党支部在.*（撤销）"):
        decide(cast, Rename(number(cast, "second"), "新名"), ahead=2)
    with pytest.raises(NotPossible, match=r"第二党支部已定撤销，不能承接"):
        decide(cast, Merge((number(cast, "first"),), number(cast, "second")), ahead=2)


def test_a_parent_must_stand_on_that_day(cast: Cast) -> None:
    late = found(
        "后设党委", Kind.COMMITTEE, "", cast.places["district"], since=cast.today + timedelta(days=9)
    )
    with pytest.raises(NotPossible, match=r"后设党委在.*那天没有设立"):
        decide(cast, Move(number(cast, "first"), late.organisation_id), ahead=2)
    decide(cast, Move(number(cast, "first"), late.organisation_id), ahead=9)


def test_the_level_above_decides_and_nobody_else(cast: Cast) -> None:
    first, general = number(cast, "first"), number(cast, "general")
    for role in ("secretary", "general_secretary", "administrator", "leader", "member", "inspector"):
        with pytest.raises(NotPermitted):
            decide(cast, Rename(first, "新名"), role=role)
    with pytest.raises(NotPermitted):  # where it goes lies outside
        decide(cast, Move(first, number(cast, "township")), role="committee_office")
    with pytest.raises(NotPermitted):  # nor can an office change its own organisation
        decide(cast, Rename(number(cast, "street"), "新名"), role="committee_office")
    decide(cast, Rename(general, "新名"), role="committee_office")
    decide(
        cast, Found(number(cast, "street"), New("N1", "直属支部"), Kind.BRANCH, ""), role="committee_office"
    )


def test_a_preview_says_the_same_as_the_change_and_changes_nothing(cast: Cast) -> None:
    before = tree(cast.today)
    wanted = Merge((number(cast, "first"),), number(cast, "second"))
    shift = preview(cast.office, wanted, order(cast))
    assert [membership.person.name for membership, _target in shift.people] == ["林小满", "程初晓"]
    assert sorted(post.person.name for post in shift.posts) == ["林小满", "程初晓"]
    assert (list(shift.ended), shift.faults) == ([number(cast, "first")], [])
    assert tree(cast.today) == before
    assert not Reorganisation.objects.exists()


def test_what_seldom_is_gets_a_warning_and_goes_on(cast: Cast) -> None:
    wanted = Found(number(cast, "district"), New("N1", "学院二级党委"), Kind.SECOND_COMMITTEE, "")
    assert preview(cast.office, wanted, order(cast)).warnings == ["二级党委一般不直接设在区委下面，请核对。"]
    decide(cast, wanted)
    again = Found(number(cast, "general"), New("N2", "青石商圈第一党支部"), Kind.BRANCH, "")
    assert preview(cast.office, again, order(cast)).warnings == [
        "同一上级下面已有叫“青石商圈第一党支部”的组织，请核对。"
    ]
