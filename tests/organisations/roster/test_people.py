"""People by roster: known by number, else by name; statuses keep their history; transfers end and begin."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.cast import Cast, at_noon, enrol
from zhengyou.organisations.actions import groups
from zhengyou.organisations.actions.transfers import ask_transfer, withdraw_transfer
from zhengyou.organisations.models import (
    Circumstance,
    GroupMember,
    Membership,
    Organisation,
    Person,
    Post,
    Transfer,
)
from zhengyou.organisations.queries import member_counts, root
from zhengyou.organisations.queries.person import arriving
from zhengyou.organisations.rules.orders import Decided

from .files import workbook
from .importing import DAY, LATER, TREE, Outcome, take

pytestmark = pytest.mark.django_db
COLUMNS = (
    *("人员编号", "姓名", "组织编码", "身份", "加入本组织日期"),
    *("入党日期", "转正日期", "情况", "情况说明"),
)
A, B = "010101", "0102"


def person(name: str, number: str = "", at: str = A, status: str = "正式党员", **more: str) -> list[str]:
    """A row; `more` by the Chinese name of the column."""
    told = {"人员编号": number, "姓名": name, "组织编码": at, "身份": status} | more
    return [told.get(column, "") for column in COLUMNS]


def people(*rows: list[str], day: date = DAY, dry_run: bool = False) -> Outcome:
    """Import people on a day; without rows not even a sheet of people."""
    return take(workbook(人员=[list(COLUMNS), *rows]), day=day, dry_run=dry_run)


@pytest.fixture(autouse=True)
def tree() -> None:
    """The organisations that people belong to."""
    assert take(workbook(组织=TREE)).ok


def stays(name: str) -> list[tuple[Any, ...]]:
    """(code, status, since, until) of everybody of that name, in order."""
    rows = Membership.objects.filter(person__name=name).order_by("person", "since")
    return list(rows.values_list("organisation__code", "status", "since", "until"))


def edits(result: Outcome) -> list[tuple[str, str, str]]:
    """What becomes another, of everybody."""
    found = result.worked.difference.people
    return [(edit.what, edit.old, edit.new) for one in found for edit in one.edits]


def test_the_day_of_turning_full_gives_the_status_its_history() -> None:
    people(person("谷春山", "1", 加入本组织日期="2010-07-01", 转正日期="2011-07-01"))
    assert stays("谷春山") == [
        (A, "probationary", date(2010, 7, 1), date(2011, 7, 1)),
        (A, "full", date(2011, 7, 1), None),
    ]


def test_a_probationary_member_turns_full_on_the_day_that_the_row_says() -> None:
    people(person("单晓禾", "1", status="预备党员", 加入本组织日期="2025-01-01"))
    result = people(person("单晓禾", "1", 转正日期="2026-01-01"), day=LATER)
    assert edits(result) == [("身份", "预备党员", "正式党员（自 2026-01-01 起）")]
    assert stays("单晓禾") == [
        (A, "probationary", date(2025, 1, 1), date(2026, 1, 1)),
        (A, "full", date(2026, 1, 1), None),
    ]


def test_a_day_of_turning_full_can_be_entered_and_put_right_later() -> None:
    people(person("谷春山", "1", 加入本组织日期="2010-07-01"))
    assert edits(people(person("谷春山", "1", 转正日期="2011-07-01"), day=LATER)) == [
        ("转正日期", "", "2011-07-01")
    ]
    assert edits(people(person("谷春山", "1", 转正日期="2011-08-01"), day=LATER)) == [
        ("转正日期", "2011-07-01", "2011-08-01")
    ]
    assert edits(people(person("谷春山", "1", 转正日期="2011-06-01"), day=LATER)) == [
        ("转正日期", "2011-08-01", "2011-06-01")
    ]
    assert stays("谷春山") == [
        (A, "probationary", date(2010, 7, 1), date(2011, 6, 1)),
        (A, "full", date(2011, 6, 1), None),
    ]


def test_turning_full_before_coming_here_is_nothing_that_happened_here() -> None:
    row = person("谷春山", "1", 加入本组织日期="2015-07-01", 转正日期="2011-07-01")
    people(row)
    assert stays("谷春山") == [(A, "full", date(2015, 7, 1), None)]
    assert people(row, day=LATER).counts.changes == 0


def test_an_activist_who_becomes_a_member_keeps_the_days_before() -> None:
    people(person("曾明", "1", status="入党积极分子", 加入本组织日期="2024-01-01"))
    people(person("曾明", "1", status="预备党员"), day=LATER)
    assert stays("曾明") == [
        (A, "activist", date(2024, 1, 1), LATER),
        (A, "probationary", LATER, None),
    ]
    top = root(DAY)
    assert top is not None
    assert (member_counts(top.path, DAY).members, member_counts(top.path, LATER).members) == (0, 1)


def test_a_person_with_a_number_is_known_under_another_name_and_day() -> None:
    people(person("谷春山", "1", 入党日期="2010-07-01"))
    result = people(person("谷椿山", "1", 入党日期="2011-07-01", 加入本组织日期="2020-01-01"), day=LATER)
    assert edits(result) == [
        ("加入本组织日期", "2026-03-02", "2020-01-01"),
        ("姓名", "谷春山", "谷椿山"),
        ("入党日期", "2010-07-01", "2011-07-01"),
    ]
    one = Person.objects.get()
    assert (one.name, one.pinyin, one.joined_on) == ("谷椿山", "gu chun shan", date(2011, 7, 1))
    assert result.warnings == []


def test_a_number_with_quite_another_name_is_asked_about() -> None:
    people(person("谷春山", "1"))
    assert people(person("林小满", "1"), dry_run=True).warnings == [
        ("“人员”第 2 行 B 列", "姓名从“谷春山”变成“林小满”，一个字也不同，请核对人员编号。")
    ]


def test_a_number_is_given_later_to_who_stands_there_by_name() -> None:
    people(person("谷春山"))
    assert edits(people(person("谷春山", "1"), day=LATER)) == [("人员编号", "", "1")]
    assert Person.objects.get().number == "1"


def test_a_person_in_another_organisation_is_transferred_from_today_on() -> None:
    people(person("谷春山", "1", 加入本组织日期="2010-07-01"))
    # As an exported row is corrected: only the organisation is another.
    result = people(person("谷春山", "1", at=B, 加入本组织日期="2010-07-01"), day=LATER)
    assert result.counts.people_moved == 1
    assert edits(result) == [("组织", "双坡村党支部", f"青石街道党工委（自 {LATER} 起）")]
    assert stays("谷春山") == [(A, "full", date(2010, 7, 1), LATER), (B, "full", LATER, None)]
    assert people(person("谷春山", "1", at=B), day=LATER).counts.changes == 0


def test_posts_and_seats_of_whom_is_transferred_end_and_a_member_logs_in_where_he_goes(cast: Cast) -> None:
    member = cast.accounts["member"].person
    Person.objects.filter(pk=member.pk).update(number="M1")
    first, second = cast.places["first"], cast.places["second"]
    told = groups.GroupTold("service_team", "商圈服务队", "", cast.today - timedelta(days=9))
    team = groups.add_group(by=cast.secretary, organisation=first.organisation_id, told=told)
    seat = groups.Joining(member.pk, member.name, "head", cast.today - timedelta(days=9))
    groups.join(by=cast.secretary, group=team, joining=seat)
    row = person(member.name, "M1", at=second.organisation.code)
    result = take(workbook(人员=[list(COLUMNS), row]), by=cast.office, day=cast.today)
    assert edits(result) == [
        ("组织", first.name, f"{second.name}（自 {cast.today} 起）"),
        ("随之终止", "党员、“商圈服务队”组长", f"自 {cast.today} 起"),
    ]
    posts = Post.objects.filter(person=member).order_by("since").values_list("organisation", "kind", "until")
    assert list(posts) == [
        (first.organisation_id, "member", cast.today),
        (second.organisation_id, "member", None),
    ]
    assert GroupMember.objects.get(person=member).until == cast.today


def _waits(cast: Cast, to: str) -> Transfer:
    """The first branch has asked another to receive its member; he is known by his number."""
    member = cast.accounts["member"].person
    Person.objects.filter(pk=member.pk).update(number="M1")
    decided = Decided(cast.today, None, "", "工作调动。")
    target, now = cast.places[to].organisation_id, at_noon(cast.today)
    return ask_transfer(by=cast.secretary, person=member.pk, target=target, decided=decided, now=now)


def _to_the_second(cast: Cast, *, dry_run: bool = False) -> Outcome:
    row = person(cast.accounts["member"].person.name, "M1", at=cast.places["second"].organisation.code)
    book = workbook(人员=[list(COLUMNS), row])
    return take(book, by=cast.office, day=cast.today, dry_run=dry_run)


def test_a_transfer_that_waited_for_just_this_is_received_with_it(cast: Cast) -> None:
    asked = _waits(cast, "second")
    assert ("转接请求", "等对方接收", "随之接收") in edits(_to_the_second(cast, dry_run=True))
    asked.refresh_from_db()
    assert asked.state == "asked"
    assert _to_the_second(cast).ok
    asked.refresh_from_db()
    told = (asked.state, asked.decided_by_id, asked.decided_at, asked.comment)
    assert told == ("received", cast.accounts["office"].pk, at_noon(cast.today), "随名册导入接收。")
    assert not list(arriving(cast.other_secretary, cast.today))
    # He can be asked for again, as everybody who belongs somewhere.
    back = Decided(cast.today + timedelta(days=1), None, "", "回原支部。")
    first, now = cast.places["first"].organisation_id, at_noon(cast.today)
    by = cast.other_secretary
    assert ask_transfer(by=by, person=asked.person_id, target=first, decided=back, now=now).open


def test_a_transfer_that_waits_elsewhere_has_to_be_decided_first(cast: Cast) -> None:
    asked = _waits(cast, "village")
    result = _to_the_second(cast)
    assert [sentence for _place, sentence in result.faults] == [
        "程初晓另有一件转到别处的转接在等对方接收。请先由对方接收、退回，或由原组织撤回。"
    ]
    asked.refresh_from_db()
    assert asked.open
    home = Membership.objects.get(person=asked.person, until=None)
    assert home.organisation_id == cast.places["first"].organisation_id


def test_a_transfer_withdrawn_meanwhile_is_shown_anew(cast: Cast) -> None:
    asked = _waits(cast, "second")
    before = _to_the_second(cast, dry_run=True).worked.difference.digest()
    withdraw_transfer(by=cast.secretary, transfer=asked, now=at_noon(cast.today))
    assert _to_the_second(cast, dry_run=True).worked.difference.digest() != before


def test_a_transfer_begins_on_the_day_that_the_row_says_and_may_bring_a_status() -> None:
    people(person("单晓禾", "1", status="预备党员", 加入本组织日期="2025-01-01"))
    row = person("单晓禾", "1", at=B, 加入本组织日期="2026-05-01", 转正日期="2026-02-01")
    people(row, day=LATER)
    assert stays("单晓禾") == [
        (A, "probationary", date(2025, 1, 1), date(2026, 2, 1)),
        (A, "full", date(2026, 2, 1), date(2026, 5, 1)),
        (B, "full", date(2026, 5, 1), None),
    ]


def test_who_was_entered_in_the_wrong_place_today_is_put_right_in_place() -> None:
    people(person("谷春山", "1"))
    people(person("谷春山", "1", at=B))
    assert stays("谷春山") == [(B, "full", DAY, None)]


def test_somebody_who_left_comes_back_by_the_number() -> None:
    people(person("谷春山", "1", 加入本组织日期="2010-07-01"))
    Membership.objects.update(until=LATER)
    late = LATER + timedelta(days=9)
    assert people(person("谷春山", "1", at=B), day=late).counts.people_added == 1
    assert stays("谷春山") == [(A, "full", date(2010, 7, 1), LATER), (B, "full", late, None)]
    assert Person.objects.count() == 1


def test_two_of_one_name_are_told_apart_by_the_day_of_joining_the_party() -> None:
    twins = [person("张伟", 入党日期="2001-07-01"), person("张伟", 入党日期="2010-07-01")]
    assert people(*twins).counts.people_added == 2
    assert people(*twins, day=LATER).counts.changes == 0
    one = people(twins[1], day=LATER)
    assert (one.counts.changes, one.missing[1]) == (0, ["张伟"])


def test_two_of_one_name_that_nothing_tells_apart_are_asked_for_their_numbers() -> None:
    sentence = "本组织不止一名张伟，分不清这一行是谁。请填写人员编号（或入党日期）。"
    assert people(person("张伟"), person("张伟")).faults == [
        ("“人员”第 2 行 A 列", sentence),
        ("“人员”第 3 行 A 列", sentence),
    ]
    assert people(person("张伟", "1"), person("张伟", "2")).counts.people_added == 2
    # Whom a third row without a number means cannot be known; and nobody is called missing for it.
    result = people(person("张伟"), day=LATER)
    assert (result.faults, result.missing[1]) == ([("“人员”第 2 行 A 列", sentence)], [])


def test_another_number_is_another_person_and_said_so() -> None:
    people(person("张伟", "1"))
    result = people(person("张伟", "2"), day=LATER)
    assert result.warnings == [
        (
            "“人员”第 2 行 A 列",
            "本组织已有一名张伟，人员编号是“1”。这一行按另一个人新增；如果是同一个人，请改成原来的编号。",
        )
    ]
    assert (result.counts.people_added, result.missing[1]) == (1, ["张伟"])


def test_the_same_number_twice_is_a_fault() -> None:
    assert people(person("张伟", "1"), person("李娟", "1")).faults == [
        ("“人员”第 3 行 A 列", "人员编号“1”和第 2 行重复，请删去一行或改正编号。")
    ]


def test_circumstances_begin_and_end_and_an_empty_cell_leaves_them() -> None:
    people(person("谷春山", "1", 情况="离退休、流动党员", 情况说明="在外省"))
    assert people(person("谷春山", "1"), day=LATER).counts.changes == 0
    changed = people(person("谷春山", "1", 情况="流动党员；年老体弱"), day=LATER)
    assert edits(changed) == [("情况", "流动党员、离退休", "流动党员、年老体弱")]
    none = people(person("谷春山", "1", 情况="无"), day=LATER + timedelta(days=1))
    assert edits(none) == [("情况", "流动党员、年老体弱", "无")]
    rows = Circumstance.objects.order_by("since", "kind").values_list("kind", "reason", "since", "until")
    assert list(rows) == [
        ("floating", "在外省", DAY, LATER + timedelta(days=1)),
        ("retired", "在外省", DAY, LATER),
        ("infirm", "", LATER, LATER + timedelta(days=1)),
    ]


def test_another_reason_is_put_right_in_place() -> None:
    people(person("谷春山", "1", 情况="离退休", 情况说明="退休"))
    result = people(person("谷春山", "1", 情况="离退休", 情况说明="二〇二五年退休"), day=LATER)
    assert edits(result) == [("情况说明", "退休", "二〇二五年退休")]
    assert Circumstance.objects.get().reason == "二〇二五年退休"


def test_who_is_excused_says_why() -> None:
    assert people(person("谷春山", "1", 情况="经批准不参加")).faults == [
        (
            "“人员”第 2 行 I 列",
            "谷春山：经批准不参加的，请在情况说明里写明原因（谁批准、为什么）。",
        )
    ]


@pytest.mark.parametrize(
    ("cells", "place", "sentence"),
    [
        (
            {"情况": "旅游"},
            "H",
            "情况“旅游”不认识，请填写离退休、年老体弱、流动党员、经批准不参加中的一个或几个"
            "（用“、”隔开），没有就写“无”。",
        ),
        ({"入党日期": "2020-07-01", "转正日期": "2019-07-01"}, "G", "转正日期早于入党日期，请改正。"),
        ({"姓名": "春" * 61}, "B", "姓名超过 60 个字，请缩短。"),
        ({"姓名": " "}, "B", "姓名是空的，请填写。"),
        (
            {"身份": "预备党员", "转正日期": "2019-07-01"},
            "G",
            "身份是预备党员，却有转正日期，请改正其中一个。",
        ),
    ],
)
def test_a_cell_that_cannot_be_is_told(cells: dict[str, str], place: str, sentence: str) -> None:
    told = {"姓名": "谷春山", "人员编号": "1", "身份": "正式党员"} | cells
    row = person(told.pop("姓名"), told.pop("人员编号"), status=told.pop("身份"), **told)
    assert people(row).faults == [(f"“人员”第 2 行 {place} 列", sentence)]


def test_what_is_decided_for_later_about_somebody_is_not_touched() -> None:
    people(person("谷春山", "1"))
    until = LATER + timedelta(days=30)
    Membership.objects.update(until=until)
    assert people(person("谷春山", "1"), day=LATER).ok
    assert people(person("谷春山", "1", at=B), day=LATER).faults == [
        ("“人员”第 2 行 B 列", f"谷春山：{until} 已有一项已定的变动，名册不能再改；请先撤回那一项。")
    ]


def test_an_office_brings_in_only_what_lies_below_it(cast: Cast) -> None:
    village = cast.places["village"]
    stranger = enrol("田里人", village)
    Person.objects.filter(pk=stranger.pk).update(number="N9")
    code = {name: place.organisation.code for name, place in cast.places.items()}
    head = ["上级编码", "编码", "名称", "类别"]
    tree = [
        head,
        [code["district"], code["street"], "青石街道新党工委", "党工委"],  # its own is the level above's
        [code["township"], code["village"], "白鹭村党支部", "党支部"],
        [code["general"], code["second"], "青石商圈第二联合党支部", "党支部"],
        [code["township"], "T9999", "新党支部", "党支部"],
    ]
    rows = [
        person("新来的", at=code["second"]),
        person("邻村的", at=code["village"]),
        person("田里人", "N9", at=code["second"]),
    ]
    data = workbook(组织=tree, 人员=[list(COLUMNS), *rows])
    result = take(data, by=cast.committee_office, day=cast.today)
    assert result.faults == [
        ("“组织”第 2 行", "本组织自己的名称、类别、领域和隶属由上级改，请照现在的填写。"),
        ("“组织”第 3 行 B 列", f"编码“{code['village']}”已用于您管的范围以外的组织，请改正编码。"),
        (
            "“组织”第 5 行 A 列",
            f"上级“{code['township']}”找不到。请在组织表里加上这个上级，或改正编码。",
        ),
        (
            "“人员”第 4 行 A 列",
            "田里人：人员编号“N9”的人不在您管的范围里。转进来要由同时管两边的上级办理；如果编号写错了，请改正。",
        ),
    ]
    small = workbook(组织=[head, tree[3]], 人员=[list(COLUMNS), rows[0], rows[1]])
    assert take(small, by=cast.committee_office, day=cast.today).faults == [
        ("“人员”第 3 行 C 列", f"组织“{code['village']}”不在您管的范围里。请删去这一行，或改正编码。")
    ]
    good = workbook(组织=[head, tree[3]], 人员=[list(COLUMNS), rows[0]])
    assert take(good, by=cast.committee_office, day=cast.today).counts.changes == 2
    assert Organisation.objects.filter(code="T9999").count() == 0
