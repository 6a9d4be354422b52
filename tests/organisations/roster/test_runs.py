"""A roster in the browser: handed in, looked through by the worker, shown, imported only as it was shown."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import Cast, enrol
from zhengyou.ledger.models import Entry
from zhengyou.organisations.actions import attending, rosters
from zhengyou.organisations.actions.importing import Source
from zhengyou.organisations.models import Person, Post, Reading, RosterRun
from zhengyou.organisations.queries import roster as queries
from zhengyou.organisations.queries.roster import LOCK

from .files import table

HEAD = ["组织编码", "姓名", "身份"]


@pytest.fixture
def office(cast: Cast) -> Client:
    """The district's office in its browser."""
    return cast.client("office")


@pytest.fixture
def rows(cast: Cast) -> list[list[str]]:
    """One newcomer to the first branch."""
    return [HEAD, [cast.places["first"].organisation.code, "新来的", "正式党员"]]


def hand_in(client: Client, lines: list[list[str]]) -> RosterRun:
    """Upload a table; the run that came of it."""
    file = SimpleUploadedFile("名册.csv", table(lines))
    response = client.post("/organisations/roster/upload/", {"roster": file})
    run = RosterRun.objects.latest("pk")
    assert (response.status_code, response["Location"]) == (302, f"/organisations/roster/{run.pk}/")
    return run


