"""What was sent back is mended whole: its words, its kind, its number and the standard it answers."""

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from tests.campaigns.commitments.promising import answers, standing, step
from tests.cast import Cast
from zhengyou.campaigns.actions.commitments import NotPossible
from zhengyou.campaigns.models import Campaign, Standard, StandardItem
from zhengyou.ledger.models import Entry


def _standard(campaign: Campaign) -> StandardItem:
    standard = Standard.objects.create(campaign=campaign, ordinal=90, label="五带头", text="")
    return StandardItem.objects.create(standard=standard, ordinal=1, label="带头服务群众", text="")


def test_what_was_sent_back_changes_its_kind_number_and_standard(cast: Cast, campaign: Campaign) -> None:
    item, row = _standard(campaign), standing(cast, campaign, "returned")
    address = reverse("commitment-step", args=[row.pk, "resubmit"])
    answer = cast.client("member").get(address)
    assert "五带头：带头服务群众" in answer.content.decode()
    assert [answer.context["form"][name].value() for name in ("kind", "text")] == ["deed", row.text]
    typed = {
        "text": "每月教老人用手机", "result": "全年二十四次", "due_on": row.due_on, "kind": "post",
        "quantity": "24", "unit": "次", "standard_item_id": item.pk,
    }  # fmt: skip
    assert cast.client("member").post(address, typed).status_code == 302
    row.refresh_from_db()
    assert (row.kind, row.quantity, row.unit, row.standard_item_id) == ("post", Decimal(24), "次", item.pk)
    line = Entry.objects.get(verb="campaigns.commitment.resubmit")
    assert (line.before["kind"], line.after["kind"], line.after["standard_item_id"]) == (
        "deed",
        "post",
        item.pk,
    )


def test_a_number_that_is_left_out_takes_its_unit_with_it(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "draft", quantity=Decimal(12), unit="次")
    row = step(cast, row, "edit", kind="post", quantity=None, unit="次", standard_item_id=None)
    assert (row.kind, row.quantity, row.unit) == ("post", None, "")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"quantity": Decimal(12), "unit": ""}, "按什么算"),
        ({"quantity": Decimal(0), "unit": "次"}, "要大于0"),
        ({"standard_item_id": 999_999}, "不是这个活动的"),
    ],
)
def test_what_does_not_hang_together_is_refused(
    cast: Cast, campaign: Campaign, typed: dict[str, Any], said: str
) -> None:
    row = standing(cast, campaign, "returned")
    with pytest.raises(NotPossible, match=said):
        step(cast, row, "resubmit", kind="post", **typed)
    row.refresh_from_db()
    assert (row.state, row.text) == ("returned", "每月第一个周六在商圈教老人用手机")
    assert answers(cast, "resubmit")["text"] != row.text


def test_without_standards_none_is_asked_for(cast: Cast, campaign: Campaign) -> None:
    StandardItem.objects.all().delete()
    row = standing(cast, campaign, "returned")
    page = cast.client("member").get(reverse("commitment-step", args=[row.pk, "resubmit"])).content.decode()
    assert "对应哪条标准" not in page
