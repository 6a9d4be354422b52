"""Roster import: all or nothing, every faulty cell told, and a second time nothing new."""

from datetime import date, timedelta

import pytest

from tests.cast import Cast
from zhengyou.commandline import create_admin
from zhengyou.ledger.models import Entry
from zhengyou.organisations.models import Membership, Organisation, Person, Placement, RosterRun, RosterTouch
from zhengyou.organisations.queries import MemberCounts, member_counts, root, today
from zhengyou.organisations.roster.difference import Counts
from zhengyou.organisations.roster.files import UnreadableRoster
from zhengyou.organisations.rules import NotPermitted
from zhengyou.organisations.rules.roster_names import pinyin_key

from .files import repacked, table, workbook
from .importing import DAY, LATER, PEOPLE, TREE, Outcome, Rows, changed, take

pytestmark = pytest.mark.django_db


def imported(tree: Rows = TREE, people: Rows = PEOPLE, *, day: date = DAY, dry_run: bool = False) -> Outcome:
    return take(workbook(组织=tree, 人员=people), day=day, dry_run=dry_run)


def counts() -> tuple[int, ...]:
    models = (Organisation, Placement, Person, Membership, Entry, RosterTouch)
    return tuple(model.objects.count() for model in models)


def test_a_roster_fills_an_empty_database() -> None:
    result = imported()
    assert result.sentences == [
        "已导入名册：新增组织 4 个、改动 0 个，"
        "新增人员 3 名（其中入党积极分子、发展对象 1 名，不计入党员）、改动 0 名、转接 0 名。"
    ]
    top = root(DAY)
    assert top is not None
    assert (top.name, top.organisation.code) == ("澜溪区委", "01")
    assert member_counts(top.path, DAY) == MemberCounts(full=1, probationary=1, members=2, activists=1)
    branch = Placement.objects.get(organisation__code="010101")
    above = [Organisation.objects.get(code=code).pk for code in ("01", "0101", "010101")]
    assert (branch.path, branch.depth, branch.since) == (f"/{above[0]}/{above[1]}/{above[2]}/", 2, DAY)
    people = Membership.objects.order_by("pk").values_list(
        "person__name", "person__pinyin", "status", "since"
    )
    assert list(people) == [
        ("谷春山", "gu chun shan", "full", date(2010, 7, 1)),
        ("单晓禾", "shan xiao he", "probationary", date(2025, 9, 1)),
        ("曾明", "zeng ming", "activist", DAY),
    ]


def test_the_same_roster_again_changes_nothing_and_writes_no_line() -> None:
    imported()
    before = counts()
    result = imported(day=LATER)
    assert result.sentences == ["名册和现有的完全一致，没有改动。"]
    assert counts() == before


def test_a_trial_says_what_would_happen_and_keeps_nothing() -> None:
    before = counts()
    result = imported(dry_run=True)
    assert result.sentences == [
        "试运行，没有保存。正式导入会新增组织 4 个、改动 0 个，"
        "新增人员 3 名（其中入党积极分子、发展对象 1 名，不计入党员）、改动 0 名、转接 0 名。"
    ]
    assert counts() == before == (0,) * 6
    assert not RosterRun.objects.exists()


def test_the_import_leaves_one_line_that_leads_to_everybody_it_touched() -> None:
    imported()
    (line,) = Entry.objects.all()
    top = root(DAY)
    assert top is not None
    assert (line.actor_name, line.verb, line.organisation_path, line.subject) == (
        "系统",
        "organisations.roster.import",
        top.path,
        "organisations.roster",
    )
    assert line.sentence.startswith("导入名册“名册.xlsx”：新增组织 4 个、改动 0 个，新增人员 3 名")
    assert line.after is not None
    assert line.after["sha256"] == RosterRun.objects.get(pk=line.subject_id).sha256
    assert (line.after["organisations_added"], line.after["people_added"]) == (4, 3)
    touched = RosterTouch.objects.filter(run=line.subject_id).values_list(
        "organisation__code", "person__name", "verb"
    )
    assert sorted(touched, key=str) == [
        ("01", None, "added"),
        ("0101", None, "added"),
        ("010101", None, "added"),
        ("0102", None, "added"),
        (None, "单晓禾", "added"),
        (None, "曾明", "added"),
        (None, "谷春山", "added"),
    ]


