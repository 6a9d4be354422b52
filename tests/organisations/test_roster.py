"""Roster import: all or nothing, every faulty row told, and a second time nothing new."""

from datetime import date, timedelta

import pytest

from zhengyou.commandline import create_admin
from zhengyou.commandline.import_roster import run
from zhengyou.commandline.refusal import Refusal
from zhengyou.ledger.models import Entry
from zhengyou.organisations.models import Membership, Organisation, Person, Placement
from zhengyou.organisations.queries import MemberCounts, member_counts, root, today
from zhengyou.organisations.roster import UnreadableRoster, import_roster
from zhengyou.organisations.roster_names import pinyin_key
from zhengyou.organisations.rules import Actor, NotPermitted, System

from .roster_files import repacked, table, workbook

pytestmark = pytest.mark.django_db

DAY, LATER = date(2026, 3, 2), date(2026, 6, 1)
TREE = [
    ["上级编码", "编码", "名称", "类别", "领域"],
    ["", "01", "澜溪区委", "区委", ""],
    ["01", "0101", "柳渡镇党委", "党委", "农村"],
    ["01", "0102", "青石街道党工委", "党工委", "街道社区"],
    ["0101", "010101", "双坡村党支部", "党支部", "农村"],
]
PEOPLE = [
    ["组织编码", "姓名", "身份", "加入日期"],
    ["010101", "谷春山", "正式党员", "2010-07-01"],
    ["010101", "单晓禾", "预备党员", "2025年9月1日"],
    ["010101", "曾 明", "入党积极分子", ""],
]


def imported(tree=TREE, people=PEOPLE, *, day=DAY, dry_run=False):
    return import_roster(workbook(组织=tree, 人员=people), "名册.xlsx", by=System(), dry_run=dry_run, day=day)


def changed(rows, number, **cells):
    """A copy with some cells of one row (counted as people count them) changed, by column number `c0`, `c1`…"""
    copy = [list(row) for row in rows]
    for column, value in cells.items():
        copy[number - 1][int(column[1:])] = value
    return copy


def counts():
    return (
        Organisation.objects.count(),
        Placement.objects.count(),
        Person.objects.count(),
        Entry.objects.count(),
    )


def told(result):
    return [(fault.sheet, fault.row, fault.sentence) for fault in result.faults]


def test_a_roster_fills_an_empty_database():
    result = imported()
    assert result.sentences == ["已导入名册：新增组织 4 个、改动 0 个，新增人员 3 名、改动 0 名。"]
    top = root(DAY)
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


def test_the_same_roster_again_changes_nothing_and_writes_no_line():
    imported()
    before = counts()
    result = imported(day=LATER)
    assert result.sentences == ["名册和现有的完全一致，没有改动。"]
    assert counts() == before


def test_a_trial_says_what_would_happen_and_keeps_nothing():
    before = counts()
    result = imported(dry_run=True)
    assert result.sentences == [
        "试运行，没有保存。正式导入会新增组织 4 个、改动 0 个，新增人员 3 名、改动 0 名。"
    ]
    assert counts() == before == (0, 0, 0, 0)


def test_the_import_leaves_one_sentence_in_the_ledger():
    imported()
    (line,) = Entry.objects.all()
    assert (line.actor_name, line.verb, line.organisation_path) == (
        "系统",
        "organisations.roster.import",
        root(DAY).path,
    )
    assert line.sentence == "导入名册“名册.xlsx”：新增组织 4 个、改动 0 个，新增人员 3 名、改动 0 名。"


def test_a_new_name_begins_on_the_day_and_the_old_one_stays_on_record():
    imported()
    result = imported(changed(TREE, 5, c2="双坡社区党支部", c4="街道社区"), day=LATER)
    assert (result.organisations_added, result.organisations_changed) == (0, 1)
    branch = Organisation.objects.get(code="010101")
    names = branch.placements.order_by("since").values_list("name", "since", "until")
    assert list(names) == [("双坡村党支部", DAY, LATER), ("双坡社区党支部", LATER, None)]
    assert [one.sector for one in branch.placements.order_by("since")] == ["rural", "community"]


