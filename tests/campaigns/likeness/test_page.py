"""The page that says how much of a plan is its own, and who may know what of whom."""

import re
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.campaigns.likeness.conftest import (
    ADAPTED,
    COPIED,
    HEAD,
    OTHER,
    OWN,
    PLAN,
    Uploaded,
    approve,
)
from tests.cast import Cast
from zhengyou.campaigns.models import Plan
from zhengyou.campaigns.queries.own_text import own_text
from zhengyou.campaigns.queries.plans import plan as plan_of


def words(html: str) -> str:
    """The text of a page as people see it, on one line."""
    body = html.split("<main", 1)[1]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", body)))


def page(client: Client, plan: Plan, query: str = "") -> str:
    answer = client.get(f"/plans/{plan.pk}/likeness/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def street(cast: Cast) -> Client:
    return cast.client("committee_office")


def test_the_own_text_stands_first_and_what_was_inherited_is_folded(
    cast: Cast, in_force: Plan, uploaded: Uploaded, street: Client
) -> None:
    plan = uploaded("committee_office", HEAD + ADAPTED + OWN)
    html = page(street, plan)
    own = re.sub(r"<details.*?</details>", "", html, flags=re.DOTALL)
    assert OWN.strip() in words(own)
    assert "党员教师每月上一节公开课" not in words(own).split("和哪些方案相同")[0]
    assert re.findall(r"<summary>([^<]+)</summary>", html) == [
        "与上级方案相同：11 段，269 字",
        "9 段一字不差：一、总体要求",
    ]


def test_each_character_is_counted_once_the_superiors_before_the_former_ones(
    cast: Cast, in_force: Plan, uploaded: Uploaded
) -> None:
    uploaded("committee_office", HEAD + ADAPTED + COPIED, days_ago=300)
    plan = uploaded("committee_office", HEAD + ADAPTED + COPIED + OWN)
    found = own_text(plan_of(cast.committee_office, plan.pk), cast.today)
    assert found.units == found.own + found.inherited + found.former
    assert [(block.folded, block.sources) for block in found.blocks] == [
        (True, ["inherited", "former"]),
        (False, []),
    ]
    assert "".join(text for block in found.blocks for p in block.paragraphs for text, _ in p.segments) == (
        (HEAD + ADAPTED + COPIED + OWN).replace("\n", "")
    )


def test_passages_stand_side_by_side_with_changes_and_renamings_marked(
    cast: Cast, in_force: Plan, uploaded: Uploaded, street: Client
) -> None:
    plan = uploaded("committee_office", HEAD + ADAPTED.replace("两次家长座谈会", "六次家长座谈会"))
    html = page(street, plan)
    assert "<mark>六</mark>" in html
    assert "<mark>两</mark>" in html
    assert re.findall('<span class="renamed">([^<]+)</span>', html.split('class="passage"')[1]) == [
        "青石街道", "澜溪区教育系统", "青石街道", "青石街道", "澜溪区", "澜溪区",
    ]  # fmt: skip
    assert "换了的名称：澜溪区换成青石街道" in words(html)


def test_only_changed_paragraphs_stand_open_each_beside_its_counterpart(
    cast: Cast, in_force: Plan, uploaded: Uploaded
) -> None:
    text = PLAN.replace("两次家长座谈会", "六次家长座谈会，另设信箱一个")
    plan = uploaded("committee_office", text)
    (pair,) = own_text(plan_of(cast.committee_office, plan.pk), cast.today).pairs
    lines, theirs = text.splitlines(), PLAN.splitlines()
    assert [(stretch.folded, len(stretch.rows)) for stretch in pair.stretches] == [
        (True, 4),
        (False, 1),
        (True, 6),
    ]
    rows = [row for stretch in pair.stretches for row in stretch.rows]
    for number, row in enumerate(rows):
        sides = [["".join(words for words, _ in p.segments) for p in side] for side in (row.ours, row.theirs)]
        assert sides == [[lines[number]], [theirs[number]]]
    (open_row,) = pair.stretches[1].rows
    assert [kind for _, kind in open_row.ours[0].segments] == ["same", "changed", "same", "changed", "same"]
    assert [words for words, kind in open_row.theirs[0].segments if kind == "changed"] == ["两"]


def test_a_plan_without_a_word_of_others_is_not_printed_again(
    cast: Cast, in_force: Plan, uploaded: Uploaded, street: Client
) -> None:
    seen = words(page(street, uploaded("committee_office", "青石街道河道保洁办法\n" + OTHER)))
    assert "全文都是，没有成段沿用别的方案。" in seen
    assert OTHER[:12] not in seen


def test_another_plan_is_chosen_by_its_link_and_no_other_one_is_shown(
    cast: Cast, in_force: Plan, uploaded: Uploaded, street: Client
) -> None:
    before = uploaded("committee_office", HEAD + COPIED + OTHER, days_ago=300)
    plan = uploaded("committee_office", HEAD + ADAPTED + COPIED)
    stranger = uploaded("office", PLAN + COPIED)
    assert f"?with={before.pk}#passages" in page(street, plan)
    assert COPIED.strip("\n。") in words(page(street, plan, f"?with={before.pk}")).split("相同的段落")[1]
    for given in (stranger.pk, plan.pk, 0, "abc", "9" * 30, "²"):
        assert street.get(f"/plans/{plan.pk}/likeness/?with={given}").status_code == 404


def test_a_first_plan_without_a_superiors_has_a_pleasant_page(cast: Cast, uploaded: Uploaded) -> None:
    plan = uploaded("office", PLAN)
    assert "还没有可以对照的方案" in words(page(cast.client("office"), plan))


def test_a_plan_with_nothing_of_its_own_says_what_to_add(
    cast: Cast, in_force: Plan, uploaded: Uploaded, street: Client
) -> None:
    plan = uploaded("committee_office", PLAN)
    seen = words(page(street, plan))
    assert "没有。全文都能在下面的方案里找到；请补上本单位自己的指标、负责人和时间。" in seen
    assert "0%0 字，全文 270 字" in seen.replace(" 0%", "0%")


def test_the_superior_sees_shares_and_names_of_siblings_but_no_words(
    cast: Cast, in_force: Plan, uploaded: Uploaded, township_office: str
) -> None:
    approve(cast, uploaded("committee_office", HEAD + ADAPTED + COPIED))
    approve(cast, uploaded(township_office, PLAN + COPIED + OWN))
    seen = words(page(cast.client("office"), in_force))
    assert "按本方案制定的下级方案有 2 份" in seen
    rows = seen.split("最像谁 ", 1)[1]
    assert rows.index("青石街道党工委") < rows.index("云岭乡党委")
    assert "青石街道党工委 89%" in rows
    assert COPIED[:8] not in seen
    assert OWN[:8] not in seen


def test_a_sibling_sees_nothing_of_its_sibling(
    cast: Cast, in_force: Plan, uploaded: Uploaded, township_office: str, street: Client
) -> None:
    other = approve(cast, uploaded(township_office, PLAN + COPIED))
    plan = approve(cast, uploaded("committee_office", HEAD + ADAPTED + COPIED))
    seen = words(page(street, plan))
    assert "云岭乡" not in seen
    assert "下级方案" not in seen
    assert street.get(f"/plans/{other.pk}/likeness/").status_code == 404


def test_drafts_of_those_below_stay_with_them(cast: Cast, in_force: Plan, uploaded: Uploaded) -> None:
    uploaded("committee_office", HEAD + ADAPTED + COPIED)
    assert "下级方案有" not in words(page(cast.client("office"), in_force))


def test_siblings_that_only_follow_the_superior_are_no_copies(
    cast: Cast, in_force: Plan, uploaded: Uploaded, township_office: str
) -> None:
    approve(cast, uploaded("committee_office", HEAD + ADAPTED + OWN))
    approve(cast, uploaded(township_office, PLAN + OTHER))
    rows = words(page(cast.client("office"), in_force)).split("最像谁 ", 1)[1]
    assert rows.count("— 没有") == 2


def test_the_workbench_leads_to_the_page(cast: Cast, in_force: Plan) -> None:
    html = cast.client("office").get(f"/plans/{in_force.pk}/").content.decode()
    assert f'href="/plans/{in_force.pk}/likeness/"' in html


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_database_as_often_for_many_plans_as_for_one(
    count: int,
    cast: Cast,
    in_force: Plan,
    uploaded: Uploaded,
    street: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        uploaded("committee_office", HEAD + ADAPTED + COPIED * number, days_ago=100 + number)
    plan = uploaded("committee_office", HEAD + ADAPTED + OWN)
    with django_assert_num_queries(12):
        page(street, plan)
