"""Reading who changed what: the lines, one line, the head that somebody keeps outside."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.utils import timezone

from tests.campaigns.records.telling import reported
from tests.cast import Cast, ExpectationOf, at_noon
from tests.ledger.lines import line
from zhengyou.campaigns.actions import records
from zhengyou.campaigns.models import Record
from zhengyou.ledger.models import Entry
from zhengyou.ledger.request import RequestIdMiddleware
from zhengyou.ledger.sealing import seal
from zhengyou.ledger.verification import verify
from zhengyou.ledger.writing import write_many
from zhengyou.organisations.actions import reorganising
from zhengyou.organisations.models import Account, Post, PostKind
from zhengyou.organisations.queries.shifts import Move
from zhengyou.organisations.rules.orders import Order

NAMES = ("动员大会", "为民办实事", "风险排查")


@pytest.fixture
def three(cast: Cast, expectation_of: ExpectationOf) -> Cast:
    """The first branch has reported three things."""
    for name in NAMES:
        reported(cast, expectation_of("first", name), title=name)
    return cast


def _told(client: Client, query: str = "") -> list[str]:
    return [line.sentence for line in client.get(f"/ledger/{query}").context["rows"]]


def _line(sentence: str) -> Entry:
    return Entry.objects.get(sentence=sentence)


def test_the_newest_lines_come_first_and_only_those_of_the_own_part_of_the_tree(
    three: Cast, expectation_of: ExpectationOf
) -> None:
    reported(three, expectation_of("village", "动员大会"), role="village_secretary", title="村里的会")
    mine = [f"报送“{name}”，对应 1 项应办事项。" for name in reversed(NAMES)]
    assert _told(three.client("committee_office")) == mine
    page = three.client("inspector").get("/ledger/").context["rows"]
    assert [(line.actor_name, line.sentence) for line in page][:2] == [
        ("田有禾", "报送“村里的会”，对应 1 项应办事项。"),
        ("林小满", mine[0]),
    ]


def test_it_goes_on_page_by_page(three: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhengyou.desk.ledger.LEDGER_PAGE", 2)
    client = three.client("committee_office")
    first = client.get("/ledger/")
    second = client.get(f"/ledger/?after={first.context['next_key']}")
    assert [[line.sentence for line in page.context["rows"]] for page in (first, second)] == [
        ["报送“风险排查”，对应 1 项应办事项。", "报送“为民办实事”，对应 1 项应办事项。"],
        ["报送“动员大会”，对应 1 项应办事项。"],
    ]
    assert second.context["next_key"] is None


def test_it_is_narrowed_to_days_a_kind_or_a_person(three: Cast) -> None:
    client = three.client("committee_office")
    records.accept(
        by=three.general_secretary,
        record=Record.objects.get(title="动员大会"),
        now=at_noon(three.today),
    )
    # The database has a clock of its own, and midnight may pass between two lines.
    first, last = (
        timezone.localdate(found.entered_at)
        for found in (Entry.objects.earliest("pk"), Entry.objects.latest("pk"))
    )
    assert len(_told(client, f"?first={first}&last={last}")) == 4
    assert _told(client, f"?last={first - timedelta(days=1)}") == []
    assert _told(client, f"?first={last + timedelta(days=1)}") == []
    assert len(_told(client, "?kind=campaigns.record")) == 4
    assert _told(client, "?kind=campaigns.excuse") == []
    assert _told(client, f"?by={three.general_secretary.account_id}") == ["验收“动员大会”。"]
    page = client.get(f"/ledger/?by={three.secretary.account_id}").content.decode()
    assert "林小满办的全部" in page


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("?first=2026-09-09&last=2026-09-01", "开始的日期晚于结束的日期，请调过来。"),
        ("?first=昨天", "下面是全部的改动。"),
        ("?kind=something", "下面是全部的改动。"),
    ],
)
def test_what_cannot_be_chosen_is_said_and_everything_shown(three: Cast, query: str, told: str) -> None:
    page = three.client("committee_office").get(f"/ledger/{query}")
    assert told in page.content.decode()
    assert len(page.context["rows"]) == 3


@pytest.mark.parametrize("query", ["?by=abc", "?by=-1", "?after=abc", "?by=99999999999999999999"])
def test_nonsense_in_the_address_is_left_aside(three: Cast, query: str) -> None:
    assert len(_told(three.client("committee_office"), query)) == 3


def test_a_choice_without_lines_says_so(three: Cast) -> None:
    page = three.client("committee_office").get("/ledger/?kind=campaigns.excuse").content.decode()
    assert "这样选，没有改动" in page


def test_a_line_shows_before_and_after_in_the_users_words(three: Cast) -> None:
    records.return_(
        by=three.general_secretary,
        record=Record.objects.get(title="动员大会"),
        comment="请补人数。",
        now=at_noon(three.today),
    )
    found = _line("退回“动员大会”：请补人数。")
    page = three.client("committee_office").get(f"/ledger/{found.pk}/")
    assert [(str(one.word), one.before, one.after) for one in page.context["changes"]] == [
        ("状态", "待验收", "已退回"),
        ("意见", "—", "请补人数。"),
    ]
    text = page.content.decode()
    assert "青石商圈第一党支部" in text
    assert "刚刚写下，一两分钟里就会封存到链上。" in text
    seal()
    page = three.client("committee_office").get(f"/ledger/{found.pk}/")
    sealed = page.context["sealed"]
    assert sealed.digest in page.content.decode()
    assert sealed.entry_id == found.pk


def test_a_line_opens_the_thing_it_is_about_for_whoever_may_see_it(three: Cast) -> None:
    found = _line("报送“动员大会”，对应 1 项应办事项。")
    address = f"/records/{found.subject_id}/"
    assert address in three.client("committee_office").get(f"/ledger/{found.pk}/").content.decode()


def test_what_the_same_request_wrote_stands_beside_a_line(three: Cast) -> None:
    """Two lines of the street and one of the whole district, which the street's committee does not read."""
    paths = [three.places[where].path for where in ("first", "district", "second")]

    def answer(_request: HttpRequest) -> HttpResponse:
        with transaction.atomic():
            write_many(by=three.office, lines=[line(f"关于{path}。", path=path) for path in paths])
        return HttpResponse()

    RequestIdMiddleware(answer)(HttpRequest())
    address = f"/ledger/{_line(f'关于{paths[0]}。').pk}/"
    others = [
        [other.sentence for other in three.client(role).get(address).context["others"]]
        for role in ("committee_office", "inspector")
    ]
    assert others == [[f"关于{paths[2]}。"], [f"关于{paths[1]}。", f"关于{paths[2]}。"]]