def test_what_is_decided_for_later_is_not_overwritten_by_a_roster():
    imported()
    branch = Placement.objects.get(organisation__code="010101")
    branch.until = LATER + timedelta(days=30)
    branch.save()
    with pytest.raises(UnreadableRoster, match=f"双坡村党支部在{branch.until}已有一项已定的变动"):
        imported(changed(TREE, 5, c2="双坡社区党支部"), day=LATER)
    assert Placement.objects.filter(name="双坡社区党支部").count() == 0


def test_what_stands_under_a_moved_organisation_moves_with_it():
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


def test_a_new_status_begins_on_the_day():
    imported()
    result = imported(people=changed(PEOPLE, 3, c2="正式党员"), day=LATER)
    assert (result.people_added, result.people_changed) == (0, 1)
    rows = (
        Membership.objects.filter(person__name="单晓禾")
        .order_by("since")
        .values_list("status", "since", "until")
    )
    assert list(rows) == [
        ("probationary", date(2025, 9, 1), LATER),
        ("full", LATER, None),
    ]


def test_two_people_of_one_name_stay_two():
    twice = [*PEOPLE, PEOPLE[1]]
    assert imported(people=twice).people_added == 4
    assert imported(people=twice, day=LATER).changes == 0


def test_what_the_roster_does_not_name_is_listed_and_kept():
    imported()
    before = counts()
    result = imported([*TREE[:3], TREE[4]], PEOPLE[:3], day=LATER)
    assert result.missing_organisations == ["青石街道党工委（0102）"]
    assert result.missing_people == ["双坡村党支部：曾明"]
    assert "系统里仍保留的组织 1 个" in "".join(result.sentences)
    assert counts() == before


def test_every_faulty_row_is_told_and_nothing_is_kept():
    tree = [
        *TREE,
        ["0101", "010102", "下桥村党支部", "支委", "农业"],
        ["0101", "0102", "重号党支部", "党支部", ""],
        ["", "", "没有编码", "党支部", ""],
    ]
    people = [*PEOPLE, ["010101", "林晓", "群众", "去年"], ["010101", "石泉", "党员", "2031-01-01"]]
    result = imported(tree, people)
    kinds = "区委、党委、党工委、二级党委、党总支、党支部"
    sectors = "农村、街道社区、机关、学校、科教文卫体事业单位、非公企业和新社会组织、国有企业、民族地区"
    assert told(result) == [
        ("组织", 6, f"类别“支委”不认识，请填写{kinds}之一。"),
        ("组织", 6, f"领域“农业”不认识，请填写{sectors}之一，或留空。"),
        ("组织", 7, "编码“0102”和第 4 行重复，请删去一行或改正编码。"),
        ("组织", 8, "编码或名称是空的，请填写。"),
        ("人员", 5, "加入日期“去年”看不懂，请写成 2020-07-01 这样。"),
        ("人员", 5, "身份“群众”不认识，请填写正式党员、预备党员、入党积极分子、发展对象之一。"),
        ("人员", 6, "加入日期 2031-01-01 晚于今天，请改正。"),
    ]
    assert result.sentences[0] == "名册里有 7 处要改，什么也没有导入。改好后重新导入整个文件："
    assert counts() == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["99", "010102", "甲", "党支部", ""], "上级编码“99”找不到。请在组织表里加上这个上级，或改正编码。"),
        (
            ["010101", "010102", "甲", "党支部", ""],
            "上级“010101”是党支部，下面不能再设组织。请改正上级编码。",
        ),
        (["010102", "010102", "甲", "党总支", ""], "上级编码和编码相同，请填写真正的上级。"),
        (["", "010102", "甲", "党委", ""], "上级编码是空的，而第 2 行已经是最上级。请填写上级编码。"),
    ],
)
def test_a_wrong_place_in_the_tree_is_told(row, sentence):
    result = imported([*TREE, row])
    assert told(result) == [("组织", 6, sentence)]
    assert counts() == (0, 0, 0, 0)


