"""Files laid beside a promise with its progress or its result: never asked for, told by content, the same one found."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.urls import reverse

from tests.campaigns.commitments.promising import promised, standing, step
from tests.cast import Cast, ExpectationOf, at_noon
from zhengyou.campaigns.actions import records
from zhengyou.campaigns.actions.commitments import NotPossible
from zhengyou.campaigns.models import Campaign, Commitment, CommitmentFile
from zhengyou.campaigns.rules.attachments import File
from zhengyou.ledger.models import Entry

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 16
PHOTO = File(name="教手机.png", media_type="image/png", content=PNG)


def _note(cast: Cast, row: Commitment, content: bytes, name: str = "教手机.png", **typed: str) -> Any:
    given = {"comment": "教了四次。", "file": SimpleUploadedFile(name, content)} | typed
    return cast.client("member").post(reverse("commitment-step", args=[row.pk, "note"]), given)


def test_a_file_lies_beside_the_promise_and_is_handed_out_as_it_came(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "published")
    assert _note(cast, row, PNG).status_code == 302
    file = CommitmentFile.objects.get()
    assert (file.row_id, file.name, file.media_type, file.size) == (
        row.pk,
        "教手机.png",
        "image/png",
        len(PNG),
    )
    answer = cast.client("secretary").get(reverse("commitment-file", args=[row.pk, file.pk]))
    assert (answer.content, answer["Content-Type"], answer["X-Content-Type-Options"]) == (
        PNG,
        "image/png",
        "nosniff",
    )
    assert answer["Content-Disposition"].startswith("attachment")
    page = cast.client("secretary").get(reverse("commitment", args=[row.pk])).content.decode()
    assert ("教手机.png" in page, "同一份材料" in page) == (True, False)
    line = Entry.objects.filter(verb="campaigns.commitment.note").get()
    assert (line.before, line.after) == ({"proofs": 0, "comment": ""}, {"proofs": 1, "comment": "教了四次。"})


def test_nobody_is_asked_for_a_file(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "published")
    url = reverse("commitment-step", args=[row.pk, "claim"])
    typed = {"outcome": "教了十二次。", "done_on": cast.today}
    assert cast.client("member").post(url, typed).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.proofs, CommitmentFile.objects.count()) == ("claimed", 0, 0)


def test_what_nobody_can_look_at_is_refused_and_what_was_typed_stays(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "published")
    answer = _note(cast, row, b"MZ" + b"\0" * 600, "照片.png")
    page = answer.content.decode()
    assert (answer.status_code, "不是图片、PDF或办公文档" in page, "教了四次。" in page) == (422, True, True)
    lacking = _note(cast, row, PNG, comment="")
    assert (lacking.status_code, "刚才选的文件需要再选一次" in lacking.content.decode()) == (422, True)
    row.refresh_from_db()
    assert (row.proofs, CommitmentFile.objects.count()) == (0, 0)


def test_the_same_file_lies_beside_a_promise_once(cast: Cast, campaign: Campaign) -> None:
    row = step(cast, standing(cast, campaign, "published"), "note", file=PHOTO)
    with pytest.raises(NotPossible, match="已经附在这项承诺里"):
        step(cast, row, "note", file=PHOTO)
    row.refresh_from_db()
    assert (row.proofs, row.files.count(), row.stages.filter(verb="note").count()) == (1, 1, 1)


def test_one_file_beside_several_things_is_told_on_each(
    cast: Cast, campaign: Campaign, expectation_of: ExpectationOf
) -> None:
    row = step(cast, standing(cast, campaign, "published"), "note", file=PHOTO)
    other = step(cast, standing(cast, campaign, "published", text="另外一件实事"), "note", file=PHOTO)
    happening = records.Happening(title="入户", happened_on=cast.today, result="走了。", files=[PHOTO])
    expected = [expectation_of("first", "为民办实事").pk]
    record = records.submit(
        by=cast.secretary, happening=happening, expectations=expected, now=at_noon(cast.today)
    )

    def said(role: str, name: str, thing: models.Model) -> tuple[bool, bool]:
        page = cast.client(role).get(reverse(name, args=[thing.pk])).content.decode()
        return "一模一样的文件" in page, f'"{reverse("commitment", args=[other.pk])}"' in page

    assert said("secretary", "commitment", row) == (True, True)
    assert said("member", "commitment", row) == (True, True)
    assert said("secretary", "record", record) == (True, True)
    page = cast.client("secretary").get(reverse("commitment", args=[other.pk])).content.decode()
    assert f'"{reverse("record", args=[record.pk])}"' in page


def test_a_file_of_another_promise_is_not_handed_out_under_this_one(cast: Cast, campaign: Campaign) -> None:
    row = step(cast, standing(cast, campaign, "published"), "note", file=PHOTO)
    other = promised(cast, campaign)
    address = reverse("commitment-file", args=[other.pk, row.files.get().pk])
    assert cast.client("secretary").get(address).status_code == 404
    assert (
        cast.client(None).get(reverse("commitment-file", args=[row.pk, row.files.get().pk])).status_code
        == 302
    )
