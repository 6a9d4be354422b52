"""`verify-ledger` at the command line."""

import pytest

from tests.ledger.lines import behind_the_triggers, written
from zhengyou.commandline import verify_ledger
from zhengyou.commandline.refusal import Refusal
from zhengyou.ledger.sealing import seal
from zhengyou.ledger.verification import verify

pytestmark = pytest.mark.django_db


def _said(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_a_ledger_in_order_is_told_with_its_whole_head(capsys: pytest.CaptureFixture[str]) -> None:
    written()
    seal()
    assert verify_ledger.run([]) == 0
    assert _said(capsys) == [f"台账共核对 1 行，链首摘要 {verify().head}。"]


def test_a_head_that_was_kept_is_compared(capsys: pytest.CaptureFixture[str]) -> None:
    written()
    seal()
    head = verify().head
    written("后来的一行。")
    seal()
    assert verify_ledger.run(["--head", head.upper()]) == 0
    assert _said(capsys)[1] == "您保存的摘要在链上第 1 位，到那里为止每一行都和保存时一样。"
    assert verify_ledger.run(["--head", "f" * 64]) == 1
    assert _said(capsys)[1].startswith("链上找不到您保存的链首摘要")


def test_what_is_wrong_is_printed_and_is_the_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    line = written().pk
    seal()
    behind_the_triggers("UPDATE ledger_entry SET sentence = '改了'")
    assert verify_ledger.run([]) == 1
    assert _said(capsys)[1] == f"第 {line} 行（链上第 1 位）的内容与封存时不同。"


@pytest.mark.parametrize(
    "arguments", [["--head"], ["--head", "abc"], ["--what"], ["--head", "f" * 64, "more"]]
)
def test_what_makes_no_sense_is_refused(arguments: list[str]) -> None:
    with pytest.raises(Refusal):
        verify_ledger.run(arguments)