def test_a_circle_of_parents_is_told():
    circle = [["02", "03", "甲", "党总支", ""], ["03", "02", "乙", "党总支", ""]]
    result = imported([*TREE, *circle])
    assert told(result) == [
        ("组织", 6, "上下级绕成了圈（03、02、03）。请改正其中的上级编码。"),
        ("组织", 7, "上下级绕成了圈（02、03、02）。请改正其中的上级编码。"),
    ]


def test_people_of_an_unknown_organisation_are_told():
    result = imported(people=[*PEOPLE, ["77", "林晓", "正式党员", ""]])
    assert told(result) == [("人员", 5, "组织编码“77”找不到。请先在组织表里加上这个组织，或改正编码。")]


def test_a_code_that_the_spreadsheet_has_ruined_is_refused():
    result = imported([*TREE, ["01", 123456789012345678, "甲", "党委", ""]])
    (fault,) = result.faults
    assert (fault.row, fault.sentence[:18]) == (6, "编码是数字格式而且超过 15 位，末")


def test_short_codes_typed_as_numbers_are_read_as_whole_numbers():
    tree = [TREE[0], ["", 1, "澜溪区委", "区委", ""], [1, 101, "柳渡镇党委", "党委", "农村"]]
    assert imported(tree, PEOPLE[:1]).ok
    assert sorted(Organisation.objects.values_list("code", flat=True)) == ["1", "101"]


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_files_in_the_encodings_of_offices_are_read(code):
    import_roster(table(TREE, code), "组织.csv", by=System(), dry_run=False, day=DAY)
    result = import_roster(table(PEOPLE, code), "人员.csv", by=System(), dry_run=False, day=DAY)
    assert (Organisation.objects.count(), result.people_added) == (4, 3)


def test_headers_in_other_words_and_a_title_above_them_are_recognised():
    heads = ["上级党组织编码", "党组织编码*", "党组织名称", "组织类别", "所属领域"]
    tree = [["澜溪区党组织名册", "", "", "", ""], heads, *TREE[1:]]
    assert imported(tree).organisations_added == 4


def test_other_sheets_are_skipped_and_said():
    data = workbook(说明=[["填表说明", "请如实填写"]], 组织=TREE)
    result = import_roster(data, "名册.xlsx", by=System(), dry_run=False, day=DAY)
    assert "没有认出表头、跳过的工作表：说明。" in result.sentences


FAR = workbook(组织=[TREE[0]])


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "名册.xlsx", "这个文件是空的"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "名册.xls", "只认 .xlsx 和 .csv"),
        (table([["甲", "乙"]]), "名册.csv", "没有认出表头"),
        (b"\xff\xfe\x00\xd8\x00", "名册.csv", "编码读不出来"),
        (b"a,b\0c", "名册.csv", "编码读不出来"),
        (FAR[: len(FAR) // 2], "名册.xlsx", "只认 .xlsx 和 .csv"),
        (workbook(甲=TREE, 乙=TREE), "名册.xlsx", "有不止一张组织表"),
        (b"x" * (20 * 1024 * 1024 + 1), "名册.csv", "超过 20 MB"),
    ],
)
def test_a_file_that_is_no_roster_is_refused_with_what_to_do(data, name, sentence):
    with pytest.raises(UnreadableRoster, match=sentence):
        import_roster(data, name, by=System(), dry_run=False, day=DAY)


