"""`verify-ledger`: says whether every line of the ledger is still what was written, and where not."""

from zhengyou.ledger.verification import verify


def run(arguments: list[str]) -> int:
    """Prints what was found; 1 when anything is wrong."""
    verification = verify()
    print("\n".join(verification.sentences))
    return 0 if verification.ok else 1