def queued() -> list[tuple[str, int]]:
    """What waits for the worker, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT task_name, args->>'run_id' FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id"
        )
        return [(task.rpartition(".")[2], int(run)) for task, run in cursor.fetchall()]


def page(client: Client, run: RosterRun) -> str:
    return client.get(f"/organisations/roster/{run.pk}/").content.decode()


def press(client: Client, run: RosterRun, verb: str, **data: str) -> str:
    """Press a button; the page that follows."""
    response = client.post(f"/organisations/roster/{run.pk}/{verb}/", data, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def now_of(run: RosterRun) -> RosterRun:
    return RosterRun.objects.get(pk=run.pk)


def test_a_roster_goes_the_whole_way(office: Client, rows: list[list[str]]) -> None:
    run = hand_in(office, rows)
    assert queued() == [("preview_roster", run.pk)]
    assert "正在核对这份名册" in page(office, run)
    attending.preview(run.pk)
    shown = page(office, run)
    assert "会有这些变化，导入吗" in shown
    assert "新来的" in shown
    assert not Person.objects.filter(name="新来的").exists()
    waiting = press(office, run, "import", digest=now_of(run).digest)
    assert "正在导入这份名册" in waiting
    assert queued()[1:] == [("import_roster", run.pk)]
    attending.carry_out(run.pk)
    assert "已经导入" in page(office, run)
    assert Person.objects.filter(name="新来的").count() == 1
    done = now_of(run)
    assert (done.state, done.content, done.permille) == ("done", None, 1000)
    line = Entry.objects.get(verb="organisations.roster.import")
    assert (line.subject_id, line.sentence) == (
        run.pk,
        "导入名册“名册.csv”：新增组织 0 个、改动 0 个，新增人员 1 名、改动 0 名、转接 0 名。",
    )


def test_what_is_no_longer_as_it_was_shown_is_shown_again_instead_of_imported(
    cast: Cast, office: Client, rows: list[list[str]]
) -> None:
    run = hand_in(office, rows)
    attending.preview(run.pk)
    press(office, run, "import", digest=now_of(run).digest)
    enrol("新来的", cast.places["first"])
    attending.carry_out(run.pk)
    assert now_of(run).state == "ready"
    shown = page(office, run)
    assert "和您看到的已经不一样，所以还没有导入" in shown
    assert "和现有的完全一致，不用导入" in shown
    assert not Entry.objects.filter(verb="organisations.roster.import").exists()
    # What was pressed on a page of before leads nowhere.
    assert "已经重新核对过" in press(office, run, "import", digest="0" * 64)
    assert now_of(run).state == "ready"


def test_faults_are_shown_and_cannot_be_imported(office: Client, rows: list[list[str]]) -> None:
    run = hand_in(office, [*rows, ["没有", "甲", "群众"]])
    attending.preview(run.pk)
    shown = page(office, run)
    assert "有2处要改" in shown
    assert "“名册.csv”第 3 行 C 列" in shown
    assert "导入这份名册" not in shown
    press(office, run, "import", digest=now_of(run).digest)
    assert (now_of(run).state, now_of(run).content) == ("faulty", None)
    report = office.get(f"/organisations/roster/{run.pk}/report.xlsx")
    assert (report.status_code, report.content[:2]) == (200, b"PK")


def test_a_file_that_cannot_be_read_says_why(office: Client) -> None:
    run = hand_in(office, [["甲", "乙"]])
    attending.preview(run.pk)
    shown = page(office, run)
    assert "这个文件读不了" in shown
    assert "没有认出表头" in shown
    assert now_of(run).content is None


@pytest.mark.parametrize(
    "data", [{}, {"roster": SimpleUploadedFile("大.csv", b"x" * (20 * 1024 * 1024 + 1))}]
)
def test_without_a_usable_file_the_page_comes_back_with_a_sentence(
    office: Client, data: dict[str, Any]
) -> None:
    response = office.post("/organisations/roster/upload/", data)
    assert response.status_code == 422
    sentence = "文件超过 20 MB" if data else "还没有选文件"
    assert sentence in response.content.decode()
    assert not RosterRun.objects.exists()


def test_nobody_else_sees_it(cast: Cast, office: Client, rows: list[list[str]]) -> None:
    run = hand_in(office, rows)
    for role in ("administrator", "committee_office", "secretary", "member"):
        client = cast.client(role)
        assert client.get(f"/organisations/roster/{run.pk}/").status_code == 404
        assert client.post(f"/organisations/roster/{run.pk}/import/").status_code == 404


def test_a_post_that_was_lost_meanwhile_imports_nothing(
    cast: Cast, office: Client, rows: list[list[str]]
) -> None:
    run = hand_in(office, rows)
    attending.preview(run.pk)
    press(office, run, "import", digest=now_of(run).digest)
    Post.objects.filter(person__account=cast.accounts["office"]).update(until=cast.today)
    attending.carry_out(run.pk)
    assert (now_of(run).state, now_of(run).sentence) == (
        "failed",
        "上传这份名册的人已经不在这个岗位上。没有导入，什么也没有改动。",
    )
    assert not Person.objects.filter(name="新来的").exists()


def test_what_breaks_while_importing_leaves_nothing_and_can_be_tried_again(
    office: Client, rows: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = hand_in(office, rows)
    attending.preview(run.pk)
    press(office, run, "import", digest=now_of(run).digest)
    with monkeypatch.context() as broken:
        broken.setattr("zhengyou.organisations.actions.importing.write", _full)
        with pytest.raises(OSError, match="disk full"):
            attending.carry_out(run.pk)
    assert not Person.objects.filter(name="新来的").exists()
    assert "没有办成，再试一次吗" in page(office, run)
    assert "什么也没有改动" in page(office, run)
    press(office, run, "retry")
    assert now_of(run).state == "waiting"
    attending.preview(run.pk)
    press(office, run, "import", digest=now_of(run).digest)
    attending.carry_out(run.pk)
    assert Person.objects.filter(name="新来的").exists()


def _full(**_line: Any) -> None:
    raise OSError("disk full")


@contextmanager
def worked_at(run: RosterRun) -> Iterator[None]:
    """As if a worker were at it, on a connection of its own; at the end it dies."""
    own = connections.create_connection("default")
    with own.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s::int, %s::int)", [LOCK, run.pk])
    yield
    own.close()


def test_a_worker_that_died_is_noticed_and_the_roster_can_be_tried_again(
    cast: Cast, office: Client, rows: list[list[str]]
) -> None:
    run = hand_in(office, rows)
    with worked_at(run):
        RosterRun.objects.update(state="importing", stage="写入人员", permille=430)
        shown = page(office, run)
        assert "正在导入这份名册" in shown
        assert "43%" in shown
        # Whoever comes second leaves it alone.
        attending.carry_out(run.pk)
        assert now_of(run).state == "importing"
        assert "现在不用重试" in press(office, run, "retry")
    shown = page(office, run)
    assert "没有办成，再试一次吗" in shown
    assert "后台任务中途停了。没有导入，什么也没有改动。" in shown
    press(office, run, "retry")
    assert now_of(run).state == "waiting"


def test_a_second_roster_hears_that_it_waits_for_its_turn(office: Client, rows: list[list[str]]) -> None:
    hand_in(office, rows)
    second = hand_in(office, rows)
    assert "前面还有1份名册在办，轮到就开始" in page(office, second)


def test_without_a_worker_the_page_says_so(office: Client, rows: list[list[str]]) -> None:
    assert "后台任务好像没有在运行" in page(office, hand_in(office, rows))


def test_what_is_polled_asks_for_the_whole_page_once_it_is_over(
    office: Client, rows: list[list[str]]
) -> None:
    run = hand_in(office, rows)
    address = f"/organisations/roster/{run.pk}/"
    polled = office.get(address, headers={"hx-request": "true"})
    assert 'id="going-on"' in polled.content.decode()
    attending.preview(run.pk)
    over = office.get(address, headers={"hx-request": "true"})
    assert over.headers["HX-Refresh"] == "true"


def test_a_roster_given_up_is_thrown_away_at_once(office: Client, rows: list[list[str]]) -> None:
    run = hand_in(office, rows)
    attending.preview(run.pk)
    assert "没有导入，上传的文件已经清除" in press(office, run, "drop")
    gone = now_of(run)
    assert (gone.state, gone.content, gone.report, gone.preview) == ("dropped", None, None, None)
    assert "不能再撤下" in press(office, run, "drop")


def test_after_seven_days_nothing_of_a_file_is_left_but_its_counts(
    office: Client, rows: list[list[str]]
) -> None:
    run = hand_in(office, rows)
    attending.preview(run.pk)
    assert rosters.purge(now=run.at + timedelta(days=6)) == 0
    assert rosters.purge(now=run.at + timedelta(days=8)) == 1
    old = now_of(run)
    assert (old.content, old.report, old.preview, old.counts["people_added"]) == (None, None, None, 1)
    assert office.get(f"/organisations/roster/{run.pk}/").status_code == 200
    assert office.get(f"/organisations/roster/{run.pk}/report.xlsx").status_code == 404


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("template.xlsx", b"PK"),
        ("template.xlsx?filled=1", b"PK"),
        ("export.xlsx", b"PK"),
        ("organisations.csv", b"\xef\xbb"),
        ("people.csv", b"\xef\xbb"),
    ],
)
def test_files_go_out_and_who_took_people_away_is_noted(office: Client, address: str, kind: bytes) -> None:
    response = office.get(f"/organisations/roster/{address}")
    assert (response.status_code, response.content[:2]) == (200, kind)
    assert "attachment" in response["Content-Disposition"]
    noted = list(Reading.objects.values_list("what", flat=True))
    assert noted == (["roster"] if address in ("export.xlsx", "people.csv") else [])


def test_an_unknown_table_is_not_there(office: Client) -> None:
    assert office.get("/organisations/roster/others.csv").status_code == 404


def test_a_committee_takes_only_its_own_people_away(cast: Cast) -> None:
    text = cast.client("committee_office").get("/organisations/roster/people.csv").content.decode("utf-8-sig")
    assert "林小满" in text
    assert "田有禾" not in text


def test_the_organisations_page_leads_to_the_rosters_of_those_who_may(cast: Cast) -> None:
    found = {
        role: "/organisations/roster/" in cast.client(role).get("/organisations/").content.decode()
        for role in ("office", "administrator", "secretary", "leader", "member")
    }
    assert found == {
        "office": True,
        "administrator": True,
        "secretary": True,
        "leader": False,
        "member": False,
    }


@pytest.fixture
def asked(office: Client) -> Callable[[str], int]:
    """How many queries an address takes when it is asked for the second time."""

    def count(address: str) -> int:
        office.get(address)
        with CaptureQueriesContext(connection) as caught:
            office.get(address)
        return len(caught)

    return count


def test_the_pages_ask_as_much_for_one_row_as_for_many(
    cast: Cast, office: Client, asked: Callable[[str], int]
) -> None:
    code = cast.places["first"].organisation.code
    one = hand_in(office, [HEAD, [code, "甲", "正式党员"]])
    attending.preview(one.pk)
    few = (asked("/organisations/roster/"), asked(f"/organisations/roster/{one.pk}/"))
    many = hand_in(office, [HEAD, *([code, f"第{n}人", "正式党员"] for n in range(200))])
    attending.preview(many.pk)
    assert few == (asked("/organisations/roster/"), asked(f"/organisations/roster/{many.pk}/"))
    assert few == (6, 6)


def _statements(rows: int, cast: Cast) -> int:
    """How many statements an import of so many people takes."""
    code = cast.places["first"].organisation.code
    lines = [HEAD, *([code, f"第{rows}批第{n}人", "正式党员"] for n in range(rows))]
    run = rosters.hand_in(by=cast.office, source=Source("名册.csv", table(lines)), now=timezone.now())
    attending.preview(run.pk)
    rosters.confirm(by=cast.office, run=run, digest=now_of(run).digest)
    with CaptureQueriesContext(connection) as caught:
        attending.carry_out(run.pk)
    assert now_of(run).state == "done"
    return len(caught)


def test_an_import_takes_as_many_statements_for_one_row_as_for_a_thousand(cast: Cast) -> None:
    _statements(2, cast)  # whoever acts gets a name in the ledger the first time
    assert _statements(1, cast) == _statements(1000, cast)


def test_a_run_that_was_never_taken_up_has_not_died(cast: Cast, rows: list[list[str]]) -> None:
    run = rosters.hand_in(by=cast.office, source=Source("名册.csv", table(rows)), now=timezone.now())
    assert queries.standing(run) == queries.Standing(ahead=0, asleep=True)
    assert not queries.died(run)
