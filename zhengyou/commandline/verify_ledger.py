"""`verify-ledger`: says whether every line of the ledger is still what was written, and where not."""

import re
import sys

from zhengyou.commandline.refusal import Refusal
from zhengyou.ledger.verification import verify

_EACH = 100_000


def run(arguments: list[str]) -> int:
    """Prints what was found; 1 when anything is wrong. `--head DIGEST` is the head that somebody kept outside."""
    verification = verify(kept=_kept(arguments), report=_report)
    print("\n".join(verification.sentences))
    return 0 if verification.ok else 1


def _kept(arguments: list[str]) -> str:
    match arguments:
        case []:
            return ""
        case ["--head", given] if re.fullmatch("[0-9a-fA-F]{64}", given.strip()):
            return given
        case ["--head", *_]:
            raise Refusal(
                "--head 后面要写当初保存的链首摘要，共 64 个字符（0-9、a-f）。",
                "--head wants the digest that was kept, 64 characters",
                code=2,
            )
        case _:
            raise Refusal("用法：python3 run.py verify-ledger [--head 摘要]", "only --head is taken", code=2)


def _report(done: int, total: int) -> None:
    """A line for each hundred thousand, so that nobody thinks it has stopped."""
    if total > _EACH and done % _EACH == 0:
        print(f"已核对 {done} 行，共 {total} 行", file=sys.stderr, flush=True)
