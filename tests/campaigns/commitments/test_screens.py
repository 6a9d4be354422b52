"""The pages of promises: the whole way with a wrong turn, filters, pages, the export, and what each may see."""

import io
from datetime import timedelta
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.campaigns.commitments.promising import LATER, comrades, given, promised, standing, step
from tests.cast import Cast, at_noon
from zhengyou.campaigns.actions import promising
from zhengyou.campaigns.models import Campaign, Commitment, Policy


def _text(cast: Cast, role: str, name: str, *arguments: Any, **query: str) -> str:
    answer = cast.client(role).get(reverse(name, args=arguments), query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def _press(cast: Cast, role: str, row: Commitment, verb: str, **typed: Any) -> str:
    address = reverse("commitment-step", args=[row.pk, verb])
    answer = cast.client(role).post(address, typed, follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_promise_goes_its_whole_way_on_the_screen_with_a_wrong_turn(cast: Cast, campaign: Campaign) -> None:
    due = cast.today + timedelta(days=LATER)
    typed = {"text": "努力工作", "result": "有进步", "due_on": due, "kind": "post", "keep": "1"}
    member = cast.client("member")
    answer = member.post(reverse("commitments-add", args=[campaign.pk]), typed, follow=True)
    assert "已存成草稿" in answer.content.decode()
    row = Commitment.objects.get()
    assert "没有数量，也看不出做成什么样" in _text(cast, "member", "commitment", row.pk)
    _press(cast, "member", row, "submit")
    _press(cast, "secretary", row, "send_back", comment="写清做几次、给谁做。")
    assert "写清做几次、给谁做。" in _text(cast, "member", "commitment", row.pk)
    better = {"text": "每月教老人用手机一次", "result": "全年十二次", "due_on": due, "kind": "post"}
    assert "已送审" in _press(cast, "member", row, "resubmit", **better)
    _press(cast, "secretary", row, "accept")
    _press(cast, "secretary", row, "publish", published_where="大厅公示栏", published_on=cast.today)
    _press(cast, "member", row, "note", comment="已经教了四次。")
    _press(cast, "member", row, "claim", outcome="教了十二次。", done_on=cast.today)
    assert "还没有受益的人在网上答" in _refused(cast, "secretary", row, "verify", witnessed="link")
    _press(cast, "secretary", row, "verify", witnessed="seen")
    assert "已兑现" in _press(cast, "secretary", row, "honour")
    page = _text(cast, "member", "commitment", row.pk)
    for told in ("已经教了四次。", "到现场看过", "大厅公示栏", "教了十二次。"):
        assert told in page


def _refused(cast: Cast, role: str, row: Commitment, verb: str, **typed: Any) -> str:
    answer = cast.client(role).post(reverse("commitment-step", args=[row.pk, verb]), typed)
    assert answer.status_code == 422
    return str(answer.content.decode())


def test_a_refused_item_comes_back_whole(cast: Cast, campaign: Campaign) -> None:
    typed = {"text": "修路灯", "due_on": "年底", "kind": "deed", "quantity": "40", "beneficiary": "村里人"}
    answer = cast.client("member").post(reverse("commitments-add", args=[campaign.pk]), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    for kept in ("修路灯", "年底", "村里人", "请写做到什么样算兑现。", "请写这个数按什么算"):
        assert kept in page
    assert not Commitment.objects.exists()


def test_hints_are_given_while_one_writes_and_stop_nothing(cast: Cast, campaign: Campaign) -> None:
    def told(**typed: str) -> str:
        answer = cast.client("member").post(reverse("commitments-hints"), typed)
        assert answer.status_code == 200
        return str(answer.content.decode())

    assert "没有写谁受益" in told(text="努力学习", result="有进步")
    assert "<li>" not in told(text="每月教老人", result="十二次", due_on="2026-12-31", beneficiary="老人")
    assert "<li>" not in told()
    promised(cast, campaign, text="努力学习", result="有进步", beneficiary="")
    assert Commitment.objects.get().state == "submitted"


def test_the_ledger_is_narrowed_by_links_and_paged_by_key(cast: Cast, campaign: Campaign) -> None:
    Policy.objects.create(
        campaign=campaign, key="commitments_most", value="90", source="区委通知", since=cast.today
    )
    items = [given(cast, campaign, text=f"第{number}件实事") for number in range(60)]
    promising.enter_many(by=cast.secretary, promised=items, now=at_noon(cast.today))
    own = standing(cast, campaign, "published", person=None)
    late = promised(cast, campaign, text="过期的一件", due_on=cast.today)
    for verb in ("accept", "publish"):
        step(cast, late, verb)
    Commitment.objects.filter(pk=late.pk).update(due_on=cast.today - timedelta(days=1))
    first = _text(cast, "secretary", "commitments", campaign.pk)
    assert first.count("件实事</a>") == 49  # the one past its deadline stands before them
    assert "after=" in first
    shown = set(Commitment.objects.order_by("due_on", "pk").values_list("pk", flat=True)[:50])
    last = Commitment.objects.order_by("due_on", "pk").values_list("pk", flat=True)[49]
    assert f"after={last}" in first
    second = _text(cast, "secretary", "commitments", campaign.pk, after=str(last))
    following = Commitment.objects.exclude(pk__in=shown).values_list("pk", flat=True)
    assert all(reverse("commitment", args=[pk]) in second for pk in following)
    assert not any(f'"{reverse("commitment", args=[pk])}"' in second for pk in shown)
    only_own = _text(cast, "secretary", "commitments", campaign.pk, subject="organisation")
    assert (own.text in only_own, "件实事" in only_own) == (True, False)
    overdue = _text(cast, "secretary", "commitments", campaign.pk, only="overdue")
    assert ("过期的一件" in overdue, own.text in overdue) == (True, False)
    assert "这里没有承诺" in _text(cast, "secretary", "commitments", campaign.pk, only="honoured")


def test_the_pages_ask_the_same_number_of_questions_however_many_rows(cast: Cast, campaign: Campaign) -> None:
    client, names = cast.client("secretary"), ("commitments", "commitments-vet", "commitments-coverage")

    def asked() -> dict[str, int]:
        found = {}
        for name in names:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(reverse(name, args=[campaign.pk])).status_code == 200
            found[name] = len(queries)
        return found

    counts = []
    for name in ("白一鸣", "成二月", "杜三江"):
        (person,) = comrades(cast, name)
        item = given(cast, campaign, person=person.pk)
        promising.enter_many(by=cast.secretary, promised=[item], now=at_noon(cast.today))
        counts.append(asked())
    assert counts[0] == counts[2]
    assert max(counts[0].values()) < 20


def test_the_export_has_the_same_rows_and_works_nothing_out(cast: Cast, campaign: Campaign) -> None:
    promised(cast, campaign, text="=1+1", result="@SUM(A1)")
    standing(cast, campaign, "honoured")
    answer = cast.client("reader").get(reverse("commitments-sheet", args=[campaign.pk]))
    assert answer.status_code == 200
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[0][:4] == ["承诺", "做到什么样", "组织", "谁的"]
    assert {tuple(row[:2]) for row in rows[1:]} == {
        ("=1+1", "@SUM(A1)"),
        ("每月第一个周六在商圈教老人用手机", "全年教十二次，每次不少于五人"),
    }
    assert {row[3] for row in rows[1:]} == {"程某"}  # readers see no people
    narrowed = cast.client("office").get(
        reverse("commitments-sheet", args=[campaign.pk]), {"only": "honoured"}
    )
    found = CalamineWorkbook.from_filelike(io.BytesIO(narrowed.content)).get_sheet_by_index(0).to_python()
    assert [row[3] for row in found[1:]] == ["程初晓"]


def test_comrades_see_each_others_promises_once_they_are_vetted(cast: Cast, campaign: Campaign) -> None:
    item = given(cast, campaign, person=cast.accounts["secretary"].person_id, text="书记带头上党课四次")
    promising.enter_many(by=cast.secretary, promised=[item], now=at_noon(cast.today))
    row = Commitment.objects.get()
    address = reverse("commitment", args=[row.pk])
    assert cast.client("member").get(address).status_code == 404
    row = step(cast, row, "accept", by="general_secretary")
    assert cast.client("member").get(address).status_code == 200
    row = step(cast, step(cast, row, "publish"), "claim", by="secretary")
    mine = _text(cast, "member", "commitments-mine", campaign.pk)
    assert "书记带头上党课四次" in mine
    assert "核实办成了" in cast.client("member").get(address).content.decode()


def test_readers_see_surnames_and_the_branch_full_names(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "published")
    inside, outside = (_text(cast, role, "commitment", row.pk) for role in ("secretary", "reader"))
    assert "程初晓" in inside
    assert "程某" in outside
    assert "程初晓" not in outside
    assert "程某" in _text(cast, "reader", "commitments", campaign.pk)


def test_a_collective_pledge_lists_who_signed_on_its_page(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "published", person=None, collective=True)
    address = reverse("commitment-sign", args=[row.pk])
    client = cast.client("secretary")
    assert "程初晓" in client.get(address).content.decode()
    typed = {"people": [cast.accounts["member"].person_id], "signed_on": cast.today}
    page = client.post(address, typed, follow=True).content.decode()
    assert "签名：1人签了，1人没有签" in page
    refused = client.post(address, {"signed_on": cast.today})
    assert refused.status_code == 422
    assert "请勾选签了名的同志" in refused.content.decode()


def test_coverage_names_the_own_members_without_a_promise_to_those_who_see_people(
    cast: Cast, campaign: Campaign
) -> None:
    standing(cast, campaign, "published")
    page = _text(cast, "secretary", "commitments-coverage", campaign.pk)
    assert "本级还有1名党员没有公示的承诺" in page
    assert "50%（1/2）" in page
    district = _text(cast, "reader", "commitments-coverage", campaign.pk)
    assert "方文清" not in district