@pytest.mark.parametrize("role", ["secretary", "general_secretary", "member", "administrator"])
def test_the_ledger_is_closed_to_others(three: Cast, role: str) -> None:
    found = Entry.objects.latest("pk")
    client = three.client(role)
    for address in ("/ledger/", f"/ledger/{found.pk}/", "/ledger/head.txt"):
        assert client.get(address).status_code == 404


def test_a_line_of_somebody_elses_part_of_the_tree_is_not_there(three: Cast) -> None:
    elsewhere = Entry.objects.filter(organisation_path=three.places["district"].path).latest("pk")
    client = three.client("committee_office")
    assert client.get(f"/ledger/{elsewhere.pk}/").status_code == 404
    assert client.get("/ledger/999999999/").status_code == 404
    assert three.client("inspector").get(f"/ledger/{elsewhere.pk}/").status_code == 200


def test_lines_stay_with_whoever_stood_above_and_come_to_whoever_stands_above_now(three: Cast) -> None:
    """A branch goes over to another committee: both read what was told of it before, only the new one what comes."""
    branch, township = three.places["first"], three.places["township"]
    wanted = Move(branch.organisation_id, township.organisation_id)
    order = Order(three.today, None, "", "优化设置。")
    reorganising.reorganise(by=three.office, wanted=wanted, order=order, now=at_noon(three.today))
    before = [f"报送“{name}”，对应 1 项应办事项。" for name in reversed(NAMES)]
    old, new = three.client("committee_office"), _reader(three, "township")
    assert (_told(old), _told(new)) == (before, before)
    records.withdraw(
        by=three.secretary,
        record=Record.objects.get(title="动员大会"),
        now=at_noon(three.today),
    )
    assert (_told(old), _told(new)) == (before, ["撤回“动员大会”。", *before])
    found = _line("撤回“动员大会”。")
    assert [client.get(f"/ledger/{found.pk}/").status_code for client in (old, new)] == [404, 200]


def _reader(cast: Cast, where: str) -> Client:
    """Somebody who may read the ledger there."""
    account = Account.objects.get(username="member")
    Post.objects.filter(person=account.person).delete()
    Post.objects.create(
        person=account.person,
        organisation_id=cast.places[where].organisation_id,
        kind=PostKind.READER,
        since=cast.today,
    )
    return cast.client("member")


def test_the_head_is_shown_and_can_be_kept_outside(three: Cast) -> None:
    client = three.client("committee_office")
    assert "怎么知道没人改过？" not in client.get("/ledger/").content.decode()
    assert client.get("/ledger/head.txt").status_code == 404
    seal()
    head = verify().head
    assert head in client.get("/ledger/").content.decode()
    answer = client.get("/ledger/head.txt")
    text = answer.content.decode()
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert text.splitlines()[2] == f"摘要：{head}"
    assert f"verify-ledger --head {head}" in text


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_takes_the_same_queries_for_one_and_three_rows(
    cast: Cast, expectation_of: ExpectationOf, django_assert_num_queries: Any, rows: int
) -> None:
    for name in NAMES[:rows]:
        reported(cast, expectation_of("first", name))
    client = cast.client("committee_office")
    seal()
    with django_assert_num_queries(10):
        page = client.get("/ledger/")
    assert len(page.context["rows"]) == rows