def test_a_new_name_begins_on_the_day_and_the_old_one_stays_on_record() -> None:
    imported()
    result = imported(changed(TREE, 5, c2="双坡社区党支部", c4="街道社区"), day=LATER)
    assert (result.counts.organisations_added, result.counts.organisations_changed) == (0, 1)
    branch = Organisation.objects.get(code="010101")
    names = branch.placements.order_by("since").values_list("name", "since", "until")
    assert list(names) == [("双坡村党支部", DAY, LATER), ("双坡社区党支部", LATER, None)]
    assert [one.sector for one in branch.placements.order_by("since")] == ["rural", "community"]


def test_what_a_roster_put_wrong_is_put_right_the_same_day_in_place() -> None:
    imported()
    imported(changed(TREE, 5, c1="010101", c2="双坡社区党支部"))
    assert [
        (one.name, one.since, one.until) for one in Placement.objects.filter(organisation__code="010101")
    ] == [("双坡社区党支部", DAY, None)]


def test_what_is_decided_for_later_is_not_overwritten_by_a_roster() -> None:
    imported()
    branch = Placement.objects.get(organisation__code="010101")
    branch.until = LATER + timedelta(days=30)
    branch.save()
    result = imported(changed(TREE, 5, c2="双坡社区党支部"), day=LATER)
    assert result.faults == [
        (
            "“组织”第 5 行",
            f"双坡村党支部在{branch.until}已有一项已定的变动，名册不能再改它；请先在“组织变动”里撤回那一项。",
        )
    ]
    assert Placement.objects.filter(name="双坡社区党支部").count() == 0


def test_what_stands_under_a_moved_organisation_moves_with_it() -> None:
    general = [
        *TREE[:4],
        ["0101", "010109", "双坡片区党总支", "党总支", ""],
        ["010109", "01010901", "一组党支部", "党支部", ""],
    ]
    imported(general, PEOPLE[:1])
    moved = [TREE[0], ["0102", "010109", "双坡片区党总支", "党总支", ""]]
    imported(moved, PEOPLE[:1], day=LATER)
    ids = {o.code: o.pk for o in Organisation.objects.all()}
    branch = Placement.objects.get(organisation__code="01010901", until=None)
    assert branch.path == f"/{ids['01']}/{ids['0102']}/{ids['010109']}/{ids['01010901']}/"
    assert (branch.since, branch.depth) == (LATER, 3)


def test_a_new_status_begins_on_the_day() -> None:
    imported()
    result = imported(people=changed(PEOPLE, 3, c2="正式党员"), day=LATER)
    assert (result.counts.people_added, result.counts.people_changed) == (0, 1)
    rows = Membership.objects.filter(person__name="单晓禾").order_by("since")
    assert list(rows.values_list("status", "since", "until")) == [
        ("probationary", date(2025, 9, 1), LATER),
        ("full", LATER, None),
    ]


def test_what_the_roster_does_not_name_is_listed_and_kept() -> None:
    imported()
    before = counts()
    result = imported([*TREE[:3], TREE[4]], PEOPLE[:3], day=LATER)
    assert result.missing == (["青石街道党工委"], ["曾明"])
    assert result.sentences == [
        "名册和现有的完全一致，没有改动。",
        "名册里没有、系统里仍保留的组织 1 个：青石街道党工委（0102）。",
        "名册里没有、系统里仍保留的人员 1 名：双坡村党支部：曾明。",
    ]
    assert counts() == before


def test_every_faulty_cell_is_told_and_nothing_is_kept() -> None:
    tree = [
        *TREE,
        ["0101", "010102", "下桥村党支部", "支委", "农业园"],
        ["0101", "0102", "重号党支部", "党支部", ""],
        ["", "", "没有编码", "党支部", ""],
    ]
    people = [*PEOPLE, ["010101", "林晓", "群众", "去年"], ["010101", "石泉", "党员", "2031-01-01"]]
    result = imported(tree, people)
    kinds = "区委、党委、党工委、二级党委、党总支、党支部"
    sectors = "农村、街道社区、机关、学校、科教文卫体事业单位、非公企业和新社会组织、国有企业、民族地区"
    assert result.faults == [
        ("“组织”第 6 行 D 列", f"类别“支委”不认识，请填写{kinds}之一。"),
        ("“组织”第 6 行 E 列", f"领域“农业园”不认识，请填写{sectors}之一，没有划分就写“无”。"),
        ("“组织”第 7 行 B 列", "编码“0102”和第 4 行重复，请删去一行或改正编码。"),
        ("“组织”第 8 行 B 列", "编码是空的，请填写。"),
        (
            "“人员”第 5 行 C 列",
            "身份“群众”不认识，请填写正式党员、预备党员、入党积极分子、发展对象之一。",
        ),
        ("“人员”第 5 行 D 列", "加入本组织日期“去年”看不懂，请写成 2020-07-01 这样。"),
        ("“人员”第 6 行 D 列", "加入本组织日期2031-01-01 晚于今天，请改正。"),
    ]
    assert result.sentences[0] == "名册里有 7 处要改，什么也没有导入。改好后重新导入整个文件："
    assert counts() == (0,) * 6