@pytest.mark.parametrize(
    ("sheet", "sentence"),
    [
        (
            b'<worksheet><sheetData><c r="XFD1048576"/></sheetData></worksheet>',
            "离得很远",
        ),
        (b"0" * (51 * 1024 * 1024), "展开后超过 50 MB"),
        (b"<worksheet", "打不开|没有认出表头"),
    ],
)
def test_a_booby_trapped_spreadsheet_is_refused(sheet, sentence):
    with pytest.raises(UnreadableRoster, match=sentence):
        import_roster(repacked(FAR, sheet1=sheet), "名册.xlsx", by=System(), dry_run=False, day=DAY)


def test_only_a_post_that_may_import_does(cast):
    for role, may in [("administrator", True), ("office", False), ("secretary", False)]:
        actor: Actor = cast.actor(role)
        if may:
            result = import_roster(table(PEOPLE), "人员.csv", by=actor, dry_run=True, day=cast.today)
            assert not result.ok  # these people's branch is not in this district, but the post may ask
        else:
            with pytest.raises(NotPermitted):
                import_roster(table(PEOPLE), "人员.csv", by=actor, dry_run=True, day=cast.today)


def test_the_nameless_root_of_an_empty_installation_takes_the_rosters_name():
    create_admin.create("admin")
    before = root(today()).organisation_id
    result = imported(day=today())
    assert result.ok
    top = root(today())
    assert (top.organisation_id, top.name, top.organisation.code) == (before, "澜溪区委", "01")


def test_the_command_imports_a_file_and_says_what_it_did(tmp_path, capsys):
    path = tmp_path / "名册.xlsx"
    path.write_bytes(workbook(组织=TREE, 人员=PEOPLE))
    assert run([str(path), "--dry-run"]) == 0
    assert Organisation.objects.count() == 0
    assert run([str(path)]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert [line[:4] for line in shown] == ["试运行，", "已导入名"]
    assert Organisation.objects.count() == 4


def test_the_command_tells_faults_on_the_error_stream_and_fails(tmp_path, capsys):
    path = tmp_path / "名册.csv"
    path.write_bytes(table([*PEOPLE[:2]]))
    assert run([str(path)]) == 1
    assert capsys.readouterr().err.splitlines()[1] == (
        "“名册.csv”第 2 行：组织编码“010101”找不到。请先在组织表里加上这个组织，或改正编码。"
    )


@pytest.mark.parametrize("arguments", [[], ["a", "b"], ["a.csv", "--force"]])
def test_the_command_says_how_to_use_it(arguments):
    with pytest.raises(Refusal, match="import-roster 文件"):
        run(arguments)


def test_the_command_refuses_a_missing_or_unreadable_file(tmp_path):
    with pytest.raises(Refusal, match="读不到文件"):
        run([str(tmp_path / "没有.xlsx")])
    (tmp_path / "坏.xlsx").write_bytes(b"??")
    with pytest.raises(Refusal, match="只认"):
        run([str(tmp_path / "坏.xlsx")])


def test_surnames_are_read_the_way_families_read_them():
    assert {
        name: pinyin_key(name)
        for name in ("单丹", "曾庆", "仇英", "解放", "欧阳乐", "乐天", "张 三", "尉迟恭")
    } == {
        "单丹": "shan dan",
        "曾庆": "zeng qing",
        "仇英": "qiu ying",
        "解放": "xie fang",
        "欧阳乐": "ou yang le",
        "乐天": "yue tian",
        "张 三": "zhang san",
        "尉迟恭": "yu chi gong",
    }


def test_a_large_roster_is_taken_in_whole():
    tree = [TREE[0], TREE[1]] + [["01", f"01{n:03}", f"第{n}党支部", "党支部", "农村"] for n in range(100)]
    people = [PEOPLE[0]] + [[f"01{n % 100:03}", f"张{n}", "正式党员", "2020-07-01"] for n in range(3500)]
    result = imported(tree, people)
    assert (result.organisations_added, result.people_added) == (101, 3500)
    assert member_counts(root(DAY).path, DAY).full == 3500
    assert imported(tree, people, day=LATER).changes == 0
