"""A pledge's text is data: written once, used by those below, changed where it must be, and signed."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.campaigns.commitments.promising import step
from tests.campaigns.pledges.pledging import OWN, TEXT, offered, published, taken
from tests.cast import Cast, at_noon
from zhengyou.campaigns.actions import commitments, pledges
from zhengyou.campaigns.actions.commitments import NotPossible
from zhengyou.campaigns.models import Campaign, Commitment, Pledge
from zhengyou.campaigns.queries.pledges import pledges as usable
from zhengyou.campaigns.queries.pledges import used
from zhengyou.campaigns.rules.pledges import Beside, beside, paragraphs, same, samples
from zhengyou.organisations.rules import NotPermitted


def _text(cast: Cast, role: str, name: str, *arguments: Any, **query: str) -> str:
    answer = cast.client(role).get(reverse(name, args=arguments), query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_what_a_branch_changed_stands_beside_the_template() -> None:
    assert beside(TEXT, OWN) == [
        Beside("我们承诺：", "我们承诺："),
        Beside("一、按时开门。", "一、早上七点开门。"),
        Beside("二、不短斤少两。", "二、不短斤少两。"),
        Beside("", "三、送货上门。"),
    ]
    assert [one.changed for one in beside(TEXT, OWN)] == [False, True, False, True]
    assert same(TEXT, f"\n  {TEXT}\n\n")


@given(st.lists(st.sampled_from("甲乙丙丁")), st.lists(st.sampled_from("甲乙丙丁")))
def test_read_down_either_side_is_whole(old: list[str], new: list[str]) -> None:
    rows = beside("\n".join(old), "\n".join(new))
    assert [row.template for row in rows if row.template] == old
    assert [row.used for row in rows if row.used] == new
    assert all(row.template or row.used for row in rows)


def test_the_texts_that_come_as_data_are_whole_and_short_enough_to_sign() -> None:
    assert {"teachers", "windows"} <= set(samples())
    assert all(3 <= len(paragraphs(one.text)) <= 20 for one in samples().values())


def test_a_branch_takes_a_text_changes_it_and_its_members_sign(cast: Cast, campaign: Campaign) -> None:
    pledge = offered(cast, campaign)
    row = published(cast, taken(cast, pledge))
    assert (row.text, row.collective, row.pledge_text) == ("签订并践行《诚信经营承诺书》", True, OWN)
    people = [cast.accounts["member"].person_id]
    commitments.sign(
        by=cast.secretary, commitment=row, people=people, signed_on=cast.today, now=at_noon(cast.today)
    )
    other = taken(cast, pledge, f"{TEXT}\n", by="other_secretary")
    found = used(cast.office, pledge)
    assert [(one.row, one.signed, one.changed) for one in found] == [(row, 1, True), (other, 0, False)]
    assert [one.row for one in used(cast.secretary, pledge)] == [row]
    page = _text(cast, "general_secretary", "commitment", row.pk)
    assert ("<del>一、按时开门。</del>" in page, "<ins>一、早上七点开门。</ins>" in page) == (True, True)
    paper = _text(cast, "secretary", "commitment-pledge", row.pk)
    assert all(said in paper for said in ("早上七点开门", "程初晓", "林小满"))


def test_a_text_sent_back_is_changed_and_sent_again(cast: Cast, campaign: Campaign) -> None:
    row = step(cast, taken(cast, offered(cast, campaign)), "send_back")
    address = reverse("commitment-step", args=[row.pk, "resubmit"])
    form = cast.client("secretary").get(address).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields} | {
        "pledge_text": f"{OWN}\n四、不卖假货。"
    }
    assert cast.client("secretary").post(address, typed).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.pledge_text.splitlines()[-1]) == ("submitted", "四、不卖假货。")


def test_one_organisation_uses_a_text_once_and_none_that_was_put_away(cast: Cast, campaign: Campaign) -> None:
    pledge = offered(cast, campaign)
    taken(cast, pledge)
    with pytest.raises(NotPossible, match="已经用了"):
        taken(cast, pledge)
    with pytest.raises(NotPossible, match="请写承诺书的正文"):
        taken(cast, pledge, " \n", by="other_secretary")
    pledges.put_away(by=cast.office, pledge=pledge, now=at_noon(cast.today))
    with pytest.raises(NotPossible, match="收起来了"):
        taken(cast, pledge, by="other_secretary")
    with pytest.raises(NotPossible, match="已经收起来了"):
        pledges.put_away(by=cast.office, pledge=pledge, now=at_noon(cast.today))
    assert (usable(cast.secretary, campaign), usable(cast.office, campaign)) == ([], [pledge])
    assert Commitment.objects.count() == 1


def test_a_text_is_for_those_below_whoever_wrote_it(cast: Cast, campaign: Campaign) -> None:
    of_street = offered(cast, campaign, by="committee_office", name="街道的")
    assert usable(cast.secretary, campaign) == [of_street]
    assert usable(cast.village_secretary, campaign) == []
    page = _text(cast, "office", "pledge", of_street.pk)
    assert ("街道的" in page, "本组织用这一份" in page, "收起来，不再给下级用" in page) == (
        True,
        False,
        False,
    )
    stranger = cast.client("village_secretary").get(reverse("pledge", args=[of_street.pk]))
    assert stranger.status_code == 404
    with pytest.raises(NotPossible, match="收起来了"):
        taken(cast, of_street, by="village_secretary")
    with pytest.raises(NotPermitted):
        pledges.put_away(by=cast.secretary, pledge=of_street, now=at_noon(cast.today))
    with pytest.raises(NotPermitted):
        offered(cast, campaign, by="member")
    with pytest.raises(NotPossible, match="已经有一份"):
        offered(cast, campaign, by="committee_office", name="街道的")
    with pytest.raises(NotPossible, match="要有正文"):
        offered(cast, campaign, name="空的", text=" \n ")


def test_an_office_begins_from_a_sample_and_a_refused_text_comes_back_whole(
    cast: Cast, campaign: Campaign
) -> None:
    page = _text(cast, "office", "pledges-add", campaign.pk, **{"from": "teachers"})
    assert samples()["teachers"].text.splitlines()[1] in page
    address = reverse("pledges-add", args=[campaign.pk])
    wrong = cast.client("office").post(address, {"name": "", "text": TEXT})
    assert (wrong.status_code, "不短斤少两" in wrong.content.decode()) == (422, True)
    right = cast.client("office").post(address, {"name": "诚信", "text": TEXT}, follow=True)
    assert "《诚信》的样本写好了" in right.content.decode()
    pledge = Pledge.objects.get()
    use = reverse("pledge-use", args=[pledge.pk])
    late = cast.client("secretary").post(use, {"pledge_text": OWN, "due_on": cast.today - timedelta(days=1)})
    assert (late.status_code, "送货上门" in late.content.decode()) == (422, True)
    done = cast.client("secretary").post(use, {"pledge_text": OWN, "due_on": cast.today}, follow=True)
    assert "已送审" in done.content.decode()
    assert "本组织用这一份" not in _text(cast, "secretary", "pledge", pledge.pk)
    gone = cast.client("office").post(reverse("pledge-put-away", args=[pledge.pk]), follow=True)
    assert "已收起来" in gone.content.decode()


def test_what_is_no_pledge_has_no_page_to_print(cast: Cast, campaign: Campaign) -> None:
    row = step(cast, taken(cast, offered(cast, campaign)), "accept")
    Commitment.objects.filter(pk=row.pk).update(pledge=None, pledge_text="")
    assert cast.client("secretary").get(reverse("commitment-pledge", args=[row.pk])).status_code == 404