@pytest.mark.parametrize(
    ("row", "cell", "sentence"),
    [
        (
            ["99", "010102", "甲", "党支部", ""],
            "A",
            "上级“99”找不到。请在组织表里加上这个上级，或改正编码。",
        ),
        (
            ["010101", "010102", "甲", "党支部", ""],
            "A",
            "党支部不能设在党支部下面。请改正上级编码或类别。",
        ),
        (["010102", "010102", "甲", "党总支", ""], "A", "上级编码和编码相同，请填写真正的上级。"),
        (["", "010102", "甲", "党委", ""], "A", "上级编码是空的，而第 2 行已经是最上级。请填写上级编码。"),
    ],
)
def test_a_wrong_place_in_the_tree_is_told(row: list[str], cell: str, sentence: str) -> None:
    result = imported([*TREE, row])
    assert result.faults == [(f"“组织”第 6 行 {cell} 列", sentence)]
    assert counts() == (0,) * 6


def test_a_circle_of_parents_is_told() -> None:
    circle = [["02", "03", "甲", "党总支", ""], ["03", "02", "乙", "党总支", ""]]
    result = imported([*TREE, *circle])
    assert result.faults == [
        ("“组织”第 6 行 A 列", "上下级绕成了圈（03、02、03）。请改正其中的上级编码。"),
        ("“组织”第 7 行 A 列", "上下级绕成了圈（02、03、02）。请改正其中的上级编码。"),
    ]


def test_a_circle_through_what_stands_already_is_told() -> None:
    imported()
    result = imported([TREE[0], ["010101", "0101", "柳渡镇党委", "党委", "农村"]], PEOPLE[:1], day=LATER)
    assert result.faults == [
        ("“组织”第 2 行 A 列", "上下级绕成了圈（0101、010101、0101）。请改正其中的上级编码。")
    ]


def test_an_organisation_with_others_below_cannot_become_a_branch() -> None:
    imported()
    result = imported([TREE[0], ["01", "0101", "柳渡镇党委", "党支部", "农村"]], PEOPLE[:1], day=LATER)
    assert result.faults == [("“组织”第 2 行 D 列", "下面还有双坡村党支部等组织，不能改成党支部。")]


def test_a_code_of_an_organisation_that_has_ended_is_not_given_again() -> None:
    imported()
    Placement.objects.filter(organisation__code="0102").update(until=LATER)
    Organisation.objects.filter(code="0102").update(ended_on=LATER)
    result = imported(TREE, PEOPLE[:1], day=LATER)
    assert result.faults == [("“组织”第 4 行 B 列", f"编码“0102”属于{LATER}起不再设立的组织，请改正编码。")]


def test_people_of_an_unknown_organisation_are_told() -> None:
    result = imported(people=[*PEOPLE, ["77", "林晓", "正式党员", ""]])
    assert result.faults == [
        ("“人员”第 5 行 A 列", "组织“77”找不到。请先在组织表里加上这个组织，或改正编码、名称。")
    ]


def test_people_are_not_told_of_an_organisation_whose_own_row_is_faulty() -> None:
    result = imported(changed(TREE, 5, c3="支委"))
    assert [place for place, _ in result.faults] == ["“组织”第 5 行 D 列"]


def test_short_codes_typed_as_numbers_are_read_as_whole_numbers() -> None:
    tree = [TREE[0], ["", 1, "澜溪区委", "区委", ""], [1, 101, "柳渡镇党委", "党委", "农村"]]
    assert imported(tree, PEOPLE[:1]).ok
    assert sorted(Organisation.objects.values_list("code", flat=True)) == ["1", "101"]


def test_an_empty_cell_changes_nothing_and_a_missing_column_neither() -> None:
    imported()
    assert imported(changed(TREE, 5, c4=""), PEOPLE[:1], day=LATER).counts.changes == 0
    narrow = [row[1:4] for row in TREE]
    assert imported(narrow, PEOPLE[:1], day=LATER).counts.changes == 0
    assert imported(changed(TREE, 5, c4="无"), PEOPLE[:1], day=LATER).counts.organisations_changed == 1
    assert Placement.objects.get(organisation__code="010101", until=None).sector == ""


