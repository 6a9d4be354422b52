"""What the desk tells of people: who waits to be received, and which handover is to be confirmed."""

from tests.cast import Cast, at_noon
from tests.organisations.people.keeping import decided
from tests.organisations.reorganising.deciding import number
from zhengyou.organisations.actions import handovers, transfers


def _lines(cast: Cast, role: str, name: str) -> list[tuple[str, str]]:
    sections = cast.client(role).get("/").context["sections"]
    return [(line.title, line.url) for one in sections if one.name == name for line in one.lines]


def test_a_transfer_awaits_the_receiving_secretary_until_it_is_decided(cast: Cast) -> None:
    now = at_noon(cast.today)
    asked = transfers.ask_transfer(
        by=cast.secretary,
        person=cast.accounts["member"].person_id,
        target=number(cast, "village"),
        decided=decided(cast),
        now=now,
    )
    assert _lines(cast, "village_secretary", "transfers") == [
        ("接收程初晓的组织关系", f"/people/transfers/{asked.pk}/")
    ]
    for role in ("secretary", "other_secretary", "office", "member"):
        assert _lines(cast, role, "transfers") == []
    transfers.receive_transfer(by=cast.village_secretary, transfer=asked, now=now)
    assert _lines(cast, "village_secretary", "transfers") == []


def test_a_handover_awaits_both_until_each_has_confirmed(cast: Cast) -> None:
    now = at_noon(cast.today)
    made = handovers.hand_over(
        by=cast.general_secretary,
        organisation=number(cast, "first"),
        person=cast.accounts["member"].person_id,
        day=cast.today.fromordinal(cast.today.toordinal() + 3),
        note="",
        now=now,
    )
    line = ("青石商圈第一党支部的交接清单", f"/organisations/handovers/{made.pk}/")
    assert _lines(cast, "secretary", "handovers") == _lines(cast, "member", "handovers") == [line]
    assert _lines(cast, "general_secretary", "handovers") == []
    handovers.confirm_handover(by=cast.secretary, handover=made, now=now)
    assert (_lines(cast, "secretary", "handovers"), _lines(cast, "member", "handovers")) == ([], [line])