FAR = workbook(组织=[TREE[0]])


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "名册.xlsx", "这个文件是空的"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "名册.xls", "旧的 .xls"),
        (
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le") + bytes(600),
            "名册.xlsx",
            "设了打开密码",
        ),
        (table([["甲", "乙"]]), "名册.csv", "没有认出表头"),
        (b"\xff\xfe\x00\xd8\x00", "名册.csv", "编码读不出来"),
        (b"a,b\0c", "名册.csv", "编码读不出来"),
        (FAR[: len(FAR) // 2], "名册.xlsx", "只认 .xlsx 和 .csv"),
        (workbook(甲=TREE, 乙=TREE), "名册.xlsx", "有不止一张组织表"),
        (b"x" * (20 * 1024 * 1024 + 1), "名册.csv", "超过 20 MB"),
        (b"a," * 800, "名册.csv", "超过 20 万行或 702 列"),
        (workbook(人员=[["组织编码", "姓名"], ["01", "甲"]]), "名册.xlsx", "像是人员表，但没有“身份”一列"),
        (repacked(FAR, workbook=b""), "名册.xlsx", "打不开|没有认出表头"),
    ],
)
def test_a_file_that_is_no_roster_is_refused_with_what_to_do(data: bytes, name: str, sentence: str) -> None:
    with pytest.raises(UnreadableRoster, match=sentence):
        take(data, name)


@pytest.mark.parametrize(
    ("sheet", "sentence"),
    [
        (b'<worksheet><sheetData><c r="XFD1048576"/></sheetData></worksheet>', "离得很远"),
        (b'<worksheet><sheetData><row r="9048576"/></sheetData></worksheet>', "离得很远"),
        (b"0" * (51 * 1024 * 1024), "展开后太大"),
        (b"<worksheet", "打不开|没有认出表头"),
    ],
)
def test_a_booby_trapped_spreadsheet_is_refused(sheet: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableRoster, match=sentence):
        take(repacked(FAR, sheet1=sheet))


@pytest.mark.parametrize(
    "data", [workbook(组织=TREE[:1], 人员=PEOPLE[:1]), table(PEOPLE[:1])], ids=["xlsx", "csv"]
)
def test_a_roster_of_headers_alone_brings_nothing(data: bytes) -> None:
    assert take(data, "名册.csv").sentences == ["名册里只有表头，没有一行内容。"]


def test_only_a_post_that_may_import_does(cast: Cast) -> None:
    data = table([["组织编码", "姓名", "身份"], ["T0004", "新来的", "正式党员"]])
    for role in ("administrator", "office", "committee_office"):
        result = take(data, "人员.csv", by=cast.actor(role), dry_run=True, day=cast.today)
        assert result.counts == Counts(people_added=1, missing_people=2)
    for role in ("secretary", "leader", "reader", "inspector", "member"):
        with pytest.raises(NotPermitted):
            take(data, "人员.csv", by=cast.actor(role), dry_run=True, day=cast.today)


def test_the_nameless_root_of_an_empty_installation_takes_the_rosters_name() -> None:
    create_admin.create("admin")
    before = root(today())
    assert before is not None
    result = imported(day=today())
    assert result.ok
    top = root(today())
    assert top is not None
    assert (top.organisation_id, top.name, top.organisation.code) == (
        before.organisation_id,
        "澜溪区委",
        "01",
    )


def test_surnames_are_read_the_way_families_read_them() -> None:
    names = ("单丹", "曾庆", "仇英", "解放", "欧阳乐", "乐天", "张 三", "尉迟恭")
    assert {name: pinyin_key(name) for name in names} == {
        "单丹": "shan dan",
        "曾庆": "zeng qing",
        "仇英": "qiu ying",
        "解放": "xie fang",
        "欧阳乐": "ou yang le",
        "乐天": "yue tian",
        "张 三": "zhang san",
        "尉迟恭": "yu chi gong",
    }


def test_a_large_roster_is_taken_in_whole() -> None:
    tree = [TREE[0], TREE[1]] + [["01", f"01{n:03}", f"第{n}党支部", "党支部", "农村"] for n in range(100)]
    people = [PEOPLE[0]] + [[f"01{n % 100:03}", f"张{n}", "正式党员", "2020-07-01"] for n in range(3500)]
    result = imported(tree, people)
    assert (result.counts.organisations_added, result.counts.people_added) == (101, 3500)
    top = root(DAY)
    assert top is not None
    assert member_counts(top.path, DAY).full == 3500
    assert imported(tree, people, day=LATER).counts.changes == 0
